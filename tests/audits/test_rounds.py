"""Rounds: who is asked, opening with last round's answers, closing."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from audits.models import Answer, Framework, Return, Round
from audits.services import rounds
from audits.services.frameworks import load_frameworks
from partnership.kit.errors import NotYours, Stale, WrongState
from partnership.models import Agency, Body, Notice, Person
from tests.audits.conftest import DUE, answer, make_round, small, submit
from tests.factories import NOW, TODAY, make_agency

LATER = NOW + dt.timedelta(days=300)


def test_preparing_chooses_agencies_by_why_they_are_asked_and_leaves_parts_out(
    framework: Framework, neglect: Body, police: Agency, council: Agency, business_unit: Person
) -> None:
    hub = make_agency("Hub", Agency.Kind.LOCAL_AUTHORITY, part_of=council)
    charity, service = make_agency("Charity", Agency.Kind.VOLUNTARY), make_agency("Service", Agency.Kind.COMMISSIONED)
    make_agency("Home Office", Agency.Kind.EXTERNAL)
    row = make_round(framework, neglect, business_unit, bases=("statutory", "voluntary"))
    assert {one.agency for one in row.returns.all()} == {police, council, charity}
    assert row.returns.get(agency=charity).basis == Return.Basis.VOLUNTARY
    assert service.pk and hub.pk
    assert row.moves.get().to_status == Round.Status.DRAFTING
    assert row.returns.first().history.get().history_user == business_unit


@pytest.mark.parametrize("who", ["partner", "chair", "independent_chair", "inspector"])
def test_only_the_business_unit_prepares_opens_and_closes(
    who: str, framework: Framework, neglect: Body, police: Agency, business_unit: Person, request: Any
) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(NotYours):
        make_round(framework, neglect, person)
    row = make_round(framework, neglect, business_unit)
    with pytest.raises(NotYours):
        rounds.open_round(round_=row, by=person, now=NOW)
    rounds.open_round(round_=row, by=business_unit, now=NOW)
    with pytest.raises(NotYours):
        rounds.close_round(round_=row, note="Enough", by=person, now=NOW)


def change(row: Round, by: Person, agencies: list[Agency], **fields: Any) -> Round:
    given = {
        "title": row.title, "from_on": row.from_on, "to_on": row.to_on, "opens_on": row.opens_on,
        "due_on": row.due_on, "seen": row.version, **fields,
    }  # fmt: skip
    return rounds.change_round(round_=row, agencies=agencies, by=by, now=NOW, **given)


def test_a_round_is_corrected_before_it_opens_and_not_after(
    framework: Framework, neglect: Body, police: Agency, fire: Agency, icb: Agency, business_unit: Person
) -> None:
    row = make_round(framework, neglect, business_unit)
    later = DUE + dt.timedelta(days=7)
    row = change(row, business_unit, [police, icb], due_on=later)
    assert {one.agency for one in row.returns.all()} == {police, icb}
    assert set(row.returns.values_list("due_on", flat=True)) == {later}
    with pytest.raises(Stale):
        change(row, business_unit, [police], seen=1)
    rounds.open_round(round_=row, by=business_unit, now=NOW)
    with pytest.raises(WrongState):
        change(row, business_unit, [police], seen=None)


def test_opening_gives_each_agency_its_questions_and_mails_its_leads_once(
    opened: Round, partner: Person, outsider: Person
) -> None:
    assert opened.status == Round.Status.OPEN
    assert Answer.objects.count() == 2 * 3
    assert not Answer.objects.filter(score__isnull=False).exists()


def test_the_leads_are_told(
    framework: Framework, neglect: Body, police: Agency, fire: Agency, partner: Person, business_unit: Person
) -> None:
    row = make_round(framework, neglect, business_unit)
    assert not Notice.objects.exists()
    rounds.open_round(round_=row, by=business_unit, now=NOW)
    notice = Notice.objects.get(kind="audit opened")
    assert notice.to == partner
    with pytest.raises(WrongState):
        rounds.open_round(round_=row, by=business_unit, now=NOW)
    assert Notice.objects.count() == 1


def test_a_round_that_asks_nobody_or_for_a_day_gone_by_does_not_open(
    framework: Framework, neglect: Body, business_unit: Person, police: Agency
) -> None:
    row = make_round(framework, neglect, business_unit, bases=("voluntary",))
    with pytest.raises(ValidationError, match="nobody is asked yet"):
        rounds.open_round(round_=row, by=business_unit, now=NOW)
    row = make_round(framework, neglect, business_unit)
    with pytest.raises(ValidationError, match="has passed"):
        rounds.open_round(round_=row, by=business_unit, now=NOW + dt.timedelta(days=60))


def test_last_rounds_answers_come_forward_and_count_once_they_are_saved(
    opened: Round, police_return: Return, moderated: Callable[..., Return], partner: Person, business_unit: Person
) -> None:
    moderated(police_return, "33 1")
    rounds.close_round(round_=opened, note="Fire did not answer", by=business_unit, now=NOW)
    edition = small(edition=2)
    edition["standards"][0]["questions"][0]["descriptors"] = ["no", "partly", "yes"]
    edition["standards"].reverse()
    load_frameworks(entries=[edition], now=LATER)
    second = make_round(
        Framework.objects.get(edition=2), opened.body, business_unit, title="Next", now=LATER,
        due_on=LATER.date() + dt.timedelta(days=40),
    )  # fmt: skip
    rounds.open_round(round_=second, by=business_unit, now=LATER)
    row = second.returns.get(agency=police_return.agency)
    brought = {one.question.key: one for one in row.answers.select_related("question", "brought_from")}
    assert (brought["looks"].score, brought["looks"].evidence) == (3, "Report of March")
    assert brought["looks"].brought_from.audit_return == police_return
    assert brought["named"].score is None, "a score that the new edition does not have is not brought"
    assert not any(one.is_answered for one in brought.values())
    from audits.services.returns import submit_return

    with pytest.raises(WrongState):
        submit_return(audit_return=row, by=partner, now=LATER)
    row = answer(row, "1 23", by=partner, now=LATER)
    assert all(one.is_answered for one in row.answers.all())
    assert submit_return(audit_return=row, by=partner, now=LATER).status == Return.Status.SUBMITTED


def test_closing_waits_for_moderation_and_says_why_some_are_missing(
    opened: Round, police_return: Return, partner: Person, business_unit: Person
) -> None:
    submit(police_return, "33 3", by=partner)
    with pytest.raises(ValidationError, match="have not returned"):
        rounds.close_round(round_=opened, by=business_unit, now=NOW)
    with pytest.raises(ValidationError, match="for moderation"):
        rounds.close_round(round_=opened, note="Enough", by=business_unit, now=NOW)
    assert Round.objects.get().status == Round.Status.OPEN


def test_a_closed_round_opens_again_with_a_reason(opened: Round, business_unit: Person) -> None:
    closed = rounds.close_round(round_=opened, note="Nobody answered", by=business_unit, now=NOW)
    assert (closed.status, closed.closed_on) == (Round.Status.CLOSED, TODAY)
    with pytest.raises(ValidationError, match="why the round is opened again"):
        rounds.reopen_round(round_=closed, reason=" ", by=business_unit, now=NOW)
    again = rounds.reopen_round(round_=closed, reason="Fire can answer now", by=business_unit, now=NOW)
    assert (again.status, again.closed_on) == (Round.Status.OPEN, None)
    assert [move.move for move in again.moves.all()] == ["prepare", "open", "close", "reopen"]


@pytest.mark.parametrize(("who", "sees"), [
    ("business_unit", True), ("independent_chair", True), ("inspector", True), ("partner", True),
    ("safeguarding_partner", True), ("chair", False), ("member", False),
])  # fmt: skip
def test_who_sees_a_round(who: str, sees: bool, opened: Round, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(who)
    assert Round.objects.visible_to(person).exists() is sees


def test_nobody_outside_sees_a_round_that_is_being_prepared(
    framework: Framework, neglect: Body, police: Agency, partner: Person, business_unit: Person
) -> None:
    make_round(framework, neglect, business_unit)
    assert not Round.objects.visible_to(partner).exists()
    assert not Return.objects.visible_to(partner).exists()
