"""Counts of records, kept as the records change: a page adds up some lines instead of every record, on each visit.

Triggers write a line for what a record counts from now on, and one that takes away what it counted before. Lines are
added and never altered, so that nobody waits for anybody else who counts in the same place. `recount` folds them and
holds them against the records: what has drifted is put right, and told.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import connection, models, transaction
from django.db.models import Q, QuerySet
from django.db.models.expressions import Combinable

from partnership.kit.kept import KeptBeside, function_of, kept, triggers


class MonthOf(models.Func):
    """The first day of a date's month, by what the database itself knows: a trigger may not ask Django's functions."""

    output_field = models.DateField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="DATE_TRUNC('month', %(expressions)s)::date")

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="DATE(%(expressions)s, 'start of month')")


def when(condition: Q) -> models.Case:
    """One for a record of which this is true."""
    return models.Case(models.When(condition, then=1), default=0, output_field=models.IntegerField())


class KeptCounts(KeptBeside):
    """Lines of counts. A model has a field for each key and each count, and says what they are of a record.

    `of`: the records. `only`: which of them count. `keys` and `counts`: expressions of a record's own fields alone.
    Many lines have the same keys: they are to be added up.
    """

    of: ClassVar[type[models.Model]]
    only: ClassVar[Q] = Q()
    keys: ClassVar[Mapping[str, Combinable]]
    counts: ClassVar[Mapping[str, Combinable]]

    class Meta(KeptBeside.Meta):
        abstract = True

    def __str__(self) -> str:
        return ", ".join(f"{name} {getattr(self, name)}" for name in (*self.keys, *self.counts))

    @classmethod
    def source(cls) -> tuple[str, set[str]]:
        keeping = _Keeping(cls)
        return keeping.source, set(keeping.read())

    @classmethod
    def statements(cls, vendor: str) -> Iterator[str]:
        """The table, the triggers, and a line for each record that is not counted yet."""
        yield from _Keeping(cls).statements(vendor)

    @classmethod
    def summed(cls) -> str:
        """The query of what the lines come to: one row for each set of keys, none for what comes to nothing."""
        return _Keeping(cls).summed(cls._meta.db_table)

    @classmethod
    def recount(cls) -> int:
        """Fold the lines of the same keys into one, and put right what is not what the records say.

        Returns for how many keys the counts had drifted. People may go on working meanwhile.
        """
        keeping = _Keeping(cls)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(keeping.put_right())
            drifted = int(cursor.rowcount)
            if connection.vendor == "postgresql":
                cursor.execute(keeping.fold_at_once())
            else:  # whoever writes is alone here
                cursor.execute(f"SELECT MAX(id) FROM {keeping.table}")
                (last,) = cursor.fetchone()
                cursor.execute(keeping.folded(keeping.table))
                cursor.execute(f"DELETE FROM {keeping.table} WHERE id <= %s", [last])
        return drifted


def _column(model: type[models.Model], name: str) -> str:
    field: Any = model._meta.get_field(name)
    return str(field.column)


class _Keeping:
    """The statements that keep counts of a model."""

    def __init__(self, model: type[KeptCounts]) -> None:
        self.model, self.table, self.source = model, model._meta.db_table, model.of._meta.db_table
        self.keys, self.counts = self._columns(model.keys), self._columns(model.counts)
        self.columns = ", ".join([*self.keys, *self.counts])

    def _columns(self, names: Iterable[str]) -> list[str]:
        return [_column(self.model, name) for name in names]

    def _of_records(self, table: str = "", row: str = "") -> str:
        """The keys and counts of each record of a table, or of the one record that a trigger calls NEW or OLD."""
        given = {**self.model.keys, **self.model.counts}
        # Names of their own, because an annotation may not be called like a field of the record.
        named = {f"kept_{_column(self.model, name)}": made for name, made in given.items()}
        rows: QuerySet[Any] = self.model.of._base_manager.filter(self.model.only).order_by().values(**named)
        text, params = rows.query.sql_with_params()
        quoted = connection.ops.quote_name(self.source)
        text = (str(text) % tuple(map(_literal, params))).replace(f"{quoted}.", f"{table or row}.")
        return text.replace(f" FROM {quoted}", f" FROM {table}" if table else "", 1)

    def _lines(self, given: str, sign: str = "") -> str:
        """The lines of these records, or what takes them away."""
        keys = [f"line.kept_{name} AS {name}" for name in self.keys]
        counts = [f"{sign}line.kept_{name} AS {name}" for name in self.counts]
        return f"SELECT {', '.join(keys + counts)} FROM ({given}) AS line"

    def _add(self, lines: str) -> str:
        return f"INSERT INTO {self.table} ({self.columns}) {lines}"

    def statements(self, vendor: str) -> Iterator[str]:
        is_postgresql = vendor == "postgresql"
        own = [field for field in self.model._meta.concrete_fields if not field.primary_key]
        columns = "".join(
            f", {_column(self.model, field.name)} {field.db_type(connection)}{'' if field.null else ' NOT NULL'}"
            for field in own
        )
        key = "bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY" if is_postgresql else "integer PRIMARY KEY"
        yield f"CREATE TABLE IF NOT EXISTS {self.table} (id {key}{columns})"
        yield from self._indexes()
        yield from self._on_postgresql() if is_postgresql else self._on_sqlite()
        yield self.put_right()

    def _indexes(self) -> Iterator[str]:
        for index in self.model._meta.indexes:
            columns = ", ".join(self._columns(index.fields))
            yield f"CREATE INDEX IF NOT EXISTS {index.name} ON {self.table} ({columns})"

    def read(self) -> list[str]:
        """The columns of a record that the expressions name."""
        quote, text = connection.ops.quote_name, self._of_records(row="NEW")
        columns = [_column(self.model.of, field.name) for field in self.model.of._meta.concrete_fields]
        return [column for column in columns if f"NEW.{quote(column)}" in text]

    def _changed(self, differs: str) -> str:
        """Whether a save changed anything that is counted."""
        quote = connection.ops.quote_name
        return " OR ".join(f"OLD.{quote(column)} {differs} NEW.{quote(column)}" for column in self.read())

    def _on_postgresql(self) -> Iterator[str]:
        """Many rows that come or go in one statement are counted in one; those that change, one by one."""
        add, take, both, none = (f"{self.table}_{name}" for name in ("add", "take", "both", "none"))
        new, old = self._lines(self._of_records(row="NEW")), self._lines(self._of_records(row="OLD"), "-")
        yield function_of(add, self.folded(f"({self._lines(self._of_records('rows_now'))}) AS many"))
        yield function_of(take, self.folded(f"({self._lines(self._of_records('rows_then'), '-')}) AS many"))
        yield function_of(both, f"{self._add(old)}; {self._add(new)}")
        yield function_of(none, f"TRUNCATE {self.table}")
        changed = self._changed("IS DISTINCT FROM")
        acts = (
            ("new", f"INSERT ON {self.source} REFERENCING NEW TABLE AS rows_now", add),
            ("changed", f"UPDATE ON {self.source} FOR EACH ROW WHEN ({changed})", both),
            ("gone", f"DELETE ON {self.source} REFERENCING OLD TABLE AS rows_then", take),
            ("all_gone", f"TRUNCATE ON {self.source}", none),
        )
        yield from triggers("postgresql", self.table, acts)

    def _on_sqlite(self) -> Iterator[str]:
        new = self._add(self._lines(self._of_records(row="NEW")))
        old = self._add(self._lines(self._of_records(row="OLD"), "-"))
        acts = (
            ("new", f"INSERT ON {self.source}", new),
            ("changed", f"UPDATE ON {self.source} WHEN {self._changed('IS NOT')}", f"{old}; {new}"),
            ("gone", f"DELETE ON {self.source}", old),
        )
        yield from triggers("sqlite", self.table, acts)

    def summed(self, lines: str) -> str:
        """Lines of the same keys as one, without those that come to nothing."""
        keys = ", ".join(self.keys)
        sums = [f"SUM({name})" for name in self.counts]
        some = " OR ".join(f"{total} <> 0" for total in sums)
        return f"SELECT {keys}, {', '.join(sums)} FROM {lines} GROUP BY {keys} HAVING {some}"

    def put_right(self) -> str:
        """Adds what the records say and the lines do not: one statement, which sees one moment of both."""
        taken = ", ".join([*self.keys, *(f"-{name}" for name in self.counts)])
        records = self._lines(self._of_records(self.source))
        return self.folded(f"({records} UNION ALL SELECT {taken} FROM {self.table}) AS apart")

    def folded(self, lines: str) -> str:
        """Adds one line for each set of keys, in their order: what a page adds up lies together on the disk."""
        return self._add(f"{self.summed(lines)} ORDER BY {', '.join(self.keys)}")

    def fold_at_once(self) -> str:
        """The same and takes the lines away, in one statement: lines that are written meanwhile stay."""
        return f"WITH gone AS (DELETE FROM {self.table} RETURNING {self.columns}) {self.folded('gone')}"


def kept_counts() -> list[type[KeptCounts]]:
    """Every model of such counts."""
    return [model for model in kept() if issubclass(model, KeptCounts)]


def _literal(value: object) -> str:
    """A value in the text of a trigger, which takes no parameters."""
    if isinstance(value, bool) or value is None:
        return str(value).upper() if value is not None else "NULL"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str | date) and not isinstance(value, datetime):
        return "'{}'".format(str(value).replace("'", "''"))
    raise TypeError(f"{value!r} cannot stand in the text of a trigger.")
