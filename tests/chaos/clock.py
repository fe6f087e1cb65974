"""A clock that a test turns for every process of its world: a file holds by how much it differs from the real one."""

import datetime as dt
import os
import time
from pathlib import Path

VARIABLE = "PORTAL_CHAOS_CLOCK"


def now() -> dt.datetime:
    """The present instant of the world."""
    offset = float(Path(os.environ[VARIABLE]).read_text())
    return dt.datetime.fromtimestamp(time.time() + offset, dt.UTC)


def turn(path: Path, at: dt.datetime) -> None:
    """Let it be that instant in the world from now on; the clock goes on at its usual pace."""
    fresh = path.with_suffix(".new")
    fresh.write_text(str(at.timestamp() - time.time()))
    fresh.replace(path)
