"""Forms of days that do not count and of people who are away."""

import csv
import datetime as dt
import io
from typing import Any

from django.core.exceptions import ValidationError

from partnership.kit import forms as f
from partnership.kit.forms.typed_dates import DateProblem, TypedDate, read_date, spread
from partnership.models import Person
from partnership.selectors.people import deputies_for

MOST_CLOSURES = 40


class ConfirmForm(f.PortalForm):
    """Nothing to fill in: the button is the act."""


class AwayForm(f.PortalForm):
    """From when to when somebody is away, and who is told instead."""

    from_on = f.DateField("First day away", missing="Enter the first day away")
    to_on = f.DateField("Last day away", missing="Enter the last day away")
    deputy = f.PersonChoice(
        "Who is told instead",
        required=False,
        blank="Nobody: the mails still come here",
        hint="A colleague of the agency or of a body. The ledger keeps in whose place they were told.",
    )

    def __init__(self, *args: Any, person: Person, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = deputies_for(person, on)  # type: ignore[attr-defined]  # a model choice


class ClosureForm(f.PortalForm):
    """Days on which an agency does not work."""

    from_on = f.DateField("First day", missing="Enter the first day of the closure")
    to_on = f.DateField("Last day", missing="Enter the last day of the closure")
    reason = f.Text("Why", limit=120, hint="For example, Easter holidays", missing="Enter why it is closed")


class ClosureFileForm(f.PortalForm):
    """Closures of a school year in one go."""

    file = f.File(
        "File of closures",
        kinds=("csv",),
        most_bytes=100_000,
        hint="One closure a line: first day, last day, why. For example, 21/12/2026, 1/1/2027, Christmas holidays.",
        missing="Choose the file of closures",
    )

    def clean_file(self) -> list[tuple[int, dt.date, dt.date, str]]:
        """The lines with their numbers. Names each line that cannot be read."""
        try:
            text = self.cleaned_data["file"].read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValidationError("Save the file as CSV in UTF-8 and choose it again.") from error
        rows, wrong = [], []
        for number, cells in enumerate(csv.reader(io.StringIO(text.replace("\x00", ""))), start=1):
            said = [cell.strip() for cell in cells]
            if not any(said) or (number == 1 and not any(mark.isdigit() for mark in said[0])):
                continue  # an empty line, or the headings
            try:
                rows.append((number, *read_closure(said)))
            except ValidationError as error:
                wrong += [f"Line {number}: {sentence}" for sentence in error.messages]
        if wrong:
            raise ValidationError(wrong[:20])
        if not rows:
            raise ValidationError("The file has no line with a first day, a last day and a reason.")
        if len(rows) > MOST_CLOSURES:
            raise ValidationError(f"The file has {len(rows)} lines. Send {MOST_CLOSURES} at most.")
        return rows


def read_closure(cells: list[str]) -> tuple[dt.date, dt.date, str]:
    """One line of a file of closures. Raises ValidationError with what to mend."""
    if len(cells) < 3 or not cells[2]:
        raise ValidationError("write a first day, a last day and why, with commas between.")
    days = []
    for word, cell in (("first day", cells[0]), ("last day", cells[1])):
        read = read_date(spread(TypedDate(cell, "", "")))
        if isinstance(read, DateProblem):
            raise ValidationError(f"the {word} “{cell[:30]}” {read.says}.")
        days.append(read)
    return days[0], days[1], cells[2][:120]


class ClosingDayForm(f.PortalForm):
    """Local days on which nothing counts as a working day."""

    first_on = f.DateField("Day", missing="Enter the day")
    last_on = f.DateField("Last day, if it is more than one", required=False)
    name = f.Text("What it is called", limit=120, hint="For example, Council closed", missing="Enter what it is called")
