"""The board by the link in a mail: that question only, no account, and ideas with the name of whoever got the mail.

There is no idea without a name here: the token is in the address, and so in the log of a server in between.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bemanning.core import clock
from bemanning.helprequests.access import access_link
from bemanning.helprequests.actions import thread
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import Ask
from bemanning.helprequests.views.conversation import press_again
from bemanning.helprequests.views.guest import FRAME, by_link
from bemanning.teamquestions.access import question_of
from bemanning.teamquestions.forms import IdeaForm
from bemanning.teamquestions.queries import may_hide
from bemanning.teamquestions.views.board import ideas_for, page_for


@by_link
@require_safe
def show(request: HttpRequest, token: str, ask: Ask) -> HttpResponse:
    """The question and the ideas."""
    return _show(request, token, ask, IdeaForm(nameless_allowed=False))


@by_link
@require_safe
def ideas(request: HttpRequest, token: str, ask: Ask) -> HttpResponse:
    """The ideas alone, for a screen that is open."""
    page = ideas_for(question_of(ask), [ask.member_id] if ask.member_id else [])
    return render(request, "teamquestions/_ideas.html", page | {"token": token})


@by_link
@require_POST
def add(request: HttpRequest, token: str, ask: Ask) -> HttpResponse:
    """One idea more."""
    question_of(ask)  # of another kind of question: not found
    form = IdeaForm(request.POST, nameless_allowed=False)
    if not form.is_valid():
        return _show(request, token, ask, form, status=422)
    data = form.cleaned_data
    try:
        thread.answer(ask=ask, message_id=data["idea_id"], text=data["text"], now=clock.now())
    except thread.IdTakenError:
        press_again(request, form)
        return _show(request, token, ask, form, status=409)
    except StepRefusedError:
        messages.error(request, _("This question has ended in the meantime. Your words are still in the field."))
        return _show(request, token, access_link(token, clock.now()), form, status=409)
    messages.success(request, _("Your idea is on the board."))
    return redirect("guest_board", token)


def _show(request: HttpRequest, token: str, ask: Ask, form: IdeaForm, status: int = 200) -> HttpResponse:
    question = question_of(ask)
    reader = [ask.member_id] if ask.member_id else []
    page = page_for(question, reader, form, hides=may_hide(question)) | {
        "frame": FRAME,
        "token": token,
        "my_ask": ask,
        "here": reverse("guest_board", args=[token]),
        "ideas_address": reverse("guest_board_ideas", args=[token]),
        "add_address": reverse("guest_board_add", args=[token]),
        "pass_address": reverse("guest_not_now", args=[token]),
    }
    return render(request, "teamquestions/board.html", page, status=status)
