"""Writing a question, with the coach and the people beside it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bemanning.core import clock
from bemanning.core.identifiers import uuid7
from bemanning.expertise import queries as expertise
from bemanning.helprequests import coach
from bemanning.helprequests.access import access_own
from bemanning.helprequests.actions import drafts
from bemanning.helprequests.enums import RequestState
from bemanning.helprequests.forms import DraftForm
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import HelpRequest
from bemanning.helprequests.pages import page_of
from bemanning.helprequests.small import small_question
from bemanning.schools.access import Viewer, viewer_of
from bemanning.schools.models import Team
from tekstcoach import Point

SNOOZED = "coach_snoozed"  # session key: {draft id: [rule, …]} of "nu even niet"


@require_GET
def new(request: HttpRequest) -> HttpResponse:
    """An empty page, or one that starts from a small question or from a colleague. Nothing is stored yet."""
    viewer = viewer_of(request)
    template = small_question(request.GET.get("sjabloon", ""))
    form = DraftForm({"people": request.GET.getlist("aan")[:1]}, viewer=viewer)
    text = template.text if template else ""
    choice = form.choice() if form.is_valid() else drafts.Choice()
    page = _page(request, viewer, draft_id=uuid7(), text=text, chosen=choice)
    return render(request, "helprequests/write.html", page | {"edition": ""})


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Save what was typed and let the coach read it; or go on to sending."""
    viewer = viewer_of(request)
    if request.method == "POST":
        return _save(request, viewer, request_id)
    draft = access_own(viewer, request_id)
    if draft.state != RequestState.DRAFT:
        return redirect("request_thread", request_id)
    if (page_name := page_of(draft.audience)) != "request_thread":
        return redirect(page_name, request_id)
    page = _page(request, viewer, draft_id=draft.id, text=draft.opened("body"), chosen=_chosen_of(draft), draft=draft)
    return render(request, "helprequests/write.html", page | {"edition": draft.edition})


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


def _save(request: HttpRequest, viewer: Viewer, draft_id: UUID) -> HttpResponse:
    form = DraftForm(request.POST, viewer=viewer)
    state: dict[str, Any] = {"form": form, "edition": request.POST.get("edition", "")}
    draft: HelpRequest | None = None
    if form.is_valid():
        try:
            draft = drafts.save_draft(
                by=viewer.member,
                draft_id=draft_id,
                text=form.cleaned_data["body"],
                choice=form.choice(),
                edition=form.cleaned_data["edition"],
                now=clock.now(),
            )
        except drafts.DraftConflictError:
            stored = access_own(viewer, draft_id)
            state |= {"conflict": stored.opened("body"), "edition": stored.edition}
        except StepRefusedError:
            access_own(viewer, draft_id)  # of somebody else: not found
            messages.error(request, _("This question was sent already. Your last words are not in it."))
            return _leave(request, "request_thread", draft_id)
    if draft is not None:
        state |= {"edition": draft.edition, "saved_at": draft.changed_at}
        _dismiss(request, viewer, draft)
        if "next" in request.POST:
            state["missing"] = _missing(form)
            if not state["missing"]:
                return redirect("request_send", draft_id)
    page = _page(
        request,
        viewer,
        draft_id=draft_id,
        text=form.typed(),
        chosen=_chosen_in(form),
        draft=draft,
    )
    fragment = request.headers.get("HX-Request") == "true"
    template = "helprequests/_write_beside.html" if fragment else "helprequests/write.html"
    response = render(request, template, page | state)
    if fragment and draft is not None:
        response.headers["HX-Replace-Url"] = request.path
    return response


def _leave(request: HttpRequest, name: str, request_id: UUID) -> HttpResponse:
    response = redirect(name, request_id)
    if request.headers.get("HX-Request") != "true":
        return response
    return HttpResponse(status=204, headers={"HX-Redirect": response["Location"]})


def _missing(form: DraftForm) -> str:
    data = form.cleaned_data
    if not data["body"].strip():
        return _("There is no text yet. Write what you want to ask, however short.")
    if not (data["people"] or data["team"] or data["guest_email"]):
        return _("Choose whom you want to ask.")
    return ""


