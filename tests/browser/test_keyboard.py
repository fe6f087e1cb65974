"""Nobody needs a mouse: an agency lead by keyboard alone, the skip link, the focus, errors that lead to fields."""

import datetime as dt
import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD
from tests.browser.window import PHONE, Window
from tests.factories import TODAY

AGENCY_LEAD = "gethin.madeup@west-midlands-police.example"
WHERE = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect();
  const seen = getComputedStyle(e);
  const parent = getComputedStyle(e.closest("label, .govuk-radios__item, .govuk-checkboxes__item") || e);
  return {
    words: (e.labels && e.labels.length ? e.labels[0].textContent : e.textContent || e.value || "").trim(),
    ringed: seen.outlineStyle !== "none" && parseFloat(seen.outlineWidth) > 0 || seen.boxShadow !== "none"
      || seen.backgroundColor === "rgb(255, 221, 0)" || parent.boxShadow !== "none",
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


def tab_to(window: Window, words: str, most: int = 90) -> None:
    """Press Tab until the thing with these words has the focus; every stop on the way must be seen."""
    for _ in range(most):
        window.page.keyboard.press("Tab")
        at = window.page.evaluate(WHERE)
        assert at is not None, f"the focus left the page before “{words}”"
        assert at["ringed"], f"nobody sees that “{at['words']}” has the focus"
        assert at["inside"], f"“{at['words']}” has the focus outside the window"
        if re.search(rf"^{re.escape(words)}", at["words"]):
            return
    raise AssertionError(f"“{words}” was not reached in {most} steps")


def focused(page: Page) -> Any:
    return page.locator("*:focus")


def test_an_agency_lead_updates_an_action_by_keyboard_alone(window: Any) -> None:
    lead = window()
    keys = lead.page.keyboard
    lead.page.goto("/")
    tab_to(lead, "E-mail address")
    keys.type(AGENCY_LEAD)
    tab_to(lead, "Password")
    keys.type(PASSWORD)
    keys.press("Enter")
    expect(lead.page.locator("h1")).to_contain_text("late")

    # Past the frame in one step, then to the first thing that is late.
    tab_to(lead, "Skip to main content", most=1)
    keys.press("Enter")
    assert lead.page.url.endswith("#main")
    title = lead.page.get_by_role("table", name="Outstanding").locator(".app-what").first.inner_text()
    tab_to(lead, title, most=4)
    keys.press("Enter")
    expect(lead.page.locator("h1")).to_have_text(title)
    tab_to(lead, "Add an update")
    keys.press("Enter")
    expect(lead.page.locator("h1")).to_have_text("Add an update")
    tab_to(lead, "What has happened since the last update")
    keys.type("The last two stations have the prompt since this morning.")
    tab_to(lead, "On track", most=2)
    keys.press("Space")
    expect(lead.page.get_by_label("On track")).to_be_checked()
    tab_to(lead, "Add the update", most=4)
    keys.press("Enter")
    lead.sees("Your update is on the record")
    lead.sees("The last two stations have the prompt since this morning.")


def test_a_partner_answers_for_an_action_on_a_phone_by_keyboard_alone(window: Any) -> None:
    """From the agency's page: this is not ours, taken back, and given to a colleague who is invited."""
    lead = window(AGENCY_LEAD, width=PHONE)
    keys = lead.page.keyboard
    lead.go("/")
    title = lead.page.get_by_role("table", name="Outstanding").locator(".app-what").first.inner_text()
    tab_to(lead, title)
    tab_to(lead, "Add an update", most=2)
    tab_to(lead, "More", most=2)
    keys.press("Enter")
    tab_to(lead, "This is not ours", most=5)
    lead.check("home-agency-lead-more")
    keys.press("Enter")
    expect(lead.page.locator("h1")).to_have_text("This is not ours")
    lead.check("action-not-ours")
    tab_to(lead, "Why is it not yours?")
    keys.type("The screening tool belongs to the front door, which we do not run.")
    tab_to(lead, "Tell the chair")
    keys.press("Enter")
    lead.sees("Waits for the chair since")
    lead.check("action-waits")
    tab_to(lead, "Take this back")
    keys.press("Enter")
    expect(lead.page.locator("h1")).to_have_text("It is ours after all")
    tab_to(lead, "Take it back")
    keys.press("Enter")
    lead.sees("It is yours again")

    tab_to(lead, "Give it to a colleague")
    keys.press("Enter")
    expect(lead.page.locator("h1")).to_have_text("Give it to a colleague")
    lead.check("action-delegate")
    # The radios are one stop: the arrow up from the first goes round to the last, the colleague who is not here.
    lead.page.get_by_label("A colleague who is not here yet").focus()
    keys.press("Space")
    tab_to(lead, "Name", most=2)
    keys.type("Bryn Invented")
    tab_to(lead, "E-mail address at work", most=2)
    keys.type("bryn.invented@west-midlands-police.example")
    tab_to(lead, "Give it to them")
    keys.press("Enter")
    lead.sees("Bryn Invented holds")


def test_advice_comes_while_an_action_is_typed_and_never_blocks(window: Any) -> None:
    chair = window("mina.madeup@dudley-mbc.example")
    chair.go("/actions/new/")
    chair.type("Short name", "Better joint working")
    chair.type("What will be done", "Ensure that visits are joint")
    chair.type("Measure of success", "Improve joint working")
    chair.input("Short name").focus()
    chair.sees("says what is hoped for")
    chair.check("action-new-advice")
    chair.choose("Body that asks for it", "Neglect")
    chair.pick_date("Due date", TODAY + dt.timedelta(days=31))
    chair.choose("Agency that holds it", "West Midlands Police")
    chair.press("Record the action")
    chair.sees("Nothing is saved yet")
    chair.check("action-new-advised")
    chair.press("Record it all the same")
    chair.sees("is recorded")


def test_advice_is_given_without_a_script_too(window: Any) -> None:
    chair = window("mina.madeup@dudley-mbc.example", script=False)
    chair.go("/actions/new/")
    chair.type("Short name", "Better joint working")
    chair.type("What will be done", "Ensure that visits are joint")
    chair.type("Measure of success", "Improve joint working")
    chair.choose("Body that asks for it", "Neglect")
    chair.pick_date("Due date", TODAY + dt.timedelta(days=31))
    chair.choose("Agency that holds it", "West Midlands Police")
    chair.press("Record the action")
    chair.sees("Nothing is saved yet")
    chair.press("Record it all the same")
    chair.sees("is recorded")


def test_the_partner_s_page_prints_without_buttons(window: Any) -> None:
    lead = window(AGENCY_LEAD)
    lead.go("/")
    lead.page.emulate_media(media="print")
    expect(lead.page.locator(".app-frame__find")).to_be_hidden()
    expect(lead.page.get_by_role("button", name="Print")).to_be_hidden()
    expect(lead.page.locator(".app-do").first).to_be_hidden()
    expect(lead.page.locator(".app-due").first).to_be_visible()
    assert lead.page.pdf(format="A4").startswith(b"%PDF")


@pytest.mark.parametrize("path", ["/", "/actions/", "/meetings/", "/account/"])
def test_the_skip_link_is_first_and_leads_past_the_frame(window: Any, path: str) -> None:
    lead = window(AGENCY_LEAD)
    lead.go(path)
    tab_to(lead, "Skip to main content", most=1)
    lead.page.keyboard.press("Enter")
    expect(focused(lead.page)).to_have_attribute("id", "main")


def test_every_stop_of_a_page_is_seen_and_none_is_a_trap(window: Any) -> None:
    """Once through the action list from top to bottom: 120 stops, each with a ring and in view."""
    lead = window(AGENCY_LEAD)
    lead.go("/actions/")
    tab_to(lead, "Your sign-in", most=120)


def test_errors_get_the_focus_and_lead_to_their_fields(window: Any) -> None:
    lead = window(AGENCY_LEAD)
    lead.go("/")
    lead.page.get_by_role("table", name="Outstanding").locator(".app-what").first.click()
    lead.follow("Add an update")
    lead.press("Add the update")
    assert lead.page.title().startswith("Error: ")
    summary = lead.page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_count(2)
    lead.said.clear()  # the console repeats the status 422 of the refused form
    lead.check("action-update-refused")

    lead.page.keyboard.press("Tab")
    lead.page.keyboard.press("Enter")
    expect(lead.page.get_by_label("What has happened since the last update")).to_be_focused()
    summary.get_by_role("link").nth(1).click()
    expect(lead.page.get_by_label("On track")).to_be_focused()
    described = lead.page.get_by_label("What has happened since the last update").get_attribute("aria-describedby")
    assert described
    said = " ".join(lead.page.locator(f"#{name}").inner_text() for name in described.split())
    assert "Write what has happened" in said


def test_a_date_that_does_not_exist_is_said_at_its_group(window: Any) -> None:
    unit = window("cal.specimen@dudley.example")
    unit.go("/meetings/new/")
    unit.choose("Body", "Neglect sub group")
    group = unit.page.get_by_role("group", name="Date")
    for name, value in (("Day", "31"), ("Month", "2"), ("Year", "2027")):
        group.get_by_label(name).fill(value)
    unit.type("Starts at", "10:00")
    unit.press("Plan the meeting")
    summary = unit.page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(group.get_by_label("Day")).to_be_focused()
    expect(group.get_by_label("Day")).to_have_value("31")
