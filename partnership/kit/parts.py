"""What the components of a page are given: small rows of plain words, built by presenters. No queries, no markup.

Rows of long tables are made here once, in Python, so that a template only prints them.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from partnership.kit.wording import TimeLeft, due_date, time_left

TagKind = Literal["", "late", "soon", "met", "done", "plain"]


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead. `extra` stands behind the link, muted."""

    words: str
    url: str = ""
    extra: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A state in a word. Red and amber are for time only."""

    words: str
    kind: TagKind = ""


@dataclass(frozen=True, slots=True)
class When:
    """The time cell: state, words and date."""

    state: str
    words: str
    date: str = ""

    @classmethod
    def due(cls, due: dt.date | None, on: dt.date, *, soon_until: dt.date | None = None) -> "When":
        """How a due date stands today."""
        left: TimeLeft = time_left(due, on, soon_until=soon_until)
        return cls(left.state, left.words, due_date(due, on))


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One thing owed: when, what, held by whom, and what happens next if nothing is done."""

    when: When
    what: str
    url: str
    reference: str = ""
    held_by: str = ""
    held_meta: str = ""
    next: str = ""
    next_meta: str = ""
    act: Link | None = None
    tag: Tag | None = None
    more: Sequence[Link] = ()

    def with_acts(self, more: Sequence[Link], *, next: str, next_meta: str) -> "WorkRow":
        """The same row with further acts, kept behind one word, and what happens next in other words."""
        return replace(self, more=tuple(more), next=next, next_meta=next_meta)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a list: words, perhaps a link, a second line, a tag or a time."""

    words: str = ""
    url: str = ""
    meta: str = ""
    tag: Tag | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading and what stands in it: `time`, `what` (main link), `num`, `tag`, `date`, `head` or plain.

    `width` names a class of _tables.scss without its prefix ("time", "held", "num"); `sort_url` makes it
    a link.
    """

    words: str
    kind: Literal["", "time", "what", "num", "tag", "date", "head"] = ""
    width: str = ""
    sort_url: str = ""
    sorted: Literal["", "ascending", "descending"] = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a short list, with a line or two of facts; `muted` lines are of the second rank."""

    words: str
    url: str = ""
    lines: Sequence[str] = ()
    muted: Sequence[str] = ()
    when: When | None = None
    after: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and its value; several lines are several values."""

    term: str
    value: object = ""
    url: str = ""
    lines: Sequence[str] = ()
    tag: Tag | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """One chase: sent, failed, or next. `strong` is the part of the outcome that matters."""

    state: Literal["sent", "failed", "next"]
    date: str
    distance: str
    to: str
    outcome: str = ""
    strong: str = ""


@dataclass(frozen=True, slots=True)
class QuorumPart:
    """One kind of agency that quorum asks for, and whether it is there."""

    name: str
    there: bool
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the week's strip."""

    words: str
    meetings: Sequence[Entry] = ()
    due: int = 0
    today: bool = False


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item in the agenda beside a live meeting."""

    number: str
    words: str
    url: str
    remark: str = ""
    done: bool = False
    current: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list: where it stands and where its neighbours are. Numbers of None stand for a gap."""

    first: int
    last: int
    total: str
    numbers: Sequence["PageNumber"] = ()
    previous_url: str = ""
    next_url: str = ""


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A page's number, or a gap (`number` is None)."""

    number: int | None
    url: str = ""
    current: bool = False


def page_numbers(current: int, last: int, url_of: Callable[[int], str]) -> list[PageNumber]:
    """First, last, the current page and its neighbours; what lies between is a gap, never a gap of one."""
    wanted = sorted({1, last, *range(max(1, current - 1), min(last, current + 1) + 1)})
    numbers: list[PageNumber] = []
    before = 0
    for number in wanted:
        if number - before > 1:
            numbers.append(PageNumber(before + 1, url_of(before + 1)) if number - before == 2 else PageNumber(None))
        numbers.append(PageNumber(number, url_of(number), current=number == current))
        before = number
    return numbers


def page_of(page: Any, query: str, *, capped: bool = False) -> Page:
    """Django's page as the pager shows it. `query` keeps the filters in each address."""

    def url_of(number: int) -> str:
        return f"?{query}&page={number}" if query else f"?page={number}"

    pages = page.paginator.num_pages
    return Page(
        first=page.start_index(),
        last=page.end_index(),
        total=f"{page.paginator.count:,}" + (" or more" if capped else ""),
        numbers=page_numbers(page.number, pages, url_of) if pages > 1 else (),
        previous_url=url_of(page.number - 1) if page.has_previous() else "",
        next_url=url_of(page.number + 1) if page.has_next() else "",
    )
