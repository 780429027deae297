"""The ideas side by side, for the asker and for everybody who is asked."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bemanning.core import clock
from bemanning.helprequests.access import READING, access_ask
from bemanning.helprequests.actions import thread
from bemanning.helprequests.audience import audience_of
from bemanning.helprequests.enums import RequestState
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import Ask, HelpRequest
from bemanning.helprequests.queries.asked import to_ask
from bemanning.helprequests.views.conversation import press_again
from bemanning.helprequests.views.silence import silence_of
from bemanning.schools.access import Viewer, viewer_of
from bemanning.teamquestions import actions
from bemanning.teamquestions.access import access_loose_idea, access_own_question, access_question, stand_token
from bemanning.teamquestions.forms import GatherForm, IdeaForm
from bemanning.teamquestions.models import TeamQuestion
from bemanning.teamquestions.queries import board_of, may_hide, open_meeting_of, outcome_of


@require_safe
def show(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The question, the ideas, and what this person may do."""
    viewer = viewer_of(request)
    question = access_question(viewer, request_id)
    if question.request.state == RequestState.DRAFT:
        return redirect("team_question_write", request_id)
    return _show(request, viewer, question, IdeaForm(nameless_allowed=may_hide(question)))


@require_safe
def ideas(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The ideas alone: a screen that is open fetches them when something changed.

    The whiteboard (`?bord=1`) is sent to the question once the meeting has closed, so that the screen moves on.
    """
    viewer = viewer_of(request)
    question = access_question(viewer, request_id)
    whiteboard = "bord" in request.GET
    if whiteboard and open_meeting_of(question, clock.now()) is None:
        return redirect("team_question", request_id)
    page = ideas_for(question, viewer.member_ids)
    # The whiteboard shows them only; nothing is ticked there.
    page["own"] = page["own"] and not whiteboard
    return render(request, "teamquestions/_ideas.html", page)


@require_POST
def add(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One idea more: with the name of whoever wrote it, or without any."""
    viewer = viewer_of(request)
    question = access_question(viewer, request_id)
    form = IdeaForm(request.POST, nameless_allowed=may_hide(question))
    if not form.is_valid():
        return _show(request, viewer, question, form, status=422)
    try:
        _add(viewer, question, form)
    except StepRefusedError:
        messages.error(request, _("This question has ended in the meantime. Your words are still in the field."))
        return _show(request, viewer, access_question(viewer, request_id), form, status=409)
    except thread.IdTakenError:
        press_again(request, form)
        return _show(request, viewer, question, form, status=409)
    except actions.TooFewError:  # somebody left while this was on its way
        form = IdeaForm(request.POST, nameless_allowed=False)
        return _show(request, viewer, question, form, status=422)
    except actions.FullError:
        messages.error(request, _("There are very many ideas already. No more fit on the board."))
        return _show(request, viewer, question, form, status=409)
    messages.success(
        request,
        _("Your idea is on the board, without a name.")
        if form.cleaned_data.get("nameless")
        else _("Your idea is on the board."),
    )
    return redirect("team_question", request_id)


@require_POST
def gather(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Put the ticked ideas together."""
    question = access_own_question(viewer_of(request), request_id)
    form = GatherForm(request.POST, board=board_of(question, reader=[]))
    if not form.is_valid():
        messages.error(request, form.errors.as_data().popitem()[1][0].messages[0])
        return redirect("team_question", request_id)
    try:
        actions.gather(
            by=question.request.asker,
            question=question,
            ideas=[UUID(one) for one in form.cleaned_data["ideas"]],
            name=form.cleaned_data["name"],
            now=clock.now(),
        )
    except StepRefusedError:
        messages.info(request, _("That is no longer possible: the question is already further."))
    return redirect("team_question", request_id)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, request_id: UUID, idea_id: UUID) -> HttpResponse:
    """Look once more, then take a card off the board."""
    idea = access_loose_idea(viewer_of(request), request_id, idea_id)
    if request.method == "POST":
        actions.remove_idea(by=idea.question.request.asker, idea=idea, now=clock.now())
        messages.success(request, _("The card is off the board, on every screen."))
        return redirect("team_question", request_id)
    page = {
        "nav": "requests",
        "found": idea.question.request,
        "text": idea.opened("text"),
        "name": idea.opened("name"),
    }
    return render(request, "teamquestions/remove.html", page)


def _add(viewer: Viewer, question: TeamQuestion, form: IdeaForm) -> None:
    idea_id, text = form.cleaned_data["idea_id"], form.cleaned_data["text"]
    found: HelpRequest = question.request
    if form.cleaned_data.get("nameless"):
        actions.add_unsigned(question=question, idea_id=idea_id, text=text)
    elif found.asker_id in viewer.member_ids:
        actions.add_nameless(question=question, idea_id=idea_id, text=text, name=found.asker.user.name)
    else:
        thread.answer(ask=access_ask(viewer, found.id), message_id=idea_id, text=text, now=clock.now())


def ideas_for(question: TeamQuestion, reader: list[UUID]) -> dict[str, Any]:
    """The ideas as somebody with these memberships sees them."""
    own = question.request.asker_id in reader
    return {"board": board_of(question, reader=reader), "question": question, "found": question.request, "own": own}


def page_for(question: TeamQuestion, reader: list[UUID], form: IdeaForm, *, hides: bool) -> dict[str, Any]:
    """What the page of a team question shows everybody who reads it, by account or by link.

    `hides` says whether an idea may come without a name now (`may_hide`).
    """
    found, outcome = question.request, outcome_of(question)
    return ideas_for(question, reader) | {
        "nav": "requests",
        "subject": found.title,
        "body": found.opened("body"),
        "form": form,
        "stand": stand_token(question),
        "too_few": question.nameless_allowed and not hides,
        "outcome": outcome,
        "told": outcome.texts() if outcome else {},
    }


def _show(
    request: HttpRequest, viewer: Viewer, question: TeamQuestion, form: IdeaForm, status: int = 200
) -> HttpResponse:
    found = question.request
    page = page_for(question, viewer.member_ids, form, hides=form.nameless_allowed) | {
        "frame": "web/base.html",
        "here": reverse("team_question", args=[found.id]),
        "ideas_address": reverse("team_question_ideas", args=[found.id]),
        "add_address": reverse("team_question_add", args=[found.id]),
        "pass_address": reverse("request_not_now", args=[found.id]),
    }
    page |= _for_asker(question) if page["own"] else {"my_ask": _my_ask(viewer, found)}
    return render(request, "teamquestions/board.html", page, status=status)


def _for_asker(question: TeamQuestion) -> dict[str, Any]:
    found = question.request
    reading = found.asks.filter(state__in=READING).select_related("member__user")
    asks = to_ask(found) if found.state == RequestState.SCHEDULED else list(reading)
    return silence_of(found, asks) | {
        "audience": audience_of(found, asks),
        "meeting": open_meeting_of(question, clock.now()),
        "has_unread": found.messages.filter(ask__isnull=False, read_at=None, withdrawn_at=None).exists(),
    }


def _my_ask(viewer: Viewer, found: HelpRequest) -> Ask | None:
    return found.asks.filter(member__in=viewer.member_ids, state__in=READING).first()
