"""Filters of the outbox, and the notes on failed mails."""

from partnership.kit import forms as f
from partnership.models import Notice


class NoticeFilter(f.FilterForm):
    """Which mails are shown."""

    words = f.Text("Words, name or address", limit=80)
    status = f.Choice("State", Notice.Status.choices, blank="Any state", radios=False)


class RetryForm(f.PortalForm):
    """Nothing to fill in: the button is the act."""


class SettleForm(f.PortalForm):
    """How the person was told."""

    note = f.Text("How the person was told", limit=200, missing="Enter how the person was told")
