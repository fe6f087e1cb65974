"""The golden thread as meetings, their items, decisions and escalations tell it."""

import datetime as dt
from typing import Any

from partnership.kit.thread import Knot, tells_of
from partnership.kit.wording import plural
from partnership.permissions import BodyRight
from subgroups.models import Action, AgendaItem, Decision, Escalation, Meeting
from subgroups.presenters.agendas import PATHS
from subgroups.selectors.meetings import Outcome, arisen_from, is_closed_to, neighbours

MOST = 4


def short(words: str, most: int = 80) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def outcome_knots(rows: list[Outcome], place: int) -> list[Knot]:
    """A knot for each of the first few, then how many more."""
    knots = [
        Knot(place, row.kind.capitalize(), short(f"{row.reference} {row.words}"), f"{PATHS[row.kind]}{row.reference}/")
        for row in rows[:MOST]
    ]
    if len(rows) > MOST:
        knots.append(Knot(place, f"More {rows[0].kind}s", f"{len(rows) - MOST} more in the agenda"))
    return knots


@tells_of(Meeting)
def thread_of_meeting(meeting: Meeting, person: Any, on: dt.date) -> list[Knot]:
    """The meeting before, this one, what came of it, the next one."""
    before, after = neighbours(meeting)
    knots = []
    if before:
        knots.append(Knot(-10, "Meeting before", before.reference, before.get_absolute_url(), before.on))
    knots.append(Knot(0, "This meeting", meeting.reference, here=True))
    if meeting.status == Meeting.Status.CANCELLED:
        knots.append(Knot(5, "Cancelled", "What stood open went to the next meeting"))
    arisen = arisen_from(meeting, person)
    for place, rows in ((10, arisen.decisions), (20, arisen.actions), (30, arisen.escalations)):
        knots += outcome_knots(rows, place)
    if not arisen.outcomes and meeting.status != Meeting.Status.CANCELLED:
        knots.append(Knot(10, "Decisions and actions", "None yet", happened=False))
    if after:
        happened = after.took_place
        knots.append(Knot(40, "Next meeting", after.reference, after.get_absolute_url(), after.on, happened=happened))
    else:
        knots.append(Knot(40, "Next meeting", "Not planned yet", happened=False))
    return knots


def _brought(item: AgendaItem, person: Any) -> list[Knot]:
    """The records that brought an item onto the agenda, as far as the person may see them."""
    knots = []
    asked, about, ratifies = item.escalation, item.about, item.ratifies
    if asked and Escalation.objects.visible_to(person).filter(pk=asked.pk).exists():
        words = short(f"{asked.reference} {asked.question}")
        knots.append(Knot(-20, "Escalation", words, asked.get_absolute_url(), asked.sent_on))
    if about and Action.objects.visible_to(person).filter(pk=about.pk).exists():
        words = short(f"{about.reference} {about.title}")
        knots.append(Knot(-20, "Action", words, about.get_absolute_url(), about.due_on))
    if ratifies and Decision.objects.visible_to(person).filter(pk=ratifies.pk).exists():
        words = short(f"{ratifies.reference} {ratifies.text}")
        knots.append(Knot(-20, "Decision", words, ratifies.get_absolute_url(), ratifies.decided_on))
    if item.confirms:
        last = item.confirms
        knots.append(Knot(-20, "Last meeting", last.reference, last.get_absolute_url(), last.on))
    return knots


@tells_of(AgendaItem)
def thread_of_item(item: AgendaItem, person: Any, on: dt.date) -> list[Knot]:
    """What brought the item here, its meeting, the item, what came of it."""
    meeting = item.meeting
    knots = _brought(item, person)
    knots.append(Knot(-10, "Meeting", meeting.reference, meeting.get_absolute_url(), meeting.on))
    knots.append(Knot(0, "This item", item.title, here=True))
    found = arisen_from(meeting, person).of_item(item)
    knots += outcome_knots(found, 10)
    if not found:
        knots.append(Knot(10, "Decisions and actions", "None yet", happened=False))
    return knots


