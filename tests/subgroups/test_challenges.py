"""Challenges: made, answered by the agency, asked again, closed with what came of it; who sees and does what."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from partnership.kit.errors import NotYours, WrongState
from partnership.models import Agency, Body, Chase, Letter, Person
from subgroups.models import Challenge
from subgroups.obligations import CHALLENGE_ANSWERS
from subgroups.services import challenges, meetings
from tests.factories import NOW, TODAY, make_person

pytestmark = pytest.mark.usefixtures("monday")
DAY = dt.timedelta(days=1)


def challenge_of(body: Body, agency: Agency, by: Person, **fields: Any) -> Challenge:
    fields = {
        "subject": "Four strategy discussions without the police",
        "text": "Nobody came to four of nine discussions",
        "answer_due_on": TODAY + 14 * DAY,
        **fields,
    }
    return challenges.make_challenge(body=body, to_agency=agency, by=by, now=NOW, **fields)


@pytest.fixture
def challenge(neglect: Body, police: Agency, chair: Person) -> Challenge:
    return challenge_of(neglect, police, chair)


def answer(challenge: Challenge, by: Person, words: str = "The rota is changed") -> Challenge:
    return challenges.answer_challenge(challenge=challenge, answer=words, by=by, now=NOW)


def close(challenge: Challenge, by: Person, outcome: str = "changed", what: str = "A sergeant is on call") -> Challenge:
    return challenges.close_challenge(challenge=challenge, outcome=outcome, what_changed=what, by=by, now=NOW)


# ---- making ----


def test_a_challenge_is_numbered_in_its_body(challenge: Challenge, chair: Person) -> None:
    assert (challenge.reference, challenge.status, challenge.made_on) == ("NEG-C-2026-01", "made", TODAY)
    assert challenge.moves.get().by == chair


def test_a_member_makes_no_challenge(neglect: Body, police: Agency, member: Person) -> None:
    with pytest.raises(NotYours):
        challenge_of(neglect, police, member)


def test_an_agency_does_not_challenge_itself(neglect: Body, police: Agency, chair: Person) -> None:
    with pytest.raises(ValidationError, match="nobody challenges itself"):
        challenge_of(neglect, police, chair, from_agency=police)


def test_an_answer_is_not_due_in_the_past(neglect: Body, police: Agency, chair: Person) -> None:
    with pytest.raises(ValidationError, match="has not passed"):
        challenge_of(neglect, police, chair, answer_due_on=TODAY - DAY)


def test_the_meeting_is_one_of_the_body(
    neglect: Body, exploitation: Body, police: Agency, chair: Person, business_unit: Person
) -> None:
    other = meetings.plan_meeting(body=exploitation, meets_on=TODAY, starts_at=dt.time(9), by=business_unit, now=NOW)
    with pytest.raises(ValidationError, match="a meeting of Neglect"):
        challenge_of(neglect, police, chair, meeting=other)


@pytest.fixture
def letter(neglect: Body, police: Agency, business_unit: Person) -> Letter:
    chase = Chase.objects.create(
        kind="action", subject=1, due_on=TODAY, step="overdue_10", to="chair", step_on=TODAY, on=TODAY, at=NOW,
        body=neglect, agency=police, reference="NEG-2026-001", title="An action", path="/",
    )  # fmt: skip
    return Letter.objects.create(
        chase=chase, reference="L-1", body=neglect, agency=police, drafted_on=TODAY, status="sent",
        file="letters/a.pdf", sha256="0" * 64, sent_at=NOW, sent_by=business_unit,
    )  # fmt: skip


def test_a_letter_that_was_sent_is_recorded_as_a_challenge_once(
    letter: Letter, neglect: Body, police: Agency, icb: Agency, business_unit: Person
) -> None:
    with pytest.raises(ValidationError, match="to which the letter was sent"):
        challenge_of(neglect, icb, business_unit, letter=letter)
    assert challenge_of(neglect, police, business_unit, letter=letter).letter == letter
    with pytest.raises(ValidationError, match="recorded as a challenge already"):
        challenge_of(neglect, police, business_unit, letter=letter)


def test_a_letter_that_was_withheld_is_no_challenge(
    letter: Letter, neglect: Body, police: Agency, business_unit: Person
) -> None:
    Letter.objects.filter(pk=letter.pk).update(status="withheld")
    letter.refresh_from_db()
    with pytest.raises(ValidationError, match="Only a letter that was sent"):
        challenge_of(neglect, police, business_unit, letter=letter)


# ---- answering ----


def test_the_lead_of_the_agency_answers_once(challenge: Challenge, partner: Person) -> None:
    answered = answer(challenge, partner)
    assert (answered.status, answered.answered_by, answered.answered_at) == ("answered", partner, NOW)
    with pytest.raises(WrongState):
        answer(challenge, partner)
    assert challenge.moves.count() == 2


def test_an_answer_has_words(challenge: Challenge, partner: Person) -> None:
    with pytest.raises(ValidationError, match="Write the answer"):
        answer(challenge, partner, "  ")


@pytest.mark.parametrize("who", ["chair", "member", "outsider", "independent_chair"])
def test_nobody_else_answers_for_the_agency(who: str, challenge: Challenge, request: Any) -> None:
    with pytest.raises(NotYours):
        answer(challenge, request.getfixturevalue(who))


def test_asking_again_keeps_the_first_answer_in_history_and_sets_a_new_day(
    challenge: Challenge, partner: Person, chair: Person
) -> None:
    answer(challenge, partner, "First")
    again = challenges.ask_again(
        challenge=challenge, reason="The rota is not said", answer_due_on=TODAY + 30 * DAY, by=chair, now=NOW
    )
    assert (again.status, again.answered_by, again.answer_due_on) == ("made", None, TODAY + 30 * DAY)
    answer(again, partner, "Second")
    assert list(challenge.history.order_by("history_id").values_list("answer", flat=True)) == [
        "", "First", "First", "Second",
    ]  # fmt: skip


# ---- closing and withdrawing ----


def test_the_chair_closes_with_what_changed(challenge: Challenge, partner: Person, chair: Person) -> None:
    answer(challenge, partner)
    closed = close(challenge, chair)
    assert (closed.status, closed.outcome, closed.closed_on) == ("closed", "changed", TODAY)
    with pytest.raises(WrongState):
        close(challenge, chair)


def test_closing_says_what_changed(challenge: Challenge, partner: Person, chair: Person) -> None:
    answer(challenge, partner)
    with pytest.raises(ValidationError, match="what changed"):
        close(challenge, chair, what=" ")
    with pytest.raises(ValidationError, match="what came of it"):
        close(challenge, chair, outcome="")


def test_without_an_answer_it_closes_as_not_settled_only(challenge: Challenge, chair: Person) -> None:
    with pytest.raises(ValidationError, match="no answer yet"):
        close(challenge, chair)
    assert close(challenge, chair, outcome="escalated").status == "closed"


def test_whoever_answered_does_not_judge_the_answer(challenge: Challenge, business_unit: Person) -> None:
    answer(challenge, business_unit)
    with pytest.raises(ValidationError, match="somebody else must judge"):
        close(challenge, business_unit)


def test_the_agency_does_not_close(challenge: Challenge, partner: Person) -> None:
    answer(challenge, partner)
    with pytest.raises(NotYours):
        close(challenge, partner)


def test_withdrawing_needs_a_reason(challenge: Challenge, chair: Person) -> None:
    with pytest.raises(ValidationError, match="why the challenge is withdrawn"):
        challenges.withdraw_challenge(challenge=challenge, reason="", by=chair, now=NOW)
    assert (
        challenges.withdraw_challenge(challenge=challenge, reason="A mistake", by=chair, now=NOW).status == "withdrawn"
    )


# ---- what is owed ----


def test_the_agency_owes_the_answer_until_it_is_given(challenge: Challenge, partner: Person) -> None:
    owed = CHALLENGE_ANSWERS.find(challenge.pk)
    assert owed is not None
    assert (owed.agency_id, owed.due_on, owed.office) == (challenge.to_agency_id, challenge.answer_due_on, "owner")
    answer(challenge, partner)
    assert CHALLENGE_ANSWERS.find(challenge.pk) is None


# ---- pages ----


def page(client: Client, person: Person, path: str, status: int = 200) -> str:
    client.force_login(person)
    got = client.get(path)
    assert got.status_code == status, path
    return b"".join(got).decode() if got.streaming else got.content.decode()


def test_the_lead_finds_answers_and_sees_it_done(client: Client, challenge: Challenge, partner: Person) -> None:
    here = challenge.get_absolute_url()
    assert f'href="{here}answer/"' in page(client, partner, here)
    assert here in page(client, partner, reverse("subgroups:challenge-list"))
    got = client.post(f"{here}answer/", {"answer": "We changed the rota"})
    assert got.status_code == 302
    assert "We changed the rota" in page(client, partner, here)
    assert f'href="{here}answer/"' not in page(client, partner, here)


def test_the_business_unit_makes_one_by_hand(
    client: Client, neglect: Body, police: Agency, business_unit: Person
) -> None:
    client.force_login(business_unit)
    got = client.post(
        reverse("subgroups:challenge-new"),
        {
            "body": neglect.pk, "to_agency": police.pk, "subject": "Discussions", "text": "Nobody came",
            "answer_due_on_day": "7", "answer_due_on_month": "12", "answer_due_on_year": "2026",
        },
    )  # fmt: skip
    made = Challenge.objects.get()
    assert (got.status_code, made.answer_due_on) == (302, dt.date(2026, 12, 7))


def test_the_form_proposes_the_day_that_the_rule_gives(client: Client, chair: Person) -> None:
    shown = page(client, chair, reverse("subgroups:challenge-new"))
    assert 'value="7"' in shown  # ten working days after 23 November


def test_a_person_without_the_body_does_not_see_it(
    client: Client, challenge: Challenge, outsider: Person, member: Person
) -> None:
    page(client, outsider, challenge.get_absolute_url(), 404)
    page(client, member, challenge.get_absolute_url())
    page(client, member, challenge.get_absolute_url() + "close/", 403)


def test_filters_narrow_the_list(client: Client, challenge: Challenge, chair: Person, neglect: Body) -> None:
    path = reverse("subgroups:challenge-list")
    for query, seen in (
        ("?words=strategy", True), ("?words=nothing", False), ("?state=overdue", False), ("?state=made", True),
        (f"?body={neglect.pk}", True), ("?year=2026", True), (f"?agency={challenge.to_agency_id}", True),
    ):  # fmt: skip
        assert (challenge.reference in page(client, chair, path + query)) is seen, query
    assert page(client, chair, f"{path}?format=csv").count("\n") == 2


@pytest.mark.parametrize("count", [10, 100])
def test_the_list_asks_the_database_as_often_for_many_rows(
    count: int,
    client: Client,
    neglect: Body,
    police: Agency,
    business_unit: Person,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for number in range(count):
        challenge_of(neglect, police, business_unit, subject=f"Challenge {number}", from_agency=None)
    client.force_login(business_unit)
    client.get("/")
    with django_assert_max_num_queries(9):
        assert client.get(reverse("subgroups:challenge-list")).status_code == 200


def test_a_get_changes_nothing(client: Client, challenge: Challenge, chair: Person, partner: Person) -> None:
    for person, act in ((chair, "close"), (chair, "withdraw"), (partner, "answer")):
        page(client, person, f"{challenge.get_absolute_url()}{act}/")
    challenge.refresh_from_db()
    assert challenge.status == "made"


def test_somebody_without_a_name_there_is_told_nothing(client: Client, challenge: Challenge) -> None:
    page(client, make_person("Nobody"), challenge.get_absolute_url(), 404)
