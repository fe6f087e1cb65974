"""Counts kept beside actions: whatever is written, they say what the actions say; drift is told and put right."""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pytest
from django.conf import settings as portal
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership import tasks
from partnership.chasing import note_answer
from partnership.kit.dates import at_hour
from partnership.models import Agency, Body, Chase, ChaseCounts, JobRun, Person
from subgroups.models import Action, ActionCounts
from subgroups.selectors.scorecards import Kept, Promise, judged
from tests.conftest import histories
from tests.factories import TODAY, make_action, make_agency, make_body
from tests.subgroups.test_meetings import at_once

FIRST = dt.date(2026, 5, 20)
RECORDED = at_hour(dt.date(2026, 5, 1), 10)
Keys = tuple[dt.date, int, int]


def said(lines: Iterable[Any]) -> dict[Keys, Kept]:
    """What the lines come to, without what comes to nothing."""
    found: dict[Keys, Kept] = defaultdict(Kept)
    for line in lines:
        late, still_open = line.closed - line.on_time, line.due - line.closed
        one = Kept(line.due, line.on_time, late, still_open, line.twice, line.moves, line.days)
        found[line.month, line.agency_id, line.body_id] += one
    return {keys: kept for keys, kept in found.items() if kept != Kept()}


def counted_one_by_one() -> dict[Keys, Kept]:
    found: dict[Keys, Kept] = defaultdict(Kept)
    for action in Action.objects.all():
        promise = Promise(
            action.status, action.first_due_on, action.claimed_on, action.moves_count, action.days_slipped
        )
        found[action.first_due_on.replace(day=1), action.lead_agency_id, action.body_id] += judged(promise)
    return {keys: kept for keys, kept in found.items() if kept != Kept()}


def drift() -> int:
    """For how many keys the nightly job had to put counts right, whether or not it ran this night."""
    JobRun.objects.filter(job="recount").delete()
    counted = tasks.recount()
    assert counted is not None
    assert set(counted) == {"subgroups.ActionCounts", "partnership.ChaseCounts"}
    return sum(counted.values())


# ---- what counts and when ----

STATES: list[dict[str, Any]] = [
    {"status": "open", "is_live": True, "claimed_on": None, "closed_on": None, "closed_by": None, "claimed_by": None},
    {"status": "withdrawn", "is_live": False, "claimed_on": None, "closed_on": None, "closed_by": None},
]
ACTS = st.lists(
    st.tuples(
        st.integers(0, 3),  # which action
        st.sampled_from(["status", "date", "agency", "body", "moved", "chased", "gone", "new", "fold"]),
        st.integers(0, 90),
    ),
    max_size=12,
)


def write(actions: list[Action], place: int, act: str, number: int, others: dict[str, Any]) -> None:
    """One thing that may happen to a row, past the services: what keeps the counts may not rely on them."""
    row = Action.objects.filter(pk=actions[place % len(actions)].pk)
    day = FIRST + dt.timedelta(days=number)
    closed = {
        "status": "closed", "is_live": False, "claimed_on": day, "closed_on": day, "impact": "so that",
        "claimed_by": others["people"][0], "closed_by": others["people"][1],
    }  # fmt: skip
    if act == "status":
        row.update(**[*STATES, closed][number % 3])
    elif act == "date":
        row.update(first_due_on=day)
    elif act == "agency":
        row.update(lead_agency=others["agencies"][number % 2])
    elif act == "body":
        row.update(body=others["bodies"][number % 2])
    elif act == "moved":
        row.update(moves_count=number % 4, days_slipped=number)
    elif act == "chased":
        row.update(next_chase_on=day)
    elif act == "gone":
        Action.history.model.objects.filter(id=actions[place % len(actions)].pk).delete()
        row._raw_delete(row.db)
    elif act == "fold":
        assert drift() == 0
    else:
        actions.append(
            make_action(others["bodies"][0], others["agencies"][0], by=others["people"][0], now=RECORDED, due_on=day)
        )


