"""Writing what a school adds to the topics that everybody has."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from bemanning.core import audit
from bemanning.core.identifiers import uuid7
from bemanning.expertise.lexicon import OWN
from bemanning.expertise.models import OpenWater, SchoolTopic, TopicChoice
from bemanning.schools.models import Membership


@transaction.atomic
def add_topic(*, by: Membership, label: str, group: str, words: Sequence[str], now: datetime) -> SchoolTopic:
    """A topic of the school itself."""
    row = SchoolTopic(id=uuid7(), school=by.school, label=label, group=group, words=list(words))
    row.topic = f"{OWN}{row.id}"
    row.save(force_insert=True)
    audit.record(action="topic.added", by=by.user_id, school=by.school_id, about=row, now=now)
    return row


@transaction.atomic
def add_words(*, by: Membership, topic: str, words: Sequence[str], now: datetime) -> SchoolTopic:
    """More words for a topic, beside those that the school gave it before."""
    row, _created = SchoolTopic.objects.select_for_update().get_or_create(school=by.school, topic=topic)
    row.words = list(dict.fromkeys([*row.words, *words]))
    row.save()
    audit.record(action="topic.words", by=by.user_id, school=by.school_id, about=row, now=now)
    return row


@transaction.atomic
def change(
    *, by: Membership, row: SchoolTopic, words: Sequence[str], now: datetime, label: str = "", group: str = ""
) -> None:
    """Other words, and for a topic of the school itself another name or group."""
    row.label, row.group, row.words = label, group, list(words)
    row.save()
    audit.record(action="topic.changed", by=by.user_id, school=by.school_id, about=row, now=now)


@transaction.atomic
def remove(*, by: Membership, row: SchoolTopic, now: datetime) -> None:
    """Take away what the school added. With a topic of its own go the choices of people for it."""
    audit.record(action="topic.removed", by=by.user_id, school=by.school_id, about=row, now=now)
    if row.label:
        TopicChoice.objects.filter(profile__member__school=row.school_id, topic=row.topic).delete()
        OpenWater.objects.filter(school=row.school_id, topic=row.topic).delete()
    row.delete()
