"""Acts on agencies: add, change, rename, close, and the other names that people write for them."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.kit.history import delete_as, save_as
from partnership.kit.slugs import free_slug
from partnership.kit.wording import long_date
from partnership.kit.workflow import lock
from partnership.models import Agency, AgencyAlias, AgencyName, Appointment, Membership, Person, Seat
from partnership.roles import bring_rights_up_to_date

ONE_DAY = dt.timedelta(days=1)


def _same_name(name: str) -> Any:
    return Agency.objects.filter(name__iexact=name.strip(), closed_on__isnull=True)


@transaction.atomic
def add_agency(
    *,
    name: str,
    short_name: str,
    kind: str,
    by: Person,
    part_of: Agency | None = None,
    opened_on: dt.date | None = None,
    now: dt.datetime | None = None,
) -> Agency:
    """Add an agency. Refuses a name that an open agency or another agency's alias has."""
    _refuse_taken_name(name, but=None)
    agency = Agency(
        slug=free_slug(Agency, short_name or name, most=60),
        name=name.strip(),
        short_name=short_name.strip(),
        kind=kind,
        part_of=part_of,
        opened_on=opened_on,
    )
    return save_as(agency, by=by, reason="added", now=now)


@transaction.atomic
def change_agency(
    *,
    agency: Agency,
    name: str,
    short_name: str,
    kind: str,
    by: Person,
    part_of: Agency | None = None,
    opened_on: dt.date | None = None,
    now: dt.datetime | None = None,
) -> Agency:
    """Put an agency's record right. A new name that the agency has taken is `rename_agency`, not this."""
    current = lock(agency)
    _refuse_taken_name(name, but=current)
    if part_of is not None:
        _refuse_part_of_itself(current, part_of)
    standing = current.names.filter(name=current.name, to_on__isnull=True).first()
    current.name, current.short_name, current.kind = name.strip(), short_name.strip(), kind
    current.part_of, current.opened_on = part_of, opened_on
    if standing is not None and (standing.name, standing.short_name) != (current.name, current.short_name):
        standing.name, standing.short_name = current.name, current.short_name
        save_as(standing, by=by, reason="spelling put right", now=now)
    return save_as(current, by=by, reason="changed", now=now)


@transaction.atomic
def rename_agency(
    *,
    agency: Agency,
    name: str,
    short_name: str,
    from_on: dt.date,
    on: dt.date,
    by: Person,
    now: dt.datetime | None = None,
) -> Agency:
    """Give an agency the new name that it has taken, and keep the old one for the days when it held.

    Refuses the name it has already, a day to come, and a day before its last change of name. What it was called
    stays known as an alias, so that papers and imports with the old name are still understood.
    """
    current = lock(agency)
    if name.strip() == current.name:
        raise ValidationError({"name": "It goes by that name already. Enter the new one."})
    if from_on > on:
        raise ValidationError({"from_on": "Enter today or a day that has passed. Come back on the day of the change."})
    _refuse_taken_name(name, but=current)
    last = current.names.order_by("-from_on").first()
    if last is not None and last.from_on >= from_on:
        raise ValidationError(
            {"from_on": f"Enter a day after {long_date(last.from_on, weekday=False)}, when it took its present name."}
        )
    if current.opened_on is not None and from_on <= current.opened_on:
        raise ValidationError(
            {"from_on": f"Enter a day after {long_date(current.opened_on, weekday=False)}, when the agency began."}
        )
    if last is not None and last.to_on is None:
        last.to_on = from_on - ONE_DAY
        save_as(last, by=by, reason="renamed", now=now)
    else:
        began = last.to_on + ONE_DAY if last is not None and last.to_on is not None else current.opened_on
        old = AgencyName(
            agency=current,
            name=current.name,
            short_name=current.short_name,
            from_on=began or dt.date.min,
            to_on=from_on - ONE_DAY,
        )
        save_as(old, by=by, reason="renamed", now=now)
    new = AgencyName(agency=current, name=name.strip(), short_name=short_name.strip(), from_on=from_on)
    save_as(new, by=by, reason="renamed", now=now)
    if not AgencyAlias.objects.filter(alias__iexact=current.name).exists():
        save_as(AgencyAlias(agency=current, alias=current.name), by=by, reason="renamed", now=now)
    current.name, current.short_name = name.strip(), short_name.strip()
    return save_as(current, by=by, reason="renamed", now=now)


