"""Many rows written in one statement, for jobs that write thousands: no model instance, no signal, no history.

To prepare a model instance for `bulk_create` takes longer than the database needs for its row. Here the values of all
rows go over as one text in JSON, which both databases take apart themselves: the statement is the same however many
rows there are, and its text is made once. For tables without history only, or for fields that history leaves out.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from django.db import connection, models


def _in_json(value: object) -> str:
    """What JSON has no form for. Instants differ from database to database: they are given once, for all rows."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    raise TypeError(f"{value!r} cannot be a value of one row among many.")


def _as_json(rows: Sequence[Sequence[Any]]) -> str:
    return json.dumps(rows, default=_in_json, ensure_ascii=False, separators=(",", ":"))


# Where the values of each row come from, in their order.
_GIVEN = {
    "postgresql": "jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS given(value, key)",
    "sqlite": "json_each(%s) AS given",
}


def _value(field: Any, place: int) -> str:
    """One value of a row, as its column takes it."""
    if connection.vendor == "sqlite":
        return f"json_extract(given.value, '$[{place}]')"
    taken = f"given.value->>{place}"
    # A text stays as it is: casting it to `varchar(30)` would cut off what is too long instead of refusing it.
    return (
        taken if isinstance(field, models.CharField | models.TextField) else f"({taken})::{field.db_type(connection)}"
    )


def _column(field: Any) -> str:
    return connection.ops.quote_name(field.column)


class NewRows:
    """Inserts rows of one model, given as tuples in the order of `fields`.

    Fields named in `same` have one value for all rows of a call; what is named nowhere gets the model's default.
    `few`: a handful of rows with texts of pages, such as mails. They go over one by one in the same statement: to put
    such texts into JSON and to take them out again would cost twice what it saves.
    """

    def __init__(self, model: type[models.Model], *fields: str, same: Sequence[str] = (), few: bool = False) -> None:
        if hasattr(model, "history"):
            raise TypeError(f"{model.__name__} has a history: save it through kit.history.")
        self._model, self._few = model, few
        named = {*fields, *same}
        columns = [field for field in model._meta.concrete_fields if not field.primary_key and not field.generated]
        self._own: list[Any] = [model._meta.get_field(name) for name in fields]
        self._shared = [field for field in columns if field.name in same]
        self._rest = [field for field in columns if field.name not in named]
        self._text = cache(self._make_text)

    def _make_text(self, vendor: str, count: int) -> str:
        columns = [*self._own, *self._shared, *self._rest]
        slots = ["%s"] * len(columns)
        if self._few:
            rows = "VALUES " + ", ".join([f"({', '.join(slots)})"] * count)
        else:
            values = [_value(field, place) for place, field in enumerate(self._own)] + slots[len(self._own) :]
            rows = f"SELECT {', '.join(values)} FROM {_GIVEN[vendor]} ORDER BY given.key"
        table, key = connection.ops.quote_name(self._model._meta.db_table), _column(self._model._meta.pk)
        return f"INSERT INTO {table} ({', '.join(map(_column, columns))}) {rows} RETURNING {key}"

    def __call__(self, rows: Sequence[Sequence[Any]], **same: Any) -> list[int]:
        """The numbers of the new rows, in the order in which they were given."""
        if not rows:
            return []
        others = [field.get_db_prep_save(same[field.name], connection) for field in self._shared]
        others += [field.get_db_prep_save(field.get_default(), connection) for field in self._rest]
        if self._few:
            params = [value for row in rows for value in (*self._prepared(row), *others)]
        else:
            params = [*others, _as_json(rows)]
        with connection.cursor() as cursor:
            cursor.execute(self._text(connection.vendor, len(rows) if self._few else 0), params)
            return [number for (number,) in cursor.fetchall()]

    def _prepared(self, row: Sequence[Any]) -> list[Any]:
        pairs = zip(self._own, row, strict=True)
        return [field.get_db_prep_save(value, connection) for field, value in pairs]


class SetEach:
    """Sets one field of many rows, each to a value of its own. `if_empty`: rows that have one keep it."""

    def __init__(self, model: type[models.Model], field: str, *, if_empty: bool = False) -> None:
        self._model, self._field, self._if_empty = model, model._meta.get_field(field), if_empty
        self._text = cache(self._make_text)

    def _make_text(self, vendor: str) -> str:
        table = connection.ops.quote_name(self._model._meta.db_table)
        key, column = self._model._meta.pk, _column(self._field)
        # The plus keeps SQLite from an index of the field: it would go through all rows that are empty, for each given.
        plus = "+" if vendor == "sqlite" else ""
        only = f" AND {plus}{table}.{column} IS NULL" if self._if_empty else ""
        return (
            f"UPDATE {table} SET {column} = {_value(self._field, 1)} FROM {_GIVEN[vendor]} "
            f"WHERE {table}.{_column(key)} = {_value(key, 0)}{only}"
        )

    def __call__(self, values: Mapping[int, Any] | Iterable[tuple[int, Any]]) -> int:
        """How many rows were changed."""
        pairs = list(dict(values).items())
        if not pairs:
            return 0
        with connection.cursor() as cursor:
            cursor.execute(self._text(connection.vendor), [_as_json(pairs)])
            return int(cursor.rowcount)
