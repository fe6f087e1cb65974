"""The chase ladder and its ledger: what was said to whom about what, when it went out, whether it failed."""

import datetime as dt
from typing import Any

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q

from partnership.kit.addresses import address_of
from partnership.kit.history import Tracked
from partnership.kit.models import Dated, DatedQuerySet, StateChange, filled_in, or_none
from partnership.models.agencies import Agency
from partnership.models.bodies import Body
from partnership.models.notices import Notice
from partnership.models.people import Person
from partnership.permissions import PortalRight, Right


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
    letter = models.BooleanField("a letter of challenge is drafted", default=False)

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
    A chase sent by hand says by whom, with a line of that person's own.
    """

    kind = models.CharField(max_length=30)
    subject = models.PositiveBigIntegerField()
    due_on = models.DateField()
    step = models.SlugField(max_length=30, db_index=False)
    to = models.CharField(max_length=16, choices=ChaseStep.To.choices)
    offset = models.SmallIntegerField(null=True, blank=True)
    step_on = models.DateField("fell on")
    on = models.DateField("taken on")
    at = models.DateTimeField("recorded at")
    by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name="sent by hand by",
    )
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="chases")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, db_index=False, related_name="chases")
    reference = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    path = models.CharField(max_length=200)
    note = models.CharField("a line of one’s own", max_length=300, blank=True)
    answered_at = models.DateTimeField("first answered at", null=True, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+")
    # By the calendar of the agency as it was known then. None until somebody answers, and where the bank holidays of
    # the year were not known.
    answer_days = models.PositiveIntegerField("working days to the answer", null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-on", "-pk"]
        # Fifty thousand lines a morning at the worst: no index that another begins with, and none of what is empty.
        indexes = [
            models.Index(fields=["agency", "on"], name="chase_of_agency"),
            models.Index(fields=["on", "id"], name="chase_latest"),
            filled_in("by", "chase_by"),
            filled_in("answered_by", "chase_answered_by"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "due_on", "step"], name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="%(app_label)s_%(class)s_answered_by_and_at",
            ),
            models.CheckConstraint(
                condition=Q(answer_days__isnull=True) | Q(answered_at__isnull=False),
                name="%(app_label)s_%(class)s_days_of_an_answer",
            ),
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
        UNIT = "unit", "business unit"

    chase = models.ForeignKey(Chase, on_delete=models.CASCADE, related_name="tellings", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="tellings")
    told_as = models.CharField(max_length=10, choices=As.choices)
    instead_of = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name="in place of"
    )
    notice = models.ForeignKey(Notice, models.PROTECT, null=True, db_index=False, related_name="tellings")
    opened_at = models.DateTimeField("link first opened", null=True, blank=True)
    # What was owed was done, or moved, before the mail was written: nobody had to be told any more.
    overtaken_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["person"],
                condition=Q(notice__isnull=True, overtaken_on__isnull=True),
                name="telling_not_yet_in_a_mail",
            ),
            filled_in("instead_of", "telling_instead_of"),
            filled_in("notice", "telling_in_notice"),
        ]
        constraints = [models.UniqueConstraint("chase", or_none("person"), name="%(app_label)s_%(class)s_once")]

    def __str__(self) -> str:
        return f"{self.person or 'Nobody'} told of {self.chase}"


class Snooze(Tracked, Dated):
    """No step is taken for one obligation from one day to another, with the reason. The ledger keeps it."""

    kind = models.CharField(max_length=30)
    subject = models.PositiveBigIntegerField()
    reference = models.CharField(max_length=40)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField("ended early at", null=True, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["-from_on", "-pk"]
        indexes = [models.Index(fields=["kind", "subject"], name="snooze_of_obligation")]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(to_on__isnull=False),
                name="%(app_label)s_%(class)s_has_an_end",
                violation_error_message="Enter the last day on which nothing is sent.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="%(app_label)s_%(class)s_ended_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}, silent until {self.to_on}"


class AgencyClosure(Tracked, Dated):
    """Days on which an agency does not work, such as a school's holidays: its ladders do not count them."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="closures")
    reason = models.CharField(max_length=120)

    objects = DatedQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["from_on"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(to_on__isnull=False),
                name="%(app_label)s_%(class)s_has_an_end",
                violation_error_message="Enter the last day of the closure.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency.short_name}, {self.reason}"

    def allows(self, person: Any, right: Right) -> bool:
        """Kept by whoever may act for the agency."""
        return self.agency.allows(person, right)


def letter_files() -> Any:
    """Where letters are kept: the shared store."""
    return storages["default"]


class LetterQuerySet(models.QuerySet[Any]):
    """Letters of challenge, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """The business unit and those who oversee see all; the person it is addressed to sees what was sent."""
        if person.rights.sees_everything:
            return self
        return self.filter(to=person, status=Letter.Status.SENT)

    def to_send(self) -> Any:
        """Drafted by the chaser and waiting for a person."""
        return self.filter(status=Letter.Status.DRAFTED)


class Letter(Tracked):
    """A letter of challenge to an agency, drafted by the last steps of a ladder. A person sends or withholds it."""

    class Status(models.TextChoices):
        DRAFTED = "drafted", "Drafted"
        SENT = "sent", "Sent"
        WITHHELD = "withheld", "Withheld"

    chase = models.OneToOneField(Chase, on_delete=models.PROTECT, related_name="letter")
    reference = models.CharField(max_length=48, unique=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="letters")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="letters")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="letters")
    drafted_on = models.DateField()
    # What the letter says, as it stood on the day it was sent: dates, moves, chases. Never edited afterwards.
    facts = models.JSONField(default=dict)
    line = models.CharField("a line of one’s own", max_length=300, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.DRAFTED, editable=False)
    file = models.FileField(upload_to="letters/%Y/%m/", storage=letter_files, max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-drafted_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_by__isnull=True)
                | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="%(app_label)s_%(class)s_sent_by_and_at",
            ),
            models.CheckConstraint(
                condition=~Q(status="sent") | (Q(sent_at__isnull=False) & ~Q(file="") & ~Q(sha256="")),
                name="%(app_label)s_%(class)s_sent_has_file",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return address_of("partnership:letter-detail", self.pk)

    def allows(self, person: Any, right: Right) -> bool:
        """Sent and withheld by the business unit."""
        return isinstance(right, PortalRight) and person.rights.has(right)


class LetterMove(StateChange):
    """A change of a letter's state."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="moves")


class LetterFileQuerySet(models.QuerySet[Any]):
    """Places in the queue, in users' words."""

    def to_build(self, now: dt.datetime) -> Any:
        """Waiting, or claimed by a worker that died. A letter that was sent or withheld is made no more."""
        return self.filter(letter__status=Letter.Status.DRAFTED).filter(
            Q(status=LetterFile.Status.WAITING) | Q(status=LetterFile.Status.BUILDING, claimed_until__lt=now)
        )


class LetterFile(models.Model):
    """A letter's place in the queue until its PDF is made. A changed line puts it back."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting to be made"
        BUILDING = "building", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be made"

    MOST_TRIES = 3

    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, related_name="making")
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.WAITING)
    percent = models.PositiveSmallIntegerField("how far, %", default=0)
    doing = models.CharField("what is being done", max_length=60, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    failure = models.CharField("what went wrong", max_length=300, blank=True)
    pages = models.PositiveSmallIntegerField(default=0)
    built_at = models.DateTimeField(null=True, blank=True)

    objects = LetterFileQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["status", "claimed_until"], name="letter_file_to_build")]

    def __str__(self) -> str:
        return f"{self.letter}, {self.get_status_display()}"
