"""What later runs of a day look at: only what changed since the day's first run, and that all of it."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection

from partnership import chasing
from partnership.chasing import recording
from partnership.chasing.recording import LOOKED, record_chases
from partnership.kit.dates import at_hour
from partnership.models import Agency, Body, Chase, JobRun, Person
from partnership.obligations import ModelKind, kind_of
from subgroups.models import Action
from subgroups.services import actions as action_services
from tests.factories import make_action

DUE = dt.date(2026, 12, 4)  # a Friday; ten working days before it is Friday 20 November
STEP = dt.date(2026, 11, 20)
DAY = dt.timedelta(days=1)


@pytest.fixture
def action(neglect: Body, police: Agency, chair: Person, partner: Person) -> Action:
    return make_action(neglect, police, by=chair, holder=partner, due_on=DUE, now=at_hour(STEP - 10 * DAY, 9))


def run(day: dt.date, hour: int = 7) -> int:
    return record_chases(on=day, now=at_hour(day, hour)).looked_at


def test_whose_day_has_come_is_looked_at_by_the_first_run_of_the_day(action: Action) -> None:
    assert [run(STEP - DAY), run(STEP - DAY, 12)] == [1, 0]
    action.refresh_from_db()
    assert action.next_chase_on == STEP and not action.is_to_look_at
    assert [run(STEP), run(STEP, 12)] == [1, 0]
    assert Chase.objects.get().step_on == STEP


def test_what_is_recorded_or_changed_later_in_the_day_is_looked_at_by_the_next_run(
    action: Action, neglect: Body, police: Agency, chair: Person, partner: Person
) -> None:
    run(STEP)
    second = make_action(neglect, police, by=chair, due_on=DUE, now=at_hour(STEP, 8))
    assert run(STEP, 9) == 1
    change = action_services.ask_new_date(
        action=action, to_on=DUE + 7 * DAY, reason="Two agencies are late", by=partner, now=at_hour(STEP, 10)
    )
    assert run(STEP, 11) == 1  # the chair owes the answer; nobody is chased for the action
    action_services.answer_new_date(change=change, grant=False, by=chair, now=at_hour(STEP, 12), answer="No")
    assert run(STEP, 13) == 1
    action_services.withdraw_action(action=second, reason="Done elsewhere", by=chair, now=at_hour(STEP, 14))
    assert run(STEP, 15) == 0
    kind_of("action").look_again(body_id=neglect.pk)  # as a change of the body's ladder does
    assert run(STEP, 16) == 1


def test_a_run_in_which_a_handful_failed_is_not_the_run_of_the_day(
    action: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any, **kwargs: Any) -> list[int]:
        raise RuntimeError("the database went away")

    run(STEP - DAY)
    with monkeypatch.context() as broke:
        broke.setattr(recording, "record_batch", broken)
        with pytest.raises(RuntimeError):
            run(STEP)
    assert not JobRun.objects.filter(job=LOOKED, period=STEP.isoformat()).exists()
    assert run(STEP, 9) == 1


def test_a_later_run_does_not_read_what_is_live(action: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred thousand live actions would be read each time, for nothing."""
    asked = []

    def kinds_waiting(on: dt.date, *, is_again: bool = False) -> list[ModelKind]:
        rows = recording._to_look_at(is_again, "action")
        asked.append({name: "next_chase_on" in str(found.values("pk").query) for name, found in rows.items()})
        return chasing.kinds_waiting(on, is_again=is_again)

    monkeypatch.setattr(recording, "kinds_waiting", kinds_waiting)
    run(STEP), run(STEP)
    assert asked == [{"action, either": True}, {"action, new": False}]


def test_a_note_of_the_next_look_is_written_into_the_row_alone(action: Action) -> None:
    """No index is written with it, or fifty thousand notes of one morning would take twice as long."""
    if connection.vendor != "postgresql":
        pytest.skip("how PostgreSQL keeps rows")
    kind_of("action").look_on({action.pk: STEP})

    def in_the_row() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_get_xact_tuples_hot_updated('subgroups_action'::regclass)")
            return int(cursor.fetchone()[0])

    before = in_the_row()
    kind_of("action").look_on({action.pk: DUE})
    assert in_the_row() == before + 1
