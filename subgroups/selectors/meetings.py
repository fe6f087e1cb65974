"""Reads about meetings: who is expected and who came, whether the table is quorate, what waits for an agenda."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    DateField,
    Exists,
    F,
    Min,
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
from django.db.models.functions import Cast, Coalesce, NullIf

from partnership.calendar import working_days
from partnership.kit.errors import YearNotCovered
from partnership.kit.prepared import Prepared, Slot
from partnership.kit.remembered import remembered
from partnership.models import AgencyName, Body, Membership, Person, QuorumRule, Seat
from partnership.permissions import BodyRight, PreparedFor
from subgroups.models import (
    Action,
    AgendaItem,
    Attendance,
    Decision,
    Escalation,
    Meeting,
    Paper,
)

Mark = Attendance.Mark
TO_COME = [Meeting.Status.PLANNED, Meeting.Status.AGENDA_ISSUED]
AGREED = [Meeting.Status.MINUTES_AGREED, Meeting.Status.CONFIRMED]


# ---- the roster: seats as of the meeting's date ----


@dataclass(frozen=True)
class Place:
    """One seat at one meeting: who held it on the day, who may deputise, and what is known of the day."""

    seat: Seat
    name: str  # the agency's name of the day, or the seat's where it belongs to none
    holder: Membership | None
    deputies: tuple[Membership, ...]
    attendance: Attendance | None
    left_on: dt.date | None = None  # when the last holder before the day left

    @property
    def is_vacant(self) -> bool:
        """A seat that must be filled, and nobody held it."""
        return self.holder is None

    @property
    def counts(self) -> bool:
        """Whether the seat counts in quorum and attendance; advisers and observers do not."""
        return self.holder is None or self.holder.role in Membership.FILLS_A_SEAT

    @property
    def mark(self) -> str:
        """What was marked on the day, or nothing yet. What somebody said beforehand is not a mark."""
        return self.attendance.mark if self.attendance and not self.attendance.is_expected else ""

    @property
    def said(self) -> str:
        """What was said beforehand, or nothing."""
        return self.attendance.mark if self.attendance and self.attendance.is_expected else ""

    @property
    def is_unmarked(self) -> bool:
        """Whether somebody still has to say how this seat was filled."""
        return self.counts and not self.is_vacant and not self.mark

    def people(self) -> list[Person]:
        """The holder and the deputies."""
        holders = [self.holder] if self.holder else []
        return [membership.person for membership in (*holders, *self.deputies)]


def _place(seat: Seat, attendance: Attendance | None, held: list[Membership]) -> Place | None:
    filling = [row for row in held if row.role in Membership.FILLS_A_SEAT]
    beside = [row for row in held if row.role in (Membership.Role.ADVISER, Membership.Role.OBSERVER)]
    deputies = tuple(row for row in held if row.role == Membership.Role.DEPUTY)
    holder = next(iter(filling or beside), None)
    if holder is None and attendance is None and not seat.is_required:
        return None
    name = seat.agency.short_name if seat.agency else seat.title
    return Place(seat, seat.name_then or name, holder, deputies, attendance, seat.left_on)  # type: ignore[attr-defined]


NUMBER, DAY = BigIntegerField(), DateField()


def _seats() -> Any:
    """The seats of a body that were there on a day, or for which something was marked at a meeting."""
    on: Any = Slot("on", DAY)
    there = Q(opened_on__isnull=True) | Q(opened_on__lte=on)
    there &= Q(closed_on__isnull=True) | Q(closed_on__gte=on)
    marked = Attendance.objects.filter(meeting=Slot("meeting", NUMBER), seat=OuterRef("pk"))
    names = AgencyName.objects.current(on).filter(agency=OuterRef("agency"))
    left = Membership.objects.filter(seat=OuterRef("pk"), role__in=Membership.FILLS_A_SEAT, to_on__lt=on)
    return (
        Seat.objects.filter(there | Exists(marked), body=Slot("body", NUMBER))
        .select_related("agency")
        .annotate(
            name_then=Subquery(
                names.annotate(said=Coalesce(NullIf("short_name", Value("")), "name")).values("said")[:1]
            ),
            left_on=Subquery(left.order_by("-to_on").values("to_on")[:1]),
        )
    )


SEATS = Prepared(_seats)
MARKED = Prepared(
    lambda: Attendance.objects.filter(meeting=Slot("meeting", NUMBER)).select_related("came", "member__person")
)


def _held() -> Any:
    on: Any = Slot("on", DAY)
    return Membership.objects.current(on).filter(seat__body=Slot("body", NUMBER)).select_related("person")


HELD = Prepared(_held)


def roster(meeting: Meeting) -> list[Place]:
    """The body's seats as of the meeting's date, with who held them, in the order of the seats."""
    marked = {row.seat_id: row for row in MARKED(meeting=meeting.pk)}
    seats = SEATS(body=meeting.body_id, meeting=meeting.pk, on=meeting.on)
    held: dict[int, list[Membership]] = defaultdict(list)
    for row in HELD(body=meeting.body_id, on=meeting.on):
        held[row.seat_id].append(row)
    places = [_place(seat, marked.get(seat.pk), held[seat.pk]) for seat in seats]
    return [place for place in places if place is not None]


def seats_of(person: Person, places: Iterable[Place]) -> list[Place]:
    """The places that a person holds or may deputise for."""
    return [place for place in places if any(somebody.pk == person.pk for somebody in place.people())]


# ---- quorum: by kinds of agency, never by heads ----


@dataclass(frozen=True)
class Needed:
    """One kind of agency that quorum asks for."""

    kind: str
    name: str
    at_least: int
    there: int
    how: str  # the mark by which it is there: present, remote or deputy
    why_not: str  # the mark that explains its absence: apologies, absent, vacant, or nothing known yet
    is_possible: bool

    @property
    def met(self) -> bool:
        return self.there >= self.at_least


@dataclass(frozen=True)
class Quorum:
    """Whether a body can decide, and the count of seats beside it."""

    needed: tuple[Needed, ...]
    at_table: int
    filled: int
    unmarked: int
    vacant: int
    unanswered: int

    @property
    def met(self) -> bool:
        """Whether every kind that is needed is there. A body without such a rule can always decide."""
        return all(part.met for part in self.needed)

    @property
    def is_possible(self) -> bool:
        """Whether it can still be met, given the apologies so far."""
        return all(part.is_possible for part in self.needed)

    @property
    def missing(self) -> list[Needed]:
        return [part for part in self.needed if not part.met]


_BEST = [Mark.PRESENT, Mark.REMOTE, Mark.DEPUTY]
_WORST = [Mark.APOLOGIES, Mark.ABSENT, Mark.VACANT]


def _needed(rule: QuorumRule, places: Sequence[Place], *, beforehand: bool) -> Needed:
    def known(place: Place) -> str:
        if place.is_vacant and not place.mark:
            return Mark.VACANT
        return place.mark or (place.said if beforehand else "")

    of_kind = [place for place in places if place.counts and place.seat.agency and place.seat.agency.kind == rule.kind]
    there = {place.seat.agency_id for place in of_kind if known(place) in Attendance.AT_THE_TABLE}
    open_still = {place.seat.agency_id for place in of_kind if known(place) == ""}
    marks = {known(place) for place in of_kind}
    return Needed(
        kind=rule.kind,
        name=rule.get_kind_display(),
        at_least=rule.at_least,
        there=len(there),
        how=next((mark.value for mark in _BEST if mark in marks), ""),
        why_not="" if open_still else next((mark.value for mark in _WORST if mark in marks), "no seat"),
        is_possible=len(there | open_still) >= rule.at_least,
    )


def _quorum_rules() -> dict[int, list[QuorumRule]]:
    rules: dict[int, list[QuorumRule]] = defaultdict(list)
    for rule in QuorumRule.objects.all():
        rules[rule.body_id].append(rule)
    return dict(rules)


def quorum_rules() -> dict[int, list[QuorumRule]]:
    """The rules of quorum of every body."""
    return remembered("quorum rules", _quorum_rules)


def quorum(
    meeting: Meeting,
    places: Sequence[Place],
    *,
    beforehand: bool = False,
    rules: Iterable[QuorumRule] | None = None,
) -> Quorum:
    """Judge quorum by the kinds of agency that the body's rule names; a deputy counts for the agency.

    `beforehand` also counts who said that they would come, while apologies still arrive. `rules` are the body's, where
    the caller has read them.
    """
    rules = quorum_rules().get(meeting.body_id, []) if rules is None else rules
    counted = [place for place in places if place.counts]
    filled = [place for place in counted if not place.is_vacant or place.mark in Attendance.AT_THE_TABLE]
    there = [place for place in filled if (place.mark or (place.said if beforehand else "")) in Attendance.AT_THE_TABLE]
    return Quorum(
        needed=tuple(_needed(rule, places, beforehand=beforehand) for rule in rules),
        at_table=len(there),
        filled=len(filled),
        unmarked=sum(place.is_unmarked for place in counted),
        vacant=len(counted) - len(filled),
        unanswered=sum(not place.is_vacant and place.attendance is None for place in counted),
    )


def quorum_of(meeting: Meeting) -> Quorum:
    """Whether the meeting is quorate by the marks of the day."""
    return quorum(meeting, roster(meeting))


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
    rows = Body.objects.readable_by(person).order_by().annotate(first_on=Min(dates)).filter(first_on__isnull=False)
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


ITEM_RELATED = (
    "lead__agency",
    "escalation__from_body",
    "escalation__to_body",
    "about",
    "confirms__body",
    "ratifies__body",
)
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
    before = same.filter(Q(on__lt=on) | (Q(on=on) & Q(starts_at__lt=starts_at)))
    after = same.filter(Q(on__gt=on) | (Q(on=on) & Q(starts_at__gt=starts_at)))
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


def who_may_deputise(places: Iterable[Place]) -> dict[int, list[Person]]:
    """For each seat: its deputies first, then everybody else of its agency who may sign in, by name."""
    seats = [place for place in places if place.seat.agency_id]
    agencies = {place.seat.agency_id for place in seats}
    staff = Person.objects.filter(agency_id__in=agencies, is_active=True) if agencies else Person.objects.none()
    by_agency: dict[int | None, list[Person]] = {}
    for person in staff.order_by("name"):
        by_agency.setdefault(person.agency_id, []).append(person)
    found: dict[int, list[Person]] = {}
    for place in seats:
        first = [row.person for row in place.deputies]
        taken = {person.pk for person in first} | ({place.holder.person_id} if place.holder else set())
        others = by_agency.get(place.seat.agency_id, [])
        found[place.seat.pk] = first + [person for person in others if person.pk not in taken]
    return found
