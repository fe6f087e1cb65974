"""Meetings, their agenda, and who came."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q

from partnership.kit.addresses import address_of
from partnership.kit.history import Tracked
from partnership.kit.models import StateChange, Versioned
from partnership.models import Body, Chase, Chased, Membership, Person, Seat, StandingItem
from partnership.permissions import BodyRight, Right


def meeting_name(body: str, on: dt.date) -> str:
    """How a meeting is called: "Neglect, 26 November 2026"."""
    return f"{body}, {on.day} {on:%B %Y}"


class MeetingQuerySet(models.QuerySet[Any]):
    """Meetings, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """Meetings of the bodies that the person may read."""
        if person.rights.sees_everything:
            return self
        return self.filter(body_id__in=person.rights.bodies(BodyRight.READ))

    def held(self) -> Any:
        """Meetings that took place; a cancelled one never counts."""
        return self.filter(status__in=Meeting.TOOK_PLACE)

    def to_come(self, on: dt.date | models.Expression) -> Any:
        """Planned for that day or later and neither held nor cancelled."""
        return self.filter(on__gte=on, status__in=[Meeting.Status.PLANNED, Meeting.Status.AGENDA_ISSUED])


class Meeting(Tracked, Versioned, Chased):
    """One meeting of a body. Its roster is the body's seats as of its date."""

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        AGENDA_ISSUED = "agenda_issued", "Agenda issued"
        HELD = "held", "Held"
        MINUTES_DRAFTED = "minutes_drafted", "Minutes drafted"
        MINUTES_AGREED = "minutes_agreed", "Minutes agreed by the chair"
        CONFIRMED = "confirmed", "Minutes confirmed by the next meeting"
        CANCELLED = "cancelled", "Cancelled"

    TOOK_PLACE = [Status.HELD, Status.MINUTES_DRAFTED, Status.MINUTES_AGREED, Status.CONFIRMED]
    OPEN_TO_RECORD = [Status.PLANNED, Status.AGENDA_ISSUED, Status.HELD, Status.MINUTES_DRAFTED]

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    reference = models.CharField(max_length=24, unique=True)
    title = models.CharField(max_length=120, blank=True)
    on = models.DateField("date")
    starts_at = models.TimeField("starts")
    ends_at = models.TimeField("ends", null=True, blank=True)
    place = models.CharField(max_length=150, blank=True)
    status = models.CharField(max_length=16, choices=Status.choices, default=Status.PLANNED, editable=False)
    agenda_issued_on = models.DateField(null=True, blank=True, editable=False)
    # Set when the meeting was held: the body's number of working days after it.
    minutes_due_on = models.DateField("draft minutes due on", null=True, blank=True, editable=False)
    minutes_drafted_on = models.DateField(null=True, blank=True, editable=False)
    # Set when they were drafted: the chair's time to agree them.
    minutes_agree_due_on = models.DateField("minutes to be agreed by", null=True, blank=True, editable=False)
    summary = models.TextField("summary of the minutes", blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-starts_at", "-pk"]
        indexes = [
            models.Index(fields=["body", "-on"], name="meeting_of_body"),
            models.Index(fields=["status", "next_chase_on"], name="meeting_to_chase"),
        ]

    def __str__(self) -> str:
        return meeting_name(self.body.short_name, self.on)

    def get_absolute_url(self) -> str:
        return address_of("subgroups:meeting-detail", self.pk)

    def allows(self, person: Any, right: Right) -> bool:
        """Whether the person holds the right in the meeting's body."""
        return isinstance(right, BodyRight) and person.rights.on_body(right, self.body_id)

    @property
    def took_place(self) -> bool:
        """Whether it was held, whatever has become of its minutes."""
        return self.status in self.TOOK_PLACE

    @property
    def is_open_to_record(self) -> bool:
        """Whether attendance, notes and decisions may still be written; agreed minutes are closed."""
        return self.status in self.OPEN_TO_RECORD


class MeetingMove(StateChange):
    """A change of a meeting's state."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="moves")


class AgendaItemQuerySet(models.QuerySet[Any]):
    """Agenda items, in users' words."""

    def visible_to(self, person: Any) -> Any:
        """Items of readable bodies; a confidential one only for those with a seat there, and the business unit."""
        rights = person.rights
        seated = Q(meeting__body_id__in=rights.bodies(BodyRight.TAKE_PART))
        if rights.manages:
            return self
        if rights.sees_everything:
            return self.filter(Q(is_confidential=False) | seated)
        return self.filter(meeting__body_id__in=rights.bodies(BodyRight.READ)).filter(Q(is_confidential=False) | seated)


class AgendaItem(Tracked, Versioned):
    """One item of an agenda and what was said on it."""

    class Kind(models.TextChoices):
        STANDING = "standing", "Standing item"
        MINUTES = "minutes", "Last minutes"
        ACTIONS = "actions", "Open actions"
        CHASE = "chase", "Overdue action brought by the portal"
        ESCALATION = "escalation", "Escalation"
        RATIFY = "ratify", "Decision to ratify"
        CHALLENGES = "challenges", "Open challenges"
        RISKS = "risks", "Risks to look at"
        REPORT = "report", "Report from the forward plan"
        ITEM = "item", "Item"

    Purpose = StandingItem.Purpose

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.ITEM)
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=12, choices=StandingItem.Purpose.choices, default="discussion")
    ask = models.TextField("what the body is asked", blank=True)
    lead = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    minutes_planned = models.PositiveSmallIntegerField("minutes planned", null=True, blank=True)
    notes = models.TextField("notes for the minutes", blank=True)
    notes_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_confidential = models.BooleanField("confidential", default=False)
    is_done = models.BooleanField(default=False)
    chase = models.OneToOneField(Chase, on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_item")
    escalation = models.ForeignKey(
        "subgroups.Escalation", on_delete=models.PROTECT, null=True, blank=True, related_name="items"
    )
    about = models.ForeignKey(
        "subgroups.Action", on_delete=models.PROTECT, null=True, blank=True, related_name="agenda_items"
    )
    confirms = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmed_in",
        verbose_name="meeting whose minutes it confirms",
    )
    ratifies = models.ForeignKey(
        "subgroups.Decision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agenda_items",
        verbose_name="decision it is asked to ratify",
    )

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("subgroups:meeting-item", self.meeting_id, self.pk)

    def allows(self, person: Any, right: Right) -> bool:
        """Whether the person holds the right in the meeting's body; a confidential item is for those seated there."""
        if not isinstance(right, BodyRight):
            return False
        if self.is_confidential and right is BodyRight.READ:
            right = BodyRight.TAKE_PART
        return person.rights.on_body(right, self.meeting.body_id)


class Attendance(Tracked):
    """How one seat was filled at one meeting."""

    class Mark(models.TextChoices):
        PRESENT = "present", "Present"
        REMOTE = "remote", "Remote"
        DEPUTY = "deputy", "Deputy"
        APOLOGIES = "apologies", "Apologies"
        ABSENT = "absent", "Absent"
        VACANT = "vacant", "Vacant"

    AT_THE_TABLE = [Mark.PRESENT, Mark.REMOTE, Mark.DEPUTY]

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    # Its index is the one below, which holds all that is asked of a seat's meetings.
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="attendance", db_index=False)
    mark = models.CharField(max_length=10, choices=Mark.choices)
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="attendance")
    came = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="came_to", verbose_name="who came"
    )
    is_expected = models.BooleanField("said beforehand", default=False)

    class Meta:
        ordering = ["seat__place", "seat"]
        indexes = [models.Index(fields=["seat", "meeting", "mark", "is_expected"], name="attendance_of_seat")]
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="%(app_label)s_%(class)s_once_a_seat")]

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_mark_display()}"

    @property
    def at_the_table(self) -> bool:
        """Whether the seat's agency was represented, in person, from afar or by a deputy."""
        return self.mark in self.AT_THE_TABLE
