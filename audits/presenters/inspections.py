"""Inspections in words."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from audits.models import Finding, Inspection
from partnership.kit.parts import Cell, Entry, Fact, Head, When
from partnership.kit.wording import long_date, plural, short_date
from subgroups.models import Action

HEADS = [
    Head("Published", "date", "date"),
    Head("Inspection", "what"),
    Head("Of", "", "held"),
    Head("Followed up by", "", "held"),
    Head("Actions", "", "says"),
]


def of_whom(row: Inspection) -> str:
    """The agency inspected, or the whole area."""
    return row.agency.short_name if row.agency else "The whole area"


def actions_words(closed: int, total: int, findings: int) -> str:
    """ "2 of 5 closed", or that none is recorded."""
    if not total:
        return f"none yet, {plural(findings, 'finding')}" if findings else "no findings yet"
    return f"{closed}\xa0of\xa0{total} closed"


def rows_of(inspections: Iterable[Any], on: dt.date) -> list[list[Cell]]:
    """Rows of the list, with the counts that its selector adds."""
    return [
        [
            Cell(short_date(row.published_on, on)),
            Cell(row.title, f"/inspections/{row.pk}/", row.get_inspectorate_display()),
            Cell(of_whom(row)),
            Cell(row.body.short_name),
            Cell(actions_words(row.closed, row.actions, row.number_of_findings)),
        ]
        for row in inspections
    ]


def facts(row: Inspection) -> list[Fact]:
    """Who inspected whom, when, with what judgement."""
    found = [
        Fact("Inspectorate", row.get_inspectorate_display()),
        Fact(
            "Of",
            row.agency.name if row.agency else "The whole area",
            row.agency.get_absolute_url() if row.agency else "",
        ),
        Fact("Published", long_date(row.published_on, weekday=False)),
        Fact("Judgement", row.judgement),
        Fact("Followed up by", row.body.name, row.body.get_absolute_url()),
    ]
    return [fact for fact in found if fact.value]


@dataclass(frozen=True)
class FindingPart:
    """One finding with the actions that follow it."""

    finding: Finding
    entries: list[Entry]
    here: str
    may_remove: bool


def finding_parts(findings: Sequence[Finding], seen: set[int], on: dt.date, *, here: str) -> list[FindingPart]:
    """Findings with their actions; of an action that the person may not read, its number and state alone."""
    parts = []
    for finding in findings:
        actions = [link.action for link in finding.carried_by.all()]
        parts.append(
            FindingPart(
                finding,
                [_entry(action, action.pk in seen, on) for action in actions],
                f"{here}findings/{finding.number}/",
                not actions,
            )
        )
    return parts


def _entry(action: Action, may_read: bool, on: dt.date) -> Entry:
    state = action.get_status_display().lower()
    who = f"{action.lead_agency.short_name}, {state}"
    if not may_read:
        return Entry(action.reference, muted=[who])
    is_open = action.status == Action.Status.OPEN
    return Entry(
        f"{action.reference} {action.title}",
        action.get_absolute_url(),
        when=When.due(action.due_on, on) if is_open else None,
        muted=[who],
    )


def lede(findings: Sequence[Finding]) -> str:
    """What came of it so far."""
    if not findings:
        return "No finding is recorded yet."
    actions = [link.action for finding in findings for link in finding.carried_by.all()]
    bare = sum(not finding.carried_by.all() for finding in findings)
    closed = sum(action.status == Action.Status.CLOSED for action in actions)
    said = f"{plural(len(findings), 'finding')}, {plural(len(actions), 'action')}, {closed} closed."
    if bare:
        return f"{said} {plural(bare, 'finding has', 'findings have')} no action yet."
    return said
