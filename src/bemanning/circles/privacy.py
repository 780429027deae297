"""What circles hold of people."""

from bemanning.core.privacy import Category, Retention, Table

TABLES = {
    "circles.Circle": Table(
        Retention.CIRCLE,
        {"id": Category.TECHNICAL, "name": Category.PUBLIC, "created_at": Category.TECHNICAL},
    ),
    "circles.CircleMember": Table(
        Retention.CIRCLE,
        {
            "id": Category.TECHNICAL,
            "circle": Category.RELATION,
            "member": Category.RELATION,
            "invited_by": Category.RELATION,
            "joined_at": Category.ACTIVITY,
        },
        owners=("member__user",),
    ),
    "circles.CircleInvitation": Table(
        Retention.CALL,
        {
            "id": Category.TECHNICAL,
            "circle": Category.RELATION,
            "member": Category.RELATION,
            "email": Category.CONTACT,
            "invited_by": Category.RELATION,
            "invited_at": Category.ACTIVITY,
        },
        owners=("member__user",),
        address="email",
    ),
}
