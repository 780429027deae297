"""Topics that somebody needed and where nobody sails yet: noted by topic alone, shown to the leader, gone by itself."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from bemanning.expertise import crew
from bemanning.expertise.lexicon import vocabulary
from bemanning.expertise.models import OpenWater
from wievraagik import Topic

KEPT = timedelta(days=180)
_FITS = 0.4  # from this score on, somebody's words fit a question well, whatever topic it names
# What could point at one person, in a team where everybody knows everybody, is never noted.
_PRIVATE_GROUPS = frozenset({"HR & personeel"})
_PRIVATE_TOPICS = frozenset({"vertrouwenspersoon-en-klachten"})


def nobody_at(text: str, book: crew.Book) -> Topic | None:
    """What a text is about, when nobody on the map is there. None when somebody is or fits well, or it is not clear."""
    if any(found.score >= _FITS for found in book.index.rank(book.vocabulary.widened(text), limit=1)):
        return None
    subjects = book.vocabulary.subjects(text)
    return subjects[0] if subjects and not any(topic.id in book.covered for topic in subjects) else None


def unmet(*, school: UUID, text: str) -> str | None:
    """The id of the subject of a question, when nobody is at it and it may be kept. Reads only, and ranks everybody."""
    topic = nobody_at(text, crew.book((school, False), crew.listed(school), vocabulary(school)))
    if topic is None or topic.group in _PRIVATE_GROUPS or topic.id in _PRIVATE_TOPICS:
        return None
    return topic.id


def note(*, school: UUID, topic: str | None, now: datetime) -> None:
    """A question was sent. Keep the subject that is `unmet`, if any; never the text, the asker or the day."""
    if topic is not None:
        OpenWater.objects.update_or_create(school_id=school, topic=topic, defaults={"week": _monday(now)})


def wanted(school: UUID, *, covered: Collection[str], now: datetime) -> set[str]:
    """The topics that were needed in the last half year, up to last week, and where still nobody is. One query."""
    this_week, since = _monday(now), timezone.localdate(now) - KEPT
    rows = OpenWater.objects.filter(school=school, week__lt=this_week, week__gte=since)
    return set(rows.values_list("topic", flat=True)) - set(covered)


def forget(now: datetime) -> None:
    """Throw away what was needed long ago."""
    OpenWater.objects.filter(week__lt=timezone.localdate(now) - KEPT).delete()


def _monday(now: datetime) -> date:
    today = timezone.localdate(now)
    return today - timedelta(days=today.weekday())
