"""Open actions are owed by their holder until they are claimed complete."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from partnership.obligations import ModelKind, Obligation, declare
from subgroups.models import Action, DateChange, OwnershipQuery


class Actions(ModelKind):
    """Open actions. One that waits for the chair's answer, about its date or whose it is, waits for somebody else."""

    key, word, words = "action", "action", "actions"
    model = Action
    agency = "lead_agency_id"
    owner = "holder_id"
    shown_with = ("body", "lead_agency", "holder")
    described_by = (
        "pk", "reference", "title", "due_on", "chase_from_on", "body_id", "lead_agency_id", "holder_id", "moves_count",
    )  # fmt: skip
    has_many = True
    day_is_indexed = False
    new = Q(is_to_look_at=True)

    def owed(self) -> Any:
        asked = DateChange.objects.filter(action=OuterRef("pk"), status=DateChange.Status.ASKED)
        disputed = OwnershipQuery.objects.filter(action=OuterRef("pk"), status=OwnershipQuery.Status.ASKED)
        return Action.objects.to_do().filter(~Exists(asked), ~Exists(disputed))

    def moved(self, body_ids: Collection[int]) -> dict[int, int]:
        rows = Action.objects.to_do().filter(body_id__in=body_ids, moves_count__gt=0)
        return dict(rows.order_by().values_list("body_id").annotate(Count("pk")))

    def describe(self, row: Action) -> Obligation:
        return owed(row)

    def waits_for(self, subject: int) -> str:
        row = Action.objects.select_related("body").get(pk=subject)
        chair = f"the chair of {row.body.short_name}"
        match row.status:
            case Action.Status.PROPOSED:
                return f"It waits for {chair}, who accepts it first."
            case Action.Status.CLAIMED:
                return "It waits for a second person, who closes it or returns it."
            case Action.Status.CLOSED:
                return "It is closed: nothing more is owed."
            case Action.Status.WITHDRAWN:
                return "It is withdrawn: nothing is owed."
        if row.date_changes.filter(status=DateChange.Status.ASKED).exists():
            return f"It waits for {chair}, who answers the new date that is asked for."
        return f"It waits for {chair}, who says whose it is."


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
