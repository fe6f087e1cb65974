"""The ladder in words: its steps, what a change of it would send, and who changed it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from partnership.chasing import Rung
from partnership.chasing.planning import Plan, Planned
from partnership.kit.parts import Cell, Entry, Head
from partnership.kit.wording import list_words, moment, plural, short_date, upper_first
from partnership.models import Body, ChaseStep

ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}
MOST_LINES = 12


def ordinal(number: int) -> str:
    """ "second", "7th"."""
    if number in ORDINALS:
        return ORDINALS[number]
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def when_words(offset: int | None, slips: int | None) -> str:
    """When a step falls."""
    if offset is None:
        return f"When the date moves for the {ordinal(slips or 0)} time"
    if offset == 0:
        return "On the due date"
    return f"{plural(abs(offset), 'working day')} {'before' if offset < 0 else 'after'} the due date"


def who_words(to: str, *, letter: bool = False) -> str:
    """Who is told at a step, and what else happens by itself."""
    who = ChaseStep.To(to).label
    if to == ChaseStep.To.EXECUTIVE:
        who += ", and it goes on its next agenda by itself"
    if letter:
        who += "; a letter of challenge is drafted"
    return upper_first(who)


def ladder_rows(rungs: Iterable[Rung]) -> list[tuple[str, str]]:
    """The steps of the ladder: when, and who is told."""
    return [(when_words(rung.offset, rung.slips), who_words(rung.to, letter=rung.letter)) for rung in rungs]


def ladder_lede(body: Body | None, *, is_own: bool) -> str:
    """The first line of a body's ladder."""
    if body is None:
        return (
            "Nobody writes reminders by hand. What is owed is chased in fixed steps, counted in working days, until it "
            "is done or gets a new date."
        )
    if is_own:
        return f"{body.short_name} has a ladder of its own: what is owed to it is chased in these steps."
    return f"{body.short_name} climbs the partnership’s ladder: what is owed to it is chased in these steps."


def own_ladders(bodies: Iterable[Any]) -> list[Entry]:
    """Bodies that have a ladder of their own."""
    return [Entry(body.name, f"/bodies/{body.slug}/ladder/", [plural(body.steps, "step")]) for body in bodies]


def history_entries(rows: Iterable[Any], on: dt.date) -> list[Entry]:
    """Who changed which step, and when, latest first."""
    words = {"+": "added", "~": "changed", "-": "removed"}
    return [
        Entry(
            f"{when_words(row.offset, row.slips)}: {words[row.history_type]}",
            lines=[who_words(row.to, letter=row.letter)],
            muted=[f"{moment(row.history_date, on)}, {row.history_user.name if row.history_user else 'the portal'}"],
        )
        for row in rows
    ]


# ---- the preview ----

PEOPLE_HEADS = [
    Head("Who gets a mail", "what"),
    Head("As it stands", "num", "num"),
    Head("Changed", "num", "num"),
]
LINE_HEADS = [Head("What is owed", "what"), Head("Step", "", "held"), Head("Told", "", "held")]


@dataclass(frozen=True)
class Preview:
    """What would go out tomorrow, with the ladder as it stands and as it would be."""

    words: str
    people: list[list[Cell]]
    people_count: int
    bodies: list[list[Cell]]
    added: list[list[Cell]]
    added_count: int
    dropped: list[list[Cell]]
    dropped_count: int
    nobody: list[Entry] = field(default_factory=list)
    is_cut: bool = False


def preview_of(before: Plan, after: Plan, names: Mapping[int, str], bodies: Mapping[int, str], on: dt.date) -> Preview:
    """Both runs side by side: counts per person and per body, what is new, what is left out, who is nobody."""
    old, new = _by_step(before.steps), _by_step(after.steps)
    added = [step for key, step in new.items() if key not in old]
    dropped = [step for key, step in old.items() if key not in new]
    mails_before, mails_after = _mails(before.steps), _mails(after.steps)
    people = sorted(
        {*mails_before, *mails_after},
        key=lambda pk: (-abs(mails_after[pk] - mails_before[pk]), -mails_after[pk], names.get(pk, "")),
    )
    places_before = Counter(step.owed.body_id or 0 for step in before.steps)
    places_after = Counter(step.owed.body_id or 0 for step in after.steps)
    places = sorted({*places_before, *places_after}, key=lambda pk: (-places_after[pk], bodies.get(pk, "")))
    return Preview(
        words=_words(before, after, mails_before, mails_after),
        people=[_counts(names.get(pk, "Nobody"), mails_before[pk], mails_after[pk]) for pk in people[:MOST_LINES]],
        people_count=len(people),
        bodies=[_counts(bodies.get(pk, "The partnership"), places_before[pk], places_after[pk]) for pk in places],
        added=[_line(step, names, on) for step in added[:MOST_LINES]],
        added_count=len(added),
        dropped=[_line(step, names, on) for step in dropped[:MOST_LINES]],
        dropped_count=len(dropped),
        nobody=[
            Entry(step.owed.title, step.owed.path, [f"{step.owed.reference}: nobody is {_as(step)}"])
            for step in after.steps
            if any(told.person_id is None for told in step.told)
        ][:MOST_LINES],
        is_cut=after.is_cut,
    )


def _by_step(steps: Sequence[Planned]) -> dict[tuple[str, int, str, str], Planned]:
    return {(step.owed.kind, step.owed.subject, step.rung.key, step.rung.to): step for step in steps}


def _mails(steps: Sequence[Planned]) -> Counter[int]:
    """How many things each person is told of; several steps of one thing make one line."""
    lines = {
        (told.person_id, step.owed.kind, step.owed.subject)
        for step in steps
        for told in step.told
        if told.person_id is not None
    }
    return Counter(person for person, _, _ in lines)


def _words(before: Plan, after: Plan, mails_before: Counter[int], mails_after: Counter[int]) -> str:
    def said(plan: Plan, mails: Counter[int]) -> str:
        if not plan.steps:
            return "nothing"
        return f"{plural(len(plan.steps), 'step')} in {plural(len(mails), 'mail')}"

    now, then = said(before, mails_before), said(after, mails_after)
    if _by_step(before.steps).keys() == _by_step(after.steps).keys():
        return f"Nothing changes tomorrow: {now} would go out either way."
    return f"Tomorrow {then} would go out with the changed ladder, and {now} with the one that stands."


def _counts(name: str, before: int, after: int) -> list[Cell]:
    return [Cell(name), Cell(str(before)), Cell(str(after))]


def _as(step: Planned) -> str:
    return {"owner": "its owner", "chair": "chair", "executive": "chair of the Executive", "unit": "in the office"}.get(
        next((told.told_as for told in step.told if told.person_id is None), ""), "agency lead"
    )


def _line(step: Planned, names: Mapping[int, str], on: dt.date) -> list[Cell]:
    told = list_words(names.get(one.person_id or 0, "nobody in office") for one in step.told)
    return [
        Cell(step.owed.title, step.owed.path, f"{step.owed.reference} · due {short_date(step.owed.due_on, on)}"),
        Cell(when_words(step.rung.offset, step.rung.slips)),
        Cell(told),
    ]
