"""Reading rows: capped counts, rows that several querysets give, and search by words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def capped_count(rows: "models.QuerySet[Any] | Merged", most: int = 10_000) -> int:
    """Count rows, but stop at `most`: an exact count of a million rows costs more than the page."""
    if isinstance(rows, Merged):
        return rows.keys(most + 1)[: most + 1].count()
    return rows.order_by()[: most + 1].count()


class Merged(Sequence[Any]):
    """The rows that any of several querysets gives, each row once, in one order.

    One queryset with an "or" makes the database ask of every row whether there is a reason for it. Here each part is
    read by its own index, in the order of the whole and no further than a slice reaches. One part alone is worth it
    where no index has the order: then its keys are sorted, and not all that is read with its rows.
    """

    def __init__(self, rows: models.QuerySet[Any], parts: Sequence[models.QuerySet[Any]]) -> None:
        """`rows` says in which order, and what is read with a row; the last field of the order tells rows apart."""
        self._rows, self._parts = rows, parts

    def keys(self, last: int | None = None, *order: Any) -> models.QuerySet[Any]:
        """The keys of so many rows of each part, those first in the order: together the first of the whole."""

        def some(part: models.QuerySet[Any]) -> models.QuerySet[Any]:
            return part.order_by(*order).values("pk")[:last] if last is not None else part.order_by().values("pk")

        def wrapped(part: models.QuerySet[Any]) -> models.QuerySet[Any]:
            # Within a union SQLite takes a limit only of a query inside a query.
            return part.model._base_manager.filter(pk__in=some(part)).order_by().values("pk")

        if len(self._parts) == 1:
            return some(self._parts[0])
        first, *others = map(wrapped if last is not None else some, self._parts)
        return first.union(*others)

    def _upto(self, last: int | None) -> models.QuerySet[Any]:
        return self._rows.filter(pk__in=self.keys(last, *self._rows.query.order_by))

    def __getitem__(self, place: Any) -> Any:
        if not isinstance(place, slice):
            return self[place : place + 1][0]
        return self._upto(place.stop)[place]

    def __len__(self) -> int:
        return self.keys().count()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._upto(None))

    def iterator(self, size: int) -> Iterator[Any]:
        """All rows in order, so many at a time."""
        return self._upto(None).iterator(size)
