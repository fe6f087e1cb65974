"""Forms about strategic plans."""

import datetime as dt
from typing import Any

from partnership.forms.bodies import lines_in
from partnership.kit import forms as f
from partnership.models import Body, Objective
from partnership.selectors.plans import possible_owners


class PlanForm(f.PortalForm):
    title = f.Text("Title", limit=150, missing="Enter the plan’s title")
    body = f.ModelChoice("Whose plan it is", missing="Choose the body whose plan it is")
    starts_on = f.DateField("First day", missing="Enter the plan’s first day")
    ends_on = f.DateField("Last day", missing="Enter the plan’s last day")
    approved_on = f.DateField("Approved on", required=False)
    values = f.LongText("Values", required=False, rows=4, hint="One on each line")
    aims = f.LongText("Aims", required=False, rows=4, hint="One on each line")

    def __init__(self, *args: Any, on: dt.date, also: Body | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = possible_owners(on, also=also)  # type: ignore[attr-defined]  # a model choice

    def clean_values(self) -> list[str]:
        return lines_in(self.cleaned_data["values"])

    def clean_aims(self) -> list[str]:
        return lines_in(self.cleaned_data["aims"])


class PlanVersionForm(f.PortalForm):
    number = f.Text("Version", limit=20, width=5, missing="Enter the version, for example 1.2")
    dated = f.DateField("Dated", missing="Enter the day of this version")
    change = f.Text(
        "What changed", limit=300, required=False, hint="In a sentence; may be left out for the first version"
    )


class PriorityForm(f.PortalForm):
    title = f.Text("Priority", limit=120, missing="Enter the priority")
    summary = f.LongText("In a few sentences", required=False, rows=4)


class ThemeForm(f.PortalForm):
    title = f.Text("Theme", limit=200, missing="Enter the theme")
    from_on = f.DateField("First day", required=False, hint="Only where it holds for a part of the plan’s time")
    to_on = f.DateField("Last day", required=False, hint="Only where it holds for a part of the plan’s time")


class ObjectiveForm(f.VersionedForm):
    number = f.Text("Number", limit=12, width=5, required=False, hint="The next one of the priority if left out")
    what = f.LongText("What will make a difference", rows=3, missing="Enter what will make a difference")
    measure = f.LongText(
        "How we will know", rows=3, hint="Something that can be counted or seen", missing="Enter how we will know"
    )
    owner = f.ModelChoice("Owner", hint="The body that answers for it", missing="Choose the body that answers for it")
    starts_on = f.DateField("Starts", missing="Enter when it starts")
    due_on = f.DateField("Due", missing="Enter by when it is due")

    def __init__(self, *args: Any, on: dt.date, also: Body | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = possible_owners(on, also=also)  # type: ignore[attr-defined]  # a model choice


class ProgressForm(f.PortalForm):
    progress = f.Choice("How far it has come", Objective.Progress.choices, missing="Choose how far it has come")
    note = f.LongText(
        "What shows it",
        rows=4,
        hint="What was done since last time, and what it has changed. No names of children or adults.",
        missing="Enter what shows it",
    )
