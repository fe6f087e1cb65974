"""Forms of letters of challenge."""

from partnership.kit import forms as f
from partnership.models import Letter


class LetterFilter(f.FilterForm):
    """Which letters are shown."""

    words = f.Text("Words, number or agency", limit=80)
    status = f.Choice("State", Letter.Status.choices, blank="Any state", radios=False)


class LineForm(f.PortalForm):
    """A line of one's own, which may be empty."""

    line = f.Text(
        "A line of your own",
        limit=300,
        required=False,
        hint="It stands in the letter as you write it. Name no child, adult or family.",
    )


class SendForm(f.PortalForm):
    """Nothing to fill in: the button is the act."""


class WithholdForm(f.PortalForm):
    """Why the letter is not sent."""

    reason = f.Text("Why it is not sent", limit=300, missing="Write why the letter is not sent")
