"""The whole of some invented years, in one transaction."""

import datetime as dt
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction

from partnership.calendar import working_days
from partnership.kit import kept
from subgroups.models import Escalation
from subgroups.synthetic.actions import Lives, write_actions, write_ledger
from subgroups.synthetic.cast import Cast, make_cast
from subgroups.synthetic.meetings import write_meetings
from subgroups.synthetic.writing import settle, without_checks

YEARS = 10
Said = Callable[[str], object]


@dataclass(frozen=True)
class Sizes:
    """How much of each there is beside so many actions."""

    actions: int

    @property
    def meetings(self) -> int:
        """Two a year in each body at least."""
        return max(24 * YEARS, self.actions // 100)

    @property
    def decisions(self) -> int:
        return max(100, self.actions // 10)


def load_years(*, actions: int, on: dt.date, history: bool = True, say: Said = lambda words: None) -> None:
    """Fill an empty portal with ten years up to a day. The same number and day give the same rows.

    Actions, meetings and decisions get one row of history each, as they stand; agendas, attendance, updates and the
    rest none, since no page reads theirs in a list. `say` is told of each step and its seconds.
    """
    sizes, since = Sizes(actions), on.replace(year=on.year - YEARS, day=1)
    with transaction.atomic(), step(say, "all rows"):
        without_checks()
        kept.keep_none()
        with step(say, "agencies, people, bodies"):
            cast = make_cast(on=on, since=since)
            make_escalations(cast, on)
        with step(say, "meetings and decisions"):
            held = write_meetings(cast, count=sizes.meetings, decisions=sizes.decisions, since=since, on=on)
        lives = Lives(cast, held, actions, since=since, on=on, calendar=working_days())
        with step(say, "actions"):
            write_actions(lives, history=history)
        with step(say, "ledger"):
            write_ledger(lives)
        with step(say, "words"):
            kept.keep_again()
    with step(say, "statistics"):
        settle()


@contextmanager
def step(say: Said, words: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    say(f"{words}: {time.monotonic() - began:.1f} s")


def make_escalations(cast: Cast, on: dt.date) -> None:
    """A question of each sub group to the Executive, to be answered some weeks from now."""
    Escalation.objects.bulk_create(
        Escalation(
            reference=f"{body.code}-E-{on.year}-01",
            from_body=body,
            to_body=cast.bodies[0],
            question=f"Who pays for the pathway of {body.short_name}?",
            evidence="Three agencies have asked and none has answered.",
            ask="Say who pays.",
            sent_on=on - dt.timedelta(days=20),
            reply_due_on=on + dt.timedelta(days=40),
        )
        for body in cast.bodies[1:]
    )
