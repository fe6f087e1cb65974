"""Decisions: numbered, quorate, changed until the minutes are agreed, superseded after, ratified by the parent."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from partnership.kit.errors import NotYours, Stale, WrongState
from partnership.models import Agency, Body, Membership, Person, QuorumRule
from subgroups.models import AgendaItem, Decision, Meeting
from subgroups.selectors import rosters
from subgroups.selectors.decisions import decisions_for
from subgroups.services import agendas, attendance, decisions, meetings
from tests.factories import NOW, TODAY, make_membership, make_person

DAY = dt.timedelta(days=1)


def plan(body: Body, by: Person, meets_on: dt.date = TODAY) -> Meeting:
    return meetings.plan_meeting(body=body, meets_on=meets_on, starts_at=dt.time(10), by=by, now=NOW)


@pytest.fixture
def meeting(neglect: Body, chair: Person) -> Meeting:
    return plan(neglect, chair)


@pytest.fixture
def executive_chair(executive: Body) -> Person:
    person = make_person("Chair of the Executive")
    make_membership(person, executive, role=Membership.Role.CHAIR)
    return person


def decide(meeting: Meeting, by: Person, **fields: Any) -> Decision:
    fields = {"text": "Use one form", "reasons": "Four forms differ", **fields}
    return decisions.record_decision(meeting=meeting, by=by, now=NOW, **fields)


def agree(meeting: Meeting, chair: Person) -> Meeting:
    marks = {place.seat.pk: "present" for place in rosters.roster(meeting) if not place.is_vacant}
    attendance.record_attendance(meeting=meeting, marks=marks, by=chair, now=NOW)
    meetings.hold_meeting(meeting=meeting, by=chair, now=NOW)
    meetings.draft_minutes(meeting=meeting, summary="We met.", by=chair, now=NOW)
    return meetings.agree_minutes(meeting=meeting, by=chair, now=NOW)


def test_decisions_are_numbered_and_dated_by_the_meeting(meeting: Meeting, chair: Person) -> None:
    first, second = decide(meeting, chair), decide(meeting, chair)
    assert (first.reference, second.reference) == ("NEG-D-2026-01", "NEG-D-2026-02")
    assert first.decided_on == meeting.on
    assert first.history.get().history_user == chair


def test_a_member_does_not_record(meeting: Meeting, member: Person) -> None:
    with pytest.raises(NotYours):
        decide(meeting, member)


def test_a_decision_needs_reasons(meeting: Meeting, chair: Person) -> None:
    with pytest.raises(ValidationError):
        decide(meeting, chair, reasons="")
    assert decide(meeting, chair).reference == "NEG-D-2026-01"


def test_an_inquorate_meeting_decides_nothing_of_its_own(
    neglect: Body, executive: Body, meeting: Meeting, chair: Person
) -> None:
    QuorumRule.objects.create(body=neglect, kind=Agency.Kind.POLICE)
    with pytest.raises(ValidationError, match="not quorate: police missing"):
        decide(meeting, chair)
    assert decide(meeting, chair, ratify_by=executive).ratify_by == executive


def test_only_a_body_above_ratifies(exploitation: Body, meeting: Meeting, chair: Person) -> None:
    with pytest.raises(ValidationError, match="to which Neglect reports"):
        decide(meeting, chair, ratify_by=exploitation)


def test_a_meeting_to_come_or_cancelled_decides_nothing(neglect: Body, chair: Person) -> None:
    meeting = plan(neglect, chair, TODAY + DAY)
    with pytest.raises(ValidationError, match="cannot have decided yet"):
        decide(meeting, chair)
    meetings.cancel_meeting(meeting=meeting, reason="Snow", by=chair, now=NOW)
    with pytest.raises(WrongState, match="cancelled"):
        decide(meeting, chair)


def test_an_item_of_another_meeting_is_refused(neglect: Body, meeting: Meeting, chair: Person) -> None:
    other = plan(neglect, chair, TODAY + DAY)
    item = agendas.add_item(meeting=other, title="Audit", by=chair, now=NOW)
    with pytest.raises(ValidationError, match="item of this meeting"):
        decide(meeting, chair, item=item)


def change(decision: Decision, by: Person, **fields: Any) -> Decision:
    fields = {"text": "Use two forms", "reasons": "Thought again", "seen": decision.version, **fields}
    return decisions.change_decision(decision=decision, by=by, now=NOW, **fields)


def test_a_decision_is_changed_until_the_minutes_are_agreed(meeting: Meeting, chair: Person) -> None:
    decision = decide(meeting, chair)
    assert change(decision, chair).text == "Use two forms"
    with pytest.raises(Stale):
        change(decision, chair, seen=1)
    agree(meeting, chair)
    with pytest.raises(WrongState, match="later meeting can supersede"):
        change(Decision.objects.get(), chair)
    assert Decision.objects.get().text == "Use two forms"


def test_a_member_does_not_change(meeting: Meeting, chair: Person, member: Person) -> None:
    with pytest.raises(NotYours):
        change(decide(meeting, chair), member)


def test_taking_ratification_off_needs_a_quorum(
    neglect: Body, executive: Body, meeting: Meeting, chair: Person
) -> None:
    QuorumRule.objects.create(body=neglect, kind=Agency.Kind.POLICE)
    decision = decide(meeting, chair, ratify_by=executive)
    with pytest.raises(ValidationError, match="not quorate"):
        change(decision, chair, ratify_by=None)


def supersede(decision: Decision, meeting: Meeting, by: Person) -> Decision:
    return decisions.supersede_decision(
        decision=decision, meeting=meeting, text="Use two forms", reasons="One was not enough", by=by, now=NOW
    )


def test_after_the_minutes_are_agreed_a_decision_is_superseded(neglect: Body, chair: Person) -> None:
    first = plan(neglect, chair, TODAY - 30 * DAY)
    old = decide(first, chair)
    later = plan(neglect, chair)
    with pytest.raises(WrongState, match="change the decision itself"):
        supersede(old, later, chair)
    agree(first, chair)
    new = supersede(old, later, chair)
    old.refresh_from_db()
    assert (new.supersedes, old.superseded_by, old.text) == (old, new, "Use one form")
    assert new.reference == "NEG-D-2026-02"
    with pytest.raises(WrongState, match="superseded already"):
        supersede(old, later, chair)


def test_a_decision_is_superseded_by_a_later_meeting_of_the_same_body(
    neglect: Body, exploitation: Body, chair: Person, business_unit: Person
) -> None:
    meeting = plan(neglect, chair)
    old = decide(meeting, chair)
    agree(meeting, chair)
    for other in (plan(exploitation, business_unit), plan(neglect, chair, TODAY - 9 * DAY)):
        with pytest.raises(ValidationError, match="later meeting of Neglect"):
            supersede(old, other, business_unit)


def test_what_must_be_ratified_lands_on_the_parents_next_agenda(
    executive: Body, meeting: Meeting, chair: Person, business_unit: Person
) -> None:
    above = plan(executive, business_unit, TODAY + 9 * DAY)
    decision = decide(meeting, chair, ratify_by=executive)
    item = above.items.get()
    assert (item.kind, item.ratifies) == (AgendaItem.Kind.RATIFY, decision)


def test_the_chair_of_the_parent_ratifies_once(
    executive: Body, meeting: Meeting, chair: Person, business_unit: Person, executive_chair: Person
) -> None:
    decision = decide(meeting, chair, ratify_by=executive)
    for person in (chair, business_unit):
        with pytest.raises(NotYours):
            decisions.ratify_decision(decision=decision, by=person, now=NOW)
    ratified = decisions.ratify_decision(decision=decision, by=executive_chair, now=NOW)
    assert (ratified.ratified_on, ratified.ratified_by) == (TODAY, executive_chair)
    with pytest.raises(WrongState, match="already"):
        decisions.ratify_decision(decision=decision, by=executive_chair, now=NOW)
    with pytest.raises(WrongState, match="was ratified"):
        change(ratified, chair, ratify_by=executive)


def test_a_decision_that_needs_nobody_is_not_ratified(meeting: Meeting, chair: Person, executive_chair: Person) -> None:
    with pytest.raises(WrongState, match="needs no other body"):
        decisions.ratify_decision(decision=decide(meeting, chair), by=executive_chair, now=NOW)


def test_the_body_that_must_ratify_sees_the_decision(
    executive: Body, meeting: Meeting, chair: Person, executive_chair: Person
) -> None:
    plain = decide(meeting, chair)
    secret = agendas.add_item(meeting=meeting, title="A case", is_confidential=True, by=chair, now=NOW)
    asked = decide(meeting, chair, ratify_by=executive, item=secret)
    seen = Decision.objects.visible_to(executive_chair)
    assert asked in seen
    assert plain not in seen
    watcher = make_person("Watcher")
    make_membership(watcher, executive, role=Membership.Role.OBSERVER)
    assert asked not in Decision.objects.visible_to(watcher)


@pytest.mark.once  # the planner of SQLite is asked
def test_the_list_reads_no_decisions_again_for_each_row(meeting: Meeting, chair: Person, business_unit: Person) -> None:
    """Among decisions none of which supersedes another, which is what the statistics then say."""
    for number in range(30):
        decide(meeting, chair, text=f"Decision {number}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = decisions_for(business_unit)[:51].explain()
    assert "SEARCH U0 USING" in plan
    assert plan.count("SCAN") == 1
