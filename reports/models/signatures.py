"""Who must sign a report, and who has."""

from django.db import models
from django.db.models import Q

from partnership.kit.history import Tracked
from partnership.kit.models import Dated, DatedQuerySet
from partnership.models import Agency, Person, Regime
from reports.models.editions import Edition


class Capacity(models.TextChoices):
    """In what office somebody signs."""

    INDEPENDENT_CHAIR = "independent_chair", "Independent chair"
    SAFEGUARDING_PARTNER = "safeguarding_partner", "Safeguarding partner"


class RequiredSignatory(Tracked, Dated):
    """An office that must sign the reports of a regime, from one date to another."""

    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, related_name="signatories")
    capacity = models.CharField(max_length=22, choices=Capacity.choices)
    agency_kind = models.CharField("for the", max_length=20, choices=Agency.Kind.choices, blank=True)
    place = models.PositiveSmallIntegerField(default=1)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name_plural = "required signatories"
        ordering = ["regime", "place", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["regime", "capacity", "agency_kind", "from_on"], name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(
                condition=Q(capacity="independent_chair", agency_kind="")
                | (Q(capacity="safeguarding_partner") & ~Q(agency_kind="")),
                name="%(app_label)s_%(class)s_kind_where_due",
                violation_error_message="Choose the kind of agency for a safeguarding partner, and only then.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regime}: {self.office}"

    @property
    def office(self) -> str:
        """The office in words: 'Independent chair', 'Safeguarding partner, police'."""
        if self.capacity == Capacity.INDEPENDENT_CHAIR:
            return Capacity.INDEPENDENT_CHAIR.label
        kind = self.get_agency_kind_display()
        return f"{Capacity.SAFEGUARDING_PARTNER.label}, {kind[0].lower()}{kind[1:]}"


class Signature(models.Model):
    """One person's signature under one edition. Never changed; it falls with its edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signatures")
    capacity = models.CharField(max_length=22, choices=Capacity.choices)
    agency_kind = models.CharField(max_length=20, choices=Agency.Kind.choices, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    # As they were on the day: people move and agencies are renamed.
    name = models.CharField(max_length=100)
    job_title = models.CharField(max_length=120, blank=True)
    agency_name = models.CharField(max_length=150, blank=True)
    data_sha256 = models.CharField("checksum that was signed", max_length=64)
    reauthenticated_at = models.DateTimeField("password entered again at")
    second_factor = models.BooleanField("with a second factor", default=False)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "person"], name="%(app_label)s_%(class)s_once_a_person"),
            models.UniqueConstraint(
                fields=["edition", "capacity", "agency_kind"], name="%(app_label)s_%(class)s_once_an_office"
            ),
            models.CheckConstraint(
                condition=Q(reauthenticated_at__lte=models.F("signed_at")),
                name="%(app_label)s_%(class)s_password_before_signing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_capacity_display()}"

    @property
    def record(self) -> str:
        """The number of this record, printed under the signature."""
        return f"{self.data_sha256[:4]}-{self.pk:05}"
