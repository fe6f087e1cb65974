"""What the records say of a year: who came, what was decided, what was promised and kept."""

import datetime as dt

import pytest

from partnership.kit.dates import at_hour
from partnership.models import Agency, Body, Chase, Person, ReportingLine, Telling
from reports import document, selectors
from reports.models import Report
from reports.parts import Table, cell_text
from reports.selectors.actions import standing
from subgroups.models import Action, ActionMove, AgendaItem, Attendance, DateChange, Decision, Meeting
from tests import factories
from tests.reports.conftest import FIRST, LAST

MAY, SEPTEMBER = dt.date(2025, 5, 12), dt.date(2025, 9, 12)


@pytest.fixture
def whole(executive: Body, neglect: Body) -> Report:
    """The report of the whole partnership, not yet saved: selectors only read its period and its body."""
    return Report(title="R", from_on=FIRST, to_on=LAST)


def rows(table: Table, *kinds: str) -> list[list[str]]:
    return [[cell_text(cell) for cell in row.cells] for row in table.rows if not kinds or row.kind in kinds]


def meeting(body: Body, on: dt.date, marks: dict, status: str = Meeting.Status.CONFIRMED) -> Meeting:
    held = factories.make_meeting(body, on, status=status)
    for seat, mark in marks.items():
        Attendance.objects.create(meeting=held, seat=seat, mark=mark)
    return held


# ---- whose records count ----


def test_a_body_counts_with_all_that_report_to_it(
    whole: Report, executive: Body, neglect: Body, exploitation: Body
) -> None:
    below = factories.make_body("TF", parent=neglect)
    whole.body = neglect
    scope = selectors.scope_of(whole)
    assert (scope.head, list(scope.bodies)) == (neglect, [neglect, below])
    assert scope.lines == ((below.pk, neglect.pk),)


def test_the_whole_partnership_is_headed_by_its_executive(whole: Report, executive: Body, exploitation: Body) -> None:
    scope = selectors.scope_of(whole)
    assert scope.head == executive
    assert exploitation in scope.bodies


def test_bodies_closed_before_the_year_and_lines_ended_before_it_do_not_count(
    whole: Report, executive: Body, neglect: Body, exploitation: Body
) -> None:
    Body.objects.filter(pk=exploitation.pk).update(closed_on=dt.date(2025, 1, 1))
    ReportingLine.objects.filter(body=neglect).update(to_on=dt.date(2025, 1, 1))
    scope = selectors.scope_of(whole)
    assert exploitation not in scope.bodies
    assert not scope.lines


# ---- attendance ----


def test_a_deputy_counts_for_the_agency_and_is_shown_apart(
    whole: Report, executive: Body, police: Agency, fire: Agency
) -> None:
    seat, other = factories.make_seat(executive, police), factories.make_seat(executive, fire)
    meeting(executive, MAY, {seat: "deputy", other: "vacant"})
    meeting(executive, SEPTEMBER, {seat: "present", other: "remote"})
    parts = selectors.attendance_parts(selectors.scope_of(whole))
    assert rows(parts.all_table) == [
        ["Statutory partners, together", "1", "1", "0", "0", "0", "2 of 2", "100\u00a0%"],
        ["West Midlands Police", "1", "1", "0", "0", "0", "2 of 2", "100\u00a0%"],
        ["Wider partners, together", "1", "0", "0", "0", "1", "1 of 2", "50\u00a0%"],
        ["West Midlands Fire Service", "1", "0", "0", "0", "1", "1 of 2", "50\u00a0%"],
    ]
    assert [row["marks"] for row in parts.strip.rows] == [["deputy", "present"], ["vacant", "remote"]]


def test_the_best_of_several_seats_speaks_for_an_agency(whole: Report, executive: Body, council: Agency) -> None:
    first, second = factories.make_seat(executive, council), factories.make_seat(executive, council)
    meeting(executive, MAY, {first: "absent", second: "deputy"})
    parts = selectors.attendance_parts(selectors.scope_of(whole))
    assert rows(parts.all_table, "row") == [
        ["Dudley MBC", "0", "1", "0", "0", "0", "1 of 1", "100\u00a0%"],
    ]


