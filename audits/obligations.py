"""What this room chases: returns that agencies have not sent."""

from typing import Any

from audits.models import Return
from partnership.obligations import ModelKind, Obligation, declare


class Returns(ModelKind):
    """Returns of open rounds are owed by the agency's lead until they are submitted, and again when sent back."""

    key, word, words = "audit-return", "audit return", "audit returns"
    model = Return
    body = "round__body_id"

    def owed(self) -> Any:
        return Return.objects.with_the_agency().select_related("round")

    def describe(self, row: Return) -> Obligation:
        return owed(row)


def owed(row: Return) -> Obligation:
    """A return as the chasing engine sees it. It has no owner of its own: the agency's leads are told."""
    return Obligation(
        kind=Returns.key,
        subject=row.pk,
        reference=f"AUDIT-{row.round_id}-{row.pk}",
        title=f"Audit return: {row.round.title}",
        path=f"/audits/returns/{row.pk}/",
        due_on=row.due_on,
        chase_from_on=row.chase_from_on,
        body_id=row.round.body_id,
        agency_id=row.agency_id,
        owner_id=None,
    )


RETURNS = declare(Returns())
