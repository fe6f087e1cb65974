"""The thread that the portal is for, walked as persons walk it: by clicking and typing, from a meeting that is planned
to an action that made a difference, and from a draft to a report that is signed and published."""

import datetime as dt
import email
import email.policy
import hashlib
import re
from pathlib import Path
from typing import Any

import page as validation
import pytest
from playwright.sync_api import expect

from partnership.kit.dates import at_hour
from tests.browser.conftest import PASSWORD, Example, run_schedule
from tests.browser.window import DESK, PHONE, Window
from tests.factories import PDF

pytestmark = pytest.mark.slow
UNIT = "cal.specimen@dudley.example"
CHAIR = "mina.madeup@dudley-mbc.example"
MEMBER = "olive.fictional@dudley-group.example"
POLICE_LEAD = "bea.notreal@west-midlands-police.example"
INDEPENDENT_CHAIR = "ines.fictional@independent.example"
PARTNERS = {
    "the council": "ivor.sample@dudley-mbc.example",
    "the ICB": "hettie.example@black-country-icb.example",
    "the police": "zelda.invented@west-midlands-police.example",
}
MEETS = dt.date(2026, 12, 2)
DUE = dt.date(2026, 12, 18)
FIRST_STEP = dt.date(2026, 12, 4)  # ten working days before
NOTE = "The group read twelve cases. In five the officer on the spot did not know whom to ring."
DECISION = "Every response officer carries the number of the front door"
ACTION = "Put the front door’s number on every officer’s card"
IMPACT = "so that an officer who is worried about a child rings the front door from the doorstep"


@pytest.fixture
def at(clock: Any) -> Any:
    """Let it be a clock time on a day."""
    return lambda day, hour, minute=0: clock.move_to(at_hour(day, hour, minute).astimezone(dt.UTC))


def seat(window: Window, name: str) -> Any:
    """The row of buttons for a seat on the live page."""
    return window.page.get_by_role("group", name=name, exact=True)


def tap(window: Window, name: str, mark: str) -> None:
    """Mark a seat and wait until the page says that it is saved."""
    seat(window, name).get_by_label(mark, exact=True).check()


def wait_until_saved(window: Window) -> None:
    expect(window.page.locator("[data-saved]")).to_contain_text("saved")
    expect(window.page.locator(".app-saved--failed")).to_have_count(0)


def letters_to(person: str, mails: Path) -> list[str]:
    """The plain words of the mails in the folder, the latest last."""
    found = []
    for path in sorted(mails.iterdir()):
        for raw in path.read_bytes().split(b"-" * 79 + b"\n"):
            mail = email.message_from_bytes(raw, policy=email.policy.default)
            if mail["To"] and person in mail["To"]:
                part = mail.get_body(("plain",))
                assert part is not None
                found.append(part.get_content())
    return found


