"""Many rows written in one statement, for jobs that write thousands: no model instance, no signal, no history.

To prepare a model instance for `bulk_create` takes longer than the database needs for its row. Here the values of all
rows go over as one text in JSON, which both databases take apart themselves: the statement is the same however many
rows there are, and its text is made once. For tables without history only, or for fields that history leaves out.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
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
    """

    def __init__(self, model: type[models.Model], *fields: str, same: Sequence[str] = ()) -> None:
        if hasattr(model, "history"):
            raise TypeError(f"{model.__name__} has a history: save it through kit.history.")
        self._model = model
        self._own = [model._meta.get_field(name) for name in fields]
        named = {*fields, *same}
        self._shared = [field for field in model._meta.concrete_fields if field.name in same]
        self._rest = [
            field for field in model._meta.concrete_fields if not field.primary_key and field.name not in named
        ]
        self._texts: dict[str, str] = {}

    def _text(self) -> str:
        columns = ", ".join(map(_column, [*self._own, *self._shared, *self._rest]))
        values = [_value(field, place) for place, field in enumerate(self._own)]
        values += ["%s"] * len([*self._shared, *self._rest])
        table, key = connection.ops.quote_name(self._model._meta.db_table), _column(self._model._meta.pk)
        return (
            f"INSERT INTO {table} ({columns}) SELECT {', '.join(values)} FROM {_GIVEN[connection.vendor]} "
            f"ORDER BY given.key RETURNING {key}"
        )

    def __call__(self, rows: Sequence[Sequence[Any]], **same: Any) -> list[int]:
        """The numbers of the new rows, in the order in which they were given."""
        if not rows:
            return []
        text = self._texts.get(connection.vendor) or self._texts.setdefault(connection.vendor, self._text())
        params = [field.get_db_prep_save(same[field.name], connection) for field in self._shared]
        params += [field.get_db_prep_save(field.get_default(), connection) for field in self._rest]
        with connection.cursor() as cursor:
            cursor.execute(text, [*params, _as_json(rows)])
            return [number for (number,) in cursor.fetchall()]


class SetEach:
    """Sets one field of many rows, each to a value of its own. `if_empty`: rows that have one keep it."""

    def __init__(self, model: type[models.Model], field: str, *, if_empty: bool = False) -> None:
        self._model, self._field, self._if_empty = model, model._meta.get_field(field), if_empty
        self._texts: dict[str, str] = {}

    def _text(self) -> str:
        table = connection.ops.quote_name(self._model._meta.db_table)
        key, column = self._model._meta.pk, _column(self._field)
        # The plus keeps SQLite from an index of the field: it would go through all rows that are empty, for each given.
        plus = "+" if connection.vendor == "sqlite" else ""
        only = f" AND {plus}{table}.{column} IS NULL" if self._if_empty else ""
        return (
            f"UPDATE {table} SET {column} = {_value(self._field, 1)} FROM {_GIVEN[connection.vendor]} "
            f"WHERE {table}.{_column(key)} = {_value(key, 0)}{only}"
        )

    def __call__(self, values: Mapping[int, Any] | Iterable[tuple[int, Any]]) -> int:
        """How many rows were changed."""
        pairs = list(dict(values).items())
        if not pairs:
            return 0
        text = self._texts.get(connection.vendor) or self._texts.setdefault(connection.vendor, self._text())
        with connection.cursor() as cursor:
            cursor.execute(text, [_as_json(pairs)])
            return int(cursor.rowcount)
