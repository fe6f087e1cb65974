"""What the script adds: words are saved as they are typed, and come back after a lost session. Nothing needs it: a
meeting is run just as well with one button."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from partnership.kit.dates import at_hour
from subgroups.models import AgendaItem, Meeting
from tests.browser.conftest import PASSWORD
from tests.browser.window import Window
from tests.factories import TODAY

CHAIR = "mina.madeup@dudley-mbc.example"
AGENCY_LEAD = "gethin.madeup@west-midlands-police.example"
THURSDAY = TODAY + dt.timedelta(days=3)  # Neglect meets
UPDATE = "What has happened since the last update"


@pytest.fixture
def on_the_day(clock: Any) -> Meeting:
    """Neglect meets now."""
    clock.move_to(at_hour(THURSDAY, 10, 5).astimezone(dt.UTC))
    return Meeting.objects.get(body__code="NEG", on=THURSDAY)


@pytest.fixture
def run(window: Callable[..., Window], on_the_day: Meeting) -> Callable[..., Window]:
    """The chair opens the live page at its fourth item."""
    item = list(AgendaItem.objects.filter(meeting=on_the_day).order_by("place", "pk"))[3]

    def open_it(**how: Any) -> Window:
        chair = window(CHAIR, **how)
        chair.go(f"{on_the_day.get_absolute_url()}run/?item={item.pk}")
        return chair

    return open_it


def notes(window: Window) -> Any:
    return window.page.locator("textarea[name=notes]")


def saved(window: Window) -> Any:
    return window.page.locator("[data-saved]")


def test_notes_are_saved_while_one_types_and_say_when(run: Any) -> None:
    chair = run()
    notes(chair).press_sequentially("Four of ten cases had no dental check.")
    expect(saved(chair)).to_have_text("saved 10:05")
    chair.page.reload()
    expect(notes(chair)).to_have_value("Four of ten cases had no dental check.")
    assert not chair.said


def test_a_tap_saves_at_once_and_the_quorum_follows(run: Any) -> None:
    chair = run()
    for name in ("Dudley MBC", "West Midlands Police", "Black Country ICB"):
        chair.page.get_by_role("group", name=name, exact=True).get_by_label("Here").check()
    expect(chair.page.locator("#quorum")).to_contain_text("3 of 11 filled seats at the table")
    expect(chair.page.locator("#quorum")).not_to_contain_text("Not yet quorate")
    chair.page.reload()
    expect(chair.page.locator("#quorum")).to_contain_text("3 of 11 filled seats at the table")


def test_two_people_at_one_item_lose_nothing(run: Any) -> None:
    """The second to save is told; what they typed stays in front of them beside what now stands."""
    chair, other = run(), run()
    notes(chair).fill("As the chair heard it.")
    expect(saved(chair)).to_contain_text("saved")
    notes(other).fill("As somebody else heard it.")
    expect(saved(other)).to_contain_text("not saved")
    other.said.clear()  # the console repeats the status 409 of the refused save
    other.press("Save")
    expect(notes(other)).to_have_value("As somebody else heard it.")
    other.sees("As the chair heard it.")
    other.said.clear()
    other.check("meeting-live-saved-by-another")


def test_typed_words_come_back_after_a_lost_session(window: Any, clock: Any) -> None:
    """Half an hour passes over an update that nobody sent."""
    lead = window()
    lead.page.goto("/")
    lead.sign_in(AGENCY_LEAD, PASSWORD)
    lead.page.get_by_role("table", name="Outstanding").locator(".app-what").first.click()
    lead.follow("Add an update")
    form = lead.path
    lead.type(UPDATE, "Two stations have the prompt, two wait for the supplier.")
    lead.page.get_by_label("At risk").check()
    clock.move_to(at_hour(TODAY, 10, 45).astimezone(dt.UTC))
    lead.press("Add the update")
    assert lead.path == "/account/login/"
    lead.sees("You were signed out because nothing happened for half an hour")
    lead.sign_in(AGENCY_LEAD, PASSWORD)
    assert lead.path == form
    lead.sees("you typed something here that was not saved")
    expect(lead.input(UPDATE)).to_have_value("")
    lead.check("kept-words")
    lead.press("Put it back")
    expect(lead.input(UPDATE)).to_have_value("Two stations have the prompt, two wait for the supplier.")
    expect(lead.page.get_by_label("At risk")).to_be_checked()
    lead.press("Add the update")
    lead.sees("Your update is on the record")
    lead.page.goto(form)
    expect(lead.page.locator(".app-offer")).to_have_count(0)


def test_kept_words_are_never_shown_to_somebody_else(window: Any, clock: Any) -> None:
    lead = window()
    lead.page.goto("/")
    lead.sign_in(AGENCY_LEAD, PASSWORD)
    lead.page.get_by_role("table", name="Outstanding").locator(".app-what").first.click()
    lead.follow("Add an update")
    form = lead.path
    lead.type(UPDATE, "Only I know this yet.")
    clock.move_to(at_hour(TODAY, 10, 45).astimezone(dt.UTC))
    lead.press("Add the update")
    lead.sign_in("bea.notreal@west-midlands-police.example", PASSWORD)
    lead.page.goto(form)
    expect(lead.page.locator(".app-offer")).to_have_count(0)
    assert "Only I know this yet." not in lead.page.content()
    assert lead.page.evaluate("JSON.stringify(sessionStorage)") == "{}"


def test_signing_out_takes_kept_words_along(window: Any) -> None:
    lead = window(AGENCY_LEAD)
    lead.go("/")
    lead.page.get_by_role("table", name="Outstanding").locator(".app-what").first.click()
    lead.follow("Add an update")
    lead.type(UPDATE, "Not yet ready.")
    lead.page.wait_for_timeout(600)
    assert "Not yet ready." in lead.page.evaluate("JSON.stringify(sessionStorage)")
    lead.press("Sign out")
    assert lead.page.evaluate("sessionStorage.length") == 0


def test_a_meeting_is_run_without_a_script(run: Any) -> None:
    chair = run(script=False)
    notes(chair).fill("Four of ten cases had no dental check.")
    for name in ("Dudley MBC", "West Midlands Police", "Black Country ICB"):
        chair.page.get_by_role("group", name=name, exact=True).get_by_label("Here").check()
    chair.page.get_by_role("group", name="Dudley CVS", exact=True).get_by_label("Apologies").check()
    chair.press("Save")
    expect(notes(chair)).to_have_value("Four of ten cases had no dental check.")
    expect(saved(chair)).to_have_text("saved 10:05")
    expect(chair.page.locator("#quorum")).to_contain_text("3 of 11 filled seats at the table")
    expect(chair.page.locator("#marked")).to_contain_text("4 of 11")

    chair.press("Next item")
    expect(notes(chair)).to_have_value("")
    chair.follow("Add a decision")
    chair.type("What was decided", "The audit is read again in May")
    chair.type("Reasons", "Six of the ten are still open.")
    chair.press("Record the decision")
    chair.sees("The audit is read again in May")
    chair.press("End the meeting")
    chair.press("End the meeting")
    chair.sees("The meeting is ended. Draft minutes come next")
    assert not chair.said
