"""Uploads between preview and confirmation: kept in the shared store for an hour, each for the person who sent it."""

import datetime as dt
import re
import secrets

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from partnership.imports.sources import Source, from_upload
from partnership.models import Person

FOLDER = "imports"
KEPT_FOR = dt.timedelta(hours=1)
_NAME = re.compile(r"[0-9a-f]{32}")


def keep(*, name: str, content: bytes, by: Person, now: dt.datetime) -> str:
    """Keep an upload that can be opened. Returns the name under which its sender finds it for an hour."""
    source = from_upload(name, content)
    forget_old(now=now)
    kept = secrets.token_hex(16)
    # A single file says by its name what it holds; a ZIP does not need one.
    ending = "zip" if name.lower().endswith(".zip") else next(iter(source.files))
    storages["default"].save(f"{_place(kept, by)}.{ending}", ContentFile(content))
    return kept


def kept_source(*, kept: str, by: Person, now: dt.datetime) -> Source | None:
    """The files of an upload, if this person sent it within the hour."""
    path = _path(kept, by)
    if path is None:
        return None
    store = storages["default"]
    if store.get_modified_time(path) < now - KEPT_FOR:
        store.delete(path)
        return None
    with store.open(path) as file:
        content = file.read()
    try:
        return from_upload(path.partition(".")[2] if not path.endswith(".zip") else "upload.zip", content)
    except ValidationError:
        return None


def forget(*, kept: str, by: Person) -> None:
    """Drop an upload: it was loaded, or is not wanted."""
    path = _path(kept, by)
    if path is not None:
        storages["default"].delete(path)


def forget_old(*, now: dt.datetime) -> int:
    """Drop every upload older than an hour. Returns how many went."""
    store, gone = storages["default"], 0
    for path in _all():
        if store.get_modified_time(path) < now - KEPT_FOR:
            store.delete(path)
            gone += 1
    return gone


def _place(kept: str, by: Person) -> str:
    return f"{FOLDER}/{by.pk}-{kept}"


def _all() -> list[str]:
    try:
        return [f"{FOLDER}/{name}" for name in storages["default"].listdir(FOLDER)[1]]
    except FileNotFoundError:
        return []


def _path(kept: str, by: Person) -> str | None:
    if not _NAME.fullmatch(kept):
        return None
    start = f"{_place(kept, by)}."
    return next((path for path in _all() if path.startswith(start)), None)