def test_cancelled_unrecorded_and_other_years_meetings_are_not_in_the_base(
    whole: Report, executive: Body, police: Agency
) -> None:
    seat = factories.make_seat(executive, police)
    meeting(executive, MAY, {seat: "present"})
    meeting(executive, SEPTEMBER, {seat: "absent"}, status=Meeting.Status.CANCELLED)
    meeting(executive, dt.date(2025, 10, 1), {})
    meeting(executive, dt.date(2024, 10, 1), {seat: "absent"})
    parts = selectors.attendance_parts(selectors.scope_of(whole))
    assert (parts.meetings, parts.cancelled, parts.without_attendance) == (2, 1, 1)
    assert parts.statutory == (1, 1)
    assert "1 cancelled meeting not in the base" in parts.all_table.note
    assert "1 held meeting no attendance is recorded" in parts.all_table.note


def test_an_agency_goes_by_the_name_of_its_day(whole: Report, executive: Body, icb: Agency) -> None:
    icb.names.create(name="The commissioning group", from_on=dt.date(2020, 1, 1), to_on=dt.date(2026, 6, 30))
    meeting(executive, MAY, {factories.make_seat(executive, icb): "present"})
    parts = selectors.attendance_parts(selectors.scope_of(whole))
    assert rows(parts.all_table, "row")[0][0] == "The commissioning group"


def test_a_year_without_meetings_is_said_in_words(whole: Report) -> None:
    parts = selectors.attendance_parts(selectors.scope_of(whole))
    assert not parts.all_table.rows
    assert parts.all_table.empty == "No meeting with recorded attendance was held in the period."
    assert "nothing can be said" in parts.sentence


# ---- seats ----


def test_a_seat_without_a_member_on_the_last_day_is_a_vacancy(
    whole: Report, executive: Body, police: Agency, fire: Agency
) -> None:
    officer = factories.make_person("Officer", police)
    factories.make_membership(officer, executive, to_on=LAST + dt.timedelta(days=30))
    factories.make_seat(executive, fire)
    factories.make_seat(executive, fire, is_required=False)
    _, seats, head = selectors.structure_parts(selectors.scope_of(whole))
    assert rows(seats)[0] == ["DSPP Executive", "1 of 2", "1 vacant", "1"]
    assert rows(seats, "sum") == [["All bodies", "1 of 2", "1 vacant", "1"]]
    assert rows(head, "row")[1] == ["West Midlands Fire Service", "Relevant agency", "0 of 1", "1 vacant"]


# ---- decisions ----


def test_a_confidential_decision_is_counted_and_never_printed(whole: Report, neglect: Body) -> None:
    held = factories.make_meeting(neglect, MAY, status=Meeting.Status.CONFIRMED)
    secret = AgendaItem.objects.create(meeting=held, place=1, title="A case", is_confidential=True)
    for number, item in ((1, None), (2, secret)):
        Decision.objects.create(
            body=neglect, meeting=held, item=item, reference=f"NEG-D-2025-0{number}", text=f"Decision {number}",
            reasons="So", decided_on=MAY,
        )  # fmt: skip
    parts = selectors.decision_parts(selectors.scope_of(whole))
    assert parts.decided == 2
    assert [row[0] for row in rows(parts.decisions, "row")] == ["Decision 1"]
    assert "1 decision under a confidential item" in parts.decisions.note
    assert "Decision 2" not in str(parts.decisions)


# ---- actions ----


@pytest.fixture
def action(neglect: Body, police: Agency, business_unit: Person) -> Action:
    """Promised in June 2025 for 1 September."""
    return factories.make_action(
        neglect, police, by=business_unit, due_on=dt.date(2025, 9, 1), now=at_hour(dt.date(2025, 6, 3), 12)
    )


