"""Acts on agendas: what is put on by hand, and what comes by itself so that nothing open vanishes between meetings."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from simple_history.utils import bulk_update_with_history

from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import delete_as, save_as
from partnership.kit.workflow import lock
from partnership.models import Body, Chase, Person, StandingItem
from partnership.permissions import BodyRight
from subgroups.models import Action, AgendaItem, Meeting, Paper, PlannedReport
from subgroups.selectors import agendas as reads
from subgroups.selectors.meetings import TO_COME, next_meeting
from subgroups.services.paper_dates import papers_follow, reports_follow_cancelled

Kind, Purpose = AgendaItem.Kind, AgendaItem.Purpose
# Where an item stands if nobody moved it: welcome, last minutes, open actions, what others ask, own business.
RANKS = {
    kind: rank
    for rank, kind in enumerate(
        (
            Kind.MINUTES, Kind.ACTIONS, Kind.CHALLENGES, Kind.RISKS, Kind.ESCALATION, Kind.RATIFY, Kind.CHASE,
            Kind.REPORT,
        ),
        1,
    )
}  # fmt: skip
OWN_BUSINESS = len(RANKS) + 1


def need_record(meeting: Meeting, by: Person) -> None:
    """Agendas and notes are kept by the chair and the business unit. Raises NotYours for anybody else."""
    if not meeting.allows(by, BodyRight.RECORD):
        raise NotYours(f"This is kept by the chair of {meeting.body.short_name} or the business unit.")


def need_open(meeting: Meeting) -> None:
    """Agreed minutes are closed, and a cancelled meeting has none. Raises WrongState for both."""
    if meeting.status == Meeting.Status.CANCELLED:
        raise WrongState("This meeting was cancelled.")
    if not meeting.is_open_to_record:
        raise WrongState("The minutes of this meeting are agreed, so nothing in them changes any more.")


def _rank(item: AgendaItem, first: AgendaItem | None) -> int:
    return 0 if item is first else RANKS.get(Kind(item.kind), OWN_BUSINESS)


def _place_all(items: list[AgendaItem], *, by: Person | None, now: dt.datetime, reason: str) -> None:
    """Number saved items 1, 2, 3… in the order of the list, writing only those whose number changes."""
    moved = [(number, item) for number, item in enumerate(items, 1) if item.place != number]
    for number, item in moved:
        item.place = number
    if moved:
        rows = [item for _, item in moved]
        bulk_update_with_history(
            rows, AgendaItem, ["place"], default_user=by, default_change_reason=reason, default_date=now
        )


def _put(meeting: Meeting, new: list[AgendaItem], *, by: Person | None, now: dt.datetime, reason: str) -> None:
    """Put new items where they belong among those that stand, and save them."""
    standing = list(meeting.items.order_by("place", "pk"))
    openers = [item for item in (*standing, *new) if item.kind == Kind.STANDING]
    first = next(iter(openers), None)
    for item in sorted(new, key=lambda item: _rank(item, first)):
        mine = _rank(item, first)
        before = [at for at, other in enumerate(standing) if _rank(other, first) <= mine]
        standing.insert(before[-1] + 1 if before else 0, item)
    for number, item in enumerate(standing, 1):
        if item.pk is None or item in new:
            item.place = number
            save_as(item, by=by, reason=reason, now=now)
    _place_all(standing, by=by, now=now, reason=reason)


def _short(words: str) -> str:
    return words if len(words) <= 200 else f"{words[:199].rstrip()}…"


def _standing(meeting: Meeting) -> list[AgendaItem]:
    """The body's standing items, unless some of them stand there already: what was taken off stays off."""
    if meeting.items.filter(kind=Kind.STANDING).exists():
        return []
    rows = StandingItem.objects.filter(body_id=meeting.body_id)
    return [
        AgendaItem(meeting=meeting, kind=Kind.STANDING, title=row.title, purpose=row.purpose, place=row.place)
        for row in rows
    ]


