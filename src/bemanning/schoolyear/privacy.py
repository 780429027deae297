"""What the school year holds: nothing about people."""

from bemanning.core.privacy import Category, Retention, Table

TABLES = {
    "schoolyear.SchoolYear": Table(
        Retention.SCHOOL, {"id": Category.TECHNICAL, "school": Category.PUBLIC, "region": Category.PUBLIC}
    ),
    "schoolyear.FreeDays": Table(
        Retention.SCHOOL,
        {
            "id": Category.TECHNICAL,
            "school": Category.PUBLIC,
            "name": Category.PUBLIC,
            "kind": Category.PUBLIC,
            "first": Category.PUBLIC,
            "last": Category.PUBLIC,
            "national": Category.PUBLIC,
        },
    ),
}
