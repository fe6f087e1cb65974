"""One function turns a rule and a start date into a due date. Pure: the calendar is handed in."""

import datetime as dt
import math

from django.core.exceptions import ValidationError

from partnership.kit.dates import add_months
from partnership.kit.errors import YearNotCovered
from partnership.kit.working_days import WorkingDays
from partnership.models import Rule


def due_from(rule: Rule, start: dt.date, calendar: WorkingDays, *, backwards: bool = False) -> dt.date | None:
    """The last day on which the rule is kept. None for a rule in words. The start itself is day zero.

    Raises ValidationError for a year whose bank holidays are not known: an error, not a guess.
    """
    if rule.unit == Rule.Unit.TEXT or not rule.value.strip().isdecimal():
        return None
    count = int(rule.value) * (-1 if backwards else 1)
    match rule.unit:
        case Rule.Unit.WORKING_DAYS:
            try:
                return calendar.add(start, count)
            except YearNotCovered as error:
                raise ValidationError(f"Working days cannot be counted from {start:%d %B %Y}. {error}") from error
        case Rule.Unit.HOURS:
            return start + dt.timedelta(days=math.ceil(count / 24))
        case Rule.Unit.DAYS:
            return start + dt.timedelta(days=count)
        case Rule.Unit.WEEKS:
            return start + dt.timedelta(weeks=count)
        case Rule.Unit.MONTHS:
            return add_months(start, count)
        case Rule.Unit.YEARS:
            return add_months(start, 12 * count)
    return None


def rule_on(key: str, on: dt.date) -> Rule | None:
    """The rule of that key as it stands on a day; None where it has not been loaded."""
    found: Rule | None = Rule.objects.filter(key=key).current(on).order_by("-from_on", "-pk").first()
    return found