def _minutes(meeting: Meeting) -> list[AgendaItem]:
    there = set(meeting.items.filter(confirms__isnull=False).values_list("confirms_id", flat=True))
    return [
        AgendaItem(
            meeting=meeting,
            kind=Kind.MINUTES,
            title=f"Minutes of {row.on.day} {row.on:%B %Y}",
            purpose=Purpose.DECISION,
            confirms=row,
            place=1,
        )
        for row in reads.minutes_to_confirm(meeting)
        if row.pk not in there
    ]


def _open_actions(meeting: Meeting) -> list[AgendaItem]:
    if meeting.items.filter(kind=Kind.ACTIONS).exists():
        return []
    if not Action.objects.live().filter(body_id=meeting.body_id).exists():
        return []
    return [AgendaItem(meeting=meeting, kind=Kind.ACTIONS, title="Open actions", purpose=Purpose.DISCUSSION, place=1)]


def _watched(meeting: Meeting) -> list[AgendaItem]:
    """One item for all challenges that are not settled, and one for all risks that are to be looked at by then."""
    found = []
    there = set(meeting.items.filter(kind__in=[Kind.CHALLENGES, Kind.RISKS]).values_list("kind", flat=True))
    if Kind.CHALLENGES not in there and reads.challenges_open(meeting.body_id).exists():
        found.append((Kind.CHALLENGES, "Open challenges"))
    if Kind.RISKS not in there and reads.risks_due(meeting).exists():
        found.append((Kind.RISKS, "Risks to look at"))
    return [
        AgendaItem(meeting=meeting, kind=kind, title=title, purpose=Purpose.DISCUSSION, place=1)
        for kind, title in found
    ]


def bring_report(*, meeting: Meeting, report: PlannedReport, by: Person, now: dt.datetime) -> Paper:
    """Put a report of the forward plan onto an agenda, with the paper that is to deliver it."""
    item = AgendaItem(
        meeting=meeting, kind=Kind.REPORT, title=report.title, purpose=Purpose.DISCUSSION, lead=report.author, place=1
    )
    _put(meeting, [item], by=by, now=now, reason="Due by the forward plan")
    paper = Paper(
        item=item,
        title=report.title,
        agency=report.agency,
        author=report.author,
        planned_report=report,
        due_on=report.due_on,
        chase_from_on=london_date(now),
    )
    return save_as(paper, by=by, reason="Due by the forward plan", now=now)


def _waiting(meeting: Meeting) -> list[AgendaItem]:
    """What others put to the body and what its own questions were answered."""
    body = meeting.body
    found: list[AgendaItem] = []

    def bring(kind: str, title: str, purpose: str, **about: Any) -> None:
        found.append(AgendaItem(meeting=meeting, kind=kind, title=_short(title), purpose=purpose, place=1, **about))

    for asked in reads.escalations_waiting(body):
        title = f"{asked.from_body.short_name} asks: {asked.question}"
        bring(Kind.ESCALATION, title, Purpose.DECISION, escalation=asked, ask=asked.ask)
    for answered in reads.answers_waiting(body):
        title = f"Escalation answered by the {answered.to_body.short_name}"
        bring(Kind.ESCALATION, title, Purpose.INFORMATION, escalation=answered)
    for decision in reads.ratifications_waiting(body):
        title = f"Ratify {decision.reference}: {decision.text}"
        secret = bool(decision.item and decision.item.is_confidential)
        bring(Kind.RATIFY, title, Purpose.DECISION, ratifies=decision, is_confidential=secret)
    for chase, action in reads.chases_waiting(body):
        title = f"{chase.reference} {chase.title}"
        secret = bool(action and action.item and action.item.is_confidential)
        bring(Kind.CHASE, title, Purpose.DISCUSSION, chase=chase, about=action, is_confidential=secret)
    return found


