"""The home page of the independent chair, the scrutineer and an inspector."""

import datetime as dt
from typing import Any

from django.urls import reverse

from dspp.home.page import (
    MOST,
    Page,
    Section,
    Side,
    counted,
    escalation_row,
    signature_section,
    week,
    work,
)
from partnership.kit.parts import Entry
from partnership.kit.prepared import PreparedCounts
from partnership.kit.wording import (
    list_words,
    long_date,
    plural,
    upper_first,
)
from partnership.permissions import PreparedFor
from subgroups.models import Action
from subgroups.selectors import actions as action_reads
from subgroups.selectors import home as reads


def _to_count(person: Any, on: dt.date, soon_until: dt.date) -> dict[str, Any]:
    """What is counted for the page on a day: actions that are overdue, that moved, and that fall due in the week."""
    visible = Action.objects.visible_to(person)
    every = action_reads.to_count(visible, on, soon_until)
    return {"overdue": every["overdue"], "moved": every["moved"], **reads.due_on_days(visible, on)}


COUNTS = PreparedFor(_to_count, PreparedCounts)


def overseer(person: Any, on: dt.date) -> Page:
    """Reports waiting for signature, escalations without reply, agencies missing from the table."""
    day = action_reads.Clock.of(on)
    signatures = signature_section(person, on)
    escalations = reads.escalations_without_reply(person)
    missing = reads.agencies_missing(on)
    late = reads.overdue(on, MOST)
    counts = COUNTS(person, on, day.soon_until)
    waiting = len(signatures.rows) if signatures else 0
    parts = [
        counted(waiting, "report waits for your signature", "reports wait for your signature"),
        counted(len(escalations), "escalation has no reply", "escalations have no reply"),
        counted(len(missing), "agency is missing from a table", "agencies are missing from a table"),
    ]
    said = [part for part in parts if part]
    heading = list_words(said[:2])
    sections = [signatures] if signatures else []
    sections += [
        Section(
            "Escalations without reply",
            rows=[escalation_row(row, on, person) for row in escalations],
            count=str(len(escalations)) if escalations else "none",
            empty="Every escalation has its reply.",
            what="Question",
            held="From",
        ),
        Section(
            "Late actions",
            rows=work(late, day),
            count=f"{counts['overdue']}, longest first" if counts["overdue"] else "none",
            url=f"{reverse('subgroups:action-list')}?key=overdue" if counts["overdue"] else "",
            words=f"All {counts['overdue']}",
            empty="No action is late.",
            what="Action",
        ),
    ]
    return Page(
        kicker=long_date(on),
        heading=upper_first(heading) if heading else "Nothing waits for you",
        lede=f"{upper_first(said[2])}." if len(said) > 2 else "",
        week=week(reads.meetings_of_week(person, on), on, counts),
        sections=sections,
        sides=[missing_side(missing), moved_side(counts)],
    )


def missing_side(missing: list[reads.Missing]) -> Side:
    """Agencies that were not at the table."""
    return Side(
        "Missing from the table",
        [
            Entry(row.agency, row.agency_path, [row.body], [f"{row.times} meetings running, without a deputy"])
            for row in missing[:MOST]
        ],
        count=str(len(missing)) if missing else "",
        empty="No agency has missed two meetings of a body running.",
    )


def moved_side(counts: dict[str, int]) -> Side:
    """Dates that moved again and again."""
    entries = []
    if counts["moved"]:
        words = plural(counts["moved"], "open action has", "open actions have")
        whose = "its" if counts["moved"] == 1 else "their"
        entries.append(
            Entry(words, f"{reverse('subgroups:action-list')}?key=moved", after=f" moved {whose} date more than once")
        )
    return Side("Slippage", entries, empty="No open action has moved its date more than once.")
