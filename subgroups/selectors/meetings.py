"""Reads about meetings: the lists, what is owed by when, the agenda of one and what came of it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    DateField,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    TextField,
    TimeField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from partnership.calendar import working_days
from partnership.kit.errors import YearNotCovered
from partnership.kit.prepared import Prepared, Slot
from partnership.models import Body
from partnership.permissions import BodyRight, PreparedFor
from subgroups.models import Action, AgendaItem, Attendance, Decision, Escalation, Meeting, Paper

Mark = Attendance.Mark
NUMBER, DAY = BigIntegerField(), DateField()
TO_COME = [Meeting.Status.PLANNED, Meeting.Status.AGENDA_ISSUED]
AGREED = [Meeting.Status.MINUTES_AGREED, Meeting.Status.CONFIRMED]


# ---- meetings in time ----


NEXT_MEETINGS = Prepared(
    lambda: (
        Meeting.objects.to_come(Slot("on", DateField()))
        .filter(body=Slot("body", NUMBER))
        .order_by("on", "starts_at", "pk")[:2]
    )
)


def next_meeting(body: Body, on: dt.date, *, but: Meeting | None = None) -> Meeting | None:
    """The body's next meeting, today included."""
    return next((row for row in NEXT_MEETINGS(body=body.pk, on=on) if row != but), None)


def last_meeting(body: Body, before: dt.date) -> Meeting | None:
    """The last meeting of the body that took place before a date."""
    return Meeting.objects.held().filter(body=body, on__lt=before).order_by("-on", "-starts_at", "-pk").first()


def may_confirm(meeting: Meeting, on: dt.date) -> QuerySet[Meeting]:
    """Later meetings of the same body that can confirm its minutes, the first one first."""
    rows = Meeting.objects.filter(body_id=meeting.body_id, on__gte=meeting.on, on__lte=on).exclude(pk=meeting.pk)
    later = Q(on__gt=meeting.on) | Q(starts_at__gt=meeting.starts_at)
    return (
        rows.filter(later).exclude(status=Meeting.Status.CANCELLED).select_related("body").order_by("on", "starts_at")
    )


def papers_due_on(meeting: Meeting) -> dt.date:
    """By when papers are owed: so many working days before the meeting, as the body sets it."""
    return working_days().add(meeting.on, -meeting.body.papers_before)


def minutes_due_on(meeting: Meeting) -> dt.date:
    """By when draft minutes are owed: so many working days after the meeting, as the body sets it."""
    return working_days().add(meeting.on, meeting.body.minutes_after)


@dataclass(frozen=True)
class Owed:
    """When papers and draft minutes of a meeting are owed. A year without bank holidays gives no dates, but says so."""

    papers_on: dt.date | None
    minutes_on: dt.date | None
    unknown: str = ""


def owed_dates(meeting: Meeting) -> Owed:
    """Both dates by one calendar."""
    calendar = working_days()
    try:
        return Owed(
            calendar.add(meeting.on, -meeting.body.papers_before), calendar.add(meeting.on, meeting.body.minutes_after)
        )
    except YearNotCovered as error:
        return Owed(None, None, f"not known: the bank holidays of {error.year} are not loaded")


def is_closed_to(item_owner: Body | int, person: Any) -> bool:
    """Whether the body's confidential items are shut to a person: no seat there, and not the business unit."""
    body_id = item_owner if isinstance(item_owner, int) else item_owner.pk
    return not person.rights.on_body(BodyRight.TAKE_PART, body_id)


# ---- lists and one meeting's page ----


def bodies_with(person: Any, dates: str) -> list[tuple[int, str, dt.date]]:
    """Readable bodies that have any such rows ("meetings__on"): id, short name and the date of the first."""
    name, date = dates.split("__")
    relation: Any = Body._meta.get_field(name)
    # The first of each body by its index: to take the least of all would read every row.
    first = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")}).order_by(date)
    rows = Body.objects.readable_by(person).order_by().annotate(first_on=Subquery(first.values(date)[:1]))
    rows = rows.filter(first_on__isnull=False)
    return sorted(rows.values_list("pk", "short_name", "first_on"), key=lambda row: row[1].lower())


def bodies_kept_by(person: Any, on: dt.date) -> QuerySet[Body]:
    """Our open bodies whose record the person keeps, by name."""
    rows: QuerySet[Body] = Body.objects.open(on).internal()
    if not person.rights.manages:
        rows = rows.filter(pk__in=person.rights.bodies(BodyRight.RECORD))
    return rows.order_by("name")


