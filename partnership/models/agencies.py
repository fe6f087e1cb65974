"""Agencies: who sits at the table. They are renamed, merge and end, and history shows the name of its day."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q
from guardian.models import GroupObjectPermissionBase

from partnership.kit.addresses import address_of
from partnership.kit.history import Tracked
from partnership.kit.models import Dated, DatedQuerySet, Opened, OpenedQuerySet
from partnership.permissions import AgencyRight, PortalRight, Right


class AgencyQuerySet(OpenedQuerySet):
    """Agencies, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """Everybody who signs in may know which agencies there are; their work is another matter."""
        return self if person.is_authenticated else self.none()

    def safeguarding_partners(self) -> Any:
        """The three that the Children Act 2004 s16E names: local authority, integrated care board, police."""
        return self.filter(kind__in=Agency.SAFEGUARDING_PARTNERS)


class Agency(Tracked, Opened):
    """An organisation (or a part of one) that holds seats and actions."""

    class Kind(models.TextChoices):
        LOCAL_AUTHORITY = "local_authority", "Local authority"
        ICB = "icb", "Integrated care board"
        POLICE = "police", "Police"
        RELEVANT = "relevant", "Relevant agency"
        COMMISSIONED = "commissioned", "Commissioned service"
        VOLUNTARY = "voluntary", "Voluntary and community sector"
        EDUCATION = "education", "Education"
        LAY = "lay", "Lay member"
        EXTERNAL = "external", "External body"

    SAFEGUARDING_PARTNERS = [Kind.LOCAL_AUTHORITY, Kind.ICB, Kind.POLICE]

    slug = models.SlugField(unique=True, max_length=60)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=150)
    short_name = models.CharField(max_length=60)
    part_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", verbose_name="part of"
    )
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors")

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "agencies"
        ordering = ["name"]
        permissions = [(right.value, right.value.replace("_", " ")) for right in AgencyRight]
        constraints = [
            models.CheckConstraint(
                condition=~Q(successor=models.F("id")),
                name="%(app_label)s_%(class)s_not_own_successor",
                violation_error_message="Choose another agency as the successor.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("partnership:agency-detail", self.slug)

    def allows(self, person: Any, right: Right) -> bool:
        """Whether the person holds a right over this agency or the whole partnership."""
        if isinstance(right, PortalRight):
            return person.rights.has(right)
        return isinstance(right, AgencyRight) and person.rights.on_agency(right, self.pk)

    @property
    def is_safeguarding_partner(self) -> bool:
        """One of the three of the Children Act 2004 s16E."""
        return self.kind in self.SAFEGUARDING_PARTNERS

    def name_on(self, on: dt.date) -> str:
        """The name it went by on a date; the present name where no other is recorded. Uses prefetched names."""
        for row in self.names.all():
            if row.is_current(on):
                return row.name
        return self.name


class AgencyName(Tracked, Dated):
    """A name that an agency went by for a time."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=150)
    short_name = models.CharField(max_length=60, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["from_on"]

    def __str__(self) -> str:
        return self.name


class AgencyAlias(Tracked):
    """Another way people write an agency's name, used to recognise it in imports."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="aliases")
    alias = models.CharField(max_length=150, unique=True)

    class Meta:
        ordering = ["alias"]

    def __str__(self) -> str:
        return self.alias


class AgencyGroupPermission(GroupObjectPermissionBase):
    """Guardian's rows: which group holds which right over which agency."""

    content_object = models.ForeignKey(Agency, on_delete=models.CASCADE)
