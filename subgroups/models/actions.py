"""Actions: what an agency has taken on, by when, what it said of it, and what came of it."""

import datetime as dt
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from partnership.kit.addresses import address_of
from partnership.kit.history import Tracked
from partnership.kit.models import StateChange, Versioned, filled_in
from partnership.models import Agency, Body, Chased, Objective, Person
from partnership.permissions import AgencyRight, BodyRight, Right
from subgroups.models.challenges import Challenge, Risk
from subgroups.models.decisions import Decision
from subgroups.models.meetings import AgendaItem, Meeting

# SQLite finds no index under the bare boolean that `is_live=True` becomes; a list of one it takes as a value.
IS_LIVE = Q(is_live__in=[True])


def _among(field: str, keys: Any) -> list[Q]:
    return [Q(**{f"{field}__in": keys})] if keys else []


def _each(field: str, keys: frozenset[int]) -> list[Q]:
    return [Q(**{field: key}) for key in sorted(keys)]


def _reasons_to_see(person: Any, choose: Any = _among) -> list[Q]:
    """Each why somebody may see an action: its holder, a seat in its body, an agency, an open item of a body."""
    rights = person.rights
    agencies = rights.agencies(AgencyRight.SEE_WORK)
    reasons = [Q(holder=person), *choose("body_id", rights.bodies(BodyRight.TAKE_PART))]
    if agencies:
        # Each once, so that PostgreSQL reads these few first: it would go through all actions and ask of each.
        supported = Support.objects.filter(agency_id__in=agencies).order_by().values("action").distinct()
        reasons += [*choose("lead_agency_id", agencies), Q(pk__in=supported)]
    is_open = Q(item__isnull=True) | Q(item__is_confidential=False)
    reads = [Q()] if rights.sees_everything else choose("body_id", rights.bodies_without_seat)
    return [*reasons, *(read & is_open for read in reads)]


