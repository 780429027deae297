"""Queries of which the SQL is made once, for what nearly every page asks.

Django makes the SQL of a queryset anew at every call, and that takes several times as long as running it. A function
under `@prepared` returns a queryset in the ordinary way; it is called once in each thread, with stand-ins for its
values. From then on the same SQL runs with the real values, and gives the same rows of the same models.

    @prepared
    def _members(user: UUID) -> QuerySet[Membership]:
        return Membership.objects.select_related("school").filter(user=user, left_at=None)

    members = _members(user.id)  # a list; the query has run

The values must only be handed to filters: a function that looks at one would see the stand-in. Two kinds of value
change the SQL itself, and must have few outcomes: a list by its length (the memberships of a person, the lines of a
page), and a number by what it is (which page). Prefetching is left out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import update_wrapper
from random import SystemRandom
from threading import local
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable, get_related_populators

Row = TypeVar("Row")
Value = UUID | str | datetime | date | int | list[UUID] | list[str]
_RANDOM = SystemRandom()


class Prepared(Generic[Row]):
    """A function that gives a queryset, made into one that gives its rows as a list."""

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self.build = build
        # A connection belongs to a thread, and what turns its columns into values belongs to the connection.
        self.thread = local()
        update_wrapper(self, build)

    def __call__(self, *values: Value) -> list[Row]:
        """The rows for these values. One query."""
        plans: dict[Any, _Plan | None] = self.thread.__dict__
        shape = tuple([_shape(value) for value in values])
        if shape not in plans:
            plans[shape] = _planned(self.build, values)
        plan = plans[shape]
        if plan is None:
            return []
        database = connections[DEFAULT_DB_ALIAS]  # looked up once: `connection` does it for each of its attributes
        return plan.run(_flat(values, database), database)

    def first(self, *values: Value) -> Row | None:
        """The first row, or None. Say `[:1]` in the queryset, or every row is read."""
        rows = self(*values)
        return rows[0] if rows else None


def prepared(build: Callable[..., QuerySet[Any, Row]]) -> Prepared[Row]:
    """Make the SQL of this query once."""
    return Prepared(build)


@dataclass(frozen=True, slots=True)
class _Plan:
    """The SQL, where the values go in it, and how its columns become objects."""

    sql: str
    constants: tuple[object, ...]
    places: tuple[tuple[int, int], ...]  # which parameter is which value
    compiler: Any
    converters: Any
    alias: str
    model: type[Model] | None  # None: the rows are tuples
    columns: slice
    names: list[str]
    related: list[Any]
    annotations: dict[str, int]

    def run(self, values: list[object], database: BaseDatabaseWrapper) -> list[Any]:
        params: list[Any] = list(self.constants)
        for place, value in self.places:
            params[place] = values[value]
        with database.cursor() as cursor:
            cursor.execute(self.sql, params)
            rows = cursor.fetchall()
        values_of = self.compiler.apply_converters(rows, self.converters)
        return [tuple(row) if self.model is None else self._object(self.model, row) for row in values_of]

    def _object(self, model: type[Model], row: list[Any]) -> Model:
        """As django.db.models.query.ModelIterable does it."""
        found = model.from_db(self.alias, self.names, row[self.columns])
        for populator in self.related:
            populator.populate(row, found)
        for name, column in self.annotations.items():
            setattr(found, name, row[column])
        return found


def _planned(build: Callable[..., QuerySet[Any, Any]], values: Sequence[Value]) -> _Plan | None:
    """None for a query that can find nothing, such as one for a person without memberships."""
    stand_ins = [_stand_in(value) for value in values]
    queryset = build(*stand_ins)
    compiler = queryset.query.get_compiler(using=connection.alias)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    wanted = _flat(stand_ins, connections[DEFAULT_DB_ALIAS])
    places = tuple((place, wanted.index(param)) for place, param in enumerate(params) if param in wanted)
    if {value for _, value in places} != set(range(len(wanted))):
        raise ValueError(f"{build.__qualname__} does not hand all its values to filters.")
    info = compiler.klass_info if issubclass(queryset._iterable_class, ModelIterable) else None
    columns = slice(info["select_fields"][0], info["select_fields"][-1] + 1) if info else slice(0)
    return _Plan(
        sql=sql,
        constants=tuple(params),
        places=places,
        compiler=compiler,
        alias=connection.alias,
        converters=compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]]),
        model=info["model"] if info else None,
        columns=columns,
        names=[column[0].target.attname for column in compiler.select[columns]],
        # The types are those of the next Django.
        related=get_related_populators(info, compiler.select, connection.alias) if info else [],  # type: ignore[call-arg]
        annotations=compiler.annotation_col_map or {},
    )


def _shape(value: Value) -> int | None:
    """What of a value is in the SQL itself."""
    if isinstance(value, list):
        return len(value)
    return value if isinstance(value, int) else None


def _stand_in(value: Any) -> Any:
    """Another value of the same kind, that stands nowhere else in the query."""
    if isinstance(value, list):
        return [_stand_in(one) for one in value]
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, str):
        return uuid4().hex
    if isinstance(value, date):  # a datetime is one too
        moment = datetime(1000, 1, 1, tzinfo=UTC) + timedelta(microseconds=_RANDOM.randrange(10**16))
        return moment if isinstance(value, datetime) else moment.date()
    return value


def _flat(values: Sequence[Value], database: BaseDatabaseWrapper) -> list[object]:
    """What goes in the SQL, one by one, as the driver of the database wants it."""
    flat: list[object] = []
    for value in values:
        if isinstance(value, list):
            flat += [_adapted(one, database) for one in value]
        elif not isinstance(value, int):
            flat.append(_adapted(value, database))
    return flat


def _adapted(value: object, database: BaseDatabaseWrapper) -> object:
    if isinstance(value, UUID):
        return value if database.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return database.ops.adapt_datetimefield_value(value)
    return database.ops.adapt_datefield_value(value) if isinstance(value, date) else value
