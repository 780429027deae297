"""Loads the app once and forks the processes that the tests kill; loading it for each would take minutes.

Reads one request a line from stdin and answers one line on stdout. A request may name a fault: then the forked
process carries that fault, and the test must notice.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Timer
from uuid import UUID, uuid4

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "bemanning.config.settings"
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from bemanning.accounts.models import User  # noqa: E402
from bemanning.core import audit, clock, encryption, keyfile  # noqa: E402
from bemanning.core.models import AuditEvent, DataKey  # noqa: E402
from bemanning.helprequests import tasks  # noqa: E402
from bemanning.helprequests.access import reply_token  # noqa: E402
from bemanning.helprequests.actions import drafts, plans, sending, silence  # noqa: E402
from bemanning.helprequests.enums import PlanState, SilenceStep  # noqa: E402
from bemanning.helprequests.models import Ask, Message, SilencePlan  # noqa: E402
from bemanning.mail import actions, delivery, worker  # noqa: E402
from bemanning.mail.enums import MailState  # noqa: E402
from bemanning.mail.inbound import receiver, receiving  # noqa: E402
from bemanning.mail.inbound.addressing import reply_address  # noqa: E402
from bemanning.mail.letters import Letter, Text  # noqa: E402
from bemanning.mail.models import OutgoingMail  # noqa: E402
from bemanning.schools.actions import erasing  # noqa: E402
from bemanning.schools.enums import Role  # noqa: E402
from bemanning.schools.models import Membership, School  # noqa: E402

_worker = 0  # the process id of the mail worker
_receiver = 0  # and of the receiver
LETTER = Letter("Vraag", (Text("Zou je met me willen sparren?"),))


def fork(work: Callable[[], object]) -> int:
    """Run `work` in a child that says nothing and never returns."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    random.seed()
    try:
        work()
    finally:
        os._exit(0)


# --- Writers (criterion 21) ------------------------------------------------------------------------------------


def write(acknowledge: int, fault: str) -> None:
    """One event after another: two rows in one transaction, acknowledged when they are committed."""
    while True:
        key = UUID(int=random.getrandbits(128))
        with transaction.atomic():
            mail = actions.queue(event=f"w:{key}", to="a@b.example", to_name="A", letter=LETTER, now=clock.now())
            assert mail is not None
            audit.record(action="written", by=None, school=None, about=mail, now=clock.now())
            if fault == "early":
                os.write(acknowledge, mail.id.bytes)
                time.sleep(0.02)
        if fault != "early":
            os.write(acknowledge, mail.id.bytes)


