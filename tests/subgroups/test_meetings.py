"""The life of a meeting: planned, issued, held, minuted; what comes onto its agenda by itself; notes never lost."""

import datetime as dt
from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection

from partnership.kit.errors import NotYours, Stale, WrongState
from partnership.models import Agency, Body, Chase, ChaseStep, Membership, Person, StandingItem
from partnership.permissions import BodyRight
from subgroups.models import AgendaItem, Attendance, Meeting
from subgroups.selectors import meetings as reads
from subgroups.selectors import rosters
from subgroups.services import actions, agendas, attendance, decisions, escalations, meetings
from subgroups.services.numbers import decision_reference, next_number
from tests.factories import NOW, TODAY, make_action, make_body, make_membership, make_person, make_seat

NEXT_WEEK = TODAY + dt.timedelta(days=7)
LAST_MONTH = TODAY - dt.timedelta(days=30)
Status, Kind = Meeting.Status, AgendaItem.Kind


def plan(body: Body, by: Person, meets_on: dt.date = NEXT_WEEK, **fields: Any) -> Meeting:
    now = fields.pop("now", NOW)
    starts_at = fields.pop("starts_at", dt.time(10))
    return meetings.plan_meeting(body=body, meets_on=meets_on, starts_at=starts_at, by=by, now=now, **fields)


def hold(body: Body, by: Person, meets_on: dt.date = LAST_MONTH, **fields: Any) -> Meeting:
    """A meeting that took place."""
    return meetings.hold_meeting(meeting=plan(body, by, meets_on, **fields), by=by, now=NOW)


def mark_all(meeting: Meeting, by: Person) -> None:
    marks = {place.seat.pk: "present" for place in rosters.roster(meeting) if not place.is_vacant}
    attendance.record_attendance(meeting=meeting, marks=marks, by=by, now=NOW)


def minuted(meeting: Meeting, by: Person) -> Meeting:
    return meetings.draft_minutes(meeting=meeting, summary="We met.", by=by, now=NOW)


def kinds(meeting: Meeting) -> list[str]:
    return list(meeting.items.values_list("kind", flat=True))


# ---- numbers ----


def test_numbers_of_a_series_have_no_gap_and_no_double(neglect: Body, exploitation: Body) -> None:
    given = [next_number(body=neglect, series="D", year=2026) for _ in range(3)]
    assert given == [1, 2, 3]
    assert next_number(body=neglect, series="D", year=2027) == 1
    assert next_number(body=exploitation, series="D", year=2026) == 1
    assert decision_reference(body=neglect, year=2026) == "NEG-D-2026-04"


def test_a_number_goes_back_when_what_it_was_for_was_refused(neglect: Body, chair: Person) -> None:
    with pytest.raises(ValidationError):
        plan(neglect, chair, ends_at=dt.time(9))
    with pytest.raises(ValidationError):
        plan(neglect, chair, title="x" * 121)
    assert plan(neglect, chair).reference == "NEG-M-2026-01"