def moved(action: Action, to_on: dt.date, answered: dt.date, by: Person) -> None:
    last = action.date_changes.order_by("pk").last()
    DateChange.objects.create(
        action=action, agency=action.lead_agency, from_on=last.to_on if last else action.first_due_on, to_on=to_on,
        reason="r", status="granted", asked_by=by, asked_at=at_hour(answered, 9), answered_by=by,
        answered_at=at_hour(answered, 10), answer_due_on=answered,
    )  # fmt: skip


def closed(action: Action, on: dt.date, claimed: dt.date, by: Person) -> None:
    Action.objects.filter(pk=action.pk).update(
        status="closed", is_live=False, claimed_on=claimed, closed_on=on, closed_by=by, impact="so that it is so"
    )
    ActionMove.objects.create(action=action, from_status="claimed", to_status="closed", move="close", by=by,
                              at=at_hour(on, 12))  # fmt: skip


def test_an_action_stands_as_it_stood_that_day(action: Action, business_unit: Person) -> None:
    moved(action, dt.date(2025, 12, 1), dt.date(2025, 8, 30), business_unit)
    moved(action, dt.date(2026, 6, 1), dt.date(2026, 4, 10), business_unit)
    closed(action, dt.date(2026, 5, 1), dt.date(2026, 4, 28), business_unit)
    action = Action.objects.get()
    assert standing(action, dt.date(2025, 6, 2)).state == "not yet"
    before = standing(action, dt.date(2025, 8, 29))
    assert (before.due_on, before.moves, before.is_live) == (dt.date(2025, 9, 1), 0, True)
    at_end = standing(action, LAST)
    assert (at_end.due_on, at_end.moves, at_end.days_moved) == (dt.date(2025, 12, 1), 1, 91)
    assert at_end.is_overdue(LAST)
    assert standing(action, dt.date(2026, 5, 1)).state == "closed"


def test_start_and_new_are_closed_withdrawn_or_open_at_the_end(
    whole: Report, action: Action, neglect: Body, fire: Agency, business_unit: Person
) -> None:
    old = factories.make_action(
        neglect, fire, by=business_unit, due_on=dt.date(2025, 7, 1), now=at_hour(dt.date(2025, 1, 7), 12)
    )
    closed(old, dt.date(2025, 6, 20), dt.date(2025, 6, 18), business_unit)
    factories.make_action(
        neglect, fire, by=business_unit, due_on=dt.date(2026, 7, 1), now=at_hour(dt.date(2026, 4, 20), 12)
    )
    parts = selectors.action_parts(selectors.scope_of(whole))
    own = next(row for row in rows(parts.by_body) if row[0] == "Neglect sub group")
    #                                      start new  closed withdrawn end overdue twice
    assert own == ["Neglect sub group", "1", "1", "1", "0", "1", "1", "0"]
    start, new, shut, withdrawn, end = (int(cell) for cell in own[1:6])
    assert start + new == shut + withdrawn + end
    assert rows(parts.by_agency, "row") == [
        ["West Midlands Police", "1", "0", "0", "1", "0", "0"],
        ["West Midlands Fire Service", "1", "1", "0", "0", "0", "0"],
    ]
    assert rows(parts.changed, "row") == [
        ["Write down who does what", "West Midlands Fire Service", "so that it is so"],
    ]
    assert (parts.due, parts.kept_count, parts.overdue) == (2, 1, 1)


def test_the_agency_is_not_late_because_the_second_person_was(
    whole: Report, action: Action, business_unit: Person
) -> None:
    closed(action, dt.date(2025, 9, 20), dt.date(2025, 8, 30), business_unit)
    parts = selectors.action_parts(selectors.scope_of(whole))
    assert (parts.due, parts.kept_count) == (1, 1)


