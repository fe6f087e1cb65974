"""The components of a page as template tags, one template each in `templates/components/`, and filters of plain words.

Tags take small rows from `partnership.kit.parts`, built by presenters. They ask no queries and decide no rights.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.forms import BaseForm
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from partnership.kit import wording
from partnership.kit.charts.attendance import Presence, seat_strip, seat_strip_head
from partnership.kit.filled import drawn
from partnership.kit.parts import Fact, Head, Link, Tag, When, page_of
from partnership.kit.rows import fact_rows, knot_rows, list_rows, work_rows

register = template.Library()


# ---- words ----


@register.filter
def short_date(day: dt.date | None, on: dt.date | None = None) -> str:
    """{{ meeting.date|short_date:on }}: "Fri 27 Nov", the year only if it is another than today's."""
    return wording.short_date(day, on)


@register.filter
def long_date(day: dt.date | None) -> str:
    """{{ meeting.date|long_date }}: "Thursday 26 November 2026"."""
    return wording.long_date(day)


@register.filter
def clock(at: dt.datetime | dt.time | None) -> str:
    """{{ meeting.starts_at|clock }}: "10:00"."""
    return wording.clock(at)


@register.filter
def moment(at: dt.datetime | None, on: dt.date | None = None) -> str:
    """{{ edition.frozen_at|moment:on }}: "Tue 17 Nov, 09:12"."""
    return wording.moment(at, on)


@register.filter
def nbsp(words: object) -> str:
    """{{ words|nbsp }}: the same words, kept on one line."""
    return wording.unbroken(words)


@register.filter
def percent(part: int, base: int) -> str:
    """{{ 7|percent:9 }}: "7 of 9, 78 %"; never a percentage without its base."""
    return wording.share(part, base)


@register.filter
def count_words(count: int, noun: str) -> str:
    """{{ 3|count_words:"body,bodies" }}: "3 bodies"."""
    one, _, many = noun.partition(",")
    return wording.plural(count, one, many)


@register.filter
def number_words(count: int) -> str:
    """{{ 3|number_words }}: "three"."""
    return wording.number_words(count)


@register.filter
def file_size(size: int | None) -> str:
    """{{ paper.size|file_size }}: "88 kB"."""
    return wording.file_size(size)


@register.filter
def list_words(words: Iterable[object]) -> str:
    """{{ names|list_words }}: "police, ICB and council"."""
    return wording.list_words(words)


# ---- acts ----


@register.inclusion_tag("components/button.html")
def button(words: str, kind: str = "", name: str = "", value: str = "", formaction: str = "") -> dict[str, Any]:
    return {"words": words, "kind": kind, "name": name, "value": value, "formaction": formaction}


@register.inclusion_tag("components/link_button.html")
def link_button(words: str, url: str, kind: str = "") -> dict[str, Any]:
    return {"words": words, "url": url, "kind": kind}


@register.inclusion_tag("components/act_button.html", takes_context=True)
def act_button(
    context: Context, words: str, url: str, kind: str = "", name: str = "", value: str = "", about: str = ""
) -> dict[str, Any]:
    return {
        "words": words,
        "url": url,
        "kind": kind,
        "name": name,
        "value": value,
        "about": about,
        "csrf_token": context.get("csrf_token"),
    }


# ---- state and time ----


@register.inclusion_tag("components/tag.html")
def tag(words: str | Tag, kind: str = "") -> dict[str, Any]:
    return {"tag": words if isinstance(words, Tag) else {"words": words, "kind": kind}}


def _when(due: dt.date | When | None, on: dt.date | None) -> When:
    if isinstance(due, When):
        return due
    if on is None:
        raise template.TemplateSyntaxError("Say what day it is: {% time_cell due on %}.")
    return When.due(due, on)


@register.inclusion_tag("components/time_cell.html")
def time_cell(due: dt.date | When | None, on: dt.date | None = None) -> dict[str, Any]:
    return {"when": _when(due, on)}


@register.inclusion_tag("components/due.html")
def due(due: dt.date | When | None, on: dt.date | None = None) -> dict[str, Any]:
    return {"when": _when(due, on)}


@register.inclusion_tag("components/week.html")
def week(days: Iterable[Any], title: str = "This week") -> dict[str, Any]:
    return {"days": days, "title": title}


