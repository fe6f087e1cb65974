"""Words for the parts of supporting agencies, for whose an action is, and for whether its difference lasted."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from partnership.kit.parts import Entry, Link, Tag
from partnership.kit.wording import short_date
from partnership.permissions import AgencyRight, BodyRight
from subgroups.models import Action, ImpactCheck, OwnershipQuery, Support

OUTCOMES = {
    ImpactCheck.Outcome.LASTED: "It lasted",
    ImpactCheck.Outcome.PARTLY: "It lasted in part",
    ImpactCheck.Outcome.FADED: "It did not last",
}


@dataclass(frozen=True)
class SupportRow:
    """One supporting agency on an action's page: its part, what it says, and what may be done."""

    agency: str
    part: str
    says: str
    tag: Tag
    act: Link | None = None


def support_rows(action: Action, person: Any, on: dt.date) -> list[SupportRow]:
    """The supporting agencies and how their parts stand."""
    records = action.allows(person, BodyRight.RECORD)
    return [_support_row(action, row, person, records, on) for row in action.supports.all()]


def _support_row(action: Action, row: Support, person: Any, records: bool, on: dt.date) -> SupportRow:
    path = f"{action.get_absolute_url()}parts/{row.pk}/"
    act = None
    if row.done_at is not None:
        says = row.done_note
        tag = Tag("Done", "done")
        if records and action.is_live:
            act = Link("Open it again", f"{path}reopen/")
    else:
        says = {"on_track": "says on track", "at_risk": "says at risk"}.get(row.judgement, "nothing said yet")
        late = action.status == Action.Status.OPEN and action.due_on < on
        tag = Tag("Overdue", "late") if late else Tag("Open") if action.is_live else Tag("Not done")
        if action.is_live and person.rights.on_agency(AgencyRight.UPDATE_WORK, row.agency_id):
            act = Link("Our part is done" if not person.rights.manages else "Its part is done", f"{path}done/")
    if row.done_at is not None and row.done_by is not None:
        says = f"{says} ({row.done_by.name}, {short_date(row.done_at.date(), on)})"
    return SupportRow(row.agency.short_name, row.part or "supports it", says, tag, act)


def supports_words(action: Action) -> str:
    """ "2, 1 done"."""
    rows = list(action.supports.all())
    done = sum(row.done_at is not None for row in rows)
    return f"{len(rows)}, {done} done" if rows else ""


def query_entries(queries: Iterable[OwnershipQuery], on: dt.date) -> list[Entry]:
    """What was said of whose an action is, and the answers."""
    entries = []
    for query in queries:
        lines = [query.reason]
        if query.suggested is not None:
            lines.append(f"It may be {query.suggested.short_name}’s.")
        muted = []
        if query.answered_by is not None and query.answered_at is not None:
            said = f"{query.get_status_display()}, {query.answered_by.name}, {short_date(query.answered_at.date(), on)}"
            muted.append(f"{said}. {query.answer}".strip())
        else:
            muted.append(f"Waits for the chair, who answers by {short_date(query.answer_due_on, on)}")
        asked = short_date(query.asked_at.date(), on)
        words = f"{asked}, {query.asked_by.name}: not {query.agency.short_name}’s"
        entries.append(Entry(words, "", lines, muted))
    return entries


def check_entries(checks: Iterable[ImpactCheck], on: dt.date) -> list[Entry]:
    """When the difference was, or will be, looked at again, and what was found."""
    entries = []
    for check in checks:
        if check.checked_at is None or check.checked_by is None:
            left = (check.due_on - on).days
            words = (
                f"Asked on {short_date(check.due_on, on)}" if left > 0 else f"Asked since {short_date(check.due_on)}"
            )
            entries.append(Entry(words, "", ["The agency says whether the difference lasted, and how it is known."]))
            continue
        who = f"{check.checked_by.name}, {short_date(check.checked_at.date(), on)}"
        entries.append(Entry(OUTCOMES[ImpactCheck.Outcome(check.outcome)], "", [check.text], [who]))
    return entries
