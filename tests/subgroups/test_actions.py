"""The life of an action: who may do what, from which state, and what must be there first."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from partnership.kit.dates import Period
from partnership.kit.errors import NotYours, Stale, WrongState
from partnership.models import Agency, Body, Notice, Person
from subgroups.models import Action, DateChange
from subgroups.selectors import slippage
from subgroups.services import actions
from tests.factories import NOW, PDF, TODAY, make_action, make_person

SO_THAT = "so that officers see earlier referrals on the way to a call"


def a_file(name: str = "report.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def officer(police: Agency) -> Person:
    """Works for the police and leads nothing."""
    return make_person("Police officer", police)


@pytest.fixture
def action(neglect: Body, police: Agency, officer: Person, business_unit: Person) -> Action:
    return make_action(neglect, police, by=business_unit, holder=officer)


def claim(action: Action, by: Person) -> Action:
    return actions.claim_complete(action=action, impact=SO_THAT, by=by, now=NOW, files=[a_file()])


def test_recording_numbers_the_action_tells_its_holder_and_keeps_the_first_date(
    neglect: Body, police: Agency, officer: Person, chair: Person
) -> None:
    first = make_action(neglect, police, by=chair, holder=officer)
    second = make_action(neglect, police, by=chair, holder=officer)
    assert (first.reference, second.reference) == ("NEG-2026-001", "NEG-2026-002")
    assert first.first_due_on == first.due_on
    assert first.history.get().history_user == chair
    assert first.moves.get().to_status == Action.Status.OPEN
    assert Notice.objects.filter(to=officer).count() == 2


def test_a_mail_never_quotes_the_action(neglect: Body, police: Agency, officer: Person, chair: Person) -> None:
    make_action(neglect, police, by=chair, holder=officer, what="Words that must stay inside")
    assert "must stay inside" not in Notice.objects.get().text + Notice.objects.get().html


def test_a_member_cannot_record_an_action(neglect: Body, police: Agency, member: Person) -> None:
    with pytest.raises(NotYours):
        make_action(neglect, police, by=member)


def test_an_action_cannot_be_due_before_it_is_recorded(neglect: Body, police: Agency, chair: Person) -> None:
    with pytest.raises(ValidationError, match="has not passed"):
        make_action(neglect, police, by=chair, due_on=TODAY - dt.timedelta(days=1), now=NOW)


def test_the_holder_works_for_the_lead_agency(neglect: Body, police: Agency, member: Person, chair: Person) -> None:
    with pytest.raises(ValidationError, match="works for West Midlands Police"):
        make_action(neglect, police, by=chair, holder=member)


def test_the_holder_updates_with_evidence_and_the_checksum_is_kept(action: Action, officer: Person) -> None:
    actions.add_update(action=action, text="Two of four", judgement="at_risk", by=officer, now=NOW, files=[a_file()])
    action.refresh_from_db()
    assert (action.judgement, action.last_update_on) == ("at_risk", TODAY)
    evidence = action.evidence.get()
    assert len(evidence.sha256) == 64
    assert evidence.name == "report.pdf"
    assert "report" not in evidence.file.name


def test_a_file_that_is_not_what_its_name_says_is_refused_and_nothing_is_kept(action: Action, officer: Person) -> None:
    with pytest.raises(ValidationError, match="not that of a .pdf"):
        actions.add_update(
            action=action, text="See file", by=officer, now=NOW, files=[a_file("page.pdf", b"<html>hello</html>")]
        )
    assert action.updates.count() == 0


def test_a_supporting_agency_reports_its_own_part_without_judging_the_whole(
    neglect: Body, police: Agency, fire: Agency, outsider: Person, chair: Person
) -> None:
    action = make_action(neglect, police, by=chair, supporting=[(fire, "home visits")])
    update = actions.add_update(action=action, text="Visits done", judgement="on_track", by=outsider, now=NOW)
    action.refresh_from_db()
    assert update.agency == fire
    assert action.judgement == ""


def test_another_agency_cannot_update(action: Action, outsider: Person) -> None:
    with pytest.raises(NotYours):
        actions.add_update(action=action, text="Hello", by=outsider, now=NOW)


def test_a_granted_date_moves_and_counts_the_slip_and_keeps_the_first(
    action: Action, officer: Person, chair: Person
) -> None:
    to_on = action.due_on + dt.timedelta(days=59)
    change = actions.ask_new_date(action=action, to_on=to_on, reason="Software late", by=officer, now=NOW)
    actions.answer_new_date(change=change, grant=True, by=chair, now=NOW)
    moved = Action.objects.get(pk=action.pk)
    assert (moved.due_on, moved.moves_count, moved.days_slipped) == (to_on, 1, 59)
    assert moved.first_due_on == action.first_due_on


def test_a_refused_date_stays_and_needs_a_reason(action: Action, officer: Person, chair: Person) -> None:
    change = actions.ask_new_date(
        action=action, to_on=action.due_on + dt.timedelta(days=9), reason="Busy", by=officer, now=NOW
    )
    with pytest.raises(ValidationError, match="why the new date is refused"):
        actions.answer_new_date(change=change, grant=False, by=chair, now=NOW)
    actions.answer_new_date(change=change, grant=False, answer="It matters now", by=chair, now=NOW)
    assert Action.objects.get(pk=action.pk).due_on == action.due_on
    assert Notice.objects.filter(kind="date refused", to=officer).count() == 1


def test_once_the_date_has_passed_only_the_chair_may_grant(
    action: Action, officer: Person, business_unit: Person, chair: Person
) -> None:
    late = NOW + dt.timedelta(days=60)
    change = actions.ask_new_date(
        action=action, to_on=TODAY + dt.timedelta(days=90), reason="Still late", by=officer, now=late
    )
    with pytest.raises(NotYours, match="only the chair"):
        actions.answer_new_date(change=change, grant=True, by=business_unit, now=late)
    assert actions.answer_new_date(change=change, grant=True, by=chair, now=late).status == DateChange.Status.GRANTED


def test_one_request_waits_at_a_time(action: Action, officer: Person) -> None:
    ask = {"action": action, "to_on": action.due_on + dt.timedelta(days=9), "reason": "Busy", "by": officer}
    actions.ask_new_date(**ask, now=NOW)
    with pytest.raises(ValidationError, match="waits for the chair"):
        actions.ask_new_date(**ask, now=NOW)


def test_nobody_answers_their_own_request(action: Action, chair: Person) -> None:
    change = actions.ask_new_date(
        action=action, to_on=action.due_on + dt.timedelta(days=9), reason="Busy", by=chair, now=NOW
    )
    with pytest.raises(ValidationError, match="somebody else must answer"):
        actions.answer_new_date(change=change, grant=True, by=chair, now=NOW)


def test_claiming_needs_evidence(action: Action, officer: Person) -> None:
    with pytest.raises(ValidationError, match="Add evidence"):
        actions.claim_complete(action=action, impact=SO_THAT, by=officer, now=NOW)
    assert Action.objects.get().status == Action.Status.OPEN


def test_a_second_person_closes_with_evidence_and_impact(action: Action, officer: Person, chair: Person) -> None:
    claim(action, officer)
    closed = actions.close_action(action=action, by=chair, now=NOW)
    assert (closed.status, closed.is_live, closed.closed_by) == (Action.Status.CLOSED, False, chair)
    assert Notice.objects.filter(kind="action closed", to=officer).count() == 1


def test_whoever_claimed_cannot_close(action: Action, chair: Person, business_unit: Person) -> None:
    actions.add_update(action=action, text="Done", by=business_unit, now=NOW, files=[a_file()])
    claim(action, business_unit)
    with pytest.raises(ValidationError, match="somebody else must close"):
        actions.close_action(action=action, by=business_unit, now=NOW)
    assert actions.close_action(action=action, by=chair, now=NOW).status == Action.Status.CLOSED


def test_the_agency_cannot_close(action: Action, officer: Person, partner: Person) -> None:
    claim(action, officer)
    with pytest.raises(NotYours):
        actions.close_action(action=action, by=partner, now=NOW)


def test_closing_twice_does_nothing_more(action: Action, officer: Person, chair: Person) -> None:
    claim(action, officer)
    actions.close_action(action=action, by=chair, now=NOW)
    with pytest.raises(WrongState):
        actions.close_action(action=action, by=chair, now=NOW)
    assert action.moves.filter(to_status="closed").count() == 1


def test_a_returned_action_says_what_is_missing_and_is_open_again(
    action: Action, officer: Person, chair: Person
) -> None:
    claim(action, officer)
    with pytest.raises(ValidationError, match="what is missing"):
        actions.return_action(action=action, missing=" ", by=chair, now=NOW)
    back = actions.return_action(action=Action.objects.get(), missing="The September figures", by=chair, now=NOW)
    assert (back.status, back.claimed_by) == (Action.Status.OPEN, None)
    assert back.moves.latest("pk").note == "The September figures"
    assert Notice.objects.filter(kind="action returned", to=officer).count() == 1


def test_withdrawing_needs_the_chair_and_a_reason(action: Action, chair: Person, business_unit: Person) -> None:
    with pytest.raises(NotYours):
        actions.withdraw_action(action=action, reason="Over", by=business_unit, now=NOW)
    with pytest.raises(ValidationError, match="why this is no longer wanted"):
        actions.withdraw_action(action=action, reason="", by=chair, now=NOW)
    assert actions.withdraw_action(action=action, reason="Law changed", by=chair, now=NOW).is_live is False


def test_reopening_with_a_later_date_counts_as_a_move(action: Action, officer: Person, chair: Person) -> None:
    claim(action, officer)
    actions.close_action(action=action, by=chair, now=NOW)
    later = action.due_on + dt.timedelta(days=20)
    again = actions.reopen_action(action=action, reason="It did not last", due_on=later, by=chair, now=NOW)
    assert (again.status, again.moves_count, again.days_slipped) == (Action.Status.OPEN, 1, 20)
    assert again.closed_by is None


def test_reopening_to_an_earlier_date_is_kept_with_the_moves_and_is_no_slip(
    action: Action, officer: Person, chair: Person, business_unit: Person, monday: dt.date, client: Client
) -> None:
    claim(action, officer)
    actions.close_action(action=action, by=chair, now=NOW)
    before, sooner = action.due_on, action.due_on - dt.timedelta(days=9)
    again = actions.reopen_action(action=action, reason="It did not last", due_on=sooner, by=chair, now=NOW)
    assert (again.due_on, again.first_due_on, again.moves_count, again.days_slipped) == (sooner, before, 0, 0)
    moved = again.date_changes.get()
    assert (moved.from_on, moved.to_on, moved.status, moved.days) == (before, sooner, DateChange.Status.GRANTED, -9)
    assert (moved.reason, moved.asked_by, moved.answered_by) == ("It did not last", chair, chair)
    assert moved.history.get().history_change_reason == "Date moved"
    client.force_login(business_unit)
    page = client.get(again.get_absolute_url()).content.decode()
    assert "9\xa0days earlier" in page and "first date, stands" not in page
    assert "brought forward, never moved later" in page
    quarter = Period(NOW.date().replace(day=1), NOW.date())
    assert slippage.moves_by_quarter([quarter], TODAY) == [slippage.Moves(0, 0, 0)]


def test_reopening_with_the_same_date_moves_nothing(action: Action, officer: Person, chair: Person) -> None:
    claim(action, officer)
    actions.close_action(action=action, by=chair, now=NOW)
    again = actions.reopen_action(action=action, reason="It did not last", due_on=action.due_on, by=chair, now=NOW)
    assert again.moves_count == 0 and not again.date_changes.exists()


def test_a_request_never_asks_for_an_earlier_date(action: Action, officer: Person) -> None:
    given = {
        "agency": action.lead_agency, "from_on": action.due_on, "to_on": action.due_on - dt.timedelta(days=1),
        "reason": "x", "asked_by": officer, "asked_at": NOW, "answer_due_on": TODAY,
    }  # fmt: skip
    for status in ("asked", "refused", "undone"):
        with pytest.raises(IntegrityError), transaction.atomic():
            DateChange.objects.create(action=action, status=status, **given)


def test_a_stale_correction_is_refused(action: Action, chair: Person) -> None:
    seen = action.version
    actions.change_action(action=action, title="First", by=chair, now=NOW, seen=seen)
    with pytest.raises(Stale):
        actions.change_action(action=action, title="Second", by=chair, now=NOW, seen=seen)
    assert Action.objects.get().title == "First"


def test_overdue_is_worked_out_and_not_for_what_waits_on_somebody_else(
    action: Action, officer: Person, settings: Any
) -> None:
    day = action.due_on + dt.timedelta(days=1)
    assert action.is_overdue(day)
    assert list(Action.objects.overdue(day)) == [action]
    assert not Action.objects.overdue(action.due_on).exists()
    claim(action, officer)
    assert not Action.objects.overdue(day).exists()


@pytest.mark.parametrize(("who", "sees"), [
    ("business_unit", True), ("chair", True), ("member", True), ("partner", True), ("officer", True),
    ("independent_chair", True), ("inspector", True), ("outsider", False),
])  # fmt: skip
def test_who_sees_an_action(who: str, sees: bool, action: Action, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(who)
    assert Action.objects.visible_to(person).filter(pk=action.pk).exists() is sees
