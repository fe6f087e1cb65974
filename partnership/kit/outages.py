"""Which errors mean that a disk is full, or that the database or the cache is away: told to people as such."""

import errno
from collections.abc import Iterator

from django.db import InterfaceError, OperationalError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NO_ROOM = ("disk is full", "No space left on device", "Disk quota exceeded", "disk I/O error", "File too large")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those that it came from."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def is_full_disk(error: BaseException | None) -> bool:
    """Whether there was no room to write: for a file, or for the database."""
    return any(
        (isinstance(one, OSError) and one.errno in FULL)
        or (isinstance(one, OperationalError) and any(words in str(one) for words in NO_ROOM))
        for one in _chain(error)
    )


def is_database_away(error: BaseException | None) -> bool:
    """Whether the database could not be reached, or broke off."""
    return any(isinstance(one, OperationalError | InterfaceError) for one in _chain(error))
