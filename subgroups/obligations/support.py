"""The parts of an action that supporting agencies take."""

from typing import Any

from django.db.models import Exists, OuterRef

from partnership.obligations import ModelKind, Obligation, declare
from subgroups.models import Action, DateChange, OwnershipQuery, Support


class Supports(ModelKind):
    """A supporting agency owes its part by the action's date until it says that it is done.

    While the chair has to answer, about the date or about whose the action is, nobody is chased for a part either.
    """

    key, word, words = "support", "part of an action", "parts of actions"
    model = Support
    due = "action__due_on"
    body = "action__body_id"

    def owed(self) -> Any:
        asked = DateChange.objects.filter(action=OuterRef("action"), status=DateChange.Status.ASKED)
        disputed = OwnershipQuery.objects.filter(action=OuterRef("action"), status=OwnershipQuery.Status.ASKED)
        rows = Support.objects.filter(
            done_at__isnull=True, action__status__in=[Action.Status.OPEN, Action.Status.CLAIMED]
        )
        return rows.filter(~Exists(asked), ~Exists(disputed)).select_related("action")

    def describe(self, row: Support) -> Obligation:
        action = row.action
        return Obligation(
            kind=self.key,
            subject=row.pk,
            reference=action.reference,
            title=f"Your part of: {action.title}",
            path=f"/actions/{action.reference}/",
            due_on=action.due_on,
            chase_from_on=max(row.chase_from_on, action.chase_from_on),
            body_id=action.body_id,
            agency_id=row.agency_id,
            owner_id=None,
        )


SUPPORTS = declare(Supports())
