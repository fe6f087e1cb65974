"""Referrals: somebody asks whether a review is due. Criteria, recommendation, decision, and what law sets by when."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value

from partnership.kit.addresses import address_of
from partnership.kit.history import Tracked
from partnership.kit.models import StateChange, Versioned
from partnership.kit.personal_details import Kind as DetailKind
from partnership.kit.personal_details import details_in, no_personal_details
from partnership.models import Agency, Body, Person, Regime, Rule
from partnership.permissions import AgencyRight, BodyRight, Right
from reviews.models.accesses import Conflict
from reviews.permissions import ReviewRight, is_independent_chair, is_safeguarding_partner
from subgroups.models import Decision, Meeting

CASE_CODE = RegexValidator(
    r"^(?=.*\d)[A-Za-z0-9][A-Za-z0-9/-]{2,29}$",
    "Enter the code of the case in your own system: letters, figures, hyphens and strokes, with at least one figure.",
)


def no_detail_as_case_code(code: str) -> None:
    """A case code is no NHS number, e-mail address or postcode."""
    kinds = {DetailKind.NHS_NUMBER, DetailKind.EMAIL, DetailKind.POSTCODE}
    if any(detail.kind in kinds for detail in details_in(code)):
        raise ValidationError("Enter the code of the case in your own system, not a person’s number or address.")


class ReferralQuerySet(models.QuerySet[Any]):
    """Referrals, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """What the person's offices open, without those from which a conflict of interest shuts them."""
        rights = person.rights
        shut = Conflict.objects.live().filter(referral=OuterRef("pk"), person_id=person.pk)
        rows = self.filter(~Exists(shut)).annotate(found_for=Value(person.pk))
        if rights.manages or is_independent_chair(person):
            return rows
        seated = rights.bodies(BodyRight.TAKE_PART)
        seen = Q(body_id__in=seated) | Q(panel_id__in=seated) | Q(agency_id__in=rights.agencies(AgencyRight.LEAD))
        if is_safeguarding_partner(person):
            seen |= Q(kind=Referral.Kind.CHILD)
        return rows.filter(seen)


