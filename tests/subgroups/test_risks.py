"""The risk register: recorded, changed with a reason, looked at again, closed; its words, its grid and its pages."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from partnership.kit.errors import NotYours, Stale, WrongState
from partnership.models import Agency, Body, Person
from subgroups.models import AgendaItem, Risk
from subgroups.obligations import RISK_REVIEWS
from subgroups.presenters import risks as words
from subgroups.services import agendas, meetings, risks
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.usefixtures("monday")
DAY = dt.timedelta(days=1)


def risk_of(body: Body, agency: Agency, by: Person, **fields: Any) -> Risk:
    fields = {
        "title": "Health visitors cannot be found",
        "description": "Children under two are seen late",
        "likelihood": 4,
        "impact": 4,
        "review_on": TODAY + 30 * DAY,
        **fields,
    }
    return risks.record_risk(body=body, agency=agency, by=by, now=NOW, **fields)


@pytest.fixture
def risk(neglect: Body, icb: Agency, chair: Person) -> Risk:
    return risk_of(neglect, icb, chair)


def test_a_risk_is_numbered_on_its_register(risk: Risk, chair: Person) -> None:
    assert (risk.reference, risk.score, risk.status) == ("NEG-R-2026-01", 16, "open")
    assert risk.moves.get().by == chair


def test_a_member_records_no_risk(neglect: Body, icb: Agency, member: Person) -> None:
    with pytest.raises(NotYours):
        risk_of(neglect, icb, member)


def test_it_is_looked_at_on_a_day_to_come(neglect: Body, icb: Agency, chair: Person) -> None:
    with pytest.raises(ValidationError, match="still to come"):
        risk_of(neglect, icb, chair, review_on=TODAY)


def test_a_score_is_on_the_scale(neglect: Body, icb: Agency, chair: Person) -> None:
    with pytest.raises(ValidationError, match=r"score from 1 to 5|not a valid choice"):
        risk_of(neglect, icb, chair, likelihood=6)


def test_a_change_has_its_reason_and_refuses_a_stale_save(risk: Risk, chair: Person) -> None:
    with pytest.raises(ValidationError, match="why it is changed"):
        risks.change_risk(risk=risk, reason="", seen=1, by=chair, now=NOW, impact=5)
    changed = risks.change_risk(risk=risk, reason="A child was hurt", seen=1, by=chair, now=NOW, impact=5)
    assert (changed.score, risk.moves.last().note) == (20, "A child was hurt")
    with pytest.raises(Stale):
        risks.change_risk(risk=risk, reason="Late", seen=1, by=chair, now=NOW, impact=1)


def test_a_look_scores_it_again_and_sets_the_next_day(risk: Risk, chair: Person) -> None:
    looked = risks.review_risk(
        risk=risk, note="Two posts filled", likelihood=3, impact=4, review_on=TODAY + 90 * DAY, by=chair, now=NOW
    )
    assert (looked.score, looked.review_on) == (12, TODAY + 90 * DAY)
    assert risk.moves.filter(move="review").count() == 1


def test_closing_needs_a_reason_and_opening_again_too(risk: Risk, chair: Person) -> None:
    with pytest.raises(ValidationError, match="no longer watched"):
        risks.close_risk(risk=risk, reason="", by=chair, now=NOW)
    closed = risks.close_risk(risk=risk, reason="All posts filled", by=chair, now=NOW)
    assert (closed.status, closed.closed_on) == ("closed", TODAY)
    with pytest.raises(WrongState):
        risks.close_risk(risk=risk, reason="Again", by=chair, now=NOW)
    again = risks.reopen_risk(risk=risk, reason="Posts empty", review_on=TODAY + DAY, by=chair, now=NOW)
    assert (again.status, again.closed_on) == ("open", None)


def test_a_member_changes_nothing(risk: Risk, member: Person, partner: Person) -> None:
    for person in (member, partner):
        with pytest.raises(NotYours):
            risks.close_risk(risk=risk, reason="No", by=person, now=NOW)


def test_the_chair_owes_the_look_at_it(risk: Risk, chair: Person) -> None:
    owed = RISK_REVIEWS.find(risk.pk)
    assert owed is not None
    assert (owed.office, owed.body_id, owed.due_on) == ("chair", risk.body_id, risk.review_on)
    risks.close_risk(risk=risk, reason="Over", by=chair, now=NOW)
    assert RISK_REVIEWS.find(risk.pk) is None


@pytest.mark.parametrize(
    ("score", "level"), [(1, "low"), (3, "low"), (4, "medium"), (8, "medium"), (9, "high"), (12, "high"),
                         (15, "very high"), (25, "very high")],
)  # fmt: skip
def test_a_score_has_a_word(score: int, level: str) -> None:
    assert words.level(score) == level


def test_the_grid_counts_and_marks(risk: Risk) -> None:
    grid = words.grid([risk, risk], here=None)
    square = grid[1].squares[3]  # likely, serious
    assert (square.score, square.words, square.level) == (16, "2\xa0risks", "very-high")
    assert words.grid([risk], here=risk)[1].squares[3].words == "this risk"


# ---- on an agenda ----


def test_risks_to_look_at_and_open_challenges_come_as_one_item_each(
    risk: Risk, neglect: Body, icb: Agency, chair: Person
) -> None:
    soon = TODAY + 40 * DAY
    meeting = meetings.plan_meeting(body=neglect, meets_on=soon, starts_at=dt.time(10), by=chair, now=NOW)
    risk_of(neglect, icb, chair, title="Another")
    risk_of(neglect, icb, chair, title="Later", review_on=soon + 5 * DAY)
    for _ in range(2):
        agendas.draw_up_agenda(meeting=meeting, by=chair, now=NOW)
    item = meeting.items.get(kind=AgendaItem.Kind.RISKS)
    assert item.title == "Risks to look at"
    with pytest.raises(ValidationError, match="came by itself"):
        agendas.remove_item(item=item, by=chair, now=NOW)


# ---- pages ----


def page(client: Client, person: Person, path: str, status: int = 200) -> str:
    client.force_login(person)
    got = client.get(path)
    assert got.status_code == status, path
    return b"".join(got).decode() if got.streaming else got.content.decode()


def test_the_register_says_score_and_level_in_words(client: Client, risk: Risk, chair: Person) -> None:
    shown = page(client, chair, reverse("subgroups:risk-list"))
    assert "Likely × serious" in shown
    assert "very high" in shown
    assert f"?risk={risk.reference}" in page(client, chair, risk.get_absolute_url())


def test_an_agenda_item_lists_the_risks_that_are_due(client: Client, risk: Risk, neglect: Body, chair: Person) -> None:
    meeting = meetings.plan_meeting(body=neglect, meets_on=TODAY + 40 * DAY, starts_at=dt.time(10), by=chair, now=NOW)
    agendas.draw_up_agenda(meeting=meeting, by=chair, now=NOW)
    item = meeting.items.get(kind=AgendaItem.Kind.RISKS)
    assert risk.title in page(client, chair, item.get_absolute_url())


def test_the_chair_looks_at_it_on_the_page(client: Client, risk: Risk, chair: Person, member: Person) -> None:
    here = risk.get_absolute_url()
    page(client, member, f"{here}review/", 403)
    client.force_login(chair)
    got = client.post(
        f"{here}review/",
        {"note": "Better", "likelihood": "2", "impact": "4", "review_on_day": "1", "review_on_month": "3",
         "review_on_year": "2027"},
    )  # fmt: skip
    risk.refresh_from_db()
    assert (got.status_code, risk.score) == (302, 8)
    assert "Better" in page(client, chair, here)


def test_a_stale_change_shows_both_texts(client: Client, risk: Risk, chair: Person) -> None:
    client.force_login(chair)
    given = {
        "title": "New title", "description": "D", "controls": "", "likelihood": "4", "impact": "4",
        "agency": risk.agency_id, "note": "Why", "version": 1,
    }  # fmt: skip
    assert client.post(f"{risk.get_absolute_url()}change/", given).status_code == 302
    got = client.post(f"{risk.get_absolute_url()}change/", {**given, "title": "Other"})
    assert got.status_code == 409
    assert "New title" in got.content.decode()


def test_others_do_not_know_it(client: Client, risk: Risk, outsider: Person) -> None:
    page(client, outsider, risk.get_absolute_url(), 404)
    assert risk.reference not in page(client, outsider, reverse("subgroups:risk-list"))


@pytest.mark.parametrize("count", [10, 100])
def test_the_register_asks_the_database_as_often_for_many_rows(
    count: int,
    client: Client,
    neglect: Body,
    icb: Agency,
    business_unit: Person,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for number in range(count):
        risk_of(neglect, icb, business_unit, title=f"Risk {number}")
    client.force_login(business_unit)
    client.get("/")
    with django_assert_max_num_queries(8):
        assert client.get(reverse("subgroups:risk-list")).status_code == 200
