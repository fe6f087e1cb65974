"""Reviews: what was commissioned, what it found, when it was published, whether it changed anything."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value

from partnership.kit.addresses import address_of
from partnership.kit.history import Tracked
from partnership.kit.models import StateChange, Versioned
from partnership.kit.personal_details import no_personal_details
from partnership.permissions import BodyRight, Right
from reviews.models.accesses import Conflict
from reviews.models.referrals import Referral
from reviews.permissions import ReviewRight, is_independent_chair, is_safeguarding_partner


class ReviewQuerySet(models.QuerySet[Any]):
    """Reviews, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """Those of referrals that the person's offices open. The agency that referred learns of it by its referral."""
        rights = person.rights
        shut = Conflict.objects.live().filter(referral=OuterRef("referral_id"), person_id=person.pk)
        rows = self.filter(~Exists(shut)).annotate(found_for=Value(person.pk))
        if rights.manages or is_independent_chair(person):
            return rows
        seated = rights.bodies(BodyRight.TAKE_PART)
        seen = Q(referral__body_id__in=seated) | Q(referral__panel_id__in=seated)
        if is_safeguarding_partner(person):
            seen |= Q(referral__kind=Referral.Kind.CHILD)
        return rows.filter(seen)


class Review(Tracked, Versioned):
    """A review that a referral led to."""

    class Kind(models.TextChoices):
        PRACTICE = "practice", "Local child safeguarding practice review"
        ADULT = "adult", "Safeguarding adults review"
        OTHER = "other", "Other local learning review"

    class Status(models.TextChoices):
        UNDER_WAY = "under_way", "Under way"
        CONCLUDED = "concluded", "Concluded"
        PUBLISHED = "published", "Published"
        CHECKED = "checked", "Impact checked"

    reference = models.CharField(max_length=20, unique=True)
    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="review")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=200, validators=[no_personal_details])
    commissioned_on = models.DateField()
    to_publish_on = models.DateField("to be published on", null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.UNDER_WAY, editable=False)
    concluded_on = models.DateField(null=True, blank=True, editable=False)
    findings = models.TextField("what it found", blank=True, validators=[no_personal_details])
    published_on = models.DateField(null=True, blank=True, editable=False)
    is_full_report = models.BooleanField("published in full", default=True)
    not_in_full_reason = models.TextField(blank=True, validators=[no_personal_details])
    checked_on = models.DateField("impact checked on", null=True, blank=True, editable=False)
    impact = models.TextField("what changed because of it", blank=True, validators=[no_personal_details])

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-commissioned_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="under_way", concluded_on__isnull=True)
                | (~Q(status="under_way") & Q(concluded_on__isnull=False) & ~Q(findings="")),
                name="%(app_label)s_%(class)s_concluded_with_findings",
                violation_error_message="Write what the review found before you conclude it.",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_on__isnull=False),
                name="%(app_label)s_%(class)s_published_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status="checked") | (Q(checked_on__isnull=False) & ~Q(impact="")),
                name="%(app_label)s_%(class)s_checked_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return address_of("reviews:review-detail", self.reference)

    def allows(self, person: Any, right: "Right | ReviewRight") -> bool:
        """As the referral it came from allows."""
        if not self.referral.grants(person, right):
            return False
        return getattr(self, "found_for", None) == person.pk or not self.referral.is_shut_to(person)


class ReviewMove(StateChange):
    """A change of a review's state."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="moves")


class Briefing(Tracked, Versioned):
    """What a review teaches, on one page in seven headed parts."""

    PARTS = ["background", "why", "what_happened", "found", "what_to_do", "questions", "more"]

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="briefing")
    background = models.TextField("Background", validators=[no_personal_details])
    why = models.TextField("Why it matters", validators=[no_personal_details])
    what_happened = models.TextField("What happened, in general words", validators=[no_personal_details])
    found = models.TextField("What was found", validators=[no_personal_details])
    what_to_do = models.TextField("What to do differently", validators=[no_personal_details])
    questions = models.TextField("Questions for your team", validators=[no_personal_details])
    more = models.TextField("Where to read more", validators=[no_personal_details])

    def __str__(self) -> str:
        return f"Briefing on {self.review}"
