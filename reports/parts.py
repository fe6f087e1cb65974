"""The parts a report is made of, as plain data: tables, figures, facts. No queries, no HTML.

They are frozen as JSON with an edition, so their fields are texts, numbers and lists of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Tone = Literal["", "late", "soon", "ok"]
Cell = str | int | dict[str, str]


def word(text: str, tone: Tone) -> dict[str, str]:
    """A cell whose word carries a judgement. The tone colours the word and never stands alone."""
    return {"text": text, "tone": tone}


def cell_text(cell: Cell) -> str:
    """What a cell says, for a CSV file and for charts."""
    if isinstance(cell, dict):
        return cell["text"]
    return str(cell)


@dataclass(frozen=True)
class Column:
    heading: str
    kind: Literal["text", "number", "short"] = "text"  # short: never broken, as a date


@dataclass(frozen=True)
class Row:
    """A row; `group` opens a part of the table with its subtotal, `sum` closes the table."""

    cells: tuple[Cell, ...]
    kind: Literal["row", "group", "sum"] = "row"


@dataclass(frozen=True)
class Table:
    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    empty: str = ""  # said in place of rows
    long: bool = False  # may run over several pages

    @property
    def body(self) -> tuple[Row, ...]:
        """The rows that are records, without subtotals and sums."""
        return tuple(row for row in self.rows if row.kind == "row")

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Figure:
    """A chart as its input; it is drawn for page and paper when either is made."""

    key: str
    title: str
    finding: str  # what it shows, in a sentence: read out in its place
    kind: Literal["bars", "stacks", "strip", "structure"]
    rows: tuple[dict[str, Any], ...]
    extra: dict[str, Any] = field(default_factory=dict)
    table: str = ""  # key of the table that holds the same data
    note: str = ""

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Fact:
    """A number with what it counts and what it is a part of."""

    value: str
    what: str
    base: str


def listed(names: Sequence[str]) -> str:
    """'A, B and C'."""
    names = [name for name in names if name]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def counted(number: int, one: str, many: str = "") -> str:
    """'1 meeting', '7 meetings', 'no meeting'."""
    if number == 0:
        return f"no {one}"
    return f"{number:,} {one if number == 1 else many or one + 's'}"
