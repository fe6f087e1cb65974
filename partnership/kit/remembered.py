"""What changes a few times a year, kept by each process: read again as soon as somebody has saved anything of it.

Whoever signs in is read once a request; beside that row stands a stamp, made of the last saves of the tables in
question. While the stamp is the same, so is what was read under it, whichever process did the saving. Outside such a
request (jobs, commands, public pages, anything that writes) nothing is remembered.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Value = TypeVar("Value")

_stamp: ContextVar[object] = ContextVar("stamp of what is remembered", default=None)
_memory: dict[str, tuple[object, Any]] = {}


@contextmanager
def remembering(stamp: object) -> Iterator[None]:
    """Within this, what was read under the same stamp is not read again."""
    token = _stamp.set(stamp)
    try:
        yield
    finally:
        _stamp.reset(token)


def remembered(name: str, read: Callable[[], Value]) -> Value:
    """What `read` gives, from memory where nothing has been saved since. It is shared: nobody may change it."""
    stamp = _stamp.get()
    if stamp is None:
        return read()
    kept = _memory.get(name)
    if kept is None or kept[0] != stamp:
        kept = _memory[name] = (stamp, read())
    value: Value = kept[1]
    return value


def forget() -> None:
    """Start anew, as between tests."""
    _memory.clear()
