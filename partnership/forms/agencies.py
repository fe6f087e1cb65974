"""Forms about agencies."""

import datetime as dt
from typing import Any

from partnership.kit import forms as f
from partnership.models import Agency
from partnership.selectors.agencies import open_agencies

STATES = [("open", "Open"), ("closed", "Closed"), ("all", "Open and closed")]


class AgencyFilter(f.FilterForm):
    words = f.Text("Name")
    kind = f.Choice("Kind", Agency.Kind.choices, required=False, blank="Any kind")
    state = f.Choice("State", STATES[1:], required=False, blank="Open")


class AgencyForm(f.PortalForm):
    """Add or change an agency."""

    name = f.Text("Name", limit=150, missing="Enter the agency’s full name")
    short_name = f.Text(
        "Short name", limit=60, hint="For tables and lists, for example “Dudley MBC”", missing="Enter a short name"
    )
    kind = f.Choice(
        "Kind",
        Agency.Kind.choices,
        radios=False,
        hint="Local authority, integrated care board and police are the safeguarding partners. Quorum goes by kind.",
        missing="Choose what kind of agency this is",
    )
    part_of = f.ModelChoice("Part of", required=False, hint="Where this is a part of a larger agency on the list")
    opened_on = f.DateField("Day it began", required=False, hint="Leave it out if you do not know")

    def __init__(self, *args: Any, on: dt.date, agency: Agency | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = open_agencies(on, also=agency.part_of if agency else None)
        self.fields["part_of"].queryset = offered.exclude(pk=agency.pk) if agency else offered  # type: ignore[attr-defined]  # a model choice


class AgencyRenameForm(f.PortalForm):
    name = f.Text("New name", limit=150, missing="Enter the new name")
    short_name = f.Text("New short name", limit=60, missing="Enter the new short name")
    from_on = f.DateField("First day of the new name", missing="Enter the first day of the new name")


class AgencyCloseForm(f.PortalForm):
    closed_on = f.DateField("Last day", missing="Enter the agency’s last day")
    reason = f.LongText(
        "Why it closed", rows=3, limit=500, hint="For example: merged into another trust", missing="Enter why it closed"
    )
    successor = f.ModelChoice("Who carries on", required=False, hint="The agency that took over, if there is one")
    pass_seats = f.Tick(
        "Pass its seats and their people to the successor from the next day",
        hint="Without this its seats close and stay empty",
    )

    def __init__(self, *args: Any, on: dt.date, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = open_agencies(on).exclude(pk=agency.pk)  # type: ignore[attr-defined]  # a model choice


class AliasForm(f.PortalForm):
    alias = f.Text(
        "Another name",
        limit=150,
        hint="As people write it, for example “DMBC”. Imports understand it from now on.",
        missing="Enter the other name",
    )
