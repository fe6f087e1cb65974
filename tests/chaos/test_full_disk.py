"""A full disk: pages are read, saves are refused on a clear page that keeps what was typed, nothing is half there, and
with room again everything goes on by itself."""

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.chaos.world import Answered, Browser, World

FULL_DISK = "The disk of the portal is full"


def files(world: World) -> set[Path]:
    root = world.data / "files"
    return {path for path in root.rglob("*") if path.is_file()}


def fill(world: World) -> Callable[[], None]:
    """Fill the disk of a world. Returns what makes room again.

    Where this machine gives us no disk of our own, the web process may not write to any file: the same to it.
    """
    if world.disk.is_own:
        world.disk.fill()
        return world.disk.free
    world.end("web")
    world.start_web(limit=1)

    def free() -> None:
        world.end("web")
        world.start_web()

    return free


def try_until_refused(browser: Browser, path: str, text: str) -> Answered:
    """There may be room left in what the database has taken already: write until there is none."""
    for number in range(300):
        answer = browser.post(path, text=f"{text} {number}", judgement="on_track")
        if answer.status != 302:
            return answer
    raise AssertionError("Nothing was refused.")


@pytest.fixture
def reader(world: World) -> Browser:
    world.start_web()
    email = world.rows("SELECT email FROM partnership_person WHERE name = 'Business unit'")[0][0]
    browser = world.browser()
    browser.sign_in(email, world.password)
    assert browser.get("/").status == 200
    return browser


def test_a_full_disk_leaves_nothing_half_and_heals_by_itself(world: World, reader: Browser) -> None:
    reference = world.call("owe", due_on="2027-09-20")
    path = f"/actions/{reference}/update/"
    before, updates = files(world), world.count("subgroups_actionupdate")
    evidence = {"file": ("minutes.csv", b"what,was,agreed\n" * 20_000)}
    room = fill(world)
    try:
        for page in ("/", f"/actions/{reference}/", path, "/actions/"):
            assert reader.get(page).status == 200, f"{page}\n{world.tails()}"
        refused = reader.post(path, text="What I had typed about it", judgement="on_track", files=evidence)
        assert refused.status == 503
        assert FULL_DISK in refused.text and "What I had typed about it" in refused.text
        assert files(world) == before
        assert world.count("subgroups_actionupdate") == updates

        refused = try_until_refused(reader, path, "A long text that must not get lost. " * 120)
        assert refused.status == 503
        assert "A long text that must not get lost." in refused.text
        assert "Traceback" not in refused.text and "psycopg2" not in refused.text
        for page in ("/", f"/actions/{reference}/"):
            assert reader.get(page).status == 200, f"{page}\n{world.tails()}"
    finally:
        room()
    updates = world.count("subgroups_actionupdate")
    world.wait(lambda: reader.get("/").status == 200, "the portal goes on")
    saved = reader.post(path, text="What I had typed about it", judgement="on_track", files=evidence)
    assert saved.status == 302
    assert world.count("subgroups_actionupdate") == updates + 1
    new = files(world) - before
    assert [one.stat().st_size for one in new] == [len(evidence["file"][1])]
    assert world.rows("SELECT size FROM subgroups_evidence ORDER BY id DESC LIMIT 1")[0][0] == len(evidence["file"][1])


def test_jobs_wait_for_room_and_then_go_on(world: World) -> None:
    world.turn(dt.datetime(2027, 10, 4, 8, tzinfo=dt.UTC))
    reference = world.call("owe", due_on="2027-10-18")
    chases = f"partnership_chase WHERE reference = '{reference}'"
    for number in range(2):
        world.start_worker(number)
    world.turn(dt.datetime(2027, 10, 5, 8, tzinfo=dt.UTC))
    if world.disk.is_own:
        world.disk.fill()
    world.start_beat(0)
    if world.disk.is_own:
        time.sleep(5)
        world.disk.free()

    def is_told() -> bool:
        world.restart_the_fallen()
        return world.count(chases) == 1 and not world.count("partnership_notice WHERE status <> 'sent'")

    world.wait(is_told, "the step was taken once there was room", seconds=120)
