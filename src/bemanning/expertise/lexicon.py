"""The topics that a school knows: those of everybody, and what the school added. One query, remembered by content."""

from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet

from bemanning.core.prepared import prepared
from bemanning.expertise.models import SchoolTopic
from wievraagik import Added, Vocabulary

OWN = "own-"  # how the id of a topic of a school itself begins
OWN_GROUP = "van onze school"  # a group beside those of the topic list, which is Dutch


def vocabulary(school: UUID) -> Vocabulary:
    """The topics of this school, as they are now."""
    return _built(tuple(Added(topic, label, group, tuple(words)) for topic, label, group, words in _added(school)))


@prepared
def _added(school: UUID) -> QuerySet[SchoolTopic, tuple[str, str, str, list[str]]]:
    return SchoolTopic.objects.filter(school=school).order_by("id").values_list("topic", "label", "group", "words")


@lru_cache(maxsize=64)
def _built(added: tuple[Added, ...]) -> Vocabulary:
    return Vocabulary(added)
