"""One obligation as a line of a mail: what it is, how late, what happens next if nothing is done. Words, no queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from partnership.chasing.ladders import Rung
from partnership.kit.wording import number_words, short_date
from partnership.models import ChaseStep, Telling

To, As = ChaseStep.To, Telling.As

EXECUTIVE = "Brought to the Executive"
EXECUTIVE_LEAD = "These have passed every step below. They stand on the Executive’s next agenda by themselves."


class DigestLine(NamedTuple):
    """One obligation in a mail. `agency` is said only where a reader answers for several."""

    reference: str
    title: str
    path: str
    words: str
    due_on: dt.date
    kind: str  # "paper"
    kinds: str  # "papers"
    told_as: str = ""
    told_words: str = ""
    next_words: str = ""
    body: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class DigestGroup:
    """Lines under one heading. A strong one stands out: it is what was brought to the Executive."""

    title: str
    lines: list[DigestLine]
    agency: str = ""
    lead: str = ""
    strong: bool = False


def next_words(step: tuple[Rung, dt.date] | None, on: dt.date) -> str:
    """What happens next if nothing is done."""
    if step is None:
        return "Every step has been taken; it stays with the Executive until it is done."
    rung, day = step
    when = "tomorrow" if (day - on).days == 1 else f"on {short_date(day, on)}"
    who = {
        To.OWNER: "a reminder comes",
        To.OWNER_AND_LEAD: "its holder and the agency’s lead are told",
        To.CHAIR: "the chair of the body is told",
        To.EXECUTIVE: "it is brought to the Executive",
    }[To(rung.to)]
    letter = ", and a letter of challenge is drafted" if rung.letter else ""
    return f"If nothing is done, {who} {when}{letter}."


def told_words(told_as: str, instead_of: str) -> str:
    """Why this reader is told, where it is not as the holder."""
    said = {As.LEAD: "You are told as the agency’s lead", As.CHAIR: "You are told as the chair"}.get(As(told_as), "")
    if instead_of:
        return f"{said or 'You are told'} in place of {instead_of}, who is away."
    return f"{said}." if said else ""


def grouped(lines: Iterable[DigestLine]) -> list[DigestGroup]:
    """Lines by body and agency, the group with what is longest late first; what came to the Executive before all."""
    groups: dict[tuple[bool, str, str], list[DigestLine]] = defaultdict(list)
    for line in lines:
        escalated = line.told_as == As.EXECUTIVE
        groups[escalated, "" if escalated else line.body, "" if escalated else line.agency].append(line)
    found = [
        # What the heading does not say, the line says itself.
        DigestGroup(
            EXECUTIVE,
            [line._replace(agency=", ".join(filter(None, [line.body, line.agency]))) for line in some],
            lead=EXECUTIVE_LEAD,
            strong=True,
        )
        if escalated
        else DigestGroup(body, [line._replace(agency="") if agency else line for line in some], agency)
        for (escalated, body, agency), some in groups.items()
    ]
    return sorted(found, key=lambda group: not group.strong)


def counted(lines: Iterable[DigestLine], on: dt.date) -> tuple[int, int]:
    """How many are late, and how many are due soon."""
    every = list(lines)
    late = sum(line.due_on < on for line in every)
    return late, len(every) - late


def digest_subject(lines: list[DigestLine], on: dt.date) -> str:
    """A subject that says how many: "Your actions: 3 late, 2 due soon"."""
    late, soon = counted(lines, on)
    parts = [f"{late} late" if late else "", f"{soon} due soon" if soon else ""]
    what = "Your actions" if {line.kind for line in lines} == {"action"} else "Owed to the partnership"
    escalated = sum(line.told_as == As.EXECUTIVE for line in lines)
    if escalated:
        what = f"{escalated} brought to the Executive" if escalated == len(lines) else what
    return f"{what}: {', '.join(part for part in parts if part)}"


def digest_heading(lines: list[DigestLine], on: dt.date) -> str:
    """The first line of a digest: "Three things are late and two are due soon"."""
    late, soon = counted(lines, on)
    nouns = {(line.kind, line.kinds) for line in lines}
    one, several = next(iter(nouns)) if len(nouns) == 1 else ("thing", "things")

    def are(count: int) -> str:
        return "is" if count == 1 else "are"

    first = late or soon
    begins = f"{number_words(first)} {one if first == 1 else several}".capitalize()
    if late and soon:
        return f"{begins} {are(late)} late and {number_words(soon)} {are(soon)} due soon"
    return f"{begins} {are(first)} {'late' if late else 'due soon'}"
