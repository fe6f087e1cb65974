"""People (the logins), the dated roles they hold outside bodies, and the groups that carry rights."""

from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, Group, PermissionsMixin
from django.db import models
from django.db.models import Q

from partnership.kit.addresses import address_of
from partnership.kit.history import Tracked
from partnership.kit.models import Dated, DatedQuerySet, or_none
from partnership.models.agencies import Agency
from partnership.models.bodies import Body
from partnership.permissions import AgencyRight, PortalRight, Right, Rights


class PersonQuerySet(models.QuerySet[Any]):
    """People, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """The business unit sees all; an agency lead the people of the agency; everybody themselves."""
        if not person.is_authenticated:
            return self.none()
        if person.rights.manages or person.rights.has(PortalRight.ADMINISTER):
            return self
        return self.filter(Q(pk=person.pk) | Q(agency_id__in=person.rights.agencies(AgencyRight.LEAD)))


class PersonManager(BaseUserManager.from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """Finds people by e-mail address, whatever its capitals."""

    def get_by_natural_key(self, email: str | None) -> Any:
        return self.get(email__iexact=email)


class Person(Tracked, AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in. As little as works is kept: name, e-mail address, job title, agency."""

    email = models.EmailField("e-mail address", max_length=200, unique=True)
    name = models.CharField(max_length=100)
    job_title = models.CharField(max_length=120, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="people")
    is_active = models.BooleanField("may sign in", default=True)
    rights_as_of = models.DateField(null=True, blank=True, editable=False)
    away_from_on = models.DateField("away from", null=True, blank=True)
    away_to_on = models.DateField("away until", null=True, blank=True)
    away_deputy = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="stands_in_for",
        verbose_name="who is told instead",
    )

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name_plural = "people"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("email"),
                name="partnership_person_email_any_case",
                violation_error_message="Somebody with this e-mail address is here already.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("partnership:person-detail", self.pk)

    @cached_property
    def rights(self) -> Rights:
        """What this person may do today. Read once for each time the row is loaded."""
        return Rights(self)

    def forget_rights(self) -> None:
        """Read the rights anew when they are next asked for."""
        for known in ("rights", "rights_read"):
            self.__dict__.pop(known, None)

    def allows(self, person: Any, right: Right) -> bool:
        """Whether somebody may act on this person's record."""
        return isinstance(right, PortalRight) and person.rights.has(right)

    def works_for(self, agency: Agency) -> bool:
        """Whether the person works for an agency, for one of its parts, or for the agency that it is a part of."""
        own = {self.agency_id, self.agency.part_of_id if self.agency else None} - {None}
        return bool(own & {agency.pk, agency.part_of_id})

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @property
    def is_staff(self) -> bool:
        """Django's name for those who keep the portal; there is no admin site."""
        return self.rights.manages


class Appointment(Tracked, Dated):
    """A dated role that does not come from a seat: business unit, independent chair, agency lead and their like."""

    class Role(models.TextChoices):
        BUSINESS_UNIT = "business_unit", "Business unit"
        INDEPENDENT_CHAIR = "independent_chair", "Independent chair"
        SCRUTINEER = "scrutineer", "Independent scrutineer"
        SAFEGUARDING_PARTNER = "safeguarding_partner", "Safeguarding partner"
        AGENCY_LEAD = "agency_lead", "Agency lead"
        ADMINISTRATOR = "administrator", "Administrator"
        INSPECTOR = "inspector", "Inspector (reads only)"

    FOR_AN_AGENCY = [Role.SAFEGUARDING_PARTNER, Role.AGENCY_LEAD]

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=24, choices=Role.choices)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments")

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["role", "from_on"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(role__in=["safeguarding_partner", "agency_lead"], agency__isnull=False)
                | (~Q(role__in=["safeguarding_partner", "agency_lead"]) & Q(agency__isnull=True)),
                name="%(app_label)s_%(class)s_agency_where_due",
                violation_error_message="Choose an agency for an agency lead or a safeguarding partner, and only then.",
            ),
            models.UniqueConstraint(
                "person", "role", or_none("agency"), "from_on", name="%(app_label)s_%(class)s_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"


class RoleGroup(models.Model):
    """A group that carries the rights of one role in one body, over one agency, or everywhere."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="role_group")
    role = models.CharField(max_length=24)
    body = models.ForeignKey(Body, on_delete=models.CASCADE, null=True, blank=True, related_name="role_groups")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, null=True, blank=True, related_name="role_groups")

    class Meta:
        constraints = [
            models.UniqueConstraint("role", or_none("body"), or_none("agency"), name="%(app_label)s_%(class)s_once")
        ]

    def __str__(self) -> str:
        return self.group.name
