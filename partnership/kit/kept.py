"""What is kept beside records by triggers: it is no record of anything and can be made from the records at any time.

Words that search finds, counts that a page shows. Whatever saves a record, a trigger keeps what goes with it, in the
same transaction.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection, models, transaction


@dataclass(frozen=True)
class Needs:
    """A statement that a role of the database may not be allowed, with the sentence that says who can help."""

    statement: str
    otherwise: str


class KeptBeside(models.Model):
    """Base of what is kept beside records. Its table is no work of Django's: `keep` makes it after every migration,
    and what is missing of it; emptying the database leaves it to the triggers."""

    class Meta:
        abstract = True
        managed = False

    @classmethod
    def source(cls) -> tuple[str, set[str]]:
        """The table of the records, and those of its columns that are read."""
        raise NotImplementedError("Say of which table these are kept.")

    @classmethod
    def statements(cls, vendor: str) -> Iterator[str | Needs]:
        """Its table, its triggers, and what goes with the records that are there: each as far as it is missing."""
        raise NotImplementedError("Say how these are kept.")

    @classmethod
    def letting_in(cls, vendor: str) -> Iterator[str]:
        """What lets many rows in past the triggers, where a transaction cannot put them off."""
        if vendor == "sqlite":
            yield f"DROP TRIGGER IF EXISTS {cls._meta.db_table}_new"

    @classmethod
    def making_up(cls, vendor: str) -> Iterator[str]:
        """What is done before the statements once many rows were let in."""
        yield from ()


def function_of(name: str, act: str) -> str:
    """A function of PostgreSQL that a trigger calls."""
    how = f"$$ BEGIN {act}; RETURN NULL; END $$"
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {how}"


def triggers(vendor: str, table: str, acts: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Triggers that keep a table: each with its name, the event with its table, and what it does: statements on SQLite,
    the name of a function on PostgreSQL. One that writes for new rows is called "new"."""
    for name, event, act in acts:
        if vendor == "postgresql":
            yield f"CREATE OR REPLACE TRIGGER {table}_{name} AFTER {event} EXECUTE FUNCTION {act}()"
        else:
            yield f"DROP TRIGGER IF EXISTS {table}_{name}"
            yield f"CREATE TRIGGER {table}_{name} AFTER {event} BEGIN {act}; END"


def kept() -> list[type[KeptBeside]]:
    """The models whose rows are kept beside records."""
    return [model for model in apps.get_models() if issubclass(model, KeptBeside)]


def _say(statement: str | Needs) -> None:
    with connection.cursor() as cursor:
        if isinstance(statement, str):
            cursor.execute(statement)
            return
        try:
            cursor.execute(statement.statement)
        except DatabaseError as error:
            raise ImproperlyConfigured(statement.otherwise) from error


def keep(**kwargs: Any) -> None:
    """Keep what goes with every record from now on. Done after each migration: what is there already stays. Where
    migrations stopped on the way and a table or a column is not there yet, the next ones will see to it."""
    with transaction.atomic():
        for model in kept():
            table, columns = model.source()
            if columns <= _columns(table):
                for statement in model.statements(connection.vendor):
                    _say(statement)


def _columns(table: str) -> set[str]:
    introspection = connection.introspection
    if table not in introspection.table_names():
        return set()
    with connection.cursor() as cursor:
        return {column.name for column in introspection.get_table_description(cursor, table)}


def keep_none() -> None:
    """Let rows in past the triggers, until `keep_again`: many are read together in half the time of one by one.

    On PostgreSQL whoever writes in bulk puts triggers off for the transaction.
    """
    for model in kept():
        for statement in model.letting_in(connection.vendor):
            _say(statement)


def keep_again() -> None:
    """Keep what goes with rows that were written in bulk past the triggers."""
    for model in kept():
        for statement in model.making_up(connection.vendor):
            _say(statement)
    keep()
