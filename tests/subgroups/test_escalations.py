"""Escalations: a question to a parent body, its agenda, the reply owed, and the answer coming back."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from partnership.kit.errors import NotYours, WrongState
from partnership.models import Body, Membership, Person
from subgroups.models import AgendaItem, Escalation, Meeting
from subgroups.services import agendas, escalations, meetings
from tests.factories import NOW, TODAY, make_membership, make_person

DAY = dt.timedelta(days=1)


def plan(body: Body, by: Person, meets_on: dt.date = TODAY + 7 * DAY) -> Meeting:
    return meetings.plan_meeting(body=body, meets_on=meets_on, starts_at=dt.time(10), by=by, now=NOW)


@pytest.fixture
def executive_chair(executive: Body) -> Person:
    person = make_person("Chair of the Executive")
    make_membership(person, executive, role=Membership.Role.CHAIR)
    return person


def escalate(from_body: Body, to_body: Body, by: Person, **fields: Any) -> Escalation:
    fields = {
        "question": "Who pays for the tool?", "evidence": "Three agencies said no", "ask": "Decide who pays",
        "reply_due_on": TODAY + 20 * DAY, **fields,
    }  # fmt: skip
    return escalations.escalate(from_body=from_body, to_body=to_body, by=by, now=NOW, **fields)


@pytest.fixture
def escalation(neglect: Body, executive: Body, chair: Person) -> Escalation:
    return escalate(neglect, executive, chair)


def reply(escalation: Escalation, by: Person, words: str = "The council pays") -> Escalation:
    return escalations.reply_to_escalation(escalation=escalation, reply=words, by=by, now=NOW)


def test_an_escalation_is_numbered_by_the_body_that_asks(escalation: Escalation, chair: Person) -> None:
    assert (escalation.reference, escalation.status, escalation.sent_on) == ("NEG-E-2026-01", "sent", TODAY)
    assert escalation.moves.get().by == chair


def test_a_member_does_not_escalate(neglect: Body, executive: Body, member: Person) -> None:
    with pytest.raises(NotYours):
        escalate(neglect, executive, member)


def test_only_a_body_above_is_asked(neglect: Body, exploitation: Body, chair: Person) -> None:
    with pytest.raises(ValidationError, match="to which Neglect reports"):
        escalate(neglect, exploitation, chair)


def test_a_reply_is_not_due_in_the_past(neglect: Body, executive: Body, chair: Person) -> None:
    with pytest.raises(ValidationError, match="has not passed"):
        escalate(neglect, executive, chair, reply_due_on=TODAY - DAY)


def test_it_lands_on_the_next_agenda_of_the_body_asked(
    neglect: Body, executive: Body, chair: Person, business_unit: Person
) -> None:
    above = plan(executive, business_unit)
    escalation = escalate(neglect, executive, chair)
    item = above.items.get()
    assert (item.kind, item.escalation, item.ask) == (AgendaItem.Kind.ESCALATION, escalation, "Decide who pays")


def test_it_waits_where_no_meeting_is_planned(escalation: Escalation, executive: Body, business_unit: Person) -> None:
    assert plan(executive, business_unit).items.get().escalation == escalation


def test_what_a_meeting_did_not_answer_comes_again(
    escalation: Escalation, executive: Body, business_unit: Person
) -> None:
    first, second = plan(executive, business_unit, TODAY), plan(executive, business_unit)
    assert (first.items.count(), second.items.count()) == (1, 0)
    meetings.hold_meeting(meeting=first, by=business_unit, now=NOW)
    assert second.items.get().escalation == escalation


def test_the_chair_of_the_body_asked_replies_and_the_answer_comes_back(
    escalation: Escalation, neglect: Body, chair: Person, executive_chair: Person
) -> None:
    below = plan(neglect, chair)
    replied = reply(escalation, executive_chair)
    assert (replied.status, replied.reply, replied.replied_on) == ("replied", "The council pays", TODAY)
    item = below.items.get()
    assert (item.title, item.escalation) == ("Escalation answered by the Executive", escalation)


def test_the_business_unit_records_a_reply(escalation: Escalation, business_unit: Person) -> None:
    assert reply(escalation, business_unit).status == "replied"


def test_the_body_that_asks_does_not_answer_itself(escalation: Escalation, chair: Person, member: Person) -> None:
    for person in (chair, member):
        with pytest.raises(NotYours):
            reply(escalation, person)


def test_a_reply_has_words_and_comes_once(escalation: Escalation, executive_chair: Person) -> None:
    with pytest.raises(ValidationError, match="Write the reply"):
        reply(escalation, executive_chair, " ")
    reply(escalation, executive_chair)
    with pytest.raises(WrongState):
        reply(escalation, executive_chair)
    assert escalation.moves.count() == 2


def test_the_body_that_asked_withdraws_with_a_reason(
    escalation: Escalation, chair: Person, executive_chair: Person
) -> None:
    with pytest.raises(NotYours):
        escalations.withdraw_escalation(escalation=escalation, reason="Settled", by=executive_chair, now=NOW)
    with pytest.raises(ValidationError, match="why the question is withdrawn"):
        escalations.withdraw_escalation(escalation=escalation, reason="", by=chair, now=NOW)
    gone = escalations.withdraw_escalation(escalation=escalation, reason="Settled", by=chair, now=NOW)
    assert gone.status == "withdrawn"
    with pytest.raises(WrongState):
        reply(gone, executive_chair)


def test_overdue_replies_are_worked_out(escalation: Escalation, executive_chair: Person) -> None:
    late = escalation.reply_due_on + DAY
    assert list(Escalation.objects.overdue(late)) == [escalation]
    assert not Escalation.objects.overdue(escalation.reply_due_on).exists()
    reply(escalation, executive_chair)
    assert not Escalation.objects.overdue(late).exists()


@pytest.mark.parametrize(("who", "sees"), [
    ("business_unit", True), ("chair", True), ("member", True), ("executive_chair", True), ("independent_chair", True),
    ("partner", False), ("outsider", False),
])  # fmt: skip
def test_who_sees_an_escalation(who: str, sees: bool, escalation: Escalation, request: Any) -> None:
    person = request.getfixturevalue(who)
    assert Escalation.objects.visible_to(person).filter(pk=escalation.pk).exists() is sees


@pytest.mark.parametrize(("who", "sees"), [
    ("business_unit", True), ("member", True), ("executive_chair", True), ("independent_chair", False),
    ("observer", False),
])  # fmt: skip
def test_an_escalation_from_a_confidential_item_is_for_those_who_sit_in_either_body(
    who: str, sees: bool, neglect: Body, executive: Body, chair: Person, observer: Person, request: Any
) -> None:
    meeting = plan(neglect, chair)
    item = agendas.add_item(meeting=meeting, title="A case", is_confidential=True, by=chair, now=NOW)
    escalation = escalate(neglect, executive, chair, item=item)
    person = request.getfixturevalue(who)
    assert Escalation.objects.visible_to(person).filter(pk=escalation.pk).exists() is sees


@pytest.fixture
def observer(neglect: Body) -> Person:
    person = make_person("Observer")
    make_membership(person, neglect, role=Membership.Role.OBSERVER)
    return person