class ActionQuerySet(models.QuerySet[Any]):
    """Actions, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """Actions of readable bodies, of agencies whose work the person sees, and those the person holds.

        One that arose from a confidential item is for those with a seat there, the agency and the holder.
        """
        if person.rights.manages:
            return self
        return self.filter(reduce(or_, _reasons_to_see(person)))

    def live_visible_to(self, person: Any) -> Any:
        """The same of live actions, to be counted: by a key for each reason, which an index gives. To ask of every
        live action whether there is a reason takes ten times as long for an agency or a body."""
        if person.rights.sees_everything:
            return self.visible_to(person).live()
        first, *others = (
            Action.objects.live().filter(reason).order_by().values("pk") for reason in _reasons_to_see(person)
        )
        return self.live().filter(pk__in=first.union(*others))

    def parts_visible_to(self, person: Any) -> list[Any]:
        """The same in parts, each of which an index gives in the order of the due dates: of one body, of one agency,
        of the holder. An action may stand in several of them."""
        if person.rights.sees_everything:
            return [self.visible_to(person)]
        return [self.filter(reason) for reason in _reasons_to_see(person, _each)]

    def live(self) -> Any:
        """Still to be done: proposed, open or waiting for the second person."""
        return self.filter(IS_LIVE)

    def to_do(self) -> Any:
        """Still with the agency: open. What is claimed complete waits for somebody else."""
        return self.filter(IS_LIVE, status=Action.Status.OPEN)

    def with_waits(self) -> Any:
        """Each with `waits_since`: the moment since which the chair owes an answer, about its date or whose it is."""
        dates = DateChange.objects.filter(action=OuterRef("pk"), status=DateChange.Status.ASKED)
        queries = OwnershipQuery.objects.filter(action=OuterRef("pk"), status=OwnershipQuery.Status.ASKED)
        first = Coalesce(Subquery(queries.values("asked_at")[:1]), Subquery(dates.values("asked_at")[:1]))
        return self.annotate(waits_since=first)

    def waiting(self) -> Any:
        """Live and with somebody else: claimed complete, or the chair owes an answer, about its date or whose it is."""
        # Few wait at a time: their keys are read once, and an index tells which of somebody's actions are among them.
        dates = DateChange.objects.filter(status=DateChange.Status.ASKED).order_by().values("action")
        queries = OwnershipQuery.objects.filter(status=OwnershipQuery.Status.ASKED).order_by().values("action")
        asked = Q(status=Action.Status.OPEN) & (Q(pk__in=dates) | Q(pk__in=queries))
        return self.live().filter(Q(status=Action.Status.CLAIMED) | asked)

    def overdue(self, on: dt.date) -> Any:
        """Open, and the date that stands has passed."""
        return self.to_do().filter(due_on__lt=on)

    def due_between(self, first: dt.date | models.Expression, last: dt.date | models.Expression) -> Any:
        """Open and due from one day to another, both included."""
        return self.to_do().filter(due_on__gte=first, due_on__lte=last)


# Where an action comes from and who ended it: most are empty.
LINKS = ["meeting", "item", "decision", "objective", "risk", "challenge", "claimed_by", "closed_by"]


class Action(Tracked, Versioned, Chased):
    """Something an agency does by a date, with a measure of success."""

    is_asked_as_at = True

    class Status(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        OPEN = "open", "Open"
        CLAIMED = "claimed", "Claimed complete"
        CLOSED = "closed", "Closed"
        WITHDRAWN = "withdrawn", "Withdrawn"

    LIVE = [Status.PROPOSED, Status.OPEN, Status.CLAIMED]

    class Judgement(models.TextChoices):
        NONE = "", "Nothing said yet"
        ON_TRACK = "on_track", "On track"
        AT_RISK = "at_risk", "At risk"

    class Origin(models.TextChoices):
        MEETING = "meeting", "Meeting"
        REVIEW = "review", "Review"
        AUDIT = "audit", "Audit"
        INSPECTION = "inspection", "Inspection"
        RISK = "risk", "Risk"
        OBJECTIVE = "objective", "Objective of the plan"
        CHALLENGE = "challenge", "Challenge"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="actions", db_index=False)
    reference = models.CharField(max_length=24)
    title = models.CharField("short name", max_length=200)
    what = models.TextField("what will be done")
    measure = models.TextField("measure of success")
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.MEETING)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, db_index=False, related_name="actions")
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, db_index=False, related_name="actions")
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, db_index=False, related_name="actions"
    )
    objective = models.ForeignKey(
        Objective, models.PROTECT, null=True, blank=True, db_index=False, related_name="actions"
    )
    risk = models.ForeignKey(Risk, models.PROTECT, null=True, blank=True, db_index=False, related_name="actions")
    challenge = models.ForeignKey(
        Challenge, models.PROTECT, null=True, blank=True, db_index=False, related_name="actions"
    )
    # Of a body, a lead agency and a holder other indexes begin with them.
    lead_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="actions", db_index=False)
    holder = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,
        related_name="actions",
        verbose_name="person holding it",
    )
    supporting = models.ManyToManyField(Agency, through="Support", related_name="supported_actions")
    opened_on = models.DateField()
    first_due_on = models.DateField("first due date", editable=False)
    due_on = models.DateField("due date")
    # Steps of the ladder that fell before this day are not taken: the date was set, or the work came back, on it.
    chase_from_on = models.DateField(editable=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROPOSED, editable=False)
    # A plain 0/1 column in front of the composite indexes: SQLite does not use a partial index for bound parameters.
    is_live = models.BooleanField(default=True, editable=False)
    judgement = models.CharField(max_length=10, choices=Judgement.choices, default=Judgement.NONE, blank=True)
    last_update_on = models.DateField(null=True, blank=True, editable=False)
    moves_count = models.PositiveSmallIntegerField("times the date moved", default=0, editable=False)
    days_slipped = models.PositiveIntegerField(default=0, editable=False)
    claimed_on = models.DateField(null=True, blank=True, editable=False)
    claimed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", editable=False
    )
    impact = models.TextField("difference it made, “so that…”", blank=True)
    closed_on = models.DateField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", editable=False
    )
    is_to_look_at = models.GeneratedField(
        expression=Q(next_chase_on__isnull=True, is_live=True),  # type: ignore[arg-type]
        output_field=models.BooleanField(),
        db_persist=True,
    )

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            # What follows the id is not searched by: lists are counted from these indexes alone.
            models.Index(fields=["is_live", "due_on", "id", "status", "moves_count"], name="action_live_due"),
            models.Index(fields=["lead_agency", "is_live", "due_on", "id", "status"], name="action_agency_live_due"),
            models.Index(fields=["body", "is_live", "due_on", "id", "status"], name="action_body_live_due"),
            models.Index(fields=["holder", "is_live", "due_on", "id", "status"], name="action_holder_live_due"),
            models.Index(fields=["due_on", "id"], name="action_due"),
            models.Index(
                fields=["lead_agency", "closed_on", "id"],
                name="action_agency_closed",
                condition=Q(closed_on__isnull=False),
            ),
            # None has the day of the next chase: that a run notes fifty thousand of them is then written in the rows
            # alone, for which each page of the table keeps some room. To find whose day has come costs the first run
            # of a day the reading of what is live; what the chaser has not seen yet has an index.
            models.Index(fields=["id"], name="action_to_look_at", condition=Q(is_to_look_at=True)),
            *(filled_in(name, f"action_{name}") for name in LINKS),
        ]
        constraints = [
            # No `unique=True`: PostgreSQL would get a second index of it, for searching by how it begins.
            models.UniqueConstraint(fields=["reference"], name="%(app_label)s_%(class)s_reference_once"),
            models.CheckConstraint(
                condition=Q(is_live=True, status__in=["proposed", "open", "claimed"])
                | Q(is_live=False, status__in=["closed", "withdrawn"]),
                name="%(app_label)s_%(class)s_live_follows_status",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_by__isnull=True)
                | Q(closed_on__isnull=False, closed_by__isnull=False),
                name="%(app_label)s_%(class)s_closed_by_and_on",
            ),
            models.CheckConstraint(
                condition=~Q(status="closed")
                | (Q(closed_on__isnull=False) & ~Q(impact="") & ~Q(closed_by=F("claimed_by"))),
                name="%(app_label)s_%(class)s_closing_needs",
                violation_error_message="Closing needs an impact sentence and a second person.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return address_of("subgroups:action-detail", self.reference)

    def allows(self, person: Any, right: Right) -> bool:
        """Rights in the body; rights over the lead or a supporting agency; and the holder, who may update it."""
        if isinstance(right, BodyRight):
            return person.rights.on_body(right, self.body_id)
        if isinstance(right, AgencyRight):
            if right is not AgencyRight.LEAD and self.holder_id == person.pk:
                return True
            return person.rights.on_agency(right, self.lead_agency_id)
        return False

    def is_overdue(self, on: dt.date) -> bool:
        """Open, and its date has passed. Worked out, never stored: nobody can paint it green."""
        return self.status == self.Status.OPEN and self.due_on < on


class ActionMove(StateChange):
    """A change of an action's state."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="moves")


