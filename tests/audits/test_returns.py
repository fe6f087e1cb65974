"""Returns: answering, evidence, submitting, sending back, moderation beside the own score, action plans, the chase."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from audits.models import AnswerFile, AuditAction, Return, Round, Standard
from audits.obligations import RETURNS
from audits.scoring import Judgement
from audits.selectors.scores import scores_of, standards_of, thresholds_of, wanting_plans
from audits.services import moderation, returns, rounds
from audits.services.moderation import Moderated
from audits.services.returns import Given
from partnership import chasing
from partnership.kit.dates import at_hour
from partnership.kit.errors import NotYours, Stale, WrongState
from partnership.kit.thread import thread_of
from partnership.models import Chase, Notice, Person, Telling
from subgroups.models import Action
from tests.audits.conftest import DUE, answer, submit
from tests.factories import NOW, PDF, TODAY


def standard(row: Return, number: int = 1) -> Standard:
    return Standard.objects.get(framework=row.round.framework, number=number)


def put(row: Return, given: dict[int, Given], *, by: Person, number: int = 1, seen: int | None = None) -> Return:
    return returns.answer_standard(
        audit_return=row, standard=standard(row, number), given=given, by=by, now=NOW, seen=seen
    )


def test_the_first_answer_starts_the_return_and_need_not_be_complete(police_return: Return, partner: Person) -> None:
    row = put(police_return, {1: Given(2, "Report of March")}, by=partner)
    assert row.status == Return.Status.IN_PROGRESS
    assert [move.move for move in row.moves.all()] == ["start"]
    saved = row.answers.get(score=2)
    assert saved.history.latest().history_user == partner


def test_an_answer_keeps_a_checked_file_with_its_checksum(police_return: Return, partner: Person) -> None:
    put(police_return, {1: Given(2, "", SimpleUploadedFile("plan.pdf", PDF))}, by=partner)
    file = AnswerFile.objects.get()
    assert (file.name, len(file.sha256)) == ("plan.pdf", 64)
    assert "plan" not in file.file.name
    returns.take_file_away(file=file, by=partner, now=NOW)
    assert not AnswerFile.objects.exists()
    assert AnswerFile.history.latest("history_id").history_user == partner


def test_a_bad_file_is_told_at_its_question_and_nothing_is_kept(police_return: Return, partner: Person) -> None:
    with pytest.raises(ValidationError) as refusal:
        put(police_return, {1: Given(2, "x", SimpleUploadedFile("a.pdf", b"<html>"))}, by=partner)
    assert "file_1" in refusal.value.message_dict
    assert not police_return.answers.filter(score__isnull=False).exists()


def test_details_of_a_person_are_refused_at_their_field(police_return: Return, partner: Person) -> None:
    with pytest.raises(ValidationError) as refusal:
        put(police_return, {2: Given(2, "Born 3 April 2012")}, by=partner)
    assert "evidence_2" in refusal.value.message_dict


def test_a_score_that_the_question_does_not_have_is_refused(police_return: Return, partner: Person) -> None:
    with pytest.raises(ValidationError, match="from 0 to 3"):
        put(police_return, {1: Given(4)}, by=partner)


@pytest.mark.parametrize(
    "who", ["outsider", "chair", "member", "independent_chair", "inspector", "safeguarding_partner"]
)
def test_nobody_else_fills_in_a_return(who: str, police_return: Return, request: pytest.FixtureRequest) -> None:
    with pytest.raises(NotYours):
        put(police_return, {1: Given(3)}, by=request.getfixturevalue(who))
    assert Return.objects.get(pk=police_return.pk).status == Return.Status.NOT_STARTED


def test_two_colleagues_do_not_save_over_each_other(
    police_return: Return, partner: Person, business_unit: Person
) -> None:
    seen = returns.version_of(returns.answers_to(police_return, standard(police_return)))
    put(police_return, {1: Given(2, "First")}, by=partner, seen=seen)
    with pytest.raises(Stale) as stale:
        put(police_return, {1: Given(1, "Second")}, by=business_unit, seen=seen)
    assert stale.value.current["evidence_1"] == "First"
    assert police_return.answers.get(evidence="First").score == 2


def test_submitting_needs_every_answer_and_what_shows_it(police_return: Return, partner: Person) -> None:
    row = put(police_return, {1: Given(2, "Report"), 2: Given(0)}, by=partner)
    with pytest.raises(ValidationError, match="2.1"):
        returns.submit_return(audit_return=row, by=partner, now=NOW)
    put(row, {1: Given(2)}, by=partner, number=2)
    with pytest.raises(ValidationError, match="Say what shows it.*2.1"):
        returns.submit_return(audit_return=row, by=partner, now=NOW)
    put(row, {1: Given(2, "Count")}, by=partner, number=2)
    sent = returns.submit_return(audit_return=row, by=partner, now=NOW)
    assert (sent.status, sent.submitted_by, sent.submitted_at) == (Return.Status.SUBMITTED, partner, NOW)


def test_a_submitted_return_stays_as_it_is(police_return: Return, partner: Person) -> None:
    row = submit(police_return, "33 3", by=partner)
    with pytest.raises(WrongState):
        put(row, {1: Given(1)}, by=partner)
    with pytest.raises(WrongState):
        returns.submit_return(audit_return=row, by=partner, now=NOW)


def test_nothing_is_answered_once_the_round_is_closed(
    opened: Round, police_return: Return, partner: Person, business_unit: Person
) -> None:
    row = answer(police_return, "33 3", by=partner)
    rounds.close_round(round_=opened, note="Over", by=business_unit, now=NOW)
    row.refresh_from_db()
    with pytest.raises(WrongState):
        put(row, {1: Given(1)}, by=partner)
    with pytest.raises(WrongState):
        returns.submit_return(audit_return=row, by=partner, now=NOW)


def test_a_return_sent_back_says_what_is_missing_and_has_a_new_date(
    police_return: Return, partner: Person, business_unit: Person
) -> None:
    row = submit(police_return, "33 3", by=partner)
    later = DUE + dt.timedelta(days=14)
    back = {"audit_return": row, "by": business_unit, "now": NOW}
    with pytest.raises(ValidationError, match="what is missing"):
        returns.send_back_return(missing=" ", due_on=later, **back)
    with pytest.raises(ValidationError, match="still to come"):
        returns.send_back_return(missing="Figures", due_on=TODAY, **back)
    with pytest.raises(NotYours):
        returns.send_back_return(missing="Figures", due_on=later, **{**back, "by": partner})
    row = returns.send_back_return(missing="The figures of March", due_on=later, **back)
    assert (row.status, row.due_on, row.submitted_by) == (Return.Status.SENT_BACK, later, None)
    assert row.moves.last().note == "The figures of March"
    notice = Notice.objects.get(kind="audit sent back")
    assert notice.to == partner
    assert "figures" not in notice.text
    assert submit(row, "33 2", by=partner).status == Return.Status.SUBMITTED


def moderate(row: Return, given: dict[int, Moderated], *, by: Person, number: int = 1) -> Return:
    return moderation.moderate_standard(
        audit_return=row, standard=standard(row, number), given=given, by=by, now=NOW
    )  # fmt: skip


def test_a_moderated_score_stands_beside_the_own_one_with_its_reason(
    police_return: Return, partner: Person, business_unit: Person
) -> None:
    row = submit(police_return, "32 3", by=partner)
    with pytest.raises(ValidationError, match="why the score is changed"):
        moderate(row, {1: Moderated(1), 2: Moderated(2)}, by=business_unit)
    moderate(row, {1: Moderated(1, "The policy is out of date"), 2: Moderated(2)}, by=business_unit)
    done = moderation.finish_moderation(audit_return=row, feedback="Update it", by=business_unit, now=NOW)
    assert (done.status, done.moderated_by, done.feedback) == (Return.Status.MODERATED, business_unit, "Update it")
    marks = list(done.answers.values_list("score", "moderated_score"))
    assert marks == [(3, 1), (2, 2), (3, 3)]
    scored = scores_of([done.pk], standards_of(done.round.framework_id))[done.pk]
    first = standard(done).pk
    assert (scored.own[first].points, scored.standing[first].points, scored.own[first].base) == (5, 3, 6)
    assert thresholds_of(done.round).judge(scored.standing[first]) is Judgement.PLAN
    assert thresholds_of(done.round).judge(scored.own[first]) is Judgement.ACCEPTABLE
    assert Notice.objects.filter(kind="audit moderated", to=partner).count() == 1


def test_whoever_submitted_does_not_moderate(
    police_return: Return, business_unit: Person, second_unit: Person
) -> None:  # fmt: skip
    row = submit(police_return, "33 3", by=business_unit)
    with pytest.raises(NotYours, match="somebody else"):
        moderate(row, {1: Moderated(3), 2: Moderated(3)}, by=business_unit)
    with pytest.raises(ValidationError, match="somebody else"):
        moderation.finish_moderation(audit_return=row, feedback="", by=business_unit, now=NOW)
    assert moderation.finish_moderation(audit_return=row, feedback="", by=second_unit, now=NOW).moderated_by


@pytest.mark.parametrize("who", ["partner", "outsider", "chair", "independent_chair", "inspector"])
def test_only_the_business_unit_moderates(
    who: str, police_return: Return, partner: Person, request: pytest.FixtureRequest
) -> None:
    row = submit(police_return, "33 3", by=partner)
    with pytest.raises(NotYours):
        moderate(row, {1: Moderated(3)}, by=request.getfixturevalue(who))
    with pytest.raises(NotYours):
        moderation.finish_moderation(audit_return=row, feedback="", by=request.getfixturevalue(who), now=NOW)


def test_what_is_not_submitted_is_not_moderated(police_return: Return, business_unit: Person) -> None:
    with pytest.raises(WrongState):
        moderate(police_return, {1: Moderated(3)}, by=business_unit)
    with pytest.raises(WrongState):
        moderation.finish_moderation(audit_return=police_return, feedback="", by=business_unit, now=NOW)


def plans(round_: Round, by: Person, **fields: Any) -> list[Action]:
    given = {
        "due_on": TODAY + dt.timedelta(days=60),
        "previewed": [one.key for one in wanting_plans(round_)],
        "by": by,
        "now": NOW,
        **fields,
    }
    return moderation.open_action_plans(round_=round_, **given)


def test_standards_at_or_below_the_threshold_open_an_action_once(
    opened: Round, police_return: Return, moderated: Callable[..., Return], partner: Person, business_unit: Person
) -> None:
    moderated(police_return, "21 1")
    assert [one.key for one in wanting_plans(opened)] == [f"{police_return.pk}-1", f"{police_return.pk}-2"]
    first, second = plans(opened, business_unit)
    assert first.origin == Action.Origin.AUDIT
    assert (first.lead_agency, first.holder, first.body) == (police_return.agency, partner, opened.body)
    assert "50" not in first.what and "%" not in first.what
    assert AuditAction.objects.get(action=second).standard.number == 2
    assert wanting_plans(opened) == []
    assert plans(opened, business_unit) == []
    assert Action.objects.count() == 2


def test_action_plans_are_opened_as_previewed_or_not_at_all(
    opened: Round, police_return: Return, moderated: Callable[..., Return], business_unit: Person, partner: Person
) -> None:
    moderated(police_return, "33 1")
    with pytest.raises(ValidationError, match="list has changed"):
        plans(opened, business_unit, previewed=[])
    with pytest.raises(NotYours):
        plans(opened, partner)
    assert not Action.objects.exists()


def test_a_return_that_is_not_moderated_asks_for_no_action(
    opened: Round, police_return: Return, partner: Person
) -> None:  # fmt: skip
    submit(police_return, "00 0", by=partner)
    assert wanting_plans(opened) == []


def test_an_action_tells_of_its_return_to_those_who_may_read_it(
    opened: Round, police_return: Return, moderated: Callable[..., Return], business_unit: Person, member: Person,
    partner: Person,
) -> None:  # fmt: skip
    moderated(police_return, "33 1")
    action = plans(opened, business_unit)[0]
    knots = {knot.kind: knot for knot in thread_of(action, person=partner, on=TODAY)}
    assert knots["Audit return"].path == police_return.get_absolute_url()
    knots = {knot.kind: knot for knot in thread_of(action, person=member, on=TODAY)}
    assert knots["Audit"].path == ""
    assert opened.title not in knots["Audit"].label
    kinds = [knot.kind for knot in thread_of(Return.objects.get(pk=police_return.pk), person=partner, on=TODAY)]
    assert "Actions" in kinds


def test_a_return_is_chased_like_everything_that_is_owed_and_no_longer_once_it_is_in(
    opened: Round, police_return: Return, partner: Person, outsider: Person
) -> None:
    day = DUE + dt.timedelta(days=1)
    submit(police_return, "33 3", by=partner)
    assert {row.pk for row in RETURNS.owed()} == {opened.returns.exclude(pk=police_return.pk).get().pk}
    chasing.chase(on=day, now=at_hour(day, 7))
    chasing.chase(on=day, now=at_hour(day, 8))
    chase = Chase.objects.filter(kind="audit-return").latest("pk")
    assert chase.title == "Audit return: Small audit 2026"
    assert chase.body == opened.body
    assert set(Telling.objects.values_list("person", flat=True)) == {outsider.pk}
    assert Notice.objects.filter(kind="digest", to=outsider).count() == 1
    assert not Notice.objects.filter(kind="digest", to=partner).exists()


def test_nothing_of_a_closed_round_is_chased(opened: Round, business_unit: Person, partner: Person) -> None:
    rounds.close_round(round_=opened, note="Over", by=business_unit, now=NOW)
    assert list(RETURNS.owed()) == []
    assert RETURNS.still_owed(opened.returns.values_list("pk", flat=True)) == set()


def test_overdue_is_worked_out(opened: Round, police_return: Return, partner: Person) -> None:
    late = DUE + dt.timedelta(days=1)
    assert police_return.is_overdue(late) and not police_return.is_overdue(DUE)
    assert Return.objects.overdue(late).count() == 2
    submit(police_return, "33 3", by=partner)
    assert Return.objects.overdue(late).count() == 1


@pytest.mark.parametrize(("who", "sees"), [
    ("business_unit", True), ("independent_chair", True), ("inspector", True), ("partner", True),
    ("safeguarding_partner", True), ("chair", False), ("member", False), ("outsider", False),
])  # fmt: skip
def test_who_sees_a_return(who: str, sees: bool, police_return: Return, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(who)
    assert Return.objects.visible_to(person).filter(pk=police_return.pk).exists() is sees
