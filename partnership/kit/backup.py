"""The whole portal in one folder: every table, every file, and a list with their checksums. And back again.

SQLite is copied as a file, PostgreSQL table by table from one moment; neither needs a program beside the portal.
"""

import contextlib
import datetime as dt
import gzip
import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.crypto import salted_hmac

from partnership.kit import kept
from partnership.kit.storage import ARRIVING

LIST = "backup.json"
FILES, TABLES, SQLITE, KEY = "files", "tables", "portal.sqlite3", "secret-key"
LEFT_OUT = {"cache"}  # counts of the last minutes


def checksum(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tables() -> list[str]:
    """Every table that is kept. Words and counts beside records are not: they come back with the records."""
    beside = {model._meta.db_table for model in kept.kept()}
    return sorted(set(connection.introspection.table_names()) - LEFT_OUT - beside)


def row_counts(names: list[str]) -> dict[str, int]:
    """How many rows each table has."""
    counts = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(name)}")
            counts[name] = cursor.fetchone()[0]
    return counts


def migrations() -> list[str]:
    """What the tables were last brought up to."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def key_mark() -> str:
    """Tells one secret key from another, and nothing else of it."""
    return salted_hmac("backup", "which key").hexdigest()


def make(folder: Path, *, now: dt.datetime) -> dict[str, Any]:
    """Keep everything in a new folder, which appears once it is whole. Returns what its list says.

    People may go on working meanwhile: the tables are those of one moment, and the files are read after them.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ValidationError(f"{folder} is not empty. Name a folder that is not there yet.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        counts = _keep_sqlite(part) if connection.vendor == "sqlite" else _keep_tables(part)
        _keep_files(part)
        said = {
            "made_at": now.isoformat(),
            "database": connection.vendor,
            "migrations": migrations(),
            "key": key_mark(),
            "rows": counts,
            "files": {str(path.relative_to(part)): checksum(path) for path in _all_files(part)},
        }
        (part / LIST).write_text(json.dumps(said, indent=1))
        if folder.exists():
            folder.rmdir()
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return said


def _all_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != LIST)


def _keep_sqlite(part: Path) -> dict[str, int]:
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(part / SQLITE)) as copy:
        connection.connection.backup(copy)
        counts = {name: copy.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for name in tables()}
    key = settings.DATA / KEY
    if key.exists():
        shutil.copy2(key, part / KEY)
    return counts


def _keep_tables(part: Path) -> dict[str, int]:
    (part / TABLES).mkdir()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        names = tables()
        for name in names:
            with gzip.open(part / TABLES / f"{name}.gz", "wb", compresslevel=6) as file:
                cursor.copy_expert(f"COPY {_with_columns(name)} TO STDOUT", file)
        return row_counts(names)


def _with_columns(name: str) -> str:
    """A table and its columns by name, so that their order does not matter. What the database works out by itself is
    neither kept nor put back."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
            "AND attgenerated = '' ORDER BY attnum",
            [connection.ops.quote_name(name)],
        )
        columns = [column for (column,) in cursor.fetchall()]
    quote = connection.ops.quote_name
    return f"{quote(name)} ({', '.join(map(quote, columns))})"


def _keep_files(part: Path) -> None:
    source = Path(settings.MEDIA_ROOT)
    (part / FILES).mkdir()
    if source.exists():
        shutil.copytree(source, part / FILES, dirs_exist_ok=True, ignore=shutil.ignore_patterns(ARRIVING))


def read_list(folder: Path) -> dict[str, Any]:
    """What a backup says of itself, after every file in it was checked. Raises ValidationError where one differs."""
    try:
        said: dict[str, Any] = json.loads((folder / LIST).read_text())
    except FileNotFoundError:
        raise ValidationError(f"{folder} holds no backup: there is no {LIST} in it.") from None
    there = {str(path.relative_to(folder)) for path in _all_files(folder)}
    wrong = sorted(set(said["files"]) - there)
    wrong += sorted(name for name in there & set(said["files"]) if checksum(folder / name) != said["files"][name])
    if wrong:
        raise ValidationError(f"This backup is damaged: {', '.join(wrong[:5])}. Nothing was restored.")
    return said


def is_empty() -> bool:
    """Whether nobody uses this portal yet."""
    try:
        return not apps.get_model(settings.AUTH_USER_MODEL)._base_manager.exists()
    except DatabaseError:
        return True


def restore(folder: Path, *, replace: bool = False) -> dict[str, Any]:
    """Make this portal what the backup holds. Returns its list; counts and checksums were compared with it.

    Refuses a portal that has people in it unless `replace`, a damaged backup, one of another kind of database or of
    another version. The database is all of the backup or as it was before.
    """
    said = read_list(folder)
    if said["database"] != connection.vendor:
        raise ValidationError(f"This backup is of {said['database']}, and this portal runs on {connection.vendor}.")
    if not replace and not is_empty():
        raise ValidationError("This portal has people in it. Say --replace to put the backup in its place.")
    if connection.vendor == "sqlite":
        _restore_sqlite(folder)
    else:
        if migrations() != said["migrations"]:
            raise ValidationError("This backup is of another version of the portal. Install that version and restore.")
        _restore_tables(folder, said)
    counts = row_counts(sorted(said["rows"]))
    wrong = sorted(name for name, count in said["rows"].items() if counts[name] != count)
    if wrong:
        raise ValidationError(f"These tables do not have the rows of the backup: {', '.join(wrong)}.")
    _restore_files(folder, said)
    return said


def _restore_sqlite(folder: Path) -> None:
    if (folder / KEY).exists():
        target = settings.DATA / KEY
        shutil.copy2(folder / KEY, target)
        target.chmod(0o600)
    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(folder / SQLITE)) as source:
        source.backup(connection.connection)
    connection.close()


def _restore_tables(folder: Path, said: dict[str, Any]) -> None:
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        names = sorted(said["rows"])
        cursor.execute(f"TRUNCATE {', '.join(map(quote, names))} CASCADE")
        for name in names:
            with gzip.open(folder / TABLES / f"{name}.gz", "rb") as file:
                cursor.copy_expert(f"COPY {_with_columns(name)} FROM STDIN", file)
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True)):
            cursor.execute(statement)


def _restore_files(folder: Path, said: dict[str, Any]) -> None:
    """Put every file into its place, whole, and compare its checksum there."""
    root = Path(settings.MEDIA_ROOT)
    for source in _all_files(folder / FILES):
        name = source.relative_to(folder / FILES)
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with _whole(target) as part:
            shutil.copyfile(source, part)
        if checksum(target) != said["files"][f"{FILES}/{name}"]:
            raise ValidationError(f"{name} was not restored as it was kept. Look at the disk, and restore again.")


@contextlib.contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """A path to write to, moved to its place once all is there."""
    part = target.with_name(f".{target.name}.part")
    try:
        yield part
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
