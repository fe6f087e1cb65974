"""Finding records by words or number, each room's own within what the person may see."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from partnership.kit.parts import Entry
from partnership.kit.querysets import with_each, words_of
from partnership.kit.word_slots import HAS_WORD, WordSlot
from partnership.kit.wording import short_date
from partnership.models import Agency, Body, Objective, Person
from partnership.permissions import PreparedFor
from reports.models import Report
from subgroups.models import Action, AgendaItem, Challenge, Decision, Escalation, Paper, Risk

MOST = 10


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
    seen_by: Callable[[Any], Any]
    fields: tuple[str, ...]
    order: tuple[str, ...]
    entry: Callable[[Any], Entry]
    read_with: tuple[str, ...] = ()

    def rows(self, person: Any, words: int) -> Any:
        """The first records in which so many words stand, and one more."""
        slots = [WordSlot(f"word {place}") for place in range(words)]
        rows = with_each(self.seen_by(person), slots, *self.fields, lookup=HAS_WORD).order_by(*self.order)
        return (rows.select_related(*self.read_with) if self.read_with else rows)[: MOST + 1]


KINDS = [
    Kind(
        "Actions",
        Action.objects.visible_to,
        ("reference", "title", "what"),
        ("-opened_on", "-pk"),
        lambda row: Entry(row.title, row.get_absolute_url(), [f"{row.reference}, {row.lead_agency.short_name}"]),
        ("body", "lead_agency"),
    ),
    Kind(
        "Decisions",
        Decision.objects.visible_to,
        ("reference", "text", "reasons"),
        ("-decided_on", "-pk"),
        lambda row: Entry(row.text, row.get_absolute_url(), [f"{row.reference}, {short_date(row.decided_on)}"]),
        ("body",),
    ),
    Kind(
        "Agenda items and minutes",
        AgendaItem.objects.visible_to,
        ("title", "notes", "meeting__reference"),
        ("-meeting__on", "place"),
        lambda row: Entry(row.title, row.get_absolute_url(), [f"{row.meeting}, item {row.place}"]),
        ("meeting__body",),
    ),
    Kind(
        "Escalations",
        Escalation.objects.visible_to,
        ("reference", "question", "ask"),
        ("-sent_on", "-pk"),
        lambda row: Entry(
            row.question, row.get_absolute_url(), [f"{row.from_body.short_name} to {row.to_body.short_name}"]
        ),
        ("from_body", "to_body"),
    ),
    Kind(
        "Challenges",
        Challenge.objects.visible_to,
        ("reference", "subject", "text"),
        ("-made_on", "-pk"),
        lambda row: Entry(row.subject, row.get_absolute_url(), [f"{row.reference}, to {row.to_agency.short_name}"]),
        ("to_agency",),
    ),
    Kind(
        "Risks",
        Risk.objects.visible_to,
        ("reference", "title", "description"),
        ("-opened_on", "-pk"),
        lambda row: Entry(row.title, row.get_absolute_url(), [f"{row.reference}, {row.agency.short_name}"]),
        ("agency",),
    ),
    Kind(
        "Papers",
        Paper.objects.visible_to,
        ("title",),
        ("-item__meeting__on", "-pk"),
        lambda row: Entry(row.title, row.get_absolute_url(), [str(row.item.meeting)]),
        ("item__meeting__body",),
    ),
    Kind(
        "Bodies",
        Body.objects.visible_to,
        ("name", "code"),
        ("name",),
        lambda row: Entry(row.name, row.get_absolute_url(), [row.get_kind_display()]),
    ),
    Kind(
        "Agencies",
        lambda person: Agency.objects.visible_to(person).distinct(),
        ("name", "aliases__alias"),
        ("name",),
        lambda row: Entry(row.name, row.get_absolute_url(), [row.get_kind_display()]),
    ),
    Kind(
        "People",
        Person.objects.visible_to,
        ("name", "job_title", "email"),
        ("name",),
        lambda row: Entry(row.name, row.get_absolute_url(), [row.job_title]),
    ),
    Kind(
        "Objectives of the plan",
        lambda person: Objective.objects.all(),
        ("number", "what", "measure"),
        ("-pk",),
        lambda row: Entry(row.what, row.get_absolute_url(), [row.number]),
    ),
    Kind(
        "Reports",
        Report.objects.visible_to,
        ("title",),
        ("-to_on",),
        lambda row: Entry(row.title, row.get_absolute_url(), [row.get_status_display()]),
    ),
]

PREPARED = {kind.name: PreparedFor(kind.rows) for kind in KINDS}


def search(words: str, person: Any) -> list[Found]:
    """Records in which every word stands, by kind, newest first, at most ten of each."""
    typed = words_of(words)
    given = {f"word {place}": word for place, word in enumerate(typed)}
    found = []
    for kind in KINDS:
        taken = PREPARED[kind.name](person, len(typed), **given)
        if taken:
            found.append(Found(kind.name, [kind.entry(row) for row in taken[:MOST]], len(taken) > MOST))
    return found
