"""Reading rows: capped counts and search by words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Q

Rows = TypeVar("Rows", bound=models.QuerySet[Any])


def words_of(typed: str) -> list[str]:
    """The words that are searched for; PostgreSQL takes no NUL in a text."""
    return typed.replace("\x00", " ").split()[:8]


def with_each(rows: Rows, words: Iterable[Any], *fields: str, lookup: str = "icontains") -> Rows:
    """Keep the rows in which each of these words stands in one of the fields, whatever its capitals."""
    for word in words:
        anywhere = Q()
        for name in fields:
            anywhere |= Q(**{f"{name}__{lookup}": word})
        rows = rows.filter(anywhere)
    return rows


def with_words(rows: Rows, words: str, *fields: str) -> Rows:
    """The same with the words that somebody typed."""
    return with_each(rows, words_of(words), *fields)


class AtLeast(int):
    """A count that was stopped: a page says "10,000 or more"."""

    def __str__(self) -> str:
        return f"{int(self):,} or more"

    def __format__(self, spec: str) -> str:
        return str(self)

    def __add__(self, other: int) -> "AtLeast":
        return AtLeast(int(self) + int(other))

    __radd__ = __add__


def counting(rows: Mapping[str, models.QuerySet[Any]], most: int) -> tuple[list[str], str, list[Any]]:
    """The query that counts several at once, each stopped at `most`: whose counts it gives, its text, its values."""
    parts: list[tuple[str, str]] = []
    params: list[Any] = []
    for name, some in rows.items():
        try:
            sql, given = some.order_by().values("pk")[: most + 1].query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append((name, f"(SELECT COUNT(*) FROM ({sql}) AS counted)"))
        params += given
    return [name for name, _ in parts], f"SELECT {', '.join(part for _, part in parts)}" if parts else "", params


def counted(names: Sequence[str], text: str, params: Sequence[Any], most: int) -> dict[str, int]:
    """What such a query gives."""
    if not text:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(text, params)
        return {
            name: AtLeast(most) if count > most else count for name, count in zip(names, cursor.fetchone(), strict=True)
        }


def capped_counts(*, most: int = 10_000, **rows: models.QuerySet[Any]) -> dict[str, int]:
    """Several counts in one query, each stopped at `most`: what lies beyond is not worth reading for a page."""
    return dict.fromkeys(rows, 0) | counted(*counting(rows, most), most)


def capped_count(rows: models.QuerySet[Any], most: int = 10_000) -> int:
    """Count rows, but stop at `most`: an exact count of a million rows costs more than the page."""
    return rows.order_by()[: most + 1].count()