@tells_of(Decision)
def thread_of_decision(decision: Decision, person: Any, on: dt.date) -> list[Knot]:
    """Meeting and item, what it supersedes, the decision, who ratifies, actions, what superseded it."""
    knots = []
    if decision.body.allows(person, BodyRight.READ):
        meeting = decision.meeting
        knots.append(Knot(-30, "Meeting", meeting.reference, meeting.get_absolute_url(), meeting.on))
        if decision.item:
            knots.append(Knot(-20, "Item", decision.item.title, decision.item.get_absolute_url()))
    older, newer = decision.supersedes, getattr(decision, "superseded_by", None)
    if older:
        knots.append(Knot(-10, "Supersedes", older.reference, older.get_absolute_url(), older.decided_on))
    knots.append(Knot(0, "This decision", decision.reference, here=True))
    if decision.ratify_by:
        done = decision.ratified_on is not None
        label = f"by the {decision.ratify_by.short_name}"
        kind = "Ratified" if done else "To be ratified"
        knots.append(Knot(10, kind, label, on=decision.ratified_on, happened=done))
    actions = Action.objects.visible_to(person).filter(decision=decision).order_by("reference")
    if is_closed_to(decision.body_id, person):
        actions = actions.exclude(item__is_confidential=True)
    found = list(actions[: MOST + 1])
    for action in found[:MOST]:
        words = short(f"{action.reference} {action.title}")
        knots.append(Knot(20, "Action", words, action.get_absolute_url(), happened=True))
    if len(found) > MOST:
        knots.append(Knot(20, "More actions", plural(actions.count() - MOST, "more", "more")))
    if not found:
        knots.append(Knot(20, "Actions", "None recorded from this decision", happened=False))
    for row in Escalation.objects.visible_to(person).filter(decision=decision):
        knots.append(
            Knot(30, "Escalation", short(f"{row.reference} {row.question}"), row.get_absolute_url(), row.sent_on)
        )
    if newer:
        knots.append(Knot(40, "Superseded by", newer.reference, newer.get_absolute_url(), newer.decided_on))
    return knots


@tells_of(Escalation)
def thread_of_escalation(escalation: Escalation, person: Any, on: dt.date) -> list[Knot]:
    """Where the question arose, the question, the agendas it stood on, the reply and where it was heard."""
    knots = []
    if escalation.meeting and escalation.from_body.allows(person, BodyRight.READ):
        meeting = escalation.meeting
        knots.append(Knot(-20, "Meeting", meeting.reference, meeting.get_absolute_url(), meeting.on))
        if escalation.item and escalation.item.allows(person, BodyRight.READ):
            knots.append(Knot(-10, "Item", escalation.item.title, escalation.item.get_absolute_url()))
    knots.append(Knot(0, "This escalation", escalation.reference, here=True))
    items = (
        AgendaItem.objects.filter(escalation=escalation).select_related("meeting__body").order_by("meeting__on", "pk")
    )
    for item in items:
        meeting = item.meeting
        asked = meeting.body_id == escalation.to_body_id
        kind = f"Agenda, {meeting.body.short_name}" if asked else f"Answer heard, {meeting.body.short_name}"
        path = item.get_absolute_url() if item.allows(person, BodyRight.READ) else ""
        knots.append(Knot(10 if asked else 30, kind, meeting.reference, path, meeting.on, happened=meeting.took_place))
    status = escalation.status
    if status == Escalation.Status.REPLIED:
        knots.append(Knot(20, "Reply", short(escalation.reply), on=escalation.replied_on))
    elif status == Escalation.Status.WITHDRAWN:
        knots.append(Knot(20, "Withdrawn", "Nothing more is owed"))
    else:
        knots.append(Knot(20, "Reply", "Not yet given", on=escalation.reply_due_on, happened=False))
    return knots