def at_once(act: Callable[[int], None], workers: int = 8) -> list[Exception]:
    """Run an act on several connections at the same time. Returns what was raised."""
    raised: list[Exception] = []

    def work(number: int) -> None:
        try:
            act(number)
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [Thread(target=work, args=(number,)) for number in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


only_with_several_writers = pytest.mark.skipif(
    "sqlite" in settings.DATABASES["default"]["ENGINE"], reason="SQLite has one writer at a time"
)


@only_with_several_writers
@pytest.mark.django_db(transaction=True)
def test_eight_who_ask_at_once_get_eight_numbers(neglect: Body) -> None:
    given: list[int] = []
    assert not at_once(lambda _: given.extend(next_number(body=neglect, series="D", year=2026) for _ in range(10)))
    assert sorted(given) == list(range(1, 81))


@only_with_several_writers
@pytest.mark.django_db(transaction=True)
def test_of_eight_notes_saved_at_once_one_stands_and_seven_are_told(neglect: Body, chair: Person) -> None:
    item = agendas.add_item(meeting=plan(neglect, chair), title="Audit", by=chair, now=NOW)
    assert chair.rights.on_body(BodyRight.RECORD, neglect.pk)

    def write(number: int) -> None:
        agendas.save_notes(item=item, notes=f"Text {number}", seen=1, by=chair, now=NOW)

    refused = at_once(write)
    assert [type(error) for error in refused] == [Stale] * 7
    assert item.history.count() == 2


# ---- planning ----


def test_planning_numbers_the_meeting_and_says_who_planned_it(neglect: Body, chair: Person) -> None:
    meeting = plan(neglect, chair, place="Council House")
    assert (meeting.reference, meeting.status) == ("NEG-M-2026-01", Status.PLANNED)
    assert meeting.history.get().history_user == chair


def test_a_member_cannot_plan(neglect: Body, member: Person) -> None:
    with pytest.raises(NotYours):
        plan(neglect, member)


def test_a_closed_body_meets_no_more(business_unit: Person) -> None:
    body = make_body("OLD", closed_on=TODAY - dt.timedelta(days=1), closing_reason="Merged")
    with pytest.raises(ValidationError, match="closed on 22"):
        plan(body, business_unit)
    assert plan(body, business_unit, TODAY - dt.timedelta(days=9)).pk


def test_a_body_does_not_meet_before_it_opens(business_unit: Person) -> None:
    body = make_body("NEW", opened_on=TODAY)
    with pytest.raises(ValidationError, match="opened on 23"):
        plan(body, business_unit, TODAY - dt.timedelta(days=1))


def test_a_body_of_others_has_no_meetings_here(business_unit: Person) -> None:
    with pytest.raises(ValidationError, match="not one of our bodies"):
        plan(make_body("EXT", Body.Kind.EXTERNAL), business_unit)


def test_a_body_meets_once_at_a_time(neglect: Body, chair: Person) -> None:
    plan(neglect, chair)
    with pytest.raises(ValidationError, match="already"):
        plan(neglect, chair)
    assert plan(neglect, chair, starts_at=dt.time(14)).pk


def test_changing_the_day_asks_members_again(neglect: Body, chair: Person, member: Person) -> None:
    meeting = plan(neglect, chair)
    attendance.say_coming(meeting=meeting, by=member, now=NOW)
    later = NEXT_WEEK + dt.timedelta(days=1)
    changed = meetings.change_meeting(
        meeting=meeting, meets_on=later, starts_at=dt.time(10), by=chair, now=NOW, seen=meeting.version
    )
    assert changed.on == later
    assert not changed.attendance.exists()
    assert Attendance.history.filter(history_type="-").get().history_user == chair


def test_a_stale_change_is_refused(neglect: Body, chair: Person) -> None:
    meeting = plan(neglect, chair)
    change = {"meeting": meeting, "meets_on": NEXT_WEEK, "starts_at": dt.time(11), "by": chair, "now": NOW}
    meetings.change_meeting(**change, seen=1)
    with pytest.raises(Stale):
        meetings.change_meeting(**change, seen=1)


def test_a_held_meeting_keeps_its_date(neglect: Body, chair: Person) -> None:
    meeting = hold(neglect, chair)
    with pytest.raises(WrongState):
        meetings.change_meeting(
            meeting=meeting, meets_on=TODAY, starts_at=dt.time(10), by=chair, now=NOW, seen=meeting.version
        )


# ---- cancelling ----


def test_cancelling_needs_a_reason_and_is_recorded_once(neglect: Body, chair: Person) -> None:
    meeting = plan(neglect, chair)
    with pytest.raises(ValidationError, match="why the meeting is cancelled"):
        meetings.cancel_meeting(meeting=meeting, reason=" ", by=chair, now=NOW)
    meetings.cancel_meeting(meeting=meeting, reason="Not quorate", by=chair, now=NOW)
    with pytest.raises(WrongState):
        meetings.cancel_meeting(meeting=meeting, reason="Not quorate", by=chair, now=NOW)
    move = meeting.moves.get()
    assert (move.to_status, move.note, move.by) == (Status.CANCELLED, "Not quorate", chair)


def test_a_meeting_that_decided_something_is_not_cancelled(neglect: Body, chair: Person) -> None:
    meeting = plan(neglect, chair, TODAY)
    decisions.record_decision(meeting=meeting, text="Yes", reasons="So", by=chair, now=NOW)
    with pytest.raises(ValidationError, match="End it instead"):
        meetings.cancel_meeting(meeting=meeting, reason="Oops", by=chair, now=NOW)


def test_what_stood_open_on_a_cancelled_agenda_goes_to_the_next(neglect: Body, chair: Person) -> None:
    first, second = plan(neglect, chair), plan(neglect, chair, NEXT_WEEK + dt.timedelta(days=28))
    item = agendas.add_item(meeting=first, title="Dental audit", by=chair, now=NOW)
    meetings.cancel_meeting(meeting=first, reason="Snow", by=chair, now=NOW)
    item.refresh_from_db()
    assert item.meeting == second


def test_what_stood_open_waits_where_no_meeting_is_planned(neglect: Body, chair: Person) -> None:
    first = plan(neglect, chair)
    item = agendas.add_item(meeting=first, title="Dental audit", by=chair, now=NOW)
    meetings.cancel_meeting(meeting=first, reason="Snow", by=chair, now=NOW)
    second = plan(neglect, chair, NEXT_WEEK + dt.timedelta(days=1))
    item.refresh_from_db()
    assert item.meeting == second


# ---- the agenda ----


@pytest.fixture
def standing(neglect: Body) -> list[StandingItem]:
    titles = ["Welcome and apologies", "Minutes and late actions", "Scorecard"]
    return [StandingItem.objects.create(body=neglect, place=at, title=title) for at, title in enumerate(titles, 1)]


def test_issuing_pulls_in_what_belongs_on_the_agenda_in_its_order(
    neglect: Body, executive: Body, chair: Person, police: Agency, business_unit: Person, standing: list[StandingItem]
) -> None:
    last = hold(neglect, chair)
    make_action(neglect, police, by=chair)
    group = make_body("TF", parent=neglect)
    escalations.escalate(
        from_body=group, to_body=neglect, question="Who pays?", evidence="None does", ask="Decide",
        reply_due_on=NEXT_WEEK, by=business_unit, now=NOW,
    )  # fmt: skip
    meeting = plan(neglect, chair)
    issued = meetings.issue_agenda(meeting=meeting, by=chair, now=NOW)
    assert (issued.status, issued.agenda_issued_on) == (Status.AGENDA_ISSUED, TODAY)
    assert [item.title for item in issued.items.all()] == [
        "Welcome and apologies", "Minutes and late actions", "Open actions", "TF asks: Who pays?", "Scorecard",
    ]  # fmt: skip
    assert issued.items.get(kind=Kind.MINUTES).confirms == last
    assert list(issued.items.values_list("place", flat=True)) == [1, 2, 3, 4, 5]


def test_last_minutes_come_of_their_own_where_no_standing_item_speaks_of_them(neglect: Body, chair: Person) -> None:
    hold(neglect, chair, dt.date(2026, 10, 8))
    issued = meetings.issue_agenda(meeting=plan(neglect, chair), by=chair, now=NOW)
    assert issued.items.get().title == "Minutes of 8 October 2026"


def test_drawing_up_twice_adds_nothing_and_what_was_taken_off_stays_off(
    neglect: Body, chair: Person, standing: list[StandingItem]
) -> None:
    meeting = plan(neglect, chair)
    agendas.draw_up_agenda(meeting=meeting, by=chair, now=NOW)
    agendas.remove_item(item=meeting.items.get(title="Scorecard"), by=chair, now=NOW)
    agendas.draw_up_agenda(meeting=meeting, by=chair, now=NOW)
    meetings.issue_agenda(meeting=meeting, by=chair, now=NOW)
    assert [item.title for item in meeting.items.all()] == ["Welcome and apologies", "Minutes and late actions"]


def test_issuing_twice_is_refused(neglect: Body, chair: Person) -> None:
    meeting = plan(neglect, chair)
    meetings.issue_agenda(meeting=meeting, by=chair, now=NOW)
    with pytest.raises(WrongState):
        meetings.issue_agenda(meeting=meeting, by=chair, now=NOW)
    assert meeting.moves.count() == 1


def a_chase(action: Any, body: Body, step: str = "20-after", to: str = ChaseStep.To.EXECUTIVE) -> Chase:
    return Chase.objects.create(
        kind="action", subject=action.pk, due_on=action.due_on, step=step, to=to, step_on=TODAY, on=TODAY, at=NOW,
        body=body, reference=action.reference, title=action.title, path=action.get_absolute_url(),
    )  # fmt: skip


def test_a_chase_to_the_executive_waits_for_its_next_agenda_and_comes_once(
    neglect: Body, executive: Body, police: Agency, chair: Person, business_unit: Person
) -> None:
    action = make_action(neglect, police, by=chair)
    chase, second = a_chase(action, neglect), a_chase(action, neglect, "second-slip")
    a_chase(action, neglect, "10-after", ChaseStep.To.CHAIR)
    meeting = plan(executive, business_unit)
    item = meeting.items.get()
    assert (item.kind, item.about, item.chase) == (Kind.CHASE, action, chase)
    assert agendas.land_everything(now=NOW) == 0
    assert not AgendaItem.objects.filter(chase=second).exists()


def test_a_chase_whose_action_was_done_meanwhile_does_not_come(
    neglect: Body, executive: Body, police: Agency, chair: Person, business_unit: Person
) -> None:
    action = make_action(neglect, police, by=chair)
    a_chase(action, neglect)
    actions.withdraw_action(action=action, reason="Over", by=chair, now=NOW)
    assert not plan(executive, business_unit).items.exists()


def test_what_came_by_itself_cannot_be_taken_off(
    neglect: Body, executive: Body, police: Agency, chair: Person, business_unit: Person
) -> None:
    a_chase(make_action(neglect, police, by=chair), neglect)
    item = plan(executive, business_unit).items.get()
    with pytest.raises(ValidationError, match="came by itself"):
        agendas.remove_item(item=item, by=business_unit, now=NOW)


def test_an_item_with_notes_cannot_be_taken_off(neglect: Body, chair: Person) -> None:
    item = agendas.add_item(meeting=plan(neglect, chair), title="Audit", by=chair, now=NOW)
    agendas.save_notes(item=item, notes="Said", seen=1, by=chair, now=NOW)
    with pytest.raises(ValidationError, match="recorded under this item"):
        agendas.remove_item(item=item, by=chair, now=NOW)


def test_items_are_arranged_by_their_numbers(neglect: Body, chair: Person) -> None:
    meeting = plan(neglect, chair)
    a, b, c = (agendas.add_item(meeting=meeting, title=title, by=chair, now=NOW) for title in "abc")
    agendas.arrange_items(meeting=meeting, numbers={a.pk: 2, c.pk: 1}, by=chair, now=NOW)
    assert [(item.title, item.place) for item in meeting.items.all()] == [("c", 1), ("a", 2), ("b", 3)]
    assert AgendaItem.history.filter(id=c.pk).first().history_user == chair
    with pytest.raises(ValidationError, match="left this agenda"):
        agendas.arrange_items(meeting=meeting, numbers={0: 1}, by=chair, now=NOW)


def test_a_member_cannot_touch_the_agenda(neglect: Body, chair: Person, member: Person) -> None:
    meeting = plan(neglect, chair)
    item = agendas.add_item(meeting=meeting, title="Audit", by=chair, now=NOW)
    for act in (
        lambda: agendas.add_item(meeting=meeting, title="Mine", by=member, now=NOW),
        lambda: agendas.change_item(item=item, title="Mine", seen=1, by=member, now=NOW),
        lambda: agendas.arrange_items(meeting=meeting, numbers={item.pk: 2}, by=member, now=NOW),
        lambda: agendas.remove_item(item=item, by=member, now=NOW),
        lambda: agendas.save_notes(item=item, notes="Mine", seen=1, by=member, now=NOW),
        lambda: agendas.draw_up_agenda(meeting=meeting, by=member, now=NOW),
        lambda: meetings.issue_agenda(meeting=meeting, by=member, now=NOW),
        lambda: meetings.cancel_meeting(meeting=meeting, reason="No", by=member, now=NOW),
    ):
        with pytest.raises(NotYours):
            act()
    item.refresh_from_db()
    assert (item.title, item.version) == ("Audit", 1)


# ---- notes ----


def test_a_stale_note_is_refused_and_both_texts_are_kept(neglect: Body, chair: Person, business_unit: Person) -> None:
    item = agendas.add_item(meeting=plan(neglect, chair), title="Audit", by=chair, now=NOW)
    saved = agendas.save_notes(item=item, notes="What the unit wrote", seen=1, by=business_unit, now=NOW)
    with pytest.raises(Stale) as refused:
        agendas.save_notes(item=item, notes="What the chair wrote", seen=1, by=chair, now=NOW)
    assert refused.value.current.notes == "What the unit wrote"
    assert (saved.notes_at, saved.version) == (NOW, 2)


def test_saving_the_same_note_again_writes_no_history(neglect: Body, chair: Person) -> None:
    item = agendas.add_item(meeting=plan(neglect, chair), title="Audit", by=chair, now=NOW)
    agendas.save_notes(item=item, notes="Said", seen=1, by=chair, now=NOW)
    agendas.save_notes(item=item, notes="Said", seen=1, by=chair, now=NOW)
    assert item.history.count() == 2


# ---- holding, minutes ----


def test_a_meeting_is_not_ended_before_its_day(neglect: Body, chair: Person) -> None:
    with pytest.raises(ValidationError, match="change its date first"):
        meetings.hold_meeting(meeting=plan(neglect, chair), by=chair, now=NOW)


def test_ending_takes_apologies_as_said_and_marks_vacant_seats(
    neglect: Body, chair: Person, member: Person, police: Agency
) -> None:
    empty = make_seat(neglect, police)
    meeting = plan(neglect, chair, TODAY)
    attendance.send_apologies(meeting=meeting, by=member, now=NOW)
    attendance.say_coming(meeting=meeting, by=chair, now=NOW)
    held = meetings.hold_meeting(meeting=meeting, by=chair, now=NOW)
    marks = {row.seat_id: (row.mark, row.is_expected) for row in held.attendance.all()}
    assert marks[empty.pk] == ("vacant", False)
    assert sorted(marks.values()) == [("apologies", False), ("present", True), ("vacant", False)]


def test_minutes_go_from_draft_to_agreed_to_confirmed(
    neglect: Body, chair: Person, member: Person, business_unit: Person
) -> None:
    meeting = hold(neglect, business_unit)
    mark_all(meeting, business_unit)
    drafted = minuted(meeting, business_unit)
    assert (drafted.status, drafted.minutes_drafted_on) == (Status.MINUTES_DRAFTED, TODAY)
    agreed = meetings.agree_minutes(meeting=drafted, by=chair, now=NOW)
    assert agreed.status == Status.MINUTES_AGREED
    following = plan(neglect, business_unit, TODAY)
    done = meetings.confirm_minutes(meeting=agreed, at=following, by=business_unit, now=NOW)
    assert done.status == Status.CONFIRMED
    assert [move.to_status for move in done.moves.all()] == ["held", "minutes_drafted", "minutes_agreed", "confirmed"]


def test_only_the_chair_agrees_minutes(neglect: Body, chair: Person, member: Person, business_unit: Person) -> None:
    meeting = hold(neglect, business_unit)
    mark_all(meeting, business_unit)
    minuted(meeting, business_unit)
    for person in (business_unit, member):
        with pytest.raises(NotYours):
            meetings.agree_minutes(meeting=meeting, by=person, now=NOW)


def test_minutes_are_not_agreed_while_a_seat_is_unmarked(neglect: Body, chair: Person, member: Person) -> None:
    meeting = hold(neglect, chair)
    marks = {place.seat.pk: "present" for place in rosters.seats_of(chair, rosters.roster(meeting))}
    attendance.record_attendance(meeting=meeting, marks=marks, by=chair, now=NOW)
    minuted(meeting, chair)
    with pytest.raises(ValidationError, match="seat without a mark"):
        meetings.agree_minutes(meeting=meeting, by=chair, now=NOW)


def test_agreed_minutes_are_closed_to_every_change(neglect: Body, chair: Person) -> None:
    meeting = hold(neglect, chair)
    item = agendas.add_item(meeting=meeting, title="Audit", by=chair, now=NOW)
    mark_all(meeting, chair)
    minuted(meeting, chair)
    meetings.agree_minutes(meeting=meeting, by=chair, now=NOW)
    seat = rosters.roster(meeting)[0].seat.pk
    for act in (
        lambda: agendas.save_notes(item=item, notes="Later", seen=1, by=chair, now=NOW),
        lambda: agendas.add_item(meeting=meeting, title="Later", by=chair, now=NOW),
        lambda: attendance.record_attendance(meeting=meeting, marks={seat: "absent"}, by=chair, now=NOW),
        lambda: decisions.record_decision(meeting=meeting, text="x", reasons="y", by=chair, now=NOW),
        lambda: meetings.change_summary(meeting=meeting, summary="Other", by=chair, now=NOW, seen=1),
    ):
        with pytest.raises(WrongState, match="agreed"):
            act()


def test_minutes_are_confirmed_by_a_later_meeting_of_the_same_body(
    neglect: Body, exploitation: Body, chair: Person, business_unit: Person
) -> None:
    meeting = hold(neglect, chair)
    mark_all(meeting, chair)
    minuted(meeting, chair)
    meetings.agree_minutes(meeting=meeting, by=chair, now=NOW)
    for other in (plan(exploitation, business_unit, TODAY), hold(neglect, chair, LAST_MONTH - dt.timedelta(days=9))):
        with pytest.raises(ValidationError, match="later meeting of the same body"):
            meetings.confirm_minutes(meeting=meeting, at=other, by=business_unit, now=NOW)
    with pytest.raises(ValidationError, match="on its day or after"):
        meetings.confirm_minutes(meeting=meeting, at=plan(neglect, chair), by=chair, now=NOW)


def test_a_meeting_without_a_summary_is_not_minuted(neglect: Body, chair: Person) -> None:
    with pytest.raises(ValidationError, match="Write a summary"):
        meetings.draft_minutes(meeting=hold(neglect, chair), summary=" ", by=chair, now=NOW)


# ---- dates, lists, who sees ----


def test_papers_and_minutes_are_owed_by_working_days(neglect: Body, chair: Person) -> None:
    meeting = plan(neglect, chair, dt.date(2026, 12, 23))
    assert reads.papers_due_on(meeting) == dt.date(2026, 12, 16)
    assert reads.minutes_due_on(meeting) == dt.date(2027, 1, 11)  # Christmas, Boxing Day (kept on the 28th), New Year


def test_the_next_meeting_is_the_soonest_one_not_cancelled(neglect: Body, chair: Person) -> None:
    first, second = plan(neglect, chair), plan(neglect, chair, NEXT_WEEK + dt.timedelta(days=28))
    meetings.cancel_meeting(meeting=first, reason="Snow", by=chair, now=NOW)
    assert reads.next_meeting(neglect, TODAY) == second


@pytest.mark.parametrize(("who", "sees"), [
    ("business_unit", True), ("chair", True), ("member", True), ("independent_chair", True), ("inspector", True),
    ("partner", False), ("outsider", False),
])  # fmt: skip
def test_who_sees_a_meeting(who: str, sees: bool, neglect: Body, chair: Person, request: Any) -> None:
    meeting = plan(neglect, chair)
    person = request.getfixturevalue(who)
    assert Meeting.objects.visible_to(person).filter(pk=meeting.pk).exists() is sees


@pytest.mark.parametrize(("who", "sees"), [
    ("business_unit", True), ("chair", True), ("member", True), ("independent_chair", False), ("inspector", False),
    ("observer", False), ("partner", False),
])  # fmt: skip
def test_who_sees_a_confidential_item_and_what_came_of_it(
    who: str, sees: bool, neglect: Body, chair: Person, police: Agency, observer: Person, request: Any
) -> None:
    meeting = plan(neglect, chair, TODAY)
    item = agendas.add_item(meeting=meeting, title="A case", is_confidential=True, by=chair, now=NOW)
    decisions.record_decision(meeting=meeting, item=item, text="Agreed", reasons="So", by=chair, now=NOW)
    make_action(neglect, police, by=chair, item=item)
    person = request.getfixturevalue(who)
    assert bool(reads.items_for(meeting, person)) is sees
    arisen = reads.arisen_from(meeting, person)
    assert (bool(arisen.decisions), bool(arisen.actions) and who != "partner") == (sees, sees)


@pytest.fixture
def observer(neglect: Body) -> Person:
    person = make_person("Observer")
    make_membership(person, neglect, role=Membership.Role.OBSERVER)
    return person
