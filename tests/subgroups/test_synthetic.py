"""Invented years: the same rows each time, none of them broken, and exactly one step due for each late action."""

from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.models import F

from partnership.calendar import working_days
from partnership.models import Chase, Person, Telling
from subgroups.models import Action, DateChange, Decision, Meeting
from subgroups.synthetic import load_years
from tests.factories import TODAY

SIZE = 2000


@pytest.fixture
def unsettled(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL tidies up after a transaction, never within that of a test."""
    monkeypatch.setattr("subgroups.synthetic.years.settle", lambda: None)


@pytest.fixture
def loaded(db: Any, unsettled: None) -> None:
    load_years(actions=SIZE, on=TODAY)


def test_every_link_and_every_rule_of_the_models_holds(loaded: None) -> None:
    connection.check_constraints()
    for model in (Action, DateChange, Decision, Meeting):
        for row in model.objects.order_by("pk")[:: max(1, model.objects.count() // 40)]:
            row.full_clean()


def test_shares_and_steps_are_those_that_the_measurements_need(loaded: None) -> None:
    """One in ten live, one in twenty overdue, dealt evenly to all who hold any, with one step due for each of them."""
    assert Action.objects.live().count() == SIZE // 10
    assert Action.objects.filter(status=Action.Status.CLOSED).count() == SIZE * 88 // 100
    late, calendar = list(Action.objects.overdue(TODAY).select_related("holder")), working_days()
    assert len(late) == len({row.holder_id for row in late}) == SIZE // 20
    for row in late:
        assert row.holder.agency_id == row.lead_agency_id
        assert row.chase_from_on == row.due_on and row.moves_count < 2
        assert 1 <= calendar.between(row.due_on, TODAY) <= 4
    assert Action.objects.to_do().filter(next_chase_on__lte=TODAY).count() == SIZE // 20


def test_everything_has_a_past_and_everybody_the_rights_of_the_day(loaded: None) -> None:
    for model in (Action, Decision, Meeting):
        assert model.history.count() == model.objects.count()
    row = Action.objects.filter(status=Action.Status.CLOSED).first()
    assert row.history.get().impact == row.impact
    assert row.moves.count() == 3
    assert Chase.objects.count() == Telling.objects.filter(notice__isnull=False).count() > 0
    one = Chase.objects.first()
    action = Action.objects.get(pk=one.subject)
    assert (one.reference, one.due_on) == (action.reference, action.due_on)
    assert one.tellings.get().person == action.holder
    assert Person.objects.exclude(rights_as_of=TODAY).count() == 0
    assert Person.objects.get(email="unit@partnership.example").rights.manages


@pytest.mark.once
def test_the_same_size_and_day_give_the_same_rows(db: Any, unsettled: None) -> None:
    def played() -> list[Any]:
        with transaction.atomic():
            load_years(actions=SIZE, on=TODAY)
            rows = Action.objects.order_by("pk")
            found = list(rows.values_list("reference", "title", "status", "due_on", "holder__email", "decision__text"))
            transaction.set_rollback(True)
        return found

    assert played() == played()


def test_the_command_says_how_long_each_step_took(db: Any, unsettled: None, capsys: Any) -> None:
    call_command("load_synthetic", 1000, "--without-history")
    said = capsys.readouterr().out
    assert "actions: " in said and "all rows: " in said
    assert Action.history.count() == 0


def test_the_command_refuses_a_portal_in_use_and_too_few(partnership: Any) -> None:
    with pytest.raises(CommandError, match="into an empty one"):
        call_command("load_synthetic", 1000)
    with pytest.raises(CommandError, match="at least 1000"):
        call_command("load_synthetic", 10)


def test_nothing_was_chased_before_its_date_or_in_days_to_come(loaded: None) -> None:
    assert not Chase.objects.filter(on__gte=TODAY).exists()
    assert not Chase.objects.filter(on__lt=F("due_on")).exists()
