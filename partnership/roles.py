"""Which role gives which right, and the one service that keeps people in the groups of their roles."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import CharField, DateField

from partnership.kit.prepared import PreparedAmong, Slot
from partnership.models import (
    Agency,
    AgencyGroupPermission,
    Appointment,
    Body,
    BodyGroupPermission,
    Membership,
    Person,
    RoleGroup,
)
from partnership.permissions import AgencyRight, BodyRight, PortalRight, Right

Role = Appointment.Role
Seated = Membership.Role

# Rights everywhere.
PORTAL_RIGHTS: dict[str, list[PortalRight]] = {
    Role.BUSINESS_UNIT: [PortalRight.MANAGE, PortalRight.OVERSEE],
    Role.INDEPENDENT_CHAIR: [PortalRight.OVERSEE, PortalRight.SIGN],
    Role.SCRUTINEER: [PortalRight.OVERSEE],
    Role.SAFEGUARDING_PARTNER: [PortalRight.SIGN],
    Role.ADMINISTRATOR: [PortalRight.ADMINISTER],
    Role.INSPECTOR: [PortalRight.OVERSEE],
}
# Rights in the body of the seat.
BODY_RIGHTS: dict[str, list[BodyRight]] = {
    Seated.CHAIR: [BodyRight.READ, BodyRight.TAKE_PART, BodyRight.RECORD, BodyRight.CHAIR],
    Seated.VICE_CHAIR: [BodyRight.READ, BodyRight.TAKE_PART, BodyRight.RECORD, BodyRight.CHAIR],
    Seated.MEMBER: [BodyRight.READ, BodyRight.TAKE_PART],
    Seated.DEPUTY: [BodyRight.READ, BodyRight.TAKE_PART],
    Seated.ADVISER: [BodyRight.READ, BodyRight.TAKE_PART],
    Seated.OBSERVER: [BodyRight.READ],
}
# Rights over the work of one agency.
AGENCY_RIGHTS: dict[str, list[AgencyRight]] = {
    Role.AGENCY_LEAD: [AgencyRight.SEE_WORK, AgencyRight.UPDATE_WORK, AgencyRight.LEAD],
    Role.SAFEGUARDING_PARTNER: [AgencyRight.SEE_WORK],
}

Place = tuple[str, int | None, int | None]  # role, body, agency


PERMISSIONS = PreparedAmong(
    lambda names: Permission.objects.filter(content_type__app_label="partnership", codename__in=names), CharField()
)


def permissions(rights: Iterable[Right]) -> list[Permission]:
    """The stored permissions of some rights, in one query."""
    return PERMISSIONS([right.value for right in rights])


@transaction.atomic
def group_for(*, role: str, body: Body | None = None, agency: Agency | None = None) -> Group:
    """The group that carries a role's rights in its place, made with its rights when it is first needed."""
    held = RoleGroup.objects.filter(role=role, body=body, agency=agency).select_related("group").first()
    if held:
        return held.group
    name = ":".join([role, *([f"body {body.pk}"] if body else []), *([f"agency {agency.pk}"] if agency else [])])
    group, _ = Group.objects.get_or_create(name=name)
    if everywhere := PORTAL_RIGHTS.get(role, []):
        group.permissions.add(*permissions(everywhere))
    if body:
        rows = [
            BodyGroupPermission(permission=one, group=group, content_object=body)
            for one in permissions(BODY_RIGHTS[role])
        ]
        BodyGroupPermission.objects.bulk_create(rows, ignore_conflicts=True)
    if agency:
        held_over = [
            AgencyGroupPermission(permission=one, group=group, content_object=agency)
            for one in permissions(AGENCY_RIGHTS[role])
        ]
        AgencyGroupPermission.objects.bulk_create(held_over, ignore_conflicts=True)
    RoleGroup.objects.create(group=group, role=role, body=body, agency=agency)
    return group


def _seated(people: Any) -> Any:
    on = Slot("on", DateField())
    rows = Membership.objects.current(on).filter(person__in=people, person__is_active=True)
    return rows.filter(seat__body__in=Body.objects.open(on)).values_list("person_id", "role", "seat__body_id")


def _appointed(people: Any) -> Any:
    rows = Appointment.objects.current(Slot("on", DateField())).filter(person__in=people, person__is_active=True)
    return rows.values_list("person_id", "role", "agency_id")


SEATED, APPOINTED = PreparedAmong(_seated), PreparedAmong(_appointed)


def places_of(people: Iterable[Person], *, on: dt.date) -> dict[int, set[Place]]:
    """The roles that each person holds on a date, from seats and appointments. A closed body gives none."""
    ids = [person.pk for person in people]
    held: dict[int, set[Place]] = defaultdict(set)
    for person, role, body in SEATED(ids, on=on):
        held[person].add((role, body, None))
    for person, role, agency in APPOINTED(ids, on=on):
        held[person].add((role, None, agency))
    return held


JOINED = PreparedAmong(
    lambda people: Person.groups.through.objects.filter(person__in=people, group__role_group__isnull=False).values_list(
        "person_id", "group_id"
    )
)
GROUPS = PreparedAmong(
    lambda roles: RoleGroup.objects.filter(role__in=roles).values_list("role", "body_id", "agency_id", "group_id"),
    CharField(),
)


@transaction.atomic
def bring_rights_up_to_date(people: Iterable[Person], *, on: dt.date) -> int:
    """Put each person into the groups of the roles held on that date, and out of all others of ours.

    Returns how many people's groups changed. Safe to run again. Called after each change of a seat or an
    appointment, at the first request of a day, and nightly for everybody.
    """
    people = list(people)
    held = places_of(people, on=on)
    now_in: dict[int, set[int]] = defaultdict(set)
    through = Person.groups.through
    for person_id, group_id in JOINED([person.pk for person in people]):
        now_in[person_id].add(group_id)
    roles = {role for some in held.values() for role, _, _ in some}
    known: dict[Place, int] = {(role, body, agency): group for role, body, agency, group in GROUPS(roles)}
    changed, joins = 0, []
    for person in people:
        wanted = set()
        for place in held[person.pk]:
            if place not in known:
                role, body_id, agency_id = place
                known[place] = group_for(
                    role=role,
                    body=Body.objects.get(pk=body_id) if body_id else None,
                    agency=Agency.objects.get(pk=agency_id) if agency_id else None,
                ).pk
            wanted.add(known[place])
        leaving, joining = now_in[person.pk] - wanted, wanted - now_in[person.pk]
        if leaving:
            through.objects.filter(person_id=person.pk, group_id__in=leaving).delete()
        joins += [through(person_id=person.pk, group_id=group) for group in joining]
        changed += bool(leaving or joining)
        person.forget_rights()
    through.objects.bulk_create(joins, ignore_conflicts=True)
    Person.objects.filter(pk__in=[person.pk for person in people]).update(rights_as_of=on)
    return changed


def rights_hold(person: Person, *, on: dt.date) -> bool:
    """Whether a person's groups are those of the roles held on that date. Writes nothing."""
    groups = RoleGroup.objects.filter(group__user=person)
    return set(groups.values_list("role", "body_id", "agency_id")) == places_of([person], on=on)[person.pk]


def repair_rights(*, on: dt.date) -> int:
    """Bring everybody's groups up to date. Returns how many people's groups had drifted."""
    return bring_rights_up_to_date(Person.objects.all(), on=on)
