"""What this room tells of the golden thread: where an action came from, and what came of it."""

import datetime as dt
from textwrap import shorten
from typing import Any

from partnership.kit.dates import financial_year
from partnership.kit.querysets import capped_counts
from partnership.kit.thread import Knot, tells_of
from partnership.kit.wording import plural
from subgroups.models import Action, AgendaItem, Challenge, Decision, ImpactCheck, Meeting, Risk
from subgroups.presenters import thread_challenges, thread_meetings, thread_papers
from subgroups.selectors.actions import items_brought

# Importing the modules declares their tellers.
__all__ = ["thread_challenges", "thread_meetings", "thread_of_action", "thread_papers"]


def seen_beside(action: Action, person: Any) -> dict[str, int]:
    """Which records it arose from the person may see, and whether it was brought to a meeting. One query at most."""
    if hasattr(action, "was_brought"):  # read with the action, for the same person
        names = ("risk", "challenge", "meeting", "item", "decision")
        return {"brought": action.was_brought, **{name: getattr(action, f"sees_{name}") for name in names}}
    return capped_counts(
        most=1,
        risk=Risk.objects.visible_to(person).filter(pk=action.risk_id),
        challenge=Challenge.objects.visible_to(person).filter(pk=action.challenge_id),
        meeting=Meeting.objects.visible_to(person).filter(pk=action.meeting_id),
        item=AgendaItem.objects.visible_to(person).filter(pk=action.item_id),
        decision=Decision.objects.visible_to(person).filter(pk=action.decision_id),
        brought=action.agenda_items.filter(chase__isnull=False),
    )


@tells_of(Action)
def thread_of_action(action: Action, person: Any, on: dt.date) -> list[Knot]:
    """Objective, meeting, item, decision, the action itself, its evidence, closing, impact and the year's report."""
    knots = []
    seen = seen_beside(action, person)
    if action.objective:
        objective = action.objective
        label = f"{objective.theme.priority.title}, {objective.number}"
        knots.append(Knot(-40, "Objective of the plan", label, objective.get_absolute_url()))
    if action.risk and seen["risk"]:
        knots.append(Knot(-35, "Risk", str(action.risk), action.risk.get_absolute_url()))
    if action.challenge and seen["challenge"]:
        knots.append(
            Knot(-25, "Challenge", str(action.challenge), action.challenge.get_absolute_url(), action.challenge.made_on)
        )
    meeting = action.meeting
    if meeting and seen["meeting"]:
        label = meeting.body.short_name
        if action.item and seen["item"]:
            label += f", item {action.item.place}"
        knots.append(Knot(-30, "Meeting", label, meeting.get_absolute_url(), meeting.on))
    if action.decision and seen["decision"]:
        decision = action.decision
        knots.append(
            Knot(
                -20,
                "Decision",
                f"{decision.reference} {shorten(decision.text, 80, placeholder='…')}",
                decision.get_absolute_url(),
            )
        )
    knots.append(Knot(0, "This action", action.reference, here=True))
    files = list(action.evidence.all())
    if files:
        label = files[0].name if len(files) == 1 else f"{files[0].name} and {plural(len(files) - 1, 'more', 'more')}"
        knots.append(Knot(10, "Evidence", label, files[0].get_absolute_url()))
    else:
        knots.append(Knot(10, "Evidence", "Not yet added", happened=False))
    for item in items_brought(action, person) if seen["brought"] else ():
        meeting = item.meeting
        path = meeting.get_absolute_url() if item.sees_meeting else ""
        knots.append(Knot(20, f"Brought to the {meeting.body.short_name}", meeting.reference, path, meeting.on))
    if action.status == Action.Status.WITHDRAWN:
        return [*knots, Knot(30, "Withdrawn", "Nothing more is owed")]
    closed = action.status == Action.Status.CLOSED
    if closed:
        knots.append(Knot(30, "Closed", f"by {action.closed_by}", on=action.closed_on))
    impact = action.impact if action.impact and action.status != Action.Status.OPEN else "“So that…” not yet written"
    knots.append(Knot(40, "Impact", impact, happened=closed))
    knots += lasting(action)
    year = financial_year(action.closed_on or on)
    label = "Counted there as closed" if closed else "Counted when it is closed"
    knots.append(Knot(50, f"Annual report {year.first.year} to {year.last.year}", label, happened=False))
    return knots


def lasting(action: Action) -> list[Knot]:
    """Whether the difference lasted: as it was said, or when it will be asked."""
    checks = [check for check in action.impact_checks.all() if check.cancelled_on is None]
    if not checks or action.status != Action.Status.CLOSED:
        return []
    last = checks[-1]
    if last.checked_at is None:
        return [Knot(45, "Did it last?", "Asked of the agency then", on=last.due_on, happened=False)]
    words = str(ImpactCheck.Outcome(last.outcome).label)
    return [Knot(45, "Did it last?", words, on=last.checked_at.date())]