@settings(max_examples=histories(40), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=ACTS)
def test_whatever_is_written_the_counts_say_what_the_actions_say(
    acts: list[tuple[int, str, int]], neglect: Body, police: Agency, business_unit: Person, chair: Person
) -> None:
    with transaction.atomic():
        others = {
            "bodies": [neglect, make_body("OTHER")],
            "agencies": [police, make_agency("Fire")],
            "people": [business_unit, chair],
        }
        made = [make_action(neglect, police, by=business_unit, now=RECORDED, due_on=FIRST) for _ in range(2)]
        for place, act, number in acts:
            write(made, place, act, number, others)
            assert said(ActionCounts.objects.all()) == counted_one_by_one()
        transaction.set_rollback(True)


def test_what_does_not_count_writes_no_line(neglect: Body, police: Agency, business_unit: Person) -> None:
    action = make_action(neglect, police, by=business_unit)
    before = ActionCounts.objects.count()
    Action.objects.filter(pk=action.pk).update(next_chase_on=TODAY, title="Another", due_on=TODAY)
    assert ActionCounts.objects.count() == before
    Action.objects.filter(pk=action.pk).update(moves_count=1)
    assert ActionCounts.objects.count() == before + 2  # what it was is taken away, what it is added


def test_chases_written_at_once_answered_and_taken_away_are_counted(
    neglect: Body, police: Agency, business_unit: Person, holidays: None
) -> None:
    def all_lines() -> tuple[int, ...]:
        lines = ChaseCounts.objects.filter(agency=police, month=FIRST.replace(day=1))
        return tuple(lines.aggregate(**{name: Sum(name, default=0) for name in ChaseCounts.counts}).values())

    Chase.objects.bulk_create(
        Chase(
            kind="action", subject=number, due_on=FIRST, step="1-after", to="owner", step_on=FIRST, on=FIRST,
            at=at_hour(FIRST, 7), agency=police if number < 4 else None, body=neglect if number % 2 else None,
            reference="NEG-1", title="x", path="/",
        )
        for number in range(8)
    )  # fmt: skip
    assert all_lines() == (4, 0, 0, 0)
    answered_on = FIRST + dt.timedelta(days=2)
    for number in range(8):
        note_answer(kind="action", subject=number, by=business_unit, now=at_hour(answered_on, 9))
    assert all_lines() == (4, 4, 4, 8)
    Chase.objects.filter(agency=police, body=None).delete()
    assert all_lines() == (2, 2, 2, 4)
    assert drift() == 0


# ---- once a night ----


def test_what_drifted_is_put_right_and_told(
    neglect: Body, police: Agency, business_unit: Person, caplog: pytest.LogCaptureFixture
) -> None:
    make_action(neglect, police, by=business_unit)
    true = said(ActionCounts.objects.all())
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO subgroups_actioncounts (month, agency_id, body_id, due, on_time, closed, twice, moves, days) "
            "VALUES ('2026-01-01', %s, %s, 7, 0, 0, 0, 0, 0)",
            [police.pk, neglect.pk],
        )
    assert said(ActionCounts.objects.all()) != true
    with caplog.at_level(logging.ERROR):
        assert drift() == 1
    assert "had drifted for 1 keys" in caplog.text
    assert said(ActionCounts.objects.all()) == true
    assert drift() == 0


def test_lines_are_folded_to_one_for_each_set_of_keys(neglect: Body, police: Agency, business_unit: Person) -> None:
    for _ in range(3):
        make_action(neglect, police, by=business_unit, now=RECORDED, due_on=FIRST)
    Action.objects.update(moves_count=2)
    true = said(ActionCounts.objects.all())
    assert ActionCounts.objects.count() > len(true)
    drift()
    assert ActionCounts.objects.count() == len(true)
    assert said(ActionCounts.objects.all()) == true


def test_the_job_is_done_once_a_night(db: Any) -> None:
    assert tasks.recount() is not None
    assert tasks.recount() is None


@pytest.mark.skipif("sqlite" in portal.DATABASES["default"]["ENGINE"], reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_what_eight_write_while_lines_are_folded_is_counted(
    neglect: Body, police: Agency, business_unit: Person
) -> None:
    def work(number: int) -> None:
        for days in range(6):
            if number == 0:
                ActionCounts.recount()
            else:
                made = make_action(
                    neglect, police, by=business_unit, now=RECORDED, due_on=FIRST + dt.timedelta(days=days)
                )
                Action.objects.filter(pk=made.pk).update(moves_count=days)

    assert not at_once(work)
    assert said(ActionCounts.objects.all()) == counted_one_by_one()
    assert ActionCounts.recount() == 0
