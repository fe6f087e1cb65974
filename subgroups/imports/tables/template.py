"""The table to start from: its headings, one example line, and the names by which agencies are known."""

import datetime as dt
from typing import Any

from partnership.kit.tables import Column
from partnership.kit.wording import list_words
from partnership.models import Agency
from subgroups.imports.tables import headings as h

EXAMPLE_DAYS = 60
_FIELDS = [h.ACTION, h.WHAT, h.MEASURE, h.AGENCY, h.PERSON, h.DUE, h.SUPPORTING, h.OBJECTIVE]


def columns() -> list[Column]:
    """The headings that the portal writes itself."""

    def value(name: str) -> Any:
        return lambda row: row.get(name, "")

    return [Column(h.LABELS[name], value(name)) for name in _FIELDS]


def example_line(on: dt.date) -> dict[str, Any]:
    """One line as it should be written. It begins with “Example:”, so it is never recorded."""
    return {
        h.ACTION: "Example: share the neglect tool with every school",
        h.WHAT: "Send the tool with a short guide to every head teacher, and offer a briefing.",
        h.MEASURE: "All 105 schools have it; 9 of 10 that answer say they have used it.",
        h.AGENCY: "Write a name from the sheet of agencies",
        h.PERSON: "Name or e-mail address, or leave it empty",
        h.DUE: on + dt.timedelta(days=EXAMPLE_DAYS),
        h.SUPPORTING: "",
        h.OBJECTIVE: "",
    }


def agency_columns() -> list[Column]:
    """What the second sheet says of each agency."""
    return [
        Column("Agency", lambda agency: agency.name),
        Column("Short name", lambda agency: agency.short_name),
        Column("Also known as", lambda agency: list_words(row.alias for row in agency.aliases.all())),
    ]


def agencies(on: dt.date) -> Any:
    """The agencies that may hold an action."""
    rows = Agency.objects.open(on).exclude(kind=Agency.Kind.EXTERNAL)
    return rows.prefetch_related("aliases").order_by("name")
