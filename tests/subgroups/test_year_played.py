"""What is there when a year was played: played once, and looked at by each test."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from partnership.calendar import load_bank_holidays
from partnership.chasing import kinds_waiting
from partnership.kit.dates import london_date
from partnership.models import Chase, Notice, Telling
from partnership.obligations import kinds
from subgroups.models import Action, Attendance, DateChange, Decision, Escalation, Evidence, Meeting
from tests.conftest import shared_rows
from tests.factories import TODAY
from tests.subgroups.year_files import lay, play
from tests.tables import every_row


@pytest.fixture(scope="module")
def whole_year(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("year")
    with shared_rows(django_db_blocker, folder / "files"):
        load_bank_holidays(first_year=2015, last_year=2030)
        play(lay(folder))
        yield folder


@pytest.fixture(autouse=True)
def played(whole_year: Path, db: None) -> Path:
    """The folder of the year that was played."""
    return whole_year


def test_nothing_is_done_on_or_after_the_morning_of_loading() -> None:
    latest = Action.history.latest("history_date").history_date
    assert london_date(latest) < TODAY
    assert not Chase.objects.filter(on__gte=TODAY).exists()


def test_meetings_stand_where_the_files_say() -> None:
    meetings = Meeting.objects.order_by("on").values_list("body__code", "status")
    assert list(meetings) == [
        ("NEG", "confirmed"),
        ("NEG", "minutes_agreed"),
        ("NEG", "cancelled"),
        ("NEG", "agenda_issued"),
        ("EXEC", "planned"),
    ]
    first, second = Meeting.objects.filter(body__code="NEG").order_by("on")[:2]
    assert [move.to_status for move in first.moves.all()][-2:] == ["minutes_agreed", "confirmed"]
    assert first.items.get(title="Data").notes == "Looked at it."
    assert second.attendance.get().mark == Attendance.Mark.APOLOGIES
    coming = Meeting.objects.get(status="agenda_issued").attendance.get()
    assert (coming.mark, coming.is_expected) == ("apologies", True)


def test_an_action_has_its_whole_life() -> None:
    done, late = Action.objects.get(title="Train the staff"), Action.objects.get(title="Count the uses")
    assert (done.status, done.first_due_on, done.due_on) == ("closed", dt.date(2026, 7, 31), dt.date(2026, 8, 14))
    assert done.closed_by != done.claimed_by
    assert (done.decision, done.objective.number) == (Decision.objects.get(), "1.1")  # type: ignore[union-attr]
    assert DateChange.objects.get().status == "granted"
    assert Evidence.objects.get(action=done).name == "list.pdf"
    assert (late.status, late.judgement, late.is_overdue(TODAY)) == ("open", "at_risk", True)
    assert done.history.count() >= 4


def test_a_decision_is_ratified_and_an_escalation_answered() -> None:
    assert Decision.objects.get().ratified_on == dt.date(2026, 7, 2)
    assert Escalation.objects.get().status == "replied"


def test_the_chases_of_the_year_are_real_and_their_mails_count_as_sent() -> None:
    steps = Chase.objects.filter(kind="action", subject=Action.objects.get(title="Count the uses").pk).order_by(
        "step_on"
    )
    assert [row.step for row in steps] == ["10-before", "3-before", "1-after", "5-after", "10-after"]
    assert all(row.on == row.step_on for row in steps)
    assert not Telling.objects.filter(notice=None).exists()
    assert set(Notice.objects.values_list("status", flat=True)) == {"sent"}
    assert all(row.sent_at > row.created_at and row.address == row.to.email for row in Notice.objects.all())


def test_whoever_acted_after_a_digest_followed_its_link() -> None:
    assert Telling.objects.filter(person__name="Ada Sample", opened_at__isnull=False).exists()


def test_a_year_is_not_played_twice(played: Path) -> None:
    before = every_row()
    with pytest.raises(ValidationError, match="already"):
        play(played)
    assert every_row() == before


@pytest.mark.parametrize("day", [TODAY - dt.timedelta(days=400), TODAY, TODAY + dt.timedelta(days=30)])
def test_one_question_finds_the_kinds_whose_ladders_are_looked_at(day: dt.date, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        found = {kind.key for kind in kinds_waiting(day)}
    assert found == {kind.key for kind in kinds() if kind.waiting(day).exists()}
    assert ("action" in found) == (day > TODAY)
