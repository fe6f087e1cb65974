"""The ladder: which step falls on which day. Pure, but for the one read of the rungs that are kept as rows."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from partnership.kit.working_days import WorkingDays
from partnership.models import ChaseStep
from partnership.obligations import NEVER, Obligation

To = ChaseStep.To


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a ladder: so many working days from the due date, or at so many moves of it."""

    key: str
    to: str
    offset: int | None = None
    slips: int | None = None
    letter: bool = False


# Local policy, shown and changed on the ladder's page; used as it stands until a partnership loads its own.
DEFAULT_LADDER = [
    Rung("10-before", To.OWNER, -10),
    Rung("3-before", To.OWNER, -3),
    Rung("1-after", To.OWNER, 1),
    Rung("5-after", To.OWNER_AND_LEAD, 5),
    Rung("10-after", To.CHAIR, 10),
    Rung("20-after", To.EXECUTIVE, 20, letter=True),
    Rung("second-slip", To.EXECUTIVE, slips=2, letter=True),
]


def in_order(rungs: list[Rung]) -> list[Rung]:
    """The rungs in the order in which they are climbed."""
    return sorted(rungs, key=lambda rung: (rung.offset is None, rung.offset or 0))


class Ladders:
    """The ladder of each body: its own rungs where it has some, otherwise the partnership's."""

    def __init__(self, rows: dict[int | None, list[Rung]] | None = None) -> None:
        """Read the rungs that are kept, or take those given: a change is tried out before it is saved."""
        if rows is None:
            rows = defaultdict(list)
            for step in ChaseStep.objects.all():
                rows[step.body_id].append(Rung(step.key, step.to, step.offset, step.slips, step.letter))
        self._common = in_order(rows.get(None) or DEFAULT_LADDER)
        self._own: dict[int | None, list[Rung]] = {
            body: in_order(rungs) for body, rungs in rows.items() if body is not None and rungs
        }

    def of(self, body_id: int | None) -> list[Rung]:
        """The rungs of a body, in the order in which they are climbed."""
        return self._own.get(body_id, self._common) if body_id else self._common

    def steps_with_letters(self) -> set[str]:
        """The keys of the rungs, on any ladder, that draft a letter of challenge."""
        return {rung.key for rungs in (self._common, *self._own.values()) for rung in rungs if rung.letter}

    def with_ladder(self, body_id: int | None, rungs: list[Rung]) -> "Ladders":
        """The same ladders with one of them changed."""
        rows: dict[int | None, list[Rung]] = {None: self._common, **self._own, body_id: rungs}
        return Ladders(rows)


def day_of(rung: Rung, due_on: dt.date, chase_from_on: dt.date, slips: int, calendar: WorkingDays) -> dt.date | None:
    """The day on which a rung falls, or None where it does not fall at all for this due date.

    A rung that counts moves falls on the day the date moved.
    """
    if rung.offset is None:
        return chase_from_on if rung.slips is not None and slips >= rung.slips else None
    day = calendar.add(due_on, rung.offset)
    return day if day >= chase_from_on else None


def days_of(owed: Obligation, rungs: list[Rung], calendar: WorkingDays) -> list[tuple[Rung, dt.date]]:
    """Every rung that falls for an obligation as it stands, with its day, in the order of the days."""
    found = [(rung, day_of(rung, owed.due_on, owed.chase_from_on, owed.slips, calendar)) for rung in rungs]
    return sorted(((rung, day) for rung, day in found if day is not None), key=lambda pair: pair[1])


def steps_due(owed: Obligation, rungs: list[Rung], on: dt.date, calendar: WorkingDays) -> list[tuple[Rung, dt.date]]:
    """The rungs that have been reached on a day, in the order of their days, whether or not they were taken."""
    return [(rung, day) for rung, day in days_of(owed, rungs, calendar) if day <= on]


def next_step(owed: Obligation, rungs: list[Rung], on: dt.date, calendar: WorkingDays) -> tuple[Rung, dt.date] | None:
    """What happens next if nothing is done: the first rung after a day."""
    ahead = ((rung, day_of(rung, owed.due_on, owed.chase_from_on, owed.slips, calendar)) for rung in rungs)
    return min(
        ((rung, day) for rung, day in ahead if day is not None and day > on), key=lambda one: one[1], default=None
    )


def next_look(owed: Obligation, rungs: list[Rung], on: dt.date, calendar: WorkingDays) -> dt.date:
    """The day on which the ladder is looked at next if nothing changes; never, once it has been climbed."""
    ahead = next_step(owed, rungs, on, calendar)
    return ahead[1] if ahead else NEVER
