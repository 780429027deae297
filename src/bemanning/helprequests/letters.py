"""The mails of the main job. One function per occasion; each queues in the caller's transaction."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bemanning.core.prepared import prepared
from bemanning.helprequests.access import asker_reply_token, link_token
from bemanning.helprequests.enums import HEARING, AskState, Outcome
from bemanning.helprequests.models import Ask, FollowUp, HelpRequest, Message, SilencePlan
from bemanning.helprequests.posting import (
    Body,
    letter_to_asker,
    mail_to_asked,
    mail_to_asker,
    queue_for_asker,
    welcome_to_asker,
)
from bemanning.helprequests.sentences import why_back_to_asker
from bemanning.mail import actions as mail
from bemanning.mail.composing import Composed
from bemanning.mail.letters import Block, Button, Quote, Small, Text
from bemanning.mail.models import OutgoingMail

ANSWER: Final = "answer"  # the name of the composer of the mail about an answer


def nudged(ask_id: UUID) -> str:
    """What a reminder to an asked person is about."""
    return f"ask:{ask_id}"


def guest_link(ask: Ask) -> str:
    """The whole address behind the button in a mail to an asked person."""
    return settings.BASE_URL + reverse("guest_thread", args=[link_token(ask)])


def thread_link(request: HelpRequest) -> str:
    """The whole address of a question, for somebody who signs in."""
    return settings.BASE_URL + reverse("request_thread", args=[request.id])


def silence_link(request: HelpRequest) -> str:
    """The whole address where the asker chooses what happens when nobody answers."""
    return settings.BASE_URL + reverse("request_silence", args=[request.id])


def queue_question(request: HelpRequest, ask: Ask, *, now: datetime, insists: bool = False) -> None:
    """To somebody who is asked: the question, and one button that needs no account.

    Who `insists` passes the quiet time of the school, and never the rest that somebody chose for themselves.
    """
    asker = request.asker.user

    def write() -> Body:
        first = _("%(asker)s asks you to think along:")
        if ask.is_elsewhere:
            first = _("%(asker)s of %(school)s asks you to think along:")
        return Body(
            blocks=(
                Text(first % {"asker": asker.name, "school": request.school.name}),
                Quote(request.opened("body")),
                *_how_to_reply(),
                Button(_("Think along"), guest_link(ask)),
                Text(_("Does it not suit you now? Say so behind the same button. You need not give a reason.")),
                Small(_link_note()),
            ),
            preheader=_("%(asker)s asks you to think along") % {"asker": asker.name},
        )

    mail_to_asked(request, ask, f"question:{ask.id}", write, now=now, insists=insists)


def queue_new_link(request: HelpRequest, ask: Ask, *, now: datetime) -> None:
    """To somebody whose link had expired."""

    def write() -> Body:
        return Body(
            blocks=(
                Text(
                    _("Here is a new link to the question of %(asker)s. The old one no longer works.")
                    % {"asker": request.asker.user.name}
                ),
                Button(_("Read the question"), guest_link(ask)),
                Small(_link_note()),
            ),
        )

    mail_to_asked(request, ask, f"link:{ask.id}:{ask.link_version}", write, now=now)


def queue_answer(request: HelpRequest, message: Message, *, now: datetime) -> None:
    """To the asker: somebody thought along. Who answers does not wait until the mail is written."""
    queue_for_asker(request, f"answer:{message.id}", ANSWER, now=now, reply_token=asker_reply_token(request))


def compose_answer(letter: OutgoingMail, now: datetime) -> Composed:
    """The mail about an answer; None when it was taken back in the meantime, or erased together with its writer.

    The moment at which the asker takes mail again, when that is later.
    """
    found = Message.objects.select_related("key", "ask__member__user", "request__key", "request__asker__user")
    message = found.filter(id=UUID(letter.event.rpartition(":")[2]), withdrawn_at=None, key__isnull=False).first()
    if message is None or message.ask is None:
        return None
    request, ask, files = message.request, message.ask, message.attachments.count()
    if (welcome := welcome_to_asker(request, now)) > now:
        return welcome

    def write() -> Body:
        return Body(
            blocks=(
                Text(_("%(name)s thought along with you:") % {"name": ask.display_name}),
                *_words_and_files(message, files),
                *_how_to_reply(),
                Text(_to_whom(request, ask)),
                Button(_("Read and reply"), thread_link(request)),
                Text(_("Do you know what you will do with it? Tell %(name)s later.") % {"name": ask.first_name}),
            ),
            preheader=_("%(name)s thought along with you") % {"name": ask.display_name},
        )

    return letter_to_asker(request, write)


def _to_whom(request: HelpRequest, ask: Ask) -> str:
    """Who reads what the asker writes back, so that nobody takes it for a word to one person."""
    if _other_readers(request.id, ask.id):
        return _("Everybody you asked reads what you write back.")
    return _("Only %(name)s reads what you write back.") % {"name": ask.first_name}


@prepared
def _other_readers(request: UUID, ask: UUID) -> QuerySet[Ask]:
    return Ask.objects.filter(request=request, state__in=HEARING).exclude(id=ask).only("id")[:1]


def queue_reply(request: HelpRequest, message: Message, ask: Ask, *, files: int, now: datetime) -> None:
    """To an asked person: the asker wrote in the thread."""

    def write() -> Body:
        return Body(
            blocks=(
                Text(_("%(asker)s writes about the question:") % {"asker": request.asker.user.name}),
                *_words_and_files(message, files),
                *_how_to_reply(),
                Button(_("Open the conversation"), guest_link(ask)),
                Small(_link_note()),
            ),
        )

    mail_to_asked(request, ask, f"reply:{message.id}:{ask.id}", write, now=now)


def queue_not_now(request: HelpRequest, ask: Ask, *, now: datetime) -> None:
    """To the asker: not now, without a reason."""

    def write() -> Body:
        return Body(
            blocks=(
                Text(
                    _("It does not suit %(name)s now. That says nothing about your question.")
                    % {"name": ask.display_name}
                ),
                Text(_("Perhaps somebody else has room.")),
                Button(_("See who has room"), thread_link(request)),
            ),
        )

    mail_to_asker(request, f"not-now:{ask.id}", write, now=now)


def queue_all_passed(request: HelpRequest, *, now: datetime) -> None:
    """To the asker of a board: everybody saw it, and nobody has anything to add now."""

    def write() -> Body:
        return Body(
            blocks=(
                Text(_("Everybody you asked has seen your question, and has nothing to add now.")),
                Text(_("That says nothing about your question. Perhaps it works better in a meeting.")),
                Button(_("Open the question"), thread_link(request)),
            ),
        )

    mail_to_asker(request, "not-now:all", write, now=now)


def queue_redirect(request: HelpRequest, ask: Ask, *, now: datetime) -> None:
    """To the asker: rather ask somebody else. The asker decides."""
    suggested = ask.suggested.user.name if ask.suggested else ""
    note = ask.opened("note")

    def write() -> Body:
        first = (
            _("%(name)s thinks that %(other)s can help you better.") % {"name": ask.display_name, "other": suggested}
            if suggested
            else _("%(name)s thinks of somebody else who can help you.") % {"name": ask.display_name}
        )
        blocks: list[Block] = [Text(first)]
        if note:
            blocks.append(Quote(note))
        blocks += [
            Text(_("You decide. Nothing has been sent to anybody else.")),
            Button(_("Open the question"), thread_link(request)),
        ]
        return Body(tuple(blocks))

    mail_to_asker(request, f"redirect:{ask.id}", write, now=now)


def queue_follow_up(request: HelpRequest, follow_up: FollowUp, ask: Ask, *, thanked: bool, now: datetime) -> None:
    """To somebody who thought along: what was done with it, with thanks."""
    asker = request.asker.user

    def write() -> Body:
        used = follow_up.outcome == Outcome.USED
        helped = used and ask.state == AskState.ANSWERED
        blocks: list[Block] = [
            Text(
                (
                    _("%(asker)s tells what came of your help.")
                    if helped
                    else _("%(asker)s lets you know how it ended.")
                )
                % {"asker": asker.name}
            ),
            Quote(
                follow_up.opened("did"),
                caption=_("This is what I did with it") if used else _("I did nothing with it"),
            ),
        ]
        for name, caption in (
            ("brought", _("What it brought")),
            ("decision", _("What I decided")),
            ("ground", _("On what ground")),
        ):
            if text := follow_up.opened(name):
                blocks.append(Quote(text, caption=caption))
        if thanked and (thanks := follow_up.opened("thanks")):
            blocks.append(Quote(thanks, caption=_("Thank you")))
        blocks.append(Button(_("Read it in the conversation"), guest_link(ask)))
        return Body(tuple(blocks))

    mail_to_asked(request, ask, f"follow-up:{ask.id}", write, now=now)


def queue_off_the_hook(request: HelpRequest, ask: Ask, *, now: datetime) -> None:
    """To somebody who had not answered yet: the question is closed, nothing is expected."""

    def write() -> Body:
        return Body(
            blocks=(
                Text(
                    _("The question of %(asker)s is closed. You need not do anything any more.")
                    % {"asker": request.asker.user.name}
                ),
            ),
        )

    mail_to_asked(request, ask, f"off-the-hook:{ask.id}", write, now=now)


def queue_released(request: HelpRequest, ask: Ask, *, now: datetime) -> None:
    """To somebody who was asked first: somebody else is asked now, nothing is expected any more."""

    def write() -> Body:
        return Body(
            blocks=(
                Text(
                    _("You need not do anything any more with the question of %(asker)s.")
                    % {"asker": request.asker.user.name}
                ),
                Text(_("It is asked to somebody else now. That you had no time is fine.")),
                Text(_("Did you want to say something about it after all? You still can.")),
                Button(_("Open the question"), guest_link(ask)),
            ),
        )

    mail_to_asked(request, ask, f"released:{ask.id}", write, now=now)


def queue_nudge(request: HelpRequest, ask: Ask, *, day: date, now: datetime) -> bool:
    """To somebody who has not answered: one kind reminder. False when this person had one, be it of another day."""
    event = f"nudge:{ask.id}:{day}"
    if not mail.may_remind(thing=nudged(ask.id), to=ask.address, event=f"request:{request.id}:{event}", now=now):
        return False

    def write() -> Body:
        return Body(
            blocks=(
                Text(_("%(asker)s would still like to know how you see this:") % {"asker": request.asker.user.name}),
                Quote(request.opened("body")),
                Text(_("A few words are enough. Does it not suit you? Then say so behind the button.")),
                *_how_to_reply(),
                Button(_("Think along"), guest_link(ask)),
                Small(_("You get this reminder once.")),
            ),
        )

    return mail_to_asked(request, ask, event, write, now=now)


def queue_plan_is_yours(request: HelpRequest, plan: SilencePlan, *, now: datetime) -> None:
    """To the asker: what was planned cannot be done, so the choice is theirs."""

    def write() -> Body:
        return Body(
            blocks=(
                Text(_("Nobody has answered your question yet. That says nothing about your question.")),
                Text(why_back_to_asker(plan)),
                Text(_("Nothing has been sent to anybody else. You choose how to go on.")),
                Button(_("Choose how to go on"), silence_link(request)),
            ),
        )

    mail_to_asker(request, f"plan:{plan.id}:{plan.day}", write, now=now)


def queue_not_sent(request: HelpRequest, *, now: datetime) -> None:
    """To the asker: a question that was to leave now went to nobody; it is a draft again."""

    def write() -> Body:
        return Body(
            blocks=(
                Text(_("Your question did not leave. Whoever you chose cannot be asked now.")),
                Text(_("Your text is still there. Choose somebody else, whenever it suits you.")),
                Button(_("Choose somebody else"), settings.BASE_URL + reverse("request_write", args=[request.id])),
            ),
        )

    mail_to_asker(request, f"not-sent:{now:%Y-%m-%dT%H:%M}", write, now=now)


def queue_asked_left(request: HelpRequest, ask: Ask, *, now: datetime) -> None:
    """To the asker: somebody who was asked left the school, and does not answer any more."""

    def write() -> Body:
        return Body(
            blocks=(
                Text(_("%(name)s left the school, and will not answer any more.") % {"name": ask.display_name}),
                Text(_("Would you like to ask it to somebody else? You choose.")),
                Button(_("Choose how to go on"), silence_link(request)),
            ),
        )

    mail_to_asker(request, f"left:{ask.id}", write, now=now)


def queue_asker_left(request: HelpRequest, ask: Ask, *, now: datetime) -> None:
    """To somebody who thought along: the asker left the school, so nothing more comes of it here."""

    def write() -> Body:
        return Body(
            blocks=(
                Text(
                    _("%(asker)s no longer works at the school. The question ends here.")
                    % {"asker": request.asker.user.name}
                ),
                Text(_("Thank you for thinking along. You need not do anything any more.")),
            ),
        )

    mail_to_asked(request, ask, f"asker-left:{ask.id}", write, now=now)


def queue_away(request: HelpRequest, ask: Ask, *, until: date | None, now: datetime) -> None:
    """To the asker: somebody who was asked has no room for a while. Waiting is fine, and so is asking another."""

    def write() -> Body:
        name = {"name": ask.display_name}
        first = (
            _("%(name)s has no room up to and including %(day)s.") % {**name, "day": date_format(until, "l j F")}
            if until
            else _("%(name)s has no room for a while.") % name
        )
        return Body(
            blocks=(
                Text(first),
                Text(_("You can wait, or ask somebody else. Both are fine.")),
                Button(_("Choose how to go on"), silence_link(request)),
            ),
        )

    mail_to_asker(request, f"away:{ask.id}:{until}", write, now=now)


def queue_bounced(request: HelpRequest, ask: Ask, *, now: datetime) -> None:
    """To the asker: the mail to somebody who is asked came back."""

    def write() -> Body:
        return Body(
            blocks=(
                Text(_("The mail to %(name)s did not arrive.") % {"name": ask.display_name}),
                Text(_("Perhaps the address is not right any more. You can ask it to somebody else.")),
                Button(_("Open the question"), thread_link(request)),
            ),
        )

    mail_to_asker(request, f"bounced:{ask.id}", write, now=now)


def queue_unanswered(request: HelpRequest, *, now: datetime) -> None:
    """To the asker, once, on the day they chose: nobody answered, and what they can do."""
    event = f"unanswered:{request.follow_up_on}"
    thing = f"unanswered:{request.id}:{request.follow_up_on}"
    if not mail.may_remind(thing=thing, to=request.asker.user.email, event=f"request:{request.id}:{event}", now=now):
        return

    def write() -> Body:
        return Body(
            blocks=(
                Text(_("Nobody has answered your question yet. That says nothing about your question.")),
                Text(_("Ask it to somebody else, or let it go. Both are fine.")),
                Button(_("Choose how to go on"), silence_link(request)),
                Small(_("You get this reminder once.")),
            ),
        )

    mail_to_asker(request, event, write, now=now)


def queue_withdrawn(request: HelpRequest, ask: Ask, *, now: datetime) -> None:
    """To somebody who had not answered yet: the question was taken back."""

    def write() -> Body:
        return Body(
            blocks=(
                Text(
                    _("%(asker)s took the question back. You need not do anything any more.")
                    % {"asker": request.asker.user.name}
                ),
            ),
        )

    mail_to_asked(request, ask, f"withdrawn:{ask.id}", write, now=now)


def queue_reminder(request: HelpRequest, *, now: datetime) -> None:
    """To the asker, once, on the day they chose."""
    event = f"reminder:{request.follow_up_on}"
    thing = f"follow-up:{request.id}:{request.follow_up_on}"
    if not mail.may_remind(thing=thing, to=request.asker.user.email, event=f"request:{request.id}:{event}", now=now):
        return

    def write() -> Body:
        return Body(
            blocks=(
                Text(_("You chose today to tell what you did with the help you got.")),
                Text(_("Two sentences are enough. Doing nothing with it is a good ending too.")),
                Button(_("Tell it"), settings.BASE_URL + reverse("request_close", args=[request.id])),
                Small(_("You get this reminder once.")),
            ),
        )

    mail_to_asker(request, event, write, now=now)


def _words_and_files(message: Message, count: int) -> tuple[Block, ...]:
    """What somebody wrote. Files do not travel by mail; the mail says that they are there."""
    text = message.opened("body")
    words: tuple[Block, ...] = (Quote(text),) if text else ()
    if not count:
        return words
    note = ngettext("There is a file with it.", "There are %(count)s files with it.", count) % {"count": count}
    return (*words, Text(note))


def _how_to_reply() -> tuple[Block, ...]:
    """How somebody can answer from the own mailbox; without mail that comes in, that they cannot."""
    if settings.INBOUND_ADDRESS:
        return (Text(_("You can simply reply to this mail. Or use the button.")),)
    return (Text(_("You answer with the button. A reply to this mail is read by nobody.")),)


def _link_note() -> str:
    return _("This link is for you alone and shows this question only. You need no account.")
