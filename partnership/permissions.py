"""The names of rights, and what a person holds of them. Which role gives which right stands in `roles.py`."""

import enum
from collections import defaultdict
from collections.abc import Callable, Hashable
from typing import Any

from django.apps import apps
from django.db.models import Aggregate, BigIntegerField, CharField, F, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat

from partnership.kit.prepared import Prepared, PreparedBy, Slot, Slots


class PortalRight(enum.StrEnum):
    """Rights over the whole partnership."""

    MANAGE = "manage_partnership"  # the business unit: everything but signing
    OVERSEE = "oversee_partnership"  # read everything that is not shut by a conflict of interest
    SIGN = "sign_reports"  # sign annual reports
    ADMINISTER = "administer_portal"  # accounts and settings


class BodyRight(enum.StrEnum):
    """Rights in one body."""

    READ = "read_body"
    TAKE_PART = "take_part_in_body"
    RECORD = "record_in_body"
    CHAIR = "chair_body"


class AgencyRight(enum.StrEnum):
    """Rights over one agency's work."""

    SEE_WORK = "see_agency_work"
    UPDATE_WORK = "update_agency_work"
    LEAD = "lead_agency"


Right = PortalRight | BodyRight | AgencyRight


ROOMS = {
    "portal": ("auth.Permission", "codename", Value(0)),
    "body": ("partnership.BodyGroupPermission", "permission__codename", F("content_object_id")),
    "agency": ("partnership.AgencyGroupPermission", "permission__codename", F("content_object_id")),
}


HELD_RIGHTS = [f"{room}_rights" for room in ROOMS]


class _InOneText(Aggregate):
    """Texts of several rows in one, with spaces between."""

    output_field = TextField()
    template = "%(function)s(%(expressions)s, ' ')"

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="STRING_AGG", **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **extra)


def held_rights(person: str) -> dict[str, Subquery]:
    """The rights of the groups that a person is in, to be read with a row: everywhere, in bodies, over agencies.

    `person` is the row's field of the person's key. Each is one text: rights with the key of what they are held over.
    """

    def said(model: str, right: str, subject: Any) -> Subquery:
        # The models of this room import the names above, so the tables are asked for by name.
        rows = apps.get_model(model).objects.filter(group__user=OuterRef(person)).order_by().annotate(one=Value(1))
        words = Concat(right, Value(":"), Cast(subject, CharField()), output_field=TextField())
        return Subquery(rows.values("one").annotate(said=_InOneText(words)).values("said"))

    return {name: said(*how) for name, how in zip(HELD_RIGHTS, ROOMS.values(), strict=True)}


HELD = Prepared(
    lambda: (
        apps.get_model("partnership.Person")
        .objects.order_by()
        .filter(pk=Slot("person", BigIntegerField()))
        .annotate(**held_rights("pk"))
        .values_list(*HELD_RIGHTS)
    )
)


# Kept beside the rights themselves, so that prepared queries have slots for it too.
WITHOUT_SEAT = "read without a seat"


