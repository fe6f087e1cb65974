"""The dates of a promise: first date, moves, lateness."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.safestring import SafeString

from .sheet import SCREEN, Medium, Sheet, fit, nothing, number, text_width


def slips(
    *, opened_on: date, due_dates: Sequence[date], today: date, closed_on: date | None = None, medium: Medium = SCREEN
) -> SafeString:
    """The life of a promise: from opening to its first date, each date it was moved to, and how late it is or was.

    The first stretch is solid, granted stretches are lighter, time past the last date is in the colour of lateness.
    """
    end = closed_on or today
    title = slips_in_words(opened_on=opened_on, due_dates=due_dates, today=today, closed_on=closed_on)
    sheet, colour = Sheet(title, medium), medium.palette
    if not due_dates:
        return nothing(sheet)
    first, last = due_dates[0], due_dates[-1]
    start, stop = min(opened_on, end, *due_dates), max(end, *due_dates)
    late_by = (end - last).days
    words = _lateness(late_by, closed=closed_on is not None, moved=len(due_dates) > 1)
    right_words = text_width(words, medium.small, bold=True) + 10
    right = max(medium.width - right_words, medium.width * 0.4)
    days = max((stop - start).days, 1)

    def at(day: date) -> float:
        return 2 + (right - 4) * (day - start).days / days

    labels = [(at(opened_on), f"Opened {short(opened_on)}", False)]
    for order, day in enumerate(due_dates):
        labels.append(
            (at(day), f"First date {short(day)}" if order == 0 else short(day), order in {0, len(due_dates) - 1})
        )
    lanes = _lanes(sheet, labels)
    leading = medium.small * 1.35
    arcs = leading * 1.3 if len(due_dates) > 1 else 0.0
    bar_top = leading * (max(lane for *_, lane in lanes) + 1) + arcs + 4
    bar_height = medium.bar * 0.67
    # the axis, with a tick at each month that has room
    axis = bar_top + bar_height
    sheet.line(0, axis, medium.width, axis, colour.edge, width=0.75)
    taken = -math.inf
    for day in _months(start, stop):
        word = f"{day:%b}" if day.month > 1 else f"{day:%Y}"
        if at(day) < taken or at(day) + text_width(word, medium.small) + 4 > medium.width:
            continue
        sheet.line(at(day), axis, at(day), axis + 5, colour.edge, width=0.75)
        sheet.text(at(day) + 3, axis + medium.small * 1.25, word, fill=colour.quiet, size=medium.small)
        taken = at(day) + text_width(word, medium.small) + 10
    # the stretches
    reached = min(end, first)
    if reached > opened_on:
        sheet.rect(at(opened_on), bar_top, at(reached) - at(opened_on), bar_height, colour.strong)
    if end > first and last > first:
        sheet.rect(at(first), bar_top, at(min(end, last)) - at(first), bar_height, colour.soft)
    if late_by > 0:
        sheet.rect(at(last), bar_top, at(end) - at(last), bar_height, colour.late)
    elif late_by < 0 and closed_on is None:
        sheet.rect(
            at(max(end, opened_on)), bar_top, max(at(last) - at(max(end, opened_on)), 0), bar_height, colour.wash
        )
    for before, after in zip(due_dates, due_dates[1:], strict=False):
        _moved(sheet, at(before), at(after), (after - before).days, bar_top - 3, arcs)
    for x in [at(opened_on), *(at(day) for day in due_dates), at(end)]:
        sheet.line(x, bar_top - 4, x, axis + 2, colour.ink, width=medium.text / 8)
    for (mark_x, *_), (_, _, _, _, lane) in zip(labels[1:], lanes[1:], strict=True):
        sheet.line(mark_x, leading * (lane + 1), mark_x, bar_top - 5, colour.rule, width=0.75)
    for x, word, bold, anchor, lane in lanes:
        sheet.text(x, leading * (lane + 1) - medium.small * 0.35, word, anchor=anchor, bold=bold, size=medium.small,
                   fill=colour.ink if bold else colour.quiet)  # fmt: skip
    sheet.text(at(stop) + 8, bar_top + bar_height / 2 + medium.small * 0.34,
               fit(words, medium.width - at(stop) - 8, medium.small, bold=True), bold=True, size=medium.small,
               fill=colour.late if late_by > 0 else colour.quiet)  # fmt: skip
    return sheet.svg(axis + medium.small * 1.7)


def slips_in_words(*, opened_on: date, due_dates: Sequence[date], today: date, closed_on: date | None = None) -> str:
    """The same in one sentence: the title of the drawing, and a line for a page without it."""
    if not due_dates:
        return f"Opened {long(opened_on)}; no date set."
    parts = [f"Opened {long(opened_on)}. First date {long(due_dates[0])}"]
    for before, after in zip(due_dates, due_dates[1:], strict=False):
        parts.append(f"moved {_days((after - before).days)} to {long(after)}")
    end = closed_on or today
    words = _lateness((end - due_dates[-1]).days, closed=closed_on is not None, moved=len(due_dates) > 1)
    tail = f"{words} on {long(end)}" if closed_on else f"{words} on {long(today)}" if end <= due_dates[-1] else words
    return ", ".join([*parts, tail]) + "."


def _lateness(days: int, *, closed: bool, moved: bool) -> str:
    if closed:
        in_time = "closed by its last date" if moved else "closed in time"
        return f"closed {_days(days)} late" if days > 0 else in_time
    if days > 0:
        return f"{_days(days)} late"
    return "due today" if days == 0 else f"{_days(-days)} left"


def _days(count: int) -> str:
    if count < 0:
        return f"back {-count} day{'' if count == -1 else 's'}"
    return f"{count} day{'' if count == 1 else 's'}"


def short(day: date) -> str:
    return f"{day.day}\u00a0{day:%b}"


def long(day: date) -> str:
    return f"{day.day}\u00a0{day:%B}\u00a0{day.year}"


def _months(start: date, stop: date) -> Iterable[date]:
    """First days of the months between, thinned out for a long life."""
    month, count = start.year * 12 + start.month, (stop.year - start.year) * 12 + stop.month - start.month
    every = max(1, math.ceil(count / 14))
    for at in range(month, stop.year * 12 + stop.month, every):
        yield date(at // 12, at % 12 + 1, 1)


def _lanes(sheet: Sheet, labels: Sequence[tuple[float, str, bool]]) -> list[tuple[float, str, bool, str, int]]:
    """Give each label the lowest lane in which it touches no other. Lane numbers count from the top."""
    medium = sheet.medium
    ends: list[list[tuple[float, float]]] = []
    placed: list[tuple[float, str, bool, str, int]] = []
    for x, word, bold in labels:
        word = fit(word, medium.width * 0.5, medium.small, bold=bold)
        wide = text_width(word, medium.small, bold=bold)
        x = min(max(x, wide / 2), medium.width - wide / 2)
        low, high = x - wide / 2 - 4, x + wide / 2 + 4
        lane = next((n for n, spans in enumerate(ends) if all(high <= a or low >= b for a, b in spans)), len(ends))
        if lane == len(ends):
            ends.append([])
        ends[lane].append((low, high))
        placed.append((x, word, bold, "middle", lane))
    top = len(ends) - 1
    return [(x, word, bold, anchor, top - lane) for x, word, bold, anchor, lane in placed]


def _moved(sheet: Sheet, x1: float, x2: float, days: int, y: float, room: float) -> None:
    """An arc from a date to the one that replaced it, with how far it moved where there is room to say so."""
    colour, medium = sheet.medium.palette, sheet.medium
    if abs(x2 - x1) < 3:
        return
    rise = room * 1.15
    ends = {"a": number(x1), "b": number(x2), "y": number(y), "c": number(y - rise)}
    sheet.path(
        "M{a} {y} C{a} {c} {b} {c} {b} {y}".format(**ends), stroke=colour.edge, width=medium.text / 10, dash="4 3"
    )
    wide = abs(x2 - x1) - 6
    words = next((w for w in (f"moved {_days(days)}", f"{days:+d}") if text_width(w, medium.small) <= wide), "")
    centre = (x1 + x2) / 2
    half = text_width(words, medium.small) / 2
    sheet.text(min(max(centre, half), medium.width - half), y - 3, words, anchor="middle", fill=colour.quiet,
               size=medium.small)  # fmt: skip
