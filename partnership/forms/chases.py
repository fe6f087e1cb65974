"""Filters of the ledger."""

from typing import Any

from partnership.kit import forms as f
from partnership.models import Body, Person


class ChaseFilter(f.FilterForm):
    """What the ledger shows."""

    words = f.Text("Words or number", limit=80)
    body = f.ModelChoice("Body", blank="Any body")
    outcome = f.Choice(
        "Outcome", [("failed", "Failed"), ("nobody", "Nobody held the office")], blank="Any outcome", radios=False
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        self.fields["body"].queryset = Body.objects.internal().order_by("name")
