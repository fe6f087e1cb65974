"""What is typed about inspections."""

import datetime as dt
from typing import Any

from audits.models import Inspection
from partnership.kit import forms as f
from partnership.models import Agency, Body, Person


class InspectionFilter(f.FilterForm):
    """The filters above the list of inspections."""

    inspectorate = f.Choice("Inspectorate", Inspection.Inspectorate.choices, blank="Any inspectorate", radios=False)
    agency = f.ModelChoice("Agency inspected", required=False, blank="Any agency")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        seen = Inspection.objects.visible_to(person)
        self.fields["agency"].queryset = Agency.objects.filter(inspections__in=seen).distinct()


class InspectionForm(f.VersionedForm):
    """An inspection whose report is published."""

    inspectorate = f.Choice(
        "Inspectorate", Inspection.Inspectorate.choices, radios=True, missing="Choose who inspected"
    )
    title = f.Text(
        "Title of the report", limit=200, hint="As it stands on the report", missing="Enter the title of the report"
    )
    agency = f.ModelChoice("Agency inspected", required=False, blank="The whole area")
    body = f.ModelChoice("Body that follows it up", missing="Choose the body that follows it up")
    published_on = f.DateField("Published on", missing="Enter the day on which the report was published")
    judgement = f.Text("Overall judgement", limit=120, required=False, hint="In the inspectorate’s own words")

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.open(on).internal().order_by("name")
        self.fields["agency"].queryset = Agency.objects.open(on).order_by("name")


class FindingForm(f.PortalForm):
    """One thing that must change."""

    text = f.LongText("What must change", rows=4, hint="No person’s details", missing="Write what must change")


class FindingActionForm(f.PortalForm):
    """An action that follows a finding."""

    lead_agency = f.ModelChoice("Agency that holds it", missing="Choose the agency that holds it")
    title = f.Text("Short name", limit=200, hint="What the agency will do, in one line", missing="Enter a short name")
    what = f.LongText("What will be done", rows=3, missing="Write what will be done")
    measure = f.LongText(
        "Measure of success", rows=3, hint="How anybody could check that it happened and worked",
        missing="Write how anybody could check that it was done",
    )  # fmt: skip
    due_on = f.DateField("Due date", missing="Enter the date by which it will be done")
    holder = f.PersonChoice("Person who holds it", required=False, blank="Nobody named yet")

    def __init__(self, *args: Any, on: dt.date, agency: Agency | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead_agency"].queryset = Agency.objects.open(on).order_by("name")
        people = Person.objects.filter(is_active=True, agency__isnull=False)
        self.fields["holder"].queryset = people.order_by("agency__name", "name")
        if agency is not None:
            self.fields["lead_agency"].initial = agency.pk
