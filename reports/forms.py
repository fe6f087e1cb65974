"""What is typed about reports: opening one, writing a section, reasons for a move, the statement above a signature."""

import datetime as dt
from typing import Any

from django import forms

from partnership.kit.dates import financial_year
from partnership.kit.forms import (
    Choice,
    DateField,
    FilterForm,
    LongText,
    ModelCheckboxes,
    ModelChoice,
    PortalForm,
    Text,
    Tick,
    VersionedForm,
)
from partnership.models import Body, Regime
from reports.models import Edition, Report, Section

MARKDOWN = "Markdown: a blank line between paragraphs, - for a list, ### for a heading, **bold**."


class ReportFilter(FilterForm):
    status = Choice("State", Report.Status.choices, blank="Any", radios=False)
    body = ModelChoice("Body", Body.objects.filter(reports__isnull=False).distinct(), blank="Any")


class OpenReportForm(PortalForm):
    """A new report. The year that has just ended is offered."""

    title = Text("Title", hint="As it stands on the cover, for example “Annual report 2025/26”", limit=150)
    body = ModelChoice(
        "Whose report",
        hint="The body at the head. All bodies that report to it are counted.",
        blank="The whole partnership",
        required=False,
    )
    regimes = ModelCheckboxes("Law that asks for it", missing="Choose the law that asks for this report")
    from_on = DateField("First day of the period", missing="Enter the first day of the period")
    to_on = DateField("Last day of the period", missing="Enter the last day of the period")
    due_on = DateField("To be published by", required=False)

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})
        last_year = financial_year(dt.date(on.year - 1, on.month, min(on.day, 28)))
        kwargs["initial"] = {"from_on": last_year.first, "to_on": last_year.last, **kwargs["initial"]}
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.internal().open(on).order_by("name")
        self.fields["regimes"].queryset = Regime.objects.order_by("applies_to", "-from_on")


class SectionForm(VersionedForm):
    """The text of a section, or its answers to the six questions."""

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section
        if section.asks_six:
            for key, question in Section.QUESTIONS.items():
                self.fields[f"answer_{key}"] = LongText(
                    question, required=False, rows=5, initial=section.answers.get(key, "")
                )
        else:
            self.fields["body"] = LongText(
                "Text", hint=MARKDOWN, required=False, rows=22, initial=section.body, limit=60_000
            )
        self.fields["version"].initial = section.version

    def show_theirs(self, current: Section) -> None:
        """After a save by somebody else: what now stands, under the names of this form's fields."""
        standing: dict[str, Any] = {"version": current.version, "body": current.body}
        standing |= {f"answer_{key}": text for key, text in current.answers.items()}
        super().show_theirs(standing)

    @property
    def answers(self) -> dict[str, str]:
        return {key: self.cleaned_data.get(f"answer_{key}", "") for key in Section.QUESTIONS if self.section.asks_six}


class NoteForm(PortalForm):
    """A word with a move, where one may be left."""

    note = LongText(
        "Note", hint="For example the meeting that approved it. Kept with the report.", rows=3, required=False
    )


class ReasonForm(PortalForm):
    """A reason that must be given."""

    note = LongText("What must change", missing="Write what must change", rows=4)


class EmptyForm(PortalForm):
    """Nothing to type: the button is the answer."""


class SignForm(PortalForm):
    """The statement above a signature. The checksum says which edition was read."""

    data_sha256 = forms.CharField(widget=forms.HiddenInput)
    read = Tick(
        "I have read this edition",
        required=True,
        missing="Tick that you have read this edition, or go back and read it",
    )
    fair = Tick(
        "It gives a fair account of the period, of what went wrong in it, and of what we have promised",
        required=True,
        missing="Tick the statement, or send the report back with what is wrong",
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["data_sha256"].initial = edition.data_sha256