@transaction.atomic
def close_agency(
    *,
    agency: Agency,
    closed_on: dt.date,
    reason: str,
    on: dt.date,
    by: Person,
    successor: Agency | None = None,
    pass_seats: bool = False,
    now: dt.datetime | None = None,
) -> Agency:
    """Close an agency with its reason and, where there is one, its successor.

    Its open seats close on the same day, memberships and appointments with them. With `pass_seats` the successor gets
    the same seats from the next day with the same people. Refuses an agency that is closed, a day to come, a
    successor that is closed or is the agency itself. Its actions stay where they are and must be handed on.
    """
    current = lock(agency)
    if current.closed_on is not None:
        raise ValidationError(f"This agency closed on {long_date(current.closed_on, weekday=False)} already.")
    if closed_on > on:
        raise ValidationError({"closed_on": "Enter today or a day that has passed. Come back on the day it closes."})
    if not reason.strip():
        raise ValidationError({"reason": "Enter why it closed, for example: merged into another trust."})
    if successor is not None and successor.pk == current.pk:
        raise ValidationError({"successor": "Choose another agency as the successor."})
    if successor is not None and not successor.is_open(on):
        raise ValidationError({"successor": f"{successor.name} is closed. Choose the agency that carries on now."})
    if pass_seats and successor is None:
        raise ValidationError({"successor": "Choose the successor that the seats pass to."})
    current.closed_on, current.closing_reason, current.successor = closed_on, reason.strip(), successor
    current = save_as(current, by=by, reason="closed", now=now)
    touched: dict[int, Person] = {}
    for seat in Seat.objects.open(closed_on).filter(agency=current, closed_on__isnull=True).select_related("body"):
        heir = None
        if pass_seats and successor is not None:
            heir = Seat(
                slug=free_slug(Seat, f"{seat.body.slug} {successor.slug} {seat.title}", most=80),
                body=seat.body,
                agency=successor,
                title=seat.title,
                is_required=seat.is_required,
                place=seat.place,
                opened_on=closed_on + ONE_DAY,
            )
            save_as(heir, by=by, reason="passed on by a closed agency", now=now)
        for membership in seat.memberships.current(closed_on).filter(to_on__isnull=True).select_related("person"):
            membership.to_on = closed_on
            save_as(membership, by=by, reason="agency closed", now=now)
            touched[membership.person_id] = membership.person
            if heir is not None:
                passed = Membership(
                    seat=heir, person=membership.person, role=membership.role, from_on=closed_on + ONE_DAY
                )
                save_as(passed, by=by, reason="passed on by a closed agency", now=now)
        seat.closed_on, seat.closing_reason = closed_on, f"{current.short_name} closed"
        save_as(seat, by=by, reason="agency closed", now=now)
    appointments = Appointment.objects.current(closed_on).filter(agency=current, to_on__isnull=True)
    for appointment in appointments.select_related("person"):
        appointment.to_on = closed_on
        save_as(appointment, by=by, reason="agency closed", now=now)
        touched[appointment.person_id] = appointment.person
    bring_rights_up_to_date(touched.values(), on=on)
    return current


@transaction.atomic
def add_alias(*, agency: Agency, alias: str, by: Person, now: dt.datetime | None = None) -> AgencyAlias:
    """Keep another way people write an agency's name. Refuses one that means another agency."""
    alias = alias.strip()
    held = AgencyAlias.objects.filter(alias__iexact=alias).select_related("agency").first()
    if held is not None and held.agency_id == agency.pk:
        raise ValidationError({"alias": "This agency has that name on its list already."})
    if held is not None:
        raise ValidationError({"alias": f"“{alias}” means {held.agency.name}. Remove it there first."})
    other = _same_name(alias).exclude(pk=agency.pk).first()
    if other is not None:
        raise ValidationError({"alias": f"“{alias}” is the name of another agency. Enter another."})
    return save_as(AgencyAlias(agency=agency, alias=alias), by=by, reason="added", now=now)


@transaction.atomic
def remove_alias(*, alias: AgencyAlias, by: Person) -> Agency:
    """Take a name off an agency's list. History keeps it. Doing it twice does nothing more."""
    current = AgencyAlias.objects.select_for_update(of=("self",)).filter(pk=alias.pk).first()
    if current is not None:
        delete_as(current, by=by, reason="removed")
    return alias.agency


def _refuse_taken_name(name: str, *, but: Agency | None) -> None:
    """One name, one agency: an import could not tell two apart."""
    others = _same_name(name)
    aliases = AgencyAlias.objects.filter(alias__iexact=name.strip())
    if but is not None:
        others, aliases = others.exclude(pk=but.pk), aliases.exclude(agency=but)
    if others.exists():
        raise ValidationError({"name": "There is an agency of this name. Enter another, or change that one."})
    alias = aliases.select_related("agency").first()
    if alias is not None:
        raise ValidationError({"name": f"This is known as another name of {alias.agency.name}. Remove it there first."})


def _refuse_part_of_itself(agency: Agency, part_of: Agency) -> None:
    above: Agency | None = part_of
    seen: set[int] = set()
    while above is not None and above.pk not in seen:
        if above.pk == agency.pk:
            raise ValidationError({"part_of": "An agency cannot be a part of itself or of one of its parts."})
        seen.add(above.pk)
        above = above.part_of
