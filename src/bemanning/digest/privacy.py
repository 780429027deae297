"""What the digest holds of people."""

from bemanning.core.privacy import Category, Retention, Table

TABLES = {
    "digest.MailChoice": Table(
        Retention.PERSON,
        {
            "id": Category.TECHNICAL,
            "user": Category.RELATION,
            "wanted": Category.TECHNICAL,
            "weekday": Category.TECHNICAL,
            "hour": Category.TECHNICAL,
            "quiet_until": Category.TECHNICAL,
            "rest_from": Category.TECHNICAL,
            "rest_to": Category.TECHNICAL,
            "rest_weekend": Category.TECHNICAL,
            "changed_at": Category.ACTIVITY,
        },
        owners=("user",),
    ),
    "digest.Digest": Table(
        Retention.PERSON,
        {"id": Category.TECHNICAL, "user": Category.RELATION, "day": Category.TECHNICAL},
        owners=("user",),
    ),
}
