"""A fault at one SQL statement or at the commit, and what tables and files hold, to compare before and after."""

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection


class Injected(OperationalError):
    """The fault of a test."""


class Counter:
    """Counts statements and breaks one of them, once."""

    def __init__(self, at: int) -> None:
        self.at, self.seen, self.broke = at, 0, False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not self.broke and not sql.startswith(("ROLLBACK", "RELEASE")):
            self.seen += 1
            if self.seen == self.at:
                self.broke = True
                raise Injected(f"fault at statement {self.at}: {sql[:60]}")
        return execute(sql, params, many, context)


@contextlib.contextmanager
def fault_at(number: int) -> Iterator[Counter]:
    """Break the statement of that number."""
    counter = Counter(number)
    with connection.execute_wrapper(counter):
        yield counter


@contextlib.contextmanager
def fault_at_commit() -> Iterator[None]:
    """Break the next commit."""
    commit = connection._commit

    def broken() -> None:
        raise Injected("fault at the commit")

    connection._commit = broken  # type: ignore[method-assign]
    try:
        yield
    finally:
        connection._commit = commit  # type: ignore[method-assign]


def state() -> dict[str, str]:
    """Every table's rows and every file, as checksums by name."""
    said = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = "\n".join(sorted(map(repr, cursor.fetchall())))
            said[table] = hashlib.sha256(rows.encode()).hexdigest()
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        if path.is_file():
            said[f"file {path.relative_to(root)}"] = hashlib.sha256(path.read_bytes()).hexdigest()
    return said


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """What differs between two states."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
