"""The chase ladder and its ledger: what was said to whom about what, when it went out, whether it failed."""

from django.db import models
from django.db.models import Q

from partnership.kit.history import Tracked
from partnership.kit.models import or_none
from partnership.models.bodies import Body
from partnership.models.notices import Notice
from partnership.models.people import Person


class ChaseStep(Tracked):
    """A rung of a ladder. A body without rungs of its own climbs the partnership's (no body)."""

    class To(models.TextChoices):
        OWNER = "owner", "the owner"
        OWNER_AND_LEAD = "owner_and_lead", "the owner and the agency lead"
        CHAIR = "chair", "the chair of the body"
        EXECUTIVE = "executive", "the Executive"

    body = models.ForeignKey(Body, on_delete=models.CASCADE, null=True, blank=True, related_name="chase_steps")
    key = models.SlugField(max_length=30)
    offset = models.SmallIntegerField("working days from the due date", null=True, blank=True)
    slips = models.PositiveSmallIntegerField("or when the date moves this many times", null=True, blank=True)
    to = models.CharField(max_length=16, choices=To.choices)

    class Meta:
        ordering = ["body", "offset"]
        constraints = [
            models.UniqueConstraint(or_none("body"), "key", name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(
                condition=Q(offset__isnull=False, slips__isnull=True) | Q(offset__isnull=True, slips__isnull=False),
                name="%(app_label)s_%(class)s_day_or_slips",
                violation_error_message="Enter working days or a number of moves, not both.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.get_to_display()}"


class Chase(models.Model):
    """One step taken for one obligation and due date. Unique, so that it is taken once whoever runs the job.

    `kind` and `subject` name the obligation: the rooms above declare their kinds (see `partnership.obligations`).
    """

    kind = models.CharField(max_length=30)
    subject = models.PositiveBigIntegerField()
    due_on = models.DateField()
    step = models.SlugField(max_length=30)
    to = models.CharField(max_length=16, choices=ChaseStep.To.choices)
    offset = models.SmallIntegerField(null=True, blank=True)
    step_on = models.DateField("fell on")
    on = models.DateField("taken on")
    at = models.DateTimeField("recorded at")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="chases")
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    path = models.CharField(max_length=200)

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["kind", "subject"], name="chase_of_obligation")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "due_on", "step"], name="%(app_label)s_%(class)s_once")
        ]

    def __str__(self) -> str:
        return f"{self.reference}, {self.step}"


class Telling(models.Model):
    """One person told of one chase. No person means that nobody held the office: the business unit sees it."""

    class As(models.TextChoices):
        OWNER = "owner", "owner"
        LEAD = "lead", "agency lead"
        CHAIR = "chair", "chair"
        EXECUTIVE = "executive", "Executive"

    chase = models.ForeignKey(Chase, on_delete=models.CASCADE, related_name="tellings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="tellings")
    told_as = models.CharField(max_length=10, choices=As.choices)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, null=True, related_name="tellings")
    opened_at = models.DateTimeField("link first opened", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["person"], condition=Q(notice__isnull=True), name="telling_not_yet_in_a_mail")]
        constraints = [models.UniqueConstraint("chase", or_none("person"), name="%(app_label)s_%(class)s_once")]

    def __str__(self) -> str:
        return f"{self.person or 'Nobody'} told of {self.chase}"
