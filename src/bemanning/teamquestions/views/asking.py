"""Writing a question to teams, with the coach beside it as with every question."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from bemanning.core import clock
from bemanning.core.identifiers import uuid7
from bemanning.helprequests import coach
from bemanning.helprequests.forms import WritingForm
from bemanning.helprequests.models import HelpRequest
from bemanning.helprequests.views.composer import Composer
from bemanning.schools.queries import active
from bemanning.teamquestions import actions
from bemanning.teamquestions.access import access_own_question
from bemanning.teamquestions.forms import QuestionForm, suggestion
from tekstcoach import Audience, Context


class TeamComposer(Composer):
    """A question to the school or to teams, with ideas side by side."""

    template = "teamquestions/write.html"
    beside = "teamquestions/_write_beside.html"
    address = "team_question_write"

    def posted(self) -> QuestionForm:
        """The form as it was sent."""
        return QuestionForm(self.request.POST, viewer=self.viewer)

    def keep(self, form: WritingForm, draft_id: UUID) -> HelpRequest:
        """Save the draft. Raises what `drafts.save_draft` raises."""
        question = actions.save_draft(
            by=self.viewer.member,
            request_id=draft_id,
            text=form.cleaned_data["body"],
            choice=form.choice(),
            nameless_allowed=form.cleaned_data["nameless_allowed"],
            edition=form.cleaned_data["edition"],
            now=clock.now(),
        )
        return question.request

    def whom(self, form: WritingForm, draft: HelpRequest | None, text: str) -> dict[str, Any]:
        """The teams to choose from stand in the form."""
        return {"form": form}

    def context(self, whom: dict[str, Any]) -> Context:
        """Who writes, that a team is asked, and which names are colleagues."""
        staff = active(self.viewer.school).select_related("user").exclude(id=self.viewer.member.id)
        return coach.context_for(
            writer=self.viewer.user.name,
            names=(),
            staff=[member.user.name for member in staff],
            audience=Audience.TEAM,
            leaves_school=False,
        )


@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """An empty question, with words to start from. Nothing is stored yet."""
    composer = TeamComposer(request)
    return composer.show(QuestionForm(viewer=composer.viewer), uuid7(), draft=None, text=suggestion())


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Save what was typed and let the coach read it; or go on to sending."""
    composer = TeamComposer(request)
    if request.method == "POST":
        return composer.save(request_id)
    draft = composer.reopened(request_id)
    if isinstance(draft, HttpResponse):
        return draft
    question = access_own_question(composer.viewer, request_id)
    form = QuestionForm(viewer=composer.viewer, initial=QuestionForm.initial_of(question))
    return composer.show(form, draft.id, draft=draft, text=draft.opened("body"))
