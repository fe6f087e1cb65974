"""Draft minutes are owed by the business unit once a meeting was held, their agreement by the chair; replies by the
chair of the body asked."""

from typing import Any

from partnership.obligations import ModelKind, Obligation, declare
from subgroups.models import Escalation, Meeting


class OfMinutes(ModelKind):
    """What is owed of a meeting's minutes, while the meeting is in one state."""

    model = Meeting
    agency = ""
    status: Meeting.Status
    title: str
    since: str  # the field of the day from which it is owed

    def owed(self) -> Any:
        return Meeting.objects.filter(status=self.status, **{f"{self.due}__isnull": False})

    def describe(self, row: Meeting) -> Obligation:
        return Obligation(
            kind=self.key,
            subject=row.pk,
            reference=row.reference,
            title=self.title,
            path=f"/meetings/{row.pk}/",
            due_on=getattr(row, self.due),
            chase_from_on=getattr(row, self.since),
            body_id=row.body_id,
            agency_id=None,
            owner_id=None,
            office=self.office,
        )


class Minutes(OfMinutes):
    """Meetings that were held and have no draft minutes yet."""

    key, word, words = "minutes", "set of minutes", "sets of minutes"
    due, since, status = "minutes_due_on", "on", Meeting.Status.HELD
    office, title = "unit", "Draft minutes"


class MinutesToAgree(OfMinutes):
    """Draft minutes that wait for the chair. Nothing in them stands until they are agreed."""

    key, word, words = "minutes-agree", "set of minutes to agree", "sets of minutes to agree"
    due, since, status = "minutes_agree_due_on", "minutes_drafted_on", Meeting.Status.MINUTES_DRAFTED
    office, title = "chair", "Agree the minutes"


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
