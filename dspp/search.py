"""Finding records by words or number, each room's own within what the person may see."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import CharField, Q, Value

from partnership.kit.parts import Entry
from partnership.kit.prepared import PreparedAmong
from partnership.kit.querysets import with_each, words_of
from partnership.kit.word_slots import HAS_WORD, WordSlot, is_short
from partnership.kit.wording import short_date
from partnership.models import Agency, Body, Objective, Person
from partnership.permissions import PreparedFor
from reports.models import Report
from subgroups.models import (
    Action,
    ActionWords,
    AgendaItem,
    AgendaItemWords,
    Challenge,
    Decision,
    DecisionWords,
    Escalation,
    Paper,
    Risk,
)

MOST = 10
MOST_READ = 100


@dataclass(frozen=True)
class Found:
    """Records of one kind; `more` says that there are others."""

    kind: str
    entries: list[Entry]
    more: bool


@dataclass(frozen=True)
class Kind:
    """One kind of records: what a person may see of it, where words are looked for, its order, how one is drawn."""

    name: str
    model: Any
    fields: tuple[str, ...]
    order: tuple[str, ...]
    entry: Callable[[Any], Entry]
    read_with: tuple[str, ...] = ()
    are_kept: bool = False
    above: str = ""

    def having(self, person: Any, slots: list[WordSlot]) -> Iterator[Any]:
        """The records in which each word stands, in this one field or that; of kept words those recorded last."""
        seen = self.model.objects.visible_to(person)
        if not self.are_kept:
            yield with_each(seen, slots, *self.fields, lookup=HAS_WORD).order_by(*self.order)
            return
        yield with_each(seen, slots, "kept__words", lookup=HAS_WORD).order_by("-kept__record_id")
        if self.above and slots:
            # Kept words know nothing of the record above. Few have a word there, so what hangs on those is read.
            has_one = (Q(**{f"{self.above}__{HAS_WORD}": slot}) for slot in slots)
            rows = seen.filter(reduce(or_, has_one))
            yield with_each(rows, slots, *self.fields, self.above, lookup=HAS_WORD).order_by("-pk")

    def hits(self, person: Any, slots: list[WordSlot]) -> Iterator[Any]:
        """Their keys beside the kind's name."""
        for rows in self.having(person, slots):
            keys = rows.values("pk")[:MOST_READ]
            found = self.model.objects.filter(pk__in=keys).order_by()
            yield found.values_list(Value(self.name, output_field=CharField()), "pk")

    def rows(self, keys: Any) -> Any:
        """The first of the records of some keys, and one more, as they are drawn."""
        rows = self.model.objects.filter(pk__in=keys).order_by(*self.order)
        return (rows.select_related(*self.read_with) if self.read_with else rows)[: MOST + 1]

    def found(self, keys: set[int]) -> Found:
        """The records of these keys, as the page shows them."""
        rows = BY_KEYS[self.name](sorted(keys, reverse=True)[:MOST_READ])
        return Found(self.name, [self.entry(row) for row in rows[:MOST]], len(rows) > MOST)


KINDS = [
    Kind(
        "Actions",
        Action,
        ActionWords.of,
        ("-opened_on", "-pk"),
        lambda row: Entry(row.title, row.get_absolute_url(), [f"{row.reference}, {row.lead_agency.short_name}"]),
        ("body", "lead_agency"),
        are_kept=True,
    ),
    Kind(
        "Decisions",
        Decision,
        DecisionWords.of,
        ("-decided_on", "-pk"),
        lambda row: Entry(row.text, row.get_absolute_url(), [f"{row.reference}, {short_date(row.decided_on)}"]),
        ("body",),
        are_kept=True,
    ),
    Kind(
        "Agenda items and minutes",
        AgendaItem,
        AgendaItemWords.of,
        ("-meeting__on", "place"),
        lambda row: Entry(row.title, row.get_absolute_url(), [f"{row.meeting}, item {row.place}"]),
        ("meeting__body",),
        are_kept=True,
        above="meeting__reference",
    ),
    Kind(
        "Escalations",
        Escalation,
        ("reference", "question", "ask"),
        ("-sent_on", "-pk"),
        lambda row: Entry(
            row.question, row.get_absolute_url(), [f"{row.from_body.short_name} to {row.to_body.short_name}"]
        ),
        ("from_body", "to_body"),
    ),
    Kind(
        "Challenges",
        Challenge,
        ("reference", "subject", "text"),
        ("-made_on", "-pk"),
        lambda row: Entry(row.subject, row.get_absolute_url(), [f"{row.reference}, to {row.to_agency.short_name}"]),
        ("to_agency",),
    ),
    Kind(
        "Risks",
        Risk,
        ("reference", "title", "description"),
        ("-opened_on", "-pk"),
        lambda row: Entry(row.title, row.get_absolute_url(), [f"{row.reference}, {row.agency.short_name}"]),
        ("agency",),
    ),
    Kind(
        "Papers",
        Paper,
        ("title",),
        ("-item__meeting__on", "-pk"),
        lambda row: Entry(row.title, row.get_absolute_url(), [str(row.item.meeting)]),
        ("item__meeting__body",),
    ),
    Kind(
        "Bodies",
        Body,
        ("name", "code"),
        ("name",),
        lambda row: Entry(row.name, row.get_absolute_url(), [row.get_kind_display()]),
    ),
    Kind(
        "Agencies",
        Agency,
        ("name", "aliases__alias"),
        ("name",),
        lambda row: Entry(row.name, row.get_absolute_url(), [row.get_kind_display()]),
    ),
    Kind(
        "People",
        Person,
        ("name", "job_title", "email"),
        ("name",),
        lambda row: Entry(row.name, row.get_absolute_url(), [row.job_title]),
    ),
    Kind(
        "Objectives of the plan",
        Objective,
        ("number", "what", "measure"),
        ("-pk",),
        lambda row: Entry(row.what, row.get_absolute_url(), [row.number]),
    ),
    Kind(
        "Reports",
        Report,
        ("title",),
        ("-to_on",),
        lambda row: Entry(row.title, row.get_absolute_url(), [row.get_status_display()]),
    ),
]

BY_KEYS = {kind.name: PreparedAmong(kind.rows) for kind in KINDS}


def _hits(person: Any, shorts: tuple[bool, ...]) -> Any:
    """The keys of all kinds in one query: most words stand in few kinds, and only those are read."""
    slots = [WordSlot(f"word {place}", is_short) for place, is_short in enumerate(shorts)]
    first, *others = (rows for kind in KINDS for rows in kind.hits(person, slots))
    return first.union(*others, all=True)


HITS = PreparedFor(_hits)


def search(words: str, person: Any) -> list[Found]:
    """Records in which every word stands, by kind, newest first, at most ten of each."""
    typed = words_of(words)
    given = {f"word {place}": word for place, word in enumerate(typed)}
    keys: dict[str, set[int]] = {}
    for name, key in HITS(person, tuple(map(is_short, typed)), **given):
        keys.setdefault(name, set()).add(key)
    return [kind.found(keys[kind.name]) for kind in KINDS if kind.name in keys]
