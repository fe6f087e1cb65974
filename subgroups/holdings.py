"""What this room's records put into people's and agencies' hands, and how each kind is handed on."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from partnership.holdings import Handed, Handing, Holding, RowsHeld, declare
from partnership.kit.dates import london_date
from partnership.kit.history import delete_as
from subgroups.models import Action, Challenge, Paper, PlannedReport, Risk, Support


class ActionsHeld(RowsHeld):
    """Live actions, those that wait for a second person too."""

    key, word, words = "action", "action", "actions"
    person_field, agency_field = "holder", "lead_agency"
    touched = ("chase_from_on",)

    def live(self) -> Any:
        return Action.objects.live().select_related("body", "lead_agency", "holder__agency")

    def describe(self, row: Any) -> Holding:
        return Holding(
            reference=row.reference,
            title=row.title,
            path=f"/actions/{row.reference}/",
            body_id=row.body_id,
            due_on=row.due_on,
            kind=self.key,
            subject=row.pk,
            agency_id=row.lead_agency_id,
            holder=row.holder.name if row.holder else "",
        )

    def change(self, row: Any, handing: Handing, *, now: dt.datetime) -> None:
        """Another agency is chased from the day on which it got the action, and no longer supports what it leads."""
        if handing.agency is not None:
            row.chase_from_on = london_date(now)

    def hand_on(self, handings: Any, *, by: Any, reason: str, now: dt.datetime) -> list[Handed]:
        handed = super().hand_on(handings, by=by, reason=reason, now=now)
        leads = {handing.subject: handing.agency.pk for handing in handings if handing.agency is not None}
        for support in Support.objects.filter(action_id__in=leads, agency_id__in=set(leads.values())):
            if leads[support.action_id] == support.agency_id:
                delete_as(support, by=by, reason="Leads it now", now=now)
        return handed


class SupportsHeld(RowsHeld):
    """Parts that agencies play in actions of others."""

    key, word, words = "support", "part in an action", "parts in actions"
    agency_field = "agency"
    touched = ("chase_from_on",)

    def live(self) -> Any:
        rows = Support.objects.filter(action__is_live=True, done_at__isnull=True)
        return rows.select_related("action__body", "agency")

    def describe(self, row: Any) -> Holding:
        action = row.action
        return Holding(
            reference=f"{action.reference}, supports",
            title=action.title,
            path=f"/actions/{action.reference}/",
            body_id=action.body_id,
            due_on=action.due_on,
            kind=self.key,
            subject=row.pk,
            agency_id=row.agency_id,
        )

    def doubled(self, rows: Sequence[Any], wanted: Mapping[int, Handing]) -> set[int]:
        """An agency that leads the action or supports it already needs no second part: the old one ends."""
        for row in rows:
            if wanted[row.pk].agency is None:
                raise ValidationError(f"A part in {row.action.reference} is an agency’s. Choose an agency.")
        taken = {(row.action_id, row.action.lead_agency_id) for row in rows}
        taken |= set(
            Support.objects.filter(action__in={row.action_id for row in rows}).values_list("action_id", "agency_id")
        )
        return {row.pk for row in rows if (row.action_id, wanted[row.pk].agency.pk) in taken}

    def change(self, row: Any, handing: Handing, *, now: dt.datetime) -> None:
        row.chase_from_on = london_date(now)


class PapersHeld(RowsHeld):
    """Papers that are asked for and not here yet."""

    key, word, words = "paper", "paper", "papers"
    person_field, agency_field = "author", "agency"

    def live(self) -> Any:
        return Paper.objects.missing().select_related("item__meeting__body", "agency", "author__agency")

    def describe(self, row: Any) -> Holding:
        meeting = row.item.meeting
        return Holding(
            reference=f"Paper for {meeting.reference}",
            title=row.title,
            path=row.get_absolute_url(),
            body_id=meeting.body_id,
            due_on=row.due_on,
            kind=self.key,
            subject=row.pk,
            agency_id=row.agency_id,
            holder=row.author.name if row.author else "",
        )


class PlannedReportsHeld(RowsHeld):
    """Reports of a forward plan that are expected."""

    key, word, words = "planned_report", "planned report", "planned reports"
    person_field, agency_field = "author", "agency"

    def live(self) -> Any:
        return PlannedReport.objects.expected().select_related("body", "agency", "author__agency")

    def describe(self, row: Any) -> Holding:
        return Holding(
            reference=f"Report to {row.body.short_name}",
            title=row.title,
            path=row.get_absolute_url(),
            body_id=row.body_id,
            due_on=row.due_on,
            kind=self.key,
            subject=row.pk,
            agency_id=row.agency_id,
            holder=row.author.name if row.author else "",
        )


class RisksHeld(RowsHeld):
    """Open risks, watched by an agency."""

    key, word, words = "risk", "risk", "risks"
    agency_field = "agency"

    def live(self) -> Any:
        return Risk.objects.live().select_related("body", "agency")

    def describe(self, row: Any) -> Holding:
        return Holding(
            reference=row.reference,
            title=row.title,
            path=row.get_absolute_url(),
            body_id=row.body_id,
            due_on=row.review_on,
            kind=self.key,
            subject=row.pk,
            agency_id=row.agency_id,
        )


class ChallengesHeld(RowsHeld):
    """Challenges without an answer, which the challenged agency owes."""

    key, word, words = "challenge", "challenge", "challenges"
    agency_field = "to_agency"

    def live(self) -> Any:
        return Challenge.objects.without_answer().select_related("body", "to_agency")

    def describe(self, row: Any) -> Holding:
        return Holding(
            reference=row.reference,
            title=row.subject,
            path=row.get_absolute_url(),
            body_id=row.body_id,
            due_on=row.answer_due_on,
            kind=self.key,
            subject=row.pk,
            agency_id=row.to_agency_id,
        )

    def change(self, row: Any, handing: Handing, *, now: dt.datetime) -> None:
        if row.from_agency_id is not None and row.from_agency_id == row.to_agency_id:
            raise ValidationError(f"{row.to_agency.short_name} made challenge {row.reference}: another must answer it.")


for kind in (ActionsHeld, SupportsHeld, PapersHeld, PlannedReportsHeld, RisksHeld, ChallengesHeld):
    declare(kind())