def test_withdrawn_actions_are_not_in_the_base_and_are_said(
    whole: Report, action: Action, business_unit: Person
) -> None:
    Action.objects.filter(pk=action.pk).update(status="withdrawn", is_live=False)
    ActionMove.objects.create(action=action, from_status="open", to_status="withdrawn", move="withdraw",
                              by=business_unit, at=at_hour(dt.date(2025, 8, 1), 12))  # fmt: skip
    parts = selectors.action_parts(selectors.scope_of(whole))
    assert parts.due == 0
    assert parts.by_agency.empty == "No action had its first date in the period."
    assert next(row for row in rows(parts.by_body) if row[0] == "Neglect sub group")[4] == "1"


def test_a_year_without_actions_is_said_in_words(whole: Report) -> None:
    parts = selectors.action_parts(selectors.scope_of(whole))
    assert parts.sentence == "No action was due in the period and none is open."
    assert parts.kept.finding == "No action had its first date in the period."
    assert parts.changed.empty.startswith("No action was closed in the period")


# ---- chases ----


def chased(body: Body, agency: Agency, subject: int, on: dt.date, to: str = "owner") -> Chase:
    return Chase.objects.create(
        kind="action", subject=subject, due_on=on, step="1-after", to=to, step_on=on, on=on, at=at_hour(on, 7),
        body=body, agency=agency, reference="NEG-2025-001", title="Write it down", path="/",
    )  # fmt: skip


def test_chases_are_counted_by_agency_within_the_period(
    whole: Report, neglect: Body, police: Agency, council: Agency, business_unit: Person
) -> None:
    chased(neglect, police, 1, MAY, "executive")
    answered = chased(neglect, police, 2, SEPTEMBER)
    Chase.objects.filter(pk=answered.pk).update(answered_at=at_hour(SEPTEMBER, 9), answered_by=business_unit)
    chased(neglect, council, 3, MAY)
    chased(neglect, council, 4, FIRST - dt.timedelta(days=1))
    table = selectors.chase_table(selectors.scope_of(whole))
    assert rows(table, "row") == [[police.name, "2", "1", "1", "0"], [council.name, "1", "0", "0", "0"]]
    assert rows(table, "sum") == [["All agencies", "3", "1", "1", "0"]]


def test_chases_sent_and_answered_are_said_from_the_ledger(
    whole: Report, neglect: Body, police: Agency, business_unit: Person
) -> None:
    scope = selectors.scope_of(whole)
    assert selectors.chase_words(scope) == ""
    chased(neglect, police, 1, MAY)
    assert selectors.chase_words(scope) == ("In the period 1 chase was sent. 0 of 1 were answered (0\u00a0%).")
    answered = chased(neglect, police, 2, SEPTEMBER)
    Chase.objects.filter(pk=answered.pk).update(
        answered_at=at_hour(SEPTEMBER, 9), answered_by=business_unit, by=business_unit
    )
    untold = chased(neglect, police, 3, SEPTEMBER)
    Chase.objects.filter(pk=untold.pk).update(agency=None)
    Telling.objects.create(chase=untold, person=None, told_as="lead")
    chased(neglect, police, 4, FIRST - dt.timedelta(days=1))
    assert selectors.chase_words(scope) == (
        "In the period 3 chases were sent, 1 of them by hand. 1 of 3 were answered (33\u00a0%). 1 was about what "
        "chairs and the business unit owed; the table counts the 2 about what agencies owed. In 1 nobody held an "
        "office that was to be told."
    )


def test_the_document_says_them_before_the_table_of_agencies(report: Report) -> None:
    chapters = {entry["key"]: entry for entry in document.assemble(report, on=LAST).data["chapters"]}
    parts = chapters["actions"]["parts"]
    at = next(place for place, part in enumerate(parts) if part.get("side") == "Chasing")
    assert "1 chase was sent" in parts[at]["markdown"] and parts[at + 1]["key"] == "chases"


def test_chases_about_other_bodies_are_left_out(neglect: Body, exploitation: Body, police: Agency) -> None:
    chased(exploitation, police, 1, MAY)
    own = Report(title="R", from_on=FIRST, to_on=LAST, body=neglect)
    assert selectors.chase_table(selectors.scope_of(own)).rows == ()
    assert selectors.chase_words(selectors.scope_of(own)) == ""
