"""What the map holds of people."""

from bemanning.core.privacy import Category, Retention, Table

TABLES = {
    "expertise.Profile": Table(
        Retention.PERSON,
        {
            "id": Category.TECHNICAL,
            "member": Category.RELATION,
            "listed": Category.IDENTITY,
            "shared": Category.IDENTITY,
            "circled": Category.IDENTITY,
            "about": Category.CONTENT,
            "welcome": Category.CONTENT,
            "working_days": Category.IDENTITY,
            "room": Category.CONTENT,
            "paused_until": Category.CONTENT,
            "monthly_limit": Category.PRIVATE,
            "updated_at": Category.ACTIVITY,
            "confirmed_at": Category.ACTIVITY,
        },
        owners=("member__user",),
    ),
    "expertise.Phrase": Table(
        Retention.PERSON,
        {
            "id": Category.TECHNICAL,
            "profile": Category.RELATION,
            "text": Category.CONTENT,
            "position": Category.TECHNICAL,
        },
        owners=("profile__member__user",),
    ),
    "expertise.TopicChoice": Table(
        Retention.PERSON,
        {
            "id": Category.TECHNICAL,
            "profile": Category.RELATION,
            "topic": Category.CONTENT,
            "kept": Category.CONTENT,
        },
        owners=("profile__member__user",),
    ),
    "expertise.SchoolTopic": Table(
        Retention.SCHOOL,
        {
            "id": Category.TECHNICAL,
            "school": Category.RELATION,
            "topic": Category.PUBLIC,
            "label": Category.PUBLIC,
            "group": Category.PUBLIC,
            "words": Category.PUBLIC,
        },
    ),
    "expertise.Tip": Table(
        Retention.PERSON,
        {
            "id": Category.TECHNICAL,
            "key": Category.SECRET,
            "sealed_version": Category.TECHNICAL,
            "by": Category.RELATION,
            "member": Category.RELATION,
            "phrase": Category.CONTENT,
            "word": Category.CONTENT,
            "written_at": Category.ACTIVITY,
        },
        owners=("by__user", "member__user"),
    ),
    "expertise.ShownThanks": Table(
        Retention.PERSON,
        {"id": Category.TECHNICAL, "member": Category.RELATION, "thanks": Category.RELATION},
        owners=("member__user",),
    ),
    "expertise.Analysis": Table(
        Retention.PERSON,
        {"id": Category.TECHNICAL, "profile": Category.RELATION, "digest": Category.TECHNICAL},
        owners=("profile__member__user",),
    ),
    "expertise.Token": Table(
        Retention.PERSON,
        {
            "id": Category.TECHNICAL,
            "profile": Category.RELATION,
            # The same words as in `about` and the phrases, cut into stems.
            "token": Category.CONTENT,
            "weight": Category.TECHNICAL,
        },
        owners=("profile__member__user",),
    ),
    "expertise.OpenWater": Table(
        Retention.SCHOOL,
        {"id": Category.TECHNICAL, "school": Category.RELATION, "topic": Category.PUBLIC, "week": Category.PUBLIC},
    ),
}
