"""Filters of the ledger and the outbox, and the notes on failed mails."""

from typing import Any

from partnership.kit import forms as f
from partnership.models import Body, Notice, Person


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


class NoticeFilter(f.FilterForm):
    """Which mails are shown."""

    words = f.Text("Words, name or address", limit=80)
    status = f.Choice("State", Notice.Status.choices, blank="Any state", radios=False)


class RetryForm(f.PortalForm):
    """Nothing to fill in: the button is the act."""


class SettleForm(f.PortalForm):
    """How the person was told."""

    note = f.Text("How the person was told", limit=200, missing="Enter how the person was told")
