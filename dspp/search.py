"""Finding records by words or number, each room's own within what the person may see."""

from dataclasses import dataclass
from typing import Any

from partnership.kit.parts import Entry
from partnership.kit.querysets import with_words
from partnership.kit.wording import short_date
from partnership.models import Agency, Body, Objective, Person
from reports.models import Report
from subgroups.models import Action, AgendaItem, Challenge, Decision, Escalation, Paper, Risk

MOST = 10


@dataclass(frozen=True)
class Found:
    """Records of one kind; `more` says that there are others."""

    kind: str
    entries: list[Entry]
    more: bool


def search(words: str, person: Any) -> list[Found]:
    """Records in which every word stands, by kind, newest first, at most ten of each."""
    kinds = [
        (
            "Actions",
            with_words(Action.objects.visible_to(person), words, "reference", "title", "what")
            .select_related("body", "lead_agency")
            .order_by("-opened_on", "-pk"),
            lambda row: Entry(row.title, row.get_absolute_url(), [f"{row.reference}, {row.lead_agency.short_name}"]),
        ),
        (
            "Decisions",
            with_words(Decision.objects.visible_to(person), words, "reference", "text", "reasons")
            .select_related("body")
            .order_by("-decided_on", "-pk"),
            lambda row: Entry(row.text, row.get_absolute_url(), [f"{row.reference}, {short_date(row.decided_on)}"]),
        ),
        (
            "Agenda items and minutes",
            with_words(AgendaItem.objects.visible_to(person), words, "title", "notes", "meeting__reference")
            .select_related("meeting__body")
            .order_by("-meeting__on", "place"),
            lambda row: Entry(row.title, row.get_absolute_url(), [f"{row.meeting}, item {row.place}"]),
        ),
        (
            "Escalations",
            with_words(Escalation.objects.visible_to(person), words, "reference", "question", "ask")
            .select_related("from_body", "to_body")
            .order_by("-sent_on", "-pk"),
            lambda row: Entry(
                row.question, row.get_absolute_url(), [f"{row.from_body.short_name} to {row.to_body.short_name}"]
            ),
        ),
        (
            "Challenges",
            with_words(Challenge.objects.visible_to(person), words, "reference", "subject", "text")
            .select_related("to_agency")
            .order_by("-made_on", "-pk"),
            lambda row: Entry(row.subject, row.get_absolute_url(), [f"{row.reference}, to {row.to_agency.short_name}"]),
        ),
        (
            "Risks",
            with_words(Risk.objects.visible_to(person), words, "reference", "title", "description")
            .select_related("agency")
            .order_by("-opened_on", "-pk"),
            lambda row: Entry(row.title, row.get_absolute_url(), [f"{row.reference}, {row.agency.short_name}"]),
        ),
        (
            "Papers",
            with_words(Paper.objects.visible_to(person), words, "title")
            .select_related("item__meeting__body")
            .order_by("-item__meeting__on", "-pk"),
            lambda row: Entry(row.title, row.get_absolute_url(), [str(row.item.meeting)]),
        ),
        (
            "Bodies",
            with_words(Body.objects.visible_to(person), words, "name", "code").order_by("name"),
            lambda row: Entry(row.name, row.get_absolute_url(), [row.get_kind_display()]),
        ),
        (
            "Agencies",
            with_words(Agency.objects.visible_to(person), words, "name", "aliases__alias").distinct().order_by("name"),
            lambda row: Entry(row.name, row.get_absolute_url(), [row.get_kind_display()]),
        ),
        (
            "People",
            with_words(Person.objects.visible_to(person), words, "name", "job_title", "email").order_by("name"),
            lambda row: Entry(row.name, row.get_absolute_url(), [row.job_title]),
        ),
        (
            "Objectives of the plan",
            with_words(Objective.objects.all(), words, "number", "what", "measure").order_by("-pk"),
            lambda row: Entry(row.what, row.get_absolute_url(), [row.number]),
        ),
        (
            "Reports",
            with_words(Report.objects.visible_to(person), words, "title").order_by("-to_on"),
            lambda row: Entry(row.title, row.get_absolute_url(), [row.get_status_display()]),
        ),
    ]
    found = []
    for kind, rows, entry in kinds:
        taken = list(rows[: MOST + 1])
        if taken:
            found.append(Found(kind, [entry(row) for row in taken[:MOST]], len(taken) > MOST))
    return found
