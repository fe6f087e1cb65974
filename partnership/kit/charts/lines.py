"""Lines over time, and the sparkline of a table cell."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from .sheet import SCREEN, Medium, Sheet, axis_labels, clean, fit, nothing, text_width


@dataclass(frozen=True)
class Series:
    """A line with its name at its end. The first series is one's own; the others are comparators."""

    name: str
    values: tuple[float | None, ...]


def line(
    series: Sequence[Series], *, labels: Sequence[str], title: str, medium: Medium = SCREEN, unit: str = "",
    from_zero: bool = True,
) -> SafeString:  # fmt: skip
    """Lines over time. A scale that does not start at 0 says so; a missing value leaves a gap, never a guess."""
    sheet, colour = Sheet(title, medium), medium.palette
    values = [v for one in series for v in one.values[: len(labels)] if v is not None and math.isfinite(v)]
    if not values or not labels:
        return nothing(sheet)
    low, high, step = _scale(min(values), max(values), from_zero)
    ticks = [low + step * at for at in range(int(round((high - low) / step)) + 1)]
    tick_words = [_plain(tick) for tick in ticks]
    left = max(text_width(word, medium.small) for word in tick_words) + 8
    names = []
    for one in series:
        last = next((v for v in reversed(one.values[: len(labels)]) if v is not None and math.isfinite(v)), None)
        names.append(f"{one.name} {_plain(last)}{unit}" if last is not None else "")
    name_room = min(max(text_width(clean(name), medium.small, bold=True) for name in names), medium.width * 0.38) + 12
    top = medium.small * (2.2 if low else 1.0)
    height = max(medium.row * 6.0, medium.small * 1.4 * len(series) + 10)
    right = max(medium.width - name_room, left + 20)

    def at_x(index: int) -> float:
        return left + (right - left) * (index / (len(labels) - 1) if len(labels) > 1 else 1.0)

    def at_y(value: float) -> float:
        return top + height * (high - value) / (high - low)

    if low:
        sheet.text(0, medium.small, fit(f"Scale starts at {_plain(low)}{unit}", medium.width, medium.small),
                   fill=colour.quiet, size=medium.small)  # fmt: skip
    for tick, word in zip(ticks, tick_words, strict=True):
        sheet.line(left, at_y(tick), right, at_y(tick), colour.rule, width=0.75)
        sheet.text(left - 6, at_y(tick) + medium.small * 0.34, word, anchor="end", fill=colour.quiet, size=medium.small)
    axis_labels(sheet, [(at_x(i), label) for i, label in enumerate(labels)], top + height + medium.small * 1.6)
    ends: list[tuple[float, str, str, bool]] = []
    for order, (one, name) in enumerate(zip(series, names, strict=True)):
        stroke = colour.strong if order == 0 else colour.edge
        dash = None if order < 2 else "5 3"
        width = medium.text / 5 if order == 0 else medium.text / 9
        run: list[tuple[float, float]] = []
        for i in range(len(labels) + 1):
            value = one.values[i] if i < len(labels) and i < len(one.values) else None
            if value is not None and math.isfinite(value):
                run.append((at_x(i), at_y(value)))
                continue
            if len(run) > 1:
                sheet.polyline(run, stroke, width=width, dash=dash)
            for point in run if order == 0 or len(run) == 1 else []:
                sheet.circle(*point, medium.text / 4.5, stroke)
            run = []
        last_at = next((i for i in range(min(len(labels), len(one.values)) - 1, -1, -1)
                        if one.values[i] is not None and math.isfinite(one.values[i] or 0.0)), None)  # fmt: skip
        if last_at is not None:
            ends.append((at_y(one.values[last_at] or 0.0), name, stroke, order == 0))
    lowest = top + height + medium.small * 0.3
    for y, name, stroke, own in _spread(ends, medium.small * 1.35, medium.small, lowest):
        sheet.text(right + 12, y, fit(name, medium.width - right - 12, medium.small, bold=own), bold=own,
                   fill=stroke if own else colour.quiet, size=medium.small)  # fmt: skip
    return sheet.svg(top + height + medium.small * 2.1)


def _plain(value: float) -> str:
    return f"{value:,.1f}".removesuffix(".0")


def _scale(least: float, most: float, from_zero: bool) -> tuple[float, float, float]:
    """Round ends and a round step: about five ticks."""
    if from_zero and least >= 0:
        least = 0.0
    if most - least < 1e-9:
        most = least + 1
    raw = (most - least) / 5
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= raw * 0.999)
    low, high = math.floor(least / step) * step, math.ceil(most / step) * step
    return low, high if high > low else low + step, step


def _spread(
    ends: Iterable[tuple[float, str, str, bool]], leading: float, least: float, most: float
) -> list[tuple[float, str, str, bool]]:
    """Names at the ends of lines, pushed apart until none covers another."""
    placed: list[tuple[float, str, str, bool]] = []
    for y, name, stroke, own in sorted(ends, key=lambda end: (end[0], end[1])):
        floor = placed[-1][0] + leading if placed else least
        placed.append((max(y + least * 0.34, floor), name, stroke, own))
    over = placed[-1][0] - most if placed else 0.0
    if over > 0:
        limit = most
        for at in range(len(placed) - 1, -1, -1):
            y, name, stroke, own = placed[at]
            y = max(min(y, limit), least)
            placed[at], limit = (y, name, stroke, own), y - leading
    return placed


def sparkline(values: Sequence[float | None], *, title: str, medium: Medium | None = None) -> SafeString:
    """A line as high as a word, with a dot on the last value. A gap stays a gap."""
    medium = medium or replace(SCREEN, width=96, text=14)
    sheet, colour = Sheet(title, medium), medium.palette
    height, edge = medium.text * 1.5, 3.0
    real = [v for v in values if v is not None and math.isfinite(v)]
    if not real:
        return sheet.svg(height)
    low, high = min(real), max(real)
    step = (medium.width - 2 * edge) / max(len(values) - 1, 1)
    points = [
        None
        if v is None or not math.isfinite(v)
        else (
            edge + step * at,
            edge + (height - 2 * edge) * ((high - v) / (high - low) if high > low else 0.5),
        )
        for at, v in enumerate(values)
    ]
    run: list[tuple[float, float]] = []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
            continue
        if len(run) > 1:
            sheet.polyline(run, colour.strong, width=1.5)
        elif run:
            sheet.circle(*run[0], 1.5, colour.strong)
        run = []
    last = next(point for point in reversed(points) if point is not None)
    sheet.circle(*last, 2.5, colour.strong)
    return sheet.svg(height)