def kill_writers(seconds: str, fault: str = "") -> str:
    """Eight writers, all killed after a while. Says what was acknowledged, what of that is lost, and the integrity."""
    read, acknowledge = os.pipe()
    writers = [fork(lambda: write(acknowledge, fault)) for _ in range(8)]
    os.close(acknowledge)
    time.sleep(float(seconds))
    for child in writers:
        os.kill(child, signal.SIGKILL)
    for child in writers:
        os.waitpid(child, 0)
    acknowledged: set[UUID] = set()
    while piece := os.read(read, 16):
        acknowledged.add(UUID(bytes=piece))
    os.close(read)
    present = set(OutgoingMail.objects.values_list("id", flat=True))
    audited = set(AuditEvent.objects.values_list("object_id", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        sound = cursor.fetchall() == [("ok",)]
        cursor.execute("PRAGMA foreign_key_check")
        sound = sound and cursor.fetchall() == []
    halves = len(present ^ audited)
    return f"{len(acknowledged)} {len(acknowledged - present)} {halves} {'ok' if sound else 'broken'}"


# --- Outbox (criterion 24) ---------------------------------------------------------------------------------------


def queue(count: str) -> str:
    """Queue mails; says their Message-IDs."""
    with transaction.atomic():
        for number in range(int(count)):
            actions.queue(event=f"m:{number}", to="a@b.example", to_name="A", letter=LETTER, now=clock.now())
    return " ".join(OutgoingMail.objects.values_list("message_id", flat=True))


def texts() -> str:
    """What the queued mails say, opened; one that nobody can read any more says nothing."""
    mails = OutgoingMail.objects.filter(event__startswith="m:").select_related("key").order_by("event")
    return "|".join(mail.opened("text").split("\n")[0] for mail in mails)


def erase() -> str:
    """Throw away the key of the queued mails, as an erasure does."""
    return str(DataKey.objects.all().delete()[0])


def hire() -> str:
    """A school with two people who lead it: Agnes, and Bob."""
    school = School.objects.create(name="De Vuurtoren")
    for name in ("Agnes", "Bob"):
        person = User.objects.create_user(f"{name}@b.example", name)
        Membership.objects.create(school=school, user=person, role=Role.LEADER, job_title="Directeur")
    return people()


def erase_person(email: str) -> str:
    """Somebody deletes their account."""
    erasing.erase_person(user=User.objects.get(email=email), successors={}, now=clock.now())
    return people()


def age() -> str:
    """What a database of a newer version looks like: it knows a change that this version does not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('schools', '0999_newer', CURRENT_TIMESTAMP)"
        )
    return "done"


def people() -> str:
    """Everybody: the address without its id, whether they may sign in, whether they belong to the school."""
    rows = Membership.objects.select_related("user").order_by("id")
    return "|".join(
        f"{member.user.email.removeprefix(member.user_id.hex)} {member.user.is_active} {member.left_at is None}"
        for member in rows
    )


def tend(lease: str, fault: str = "") -> str:
    """See to it that a worker runs; says how many mails have not been sent."""
    global _worker  # noqa: PLW0603  (the one worker of this process)
    if _worker and os.waitpid(_worker, os.WNOHANG)[0]:
        _worker = 0
    _worker = _worker or fork(lambda: _work(float(lease), fault))
    return str(OutgoingMail.objects.exclude(state=MailState.SENT).count())


def _work(lease: float, fault: str) -> None:
    (settings.DATA / "worker.pid").write_text(str(os.getpid()), encoding="ascii")
    if fault == "no-reaper":
        worker.release_expired = lambda now: 0  # type: ignore[attr-defined]
    elif fault == "sent-first":
        hand_over = delivery.Postman._hand_over

        def note_first(self: delivery.Postman, mail: OutgoingMail, now: object) -> None:
            held = OutgoingMail.objects.filter(id=mail.id)
            held.update(state=MailState.SENT, sent_at=now, ended_at=now, lease=None, leased_until=None, key=None)
            hand_over(self, mail, clock.now())

        delivery.Postman._hand_over = note_first  # type: ignore[method-assign]
    elif fault == "new-id":
        build = delivery.build

        def build_anew(mail: OutgoingMail) -> object:
            mail.message_id = f"<{random.getrandbits(64)}@school.example>"
            return build(mail)

        delivery.build = build_anew  # type: ignore[assignment]
    worker.Worker(timedelta(seconds=lease)).run()


# --- Silence plans -------------------------------------------------------------------------------------------------


def make_plans(count: str) -> str:
    """Questions that one person left unanswered, each with a plan to ask another today."""
    school = School.objects.create(name="De Vuurtoren")
    asker, first, second = (
        Membership.objects.create(school=school, user=User.objects.create_user(f"{name}@b.example", name))
        for name in ("Alice", "Bob", "Carol")
    )
    now = clock.now()
    plan = plans.Plan(SilenceStep.NEXT, timezone.localdate(now) - timedelta(days=1), next_member=second)
    for _ in range(int(count)):
        with transaction.atomic():
            choice = drafts.Choice(members=(first,))
            draft = drafts.save_draft(by=asker, draft_id=uuid4(), text="Hoe?", choice=choice, edition=None, now=now)
            sending.send(
                by=asker,
                request=draft,
                subject="Hoe",
                send_at=None,
                follow_up_on=plan.day or now.date(),
                expectation=sending.Expectation(),
                silence=plan,
                now=now,
            )
    OutgoingMail.objects.update(state=MailState.SENT, sent_at=now, ended_at=now, key=None)
    return str(SilencePlan.objects.count())


def kill_plans(seconds: str, fault: str = "") -> str:
    """Two workers at one list of plans, killed a moment after they did one. Says how many are done, and half done."""
    carry_out = silence.carry_out

    def settled_first(*, request_id: UUID, now: datetime) -> None:
        mine = SilencePlan.objects.filter(request=request_id)
        mine.update(state=PlanState.DONE, settled_at=now)
        time.sleep(0.05)
        mine.update(state=PlanState.WAITING, settled_at=None)
        carry_out(request_id=request_id, now=now)

    def work() -> None:
        if fault == "settled-first":
            silence.carry_out = settled_first  # type: ignore[assignment]
        monday = timezone.localtime(clock.now()).replace(hour=11)
        monday += timedelta(days=8 - monday.isoweekday())
        while True:
            tasks.carry_out_plans(monday)

    before = _done()
    workers = [fork(work) for _ in range(2)]
    deadline = time.monotonic() + 30
    while _done() == before and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(float(seconds))
    for child in workers:
        os.kill(child, signal.SIGKILL)
    for child in workers:
        os.waitpid(child, 0)
    found = [_seen(plan) for plan in SilencePlan.objects.all()]
    return f"{found.count('done')} {found.count('half')}"


# --- Mail that comes in ---------------------------------------------------------------------------------------------


def make_asked() -> str:
    """One question to one person; says where that person replies, and from which address."""
    school = School.objects.create(name="De Vuurtoren")
    asker, asked = (
        Membership.objects.create(school=school, user=User.objects.create_user(f"{name}@b.example", name))
        for name in ("Alice", "Bob")
    )
    now = clock.now()
    with transaction.atomic():
        choice = drafts.Choice(members=(asked,))
        draft = drafts.save_draft(by=asker, draft_id=uuid4(), text="Hoe?", choice=choice, edition=None, now=now)
        sending.send(
            by=asker,
            request=draft,
            subject="Hoe",
            send_at=None,
            follow_up_on=now.date(),
            expectation=sending.Expectation(),
            now=now,
        )
    return f"{reply_address(reply_token(Ask.objects.get()))} {asked.user.email}"


def restart_receiver(port: str, fault: str = "") -> str:
    """Kill the receiver in the middle of whatever it does, and start another in its place."""
    global _receiver  # noqa: PLW0603  (the one receiver of this process)
    if _receiver:
        os.kill(_receiver, signal.SIGKILL)
        os.waitpid(_receiver, 0)
    _receiver = fork(lambda: _receive(int(port), fault))
    return str(_receiver)


def _receive(port: int, fault: str) -> None:
    take = receiver._take
    if fault == "yes-first":

        def later(raw: bytes, recipient: str) -> str:
            Timer(0.3, take, (raw, recipient)).start()
            return "250 2.0.0 taken"

        receiver._take = later
    elif fault == "no-memory":
        receiving.fingerprint = lambda mail: f"{random.getrandbits(256):064x}"

        def slowly(raw: bytes, recipient: str) -> str:
            answer = take(raw, recipient)
            time.sleep(0.3)
            return answer

        receiver._take = slowly
    receiver.Receiver("lmtp", "127.0.0.1", port).start()
    while True:
        signal.pause()


def answers() -> str:
    """How many answers stand in the thread, and how many different ones."""
    found = [message.text for message in Message.objects.select_related("key")]
    return f"{len(found)} {len(set(found))}"


def _done() -> int:
    """How many plans are ticked off."""
    return SilencePlan.objects.filter(state=PlanState.DONE).count()


def _seen(plan: SilencePlan) -> str:
    """`done`, `waiting`, or `half`: the plan, the people and the mails must tell the same."""
    people = sorted(Ask.objects.filter(request=plan.request_id).values_list("state", flat=True))
    mails = OutgoingMail.objects.filter(event__startswith=f"request:{plan.request_id}:").count()
    whole = {("done", ("asked", "released"), 3): "done", ("waiting", ("asked",), 1): "waiting"}
    return whole.get((plan.state, tuple(people), mails), "half")


# --- Keys ----------------------------------------------------------------------------------------------------------


def make_keys(count: str) -> str:
    """Data keys to wrap again; says a fingerprint of what they hold."""
    with transaction.atomic():
        for _ in range(int(count)):
            DataKey.create()
    return fingerprint()


def fingerprint() -> str:
    """The sum of all secrets, and how many master keys are in use; `lost` when one does not open."""
    try:
        total = sum(int.from_bytes(key.secret()) for key in DataKey.objects.all()) % 2**64
    except encryption.SealBrokenError:
        return "lost"
    return f"{total} {DataKey.objects.values('master_key').distinct().count()}"


def kill_rotation(seconds: str, fault: str = "") -> str:
    """Rotate, and be killed after a while; says a fingerprint."""

    def rotate() -> None:
        if fault == "too-soon":
            path = settings.ENCRYPTION_KEY_FILE
            keyfile.replace(path, [encryption.new_master_key()])
        keyfile.rotate(settle=0.02)

    child = fork(rotate)
    time.sleep(float(seconds))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return fingerprint()


def finish_rotation() -> str:
    """Rotate to the end; says a fingerprint and how many keys the file holds."""
    keyfile.rotate(settle=0.02)
    return f"{fingerprint()} {len(encryption.read_key_file(settings.ENCRYPTION_KEY_FILE))}"


REQUESTS: dict[str, Callable[..., str]] = {
    "kill-writers": kill_writers,
    "queue": queue,
    "texts": texts,
    "erase": erase,
    "hire": hire,
    "erase-person": erase_person,
    "people": people,
    "age": age,
    "tend": tend,
    "make-plans": make_plans,
    "kill-plans": kill_plans,
    "make-asked": make_asked,
    "restart-receiver": restart_receiver,
    "answers": answers,
    "make-keys": make_keys,
    "kill-rotation": kill_rotation,
    "finish-rotation": finish_rotation,
}


def main() -> None:
    """Answer until stdin closes."""
    for line in sys.stdin:
        name, *words = line.split()
        sys.stdout.write(REQUESTS[name](*words) + "\n")
        sys.stdout.flush()
    for child in filter(None, (_worker, _receiver)):
        os.kill(child, signal.SIGKILL)


if __name__ == "__main__":
    main()
