"""Absences, closures and closing days in words."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from partnership.kit.wording import NBSP, list_words, long_date, plural, short_date
from partnership.kit.working_days import WorkingDays
from partnership.models import Agency, AgencyClosure, BankHoliday, Person


def span(first: dt.date, last: dt.date, on: dt.date) -> str:
    """ "Mon 21 Dec to Fri 1 Jan 2027", "Fri 4 Dec"."""
    return short_date(first, on) if first == last else f"{short_date(first, on)} to {short_date(last, on)}"


def away_words(person: Person, on: dt.date) -> str:
    """ "Away until 4 January 2027; Ruth Sample is told instead." Nothing where nobody is away or will be."""
    first, last = person.away_from_on, person.away_to_on
    if first is None or (last is not None and last < on):
        return ""
    until = f" until {long_date(last, weekday=False)}" if last else ""
    words = f"Away{until}" if first <= on else f"Will be away from {long_date(first, weekday=False)}{until}"
    deputy = person.away_deputy
    return f"{words}; {deputy.name} is told instead." if deputy else f"{words}."


def away_fact(person: Person) -> list[str]:
    """The same as lines among the facts of a person."""
    if not person.away_from_on:
        return []
    first = long_date(person.away_from_on, weekday=False)
    said = f"{first} to {long_date(person.away_to_on, weekday=False)}" if person.away_to_on else f"from {first}"
    return [said, f"{person.away_deputy.name} is told instead"] if person.away_deputy else [said]


@dataclass(frozen=True)
class ClosureRow:
    """One closure as the page shows it; `pk` while it can still be changed."""

    words: str
    reason: str
    effect: str
    change: int | None = None
    remove: int | None = None


def closure_rows(closures: Iterable[AgencyClosure], calendar: WorkingDays, on: dt.date) -> list[ClosureRow]:
    """Closures with what each does to the ladder."""
    rows = []
    for closure in closures:
        last = closure.to_on or closure.from_on
        rows.append(
            ClosureRow(
                words=span(closure.from_on, last, on),
                reason=closure.reason,
                effect=working_days_words(closure.from_on, last, calendar),
                change=closure.pk if last >= on else None,
                remove=closure.pk if closure.from_on > on else None,
            )
        )
    return rows


def working_days_words(first: dt.date, last: dt.date, calendar: WorkingDays) -> str:
    """How many working days a closure takes out of the count."""
    if last > calendar.last or first <= calendar.first:
        return "Bank holidays of that year are not known yet"
    count = calendar.between(first - dt.timedelta(days=1), last)
    if not count:
        return "No working day lies there"
    return f"{plural(count, 'working day')} {'does' if count == 1 else 'do'} not count"


def closures_lede(agency: Agency, closures: list[AgencyClosure], on: dt.date) -> str:
    """The first line: closed now, next closed, or never."""
    name = agency.short_name
    current = next((row for row in closures if row.is_current(on)), None)
    if current is not None and current.to_on:
        return f"{name} is closed until {long_date(current.to_on, weekday=False)}: its ladder waits."
    ahead = next((row for row in closures if row.from_on > on), None)
    if ahead is not None:
        return f"{name} is next closed from {long_date(ahead.from_on)}."
    return f"No closure of {name} lies ahead: every working day counts."


def closure_facts(closures: Iterable[AgencyClosure], on: dt.date) -> list[str]:
    """Closures ahead, for the side of the agency's page."""
    return [f"{row.reason}, {span(row.from_on, row.to_on or row.from_on, on)}" for row in closures]


@dataclass(frozen=True)
class DayRow:
    """One day that does not count."""

    words: str
    name: str
    kind: str
    remove: int | None = None


def day_rows(days: Iterable[BankHoliday], on: dt.date) -> list[DayRow]:
    """Days ahead that do not count; local ones that have not come may be taken away."""
    return [
        DayRow(
            words=short_date(day.on, on),
            name=day.name,
            kind="Local closing day" if day.is_local else "Bank holiday",
            remove=day.pk if day.is_local and day.on > on else None,
        )
        for day in days
    ]


def by_year(days: Iterable[BankHoliday], on: dt.date) -> list[tuple[int, list[DayRow]]]:
    """The days of each year; passed days of this year too, so that a count can be followed."""
    years: dict[int, list[BankHoliday]] = {}
    for day in days:
        years.setdefault(day.on.year, []).append(day)
    return [(year, day_rows(rows, on)) for year, rows in years.items()]


def days_lede(days: list[BankHoliday], last_year: int | None, on: dt.date) -> str:
    """The first line: what comes next and how far the calendar reaches."""
    ahead = next((day for day in days if day.on >= on), None)
    words = f"Next: {ahead.name}, {long_date(ahead.on)}." if ahead else "No day ahead is kept."
    return f"{words} Bank holidays are known until the end of{NBSP}{last_year}." if last_year else words


def added_words(days: list[BankHoliday], on: dt.date) -> str:
    """What is said after closing days were added."""
    names = list_words((short_date(day.on, on) for day in days), most=4)
    return f"{names} no longer {'counts as a working day' if len(days) == 1 else 'count as working days'}"
