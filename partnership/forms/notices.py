"""Filters of the outbox, and the notes on failed mails."""

from partnership.kit import forms as f
from partnership.models import Notice

# What is known of a mail beyond its stored state.
KNOWN = [("delivered", "Delivered"), ("bounced", "Came back"), ("again", "Waiting for another try")]


class NoticeFilter(f.FilterForm):
    """Which mails are shown."""

    words = f.Text("Words, name or address", limit=80)
    status = f.Choice(
        "State",
        [*Notice.Status.choices, *KNOWN],
        blank="Any state",
        radios=False,
    )
    kind = f.Choice("Kind", [*Notice.Kind.choices, ("other", "Other")], blank="Any kind", radios=False)


class RetryForm(f.PortalForm):
    """Nothing to fill in: the button is the act."""


class SettleForm(f.PortalForm):
    """How the person was told."""

    note = f.Text("How the person was told", limit=200, missing="Enter how the person was told")
