"""Worlds for the tests of this folder, and how much they are asked for: a short version, or all of it."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.chaos.sink import Sink
from tests.chaos.world import World, services

FULL = os.environ.get("PORTAL_CHAOS") == "full"
# script/test says so where PostgreSQL and Redis are not wanted or cannot be had.
WITH_SERVICES = os.environ.get("PORTAL_CHAOS_SERVICES", "1") != "0" and not services.missing()
WORLDS = ["services", "one machine"] if WITH_SERVICES else ["one machine"]


Say = Callable[[str], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one world stay together where tests are shared out to several processes."""
    for item in items:
        kind = getattr(item, "callspec", None) and item.callspec.params.get("world")  # type: ignore[attr-defined]
        if kind or "worlds" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group(kind or WORLDS[0]))


@pytest.fixture
def say(record_property: Callable[[str, object], None]) -> Say:
    """Puts a line of figures under the report of the whole run."""
    return lambda words: record_property("figures", words)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The figures that tests gave, whatever process they ran in."""
    lines = [
        str(words)
        for report in [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
        for name, words in report.user_properties
        if name == "figures" and report.when == "call"
    ]
    if lines:
        terminalreporter.write_sep("=", "figures of the chaos")
        for line in lines:
            terminalreporter.write_line(line)


@pytest.fixture
def sink() -> Iterator[Sink]:
    with Sink() as server:
        yield server


@pytest.fixture(scope="session")
def worlds() -> Iterator[dict[str, World]]:
    """The worlds of this run by kind. Each is made once, with tables and a cast, and ends with all its processes."""
    with contextlib.ExitStack() as ends:
        yield Worlds(ends)


class Worlds(dict[str, World]):
    """Makes a world when it is first asked for."""

    def __init__(self, ends: contextlib.ExitStack) -> None:
        super().__init__()
        self.ends = ends

    def __missing__(self, kind: str) -> World:
        # Not under pytest's own folder: PostgreSQL runs as somebody else, and must be able to walk there.
        folder = tempfile.TemporaryDirectory(prefix="portal-chaos-", ignore_cleanup_errors=True)
        path = Path(self.ends.enter_context(folder))
        pace = {
            "PORTAL_CHAOS_CHASE": "20" if FULL and kind == "services" else "4",
            "PORTAL_CHAOS_PEOPLE": "400" if FULL else "12",
        }
        world = World(path, kind == "services", self.ends.enter_context(Sink()), pace)
        self.ends.callback(world.close)
        world.open()
        world.call("make_tables", seconds=300)
        world.call("make_cast", people=int(pace["PORTAL_CHAOS_PEOPLE"]), seconds=300)
        self[kind] = world
        return world


@pytest.fixture(params=WORLDS)
def world(request: pytest.FixtureRequest, worlds: dict[str, World]) -> Iterator[World]:
    """A portal as it is run in production, and one on a single machine."""
    made = worlds[request.param]
    yield made
    made.rest()