@transaction.atomic
def land_waiting(*, body: Body, by: Person | None, now: dt.datetime) -> list[AgendaItem]:
    """Bring what waits for a body onto its next agenda: questions, answers, decisions to ratify, what the chase
    brings, and what a cancelled meeting left behind. Where no meeting is planned, it waits. Safe to run again.
    """
    planned = next_meeting(body, london_date(now))
    if planned is None:
        return []
    meeting = lock(planned)
    left = reads.items_left_behind(body)
    days = {item.pk: item.meeting.on for item in left}
    for item in left:
        item.meeting = meeting
        if item.kind == Kind.STANDING:  # it comes for its paper; the meeting has standing items of its own
            item.kind = Kind.ITEM
    found = left + _waiting_but(meeting, left)
    if found:
        _put(meeting, found, by=by, now=now, reason="Came by itself")
    for item in left:
        papers_follow(Paper.objects.filter(item=item), meeting, was_on=days[item.pk], by=by, now=now)
    reports_follow_cancelled(meeting, by=by, now=now)
    return found


def _waiting_but(meeting: Meeting, left: list[AgendaItem]) -> list[AgendaItem]:
    """What waits, without what the left-behind items bring already."""
    asked = {item.escalation_id for item in left if item.escalation_id}
    decided = {item.ratifies_id for item in left if item.ratifies_id}
    about = {item.about_id for item in left if item.about_id}
    return [
        item
        for item in _waiting(meeting)
        if item.escalation_id not in asked and item.ratifies_id not in decided and (item.about_id or 0) not in about
    ]


def land_everything(*, now: dt.datetime) -> int:
    """Bring whatever waits onto the next agenda of every body. Returns how many items. A nightly job calls it, after
    the chase; one transaction for each body. Safe to run again."""
    bodies = Body.objects.internal().open(london_date(now)).order_by("pk")
    return sum(len(land_waiting(body=body, by=None, now=now)) for body in bodies)


def land_chase(*, chase: Chase, body: Body, by: Person | None, now: dt.datetime) -> AgendaItem | None:
    """Bring one chase onto a body's next agenda, whatever else waits. None where no meeting is planned, or where its
    action is on that agenda already or done: then there is nothing to add."""
    landed = land_waiting(body=body, by=by, now=now)
    return next((item for item in landed if item.chase_id == chase.pk), None)


@transaction.atomic
def draw_up_agenda(*, meeting: Meeting, by: Person, now: dt.datetime) -> Meeting:
    """Pull onto an agenda what belongs there: standing items, minutes to confirm, open actions and challenges, risks to
    look at, reports of the forward plan, and what waits.

    Safe to run again; what was put there or moved by hand stays. Refuses a meeting that was held or cancelled.
    """
    current = lock(meeting)
    need_record(current, by)
    if current.status not in TO_COME:
        raise WrongState("The agenda of this meeting is past. Add a single item instead.")
    new = _standing(current)
    minutes = _minutes(current)
    # A standing item that is the last minutes becomes just that, rather than standing beside them.
    for item in new:
        if minutes and "minutes" in item.title.lower():
            last = minutes.pop()
            item.kind, item.confirms, item.ask = Kind.MINUTES, last.confirms, f"Confirm the {_lower(last.title)}."
            break
    own = new + minutes + _open_actions(current) + _watched(current)
    if own:
        _put(current, own, by=by, now=now, reason="Agenda drawn up")
    for report in reads.reports_due(current):
        bring_report(meeting=current, report=report, by=by, now=now)
    if current == next_meeting(current.body, london_date(now)):
        land_waiting(body=current.body, by=by, now=now)
    return current


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    title: str,
    by: Person,
    now: dt.datetime,
    purpose: str = Purpose.DISCUSSION,
    ask: str = "",
    lead: Person | None = None,
    minutes_planned: int | None = None,
    is_confidential: bool = False,
) -> AgendaItem:
    """Put an item at the end of an agenda, also while the meeting runs. Refused once the minutes are agreed."""
    current = lock(meeting)
    need_record(current, by)
    need_open(current)
    last = current.items.order_by("-place").values_list("place", flat=True).first() or 0
    item = AgendaItem(
        meeting=current,
        place=last + 1,
        title=title,
        purpose=purpose,
        ask=ask,
        lead=lead,
        minutes_planned=minutes_planned,
        is_confidential=is_confidential,
    )
    return save_as(item, by=by, reason="Item added", now=now)


