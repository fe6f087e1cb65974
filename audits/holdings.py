"""What an audit puts into agencies' hands: the returns that they owe, and how each goes to another agency."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from audits.models import Return
from audits.services.rounds import basis_of
from partnership.holdings import Handing, Holding, RowsHeld, declare
from partnership.kit.dates import london_date


class ReturnsHeld(RowsHeld):
    """Returns of open rounds that are with the agency. What was sent in stays its own."""

    key, word, words = "audit_return", "audit return", "audit returns"
    agency_field = "agency"
    touched = ("basis", "chase_from_on")

    def live(self) -> Any:
        return Return.objects.with_the_agency().select_related("round", "agency")

    def describe(self, row: Any) -> Holding:
        return Holding(
            reference="Audit return",
            title=row.round.title,
            path=row.get_absolute_url(),
            body_id=row.round.body_id,
            due_on=row.due_on,
            kind=self.key,
            subject=row.pk,
            agency_id=row.agency_id,
        )

    def doubled(self, rows: Sequence[Any], wanted: Mapping[int, Handing]) -> set[int]:
        """An agency that is asked in the round itself answers once: a second return is refused."""
        asked = Return.objects.filter(round__in={row.round_id for row in rows}).values_list("round_id", "agency_id")
        taken = set(asked)
        for row in rows:
            agency = wanted[row.pk].agency
            if agency is not None and (row.round_id, agency.pk) in taken:
                raise ValidationError(
                    f"{agency.short_name} makes a return of its own in “{row.round.title}”. Leave this one out: it "
                    "ends with the round, whose note says why it is missing."
                )
        return set()

    def change(self, row: Any, handing: Handing, *, now: dt.datetime) -> None:
        """The new agency is asked for a reason of its own, and chased from the day on which it got the return."""
        row.basis, row.chase_from_on = basis_of(row.agency), london_date(now)


declare(ReturnsHeld())
