"""What a run would record, with the ladders as they stand or as somebody would change them. Writes nothing."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from partnership.chasing.ladders import Ladders, Rung
from partnership.chasing.offices import Told
from partnership.chasing.recording import Sight, batches, due_steps, silent_until, taken_steps
from partnership.obligations import Obligation, kinds

MOST_LOOKED_AT = 20_000


@dataclass(frozen=True, slots=True)
class Planned:
    """One step that a run would take, and whom it would tell."""

    owed: Obligation
    rung: Rung
    day: dt.date
    told: tuple[Told, ...]


@dataclass
class Plan:
    """The steps of one run, and whether there was more to look at than is looked at in one go."""

    steps: list[Planned] = field(default_factory=list)
    is_cut: bool = False


def plan_run(*, ladders: Collection[Ladders], on: dt.date, now: dt.datetime, body_id: int | None) -> list[Plan]:
    """For each of several sets of ladders, what a run on a day would take: all bodies, or one. Writes nothing."""
    sights = [Sight(on, now, one) for one in ladders]
    plans = [Plan() for _ in sights]
    left = MOST_LOOKED_AT
    for kind, batch in owed_in(body_id):
        if left <= 0:
            for plan in plans:
                plan.is_cut = True
            break
        left -= len(batch)
        subjects = [one.subject for one in batch]
        taken = taken_steps(kind, subjects)
        silent = silent_until(kind, subjects, on)
        for one in batch:
            if one.subject in silent:
                continue
            for sight, plan in zip(sights, plans, strict=True):
                for rung, day in due_steps(one, taken, sight):
                    plan.steps.append(Planned(one, rung, day, tuple(sight.offices.told(rung, one))))
    return plans


def owed_in(body_id: int | None) -> Iterator[tuple[str, list[Obligation]]]:
    """Everything that is owed, in one body or in all, in handfuls of one kind."""
    for kind in kinds():
        rows = kind.owed()
        if body_id is not None:
            rows = rows.filter(**{kind.body: body_id})
        for subjects in batches(rows.order_by("pk").values_list("pk", flat=True)):
            yield kind.key, [kind.describe(row) for row in kind.owed().filter(pk__in=subjects).order_by("pk")]
