"""Action plans in words: tabs and choices, sections of a plan, the columns of its file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from partnership.kit.parts import Cell, Head
from partnership.kit.wording import plural
from subgroups.presenters.action_lists import group_words, list_rows
from subgroups.selectors.action_plans import Choice, Group
from subgroups.selectors.actions import Clock

TABS = [
    ("body", "Body"),
    ("agency", "Agency"),
    ("priority", "Priority and objective"),
    ("origin", "Origin"),
    ("person", "Person"),
]
CHOICE_HEADS = [
    Head("Plan of", "what"),
    Head("Open", "num", "num"),
    Head("Overdue", "num", "num"),
    Head("Moved twice or more", "num", "num"),
    Head("Days moved", "num", "num"),
]


@dataclass
class Section:
    """A part of a plan: under its heading, or under a larger one that several share."""

    title: str
    count: str
    url: str = ""
    groups: list[tuple[str, str, str, list[list[Cell]]]] = field(default_factory=list)


def choice_rows(choices: Iterable[Choice]) -> list[list[Cell | str]]:
    """The plans to choose from, with what is open in each."""
    return [
        [
            Cell(one.words, plan_url(*one.url_args), one.under),
            f"{one.counts.live:,}",
            f"{one.counts.overdue:,}",
            f"{one.counts.moved:,}",
            f"{one.counts.days:,}",
        ]
        for one in choices
    ]


def plan_url(kind: str, key: object) -> str:
    """The address of a plan."""
    return reverse(f"subgroups:{kind}-plan", args=[key])


def sections(groups: Sequence[Group], clock: Clock) -> list[Section]:
    """Groups as the page shows them: those that share a larger heading stand under it once."""
    found: list[Section] = []
    for group in groups:
        rows = list_rows(group.rows, clock)
        above, words = group.heading.above, group_words(group.counts)
        if not above:
            found.append(Section(group.heading.words, words, group.heading.url, [("", "", "", rows)]))
            continue
        if not found or found[-1].title != above:
            found.append(Section(above, ""))
        found[-1].groups.append((group.heading.words, words, group.heading.url, rows))
    return found


def choices_lede(choices: Sequence[Choice], by: str) -> str:
    """How much there is to choose from."""
    with_open = [one for one in choices if one.counts.live]
    late = [one for one in with_open if one.counts.overdue]
    words = {
        "body": ("body", "bodies"),
        "agency": ("agency", "agencies"),
        "priority": ("priority or objective", "priorities and objectives"),
        "origin": ("origin", "origins"),
        "person": ("person", "people"),
    }[by]
    if not with_open:
        return "No action that you may see is open."
    return f"{plural(len(with_open), *words)} with open actions, {len(late)} of them with something overdue."
