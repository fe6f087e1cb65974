"""The home page of the business unit: what is late or due this week, across everything."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from dspp.home.page import (
    MOST,
    Page,
    Section,
    Side,
    escalation_entry,
    escalation_row,
    sentence,
    week,
)
from partnership.kit.parts import Entry, Link, WorkRow
from partnership.kit.prepared import PreparedCounts
from partnership.kit.wording import (
    long_date,
    number_words,
    plural,
    time_since,
)
from partnership.models import Seat
from partnership.permissions import PreparedFor
from partnership.selectors import notices as notice_reads
from partnership.selectors.letters import letters_to_send
from subgroups.models import Action, Escalation
from subgroups.presenters import owed as owed_words
from subgroups.presenters.actions import work_row
from subgroups.selectors import actions as action_reads
from subgroups.selectors import home as reads
from subgroups.selectors import owed as owed_reads

LONG_VACANT = dt.timedelta(days=90)


def _to_count(person: Any, on: dt.date) -> dict[str, Any]:
    """What is counted for the page, across everything, on a day."""
    actions = Action.objects.all()
    return {
        "overdue": actions.overdue(on),
        "claimed": actions.live().filter(status=Action.Status.CLAIMED),
        "asked": reads.dates_asked(person),
        "vacant": vacant_for_long(on),
        "failed": notice_reads.failures(),
        "letters": letters_to_send(),
        "escalated": reads.without_reply(person),
        **owed_reads.late_rows(on),
        **reads.due_on_days(actions, on),
    }


COUNTS = PreparedFor(_to_count, PreparedCounts)


def business_unit(person: Any, on: dt.date) -> Page:
    """What is late or due this week, across everything."""
    day = action_reads.Clock.of(on)
    friday = reads.week_of(on)[-1]
    counts = COUNTS(person, on)
    # What was counted as none is not asked for once more.
    escalations = reads.escalations_without_reply(person) if counts["escalated"] else []
    escalations_late = [row for row in escalations if row.reply_due_on < on]
    escalations_due = [row for row in escalations if on <= row.reply_due_on <= friday]
    late = reads.overdue(on, MOST) if counts["overdue"] else []
    days = week(reads.meetings_of_week(person, on), on, counts)
    due = sum(column.due for column, date in zip(days, reads.week_of(on), strict=True) if date >= on)
    due_rows = reads.due_between(on, friday, MOST) if due else []
    failures: list[Any] = list(notice_reads.failures()[:MOST]) if counts["failed"] else []
    late_count, due_count = counts["overdue"] + len(escalations_late), due + len(escalations_due)
    lede = []
    if failures:
        chases, need = ("chase", "needs") if len(failures) == 1 else ("chases", "need")
        lede.append(f"{number_words(len(failures)).capitalize()} {chases} could not be delivered and {need} a person.")
    if counts["claimed"]:
        lede.append(f"{number_words(counts['claimed']).capitalize()} claimed complete wait for a second person.")
    action_list = reverse("subgroups:action-list")
    return Page(
        kicker=long_date(on),
        heading=sentence(late_count, due_count),
        lede=" ".join(lede),
        buttons=[
            Link("Plan a meeting", reverse("subgroups:meeting-new")),
            Link("Record an action", reverse("subgroups:action-new")),
        ],
        week=days,
        sections=[
            Section(
                "Late",
                rows=by_date(person, late, escalations_late, day),
                count=f"{late_count}, longest first" if late_count else "none",
                url=f"{action_list}?key=overdue" if counts["overdue"] else "",
                words=f"All {counts['overdue']} actions",
                empty="Nothing is late. What passes its date appears here by itself.",
            ),
            Section(
                "Due this week",
                rows=by_date(person, due_rows, escalations_due, day),
                count=str(due_count) if due_count else "none",
                url=f"{action_list}?key=soon" if due_count else "",
                words="All that are due soon",
                empty="Nothing is due by Friday.",
            ),
        ],
        sides=[
            Side(
                "Chases that failed",
                [
                    Entry(
                        f"{notice.to.name}{f', {notice.to.agency.short_name}' if notice.to.agency else ''}",
                        f"/mails/{notice.pk}/",
                        [notice.failure or "Not delivered"],
                        [f"{plural(notice.waiting, 'obligation waits', 'obligations wait')}"] if notice.waiting else [],
                    )
                    for notice in failures
                ],
                count=str(len(failures)) if failures else "",
                empty="Every mail has been delivered.",
            ),
            *(letters_side(on) if counts["letters"] else []),
            Side(
                "Escalations without reply",
                [escalation_entry(row, on) for row in escalations[:MOST]],
                count=str(len(escalations)) if escalations else "",
                empty="Every escalation has its reply.",
            ),
            Side(
                "Open besides actions",
                owed_words.late_entries(counts),
                empty="No paper, report, answer, set of minutes, risk or document waits.",
            ),
            Side("Waiting for someone else", waiting_entries(counts), empty="Nothing waits."),
        ],
    )


def letters_side(on: dt.date) -> list[Side]:
    """Drafts of letters of challenge that wait to be read; nothing while there are none."""
    drafts = list(letters_to_send()[:MOST])
    return (
        [
            Side(
                "Letters to send",
                [
                    Entry(
                        letter.chase.title,
                        letter.get_absolute_url(),
                        [letter.agency.short_name if letter.agency else ""],
                        [f"{letter.reference}, drafted {time_since(letter.drafted_on, on)}"],
                    )
                    for letter in drafts
                ],
                count=str(len(drafts)),
            )
        ]
        if drafts
        else []
    )


def by_date(
    person: Any, actions: Iterable[Action], escalations: Iterable[Escalation], day: action_reads.Clock
) -> list[WorkRow]:
    """Actions and escalations in one list, the one due longest ago first."""
    rows = [(action.due_on, work_row(action, day)) for action in actions]
    rows += [(row.reply_due_on, escalation_row(row, day.on, person)) for row in escalations]
    return [row for _, row in sorted(rows, key=lambda pair: pair[0])]


def vacant_for_long(on: dt.date) -> QuerySet[Seat]:
    """Seats that nobody has filled for more than ninety days."""
    rows: QuerySet[Seat] = Seat.objects.vacant(on).filter(is_required=True, body__closed_on__isnull=True)
    return rows.exclude(memberships__to_on__gt=on - LONG_VACANT).exclude(opened_on__gt=on - LONG_VACANT)


def waiting_entries(counts: dict[str, int]) -> list[Entry]:
    """What the business unit waits for."""
    entries = []
    asked, vacant = counts["asked"], counts["vacant"]
    if asked:
        words = plural(asked, "new date asked for", "new dates asked for")
        entries.append(
            Entry(words, f"{reverse('subgroups:action-list')}?key=asked", after=", chairs to grant or refuse")
        )
    if counts["claimed"]:
        words = plural(counts["claimed"], "action claimed complete", "actions claimed complete")
        entries.append(
            Entry(words, f"{reverse('subgroups:action-list')}?key=claimed", after=", to be closed or returned")
        )
    if vacant:
        words = plural(vacant, "seat vacant", "seats vacant")
        entries.append(Entry(words, reverse("partnership:body-list"), after=" for more than 90 days"))
    return entries
