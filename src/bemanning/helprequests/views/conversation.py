"""What happens in a conversation, whichever door one came by: signed in (thread.py) or by the link in a mail (guest.py).

The door finds the ask or the message, and says where `back` is and in which `frame` (base template) a page stands.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from bemanning.core import clock, uploads
from bemanning.helprequests.actions import thread as actions
from bemanning.helprequests.enums import MessageKind
from bemanning.helprequests.forms import AnswerForm, FormWithId, HeardTextForm, MessageForm, RedirectForm
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import Ask, Attachment, Message
from bemanning.helprequests.queries.asked import BOARDS


def answer_form(request: HttpRequest) -> AnswerForm:
    """What was written, with its files, also when not all of it was read."""
    typed, files = request.POST, request.FILES  # reading them is what may stop
    return AnswerForm(typed, files, upload_stopped=uploads.stopped(request))


def press_again(request: HttpRequest, form: FormWithId) -> None:
    """Something else was kept under the id of this form: another id for the same words, and a line that says so."""
    form.renew()
    messages.error(request, _("It has not been sent yet. Your words are still in the field. Press once more."))


def download(attachment: Attachment) -> HttpResponse:
    """A file to save: no browser shows or runs it within the app."""
    response = HttpResponse(attachment.opened_content(), content_type=attachment.kind)
    response["Content-Disposition"] = content_disposition_header(True, attachment.file_name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def not_now(request: HttpRequest, ask: Ask, *, back: str) -> HttpResponse:
    """ "Niet nu", without a reason."""
    try:
        actions.not_now(ask=ask, now=clock.now())
        knows = _("That is fine. %(name)s knows.") % {"name": ask.request.asker.user.first_name}
        on_board = _("That is fine. This question no longer waits for you.")
        messages.success(request, on_board if ask.request.audience in BOARDS else knows)
    except StepRefusedError:
        _too_late(request)
    return redirect(back)


def redirect_to(request: HttpRequest, form: RedirectForm, *, back: str, frame: str) -> HttpResponse:
    """ "Vraag liever …": names somebody else; the asker decides."""
    ask, status = form.ask, 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.redirect(
                ask=ask,
                suggested=form.cleaned_data.get("member"),
                note=form.cleaned_data["note"].strip(),
                now=clock.now(),
            )
            messages.success(
                request, _("%(name)s hears it and decides.") % {"name": ask.request.asker.user.first_name}
            )
            return redirect(back)
        except StepRefusedError:
            _too_late(request)
            status = 409
    page = {"nav": "requests", "frame": frame, "form": form, "subject": ask.request.opened("subject"), "back": back}
    return render(request, "helprequests/redirect.html", page, status=status)


def edit(request: HttpRequest, message: Message, *, back: str, frame: str) -> HttpResponse:
    """Change one's own message, or what one heard in person."""
    heard = message.kind == MessageKind.HEARD
    form = (HeardTextForm if heard else MessageForm)(
        request.POST or None, initial={"text": message.opened("body"), "message_id": message.id}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_message(message=message, text=form.cleaned_data["text"], now=clock.now())
            return redirect(back)
        except StepRefusedError:
            messages.error(request, _("This question has ended in the meantime. Your words are still in the field."))
    page = {
        "nav": "requests",
        "frame": frame,
        "form": form,
        "heard": heard,
        "subject": message.request.opened("subject"),
        "back": back,
    }
    return render(request, "helprequests/edit.html", page)


def withdraw_message(request: HttpRequest, message: Message, *, back: str) -> HttpResponse:
    """Take back one's own message."""
    try:
        actions.withdraw_message(message=message, now=clock.now())
    except StepRefusedError:
        _too_late(request)
    return redirect(back)


def _too_late(request: HttpRequest) -> None:
    messages.info(request, _("That is no longer possible: the question is already further."))
