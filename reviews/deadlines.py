"""One function turns a rule and a start date into a due date. Pure: the calendar is handed in."""

import datetime as dt
import math

from django.core.exceptions import ValidationError

from partnership.kit.dates import add_months
from partnership.kit.errors import YearNotCovered
from partnership.kit.working_days import WorkingDays
from partnership.models import Rule

NOTIFY = "serious-incident-notice"
TELL_PARTNERS = "tell-partners"
LOOKED_AFTER = "looked-after-child-death-notice"
CARE_LEAVER = "care-leaver-death-notice"
RAPID_REVIEW = "rapid-review-due"
PANEL_REPLY = "panel-reply-expected"
PUBLISH = "practice-review-published"
COPIES = "practice-review-copies"
FINISH = "adult-review-finished"

# Said when the rule itself has not been loaded, so that the row still names what is owed.
TITLES = {
    NOTIFY: "The council notifies a serious incident to the national panel",
    TELL_PARTNERS: "The council tells the other safeguarding partners",
    LOOKED_AFTER: "The death of a looked-after child is notified",
    CARE_LEAVER: "The death of a care leaver is notified",
    RAPID_REVIEW: "A rapid review is finished and sent to the national panel",
    PANEL_REPLY: "The national panel is expected to answer",
    PUBLISH: "The review is published",
    COPIES: "Copies go out before publication",
    FINISH: "The review is finished",
}
COUNTED_BACKWARDS = {COPIES}
# When one is done, the clock of the next begins on that day.
FOLLOWED_BY = {NOTIFY: RAPID_REVIEW, RAPID_REVIEW: PANEL_REPLY}


def due_from(rule: Rule, start: dt.date, calendar: WorkingDays) -> dt.date | None:
    """The last day on which the rule is kept. None for a rule in words. The start itself is day zero.

    Raises ValidationError for a year whose bank holidays are not known: an error, not a guess.
    """
    if rule.unit == Rule.Unit.TEXT or not rule.value.strip().isdecimal():
        return None
    count = int(rule.value) * (-1 if rule.key in COUNTED_BACKWARDS else 1)
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


def length_of(rule: Rule) -> str:
    """ "5 working days", "6 months", "1 day": the time given, in words."""
    unit = rule.get_unit_display()
    if rule.value == "1" and unit.endswith("s"):
        unit = unit[:-1]
    return f"{rule.value} {unit}".strip()
