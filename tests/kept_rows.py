"""The cast of nearly every test, made once for each process and put back as rows where a test asks for it.

Making somebody with their rights takes some thirty statements; writing the same rows again takes a few. A test finds
the rows of those whom it names and of nobody else, as if they had been made for it.
"""

import functools
import inspect
import io
import pickle
from collections.abc import Callable
from typing import Any

import time_machine
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.test.utils import CaptureQueriesContext

from tests.factories import NOW
from tests.tables import Row, insert, read


class _Pickler(pickle.Pickler):
    """Writes a record down. Those that it was made of are named only, so that a test finds the very same ones in it."""

    def __init__(self, into: io.BytesIO, given: dict[str, Any]) -> None:
        super().__init__(into)
        self.names = {id(record): name for name, record in given.items() if record is not None}

    def persistent_id(self, obj: Any) -> str | None:
        return self.names.get(id(obj))


class _Unpickler(pickle.Unpickler):
    def __init__(self, written: bytes, given: dict[str, Any]) -> None:
        super().__init__(io.BytesIO(written))
        self.given = given

    def persistent_load(self, pid: str) -> Any:
        return self.given[pid]


def pass_over(last: dict[str, int]) -> None:
    """See to it that new rows get higher numbers than these. PostgreSQL never gives a number twice."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for table, number in last.items():
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])


class KeptRows:
    """What each function of the cast wrote and gave, by its name. While nothing is kept, the functions are called."""

    def __init__(self) -> None:
        self.makers: dict[str, Callable[..., Any]] = {}  # in the order in which they may be called
        self.kept: dict[str, tuple[list[tuple[str, Row]], bytes]] = {}

    def keep(self) -> None:
        """Make everybody, write down what that wrote, and take it back."""
        keys = {model._meta.db_table: model._meta.pk.column for model in apps.get_models(include_auto_created=True)}
        made: dict[str, Any] = {}
        rows: dict[str, list[Row]] = {}
        last: dict[str, int] = {}
        with transaction.atomic(), time_machine.travel(NOW, tick=False):
            for name, make in self.makers.items():
                given = {one: made.get(one) for one in inspect.signature(make).parameters}
                with CaptureQueriesContext(connection) as captured:
                    made[name] = make(**given)
                statements = []
                for table in {query["sql"].split('"')[1] for query in captured if query["sql"].startswith("INSERT")}:
                    columns, new = read(table, keys[table], after=last.get(table, 0))
                    statements.append(insert(table, columns, new))
                    rows.setdefault(table, []).extend(new)
                    last[table] = new[-1][columns.index(keys[table])]
                into = io.BytesIO()
                _Pickler(into, given).dump(made[name])
                self.kept[name] = statements, into.getvalue()
            for table, found in rows.items():
                assert read(table, keys[table], after=0)[1] == found, f"One of the cast changed another’s row: {table}."
            transaction.set_rollback(True)
        pass_over(last)

    def put_back(self, name: str, given: dict[str, Any]) -> Any:
        """Write somebody's rows again, and give the record as it was when it was made.

        A test that first gave the same role to somebody of its own has made the group of that role: then this one of
        the cast is made as that one was.
        """
        statements, written = self.kept[name]
        try:
            # All in one: references among them are looked at when it ends.
            with transaction.atomic(), connection.cursor() as cursor:
                for text, values in statements:
                    cursor.execute(text, values)
        except IntegrityError:
            return self.makers[name](**given)
        return _Unpickler(written, given).load()


kept = KeptRows()


def cast(make: Callable[..., Any]) -> Callable[..., Any]:
    """One of the cast: a fixture whose rows are put back once they are kept."""
    kept.makers[make.__name__] = make

    @functools.wraps(make)
    def given_again(**given: Any) -> Any:
        return kept.put_back(make.__name__, given) if kept.kept else make(**given)

    return given_again


@receiver(post_migrate)
def forget(**about: Any) -> None:
    """A test that empties every table makes permissions anew, under other numbers: from then on nothing is kept."""
    kept.kept.clear()
