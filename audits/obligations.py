"""What this room chases: returns that agencies have not sent."""

import datetime as dt
from collections.abc import Collection, Iterable

from audits.models import Return
from partnership.obligations import Obligation, ObligationKind, declare


class Returns(ObligationKind):
    """Returns of open rounds are owed by the agency's lead until they are submitted, and again when sent back."""

    key, word, words = "audit-return", "audit return", "audit returns"

    def owed_by(self, horizon: dt.date, slips: int) -> Iterable[Obligation]:
        rows = Return.objects.with_the_agency().filter(due_on__lte=horizon).select_related("round").order_by("pk")
        for row in rows.iterator(2000):
            yield owed(row)

    def still_owed(self, subjects: Collection[int]) -> set[tuple[int, dt.date]]:
        return set(Return.objects.with_the_agency().filter(pk__in=subjects).values_list("pk", "due_on"))


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
