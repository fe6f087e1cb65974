"""Rows as they stand in the tables, read and written past the models."""

from typing import Any

from django.apps import apps
from django.db import connection

Row = tuple[Any, ...]


def insert(table: str, columns: list[str], rows: list[Row]) -> tuple[str, Row]:
    """The statement that writes some rows, and its values."""
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join([f"({', '.join(['%s'] * len(columns))})"] * len(rows))
    return f'INSERT INTO "{table}" ({names}) VALUES {marks}', tuple(value for row in rows for value in row)


def read(table: str, key: str, *, after: int) -> tuple[list[str], list[Row]]:
    """The columns of a table, and its rows with a number above one."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" WHERE "{key}" > %s ORDER BY "{key}"', [after])
        return [column[0] for column in cursor.description], cursor.fetchall()


def every_row() -> dict[str, list[Row]]:
    """Every row of every table, history included, in an order of its own."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}"')
            found[model._meta.db_table] = sorted(cursor.fetchall(), key=repr)
    return found