def meetings_for(
    person: Any, on: dt.date, *, when: str = "", body: int | None = None, year: int | None = None
) -> QuerySet[Meeting]:
    """Meetings within the person's scope: those to come (soonest first), or those that were (latest first)."""
    rows: QuerySet[Meeting] = Meeting.objects.visible_to(person).select_related("body")
    if body:
        rows = rows.filter(body_id=body)
    if year:
        rows = rows.filter(on__gte=dt.date(year, 1, 1), on__lte=dt.date(year, 12, 31))
    coming = Q(on__gte=on, status__in=TO_COME)
    if when == "past":
        return rows.exclude(coming).order_by("-on", "-starts_at", "-pk")
    if when == "all":
        return rows.order_by("-on", "-starts_at", "-pk")
    return rows.filter(coming).order_by("on", "starts_at", "pk")


def attendance_counts(meetings: Iterable[Meeting]) -> Mapping[int, tuple[int, int]]:
    """For each meeting: how many seats were at the table (or said so), of how many that are filled and answered."""
    filled = ~Q(mark=Mark.VACANT)
    there = Q(mark__in=Attendance.AT_THE_TABLE)
    rows = Attendance.objects.filter(meeting__in=[meeting.pk for meeting in meetings]).order_by()
    counted = rows.values_list("meeting_id").annotate(
        there=Count("pk", filter=there), filled=Count("pk", filter=filled)
    )
    return {meeting: (there, filled) for meeting, there, filled in counted}


ITEM_RELATED = ("lead__agency", "escalation", "about", "confirms", "ratifies")
ITEMS = PreparedFor(
    lambda person: (
        AgendaItem.objects.visible_to(person).filter(meeting=Slot("meeting", NUMBER)).select_related(*ITEM_RELATED)
    )
)
PAPERS = Prepared(
    lambda: (
        Paper.objects.filter(withdrawn_on__isnull=True, item__meeting=Slot("meeting", NUMBER))
        .select_related("agency", "author")
        .order_by("pk")
    )
)


def items_for(meeting: Meeting, person: Any) -> list[AgendaItem]:
    """The agenda as this person may see it: a confidential item is not there for those without a seat."""
    items = ITEMS(person, meeting=meeting.pk)
    papers: dict[int, list[Paper]] = defaultdict(list)
    for paper in PAPERS(meeting=meeting.pk) if items else ():
        papers[paper.item_id].append(paper)
    for item in items:
        item.its_papers = papers[item.pk]
    return items