class Support(Tracked, Chased):
    """An agency that supports an action and reports its own part, by the action's own date."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="supports")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="supports")
    part = models.CharField("its part", max_length=300, blank=True)
    judgement = models.CharField(max_length=10, choices=Action.Judgement.choices, default="", blank=True)
    chase_from_on = models.DateField(editable=False)
    done_note = models.TextField("what was done", blank=True)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        ordering = ["agency__name"]
        indexes = [models.Index(fields=["done_at", "next_chase_on"], name="support_to_chase")]
        constraints = [
            models.UniqueConstraint(fields=["action", "agency"], name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="%(app_label)s_%(class)s_done_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} supports {self.action}"


class ActionUpdate(Tracked):
    """What somebody said of an action on a day."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    text = models.TextField("update")
    judgement = models.CharField(max_length=10, choices=Action.Judgement.choices, default="", blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.action.reference}, {self.at:%d %b %Y}"


def files() -> Any:
    """Where uploaded files are kept: the shared store, never the code's own folders."""
    return storages["default"]


class Evidence(Tracked):
    """A file that shows what was done. Kept under a name of its own; the checksum is taken on arrival."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="evidence")
    update = models.ForeignKey(ActionUpdate, on_delete=models.CASCADE, null=True, blank=True, related_name="evidence")
    name = models.CharField("file name", max_length=150)
    file = models.FileField(upload_to="evidence/%Y/%m/", storage=files, max_length=300)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField("size in bytes")
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "evidence"
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("subgroups:evidence-file", self.action.reference, self.pk)

    @property
    def kind(self) -> str:
        """The kind of file in capitals: "PDF"."""
        return self.name.rsplit(".", 1)[-1].upper()


class DateChange(Tracked, Chased):
    """A request for a new date and what became of it. The first date is never overwritten.

    While it waits the chair owes the answer, and nobody chases the agency for the action. An earlier date comes of an
    action that is opened again: it is kept here as every move is, and is no slip.
    """

    class Status(models.TextChoices):
        ASKED = "asked", "Asked for"
        GRANTED = "granted", "Granted"
        REFUSED = "refused", "Refused"
        UNDONE = "undone", "Taken back"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="date_changes")
    # Who held the action: a move stays with who asked for it, whoever holds the action later.
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, db_index=False, related_name="+")
    from_on = models.DateField("date that stood")
    to_on = models.DateField("new date")
    reason = models.TextField()
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.ASKED, editable=False)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer_due_on = models.DateField(editable=False)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        indexes = [
            models.Index(fields=["status", "next_chase_on"], name="date_change_to_chase"),
            # Moves are counted from these two alone: everybody's, and one agency's.
            models.Index(fields=["status", "answered_at", "action", "from_on", "to_on"], name="date_change_moves"),
            models.Index(
                fields=["agency", "status", "answered_at", "action", "from_on", "to_on"], name="date_change_moves_of"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["action"],
                condition=Q(status="asked"),
                name="%(app_label)s_%(class)s_one_at_a_time",
                violation_error_message="A new date has been asked for already and waits for the chair.",
            ),
            models.CheckConstraint(
                condition=Q(to_on__gt=F("from_on")) | (Q(status="granted") & ~Q(to_on=F("from_on"))),
                name="%(app_label)s_%(class)s_later",
                violation_error_message="Enter a date after the one that stands.",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="%(app_label)s_%(class)s_answered_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action.reference}: {self.from_on} to {self.to_on}"

    @property
    def days(self) -> int:
        """How many days the date moves: fewer than none where it came forward."""
        return (self.to_on - self.from_on).days

    @property
    def is_slip(self) -> bool:
        """Whether the date moved to a later day. Only such moves are counted."""
        return self.days > 0


class OwnershipQuery(Tracked, Chased):
    """ "This is not ours": an agency says that an action belongs elsewhere, and what the chair answered.

    While it waits the chair owes the answer, and nobody chases the agency for the action.
    """

    class Status(models.TextChoices):
        ASKED = "asked", "Waits for an answer"
        MOVED = "moved", "Given to another agency"
        KEPT = "kept", "Stays where it is"
        UNDONE = "undone", "Taken back"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="ownership_queries")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    suggested = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="whose it may be"
    )
    reason = models.TextField()
    status = models.CharField(max_length=6, choices=Status.choices, default=Status.ASKED, editable=False)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer_due_on = models.DateField(editable=False)
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "ownership queries"
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["status", "next_chase_on"], name="ownership_query_to_chase")]
        constraints = [
            models.UniqueConstraint(
                fields=["action"],
                condition=Q(status="asked"),
                name="%(app_label)s_%(class)s_one_at_a_time",
                violation_error_message="It has been said already that this is not yours; the chair will answer.",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="%(app_label)s_%(class)s_answered_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action.reference}: not {self.agency.short_name}’s"


class ImpactCheck(Tracked, Chased):
    """ "Did the difference last?", asked of the agency some months after an action was closed."""

    class Outcome(models.TextChoices):
        NONE = "", "Not looked at yet"
        LASTED = "lasted", "It lasted"
        PARTLY = "partly", "It lasted in part"
        FADED = "faded", "It did not last"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="impact_checks")
    due_on = models.DateField("due date")
    chase_from_on = models.DateField(editable=False)
    outcome = models.CharField(max_length=6, choices=Outcome.choices, default=Outcome.NONE, blank=True)
    text = models.TextField("how that is known", blank=True)
    checked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    # An action that is opened again is looked at anew once it is closed anew.
    cancelled_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["checked_at", "next_chase_on"], name="impact_check_to_chase")]
        constraints = [
            models.UniqueConstraint(fields=["action", "due_on"], name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by__isnull=True, outcome="")
                | (Q(checked_at__isnull=False, checked_by__isnull=False) & ~Q(outcome="")),
                name="%(app_label)s_%(class)s_checked_by_and_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action.reference}, looked at again {self.due_on}"
