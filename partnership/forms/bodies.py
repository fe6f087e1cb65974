"""Forms about bodies."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError

from partnership.kit import forms as f
from partnership.models import Agency, Body, Document, Person, StandingItem
from partnership.selectors.bodies import possible_parents


def lines_in(text: str) -> list[str]:
    """One entry a line, without empty ones."""
    return [line.strip(" \t•-–") for line in text.splitlines() if line.strip(" \t•-–")]


class BodyFilter(f.FilterForm):
    words = f.Text("Name or purpose")
    remit = f.Choice("Remit", Body.Remit.choices, required=False, blank="Any remit")
    state = f.Choice(
        "Show",
        [("open", "Open bodies"), ("closed", "Closed bodies"), ("external", "Bodies of others"), ("all", "All")],
        required=False,
        blank="The structure",
    )


class BodyForm(f.VersionedForm):
    """What a body's record says of itself."""

    name = f.Text("Name", limit=120, missing="Enter the body’s full name")
    short_name = f.Text("Short name", limit=60, missing="Enter a short name")
    code = f.Text(
        "Code",
        limit=6,
        width=5,
        hint="Two to six letters. Starts the numbers of its decisions and actions, for example NEG",
        missing="Enter a code of two to six letters",
    )
    kind = f.Choice("Kind", Body.Kind.choices, radios=False, missing="Choose what kind of body this is")
    remit = f.Choice("Remit", Body.Remit.choices, missing="Choose whom it works for")
    purpose = f.LongText("Purpose", required=False, rows=5, hint="What it is there for, in a few sentences")
    duties = f.LongText("What it does", required=False, rows=6, hint="One duty on each line")
    aliases = f.LongText("Other names", required=False, rows=2, hint="As people write them, one on each line")
    frequency = f.Text("How often it meets", limit=80, required=False, hint="In words, for example “every six weeks”")
    meets_every_weeks = f.WholeNumber("Weeks between meetings", required=False, least=1, most=104, width=3)
    papers_before = f.WholeNumber(
        "Papers go out", hint="Working days before the meeting", least=0, most=30, width=3, initial=5
    )
    minutes_after = f.WholeNumber(
        "Draft minutes go out", hint="Working days after the meeting", least=1, most=60, width=3, initial=10
    )
    attendance_expected = f.WholeNumber(
        "Attendance expected of each agency", hint="Per cent of meetings held", least=0, most=100, width=3, initial=75
    )
    opened_on = f.DateField("Day it began", required=False, hint="Leave it out if you do not know")

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip().upper()
        if not (2 <= len(code) <= 6 and code.isascii() and code.isalnum() and code[0].isalpha()):
            raise ValidationError("Enter a code of two to six letters, for example NEG")
        return code

    def clean_duties(self) -> list[str]:
        return lines_in(self.cleaned_data["duties"])

    def clean_aliases(self) -> list[str]:
        return lines_in(self.cleaned_data["aliases"])


class BodyAddForm(BodyForm):
    parents = f.ModelCheckboxes("Reports to", required=False, hint="The bodies that it answers to, if any")
    field_order = ["name", "short_name", "code", "kind", "remit", "parents"]

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parents"].queryset = possible_parents(on)  # type: ignore[attr-defined]  # a model choice


class BodyCloseForm(f.PortalForm):
    closed_on = f.DateField("Last day", missing="Enter the body’s last day")
    reason = f.LongText(
        "Why it closed",
        rows=3,
        limit=500,
        hint="People will look for it: say also who carries on with its work",
        missing="Enter why it closed",
    )


class ReportingLinesForm(f.PortalForm):
    parents = f.ModelCheckboxes(
        "Reports to", required=False, hint="Choose all that it answers to; none if it is the top"
    )
    from_on = f.DateField("From", hint="The first day on which this holds", missing="Enter the first day")

    def __init__(self, *args: Any, on: dt.date, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parents"].queryset = possible_parents(on, but=body)  # type: ignore[attr-defined]  # a model choice


class QuorumForm(f.PortalForm):
    """How many agencies of each kind must be there; nothing or nought means that the kind is not needed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in Agency.Kind:
            self.fields[kind.value] = f.WholeNumber(kind.label, required=False, least=0, most=20, width=2)

    def kinds(self) -> dict[str, int]:
        """The kinds that are needed with their numbers."""
        return {kind: count for kind, count in self.cleaned_data.items() if count}


class StandingItemForm(f.PortalForm):
    title = f.Text("Item", limit=150, missing="Enter what the item is called on the agenda")
    purpose = f.Choice("Purpose", StandingItem.Purpose.choices, initial=StandingItem.Purpose.DISCUSSION)
    place = f.WholeNumber("Place on the agenda", required=False, least=1, most=60, width=2, hint="Last if left out")


class DocumentForm(f.PortalForm):
    """A version of a governing document."""

    kind = f.Choice("Kind", Document.Kind.choices, initial=Document.Kind.TERMS)
    title = f.Text("Title", limit=150, missing="Enter the document’s title", initial="Terms of reference")
    number = f.Text("Version", limit=20, width=5, missing="Enter the version, for example 4")
    summary = f.LongText("Summary", required=False, rows=4)
    agreed_on = f.DateField("Agreed on", missing="Enter the day on which the body agreed it")
    review_on = f.DateField("Review due on", required=False, hint="By when it must be looked at again")
    owner = f.PersonChoice("Who reviews it", required=False, blank="The chair of the body")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = Person.objects.filter(is_active=True).order_by("name")


class DocumentChangeForm(DocumentForm):
    kind = None
    number = None


class DocumentReviewForm(f.PortalForm):
    """A document that is still right, and when it is looked at next."""

    note = f.LongText("What you looked at", rows=3, required=False, limit=80)
    review_on = f.DateField("Next review due on", missing="Enter the date of the next review")


class DocumentRenewForm(f.PortalForm):
    """A new version of a document."""

    number = f.Text("Version", limit=20, width=5, missing="Enter the version, for example 5")
    summary = f.LongText("What changed", required=False, rows=4)
    agreed_on = f.DateField("Agreed on", missing="Enter the day on which the body agreed it")
    review_on = f.DateField("Next review due on", missing="Enter the date of the next review")