@register.inclusion_tag("components/key.html")
def key(rows: Iterable[tuple[Tag, str]], title: str = "What the key means") -> dict[str, Any]:
    return {"rows": rows, "title": title}


# ---- one record ----


@register.inclusion_tag("components/facts.html")
def facts(rows: Iterable[Fact | tuple[str, object]]) -> dict[str, Any]:
    """Rows without a value are left out: a fact that is not known is not a fact."""
    read = [row if isinstance(row, Fact) else Fact(row[0], row[1]) for row in rows]
    return {"rows": fact_rows(row for row in read if row.value not in (None, "") or row.lines or row.tag)}


@register.inclusion_tag("components/entries.html")
def entries(items: Iterable[Any], empty: str = "") -> dict[str, Any]:
    return {"items": items, "empty": empty}


@register.inclusion_tag("components/thread.html")
def thread(knots: Iterable[Any], on: dt.date | None = None) -> dict[str, Any]:
    return {"knots": knot_rows(knots, on)}


@register.inclusion_tag("components/ladder.html")
def ladder(rungs: Iterable[Any], caption: str = "Chases") -> dict[str, Any]:
    return {"rungs": rungs, "caption": caption}


@register.inclusion_tag("components/seal.html")
def seal(checksum: str) -> dict[str, Any]:
    return {"checksum": wording.in_fours(checksum)}


@register.inclusion_tag("components/file_link.html")
def file_link(
    words: str, url: str, kind: str = "", size: int | None = None, pages: int | None = None
) -> dict[str, Any]:
    said = [kind, wording.plural(pages, "page") if pages else "", wording.file_size(size)]
    return {"words": words, "url": url, "remark": ", ".join(part for part in said if part)}


@register.inclusion_tag("components/progress.html")
def progress(words: str, done: int = 0, most: int = 0) -> dict[str, Any]:
    return {"words": words, "done": done, "most": most}


# ---- tables and lists ----


@register.inclusion_tag("components/work_table.html")
def work_table(
    rows: Sequence[Any],
    caption: str,
    what: str = "What is owed",
    held: str = "Held by",
    next: str = "What happens next",
    empty: str = "",
) -> dict[str, Any]:
    body = work_rows(rows, held=held, next_words=next)
    return {"body": body, "caption": caption, "what": what, "held": held, "next": next, "empty": empty}


@register.inclusion_tag("components/list_table.html")
def list_table(heads: Sequence[Head], rows: Iterable[Sequence[Any]], caption: str, empty: str = "") -> dict[str, Any]:
    return {
        "heads": heads,
        "body": list_rows(heads, rows),
        "caption": caption,
        "empty": empty,
        "fixed": any(head.width or head.kind == "time" for head in heads),
    }


@register.inclusion_tag("components/filters.html")
def filters(form: BaseForm, label: str = "Filter the list", words: str = "Filter") -> dict[str, Any]:
    return {"form": form, "label": label, "words": words}


@register.inclusion_tag("components/listbar.html")
def listbar(
    count: int,
    noun: str = "row",
    words: str = "",
    form: Any = None,
    query: str = "",
    files: bool = False,
    capped: bool = False,
    sorted_by: str = "",
    sort_url: str = "",
) -> dict[str, Any]:
    one, _, many = noun.partition(",")
    counted = wording.plural(count, one, many)
    return {
        "count": f"{counted} or more" if capped else counted,
        "words": words,
        "chips": form.chosen() if hasattr(form, "chosen") else (),
        "sorted_by": sorted_by,
        "sort_url": sort_url,
        "files": files and count > 0,
        "rows": "" if capped else wording.plural(count, "row"),
        "query": f"{query}&" if query else "",
    }


@register.inclusion_tag("components/pager.html")
def pager(page: Any, query: str = "", capped: bool = False) -> dict[str, Any]:
    """`page` is Django's page (with the query that keeps its filters) or kit.parts.Page, made by whoever knows more."""
    return {"page": page_of(page, query, capped=capped) if hasattr(page, "paginator") else page}


@register.inclusion_tag("components/empty.html")
def empty(words: str) -> dict[str, Any]:
    return {"words": words}


