"""Queries whose text is made once for each process; only the values in their slots change from run to run.

Django builds a query and puts it into SQL anew each time, which takes longer than most answers do. A query that every
page makes, or that a page makes in one of a few shapes, is written as usual with `Slot` in the place of each value:

    BY_NUMBER = Prepared(lambda: Meeting.objects.select_related("body").filter(pk=Slot("pk", BigIntegerField())))
    meetings = BY_NUMBER(pk=7)

What it gives is read from the database at each call. The shape must not depend on the values: lists of differing
lengths and empty values need a shape each (`PreparedBy`).
"""

import copy
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import BigIntegerField, Expression, QuerySet
from django.db.models.query import ModelIterable
from django.db.models.sql.compiler import SQLCompiler

from partnership.kit.at_hand import Statement
from partnership.kit.querysets import counted, counting
from partnership.kit.reading import reading_records


class Slot(Expression):
    """Where a value is put in when the query runs. A field that `varies` says that no one plan does for all values."""

    def __init__(self, name: str, output_field: Any) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]


class KeySlot(Slot):
    """A slot for one of very many keys: each goes in as it is, since to prepare them takes longer than the query."""


class Slots(Expression):
    """Several slots in brackets: what stands behind `__in`, where it is known how many there are."""

    def __init__(self, names: tuple[str, ...], output_field: Any, slot: type[Slot] = Slot) -> None:
        super().__init__(output_field=output_field)
        self.slots = [slot(name, output_field) for name in names]

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return f"({', '.join(['%s'] * len(self.slots))})", list(self.slots)


def filled(given: Iterable[Any], values: Mapping[str, Any], connection: Any) -> tuple[Any, ...]:
    """The values of a query, those of its slots put in."""
    found = []
    for one in given:
        if isinstance(one, KeySlot):
            one = values[one.name]
        elif isinstance(one, Slot):
            one = one.output_field.get_db_prep_value(values[one.name], connection)
        found.append(one)
    return tuple(found)


@dataclass(frozen=True)
class Ready:
    """What was worked out of a query once: its text, the values and slots of it, and how its rows are read."""

    compiler: SQLCompiler
    statement: Statement
    converters: Any
    read: Callable[[Any], Iterable[Any]]


def reading_values(rows: Any) -> Callable[[Any], Iterable[Any]]:
    """How rows of values are read: Django's own reading, given the query that is ready."""

    def read(compiler: Any) -> Iterable[Any]:
        query: Any = copy.copy(rows.query)
        query.get_compiler = lambda *args, **kwargs: compiler
        given = SimpleNamespace(db=DEFAULT_DB_ALIAS, query=query, _fields=rows._fields, _known_related_objects={})
        return iter(rows._iterable_class(given))

    return read


class Prepared:
    """One query in one shape. Calling it gives the list of its rows, as the queryset would."""

    def __init__(self, make: Callable[[], QuerySet[Any]]) -> None:
        self._make = make
        self._ready: dict[str, Ready | None] = {}

    def _prepare(self, vendor: str) -> Ready | None:
        rows: Any = self._make()
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            text, given = compiler.as_sql()
        except EmptyResultSet:  # no row can ever be meant in this shape
            self._ready[vendor] = None
            return None
        converters = compiler.get_converters([column[0] for column in compiler.select])
        is_model = rows._iterable_class is ModelIterable
        read = reading_records(compiler) if is_model else reading_values(rows)
        self._ready[vendor] = Ready(compiler, Statement(text, given, compiler.connection), converters, read)
        return self._ready[vendor]

    def __call__(self, **values: Any) -> list[Any]:
        connection = connections[DEFAULT_DB_ALIAS]
        vendor = connection.vendor
        ready = self._ready[vendor] if vendor in self._ready else self._prepare(vendor)
        if ready is None:
            return []
        text, params = ready.statement.run(filled(ready.statement.given, values, connection), connection)
        # Connections belong to threads, so each run has a compiler of its own; what it worked out is shared.
        compiler: Any = copy.copy(ready.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *args, **kwargs: (text, params)
        compiler.get_converters = lambda columns: ready.converters
        return list(ready.read(compiler))


class PreparedCounts:
    """Several counts in one query, each stopped at `MOST`, its text made once. Calling it gives the counts by name."""

    MOST = 10_000

    def __init__(self, make: Callable[[], Mapping[str, QuerySet[Any]]]) -> None:
        self._make = make
        self._ready: dict[str, tuple[dict[str, int], list[str], Statement]] = {}

    def __call__(self, **values: Any) -> dict[str, int]:
        connection = connections[DEFAULT_DB_ALIAS]
        if connection.vendor not in self._ready:
            rows = self._make()
            names, text, given = counting(rows, self.MOST)
            self._ready[connection.vendor] = dict.fromkeys(rows, 0), names, Statement(text, given, connection)
        none, names, statement = self._ready[connection.vendor]
        text, params = statement.run(filled(statement.given, values, connection), connection)
        return none | counted(names, text, params, self.MOST)


class PreparedBy:
    """One query in several shapes, each made when it is first asked for."""

    MOST = 200

    def __init__(self, make: Callable[..., Any], kind: Any = Prepared) -> None:
        self._make, self._kind = make, kind
        self._shapes: dict[tuple[Hashable, ...], Any] = {}

    def shape(self, *shape: Hashable) -> Any:
        """The query in this shape; `make` is called with it."""
        if (known := self._shapes.get(shape)) is None:
            if len(self._shapes) >= self.MOST:
                self._shapes.clear()
            known = self._shapes[shape] = self._kind(lambda: self._make(*shape))
        return known


class PreparedAmong:
    """A query about any number of keys, made once for each of a few sizes; the keys that a size has too many repeat
    the first. `make` gets the keys, to stand behind `__in`, and whatever else belongs to the shape.

    More keys than the largest size are asked for in several queries: each gives its rows in the order that `make` set.
    """

    SIZES = (1, 8, 64, 512)

    def __init__(self, make: Callable[..., Any], of: Any = None) -> None:
        field = of or BigIntegerField()

        def sized(size: int, *shape: Hashable) -> Any:
            return make(Slots(tuple(f"key {place}" for place in range(size)), field, KeySlot), *shape)

        self._prepared = PreparedBy(sized)

    def __call__(self, keys: Collection[Any], *shape: Hashable, **values: Any) -> list[Any]:
        rest, found = list(keys), []
        while rest:
            some, rest = rest[: self.SIZES[-1]], rest[self.SIZES[-1] :]
            size = next(size for size in self.SIZES if size >= len(some))
            slots = {f"key {place}": key for place, key in enumerate(some + some[:1] * (size - len(some)))}
            found += self._prepared.shape(size, *shape)(**slots, **values)
        return found


class Fetched(QuerySet[Any]):
    """Rows that were read with their record, to be gone through by `record.name.all()`; no query starts from them."""

    def _chain(self) -> Any:
        raise TypeError("These rows were read with their record: choose among them in Python.")


def keep_related(record: Any, **related: list[Any]) -> None:
    """Leave rows that were read by other means with their record, and it with them, as prefetch_related does."""
    kept = record.__dict__.setdefault("_prefetched_objects_cache", {})
    for name, rows in related.items():
        relation = record._meta.get_field(name)
        for row in rows:
            relation.field.set_cached_value(row, record)
        known = Fetched(relation.related_model)
        known._result_cache = rows
        known._prefetch_done = True  # type: ignore[attr-defined]  # Django's own
        kept[name] = known