def with_papers(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    """Items with the papers that are wanted for them, as `its_papers`: one query more."""
    papers = Paper.objects.filter(withdrawn_on__isnull=True).select_related("agency", "author").order_by("pk")
    return items.prefetch_related(Prefetch("papers", papers, to_attr="its_papers"))


@dataclass(frozen=True)
class Outcome:
    """One decision, action or escalation of a meeting, in few words."""

    kind: str
    pk: int
    reference: str
    words: str
    item_id: int | None
    who: str  # the agency that holds it, the body that was asked, or the body that must ratify
    day: dt.date
    state: str


@dataclass(frozen=True)
class Arisen:
    """What came of a meeting, as one person may see it."""

    outcomes: tuple[Outcome, ...]

    def of_kind(self, kind: str) -> list[Outcome]:
        return [row for row in self.outcomes if row.kind == kind]

    def of_item(self, item: AgendaItem) -> list[Outcome]:
        """What came of one of its items: decisions, then actions, then escalations."""
        return [row for row in self.outcomes if row.item_id == item.pk]

    @property
    def decisions(self) -> list[Outcome]:
        return self.of_kind("decision")

    @property
    def actions(self) -> list[Outcome]:
        return self.of_kind("action")

    @property
    def escalations(self) -> list[Outcome]:
        return self.of_kind("escalation")


_ORDER = ["decision", "action", "escalation"]


def _outcomes(rows: Any, kind: str, words: str, who: str, day: str, state: Any) -> Any:
    """One kind in the columns that all three share, so that one query reads them together."""
    said = rows.order_by().annotate(
        o_kind=Value(kind, output_field=CharField()),
        o_ref=F("reference"),
        o_words=Cast(words, TextField()),
        o_item=F("item_id"),
        o_who=Coalesce(F(who), Value(""), output_field=CharField()),
        o_day=Cast(day, DateField()),
        o_state=state,
    )
    return said.values_list("o_kind", "pk", "o_ref", "o_words", "o_item", "o_who", "o_day", "o_state")


def _arisen(person: Any, is_closed: bool) -> Any:
    """Decisions, actions and escalations of a meeting in one query, within somebody's scope."""
    meeting = Slot("meeting", NUMBER)
    actions = Action.objects.visible_to(person).filter(meeting=meeting)
    if is_closed:
        actions = actions.exclude(item__is_confidential=True)
    decided = Case(
        When(superseded=True, then=Value("superseded")),
        When(ratified_on__isnull=False, then=Value("ratified")),
        When(ratify_by__isnull=False, then=Value("to ratify")),
        default=Value(""),
        output_field=CharField(),
    )
    decisions = Decision.objects.visible_to(person).with_standing().filter(meeting=meeting)
    escalations = Escalation.objects.visible_to(person).filter(meeting=meeting)
    return _outcomes(decisions, "decision", "text", "ratify_by__short_name", "decided_on", decided).union(
        _outcomes(actions, "action", "title", "lead_agency__short_name", "due_on", F("status")),
        _outcomes(escalations, "escalation", "question", "to_body__short_name", "reply_due_on", F("status")),
        all=True,
    )


ARISEN = PreparedFor(_arisen)


def arisen_from(meeting: Meeting, person: Any) -> Arisen:
    """Decisions, actions and escalations of a meeting, without those under a confidential item that is shut.

    Read once for a meeting and person: the page and its thread ask for the same.
    """
    kept: dict[int, Arisen] = meeting.__dict__.setdefault("_arisen_for", {})
    if person.pk not in kept:
        rows = ARISEN(person, is_closed_to(meeting.body_id, person), meeting=meeting.pk)
        found = [Outcome(*row) for row in rows]
        kept[person.pk] = Arisen(tuple(sorted(found, key=lambda row: (_ORDER.index(row.kind), row.reference))))
    return kept[person.pk]


def _neighbours() -> Any:
    on, starts_at = Slot("on", DAY), Slot("starts_at", TimeField())
    same = Meeting.objects.filter(body=Slot("body", NUMBER)).exclude(status=Meeting.Status.CANCELLED)
    same = same.exclude(pk=Slot("meeting", NUMBER))
    # The day alone is said too: that much an index can find.
    before = same.filter(Q(on__lt=on) | (Q(on=on) & Q(starts_at__lt=starts_at)), on__lte=on)
    after = same.filter(Q(on__gt=on) | (Q(on=on) & Q(starts_at__gt=starts_at)), on__gte=on)
    last = Subquery(before.order_by("-on", "-starts_at", "-pk").values("pk")[:1])
    following = Subquery(after.order_by("on", "starts_at", "pk").values("pk")[:1])
    return Meeting.objects.filter(Q(pk=last) | Q(pk=following))


NEIGHBOURS = Prepared(_neighbours)


def neighbours(meeting: Meeting) -> tuple[Meeting | None, Meeting | None]:
    """The body's meeting before this one and the one after it; cancelled ones do not count. One query."""
    here_at = (meeting.on, meeting.starts_at)
    found = NEIGHBOURS(meeting=meeting.pk, body=meeting.body_id, on=meeting.on, starts_at=meeting.starts_at)
    return (
        next((row for row in found if (row.on, row.starts_at) < here_at), None),
        next((row for row in found if (row.on, row.starts_at) > here_at), None),
    )


MEETING = PreparedFor(
    lambda person: Meeting.objects.visible_to(person).select_related("body").filter(pk=Slot("meeting", NUMBER))
)


def meeting_record(person: Any, pk: int) -> Meeting | None:
    """One meeting with its body, or None where the person may not know it."""
    return next(iter(MEETING(person, meeting=pk)), None)


def open_actions_of(body: Body, person: Any, *, most: int = 30) -> list[Action]:
    """The body's live actions that the person may see, the one due longest ago first."""
    rows = Action.objects.visible_to(person).live().filter(body=body)
    if is_closed_to(body, person):
        rows = rows.exclude(item__is_confidential=True)
    return list(rows.select_related("lead_agency").order_by("due_on", "pk")[:most])
