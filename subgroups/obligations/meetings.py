"""Draft minutes are owed by the business unit once a meeting was held, their agreement by the chair; replies by the
chair of the body asked."""

from typing import Any

from partnership.obligations import ModelKind, Obligation, declare
from subgroups.models import Escalation, Meeting


class Minutes(ModelKind):
    """Meetings that were held and have no draft minutes yet."""

    key, word, words = "minutes", "set of minutes", "sets of minutes"
    model = Meeting
    due = "minutes_due_on"
    agency = ""
    office = "unit"

    def owed(self) -> Any:
        return Meeting.objects.filter(status=Meeting.Status.HELD, minutes_due_on__isnull=False)

    def describe(self, row: Meeting) -> Obligation:
        assert row.minutes_due_on is not None  # owed() leaves the others out
        return Obligation(
            kind=self.key,
            subject=row.pk,
            reference=row.reference,
            title="Draft minutes",
            path=f"/meetings/{row.pk}/",
            due_on=row.minutes_due_on,
            chase_from_on=row.on,
            body_id=row.body_id,
            agency_id=None,
            owner_id=None,
            office="unit",
        )


class MinutesToAgree(ModelKind):
    """Draft minutes that wait for the chair. Nothing in them stands until they are agreed."""

    key, word, words = "minutes-agree", "set of minutes to agree", "sets of minutes to agree"
    model = Meeting
    due = "minutes_agree_due_on"
    agency = ""
    office = "chair"

    def owed(self) -> Any:
        return Meeting.objects.filter(status=Meeting.Status.MINUTES_DRAFTED, minutes_agree_due_on__isnull=False)

    def describe(self, row: Meeting) -> Obligation:
        assert row.minutes_agree_due_on is not None  # owed() leaves the others out
        return Obligation(
            kind=self.key,
            subject=row.pk,
            reference=row.reference,
            title="Agree the minutes",
            path=f"/meetings/{row.pk}/",
            due_on=row.minutes_agree_due_on,
            chase_from_on=row.minutes_drafted_on or row.on,
            body_id=row.body_id,
            agency_id=None,
            owner_id=None,
            office="chair",
        )


class EscalationReplies(ModelKind):
    """Escalations without a reply. One out of a confidential item is named by its number alone."""

    key, word, words = "escalation-reply", "reply to an escalation", "replies to escalations"
    model = Escalation
    due = "reply_due_on"
    body = "to_body_id"
    agency = ""
    office = "chair"

    def owed(self) -> Any:
        return Escalation.objects.without_reply().select_related("item")

    def describe(self, row: Escalation) -> Obligation:
        is_secret = row.item is not None and row.item.is_confidential
        return Obligation(
            kind=self.key,
            subject=row.pk,
            reference=row.reference,
            title="A confidential escalation" if is_secret else row.question,
            path=f"/escalations/{row.reference}/",
            due_on=row.reply_due_on,
            chase_from_on=row.sent_on,
            body_id=row.to_body_id,
            agency_id=None,
            owner_id=None,
            office="chair",
        )


MINUTES, MINUTES_TO_AGREE = declare(Minutes()), declare(MinutesToAgree())
ESCALATION_REPLIES = declare(EscalationReplies())
