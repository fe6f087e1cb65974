"""The working-day calendar from the bank holidays that are kept as rows."""

import datetime as dt
from functools import lru_cache

import holidays

from partnership.kit.remembered import remembered
from partnership.kit.working_days import WorkingDays
from partnership.models import BankHoliday


@lru_cache(maxsize=4)
def _calendar(days: tuple[dt.date, ...], first: int, last: int) -> WorkingDays:
    return WorkingDays(holidays=days, first_year=first, last_year=last)


def working_days() -> WorkingDays:
    """The calendar over all years whose bank holidays are kept. Years without them raise YearNotCovered on use."""
    return remembered("working days", _read)


def _read() -> WorkingDays:
    rows = list(BankHoliday.objects.order_by("on").values_list("on", "is_local"))
    public = [day for day, is_local in rows if not is_local]
    if not public:
        return _calendar((), 1900, 1900)
    return _calendar(tuple(day for day, _ in rows), public[0].year, public[-1].year)


@lru_cache(maxsize=8)
def _listed(first_year: int, last_year: int) -> tuple[tuple[dt.date, str], ...]:
    """The bank holidays of England of whole years, in order."""
    return tuple(sorted(holidays.country_holidays("GB", subdiv="ENG", years=range(first_year, last_year + 1)).items()))


def load_bank_holidays(*, first_year: int, last_year: int) -> int:
    """Keep the bank holidays of England of whole years as rows. Returns how many were new. Safe to run again."""
    known = set(BankHoliday.objects.values_list("on", flat=True))
    new = [BankHoliday(on=day, name=name) for day, name in _listed(first_year, last_year) if day not in known]
    return len(BankHoliday.objects.bulk_create(new))
