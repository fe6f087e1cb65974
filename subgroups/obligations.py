"""What this room owes: open actions."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Q

from partnership.obligations import Obligation, ObligationKind, declare
from subgroups.models import Action


class Actions(ObligationKind):
    """Open actions are owed by their holder until they are claimed complete."""

    key, word, words = "action", "action", "actions"

    def owed_by(self, horizon: dt.date, slips: int) -> Iterable[Obligation]:
        rows = (
            Action.objects.to_do()
            .filter(Q(due_on__lte=horizon) | Q(moves_count__gte=slips))
            .order_by("pk")
            .only(
                "pk",
                "reference",
                "title",
                "due_on",
                "chase_from_on",
                "body_id",
                "lead_agency_id",
                "holder_id",
                "moves_count",
            )  # fmt: skip
        )
        for row in rows.iterator(2000):
            yield owed(row)

    def still_owed(self, subjects: Collection[int]) -> set[tuple[int, dt.date]]:
        return set(Action.objects.to_do().filter(pk__in=subjects).values_list("pk", "due_on"))


def owed(action: Action) -> Obligation:
    """An action as the chasing engine sees it."""
    return Obligation(
        kind=Actions.key,
        subject=action.pk,
        reference=action.reference,
        title=action.title,
        path=f"/actions/{action.reference}/",
        due_on=action.due_on,
        chase_from_on=action.chase_from_on,
        body_id=action.body_id,
        agency_id=action.lead_agency_id,
        owner_id=action.holder_id,
        slips=action.moves_count,
    )


ACTIONS = declare(Actions())
