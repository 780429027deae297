"""What the logbook holds of people: nothing that anybody but the owner can read."""

from bemanning.core.privacy import Category, Retention, Table

TABLES = {
    "logbook.Vault": Table(
        Retention.PERSON,
        {
            "id": Category.TECHNICAL,
            "owner": Category.RELATION,
            "format": Category.TECHNICAL,
            "size": Category.TECHNICAL,
        },
        owners=("owner",),
    ),
    "logbook.KeyWrap": Table(
        Retention.PERSON,
        {
            "id": Category.TECHNICAL,
            "vault": Category.RELATION,
            "kind": Category.TECHNICAL,
            "salt": Category.TECHNICAL,
            "rounds": Category.TECHNICAL,
            "credential": Category.TECHNICAL,
            "wrapped": Category.SECRET,
        },
        owners=("vault__owner",),
    ),
    "logbook.Entry": Table(
        Retention.PERSON,
        {
            "id": Category.TECHNICAL,
            "vault": Category.RELATION,
            "version": Category.TECHNICAL,
            "sealed": Category.PRIVATE,
        },
        owners=("vault__owner",),
    ),
}
