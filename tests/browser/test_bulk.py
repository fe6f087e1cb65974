"""Many actions at once, as a chair and the business unit do it: paste, mend, record; hand on what somebody held."""

from typing import Any

import pytest

from partnership.models import Body, Person
from subgroups.models import Action
from tests.browser.window import DESK, PHONE, Window
from tests.factories import TODAY

pytestmark = pytest.mark.slow
UNIT = "cal.specimen@dudley.example"
CHAIR = "mina.madeup@dudley-mbc.example"  # of Neglect
TABLE = """\
No.\tAction\tOwner\tMeasure of success\tBy when\tRAG
1\tShare the neglect tool with every school\tWMP\tAll 105 schools have it and use it\t4/12/2026\tG
2\tBrief the head teachers on the thresholds\tDudley MBC\tNine of ten heads came to a briefing\t18 Dec 2026\tA
3\tWrite down who is rung at night\tDudley Metropolitan Borough\tThe list hangs in every front office\tASAP\tR
4\tAsk the hospital for its figures on missed appointments\tBlack Country ICB\t\t31/2/2027\tG
5\t"Agree one form
for all referrals"\tDudley MBC, Mina Madeup\tOne form is in use\t2027-02-12\tG
"""


def both_widths(window: Window, name: str) -> None:
    """The page is sound at a desk and on a phone."""
    window.check(name, DESK, PHONE)
    window.resize(DESK)


def test_a_chair_pastes_a_table_mends_it_and_records_it(window: Any) -> None:
    chair = window(CHAIR)
    chair.go(Body.objects.get(code="NEG").get_absolute_url())
    chair.follow("Record many actions from a table")
    both_widths(chair, "many-empty")

    chair.type("Paste the table", TABLE)
    chair.press("Show what would be recorded")
    chair.sees("3 lines ready, 2 need mending")
    both_widths(chair, "many-refusals")

    chair.page.locator("#line-4-due").fill("12 March 2027")
    chair.page.locator("#line-4-owner").fill("Dudley MBC")
    chair.press("Check again")
    chair.page.locator("#line-5-due").fill("26/2/2027")
    chair.page.locator("#line-5-measure").fill("The figures of the last four quarters lie before the group")
    chair.press("Check again")
    chair.sees("5 lines ready")
    both_widths(chair, "many-ready")

    chair.press("Record 5 actions")
    chair.sees("5 actions of Neglect")
    both_widths(chair, "many-recorded")
    assert Action.objects.filter(title="Agree one form").exists()


def test_lines_that_are_left_out_are_kept(window: Any) -> None:
    chair = window(CHAIR)
    chair.go("/actions/many/")
    chair.choose("Body that asks for them", "Neglect")
    chair.type("Paste the table", TABLE)
    chair.press("Show what would be recorded")
    chair.press("Record the 3 actions that are ready")
    chair.sees("2 lines left out")
    both_widths(chair, "many-left-out")
    chair.follow("Mend them now")
    both_widths(chair, "many-rest")


def test_the_business_unit_hands_on_what_somebody_holds_and_what_a_closed_agency_held(window: Any) -> None:
    unit = window(UNIT)
    held = Person.objects.filter(actions__is_live=True, agency__slug="west-midlands-police").distinct()
    leaver = max(held, key=lambda person: person.actions.filter(is_live=True).count())
    unit.go(f"{leaver.get_absolute_url()}shut-out/")
    unit.follow("Hand them on now")
    both_widths(unit, "hand-on-person")
    unit.press("Hand on what is ticked")
    unit.sees("Write why it is handed on")
    unit.said.clear()  # the console repeats the status; that is no fault of the page
    both_widths(unit, "hand-on-person-error")
    unit.choose("Who takes on what is ticked?", "The agency’s lead")
    unit.type("Why", "Left the force")
    unit.press("Hand on what is ticked")
    unit.sees("handed on. Each new holder gets one mail.")
    both_widths(unit, "hand-on-person-done")

    unit.go("/agencies/west-midlands-police/close/")
    both_widths(unit, "agency-close")
    unit.pick_date("Last day", TODAY)
    unit.type("Why it closed", "Merged into one force")
    unit.choose("Who carries on", "Dudley Metropolitan Borough Council")
    unit.press("Close the agency")
    unit.sees("West Midlands Police holds")
    both_widths(unit, "hand-on-agency")
    unit.press("Hand on what is ticked")
    unit.sees("handed on")
    assert not Action.objects.filter(is_live=True, lead_agency__slug="west-midlands-police").exists()
