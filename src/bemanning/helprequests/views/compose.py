"""Writing a question to people, with the coach and the people beside it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bemanning.core import clock
from bemanning.core.identifiers import uuid7
from bemanning.expertise import queries as expertise
from bemanning.helprequests import coach
from bemanning.helprequests.access import access_own
from bemanning.helprequests.actions import drafts
from bemanning.helprequests.forms import DraftForm, WritingForm
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import HelpRequest
from bemanning.helprequests.small import small_question
from bemanning.helprequests.views.composer import Composer
from bemanning.schools.access import viewer_of
from bemanning.schools.models import Membership, Team
from tekstcoach import Audience, Context, Point


class PeopleComposer(Composer):
    """A question to colleagues, a team, or somebody outside the school."""

    template = "helprequests/write.html"
    beside = "helprequests/_write_beside.html"
    address = "request_write"

    def posted(self) -> DraftForm:
        """The form as it was sent."""
        return DraftForm(self.request.POST, viewer=self.viewer)

    def keep(self, form: WritingForm, draft_id: UUID) -> HelpRequest:
        """Save the draft. Raises what `drafts.save_draft` raises."""
        return drafts.save_draft(
            by=self.viewer.member,
            draft_id=draft_id,
            text=form.cleaned_data["body"],
            choice=form.choice(),
            edition=form.cleaned_data["edition"],
            now=clock.now(),
        )

    def whom(self, form: WritingForm, draft: HelpRequest | None, text: str) -> dict[str, Any]:
        """People from the crew who know this subject, and all the others who can be asked."""
        chosen = _chosen_in(form) if form.is_bound else _chosen_of(draft)
        now = clock.now()
        colleagues = expertise.choices(self.viewer, now=now)
        chosen_ids = {member.id for member in chosen.members}
        suggestions = expertise.suggest(self.viewer, text, exclude=set(), now=now, limit=4) if text.strip() else []
        suggested_ids = {suggestion.member.id for suggestion in suggestions}
        return {
            "chosen": chosen,
            "chosen_ids": chosen_ids,
            "suggestions": suggestions,
            # Somebody who was chosen stays in sight, also when the words no longer suggest them.
            "also_chosen": [member for member in chosen.members if member.id not in suggested_ids],
            "colleagues": [one for one in colleagues if one.id not in suggested_ids | chosen_ids],
            "staff": [one.name for one in colleagues],
            "teams": list(Team.objects.filter(school=self.viewer.school)),
        }

    def context(self, whom: dict[str, Any]) -> Context:
        """Who writes, who is chosen, and which names are colleagues."""
        chosen: drafts.Choice = whom["chosen"]
        names = [member.user.name for member in chosen.members] or ([chosen.guest_name] if chosen.guest_name else [])
        return coach.context_for(
            writer=self.viewer.user.name,
            names=names,
            staff=whom["staff"],
            audience=self._asked(chosen),
            leaves_school=bool(chosen.guest_email) or any(self._is_outside(member) for member in chosen.members),
        )

    def _is_outside(self, member: Membership) -> bool:
        return member.is_coach or member.school_id != self.viewer.school.id

    def _asked(self, chosen: drafts.Choice) -> Audience:
        """Whom the coach should think of: a team, somebody outside the school, the coach, or colleagues."""
        if chosen.team is not None:
            return Audience.TEAM
        outside = [member for member in chosen.members if self._is_outside(member)]
        if len(chosen.members) == 1 and outside and outside[0].is_coach:
            return Audience.COACH
        return Audience.PEER if chosen.guest_email or len(outside) == len(chosen.members) == 1 else Audience.COLLEAGUE

    def starters(self, whom: dict[str, Any]) -> dict[Point, str]:
        """A true reason to ask this person, in their own words, when exactly one suggested person is chosen."""
        return _starters(whom["suggestions"], whom["chosen_ids"])


@require_GET
def new(request: HttpRequest) -> HttpResponse:
    """An empty page, or one that starts from a small question or from a colleague. Nothing is stored yet."""
    template = small_question(request.GET.get("sjabloon", ""))
    composer = PeopleComposer(request)
    form = DraftForm({"people": request.GET.getlist("aan")[:1]}, viewer=composer.viewer)
    form.is_valid()
    return composer.show(form, uuid7(), draft=None, text=template.text if template else "")


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Save what was typed and let the coach read it; or go on to sending."""
    composer = PeopleComposer(request)
    if request.method == "POST":
        return composer.save(request_id)
    draft = composer.reopened(request_id)
    if isinstance(draft, HttpResponse):
        return draft
    form = DraftForm(viewer=composer.viewer)
    return composer.show(form, draft.id, draft=draft, text=draft.opened("body"))


@require_POST
def discard(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Throw the draft away."""
    viewer = viewer_of(request)
    draft = access_own(viewer, request_id)
    try:
        drafts.discard_draft(by=draft.asker, draft=draft, now=clock.now())
    except StepRefusedError:
        messages.error(
            request, _("This question was sent already, so it cannot be thrown away. You can take it back.")
        )
        return redirect("request_thread", request_id)
    messages.success(request, _("The draft is gone."))
    return redirect("request_list")


def _chosen_of(draft: HelpRequest | None) -> drafts.Choice:
    asks = list(draft.asks.select_related("member__user")) if draft else []
    guest = next((ask for ask in asks if ask.member is None), None)
    return drafts.Choice(
        members=[ask.member for ask in asks if ask.member],
        team=draft.team if draft else None,
        guest_name=guest.guest_name if guest else "",
        guest_email=guest.guest_email if guest else "",
    )


def _chosen_in(form: WritingForm) -> drafts.Choice:
    data = getattr(form, "cleaned_data", {})
    return drafts.Choice(
        members=list(data.get("people") or ()),
        team=data.get("team"),
        guest_name=form.data.get("guest_name", ""),
        guest_email=form.data.get("guest_email", ""),
    )


def _starters(suggestions: Sequence[expertise.Suggestion], chosen: set[UUID]) -> dict[Point, str]:
    picked = [suggestion for suggestion in suggestions if suggestion.member.id in chosen and suggestion.quote]
    if len(picked) != 1 or len(chosen) != 1:
        return {}
    quote = picked[0].quote.strip().rstrip(".")
    return {
        Point.WHY: _("I ask you because you wrote that you like to be asked about “%(quote)s”.") % {"quote": quote}
    }
