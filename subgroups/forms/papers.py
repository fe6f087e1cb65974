"""What is typed about papers and the reports of a forward plan."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from partnership.kit import forms as f
from partnership.models import Agency, Body, Person
from subgroups.forms.challenges import OfBodyForm
from subgroups.models import AgendaItem, Meeting, Paper, PlannedReport
from subgroups.selectors.meetings import bodies_with
from subgroups.selectors.papers import meetings_to_come

PAPER_KINDS = ("pdf", "docx", "xlsx", "pptx")


class _Filter(f.FilterForm):
    """Words, body and agency."""

    dates = ""

    words = f.Text("Words", limit=80)
    body = f.Choice("Body", [], blank="Any body", radios=False)
    agency = f.ModelChoice("From", required=False, blank="Any agency")

    def __init__(self, *args: Any, person: Person, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        found = bodies_with(person, self.dates)
        self.fields["body"].choices = [("", "Any body"), *((str(pk), name) for pk, name, _ in found)]


class PaperFilter(_Filter):
    """The filters above the list of papers."""

    dates = "meetings__on"

    state = f.Choice(
        "State", [("late", "Late"), ("here", "Here"), ("withdrawn", "No longer wanted"), ("all", "All")],
        blank="Not here yet", radios=False,
    )  # fmt: skip

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        seen = Paper.objects.visible_to(person)
        self.fields["agency"].queryset = Agency.objects.filter(papers__in=seen).distinct()


class ReportFilter(_Filter):
    """The filters above the list of planned reports."""

    dates = "planned_reports__due_on"

    state = f.Choice(
        "State", [("late", "Late"), ("received", "Received"), ("withdrawn", "No longer wanted"), ("all", "All")],
        blank="Expected", radios=False,
    )  # fmt: skip

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        seen = PlannedReport.objects.visible_to(person)
        self.fields["agency"].queryset = Agency.objects.filter(planned_reports__in=seen).distinct()


def _writers(form: Any, on: dt.date) -> None:
    form.fields["agency"].queryset = Agency.objects.open(on).order_by("name")
    people = Person.objects.filter(is_active=True, agency__isnull=False)
    form.fields["author"].queryset = people.order_by("agency__name", "name")


class PaperForm(f.VersionedForm):
    """A paper as it is asked for."""

    item = f.ModelChoice("Item of the agenda", missing="Choose the item that the paper is for")
    title = f.Text("Title of the paper", limit=200, missing="Enter the title of the paper")
    agency = f.ModelChoice("Agency that writes it", required=False, blank="The agency of the author")
    author = f.PersonChoice(
        "Author", required=False, blank="Nobody named", hint="Told at once. Without one the agency’s lead is reminded"
    )
    due_on = f.DateField(
        "Due", required=False, hint="Leave empty for the date on which the papers of this meeting are due"
    )

    def __init__(
        self, *args: Any, on: dt.date, items: Sequence[AgendaItem] = (), is_here: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _writers(self, on)
        if items:
            self.fields["item"].queryset = AgendaItem.objects.filter(pk__in=[item.pk for item in items])
        else:
            del self.fields["item"]
        if is_here:
            del self.fields["due_on"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and given.get("agency") is None and given.get("author") is None:
            raise ValidationError({"agency": "Choose the agency or the person that writes it"})
        return given


class HandInForm(f.PortalForm):
    """The file of a paper."""

    file = f.File("The paper", kinds=PAPER_KINDS, hint="No person’s details.", missing="Choose the file of the paper")


class ReportForm(OfBodyForm):
    """A report as it is put onto a forward plan."""

    body = f.ModelChoice("Body that wants it", missing="Choose the body that wants the report")
    title = f.Text("Report", limit=200, hint="For example, “Annual report on private fostering”", missing="Enter what the report is about")  # fmt: skip  # noqa: E501
    agency = f.ModelChoice("Agency that reports", missing="Choose the agency that reports")
    author = f.PersonChoice(
        "Who writes it", required=False, blank="Nobody named", hint="Without one the agency’s lead is reminded"
    )
    meeting = f.ModelChoice("For the meeting of", required=False, blank="No meeting yet")
    due_on = f.DateField(
        "Due", required=False, hint="Leave empty for the date on which the papers of that meeting are due"
    )

    def __init__(
        self, *args: Any, person: Person, on: dt.date, body: Body | None = None, meeting: Meeting | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, person=person, on=on, body=body, **kwargs)
        _writers(self, on)
        bodies = [body.pk] if body else self.fields["body"].queryset.values("pk")
        rows = meetings_to_come(bodies, on)
        if meeting is not None:
            rows = rows | Meeting.objects.filter(pk=meeting.pk).select_related("body").order_by("on")
        self.fields["meeting"].queryset = rows


class NoteForm(f.PortalForm):
    """How a report was given."""

    note = f.LongText("How it was given", rows=3, required=False, hint="For example, “spoken at the meeting”")
