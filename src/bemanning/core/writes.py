"""Writing one row with SQL that is made once, as core.prepared does for reading.

For what happens in nearly every action. It does what `save` does, and less: no signal is sent, and the number that the
database gives to a new row is not read back.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.constants import OnConflict


def insert(row: models.Model, *, unless_there: bool = False) -> None:
    """Add a new row, as `save(force_insert=True)`. One query. With `unless_there` a row in its place stays as it is.

    Raises IntegrityError; the transaction can then only be undone.
    """
    database = connections[DEFAULT_DB_ALIAS]
    fields = _fields(type(row))
    with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS), database.cursor() as cursor:
        cursor.execute(_insertion(type(row), unless_there), _values(row, fields, database, add=True))
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def update(row: models.Model, *names: str) -> None:
    """Write these fields, as `save(update_fields=…)`. One query. Raises DatabaseError when the row is gone."""
    database = connections[DEFAULT_DB_ALIAS]
    fields = [*map(row._meta.get_field, names), row._meta.pk]
    values = _values(row, fields, database, add=False)
    with transaction.mark_for_rollback_on_error(DEFAULT_DB_ALIAS), database.cursor() as cursor:
        cursor.execute(_change(type(row), names), values)
        if not cursor.rowcount:
            raise DatabaseError(f"{row._meta.label} {row.pk} is gone.")


def _values(row: models.Model, fields: Sequence[Any], database: BaseDatabaseWrapper, *, add: bool) -> list[Any]:
    return [field.get_db_prep_save(field.pre_save(row, add), database) for field in fields]


@cache
def _fields(model: type[models.Model]) -> tuple[Any, ...]:
    """All that is written of a new row: not the number that the database gives."""
    return tuple(field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField))


@cache
def _insertion(model: type[models.Model], unless_there: bool) -> str:
    ops, fields = connections[DEFAULT_DB_ALIAS].ops, _fields(model)
    conflict = OnConflict.IGNORE if unless_there else None
    columns = ", ".join(ops.quote_name(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    into = f"{ops.insert_statement(on_conflict=conflict)} {ops.quote_name(model._meta.db_table)}"
    return f"{into} ({columns}) VALUES ({places}) {ops.on_conflict_suffix_sql(fields, conflict, [], [])}"


@cache
def _change(model: type[models.Model], names: tuple[str, ...]) -> str:
    quote, meta = connections[DEFAULT_DB_ALIAS].ops.quote_name, cast(Any, model._meta)
    changes = ", ".join(f"{quote(meta.get_field(name).column)} = %s" for name in names)
    return f"UPDATE {quote(meta.db_table)} SET {changes} WHERE {quote(meta.pk.column)} = %s"  # noqa: S608  (names of ours)
