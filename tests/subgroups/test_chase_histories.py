"""Whatever happens to an action, in whatever order, and however often the schedule was down: each step once, in order,
nobody after it was closed, and every move of its date accounted for."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership import chasing
from partnership.kit.dates import at_hour
from partnership.models import Agency, AgencyClosure, Body, Chase, Notice, Person, Snooze, Telling
from partnership.obligations import kind_of
from subgroups.models import Action, DateChange
from subgroups.services import actions as acts
from tests.conftest import histories
from tests.factories import make_action, make_person
from tests.subgroups.test_actions import SO_THAT, a_file

START = dt.date(2026, 9, 1)
EVENTS = ["run", "run", "run", "move", "move", "refuse", "ask", "return", "close", "closure", "silence", "away"]
history = st.lists(st.tuples(st.sampled_from(EVENTS), st.integers(0, 12), st.integers(1, 40)), min_size=1, max_size=25)


class Life:
    """One action, what happened to it, and the day it is."""

    def __init__(self, action: Action, people: dict[str, Person]) -> None:
        self.pk, self.people, self.day = action.pk, people, START
        self.closed_on: dt.date | None = None

    @property
    def action(self) -> Action:
        return Action.objects.get(pk=self.pk)

    @property
    def now(self) -> dt.datetime:
        return at_hour(self.day, 10)

    def run(self, _: int) -> None:
        chasing.chase(on=self.day, now=at_hour(self.day, 7))

    def ask(self, days: int) -> DateChange | None:
        action = self.action
        if action.status != "open" or action.date_changes.filter(status="asked").exists():
            return None
        to_on = max(action.due_on, self.day) + dt.timedelta(days=days)
        return acts.ask_new_date(action=action, to_on=to_on, reason="Late", by=self.people["holder"], now=self.now)

    def answer(self, days: int, *, grant: bool) -> None:
        change = self.ask(days) or DateChange.objects.filter(action=self.pk, status="asked").first()
        if change is None:
            return
        if grant and change.to_on <= self.action.due_on:
            return
        acts.answer_new_date(change=change, grant=grant, answer="Answer", by=self.people["chair"], now=self.now)

    def move(self, days: int) -> None:
        self.answer(days, grant=True)

    def refuse(self, days: int) -> None:
        self.answer(days, grant=False)

    def claim(self) -> bool:
        if self.action.status != "open":
            return False
        acts.claim_complete(
            action=self.action, impact=SO_THAT, by=self.people["holder"], now=self.now, files=[a_file()]
        )
        return True

    def give_back(self, _: int) -> None:
        if self.claim():
            acts.return_action(action=self.action, missing="Figures", by=self.people["chair"], now=self.now)

    def close(self, days: int) -> None:
        if days > 30 and self.claim():
            acts.close_action(action=self.action, by=self.people["chair"], now=self.now)
            self.closed_on = self.day

    def closure(self, days: int) -> None:
        last = self.day + dt.timedelta(days=min(days, 10))
        AgencyClosure.objects.create(agency=self.action.lead_agency, from_on=self.day, to_on=last, reason="Shut")
        chasing.look_again(agency_id=self.action.lead_agency_id)

    def silence(self, days: int) -> None:
        Snooze.objects.create(
            kind="action", subject=self.pk, reference="A", from_on=self.day,
            to_on=self.day + dt.timedelta(days=min(days, 20)), reason="Waits", by=self.people["chair"], at=self.now,
        )  # fmt: skip
        kind_of("action").look_again()

    def away(self, days: int) -> None:
        Person.objects.filter(pk=self.people["holder"].pk).update(
            away_from_on=self.day,
            away_to_on=self.day + dt.timedelta(days=days),
            away_deputy=self.people["deputy"],
        )

    def take(self, event: str, pause: int, days: int) -> None:
        self.day += dt.timedelta(days=pause)
        act: Callable[[int], Any] = self.give_back if event == "return" else getattr(self, event)
        act(days)


@pytest.fixture
def people(police: Agency, chair: Person, partner: Person) -> dict[str, Person]:
    return {
        "holder": make_person("Holder", police),
        "deputy": make_person("Deputy", police),
        "chair": chair,
        "lead": partner,
    }


@settings(max_examples=histories(30))
@given(events=history, days=st.integers(1, 60))
def check_any_history(neglect: Body, police: Agency, people: dict[str, Person], events: Any, days: int) -> None:
    with transaction.atomic():
        try:
            live(neglect, police, people, events, days)
        finally:
            transaction.set_rollback(True)


def live(neglect: Body, police: Agency, people: dict[str, Person], events: Any, days: int) -> None:
    due_on = START + dt.timedelta(days=days)
    action = make_action(
        neglect, police, by=people["chair"], holder=people["holder"], due_on=due_on, now=at_hour(START, 9)
    )
    life = Life(action, people)
    for event, pause, size in events:
        life.take(event, pause, size)
    life.run(0)
    life.run(0)
    action = life.action

    # Each step of each due date once, each person told of it once, in the order in which the steps fell.
    chases = list(Chase.objects.filter(kind="action", subject=life.pk).order_by("pk"))
    assert max(Counter((row.due_on, row.step) for row in chases).values(), default=0) <= 1
    tellings = Telling.objects.filter(chase__in=chases)
    assert max(Counter(tellings.values_list("chase", "person")).values(), default=0) <= 1
    for due_on in {row.due_on for row in chases}:
        fell = [row.step_on for row in chases if row.due_on == due_on and row.offset is not None]
        assert fell == sorted(fell), "a later step was taken before an earlier one"
    assert all(row.step_on <= row.on for row in chases)
    # One digest a person a day.
    assert max(Counter(Notice.objects.filter(kind="digest").values_list("to", "on")).values(), default=0) <= 1
    # A closed action is never chased.
    if life.closed_on is not None:
        assert all(row.on <= life.closed_on for row in chases)
    # Slippage adds up.
    granted = list(action.date_changes.filter(status="granted").order_by("pk"))
    assert action.moves_count == len(granted)
    assert action.days_slipped == sum(change.days for change in granted)
    assert action.due_on == action.first_due_on + dt.timedelta(days=action.days_slipped)
    # Nothing is lost: whatever has been reached under the date that stands was taken, unless all is silent.
    waits = action.date_changes.filter(status="asked").exists()
    silent = Snooze.objects.current(life.day).filter(subject=life.pk).exists()
    if action.status == "open" and not waits and not silent:
        calendar = chasing.calendar_of(police.pk)
        owed = kind_of("action").find(life.pk)
        assert owed is not None
        reached = chasing.steps_due(owed, chasing.Ladders().of(neglect.pk), life.day, calendar)
        taken = {row.step for row in chases if row.due_on == action.due_on}
        assert {rung.key for rung, _ in reached} <= taken


def test_any_history_keeps_its_promises(neglect: Body, police: Agency, people: dict[str, Person]) -> None:
    check_any_history(neglect, police, people)
