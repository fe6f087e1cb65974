"""Whether the difference of a closed action lasted: asked of the agency that held it."""

from typing import Any

from partnership.obligations import ModelKind, Obligation, declare
from subgroups.models import Action, ImpactCheck


class ImpactChecks(ModelKind):
    """Owed by whoever held the action until it is answered, or the action is opened again."""

    key, word, words = "impact-check", "impact check", "impact checks"
    model = ImpactCheck
    body = "action__body_id"
    agency = "action__lead_agency_id"
    owner = "action__holder_id"

    def owed(self) -> Any:
        rows = ImpactCheck.objects.filter(
            checked_at__isnull=True, cancelled_on__isnull=True, action__status=Action.Status.CLOSED
        )
        return rows.select_related("action")

    def describe(self, row: ImpactCheck) -> Obligation:
        action = row.action
        return Obligation(
            kind=self.key,
            subject=row.pk,
            reference=action.reference,
            title=f"Did the difference last? {action.title}",
            path=f"/actions/{action.reference}/impact/",
            due_on=row.due_on,
            chase_from_on=row.chase_from_on,
            body_id=action.body_id,
            agency_id=action.lead_agency_id,
            owner_id=action.holder_id,
        )


IMPACT_CHECKS = declare(ImpactChecks())
