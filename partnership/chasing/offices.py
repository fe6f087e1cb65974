"""Who is told: holders, agency leads, chairs, the Executive's chair, the business unit; and who stands in for whom."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from partnership.chasing.ladders import Rung
from partnership.models import Agency, Appointment, Body, ChaseStep, Membership, Person, Telling
from partnership.obligations import Obligation

To, As = ChaseStep.To, Telling.As


class Told(NamedTuple):
    """Somebody told, as what, and in whose place. No person: nobody holds the office, which is shown."""

    person_id: int | None
    told_as: str
    instead_of_id: int | None = None


class Offices:
    """Who holds which office on a day, and who is away. Read once for a run."""

    def __init__(self, on: dt.date) -> None:
        self._leads: dict[int, list[int]] = defaultdict(list)
        self._unit: list[int] = []
        current = Appointment.objects.current(on).filter(person__is_active=True).order_by("from_on", "pk")
        roles = [Appointment.Role.AGENCY_LEAD, Appointment.Role.BUSINESS_UNIT]
        for role, agency, person in current.filter(role__in=roles).values_list("role", "agency_id", "person_id"):
            if role == Appointment.Role.AGENCY_LEAD:
                self._leads[agency].append(person)
            else:
                self._unit.append(person)
        self._chairs: dict[int, list[int]] = defaultdict(list)
        chairs = Membership.objects.current(on).filter(
            role__in=[Membership.Role.CHAIR, Membership.Role.VICE_CHAIR], person__is_active=True
        )
        # "chair" sorts before "vice_chair": the vice chair is told where there is no chair.
        for body, person in chairs.order_by("role", "pk").values_list("seat__body_id", "person_id"):
            self._chairs[body].append(person)
        self.executive = (
            Body.objects.open(on).filter(kind=Body.Kind.EXECUTIVE).order_by("pk").values_list("pk", flat=True).first()
        )
        self._part_of = dict(Agency.objects.values_list("pk", "part_of_id"))
        self._works_for: dict[int, int | None] = {}
        self._away: dict[int, int | None] = {}
        self._told: dict[tuple[object, ...], Sequence[Told]] = {}
        for person, agency, first, last, deputy in Person.objects.filter(is_active=True).values_list(
            "pk", "agency_id", "away_from_on", "away_to_on", "away_deputy_id"
        ):
            self._works_for[person] = agency
            if first is not None and first <= on and (last is None or on <= last):
                self._away[person] = deputy

    def leads(self, agency_id: int | None) -> list[int]:
        """The leads of an agency; of the agency it is a part of, where it has none of its own."""
        while agency_id is not None:
            if self._leads[agency_id]:
                return self._leads[agency_id]
            agency_id = self._part_of.get(agency_id)
        return []

    def chairs(self, body_id: int | None) -> list[int]:
        """The chair of a body, then its vice chair."""
        return self._chairs[body_id or 0]

    def speaks_for(self, person_id: int | None, agency_id: int | None) -> bool:
        """Whether somebody may still sign in and works for the agency, a part of it or the one it is a part of."""
        if person_id not in self._works_for:
            return False
        theirs = self._works_for[person_id]
        if agency_id is None or theirs == agency_id:
            return True
        return theirs is not None and (self._part_of.get(theirs) == agency_id or self._part_of.get(agency_id) == theirs)

    def stand_in(self, person_id: int, told_as: str) -> Told:
        """Somebody, or while that person is away the deputy named; a deputy who is away or gone cannot stand in."""
        deputy = self._away.get(person_id)
        if deputy is None or deputy in self._away or deputy not in self._works_for:
            return Told(person_id, told_as)
        return Told(deputy, told_as, person_id)

    def holders(self, office: str, *, owner_id: int | None, agency_id: int | None, body_id: int | None) -> list[Told]:
        """Who owes something. A holder who left or changed agency is not asked any more: the agency's leads are."""
        if office == "chair":
            return [self.stand_in(person, As.CHAIR) for person in self.chairs(body_id)[:1]]
        if office == "unit":
            return [self.stand_in(person, As.UNIT) for person in self._unit]
        if owner_id is not None and self.speaks_for(owner_id, agency_id):
            return [self.stand_in(owner_id, As.OWNER)]
        return [self.stand_in(person, As.LEAD) for person in self.leads(agency_id)]

    def told(self, rung: Rung, owed: Obligation) -> Sequence[Told]:
        """Who is told at a rung, each once. Nobody in office gives one row without a person: it is shown.

        Found once for all that are alike.
        """
        key = (rung.to, owed.office, owed.owner_id, owed.agency_id, owed.body_id)
        if key not in self._told:
            self._told[key] = self._find_told(rung, owed)
        return self._told[key]

    def _find_told(self, rung: Rung, owed: Obligation) -> Sequence[Told]:
        owner = self.holders(owed.office, owner_id=owed.owner_id, agency_id=owed.agency_id, body_id=owed.body_id)
        match rung.to:
            case To.OWNER:
                people, vacant = owner, {"chair": As.CHAIR, "unit": As.UNIT}.get(owed.office, As.OWNER)
            case To.OWNER_AND_LEAD:
                leads = [self.stand_in(person, As.LEAD) for person in self.leads(owed.agency_id)]
                if owed.office != "owner":
                    leads = [self.stand_in(person, As.CHAIR) for person in self.chairs(owed.body_id)]
                people, vacant = [*owner, *leads], As.OWNER
            case To.CHAIR:
                # Whoever owes it as chair cannot be the one to whom it is brought: the vice chair is told too.
                seats = self.chairs(owed.body_id)[: 2 if owed.office == "chair" else 1]
                people, vacant = [self.stand_in(person, As.CHAIR) for person in seats], As.CHAIR
            case _:
                seats = self.chairs(self.executive)[:1]
                people, vacant = [self.stand_in(person, As.EXECUTIVE) for person in seats], As.EXECUTIVE
        once: dict[int | None, Told] = {}
        for one in people:
            once.setdefault(one.person_id, one)
        return list(once.values()) or [Told(None, vacant)]

    def is_still(self, told_as: str, person_id: int, *, agency_id: int | None, body_id: int | None) -> bool:
        """Whether somebody who was to be told is still the right person: in office, in that agency, able to sign in."""
        if person_id not in self._works_for:
            return False
        if told_as == As.OWNER:
            return self.speaks_for(person_id, agency_id)
        if told_as == As.LEAD:
            return person_id in self.leads(agency_id)
        if told_as == As.CHAIR:
            return person_id in self.chairs(body_id)
        if told_as == As.EXECUTIVE:
            return person_id in self.chairs(self.executive)
        return person_id in self._unit

    def now(self, told_as: str, *, agency_id: int | None, body_id: int | None) -> Told:
        """Who takes the place of somebody who was to be told and is not the right person any more."""
        people = {
            As.CHAIR: self.chairs(body_id),
            As.EXECUTIVE: self.chairs(self.executive),
            As.UNIT: self._unit,
        }.get(As(told_as), self.leads(agency_id))
        new_as = As.LEAD if told_as == As.OWNER else told_as
        return self.stand_in(people[0], new_as) if people else Told(None, told_as)
