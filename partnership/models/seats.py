"""Seats and who fills them. A seat without a current member is a vacancy, and is shown as one."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from partnership.kit.history import Tracked
from partnership.kit.models import Dated, DatedQuerySet, Opened, OpenedQuerySet
from partnership.models.agencies import Agency
from partnership.models.bodies import Body
from partnership.models.people import Person


class SeatQuerySet(OpenedQuerySet):
    """Seats, in users' words."""

    def vacant(self, on: dt.date) -> Any:
        """Open seats that nobody fills on a date. A deputy does not fill a seat."""
        filling = Membership.objects.filling(on).filter(seat=OuterRef("pk"))
        return self.open(on).filter(~Exists(filling))


class Seat(Tracked, Opened):
    """The place that an agency, or a role without one, must fill at a body."""

    slug = models.SlugField(unique=True, max_length=80)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="seats")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="seats")
    title = models.CharField(max_length=120)
    is_required = models.BooleanField("must be filled", default=True)
    place = models.PositiveSmallIntegerField(default=1)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return f"{self.agency.short_name}: {self.title}" if self.agency else self.title

    @property
    def label(self) -> str:
        """How the seat is called on a list of seats: the agency, or the role where there is none."""
        return self.agency.short_name if self.agency else self.title


class MembershipQuerySet(DatedQuerySet):
    """Memberships, in users' words."""

    def filling(self, on: dt.date) -> Any:
        """Those that fill a seat on a date: not deputies, advisers or observers."""
        return self.current(on).filter(role__in=Membership.FILLS_A_SEAT)


class Membership(Tracked, Dated):
    """A person fills a seat, or deputises for it, from one date to another."""

    class Role(models.TextChoices):
        CHAIR = "chair", "Chair"
        VICE_CHAIR = "vice_chair", "Vice chair"
        MEMBER = "member", "Member"
        DEPUTY = "deputy", "Deputy"
        ADVISER = "adviser", "Adviser"
        OBSERVER = "observer", "Observer"

    FILLS_A_SEAT = [Role.CHAIR, Role.VICE_CHAIR, Role.MEMBER]

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MEMBER)

    objects = MembershipQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["from_on", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["seat", "person", "role", "from_on"], name="%(app_label)s_%(class)s_once"),
            models.UniqueConstraint(
                fields=["seat"],
                condition=Q(to_on__isnull=True, role__in=["chair", "vice_chair", "member"]),
                name="%(app_label)s_%(class)s_one_open_filling",
                violation_error_message="This seat is filled. End that membership first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()} of {self.seat.body}"