class Rights:
    """What one person may do today, by the groups that memberships and appointments keep: read with the session, or in
    one query."""

    def __init__(self, person: Any) -> None:
        self._person = person
        self._portal: set[str] = set()
        self._bodies: dict[str, set[int]] = defaultdict(set)
        self._agencies: dict[str, set[int]] = defaultdict(set)
        if person.is_authenticated and person.is_active:
            self._read()

    def _read(self) -> None:
        read = self._person.__dict__.pop("rights_read", None) or next(iter(HELD(person=self._person.pk)), ())
        for room, said in zip(ROOMS, read, strict=False):
            for word in (said or "").split():
                right, _, subject = word.partition(":")
                if room == "portal":
                    self._portal.add(right)
                else:
                    (self._bodies if room == "body" else self._agencies)[right].add(int(subject))
        self._bodies[WITHOUT_SEAT] = self._bodies[BodyRight.READ] - self._bodies[BodyRight.TAKE_PART]

    @property
    def shape(self) -> "Shape":
        """How many ids each right is held over: what queries of one scope differ by, besides the ids."""
        return (
            frozenset(self._portal),
            tuple(sorted((right, len(ids)) for right, ids in self._bodies.items() if ids)),
            tuple(sorted((right, len(ids)) for right, ids in self._agencies.items() if ids)),
        )

    @property
    def ids(self) -> dict[str, int]:
        """The ids by the names of the slots that `PersonSlot` puts in their place."""
        held = {"body": self._bodies, "agency": self._agencies}
        return {
            f"{room} {right} {place}": pk
            for room, by_right in held.items()
            for right, ids in by_right.items()
            for place, pk in enumerate(ids)
        }

    def has(self, right: PortalRight) -> bool:
        """Whether the person holds a right over the whole partnership."""
        return right.value in self._portal

    @property
    def manages(self) -> bool:
        """Whether this is the business unit."""
        return self.has(PortalRight.MANAGE)

    @property
    def sees_everything(self) -> bool:
        """Whether nothing but a conflict of interest or confidentiality is shut."""
        return self.has(PortalRight.OVERSEE) or self.manages

    def bodies(self, right: BodyRight) -> frozenset[int]:
        """Ids of the bodies in which the person holds a right through a seat. A person sits on a few, so a list is
        small and planned well; whoever sees everything is let through before this is asked."""
        return frozenset(self._bodies[right.value])

    @property
    def bodies_without_seat(self) -> frozenset[int]:
        """Ids of the bodies that the person reads and takes no part in: what is confidential there stays shut."""
        return frozenset(self._bodies[WITHOUT_SEAT])

    def agencies(self, right: AgencyRight) -> frozenset[int]:
        """Ids of the agencies over whose work the person holds a right."""
        return frozenset(self._agencies[right.value])

    def on_body(self, right: BodyRight, body_id: int | None) -> bool:
        """Whether the person holds the right in that body. The business unit holds all but the chair's."""
        if self.manages and right is not BodyRight.CHAIR:
            return True
        if right is BodyRight.READ and self.sees_everything:
            return True
        return body_id in self._bodies[right.value]

    def on_agency(self, right: AgencyRight, agency_id: int | None) -> bool:
        """Whether the person holds the right over that agency's work."""
        if self.manages and right is not AgencyRight.LEAD:
            return True
        if right is AgencyRight.SEE_WORK and self.sees_everything:
            return True
        return agency_id in self._agencies[right.value]


Shape = tuple[frozenset[str], tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]


class _RightsInSlots(Rights):
    """The rights of anybody of one shape, with slots in the place of the ids."""

    def __init__(self, shape: Shape) -> None:
        portal, bodies, agencies = shape
        self._portal = set(portal)
        self._slots = {
            (room, right): Slots(tuple(f"{room} {right} {place}" for place in range(count)), BigIntegerField())
            for room, held in (("body", bodies), ("agency", agencies))
            for right, count in held
        }

    def bodies(self, right: BodyRight) -> Any:
        return self._slots.get(("body", right.value), frozenset())

    @property
    def bodies_without_seat(self) -> Any:
        return self._slots.get(("body", WITHOUT_SEAT), frozenset())

    def agencies(self, right: AgencyRight) -> Any:
        return self._slots.get(("agency", right.value), frozenset())


class PersonSlot(Slot):
    """Stands for the person who asks while a query is prepared: `visible_to` takes it as it takes a person."""

    is_authenticated = is_active = True

    def __init__(self, shape: Shape) -> None:
        super().__init__("person", BigIntegerField())
        self.rights = _RightsInSlots(shape)

    @property
    def pk(self) -> "PersonSlot":
        return self


class PreparedFor:
    """A query within somebody's scope, prepared once for all whose rights have the same shape.

    `make` gets who asks, and is written as if that were a person: `Meeting.objects.visible_to(person)`.
    The ids that a right is held over are read anew with every request; only their number is part of the shape, with
    whatever else `make` is to be told of it, such as the day. With `PreparedCounts` as its kind it counts.
    """

    def __init__(self, make: Callable[..., Any], kind: Any = Prepared) -> None:
        self._prepared = PreparedBy(lambda shape, *more: make(PersonSlot(shape), *more), kind)

    def __call__(self, person: Any, *more: Hashable, **values: Any) -> Any:
        rights = person.rights
        return self._prepared.shape(rights.shape, *more)(person=person.pk, **rights.ids, **values)
