"""Lists of actions in words: headings that sort, rows, the first line, and what is said of a past day."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, urlencode

from partnership.kit.parts import Cell, Head, Link
from partnership.kit.wording import NBSP, plural
from subgroups.models import Action
from subgroups.presenters.actions import KEY_TAGS, moved_words, says_words, when_of
from subgroups.selectors.action_lists import Counts
from subgroups.selectors.actions import Clock, key_of

SORTED_BY = {
    "due": "when due",
    "-due": "when due, the latest first",
    "moved": "days moved",
    "held": "who holds it",
    "number": "number",
}


def list_heads(query: str, sort: str) -> list[Head]:
    """The headings of the list. Three of them sort; the list says by which it is sorted."""

    def by(word: str) -> str:
        kept = [(name, value) for name, value in parse_qsl(query) if name != "sort"]
        return "?" + urlencode([*kept, ("sort", word)])

    up: Any = "ascending"
    down: Any = "descending"
    due: Any = {"due": up, "-due": down}.get(sort, "")
    return [
        Head("When", "time", "time", by("-due" if sort == "due" else "due"), due),
        Head("Action", "what"),
        Head("Held by", "", "held", by("held"), up if sort == "held" else ""),
        Head("Key", "tag", "tag"),
        Head("Holder says", "", "says"),
        Head("Date moved", "num", "num", by("moved"), down if sort == "moved" else ""),
    ]


def plan_heads() -> list[Head]:
    """The headings inside a plan, which is sorted by its own order."""
    return [Head(head.words, head.kind, head.width) for head in list_heads("", "")]


def list_rows(actions: Iterable[Action], clock: Clock) -> list[list[Cell]]:
    """Rows of the action list."""
    return [
        [
            Cell(when=when_of(action, clock)),
            Cell(action.title, f"/actions/{action.reference}/", f"{action.reference} · {action.body.short_name}"),
            Cell(action.lead_agency.short_name, meta=action.holder.name if action.holder else "nobody named"),
            Cell(tag=KEY_TAGS[key_of(action, clock)]),
            Cell(says_words(action)),
            Cell(moved_words(action)),
        ]
        for action in actions
    ]


def list_lede(counts: dict[str, int], as_at: dt.date | None = None) -> str:
    """The first line of the list: "64 open: 8 overdue, 9 due in the next 10 working days"."""
    have, is_ = ("had", "was") if as_at else ("have", "is")
    if not counts["live"]:
        return f"Nothing {is_} open."
    moved = f" {counts['moved']} {have} moved their date more than once." if counts["moved"] else ""
    soon = "the 10" if as_at else "the next 10"
    after = " that followed" if as_at else ""
    return (
        f"{counts['live']} open: {counts['overdue']} overdue, {counts['soon']} due in {soon}{NBSP}working days{after}."
        f"{moved}"
    )


def plan_lede(counts: Counts) -> str:
    """The first line of a plan: what is open and late of all that it holds, and how its dates have moved."""
    if not counts.count:
        return "It holds no action that you may see."
    late = f"{counts.overdue} of them overdue" if counts.overdue else "none of them overdue"
    said = f"{plural(counts.live, 'action')} open, {late}." if counts.live else "Nothing is open."
    if counts.moves:
        said += f" Dates have moved {plural(counts.moves, 'time')}, {plural(counts.days, 'day')} in all."
    return said


def group_words(counts: Counts) -> str:
    """Beside a heading: "4 actions, 1 overdue, 2 moved twice or more"."""
    said = [plural(counts.count, "action")]
    if counts.overdue:
        said.append(f"{counts.overdue} overdue")
    if counts.moved:
        said.append(f"{counts.moved} moved twice or more")
    return ", ".join(said)


def said_of_filter(chip: Link) -> str:
    """A filter in use, as a printed log says it."""
    return chip.words
