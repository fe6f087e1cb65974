"""Reading rows: capped counts and search by words."""

from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Q

Rows = TypeVar("Rows", bound=models.QuerySet[Any])


def with_words(rows: Rows, words: str, *fields: str) -> Rows:
    """Keep the rows in which every word stands in one of the fields, whatever its capitals."""
    for word in words.replace("\x00", " ").split()[:8]:  # PostgreSQL takes no NUL in a text
        anywhere = Q()
        for name in fields:
            anywhere |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(anywhere)
    return rows


class AtLeast(int):
    """A count that was stopped: a page says "10,000 or more"."""

    def __str__(self) -> str:
        return f"{int(self):,} or more"

    def __format__(self, spec: str) -> str:
        return str(self)

    def __add__(self, other: int) -> "AtLeast":
        return AtLeast(int(self) + int(other))

    __radd__ = __add__


def capped_counts(*, most: int = 10_000, **rows: models.QuerySet[Any]) -> dict[str, int]:
    """Several counts in one query, each stopped at `most`: what lies beyond is not worth reading for a page."""
    parts: list[tuple[str, str]] = []
    params: list[Any] = []
    counts: dict[str, int] = dict.fromkeys(rows, 0)
    for name, some in rows.items():
        try:
            sql, given = some.order_by().values("pk")[: most + 1].query.sql_with_params()
        except EmptyResultSet:
            continue
        parts.append((name, f"(SELECT COUNT(*) FROM ({sql}) AS counted)"))
        params += given
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(part for _, part in parts)}", params)
            for (name, _), count in zip(parts, cursor.fetchone(), strict=True):
                counts[name] = AtLeast(most) if count > most else count
    return counts


def capped_count(rows: models.QuerySet[Any], most: int = 10_000) -> int:
    """Count rows, but stop at `most`: an exact count of a million rows costs more than the page."""
    return rows.order_by()[: most + 1].count()
