"""What team questions hold of people. An idea without a name belongs to nobody: that is the point of it."""

from bemanning.core.privacy import Category, Retention, Table

SEALED = {"id": Category.TECHNICAL, "key": Category.SECRET, "sealed_version": Category.TECHNICAL}

TABLES = {
    "teamquestions.TeamQuestion": Table(
        Retention.PERSON,
        {
            "id": Category.TECHNICAL,
            "request": Category.RELATION,
            "nameless_allowed": Category.ACTIVITY,
            "version": Category.TECHNICAL,
        },
        owners=("request__asker__user",),
    ),
    "teamquestions.Group": Table(
        Retention.PERSON,
        {**SEALED, "question": Category.RELATION, "name": Category.CONTENT},
        owners=("question__request__asker__user",),
    ),
    "teamquestions.Idea": Table(
        Retention.PERSON,
        {
            **SEALED,
            "question": Category.RELATION,
            "message": Category.RELATION,
            "text": Category.CONTENT,
            "name": Category.CONTENT,
            "group": Category.RELATION,
            "chosen": Category.ACTIVITY,
        },
        owners=("message__ask__member__user", "question__request__asker__user"),
    ),
    "teamquestions.Meeting": Table(
        Retention.PERSON,
        {
            "id": Category.TECHNICAL,
            "question": Category.RELATION,
            "code": Category.SECRET,
            "opened_at": Category.ACTIVITY,
            "ends_at": Category.TECHNICAL,
            "closed_at": Category.ACTIVITY,
        },
        owners=("question__request__asker__user",),
    ),
}
