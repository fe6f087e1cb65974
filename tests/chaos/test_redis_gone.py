"""Redis gone for good: people sign in, read and save; what was to be sent waits, and goes out once it is back."""

import datetime as dt
import signal
from collections.abc import Iterator

import pytest

from tests.chaos.conftest import WORLDS
from tests.chaos.world import World


@pytest.fixture
def world(worlds: dict[str, World]) -> Iterator[World]:
    made = worlds[WORLDS[0]]
    yield made
    made.rest()


def stop_redis(world: World) -> None:
    """On one machine there is no Redis: its jobs' file is taken away instead."""
    if world.redis is not None:
        world.redis.stop(signal.SIGKILL)
    else:
        for path in world.data.glob("broker.sqlite3*"):
            path.unlink()


def test_without_redis_people_work_on_and_nothing_is_lost(world: World) -> None:
    email = world.rows("SELECT email FROM partnership_person WHERE name = 'Business unit'")[0][0]
    world.turn(dt.datetime(2027, 6, 7, 8, tzinfo=dt.UTC))
    reference = world.call("owe", due_on="2027-06-21")
    chases = f"partnership_chase WHERE reference = '{reference}'"
    world.start_web()
    for number in range(2):
        world.start_worker(number)
        world.start_beat(number)
    stop_redis(world)
    world.turn(dt.datetime(2027, 6, 8, 8, tzinfo=dt.UTC))

    browser = world.browser()
    browser.sign_in(email, world.password)
    assert browser.get("/").status == 200
    saved = browser.post(f"/actions/{reference}/update/", text="Half of it is done", judgement="on_track")
    assert saved.status == 302
    assert world.count("subgroups_actionupdate WHERE text = 'Half of it is done'") == 1
    assert browser.get(f"/actions/{reference}/").status == 200
    if world.redis is not None:
        assert browser.get("/readyz").status == 503
        assert not world.count(chases)
        world.redis.start()

    def is_told() -> bool:
        world.restart_the_fallen()
        return world.count(chases) == 1 and not world.count("partnership_notice WHERE status <> 'sent'")

    world.wait(is_told, "the step was taken and told once Redis was back", seconds=120)
    world.wait(lambda: browser.get("/readyz").status == 200, "the portal says that it is ready", seconds=60)
