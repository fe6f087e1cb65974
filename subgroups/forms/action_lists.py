"""The filters of every list of actions, kept in the address."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import CharField, F, IntegerField, Q, Value
from django.db.models.functions import Cast

from partnership.kit import forms as f
from partnership.kit.dates import Period, add_months, financial_year, quarter, today
from partnership.kit.wording import MONTHS
from partnership.models import Agency, Body, Objective, Person, Priority
from partnership.permissions import AgencyRight, BodyRight
from subgroups.models import Action, Support

KEYS = [
    ("overdue", "Overdue"),
    ("soon", "Due soon"),
    ("at_risk", "At risk"),
    ("on_track", "On track"),
    ("silent", "Nothing said"),
    ("claimed", "To be closed"),
    ("proposed", "Proposed"),
    ("asked", "New date asked for"),
    ("moved", "Moved more than once"),
    ("closed", "Complete"),
    ("withdrawn", "Withdrawn"),
    ("all", "All, ended ones too"),
]


def due_periods(on: dt.date) -> dict[str, tuple[str, Period]]:
    """Periods in which an action may be due: near ones, then financial years, by the word in the address."""
    quarter_now, year = quarter(on), financial_year(on)
    periods = {
        "month": ("In the next month", Period(on, add_months(on, 1))),
        "quarter": (quarter_words(quarter_now), quarter_now),
    }
    for back in range(-1, 4):
        first = add_months(year.first, -12 * back)
        periods[str(first.year)] = (f"{first.year}/{(first.year + 1) % 100:02}, from 1 April", financial_year(first))
    return periods


def quarter_words(period: Period) -> str:
    """ "Oct to Dec 2026"."""
    return f"{MONTHS[period.first.month - 1]} to {MONTHS[period.last.month - 1]} {period.last.year}"


def agencies_seen_by(person: Person) -> Any:
    """Agencies to choose from: all for whoever reads a body, else one's own and those that it supports."""
    rights, rows = person.rights, Agency.objects.exclude(kind=Agency.Kind.EXTERNAL)
    if rights.sees_everything or rights.bodies(BodyRight.READ):
        return rows
    own = rights.agencies(AgencyRight.SEE_WORK)
    # Read once: to ask of each agency for a supported action of its own goes through all of them for most agencies.
    supported = Support.objects.filter(agency_id__in=own).values("action__lead_agency")
    return rows.filter(Q(pk__in=own) | Q(pk=person.agency_id) | Q(pk__in=supported))


def records_to_choose(person: Person) -> dict[str, list[tuple[str, str]]]:
    """Bodies, agencies and priorities that stand in the selects, by field. One query for the three."""

    def of(name: str, rows: Any, words: str, number: Any) -> Any:
        rows = rows.order_by().annotate(which=Value(name, output_field=CharField()))
        rows = rows.annotate(words=Cast(words, CharField()), place=Cast(number, IntegerField()))
        return rows.values_list("which", "pk", "words", "place")

    found: dict[str, list[tuple[str, str]]] = {"body": [], "lead_agency": [], "priority": []}
    rows = of("body", Body.objects.readable_by(person).internal(), "name", Value(0)).union(
        of("lead_agency", agencies_seen_by(person), "name", Value(0)),
        of("priority", Priority.objects.all(), "title", F("number")),
        all=True,
    )
    for which, pk, words, place in sorted(rows, key=lambda row: (row[3], row[2].casefold())):
        found[which].append((str(pk), f"{place}: {words}" if place else words))
    return found


class PastDayFilter(f.FilterForm):
    """A filter with a past day."""

    as_at = f.DayField("As at a past day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = today()

    def clean_as_at(self) -> dt.date | None:
        """Today and days to come are no past: they show what stands."""
        day = self.cleaned_data.get("as_at")
        if day is not None and day > self.on:
            raise forms.ValidationError("As at must be today or a day that has passed")
        return day if day != self.on else None


class ActionFilter(PastDayFilter):
    """The filters above a list of actions. A page of one body, agency or person takes away what it fixes itself."""

    without_chip = ("sort",)
    field_order = ["words", "body", "lead_agency", "key", "period", "origin", "priority", "as_at"]
    words = f.Text("Words or number", limit=80)
    body = f.Choice("Body", [], blank="Any body", radios=False)
    lead_agency = f.Choice("Held by", [], blank="Any agency", radios=False)
    key = f.Choice("Key", KEYS, blank="All that are open", radios=False)
    period = f.Choice("Due", [], blank="At any time", radios=False)
    origin = f.Choice("Origin", Action.Origin.choices, blank="Any origin", radios=False)
    priority = f.Choice("Priority", [], blank="Any priority", radios=False)
    objective = forms.ModelChoiceField(Objective.objects.all(), widget=forms.HiddenInput, required=False)
    holder = forms.ModelChoiceField(
        Person.objects.all(), widget=forms.HiddenInput, required=False, label="Person holding it"
    )
    sort = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)

    def __init__(self, *args: Any, person: Person, fixed: str = "", **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        self.periods = due_periods(self.on)
        choices = {"period": [(word, said) for word, (said, _) in self.periods.items()], **records_to_choose(person)}
        for name, listed in choices.items():
            field: Any = self.fields[name]
            field.choices = [field.choices[0], *listed]
        if fixed:
            del self.fields[fixed]

    def clean(self) -> dict[str, Any]:
        """Records by their keys: that they are among those to choose from was checked."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("body", "lead_agency", "priority"):
            if name in cleaned:
                cleaned[name] = int(cleaned[name]) if cleaned[name] else None
        return cleaned

    def clean_period(self) -> Period | None:
        chosen = self.cleaned_data.get("period")
        return self.periods[chosen][1] if chosen else None