class Referral(Tracked, Versioned):
    """A serious incident about a child, or a case of an adult, that somebody put forward for review."""

    class Kind(models.TextChoices):
        CHILD = "child", "Child: serious incident"
        ADULT = "adult", "Adult: section 44"

    class Status(models.TextChoices):
        RECEIVED = "received", "Received"
        ASSESSED = "assessed", "Criteria recorded"
        RECOMMENDED = "recommended", "Recommended"
        DECIDED = "decided", "Decided"
        COMMISSIONED = "commissioned", "Review commissioned"
        CLOSED = "closed", "Closed with learning"
        WITHDRAWN = "withdrawn", "Withdrawn"

    OPEN = [Status.RECEIVED, Status.ASSESSED, Status.RECOMMENDED, Status.DECIDED]

    class Outcome(models.TextChoices):
        NOT_MET = "not_met", "Criteria not met, no review"
        LEARNING = "learning", "No further review, learning captured"
        PRACTICE = "practice", "Local child safeguarding practice review"
        MUST = "must", "Safeguarding adults review that the law requires"
        MAY = "may", "Safeguarding adults review by choice"
        OTHER = "other", "Other local learning review"
        NATIONAL = "national", "Refer for a national review"
        AWAITING = "awaiting", "Await the national panel"

    OUTCOMES_FOR = {
        Kind.CHILD: [
            Outcome.NOT_MET, Outcome.LEARNING, Outcome.PRACTICE, Outcome.OTHER, Outcome.NATIONAL, Outcome.AWAITING
        ],
        Kind.ADULT: [Outcome.NOT_MET, Outcome.LEARNING, Outcome.MUST, Outcome.MAY, Outcome.OTHER],
    }  # fmt: skip
    LEADS_TO_REVIEW = [Outcome.PRACTICE, Outcome.MUST, Outcome.MAY, Outcome.OTHER]

    class Also(models.TextChoices):
        NOTHING = "", "Neither"
        LOOKED_AFTER = "looked_after", "A looked-after child has died"
        CARE_LEAVER = "care_leaver", "A care leaver aged up to 24 has died"

    class PanelView(models.TextChoices):
        NONE = "", "Not asked, or no answer yet"
        AGREES = "agrees", "The national panel agrees"
        DIFFERS = "differs", "The national panel does not agree"

    reference = models.CharField(max_length=20, unique=True)
    case_code = models.CharField(max_length=30, validators=[CASE_CODE, no_detail_as_case_code])
    kind = models.CharField(max_length=8, choices=Kind.choices)
    also = models.CharField("also", max_length=14, choices=Also.choices, default=Also.NOTHING, blank=True)
    regime = models.ForeignKey(Regime, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="referrals", verbose_name="agency that refers"
    )
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="referrals", verbose_name="sub group that recommends"
    )
    panel = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="panel_referrals")
    aware_on = models.DateField("date of awareness")
    referred_on = models.DateField("referred on")
    summary = models.TextField("what happened, in general words", validators=[no_personal_details])
    involved = models.ManyToManyField(Agency, through="Involvement", related_name="involved_referrals")
    status = models.CharField(max_length=14, choices=Status.choices, default=Status.RECEIVED, editable=False)
    criteria_reasons = models.TextField("reasons", blank=True, validators=[no_personal_details])
    recommended = models.CharField("recommended outcome", max_length=10, choices=Outcome.choices, blank=True)
    recommended_on = models.DateField(null=True, blank=True, editable=False)
    recommendation_reasons = models.TextField(blank=True, validators=[no_personal_details])
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="referrals")
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    decision_reasons = models.TextField(blank=True, validators=[no_personal_details])
    dissent = models.TextField("who saw it differently, and why", blank=True, validators=[no_personal_details])
    panel_view = models.CharField(
        "what the national panel said", max_length=8, choices=PanelView.choices, default=PanelView.NONE, blank=True
    )
    closed_on = models.DateField(null=True, blank=True, editable=False)
    learning = models.TextField("what was learned", blank=True, validators=[no_personal_details])

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-referred_on", "-pk"]
        indexes = [models.Index(fields=["status", "-referred_on"], name="referral_status_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(referred_on__gte=models.F("aware_on")),
                name="%(app_label)s_%(class)s_dates_in_order",
                violation_error_message="Enter a date of referral that is not before the date of awareness.",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, decided_by__isnull=True, outcome="")
                | (
                    Q(decided_on__isnull=False, decided_by__isnull=False)
                    & ~Q(outcome="")
                    & ~Q(decision_reasons="")
                ),
                name="%(app_label)s_%(class)s_decided_with_reasons",
                violation_error_message="A decision has its outcome, its date, its person and its reasons.",
            ),
            models.CheckConstraint(
                condition=~Q(status="closed") | (Q(closed_on__isnull=False) & ~Q(learning="")),
                name="%(app_label)s_%(class)s_closed_with_learning",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.reference}, {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return address_of("reviews:referral-detail", self.reference)

    def is_shut_to(self, person: Any) -> bool:
        """Whether a conflict of interest shuts somebody out. A row that was found for the person is known not to."""
        if getattr(self, "found_for", None) == person.pk:
            return False
        return Conflict.objects.live().filter(referral=self, person_id=person.pk).exists()

    def allows(self, person: Any, right: "Right | ReviewRight") -> bool:
        """Rights by office, never for somebody whom a conflict of interest shuts out."""
        return self.grants(person, right) and not self.is_shut_to(person)

    def grants(self, person: Any, right: "Right | ReviewRight") -> bool:
        """What the person's offices give, conflicts of interest left aside."""
        if not isinstance(right, ReviewRight):
            return False
        rights = person.rights
        match right:
            case ReviewRight.KEEP:
                return bool(rights.manages)
            case ReviewRight.ASSESS:
                return bool(rights.on_body(BodyRight.RECORD, self.body_id))
            case ReviewRight.DECIDE if self.kind == self.Kind.ADULT:
                return is_independent_chair(person)
            case _:
                chairs = self.panel_id is not None and self.panel_id in rights.bodies(BodyRight.CHAIR)
                return chairs or is_safeguarding_partner(person)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done before a review begins or the referral ends."""
        return self.status in self.OPEN

    @property
    def leads_to_review(self) -> bool:
        """Whether the decision was to review."""
        return self.outcome in self.LEADS_TO_REVIEW


class ReferralMove(StateChange):
    """A change of a referral's state."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="moves")


class Involvement(Tracked):
    """An agency that worked with the person or family."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="involvements")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="involvements")

    class Meta:
        ordering = ["agency__name"]
        constraints = [models.UniqueConstraint(fields=["referral", "agency"], name="%(app_label)s_%(class)s_once")]

    def __str__(self) -> str:
        return f"{self.agency} in {self.referral}"


class Criterion(Tracked):
    """One limb of the law as it read on the day, and whether it is met."""

    class Level(models.TextChoices):
        MUST = "must", "Must"
        MAY = "may", "May"

    class Answer(models.TextChoices):
        MET = "met", "Met"
        NOT_MET = "not_met", "Not met"
        UNCLEAR = "unclear", "Not clear yet"

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=40)
    place = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=4, choices=Level.choices)
    joined = models.CharField(max_length=3, choices=[("all", "with all others"), ("any", "one of these")])
    text = models.TextField()
    citation = models.CharField(max_length=300)
    is_verified = models.BooleanField("checked against its source")
    answer = models.CharField(max_length=8, choices=Answer.choices)

    class Meta:
        verbose_name_plural = "criteria"
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["referral", "key"], name="%(app_label)s_%(class)s_once")]

    def __str__(self) -> str:
        return self.text


class Deadline(Tracked):
    """What a rule sets by when: its number as it stood on the day the clock began, and when it was met."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="deadlines")
    rule_key = models.SlugField(max_length=60)
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(max_length=200)
    length = models.CharField("time given", max_length=60, blank=True)
    citation = models.CharField(max_length=300, blank=True)
    is_verified = models.BooleanField("checked against its source", default=False)
    start_on = models.DateField("clock began")
    due_on = models.DateField("due", null=True, blank=True)
    met_on = models.DateField("done on", null=True, blank=True)
    proof = models.CharField("proof", max_length=200, blank=True, validators=[no_personal_details])
    late_reason = models.TextField("reason if late", blank=True, validators=[no_personal_details])

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["referral", "rule_key"], name="%(app_label)s_%(class)s_once")]

    def __str__(self) -> str:
        return self.title

    def is_overdue(self, on: dt.date) -> bool:
        """Not done, and its date has passed."""
        return self.met_on is None and self.due_on is not None and self.due_on < on

    @property
    def days_late(self) -> int:
        """How many days after its date it was done."""
        return max(0, (self.met_on - self.due_on).days) if self.met_on and self.due_on else 0
