"""Filters of the ledger, and the forms of silence and of a chase by hand."""

import datetime as dt
from typing import Any

from partnership.kit import forms as f
from partnership.kit.wording import long_date
from partnership.models import Agency, Body, ChaseStep, Person
from partnership.obligations import kinds
from partnership.selectors import chases as selectors

OUTCOMES = [
    (selectors.ANSWERED, "Answered"),
    (selectors.OPEN, "Not answered yet"),
    (selectors.UNOPENED, "Sent, link not opened"),
    (selectors.FAILED, "Failed or came back"),
    (selectors.NOBODY, "Nobody held the office"),
    (selectors.BY_HAND, "Sent by hand"),
    (selectors.SILENT, "Silent now"),
]
STEPS = [
    ("before", "Before the due date"),
    *((to, f"Told: {words}") for to, words in ChaseStep.To.choices),
    ("moves", "Moves of the date"),
]


class ChaseFilter(f.FilterForm):
    """What the ledger shows."""

    words = f.Text("Words or number", limit=80)
    body = f.ModelChoice("Body", blank="Any body")
    agency = f.ModelChoice("Agency", blank="Any agency")
    kind = f.Choice("Kind", lambda: [("", "Anything"), *((one.key, one.words) for one in kinds())], radios=False)
    step = f.Choice("Step", STEPS, blank="Any step", radios=False)
    outcome = f.Choice("Outcome", OUTCOMES, blank="Any outcome", radios=False)
    since = f.Choice(
        "Taken",
        [
            ("7", "In the last 7 days"),
            ("31", "In the last 31 days"),
            ("92", "In the last 3 months"),
            ("year", "This financial year"),
        ],
        blank="At any time",
        radios=False,
    )
    from_on = f.DayField("From")
    to_on = f.DayField("To")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        self.fields["body"].queryset = Body.objects.internal().order_by("name")
        self.fields["agency"].queryset = Agency.objects.exclude(kind=Agency.Kind.EXTERNAL).order_by("name")

    def clean(self) -> dict[str, Any]:
        """An end before its start filters nothing."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("from_on"), given.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", "To must be the same as or after From")
        return given


class SnoozeForm(f.PortalForm):
    """Until when nothing is sent, and why."""

    to_on = f.DateField("Last day without a chase", missing="Enter the last day without a chase")
    reason = f.Text(
        "Why",
        limit=300,
        hint="Kept on the ledger, for example “Report of the review is awaited”. Leave out anything about a person.",
        missing="Write why nothing is to be sent",
    )

    def __init__(self, *args: Any, latest: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_on"].help_text = f"{long_date(latest)} at the latest: 20 working days from today"


class ChaseNowForm(f.PortalForm):
    """A line of one's own in the mail."""

    line = f.LongText(
        "A line of your own",
        rows=3,
        limit=300,
        required=False,
        hint="It goes into the mail as it stands, and on the ledger. Leave out anything about a person.",
    )
