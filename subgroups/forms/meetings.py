"""What is typed about meetings, agenda items, attendance and minutes."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from partnership.kit import forms as f
from partnership.models import Body, Membership, Person
from subgroups.models import AgendaItem
from subgroups.selectors.meetings import bodies_kept_by, bodies_with
from subgroups.selectors.rosters import Place


class BodyAndYearFilter(f.FilterForm):
    """Filters by body and year; the choices are what there is to choose for this person."""

    dates = ""  # the path from a body to the date that makes a year

    body = f.Choice("Body", [], blank="Any body", radios=False)
    year = f.Choice("Year", [], blank="Any year", radios=False)

    def __init__(self, *args: Any, person: Person, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        found = bodies_with(person, self.dates)
        first = min((row[2].year for row in found), default=on.year)
        self.fields["body"].choices = [("", "Any body"), *((str(pk), name) for pk, name, _ in found)]
        years = range(on.year + 1, first - 1, -1)
        self.fields["year"].choices = [("", "Any year"), *((str(year), str(year)) for year in years)]


class MeetingFilter(BodyAndYearFilter):
    """The filters above the meeting list."""

    dates = "meetings__on"

    when = f.Choice("When", [("past", "Past"), ("all", "Past and to come")], blank="To come", radios=False)

    field_order = ["when", "body", "year"]


class MeetingForm(f.VersionedForm):
    """A meeting as it is planned."""

    body = f.ModelChoice("Body", missing="Choose the body that meets")
    meets_on = f.DateField("Date", missing="Enter the date of the meeting")
    starts_at = f.TimeField("Starts at", missing="Enter when it starts")
    ends_at = f.TimeField("Ends at", required=False)
    place = f.Text("Place", limit=150, required=False, hint="A room, “online”, or both")
    title = f.Text("Name of its own", limit=120, required=False, hint="Only for a meeting out of the ordinary")

    def __init__(self, *args: Any, person: Person, on: dt.date, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["body"]
            return
        self.fields["body"].queryset = bodies_kept_by(person, on)


class ReasonForm(f.PortalForm):
    """A reason that stays on the record."""

    note = f.LongText("Reason", rows=4)

    def __init__(self, *args: Any, label: str = "Reason", missing: str = "Write the reason", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = label
        self.fields["note"].error_messages["required"] = missing


class SureForm(f.PortalForm):
    """Nothing to type: the act itself is the answer."""


class ItemForm(f.VersionedForm):
    """One item of an agenda."""

    title = f.Text("Title", limit=200, missing="Enter a title")
    purpose = f.Choice("Purpose", AgendaItem.Purpose.choices, missing="Choose what the item is for")
    ask = f.LongText(
        "What the body is asked", rows=3, required=False, hint="For example, “agree the three recommendations”"
    )
    lead = f.PersonChoice("Who leads it", required=False, blank="Nobody named")
    minutes_planned = f.WholeNumber("Minutes planned", least=1, most=480, required=False)
    is_confidential = f.Tick(
        "Confidential", hint="Only those with a seat in this body see it: never in lists, search or files for others"
    )

    def __init__(self, *args: Any, body: Body, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seated = Membership.objects.current(on).filter(seat__body=body)
        people = Person.objects.filter(pk__in=seated.values("person"), is_active=True)
        self.fields["lead"].queryset = people.order_by("name")


class ArrangeForm(f.PortalForm):
    """A number for each item of an agenda."""

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, item in enumerate(items, 1):
            label = f"Number of “{item.title}”"
            self.fields[f"item-{item.pk}"] = f.WholeNumber(label, least=1, most=99, initial=number, required=False)

    def numbers(self) -> dict[int, int]:
        """The numbers by item id; what was left empty is not there."""
        given = {int(name.removeprefix("item-")): value for name, value in self.cleaned_data.items()}
        return {pk: value for pk, value in given.items() if value is not None}


ANSWERS = [
    ("present", "I am coming"),
    ("remote", "I am joining remotely"),
    ("deputy", "A deputy comes for me"),
    ("apologies", "I send apologies"),
]


ANSWERS_FOR_OTHERS = [
    ("present", "Comes"),
    ("remote", "Joins remotely"),
    ("deputy", "Sends a deputy"),
    ("apologies", "Sends apologies"),
]


class AnswerForm(f.PortalForm):
    """Whether somebody comes. The chair and the business unit may answer for another seat."""

    seat = f.Choice("Whose seat", [], radios=False, missing="Choose the seat")
    answer = f.Choice("Answer", ANSWERS, missing="Choose whether you come")
    deputy = f.PersonChoice("Who comes instead", required=False, blank="Not known yet", hint="Only for a deputy")

    def __init__(
        self, *args: Any, places: Sequence[Place], people: Sequence[Person], for_others: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        seats = [(str(place.seat.pk), _seat_words(place)) for place in places]
        self.fields["seat"].choices = seats if len(seats) == 1 else [("", "Choose one"), *seats]
        if for_others:
            self.fields["answer"].choices = ANSWERS_FOR_OTHERS
        elif len(seats) == 1:
            del self.fields["seat"]
        staff = Person.objects.filter(pk__in=[person.pk for person in people])
        self.fields["deputy"].queryset = staff.order_by("agency__name", "name")


def _seat_words(place: Place) -> str:
    return f"{place.name}: {place.holder.person}" if place.holder else place.name


class RunForm(f.VersionedForm):
    """What the page of a running meeting holds: the notes of the item at hand, and a mark for each seat."""

    notes = f.LongText("Notes for the minutes", rows=7, required=False, limit=20_000)

    def __init__(self, *args: Any, places: Sequence[Place], has_item: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        if not has_item:
            del self.fields["notes"], self.fields["version"]

    def marks(self) -> dict[int, str]:
        """What was tapped, by seat. A seat that nobody tapped is not there."""
        found = {place.seat.pk: str(self.data.get(f"seat-{place.seat.pk}") or "") for place in self.places}
        return {seat: mark for seat, mark in found.items() if mark}

    def came(self) -> dict[int, int]:
        """Who came as the deputy, by seat, where somebody was chosen."""
        found = {place.seat.pk: str(self.data.get(f"came-{place.seat.pk}") or "") for place in self.places}
        return {seat: int(person) for seat, person in found.items() if person.isdecimal() and len(person) < 10}


class SummaryForm(f.VersionedForm):
    """The summary on top of the minutes."""

    summary = f.LongText(
        "Summary",
        rows=8,
        hint="What the meeting was about and what it came to. The notes and decisions stand below it.",
        missing="Write a summary: what the meeting was about and what it came to",
    )


class ConfirmForm(f.PortalForm):
    """At which meeting the minutes were confirmed."""

    at = f.ModelChoice("Confirmed by the meeting of", missing="Choose the meeting that confirmed them")

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].queryset = meetings
