""" "Vragen": the ones I asked and the ones asked of me; and the small questions to begin with."""

from functools import cache
from itertools import groupby
from typing import Any, Final, TypedDict
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bemanning.core import clock
from bemanning.core.dates import in_words
from bemanning.helprequests.enums import RequestState
from bemanning.helprequests.models import Ask, HelpRequest
from bemanning.helprequests.queries import lists
from bemanning.helprequests.sentences import plan_in_short
from bemanning.helprequests.small import small_questions
from bemanning.schools.access import Viewer, viewer_of

FILTERS: Final[dict[str, tuple[Any, list[RequestState]]]] = {
    "lopend": (
        gettext_lazy("Running"),
        [RequestState.DRAFT, RequestState.SCHEDULED, RequestState.OPEN, RequestState.ANSWERED],
    ),
    "rond": (gettext_lazy("Closed"), [RequestState.CLOSED, RequestState.WITHDRAWN]),
    "alle": (gettext_lazy("All"), list(RequestState)),
}
_ANY: Final = UUID(int=0)  # stands in an address where an id comes
FLAGS: Final[dict[str, str]] = {RequestState.CLOSED: "C", RequestState.ANSWERED: "K", RequestState.OPEN: "V"}


class Row(TypedDict):
    """One line of the list, in words: a template that decides for each of twenty lines is slow, and so are attributes."""

    subject: str
    unread: bool
    flag: str
    css: str
    meta: str
    plan: str
    url: str
    action: str


@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    """One list, from two sides, by state, with a search."""
    viewer = viewer_of(request)
    side = "aan-mij" if request.GET.get("kant") == "aan-mij" else "van-mij"
    state = request.GET.get("stand", "lopend")
    state = state if state in FILTERS else "lopend"
    words = request.GET.get("q", "").casefold().split()[:8]
    rows = _rows(viewer, side, FILTERS[state][1], words)
    page = Paginator(rows, lists.PAGE).get_page(request.GET.get("pagina"))
    found = [_request_of(row) for row in page.object_list]
    names = lists.names_asked(found) if side == "van-mij" else {}
    context = {
        "nav": "requests",
        "side": side,
        "state": state,
        "filters": [(key, label) for key, (label, _states) in FILTERS.items()],
        "query": request.GET.get("q", ""),
        "page": page,
        "rows": [_row(row, names) for row in page.object_list],
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
    lines: Any = lists.my_requests(viewer, states) if side == "van-mij" else lists.asked_of_me(viewer, states)
    if not words:
        return lines
    return [row for row in lines.newest() if lists.matches(_request_of(row), words)]


def _request_of(row: HelpRequest | Ask) -> HelpRequest:
    return row if isinstance(row, HelpRequest) else row.request


def _row(row: HelpRequest | Ask, names: dict[UUID, list[str]]) -> Row:
    """Only the asker's own questions have names here."""
    found = _request_of(row)
    draft = found.state == RequestState.DRAFT
    flag = FLAGS.get(found.state, "")
    return Row(
        subject=found.title or _beginning(found.opened("body")) or _("A draft without text"),
        unread=isinstance(row, HelpRequest) and found.has_unread,  # type: ignore[attr-defined]
        flag=flag or "P",
        css="" if flag else "faint",
        meta=" · ".join([*_who(row, names), in_words(timezone.localtime(found.last_activity_at), "j F")]),
        plan=_plan(found, names.get(found.id, [])),
        url=_address("request_write" if draft else "request_thread").replace(str(_ANY), str(found.id)),
        action=_("Write on") if draft else _("Open"),
    )


def _beginning(body: str) -> str:
    body = " ".join(body.split())
    return body[:80] + " …" if len(body) > 80 else body


@cache  # twenty lines lead to pages of one kind
def _address(name: str) -> str:
    return reverse(name, args=[_ANY])


def _who(row: HelpRequest | Ask, names: dict[UUID, list[str]]) -> list[str]:
    if isinstance(row, Ask):
        return [f"{row.request.asker.user.name}, {row.get_state_display()}"]
    asked = names.get(row.id, [])
    shown = ", ".join(asked[:3]) + (" …" if len(asked) > 3 else "")
    state = row.get_state_display()
    return [shown, state] if shown else [state]


def _plan(found: HelpRequest, asked: list[str]) -> str:
    plan = getattr(found, "silence_plan", None) if asked and found.state == RequestState.OPEN else None
    return plan_in_short(plan, asked, today=timezone.localdate(clock.now())) if plan else ""
