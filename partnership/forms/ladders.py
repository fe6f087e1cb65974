"""The form of a ladder: one row a step, rows added and taken out by buttons, nothing saved before it was looked at."""

from typing import Any

from django.forms import HiddenInput, IntegerField

from partnership.chasing import Rung
from partnership.kit import forms as f
from partnership.models import ChaseStep

BEFORE, AFTER, MOVES = "before", "after", "moves"
SIDES = [
    (BEFORE, "working days before it is due"),
    (AFTER, "working days after it was due"),
    (MOVES, "moves of the date"),
]
PARTS = ("number", "side", "to", "letter", "key")
MOST_ROWS = 20


def row_of(rung: Rung) -> dict[str, Any]:
    """A step as the row shows it."""
    if rung.offset is None:
        number, side = rung.slips, MOVES
    else:
        number, side = abs(rung.offset), BEFORE if rung.offset < 0 else AFTER
    return {"number": number, "side": side, "to": rung.to, "letter": rung.letter, "key": rung.key}


EMPTY = {"number": "", "side": AFTER, "to": ChaseStep.To.OWNER, "letter": False, "key": ""}


class LadderForm(f.VersionedForm):
    """As many rows as there are steps. `rows` are what they show first; a form that was sent says how many it has."""

    version = f.Text("Version", required=False, widget=HiddenInput())
    looked_at = f.Text("Looked at", required=False, widget=HiddenInput())
    count = IntegerField(min_value=0, max_value=MOST_ROWS + 1, widget=HiddenInput())

    def __init__(self, *args: Any, rows: list[dict[str, Any]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.size = len(rows or [])
        if self.is_bound:
            sent = str(self.data.get("count", ""))
            self.size = min(int(sent), MOST_ROWS + 1) if sent.isdecimal() and len(sent) < 4 else 0
        self.initial["count"] = self.size
        for place in range(self.size):
            for part, value in ((rows or [])[place] if not self.is_bound else {}).items():
                self.initial[f"{part}_{place}"] = value
            number = place + 1
            self.fields[f"number_{place}"] = f.WholeNumber(
                f"Step {number}: how many", missing=f"Enter how many for step {number}", most=999, width=3
            )
            self.fields[f"side_{place}"] = f.Choice(f"Step {number}: of what", SIDES, radios=False)
            self.fields[f"to_{place}"] = f.Choice(f"Step {number}: who is told", ChaseStep.To.choices, radios=False)
            self.fields[f"letter_{place}"] = f.Tick("Draft a letter of challenge")
            # The legend of the row says which step it is; errors above the page say it themselves.
            for part, label in (("number", "How many"), ("side", "Of what"), ("to", "Who is told")):
                self.fields[f"{part}_{place}"].label = label
            self.fields[f"key_{place}"] = f.Text("Key", required=False, limit=30, widget=HiddenInput())

    def rows(self) -> list[dict[str, Any]]:
        """The rows for the template: their bound fields by name."""
        return [
            {"place": place, "step": place + 1, **{part: self[f"{part}_{place}"] for part in PARTS}}
            for place in range(self.size)
        ]

    def typed(self) -> list[dict[str, Any]]:
        """What stands in the rows, understood or not: to show them again with one more or one fewer."""
        return [
            {
                part: self.data.get(f"{part}_{place}", "") if part != "letter" else f"letter_{place}" in self.data
                for part in PARTS
            }
            for place in range(self.size)
        ]

    def rungs(self) -> list[Rung]:
        """The steps that were typed. Needs a form that is valid."""
        out = []
        for place in range(self.size):
            number, side, to, letter, key = (self.cleaned_data[f"{part}_{place}"] for part in PARTS)
            offset = {BEFORE: -number, AFTER: number}.get(side)
            out.append(Rung(key, to, offset, number if side == MOVES else None, letter))
        return out
