"""Writing a question with the coach beside it: what a question to people and one to teams have in common."""

from abc import ABC, abstractmethod
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bemanning.helprequests import coach
from bemanning.helprequests.access import access_own
from bemanning.helprequests.actions import drafts
from bemanning.helprequests.enums import RequestState
from bemanning.helprequests.forms import WritingForm
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import HelpRequest
from bemanning.helprequests.pages import pages_of
from bemanning.helprequests.views import coaching
from bemanning.schools.access import viewer_of
from tekstcoach import Context, Point


class Composer(ABC):
    """One request to a writing page. A subclass says to whom the question goes, and which templates show it."""

    template: ClassVar[str]
    beside: ClassVar[str]  # what a script fetches while somebody types
    address: ClassVar[str]  # the name of the address of the page; takes the id of the draft

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.viewer = viewer_of(request)

    @abstractmethod
    def posted(self) -> WritingForm:
        """The form as it was sent."""

    @abstractmethod
    def keep(self, form: WritingForm, draft_id: UUID) -> HelpRequest:
        """Save the draft. Raises what `drafts.save_draft` raises."""

    @abstractmethod
    def whom(self, form: WritingForm, draft: HelpRequest | None, text: str) -> dict[str, Any]:
        """What the part of the page about whom to ask needs. `form` is as sent, or filled with what was kept."""

    @abstractmethod
    def context(self, whom: dict[str, Any]) -> Context:
        """What the coach is told about who is asked, from what `whom` found."""

    def starters(self, whom: dict[str, Any]) -> dict[Point, str]:
        """Own first words for a point, from what `whom` found."""
        return {}

    def show(self, form: WritingForm, draft_id: UUID, *, draft: HelpRequest | None, text: str) -> HttpResponse:
        """The page of a new question, or of a draft."""
        page = self._page(form, draft_id, draft=draft, text=text)
        return render(self.request, self.template, page | {"edition": draft.edition if draft else ""})

    def reopened(self, draft_id: UUID) -> HelpRequest | HttpResponse:
        """The draft with this id, or the way to where that question is now."""
        draft = access_own(self.viewer, draft_id)
        pages = pages_of(draft.audience)
        if draft.state != RequestState.DRAFT:
            return redirect(pages.show, draft_id)
        return draft if pages.write == self.address else redirect(pages.write, draft_id)

    def save(self, draft_id: UUID) -> HttpResponse:
        """Keep what was typed and let the coach read it; or go on to sending."""
        form = self.posted()
        state: dict[str, Any] = {"form": form, "edition": self.request.POST.get("edition", "")}
        state["looked"] = "look" in self.request.POST  # without scripts they ask for the coach by this button
        draft: HelpRequest | None = None
        written = coaching.with_first_words(self.request, form.typed())
        if form.is_valid():
            form.cleaned_data["body"] = written.text
            try:
                draft = self.keep(form, draft_id)
            except drafts.DraftConflictError:
                stored = access_own(self.viewer, draft_id)
                state |= {"conflict": stored.opened("body"), "edition": stored.edition}
            except StepRefusedError:
                sent = access_own(self.viewer, draft_id)  # of somebody else: not found
                state["sent"] = reverse(pages_of(sent.audience).show, args=[draft_id])
        if draft is not None:
            state |= {"edition": draft.edition, "saved_at": draft.changed_at}
            state |= {"added": written.added, "kept": written.kept}
            coaching.let_rest(self.request, self.viewer, draft)
            coaching.say_if_right(self.request, self.viewer, draft)
            if "next" in self.request.POST:
                state["missing"] = form.missing()
                if not state["missing"]:
                    return redirect("request_send", draft_id)
        page = self._page(form, draft_id, draft=draft, text=written.text if draft else form.typed())
        return self._answer(page | state, draft)

    def _answer(self, page: dict[str, Any], draft: HelpRequest | None) -> HttpResponse:
        fragment = self.request.headers.get("HX-Request") == "true"
        response = render(self.request, self.beside if fragment else self.template, page)
        if fragment and draft is not None:
            response.headers["HX-Replace-Url"] = self.request.path
        return response

    def _page(self, form: WritingForm, draft_id: UUID, *, draft: HelpRequest | None, text: str) -> dict[str, Any]:
        whom = self.whom(form, draft, text)
        look = coach.look(
            text,
            context=self.context(whom),
            dismissed=coaching.dismissed(self.request, self.viewer, draft_id, draft),
            starters=self.starters(whom),
        )
        common = {"nav": "requests", "draft_id": draft_id, "draft": draft, "text": text, "look": look}
        asks = {"asks_if_right": self.viewer.school.coach_feedback, "told": coaching.told(self.request, draft_id)}
        return whom | common | asks | {"here": reverse(self.address, args=[draft_id])}
