"""Reads about agendas: what belongs on a meeting's, and what waits for the next one of a body."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet

from partnership.kit.prepared import Prepared, Slot
from partnership.models import Body, Chase, ChaseStep
from partnership.obligations import kinds
from subgroups.models import Action, AgendaItem, Challenge, Decision, Escalation, Meeting, Paper, PlannedReport, Risk
from subgroups.selectors.meetings import TO_COME

BODY = Slot("body", BigIntegerField())


def _on_an_agenda_to_come(field: str) -> Exists:
    return Exists(AgendaItem.objects.filter(meeting__body=BODY, meeting__status__in=TO_COME, **{field: OuterRef("pk")}))


def minutes_to_confirm(meeting: Meeting) -> QuerySet[Meeting]:
    """Earlier meetings of the body that took place and whose minutes the body has not confirmed yet, oldest first."""
    owed = [Meeting.Status.HELD, Meeting.Status.MINUTES_DRAFTED, Meeting.Status.MINUTES_AGREED]
    rows = Meeting.objects.filter(body_id=meeting.body_id, status__in=owed, on__lte=meeting.on)
    return rows.exclude(pk=meeting.pk).order_by("on", "starts_at", "pk")


ESCALATIONS_WAITING = Prepared(
    lambda: (
        Escalation.objects.without_reply()
        .filter(~_on_an_agenda_to_come("escalation"), to_body=BODY)
        .select_related("from_body")
        .order_by("sent_on", "pk")
    )
)


def escalations_waiting(body: Body) -> list[Escalation]:
    """Questions put to the body that are unanswered and on none of its agendas to come."""
    return ESCALATIONS_WAITING(body=body.pk)


def _answers_waiting() -> Any:
    seen = AgendaItem.objects.filter(meeting__body=BODY, escalation=OuterRef("pk"))
    seen = seen.exclude(meeting__status=Meeting.Status.CANCELLED)
    rows = Escalation.objects.filter(~Exists(seen), from_body=BODY, status=Escalation.Status.REPLIED)
    return rows.select_related("to_body").order_by("replied_on", "pk")


ANSWERS_WAITING = Prepared(_answers_waiting)


def answers_waiting(body: Body) -> list[Escalation]:
    """Answers to the body's own questions that none of its meetings has seen."""
    return ANSWERS_WAITING(body=body.pk)


RATIFICATIONS_WAITING = Prepared(
    lambda: (
        Decision.objects.standing()
        .filter(~_on_an_agenda_to_come("ratifies"), ratify_by=BODY, ratified_on__isnull=True)
        .select_related("body", "item")
        .order_by("decided_on", "pk")
    )
)


def ratifications_waiting(body: Body) -> list[Decision]:
    """Decisions of other bodies that this one must ratify and that are on none of its agendas to come."""
    return RATIFICATIONS_WAITING(body=body.pk)


def chases_waiting(body: Body) -> list[tuple[Chase, Action | None]]:
    """Steps of the ladder that end at the Executive and are on no agenda yet, with the action where it is one.

    What is done meanwhile does not come; two steps of one obligation come as one item.
    """
    if body.kind != Body.Kind.EXECUTIVE:
        return []
    rows = list(Chase.objects.filter(to=ChaseStep.To.EXECUTIVE, agenda_item__isnull=True).order_by("on", "pk"))
    wanted = [row.subject for row in rows if row.kind == "action"]
    there = AgendaItem.objects.filter(meeting__body=body, meeting__status__in=TO_COME, about=OuterRef("pk"))
    actions = Action.objects.live().filter(pk__in=wanted).filter(~Exists(there)).in_bulk()
    others = _owed_still([row for row in rows if row.kind != "action"], body)
    found: list[tuple[Chase, Action | None]] = []
    for row in rows:
        if row.kind == "action":
            if action := actions.pop(row.subject, None):
                found.append((row, action))
        elif (row.kind, row.subject) in others:
            others.remove((row.kind, row.subject))
            found.append((row, None))
    return found


def _owed_still(chases: Iterable[Chase], body: Body) -> set[tuple[str, int]]:
    """What these chases were for, as far as it is owed and on none of the body's agendas to come."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for chase in chases:
        by_kind[chase.kind].add(chase.subject)
    if not by_kind:
        return set()
    there = AgendaItem.objects.filter(meeting__body=body, meeting__status__in=TO_COME, chase__isnull=False)
    owed = {
        (kind.key, subject)
        for kind in kinds()
        if kind.key in by_kind
        for subject, _ in kind.still_owed(by_kind[kind.key])
    }
    return owed - set(there.values_list("chase__kind", "chase__subject"))


def _items_left_behind() -> Any:
    Kind = AgendaItem.Kind
    kept = [Kind.ITEM, Kind.CHASE, Kind.ESCALATION, Kind.RATIFY, Kind.REPORT]
    papers = Paper.objects.filter(item=OuterRef("pk"), withdrawn_on__isnull=True)
    rows = AgendaItem.objects.filter(
        Q(kind__in=kept) | Q(Exists(papers), kind=Kind.STANDING),
        meeting__body=BODY,
        meeting__status=Meeting.Status.CANCELLED,
    )
    return rows.select_related("meeting").order_by("meeting__on", "place", "pk")


ITEMS_LEFT_BEHIND = Prepared(_items_left_behind)


def items_left_behind(body: Body) -> list[AgendaItem]:
    """Items of the body's cancelled meetings that still have to be dealt with; of the standing ones those for which a
    paper was asked."""
    return ITEMS_LEFT_BEHIND(body=body.pk)


def challenges_open(body: int | Body) -> QuerySet[Challenge]:
    """The body's challenges that are not settled, the answer due longest ago first."""
    rows = Challenge.objects.filter(body=body, status__in=[Challenge.Status.MADE, Challenge.Status.ANSWERED])
    return rows.select_related("to_agency").order_by("answer_due_on", "pk")


def risks_due(meeting: Meeting) -> QuerySet[Risk]:
    """The body's open risks that are to be looked at by the day of the meeting, the gravest first."""
    rows = Risk.objects.filter(body=meeting.body_id, status=Risk.Status.OPEN, review_on__lte=meeting.on)
    return rows.select_related("agency").order_by("-likelihood", "-impact", "pk")


def reports_due(meeting: Meeting) -> QuerySet[PlannedReport]:
    """Reports that the forward plan sets for the meeting, or for any by its day, and that no agenda to come has."""
    there = Paper.objects.filter(
        planned_report=OuterRef("pk"), withdrawn_on__isnull=True, item__meeting__status__in=TO_COME
    )
    rows = PlannedReport.objects.filter(body=meeting.body_id, status=PlannedReport.Status.EXPECTED)
    rows = rows.filter(Q(meeting=meeting) | Q(meeting__isnull=True, due_on__lte=meeting.on)).filter(~Exists(there))
    return rows.select_related("agency", "author").order_by("due_on", "pk")
