"""Mails about an action: what happened and where to look, never what was written in it."""

import datetime as dt

from partnership.kit.dates import london_date
from partnership.models import Agency, Appointment, Membership, Person
from partnership.notices import record_notice
from partnership.selectors.seats import leads_of_agency
from subgroups.models import Action


def tell(
    action: Action, to: Person, kind: str, subject: str, *, lines: list[str], now: dt.datetime, path: str = ""
) -> None:
    """Put a mail about an action into the outbox. `path` leads elsewhere whoever no longer sees the action."""
    record_notice(
        key=f"{kind}:{action.pk}:{to.pk}:{now:%Y%m%d%H%M%S}",
        kind=kind,
        to=to,
        subject=subject,
        lines=lines,
        path=path or action.get_absolute_url(),
        now=now,
    )


def leads_of(agency: Agency, now: dt.datetime) -> list[Person]:
    """The leads of an agency; of the agency it is a part of, where it has none of its own."""
    on = london_date(now)
    rows = [row for row in leads_of_agency(agency, on) if row.role == Appointment.Role.AGENCY_LEAD]
    found = [row.person for row in rows if row.person.is_active]
    return found or (leads_of(agency.part_of, now) if agency.part_of else [])


def chairs_of(action: Action, now: dt.datetime) -> list[Person]:
    """Who chairs the body that asked for an action; its vice chair where nobody does."""
    seated = Membership.objects.current(london_date(now)).filter(
        seat__body_id=action.body_id,
        role__in=[Membership.Role.CHAIR, Membership.Role.VICE_CHAIR],
        person__is_active=True,
    )
    # "chair" sorts before "vice_chair".
    return [row.person for row in seated.order_by("role", "pk").select_related("person")][:1]


def tell_all(
    action: Action, to: list[Person], kind: str, subject: str, *, by: Person, lines: list[str], now: dt.datetime
) -> None:
    """The same mail to several people, once each, and not to whoever did it."""
    for person in {one.pk: one for one in to if one.pk != by.pk}.values():
        tell(action, person, kind, subject, lines=lines, now=now)
