"""What has many rows, drawn in Python: a list of fifty costs a tenth of what a template would take for it.

Only components of `templatetags/govuk.py` use this: the two tables, and the facts and the thread of every record. Every
word from outside is escaped here.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.safestring import SafeString

from partnership.kit.filled import escaped
from partnership.kit.parts import Cell, Fact, Head, Link, Tag, When, WorkRow
from partnership.kit.thread import Knot
from partnership.kit.wording import short_date


def _meta(words: object) -> str:
    return f'<span class="app-table__meta">{escaped(words)}</span>' if words else ""


def _tag(tag: Tag | None) -> str:
    if tag is None:
        return ""
    kind = f" app-tag--{tag.kind}" if tag.kind else ""
    return f'<strong class="app-tag{kind}">{escaped(tag.words)}</strong>'


def _time(when: When) -> str:
    state = when.state
    return (
        f'<td role="cell" class="app-time app-time--{state}">'
        f'<span class="app-due app-due--{state}">{escaped(when.words)}</span> '
        f'<span class="app-table__meta">{escaped(when.date)}</span></td>'
    )


def _what(words: object, url: str) -> str:
    said = escaped(words)
    return f'<a class="govuk-link app-what" href="{escaped(url)}">{said}</a>' if url else f"<strong>{said}</strong>"


def _act(act: Link | None, about: str, after: str) -> str:
    if act is None:
        return ""
    hidden = f'<span class="govuk-visually-hidden">: {escaped(about)}</span>'
    link = f'<a class="govuk-link" href="{escaped(act.url)}">{escaped(act.words)}{hidden}</a>'
    return f'<span class="app-act">{" · " if after else ""}{link}</span>'


def _acts(row: WorkRow) -> str:
    """The acts of a row with several: the first, and the others behind a word that opens without a script."""
    if not row.more:
        return ""
    hidden = f'<span class="govuk-visually-hidden">: {escaped(row.what)}</span>'
    first = _act(row.act, row.what, "")
    links = "".join(
        f'<li><a class="govuk-link" href="{escaped(act.url)}">{escaped(act.words)}{hidden}</a></li>' for act in row.more
    )
    return (
        f'<div class="app-do">{first}<details class="app-more"><summary>More{hidden}</summary>'
        f'<ul class="app-more__acts">{links}</ul></details></div>'
    )


def work_rows(rows: Iterable[WorkRow], *, held: str, next_words: str) -> SafeString:
    """Rows of what is owed: when, what, held by, what happens next."""
    held_label, next_label = escaped(held), escaped(next_words)
    drawn = []
    for row in rows:
        tag = f" {_tag(row.tag)}" if row.tag else ""
        act = "" if row.more else _act(row.act, row.what, row.reference)
        second = f'<span class="app-table__meta">{escaped(row.reference)}{act}</span>' if row.reference or act else ""
        second += _acts(row)
        drawn.append(
            f'<tr role="row">{_time(row.when)}<td role="cell">{_what(row.what, row.url)}{tag}{second}</td>'
            f'<td role="cell" data-label="{held_label}">{escaped(row.held_by)}{_meta(row.held_meta)}</td>'
            f'<td role="cell" data-label="{next_label}">{escaped(row.next)}{_meta(row.next_meta)}</td></tr>\n'
        )
    return SafeString("".join(drawn))


def list_rows(heads: Sequence[Head], rows: Iterable[Sequence[Cell | object]]) -> SafeString:
    """Rows of a list: one cell for each heading, a `Cell` or plain words."""
    classes = {"num": ' class="app-num"', "date": ' class="app-nowrap"'}
    openings = [
        '<th scope="row" role="rowheader">'
        if head.kind == "head"
        else f'<td role="cell"{classes.get(head.kind, "")} data-label="{escaped(head.words)}">'
        for head in heads
    ]
    drawn: list[str] = []
    for row in rows:
        drawn.append('<tr role="row">')
        for head, opening, cell in zip(heads, openings, row, strict=True):
            drawn.append(_cell(head, opening, cell))
        drawn.append("</tr>\n")
    return SafeString("".join(drawn))


def _cell(head: Head, opening: str, cell: Any) -> str:
    closing = "</th>" if head.kind == "head" else "</td>"
    if not isinstance(cell, Cell):
        words = "" if cell is None else escaped(cell)
        return f"{opening}{words}{closing}" if words else '<td role="cell"></td>'
    if cell.when is not None:
        return _time(cell.when)
    tag = _tag(cell.tag)
    if head.kind == "what":
        return f'<td role="cell">{_what(cell.words, cell.url)}{" " + tag if tag else ""}{_meta(cell.meta)}</td>'
    words = escaped(cell.words)
    if cell.url:
        words = f'<a class="govuk-link" href="{escaped(cell.url)}">{words}</a>'
    inside = f"{tag}{' ' if tag and words else ''}{words}{_meta(cell.meta)}"
    # A cell with nothing in it has no label either: on a phone it leaves no line behind.
    return f"{opening}{inside}{closing}" if inside else '<td role="cell"></td>'


def fact_rows(rows: Iterable[Fact]) -> SafeString:
    """Terms and what they say. Lines stand below the value."""
    drawn = []
    for row in rows:
        value = "" if row.value is None else escaped(row.value)
        if row.url:
            value = f'<a class="govuk-link" href="{escaped(row.url)}">{value}</a>'
        first = " ".join(part for part in (_tag(row.tag), value) if part)
        said = "<br>".join([*([first] if first else []), *map(escaped, row.lines)])
        drawn.append(f"<dt>{escaped(row.term)}</dt><dd>{said}</dd>")
    return SafeString("".join(drawn))


def knot_rows(rows: Iterable[Knot], on: dt.date | None) -> SafeString:
    """The knots of a thread: what came before the record, the record itself, what came after and what is still to."""
    drawn = []
    for knot in rows:
        state = ' class="is-here"' if knot.here else "" if knot.happened else ' class="is-open"'
        kind = escaped(knot.kind) + (f", {escaped(short_date(knot.on, on))}" if knot.on else "")
        label = escaped(knot.label)
        if knot.path and not knot.here:
            label = f'<a class="govuk-link" href="{escaped(knot.path)}">{label}</a>'
        later = "" if knot.happened else '<span class="govuk-visually-hidden"> (not yet)</span>'
        drawn.append(f'<li{state}><span class="app-thread__kind">{kind}</span>{label}{later}</li>')
    return SafeString("".join(drawn))