def test_from_a_planned_meeting_to_a_closed_action(window: Any, at: Any, example: Example, portal: str) -> None:
    unit, chair, member, lead = (window() for _ in range(4))

    # Monday: the business unit plans a meeting and issues its agenda.
    unit.page.goto("/")
    unit.sign_in(UNIT, PASSWORD)
    unit.follow("Plan a meeting")
    unit.choose("Body", "Neglect sub group")
    unit.pick_date("Date", MEETS)
    unit.type("Starts at", "10:00")
    unit.type("Ends at", "11:30")
    unit.type("Place", "Council House, Dudley")
    unit.press("Plan the meeting")
    unit.sees("is planned")
    unit.follow("Add an item")
    unit.type("Title", "What officers do at the door")
    unit.page.get_by_label("For decision").check()
    unit.press("Add the item")
    unit.follow("Issue the agenda")
    unit.press("Issue the agenda")
    unit.sees("The agenda is issued")
    unit.sees("Open actions")
    meeting = unit.path
    unit.check("walk-1-agenda-issued")

    # A member answers that she comes.
    member.page.goto(meeting)
    member.sign_in(MEMBER, PASSWORD)
    assert member.path == meeting, "signing in leads to the page that was asked for"
    member.follow("Say whether you come")
    member.page.get_by_label("I am coming").check()
    member.press("Send the answer")
    member.sees("Your answer is noted")
    member.check("walk-2-member-comes")

    # On the day the chair runs the meeting.
    at(MEETS, 10, 2)
    chair.page.goto("/")
    chair.sign_in(CHAIR, PASSWORD)
    chair.follow("Neglect", within=".app-week")
    chair.follow("Run the meeting")
    for name in ("Dudley MBC", "West Midlands Police", "Black Country ICB"):
        tap(chair, name, "Here")
    wait_until_saved(chair)
    expect(chair.page.locator("#quorum")).to_contain_text("Quorate")
    chair.page.get_by_role("link", name=re.compile("What officers do at the door")).first.click()
    notes = chair.page.get_by_label("Notes for the minutes")
    notes.click()
    notes.press_sequentially(NOTE)
    wait_until_saved(chair)
    chair.check("walk-3-live")
    chair.page.reload()
    expect(notes).to_have_value(NOTE)
    expect(seat(chair, "West Midlands Police").get_by_label("Here")).to_be_checked()

    chair.follow("Add a decision")
    chair.type("What was decided", DECISION)
    chair.type("Reasons", "In five of twelve cases nobody knew whom to ring.")
    chair.press("Record the decision")
    chair.sees(DECISION)
    chair.page.get_by_role("link", name=re.compile("Add its action")).click()
    chair.type("Short name", ACTION)
    chair.type("What will be done", "Print the number on the card that every response officer carries.")
    chair.type("Measure of success", "Ten officers, asked without warning, can show the number.")
    chair.pick_date("Due date", DUE)
    chair.choose("Agency that holds it", "West Midlands Police")
    chair.choose("Person who holds it", "Bea Notreal")
    chair.press("Record the action")
    chair.sees("is recorded")
    reference = re.search(r"NEG-2026-\d{3}", chair.page.content())
    assert reference
    chair.check("walk-4-action")

    run_schedule()
    before = letters_to(POLICE_LEAD, example.folder / "mails")
    assert any(reference.group() in letter for letter in before), "whoever is given an action is told at once"

    # The first step of the ladder: ten working days before it is due.
    at(FIRST_STEP, 7, 1)
    run_schedule()
    run_schedule()
    letters = letters_to(POLICE_LEAD, example.folder / "mails")
    assert len(letters) == len(before) + 1, "one digest a day, however often the schedule runs"
    assert ACTION in letters[-1]
    told = re.search(rf"{re.escape(ACTION)}\n(?:  .*\n){{0,3}}?\s+({re.escape(portal)}/told/\d+/)", letters[-1])
    assert told, letters[-1]

    at(FIRST_STEP, 9)
    unit.page.goto("/")
    unit.sign_in(UNIT, PASSWORD)
    unit.follow("Chases")
    unit.sees(reference.group())
    unit.follow("Mails")
    unit.page.get_by_role("row").filter(has_text="Bea Notreal").first.get_by_role("link").first.click()
    unit.sees(ACTION)
    unit.check("walk-5-mail")

    # The police lead follows the link in the mail, answers with evidence and claims it complete.
    lead.page.goto(told.group(1))
    lead.sign_in(POLICE_LEAD, PASSWORD)
    assert lead.path == f"/actions/{reference.group()}/"
    lead.go("/")
    expect(lead.page.get_by_role("table", name="Outstanding")).to_contain_text(ACTION)
    lead.follow(ACTION)
    lead.follow("Add an update")
    lead.type("What has happened since the last update", "The cards are printed; two of four stations have them.")
    lead.page.get_by_label("On track").check()
    lead.page.get_by_label("Evidence").set_input_files(
        {"name": "card.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    lead.press("Add the update")
    lead.sees("Your update is on the record")
    with lead.page.expect_download() as download:
        lead.page.get_by_role("link", name=re.compile("card.pdf")).first.click()
    assert Path(download.value.path()).read_bytes() == PDF
    at(dt.date(2026, 12, 11), 15)
    lead.page.goto(f"/actions/{reference.group()}/")
    lead.sign_in(POLICE_LEAD, PASSWORD)
    lead.follow("Claim complete")
    lead.type("What difference did it make?", IMPACT)
    lead.press("Claim complete")
    lead.sees("waits for a second person to close it")
    expect(lead.page.get_by_role("link", name="Close it")).to_have_count(0)
    lead.check("walk-6-claimed")

    # The chair is the second person.
    at(dt.date(2026, 12, 14), 9)
    chair.page.goto("/")
    chair.sign_in(CHAIR, PASSWORD)
    row = chair.page.get_by_role("row").filter(has_text=ACTION)
    row.get_by_role("link", name=re.compile("Close or return")).click()
    chair.follow("Close it")
    expect(chair.page.get_by_label("Difference it made")).to_have_value(re.compile(IMPACT))
    chair.press("Close it")
    chair.sees(f"{reference.group()} is closed")
    thread = chair.page.locator(".app-thread")
    for words in ("NEG-D-2026", "card.pdf", "so that"):
        expect(thread).to_contain_text(words)
    chair.check("walk-7-closed")


def sign(window: Window, who: str, report: str, *, pictured: str = "") -> None:
    """Find the report on the home page, prove again who one is, and sign."""
    window.page.goto("/")
    window.sign_in(who, PASSWORD)
    window.page.locator(".app-main").get_by_role("link", name=re.compile(re.escape(report))).first.click()
    window.follow("Sign this edition")
    assert window.path == "/account/confirm/", "signing asks once more for the password"
    window.type("Password", PASSWORD)
    window.press("Confirm")
    window.page.get_by_label("I have read this edition").check()
    window.page.get_by_label("It gives a fair account").check()
    if pictured:
        window.check(pictured, DESK, PHONE)
        window.resize(DESK)
    window.press("Sign")
    window.sees("Signed")


def test_from_a_draft_to_a_report_that_is_signed_and_published(window: Any, at: Any, example: Example) -> None:
    unit, chair = window(), window()
    unit.page.goto("/")
    unit.sign_in(UNIT, PASSWORD)
    unit.follow("Reports")
    unit.page.locator(".app-main").get_by_role("link", name=re.compile("adult", re.I)).first.click()
    title = unit.page.locator("h1").inner_text()
    report = unit.path
    unit.follow("Approve and freeze")
    unit.type("Note", "Agreed by the board")
    unit.press("Approve and freeze")
    unit.sees("Approved. The edition is frozen and its PDF is being made.")
    run_schedule()
    unit.page.reload()
    unit.sees("SHA-256 of the PDF for signature")
    unit.check("walk-8-approved")

    sign(chair, INDEPENDENT_CHAIR, title, pictured="walk-9-sign")
    chair.check("walk-9-signed-by-chair")
    expect(chair.page.get_by_role("link", name="Publish")).to_have_count(0)
    for who in PARTNERS.values():
        partner = window()
        sign(partner, who, title)
        partner.close()
    run_schedule()

    unit.go(report)
    unit.follow("Publish")
    unit.press("Publish the signed edition")
    unit.sees("Published")
    unit.check("walk-10-published")
    sums = {seal.replace(" ", "").replace("\n", "") for seal in unit.page.locator(".app-seal").all_inner_texts()}
    with unit.page.expect_download() as download:
        unit.page.get_by_role("link", name="PDF", exact=True).first.click()
    pdf = Path(download.value.path()).read_bytes()
    assert hashlib.sha256(pdf).hexdigest() in sums, "the file is the one whose checksum stands on the page"
    assert_tagged(pdf)


def assert_tagged(pdf: bytes) -> None:
    """Anybody can read it with any aid: PDF/UA-1, as page-validation judges it."""
    failures = validation.validate_pdf_bytes(pdf, profile="ua1").failures
    assert not [f"{failure.rule_id}: {failure.message}" for failure in failures]
