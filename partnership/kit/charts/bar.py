"""Bars and stacked bars."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from partnership.kit.wording import share

from .sheet import SCREEN, Medium, Sheet, clean, fit, legend_line, nothing, text_width, wrap


@dataclass(frozen=True)
class Bar:
    """One bar: `count` of `base`. Without a base the longest bar fills the width."""

    label: str
    count: int
    base: int | None = None

    @property
    def share(self) -> float:
        if self.base is None:
            return float(self.count)
        return min(self.count / self.base, 1.0) if self.base > 0 else 0.0


@dataclass(frozen=True)
class Mark:
    """A line of judgement across the bars, named: a share between 0 and 1."""

    at: float
    label: str


def bars(
    rows: Sequence[Bar], *, title: str, medium: Medium = SCREEN, mark: Mark | None = None, keep_order: bool = False
) -> SafeString:
    """Bars, longest first, each ending in '14 of 22, 64 %'. Empty input draws one sentence that says so."""
    sheet, colour = Sheet(title, medium), medium.palette
    if not rows:
        return nothing(sheet)
    if not keep_order:
        rows = sorted(rows, key=lambda bar: (-bar.share, -(bar.base or 0), bar.label.casefold(), bar.label))
    longest = max((bar.count for bar in rows if bar.base is None), default=0) or 1
    words = [f"{bar.count:,}" if bar.base is None else share(bar.count, bar.base) for bar in rows]
    value_width = max(text_width(word, medium.text) for word in words)
    gap = medium.text * 0.7
    if medium.narrow:
        left, label_room = 0.0, max(medium.width - value_width - gap, 20.0)
        track = medium.width
    else:
        widest = max(text_width(clean(bar.label), medium.text) for bar in rows)
        label_room = min(widest, medium.width * 0.36)
        left = label_room + gap
        track = max(medium.width - left - gap - value_width, medium.width * 0.15)
    y = 0.0
    if mark:
        y = medium.small * 1.5
    first = y
    for bar, word in zip(rows, words, strict=True):
        length = track * (bar.share if bar.base is not None else max(bar.count, 0) / longest)
        lines = wrap(bar.label, label_room, medium.text, lines=1 if medium.narrow else 2)
        if medium.narrow:
            sheet.text(0, y + medium.text, lines[0] if lines else "")
            sheet.text(medium.width, y + medium.text, fit(word, medium.width, medium.text), anchor="end")
            y += medium.text * 1.4
            sheet.rect(0, y, track, medium.bar, colour.wash)
            sheet.rect(0, y, length, medium.bar, colour.strong)
            y += medium.bar + medium.text * 0.8
            continue
        height = max(medium.row, medium.text * 1.25 * len(lines) + medium.row - medium.bar)
        top = y + (height - medium.bar) / 2
        baseline = y + height / 2 + medium.text * 0.34 - (len(lines) - 1) * medium.text * 0.6
        for line_at, line in enumerate(lines):
            sheet.text(
                label_room if medium.labels_end else 0,
                baseline + line_at * medium.text * 1.2,
                line,
                anchor="end" if medium.labels_end else "start",
            )
        sheet.rect(left, top, track, medium.bar, colour.wash)
        sheet.rect(left, top, length, medium.bar, colour.strong)
        room = medium.width - left - track - gap
        sheet.text(left + track + gap, top + medium.bar / 2 + medium.text * 0.34, fit(word, room, medium.text))
        y += height
    if not medium.narrow:
        sheet.line(left, first, left, y, colour.edge, width=0.75)
    if mark:
        at = left + track * min(max(mark.at, 0.0), 1.0)
        sheet.line(at, first - 2, at, y, colour.deep, width=1.1, dash="3 2")
        half = medium.width / 2
        room = at if at > half else medium.width - at
        label = fit(mark.label, room, medium.small, bold=True)
        sheet.text(at, medium.small, label, anchor="end" if at > half else "start", bold=True, size=medium.small,
                   fill=colour.deep)  # fmt: skip
    return sheet.svg(y)


@dataclass(frozen=True)
class Stack:
    """One stacked bar: a count for each part, and words at its end (bold and in the colour of lateness if `late`)."""

    label: str
    counts: tuple[int, ...]
    end: str = ""
    late: bool = False


def stacked_bars(rows: Sequence[Stack], *, parts: Sequence[str], title: str, medium: Medium = SCREEN) -> SafeString:
    """Bars in parts, in the order given, numbers on the parts, legend under them.

    A part that is not empty is never narrower than its number, so that the smallest can be read; all others are to
    scale.
    """
    sheet, colour = Sheet(title, medium), medium.palette
    if not rows or not parts:
        return nothing(sheet)
    fills = [
        (colour.soft, colour.deep),
        (colour.middle, colour.paper),
        (colour.deep, colour.paper),
        (colour.paper, colour.ink),
    ]
    gap = medium.text * 0.7
    label_room = min(max(text_width(clean(row.label), medium.text) for row in rows), medium.width * 0.32)
    end_share = 0.38 if medium.narrow else 0.3
    end_room = min(
        max(text_width(clean(row.end), medium.text, bold=row.late) for row in rows), medium.width * end_share
    )
    left = label_room + gap
    track = max(medium.width - left - (end_room + gap if end_room else 0), 10.0)
    largest = max(sum(max(count, 0) for count in row.counts) for row in rows) or 1

    def least(count: int) -> float:
        return text_width(f"{count:,}", medium.text, bold=True) + 4 if count > 0 else 0.0

    # the unit is the largest at which every row, its narrow parts widened, still fits the track
    unit = track / largest
    for _ in range(24):
        widest = max(sum(max(max(count, 0) * unit, least(count)) for count in row.counts[: len(parts)]) for row in rows)
        if widest <= track:
            break
        unit *= 0.9
    y = 0.0
    for row in rows:
        lines = wrap(row.label, label_room, medium.text)
        height = max(medium.row, medium.text * 1.25 * len(lines) + medium.row - medium.bar)
        top = y + (height - medium.bar) / 2
        middle = top + medium.bar / 2 + medium.text * 0.34
        baseline = middle - (len(lines) - 1) * medium.text * 0.6
        for line_at, line in enumerate(lines):
            sheet.text(
                label_room if medium.labels_end else 0,
                baseline + line_at * medium.text * 1.2,
                line,
                anchor="end" if medium.labels_end else "start",
            )
        x = left
        for at, count in enumerate(row.counts[: len(parts)]):
            if count <= 0:
                continue
            fill, ink = fills[min(at, 3)]
            wide = min(max(count * unit, least(count)), left + track - x)
            if wide <= 1:
                continue
            sheet.rect(x, top, wide - 1, medium.bar, fill, stroke=colour.edge if at > 2 else None)
            number = fit(f"{count:,}", wide, medium.text, bold=True)
            sheet.text(x + (wide - 1) / 2, middle, number, anchor="middle", bold=True, fill=ink)
            x += wide
        if row.end:
            sheet.text(medium.width, middle, fit(row.end, end_room + 1, medium.text, bold=row.late), anchor="end",
                       bold=row.late, fill=colour.late if row.late else colour.quiet)  # fmt: skip
        y += height
    y += medium.small * 0.7

    def swatch(fill: str, edge: str | None) -> Callable[[float, float, float], None]:
        return lambda x, y, side: sheet.rect(x, y, side, side, fill, stroke=edge)

    legend = [(name, swatch(fills[min(at, 3)][0], colour.edge if at > 2 else None)) for at, name in enumerate(parts)]
    y += legend_line(sheet, y, legend)
    return sheet.svg(y)
