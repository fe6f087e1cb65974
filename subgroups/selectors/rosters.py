"""The roster of a meeting (its seats as of its date, who came, who may deputise) and whether the table is quorate."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, DateField, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from partnership.kit.prepared import Prepared, Slot
from partnership.kit.remembered import remembered
from partnership.models import AgencyName, Membership, Person, QuorumRule, Seat
from subgroups.models import Attendance, Meeting

Mark = Attendance.Mark


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