@register.inclusion_tag("components/crumbs.html")
def crumbs(links: Iterable[Link | tuple[str, str]]) -> dict[str, Any]:
    return {"links": [link if isinstance(link, Link) else Link(*link) for link in links]}


# ---- meetings ----


@register.inclusion_tag("components/attendance_strip.html")
def attendance_strip(marks: Sequence[str], label: str) -> dict[str, Any]:
    return {"drawing": seat_strip([Presence(mark) for mark in marks], name=label)}


@register.inclusion_tag("components/attendance_strip.html")
def attendance_months(days: Sequence[dt.date]) -> dict[str, Any]:
    months = [wording.MONTHS[day.month - 1] for day in days]
    return {"drawing": seat_strip_head(months, title=f"Months of the last {wording.plural(len(days), 'meeting')}")}


@register.inclusion_tag("components/attendance_key.html")
def attendance_key() -> dict[str, Any]:
    shown = [mark for mark in Presence if mark != Presence.NONE]
    return {"marks": [(mark.value, seat_strip([mark], name="Mark")) for mark in shown]}


@register.inclusion_tag("components/quorum.html")
def quorum(parts: Iterable[Any], met: bool, words: str = "", link: Link | None = None) -> dict[str, Any]:
    return {"parts": parts, "met": met, "words": words, "link": link}


@register.inclusion_tag("components/pick.html")
def pick(name: str, legend: str, choices: Iterable[tuple[str, str]], value: str = "") -> dict[str, Any]:
    return {"name": name, "legend": legend, "choices": choices, "value": value}


@register.inclusion_tag("components/agenda.html")
def agenda(lines: Iterable[Any], label: str = "Agenda") -> dict[str, Any]:
    return {"lines": lines, "label": label}


@register.simple_tag
def filled(template_name: str, rows: Iterable[Any], **shape: Any) -> SafeString:
    """Many rows of one template, whose words are the fields of a row: rendered once, then filled (`kit/filled.py`)."""
    return drawn(template_name, rows, **shape)


# ---- forms ----


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """All errors of a PortalForm (or of any form), each linked to its field."""
    from_form = getattr(form, "error_links", None)
    links = from_form() if from_form else [(str(words), "") for words in form.non_field_errors()]
    return {"links": links}


# ---- sections: tags with an end ----


def _section(name: str, content: str, **given: Any) -> SafeString:
    return render_to_string(f"components/{name}.html", {"content": content, **given})


@register.simple_block_tag
def part(content: str, title: str, count: object = "", url: str = "", words: str = "", anchor: str = "") -> SafeString:
    return _section("part", content, title=title, count=count, url=url, words=words, anchor=anchor)


@register.simple_block_tag
def side(content: str, title: str, count: object = "") -> SafeString:
    return _section("side", content, title=title, count=count)


@register.simple_block_tag
def details(content: str, summary: str, open: bool = False) -> SafeString:
    return _section("details", content, summary=summary, open=open)


@register.simple_block_tag
def note(content: str, kind: str = "") -> SafeString:
    return _section("note", content, kind=kind)


class Wrap(Node):
    """Puts what is between into an element, or nothing at all if there is nothing between."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, element: str, classes: str) -> None:
        self.nodelist = nodelist
        self.element = element
        self.classes = classes

    def render(self, context: Context) -> SafeString:
        inside = self.nodelist.render(context)
        if not inside.strip():
            return SafeString("")
        opening = f'<{self.element} class="{self.classes}">' if self.classes else f"<{self.element}>"
        return SafeString(f"{opening}{inside.strip()}</{self.element}>")


@register.tag
def wrap(parser: Parser, token: Token) -> Wrap:
    """{% wrap "p" "app-kicker" %}{% block kicker %}{% endblock %}{% endwrap %}: the paragraph only if it has words."""
    words = token.split_contents()[1:]
    if not 1 <= len(words) <= 2 or not all(word[0] == word[-1] == '"' for word in words):
        raise template.TemplateSyntaxError('Write {% wrap "element" "classes" %}, both in double quotes.')
    nodelist = parser.parse(("endwrap",))
    parser.delete_first_token()
    element, classes = [word[1:-1] for word in words] + [""] * (2 - len(words))
    return Wrap(nodelist, element, classes)
