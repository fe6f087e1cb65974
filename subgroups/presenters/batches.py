"""A table of actions in words: what will be recorded, what must be mended, what was recorded."""

from collections.abc import Iterable
from dataclasses import dataclass

from partnership.kit.parts import Cell, Head
from partnership.kit.wording import list_words, long_date, plural, short_date
from subgroups.imports.tables import headings as h
from subgroups.imports.tables.lines import Checked, Draft
from subgroups.models import Action, ActionBatch

MOST_MENDED = 50
MOST_SHOWN = 500
LONG_FIELDS = {h.WHAT, h.MEASURE}
READY_HEADS = [
    Head("Line", "num", "line"),
    Head("Action", "what"),
    Head("Held by", width="held"),
    Head("Due", "date", width="held"),
]
DONE_HEADS = [Head("Action", "what"), Head("Held by", width="held"), Head("Due", "date", width="held")]


@dataclass(frozen=True)
class Mend:
    """A cell that must be mended: its input, what stands there, and what to do."""

    name: str
    label: str
    words: str
    sentence: str
    rows: int = 0
    lists_agencies: bool = False


@dataclass(frozen=True)
class MendLine:
    """A line with cells to mend."""

    number: int
    heading: str
    said: str
    mends: list[Mend]


def lede(checked: Checked) -> str:
    """How the table stands, in a sentence or two."""
    good, refused = len(checked.good), len(checked.refused)
    if not good and not refused:
        return "The table has its headings, but no line below them."
    if not refused:
        return f"{plural(good, 'line')} ready. Nothing is recorded until you confirm."
    if not good:
        one = "The line needs" if refused == 1 else f"All {plural(refused, 'line')} need"
        return f"{one} mending. Nothing is recorded until you confirm."
    needs = "needs" if refused == 1 else "need"
    return f"{plural(good, 'line')} ready, {refused} {needs} mending. Nothing is recorded until you confirm."


def notes(checked: Checked) -> list[str]:
    """What was not read, and which columns are not there."""
    said = []
    lacking = checked.headings.lacking()
    if lacking:
        columns = "column" if len(lacking) == 1 else "columns"
        said.append(f"The table has no {columns} {list_words(lacking)}. Add it there, or fill it in line by line here.")
    said += checked.headings.hints
    if checked.headings.left:
        said.append(f"Not read: {list_words(checked.headings.left, most=8)}. The portal keeps its own.")
    if checked.examples:
        said.append("The example line was left out.")
    return said


def mend_lines(checked: Checked) -> list[MendLine]:
    """The first lines that must be mended, each with the cells that are wrong."""
    return [
        MendLine(
            draft.number,
            draft.heading,
            _said(draft),
            [_mend(draft, name, sentence, checked) for name, sentence in draft.faults.items()],
        )
        for draft in checked.refused[:MOST_MENDED]
    ]


def _said(draft: Draft) -> str:
    parts = [
        draft.agency.short_name if draft.agency else "",
        draft.holder.name if draft.holder else "",
        f"due {long_date(draft.due_on, weekday=False)}" if draft.due_on else "",
    ]
    return " · ".join(part for part in parts if part)


def _mend(draft: Draft, name: str, sentence: str, checked: Checked) -> Mend:
    words = draft.typed.get(name, "")
    rows = 3 if name in LONG_FIELDS or "\n" in words or len(words) > 80 else 0
    agencies = name in (h.AGENCY, h.OWNER, h.SUPPORTING)
    return Mend(f"line-{draft.number}-{name}", checked.head_for(name), words, sentence, rows, agencies and not rows)


def ready_rows(checked: Checked) -> list[list[Cell]]:
    """The lines that can be recorded, as they will stand."""
    return [
        [
            Cell(str(draft.number)),
            Cell(draft.title, meta=" ".join([f"Measure: {_cut(draft.measure)}", *_advice(draft)])),
            Cell(draft.agency.short_name if draft.agency else "", meta=_beside(draft)),
            Cell(long_date(draft.due_on, weekday=False)),
        ]
        for draft in checked.good[:MOST_SHOWN]
    ]


def _advice(draft: Draft) -> list[str]:
    return [f"Could be better: {sentence}" for sentence in draft.advice]


def _cut(words: str, most: int = 160) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= most else f"{plain[:most].rstrip()}…"


def _beside(draft: Draft) -> str:
    holder = draft.holder.name if draft.holder else "nobody named"
    if not draft.supporting:
        return holder
    return f"{holder}; supported by {list_words(agency.short_name for agency in draft.supporting)}"


def more_words(checked: Checked) -> dict[str, str]:
    """What is not shown of a long table."""
    refused, good = len(checked.refused) - MOST_MENDED, len(checked.good) - MOST_SHOWN
    return {
        "refused": f"{plural(refused, 'more line')} to mend after these. Mend them in your file and send it again, "
        "or mend these first." if refused > 0 else "",
        "good": f"{plural(good, 'more line')} ready, not shown here." if good > 0 else "",
    }  # fmt: skip


def record_words(checked: Checked) -> tuple[str, str]:
    """The button that records, and what it leaves out."""
    counted = plural(len(checked.good), "action")
    refused = len(checked.refused)
    if not refused:
        return f"Record {counted}", ""
    return f"Record the {counted} that {'is' if len(checked.good) == 1 else 'are'} ready", (
        f"The {plural(refused, 'line')} to mend {'is' if refused == 1 else 'are'} kept for you to mend afterwards."
    )


def done_lede(batch: ActionBatch, left: int) -> str:
    """What was recorded, for whom."""
    said = f"{plural(len(batch.references), 'action')} of {batch.body.name} recorded. Each holder gets one mail."
    return f"{said} {plural(left, 'line')} left out." if left else said


def done_rows(actions: Iterable[Action], on: object = None) -> list[list[Cell]]:
    """What was recorded, each with its number."""
    return [
        [
            Cell(action.title, action.get_absolute_url(), meta=action.reference),
            Cell(action.lead_agency.short_name, meta=action.holder.name if action.holder else "nobody named"),
            Cell(short_date(action.due_on)),
        ]
        for action in actions
    ]
