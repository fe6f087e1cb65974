"""Who came: a strip of squares for each agency, and the small one for a table cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.safestring import SafeString

from .sheet import SCREEN, Medium, Sheet, axis_labels, clean, fit, legend_line, nothing, number, text_width


class Presence(StrEnum):
    """What a square of an attendance strip says."""

    PRESENT = "present"
    REMOTE = "remote"
    DEPUTY = "deputy"
    APOLOGIES = "apologies"
    ABSENT = "absent"
    VACANT = "vacant"
    NONE = "no seat yet"


_LETTERS = {
    Presence.PRESENT: "P", Presence.REMOTE: "R", Presence.DEPUTY: "D", Presence.APOLOGIES: "A",
    Presence.ABSENT: "X", Presence.VACANT: "", Presence.NONE: "",
}  # fmt: skip
_LEGEND_WORDS = {
    Presence.PRESENT: "Member present", Presence.REMOTE: "Member present, remote", Presence.DEPUTY: "Deputy present",
    Presence.APOLOGIES: "Apologies", Presence.ABSENT: "Absent, no apology", Presence.VACANT: "Seat vacant",
    Presence.NONE: "No seat yet",
}  # fmt: skip


def _square(sheet: Sheet, mark: Presence, x: float, y: float, side: float) -> None:
    """One mark, told apart by shape and not by colour."""
    colour, thin = sheet.medium.palette, max(side / 16, 0.6)
    match mark:
        case Presence.PRESENT:
            sheet.rect(x, y, side, side, colour.strong, rx=1)
        case Presence.REMOTE:
            sheet.rect(x, y, side, side, colour.strong, rx=1)
            sheet.circle(x + side / 2, y + side / 2, side / 5, colour.paper)
        case Presence.DEPUTY:
            sheet.rect(x, y, side, side, colour.paper, stroke=colour.strong, stroke_width=thin, rx=1)
            corner = (number(x), number(y + side), number(x + side), number(y))
            sheet.path(f"M{corner[0]} {corner[1]} L{corner[2]} {corner[1]} L{corner[2]} {corner[3]} Z",
                       fill=colour.strong)  # fmt: skip
        case Presence.APOLOGIES:
            sheet.rect(x, y, side, side, colour.paper, stroke=colour.strong, stroke_width=thin, rx=1)
        case Presence.ABSENT:
            sheet.rect(x, y, side, side, colour.paper, stroke=colour.ink, stroke_width=thin, rx=1)
            a, b = side * 0.24, side * 0.76
            sheet.line(x + a, y + a, x + b, y + b, colour.ink, width=thin * 1.6)
            sheet.line(x + b, y + a, x + a, y + b, colour.ink, width=thin * 1.6)
        case Presence.VACANT:
            sheet.line(x + side * 0.12, y + side / 2, x + side * 0.88, y + side / 2, colour.quiet, width=thin * 1.6,
                       dash="2 2")  # fmt: skip
        case Presence.NONE:
            sheet.circle(x + side / 2, y + side / 2, max(side / 12, 0.6), colour.edge)


@dataclass(frozen=True)
class StripRow:
    """Who, one mark for each meeting, and the words at the end ('5 of 6')."""

    label: str
    marks: tuple[Presence, ...]
    end: str


@dataclass(frozen=True)
class StripGroup:
    name: str
    rows: tuple[StripRow, ...]


def attendance_strip(
    groups: Sequence[StripGroup], *, columns: Sequence[str], title: str, medium: Medium = SCREEN,
    end_head: str = "Agency present",
) -> SafeString:  # fmt: skip
    """A row for each agency, a square for each meeting, legend under it. Groups are ruled off, in the order given."""
    sheet, colour = Sheet(title, medium), medium.palette
    rows = [row for group in groups for row in group.rows]
    if not rows or not columns:
        return nothing(sheet)
    gap = medium.text * 0.9
    end_room = max([text_width(clean(row.end), medium.text, bold=True) for row in rows]
                   + [text_width(clean(end_head), medium.small, bold=True)])  # fmt: skip
    end_room = min(end_room, medium.width * 0.25)
    widest = max(text_width(clean(row.label), medium.text) for row in rows)
    label_room = min(widest, medium.width * (0.34 if medium.narrow else 0.44))
    room = max(medium.width - label_room - end_room - 2 * gap, 10.0)
    pitch = min(room / len(columns), medium.row * 1.6)
    side = min(medium.bar * 0.93, pitch * 0.86)
    left = label_room + gap
    head = medium.small * 1.5
    axis_labels(sheet, [(left + pitch * (at + 0.5), name) for at, name in enumerate(columns)], medium.small)
    end_words = fit(end_head, end_room + gap, medium.small, bold=True)
    if pitch * len(columns) + left < medium.width - text_width(end_words, medium.small, bold=True):
        sheet.text(medium.width, medium.small, end_words, anchor="end", bold=True, fill=colour.quiet, size=medium.small)
    y = head
    for group in groups:
        sheet.line(0, y, medium.width, y, colour.strong)
        y += medium.row * 0.2
        if group.name:
            sheet.text(0, y + medium.row * 0.5, fit(group.name, medium.width, medium.text, bold=True), bold=True,
                       fill=colour.strong)  # fmt: skip
            y += medium.row * 0.72
        for row in group.rows:
            base = y + medium.row / 2 + medium.text * 0.34
            sheet.text(0, base, fit(row.label, label_room + 1, medium.text))
            for at, mark in enumerate(row.marks[: len(columns)]):
                _square(sheet, mark, left + pitch * at + (pitch - side) / 2, y + (medium.row - side) / 2, side)
            sheet.text(medium.width, base, fit(row.end, end_room + 1, medium.text, bold=True), anchor="end", bold=True)
            y += medium.row
        y += medium.row * 0.15
    sheet.line(0, y, medium.width, y, colour.rule, width=0.5)
    y += medium.small * 0.8
    used = {mark for row in rows for mark in row.marks}

    def drawn(mark: Presence) -> Callable[[float, float, float], None]:
        return lambda x, y, side: _square(sheet, mark, x, y, side)

    y += legend_line(sheet, y, [(_LEGEND_WORDS[mark], drawn(mark)) for mark in Presence if mark in used])
    return sheet.svg(y)


def seat_strip(marks: Sequence[Presence], *, name: str, pitch: float = 27) -> SafeString:
    """One row of lettered squares for a table cell; the title reads it out: 'Name: present, deputy, apologies'."""
    medium = replace(SCREEN, width=max(pitch * len(marks), pitch))
    sheet, colour = Sheet(f"{name}: {', '.join(marks) or 'no meeting yet'}", medium), medium.palette
    for at, mark in enumerate(marks):
        x = at * pitch
        letter, middle = _LETTERS[mark], x + 10
        if mark in {Presence.PRESENT, Presence.REMOTE}:
            sheet.rect(x + 1, 1, 18, 18, colour.strong, rx=2)
            ink = colour.paper
        elif mark == Presence.DEPUTY:
            sheet.rect(x + 1, 1, 18, 18, colour.wash, stroke=colour.strong, stroke_width=2, rx=2)
            ink = colour.strong
        elif mark in {Presence.VACANT, Presence.NONE}:
            sheet.line(x + 4, 10, x + 16, 10, colour.quiet, width=1.5, dash="3 2")
            ink = colour.quiet
        else:
            edge = colour.ink if mark == Presence.ABSENT else colour.edge
            sheet.rect(x + 1, 1, 18, 18, colour.paper, stroke=edge, stroke_width=1, rx=2)
            ink = edge
        sheet.text(middle, 15, letter, anchor="middle", bold=mark != Presence.APOLOGIES, fill=ink, size=13)
    return sheet.svg(20)


def seat_strip_head(columns: Sequence[str], *, title: str, pitch: float = 27) -> SafeString:
    """The months above a column of seat strips."""
    medium = replace(SCREEN, width=max(pitch * len(columns), pitch))
    sheet = Sheet(title, medium)
    for at, word in enumerate(columns):
        x = min(at * pitch + 10, medium.width - pitch / 2)
        sheet.text(max(x, pitch / 2), 12, fit(word, pitch, 12), anchor="middle", fill=medium.palette.quiet, size=12)
    return sheet.svg(16)
