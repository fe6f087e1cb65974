"""Who must sign a report, who holds those offices, and who has signed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from partnership.models import Appointment, Person
from reports.models import Edition, Report, RequiredSignatory, Signature
from reports.models.signatures import Capacity


@dataclass(frozen=True)
class Office:
    """An office that must sign, the people who hold it today, and its signature if there is one."""

    capacity: str
    agency_kind: str
    label: str
    holders: tuple[Appointment, ...]
    signature: Signature | None

    def held_by(self, person: Person) -> Appointment | None:
        return next((row for row in self.holders if row.person_id == person.pk), None)


def offices_of(report: Report, *, on: dt.date, edition: Edition | None) -> list[Office]:
    """The offices that the regimes of a report require on a day, each once, in order."""
    required = list(
        RequiredSignatory.objects.current(on).filter(regime__in=report.regimes.all()).order_by("place", "pk")
    )
    signatures = list(edition.signatures.all()) if edition else []
    roles = {
        Capacity.INDEPENDENT_CHAIR: Appointment.Role.INDEPENDENT_CHAIR,
        Capacity.SAFEGUARDING_PARTNER: Appointment.Role.SAFEGUARDING_PARTNER,
    }
    holding = list(
        Appointment.objects.current(on)
        .filter(role__in=roles.values(), person__is_active=True)
        .select_related("person", "agency")
        .order_by("from_on", "pk")
    )
    offices: dict[tuple[str, str], Office] = {}
    for row in required:
        key = (row.capacity, row.agency_kind)
        if key in offices:
            continue
        holders = tuple(
            appointment
            for appointment in holding
            if appointment.role == roles[Capacity(row.capacity)]
            and (not row.agency_kind or (appointment.agency and appointment.agency.kind == row.agency_kind))
        )
        signed = next((s for s in signatures if (s.capacity, s.agency_kind) == key), None)
        offices[key] = Office(row.capacity, row.agency_kind, row.office, holders, signed)
    return list(offices.values())


def offices_to_sign(offices: Sequence[Office], person: Person) -> Office | None:
    """The office in which a person may sign and that has not signed yet."""
    if any(office.signature and office.signature.person_id == person.pk for office in offices):
        return None
    return next((office for office in offices if office.signature is None and office.held_by(person)), None)