def _lock_item(item: AgendaItem, by: Person) -> AgendaItem:
    """An item for writing, its meeting locked first: nobody agrees the minutes while a note is being saved."""
    meeting = lock(item.meeting)
    need_record(meeting, by)
    need_open(meeting)
    current = lock(item)
    current.meeting = meeting
    return current


@transaction.atomic
def change_item(*, item: AgendaItem, by: Person, now: dt.datetime, seen: int | None, **fields: Any) -> AgendaItem:
    """Change what an item says: title, purpose, ask, lead, minutes_planned, is_confidential.

    Raises Stale when somebody saved it since. Refused once the minutes are agreed.
    """
    unknown = set(fields) - {"title", "purpose", "ask", "lead", "minutes_planned", "is_confidential"}
    if unknown:
        raise ValidationError(f"These cannot be changed here: {', '.join(sorted(unknown))}.")
    current = _lock_item(item, by)
    current.step_version(seen=seen)
    for name, value in fields.items():
        setattr(current, name, value)
    return save_as(current, by=by, reason="Item changed", now=now)


@transaction.atomic
def arrange_items(*, meeting: Meeting, numbers: Mapping[int, int], by: Person, now: dt.datetime) -> list[AgendaItem]:
    """Put an agenda into the order of the numbers given by item id; the same number keeps the order that was.

    An item without a number stays at its own. Returns the new order, numbered 1, 2, 3…
    """
    current = lock(meeting)
    need_record(current, by)
    need_open(current)
    items = list(current.items.order_by("place", "pk"))
    strangers = set(numbers) - {item.pk for item in items}
    if strangers:
        raise ValidationError("An item left this agenda meanwhile. Open the page again.")
    items.sort(key=lambda item: numbers.get(item.pk, item.place))
    _place_all(items, by=by, now=now, reason="Item moved")
    return items


@transaction.atomic
def remove_item(*, item: AgendaItem, by: Person, now: dt.datetime) -> None:
    """Take an item off an agenda. Refused for what came by itself, and once something was written under it."""
    current = _lock_item(item, by)
    if current.kind not in (Kind.STANDING, Kind.ITEM):
        raise ValidationError("This item came by itself and stays until the meeting has dealt with it.")
    if current.papers.exists():
        raise ValidationError("A paper belongs to this item, so it stays.")
    if current.notes or any(rows.exists() for rows in (current.decisions, current.actions, current.raised)):
        raise ValidationError("Something is recorded under this item, so it stays.")
    delete_as(current, by=by, reason="Item removed", now=now)


@transaction.atomic
def save_notes(*, item: AgendaItem, notes: str, seen: int | None, by: Person, now: dt.datetime) -> AgendaItem:
    """Save the notes of an item. The same text again changes nothing.

    Raises Stale when somebody saved it since: it carries the text that now stands, so that both are kept. Refused
    once the minutes are agreed.
    """
    current = _lock_item(item, by)
    if current.notes == notes:
        return current
    current.step_version(seen=seen)
    current.notes, current.notes_at = notes, now
    return save_as(current, by=by, reason="Notes", now=now)


@transaction.atomic
def finish_item(*, item: AgendaItem, by: Person, now: dt.datetime) -> AgendaItem:
    """Tick an item off while the meeting runs. Twice does nothing more."""
    current = _lock_item(item, by)
    if current.is_done:
        return current
    current.is_done = True
    return save_as(current, by=by, reason="Done", now=now)
