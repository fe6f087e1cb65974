"""Eight at once on one record: no text is lost, who comes second is told and keeps both texts, and one thing is done
by one of them."""

import time
from collections import Counter

import pytest

from tests.chaos.conftest import FULL, Say
from tests.chaos.world import World

CLIENTS = 8


def times(world: World, what: str) -> int:
    if not FULL:
        return 20 if what == "item" else 8
    return 500 if world.with_services else 100


@pytest.mark.parametrize("what", ["item", "action", "section"])
def test_no_edit_of_eight_at_once_is_lost(what: str, world: World, say: Say) -> None:
    begun, each = time.monotonic(), times(world, what)
    pk = world.call("make_shared")[what]
    told = world.calls(
        [("edit", {"what": what, "pk": pk, "client": client, "times": each}) for client in range(CLIENTS)],
        seconds=1500,
    )
    table, column = {
        "item": ("subgroups_agendaitem", "notes"), "action": ("subgroups_action", "what"),
        "section": ("reports_section", "body"),
    }[what]  # fmt: skip
    words = Counter(world.rows(f"SELECT {column} FROM {table} WHERE id = {pk}")[0][0].split())
    words.pop("first", None)
    stale = sum(one["stale"] for one in told)
    assert len(words) == CLIENTS * each and set(words.values()) == {1}
    assert sum(one["saved"] for one in told) == CLIENTS * each
    assert not any(one["without both texts"] for one in told)
    say(
        f"{what}: {CLIENTS} clients x {each} edits, {len(words)} of {CLIENTS * each} texts kept, "
        f"{stale} conflicts shown with both texts; {time.monotonic() - begun:.0f} s"
    )


def test_of_eight_who_close_one_action_at_once_one_does(world: World) -> None:
    pk = world.call("make_claimed")
    at = time.time() + 1
    won = world.calls([("close_at", {"pk": pk, "client": client, "at": at}) for client in range(CLIENTS)])
    assert sorted(won) == [False] * 7 + [True]
    assert world.count(f"subgroups_actionmove WHERE action_id = {pk} AND move = 'close'") == 1


def test_of_eight_who_sign_at_once_each_office_does_once(world: World) -> None:
    pk = world.call("make_edition")
    at = time.time() + 1
    won = world.calls([("sign_at", {"pk": pk, "client": client, "at": at}) for client in range(CLIENTS)])
    said = world.call("signed", pk=pk)
    assert sum(won) == 4 == len(set(said["offices"])) == len(said["offices"])
    assert (said["status"], said["files"], said["same text"]) == ("signed", 1, True)


ADVICE = " ".join(
    f"{field}:{key}"
    for field, keys in {
        "measure": "no-measure yardstick effort nothing-seen",
        "what": "several yardstick effort",
        "due_on": "no-date past distant weekend",
        "holder": "nobody",
    }.items()
    for key in keys.split()
)


def test_a_page_shows_both_texts_to_who_comes_second(world: World) -> None:
    pk = world.call("make_shared")["action"]
    reference = world.rows(f"SELECT reference FROM subgroups_action WHERE id = {pk}")[0][0]
    path = f"/actions/{reference}/change/"
    world.start_web()
    email = world.rows("SELECT email FROM partnership_person WHERE name = 'Business unit'")[0][0]
    first, second = world.browser(), world.browser()
    for browser in (first, second):
        browser.sign_in(email, world.password)
    mine, theirs = first.open_form(path), second.open_form(path)
    # What could be clearer was pointed out already, to both.
    seen = {"advice_seen": ADVICE}
    assert first.send(path, {**mine, **seen, "what": "The first text"}).status == 302
    refused = second.send(path, {**theirs, **seen, "what": "The second text"})
    assert refused.status == 409
    assert "The first text" in refused.text and "The second text" in refused.text
    assert world.rows(f"SELECT what FROM subgroups_action WHERE id = {pk}")[0][0] == "The first text"