def _dismiss(request: HttpRequest, viewer: Viewer, draft: HelpRequest) -> None:
    how, _sep, rule = request.POST.get("dismiss", "").partition(":")
    if not rule or len(rule) > 80:
        return
    if how == "here":
        drafts.dismiss_here(draft=draft, rule=rule)
    elif how == "always":
        drafts.dismiss_always(by=viewer.member, rule=rule, now=clock.now())
    elif how == "now":
        snoozed = request.session.get(SNOOZED, {})
        snoozed[str(draft.id)] = [*snoozed.get(str(draft.id), []), rule]
        request.session[SNOOZED] = snoozed


def _chosen_of(draft: HelpRequest) -> drafts.Choice:
    asks = list(draft.asks.select_related("member__user"))
    guest = next((ask for ask in asks if ask.member is None), None)
    return drafts.Choice(
        members=[ask.member for ask in asks if ask.member],
        team=draft.team,
        guest_name=guest.guest_name if guest else "",
        guest_email=guest.guest_email if guest else "",
    )


def _chosen_in(form: DraftForm) -> drafts.Choice:
    data = getattr(form, "cleaned_data", {})
    return drafts.Choice(
        members=list(data.get("people") or ()),
        team=data.get("team"),
        guest_name=form.data.get("guest_name", ""),
        guest_email=form.data.get("guest_email", ""),
    )


def _page(
    request: HttpRequest,
    viewer: Viewer,
    *,
    draft_id: UUID,
    text: str,
    chosen: drafts.Choice,
    draft: HelpRequest | None = None,
) -> dict[str, Any]:
    now = clock.now()
    colleagues = expertise.choices(viewer, now=now)
    chosen_ids = {member.id for member in chosen.members}
    suggestions = expertise.suggest(viewer, text, exclude=set(), now=now, limit=4) if text.strip() else []
    suggested_ids = {suggestion.member.id for suggestion in suggestions}
    names = [member.user.name for member in chosen.members] or ([chosen.guest_name] if chosen.guest_name else [])
    outside = bool(chosen.guest_email) or any(member.is_coach for member in chosen.members)
    return {
        "nav": "requests",
        "draft_id": draft_id,
        "draft": draft,
        "text": text,
        "chosen": chosen,
        "chosen_ids": chosen_ids,
        "suggestions": suggestions,
        # Somebody who was chosen stays in sight, also when the words no longer suggest them.
        "also_chosen": [member for member in chosen.members if member.id not in suggested_ids],
        "colleagues": [one for one in colleagues if one.id not in suggested_ids | chosen_ids],
        "teams": list(Team.objects.filter(school=viewer.school)),
        "look": coach.look(
            text,
            context=coach.context_for(
                writer=viewer.user.name,
                names=names,
                staff=[one.name for one in colleagues],
                team=chosen.team is not None,
                leaves_school=outside,
            ),
            dismissed=_dismissed(request, viewer, draft_id, draft),
            starters=_starters(suggestions, chosen_ids),
        ),
    }


def _dismissed(request: HttpRequest, viewer: Viewer, draft_id: UUID, draft: HelpRequest | None) -> set[str]:
    always = viewer.user.coach_dismissals.values_list("rule", flat=True)
    now = request.session.get(SNOOZED, {}).get(str(draft_id), [])
    return {*always, *now, *(draft.dismissed_rules if draft else [])}


def _starters(suggestions: Sequence[expertise.Suggestion], chosen: set[UUID]) -> dict[Point, str]:
    """A true reason to ask this person, in their own words, when exactly one suggested person is chosen."""
    picked = [suggestion for suggestion in suggestions if suggestion.member.id in chosen and suggestion.quote]
    if len(picked) != 1 or len(chosen) != 1:
        return {}
    quote = picked[0].quote.strip().rstrip(".")
    return {
        Point.WHY: _("I ask you because you wrote that you like to be asked about “%(quote)s”.") % {"quote": quote}
    }
