""" "Vragen": the ones I asked and the ones asked of me; and the small questions to begin with."""

from itertools import groupby
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from bemanning.core import clock
from bemanning.helprequests.enums import RequestState
from bemanning.helprequests.models import Ask, HelpRequest
from bemanning.helprequests.queries import lists
from bemanning.helprequests.sentences import plan_in_short
from bemanning.helprequests.small import small_questions
from bemanning.schools.access import Viewer, viewer_of

PAGE: Final = 20
FILTERS: Final[dict[str, tuple[Any, list[RequestState]]]] = {
    "lopend": (_("Running"), [RequestState.DRAFT, RequestState.SCHEDULED, RequestState.OPEN, RequestState.ANSWERED]),
    "rond": (_("Closed"), [RequestState.CLOSED, RequestState.WITHDRAWN]),
    "alle": (_("All"), list(RequestState)),
}


@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    """One list, from two sides, by state, with a search."""
    viewer = viewer_of(request)
    side = "aan-mij" if request.GET.get("kant") == "aan-mij" else "van-mij"
    state = request.GET.get("stand", "lopend")
    state = state if state in FILTERS else "lopend"
    words = request.GET.get("q", "").casefold().split()[:8]
    rows = _rows(viewer, side, FILTERS[state][1], words)
    page = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    found = [_request_of(row) for row in page.object_list]
    names = lists.names_asked(found) if side == "van-mij" else {}
    context = {
        "nav": "requests",
        "side": side,
        "state": state,
        "filters": [(key, label) for key, (label, _states) in FILTERS.items()],
        "query": request.GET.get("q", ""),
        "page": page,
        "rows": [_row(row) | _of_mine(_request_of(row), names) for row in page.object_list],
    }
    return render(request, "helprequests/list.html", context)


@require_safe
def small(request: HttpRequest) -> HttpResponse:
    """ "Begin klein"."""
    steps = [
        (number, list(questions))
        for number, questions in groupby(small_questions(), key=lambda question: question.step)
    ]
    return render(request, "helprequests/small.html", {"nav": "requests", "steps": steps})


def _rows(viewer: Viewer, side: str, states: list[RequestState], words: list[str]) -> Any:
    query: Any = lists.my_requests(viewer, states) if side == "van-mij" else lists.asked_of_me(viewer, states)
    if not words:
        return query
    newest = list(query[: lists.MOST_SEARCHED])
    return [row for row in newest if lists.matches(_request_of(row), words)]


def _request_of(row: HelpRequest | Ask) -> HelpRequest:
    return row if isinstance(row, HelpRequest) else row.request


def _of_mine(found: HelpRequest, names: dict[UUID, list[str]]) -> dict[str, Any]:
    """Who was asked, and what happens when they do not answer. Only the asker's own questions have names here."""
    asked = names.get(found.id, [])
    plan = getattr(found, "silence_plan", None) if asked and found.state == RequestState.OPEN else None
    short = plan_in_short(plan, asked, today=timezone.localdate(clock.now())) if plan else ""
    return {"names": asked, "plan": short}


def _row(row: HelpRequest | Ask) -> dict[str, Any]:
    found = _request_of(row)
    body = " ".join(found.opened("body").split())
    return {
        "request": found,
        "ask": None if isinstance(row, HelpRequest) else row,
        "subject": found.title or (body[:80] + " …" if len(body) > 80 else body),
        "unread": isinstance(row, HelpRequest) and found.has_unread,  # type: ignore[attr-defined]
    }
