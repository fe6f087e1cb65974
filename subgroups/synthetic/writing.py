"""Rows in bulk: COPY on PostgreSQL, many inserts at once on SQLite. Only for invented years: it skips every service."""

import io
import itertools
from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

CHUNK = 20_000
Row = Sequence[Any]


def instant(day: str, hour: int = 9) -> str:
    """A moment of a day as both databases read it, in UTC."""
    return f"{day} {hour:02d}:00:00"


def write(model: type[models.Model], names: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert rows that name some columns; the others take the model's own defaults. Dates come as ISO strings."""
    fields = [field for field in model._meta.concrete_fields if field.attname not in names]
    fields = [field for field in fields if not field.primary_key and not field.generated]
    rest = [field.get_db_prep_save(field.get_default(), connection) for field in fields]
    columns = [_column(model, name) for name in [*names, *(field.attname for field in fields)]]
    if connection.vendor == "postgresql":
        _copy(model, columns, rows, rest)
    else:
        _insert(model, columns, rows, rest)


def _column(model: type[models.Model], name: str) -> str:
    found = next(field for field in model._meta.concrete_fields if field.attname == name)
    return str(found.column)


def _text(value: Any) -> str:
    """A value as COPY reads it. The words of invented years hold no tab, line end or backslash."""
    return "\\N" if value is None else str(value)


def _copy(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row], rest: Sequence[Any]) -> None:
    quote = connection.ops.quote_name
    command = f"COPY {quote(model._meta.db_table)} ({', '.join(map(quote, columns))}) FROM STDIN"
    ending = "".join(f"\t{_text(value)}" for value in rest) + "\n"
    remaining = iter(rows)
    with connection.cursor() as cursor:
        while chunk := list(itertools.islice(remaining, CHUNK)):
            lines = ["\t".join(map(_text, row)) + ending for row in chunk]
            cursor.copy_expert(command, io.StringIO("".join(lines)))


def _insert(model: type[models.Model], columns: Sequence[str], rows: Iterable[Row], rest: Sequence[Any]) -> None:
    quote = connection.ops.quote_name
    marks = ", ".join(["%s"] * len(columns))
    command = f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, columns))}) VALUES ({marks})"
    remaining = iter(rows)
    with connection.cursor() as cursor:
        while chunk := list(itertools.islice(remaining, CHUNK)):
            cursor.executemany(command, [(*row, *rest) for row in chunk])


def write_history(model: type[models.Model], dated: str) -> None:
    """One version of each row, as it stands, dated by one of its columns: what a service would have left at the end."""
    table: Any = model.history.model  # type: ignore[attr-defined]  # every model written here is tracked
    quote = connection.ops.quote_name
    kept = ", ".join(quote(field.column) for field in table.tracked_fields)
    own = ", ".join(map(quote, ["history_date", "history_type", "history_change_reason", "history_user_id"]))
    source, target = quote(model._meta.db_table), quote(table._meta.db_table)
    when = f"CAST({quote(_column(model, dated))} AS timestamp)" if connection.vendor == "postgresql" else quote(dated)
    if connection.vendor == "sqlite":
        when = f"{when} || ' 09:00:00'"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {target} ({kept}, {own}) SELECT {kept}, {when}, '+', NULL, NULL FROM {source}")


def without_checks() -> None:
    """Let this transaction's rows in without asking for each link: they are made here, and a test checks them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")


def settle() -> None:
    """Number on from the last row, and give the planner its statistics."""
    written = [model for room in ("partnership", "subgroups") for model in apps.get_app_config(room).get_models()]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), written):
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
