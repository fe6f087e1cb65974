"""How times, counts and shares are said. Pure words: no clock, no markup, no queries. `on` is today, as handed down."""

import datetime as dt
from collections.abc import Iterable
from typing import Literal, NamedTuple

from partnership.kit.dates import LONDON, london_date

NBSP = "\u00a0"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LONG_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

# Ten working days are fourteen days where no bank holiday falls between. A caller that knows the rule and the
# bank holidays hands in the exact last day instead.
SOON_DAYS = 14

State = Literal["late", "soon", "later"]


class TimeLeft(NamedTuple):
    """The state (which gives the colour) and the words (which say the same)."""

    state: State
    words: str


def plural(count: int, one: str, many: str = "") -> str:
    """ "1 action", "3 actions", "2 bodies", "10,000 rows"."""
    return f"{count:,}{NBSP}{one if count == 1 else many or one + 's'}"


def times_words(count: int) -> str:
    """How often: "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def number_words(count: int) -> str:
    """Numbers below ten as words, as prose has them: "no", "one" … "nine", "10"."""
    return SMALL_NUMBERS[count] if 0 <= count < len(SMALL_NUMBERS) else str(count)


def time_left(due: dt.date | None, on: dt.date, *, soon_until: dt.date | None = None) -> TimeLeft:
    """Say how a due date stands to today: "24 days late", "Today", "Tomorrow", "In 3 days", "No date".

    Soon means due on or before `soon_until` (by the partnership's rule: ten working days ahead).
    """
    if due is None:
        return TimeLeft("later", "No date")
    days = (due - on).days
    if days < 0:
        return TimeLeft("late", f"{plural(-days, 'day')} late")
    state: State = "soon" if due <= (soon_until or on + dt.timedelta(days=SOON_DAYS)) else "later"
    if days == 0:
        return TimeLeft(state, "Today")
    if days == 1:
        return TimeLeft(state, "Tomorrow")
    return TimeLeft(state, f"In {plural(days, 'day')}")


def time_since(past: dt.date, on: dt.date) -> str:
    """ "today", "yesterday", "12 days ago"."""
    days = (on - past).days
    if days <= 0:
        return "today"
    return "yesterday" if days == 1 else f"{plural(days, 'day')} ago"


def due_date(due: dt.date | None, on: dt.date) -> str:
    """The date that stands under the words: "due Fri 30 Oct" when it has passed, "Fri 27 Nov" when it has not."""
    if due is None:
        return ""
    said = short_date(due, on)
    if due.year != on.year:
        said = " ".join(said.rsplit(NBSP, 1))  # a year may stand on a line of its own in a narrow column
    return f"due{NBSP}{said}" if due < on else said


def short_date(day: dt.date | None, on: dt.date | None = None) -> str:
    """ "Fri 27 Nov", with the year if it is not this year's. Without `on` the year is always said. Never breaks."""
    if day is None:
        return ""
    if isinstance(day, dt.datetime):
        day = london_date(day) if day.tzinfo else day.date()
    words = f"{DAYS[day.weekday()]}{NBSP}{day.day}{NBSP}{MONTHS[day.month - 1]}"
    return words if on is not None and on.year == day.year else f"{words}{NBSP}{day.year}"


def long_date(day: dt.date | None, *, weekday: bool = True) -> str:
    """ "Thursday 26 November 2026"."""
    if day is None:
        return ""
    if isinstance(day, dt.datetime):
        day = london_date(day) if day.tzinfo else day.date()
    words = f"{day.day}{NBSP}{LONG_MONTHS[day.month - 1]}{NBSP}{day.year}"
    return f"{LONG_DAYS[day.weekday()]} {words}" if weekday else words


def month_and_year(day: dt.date) -> str:
    """ "November 2026"."""
    return f"{LONG_MONTHS[day.month - 1]}{NBSP}{day.year}"


def clock(at: dt.datetime | dt.time | None) -> str:
    """ "14:02", in London."""
    if at is None:
        return ""
    if isinstance(at, dt.datetime) and at.tzinfo:
        return f"{at.astimezone(LONDON):%H:%M}"
    return f"{at:%H:%M}"


def moment(at: dt.datetime | None, on: dt.date | None = None) -> str:
    """ "Tue 17 Nov, 09:12"."""
    return "" if at is None else f"{short_date(at, on)}, {clock(at)}"


def percent(part: int, base: int) -> str:
    """ "78 %", rounded half up; never 100 % or 0 % unless it is exactly that. Empty where there is no base."""
    if base <= 0:
        return ""
    whole = (200 * part + base) // (2 * base)
    if part < base:
        whole = min(whole, 99)
    if part > 0:
        whole = max(whole, 1)
    return f"{whole}{NBSP}%"


def share(part: int, base: int) -> str:
    """A share with its base: "7 of 9, 78 %". Without a base there is no percentage: "0 of 0"."""
    counted = f"{part}{NBSP}of{NBSP}{base}"
    return f"{counted}, {percent(part, base)}" if base > 0 else counted


def list_words(words: Iterable[object], *, last: str = "and", most: int | None = None) -> str:
    """ "police, ICB and council"; with `most`, "police, ICB and 3 more"."""
    said = [str(word) for word in words]
    if most is not None and len(said) > most:
        said = [*said[:most], f"{len(said) - most}{NBSP}more"]
    if len(said) < 2:
        return "".join(said)
    return f"{', '.join(said[:-1])} {last} {said[-1]}"


def file_size(size: int | None) -> str:
    """ "88 kB", "1.2 MB": decimal units, as people read them."""
    if size is None:
        return ""
    if size < 1000:
        return plural(size, "byte")
    if size < 999_500:
        return f"{(size + 500) // 1000}{NBSP}kB"
    if size < 999_950_000:
        return f"{size / 1_000_000:.1f}".removesuffix(".0") + f"{NBSP}MB"
    return f"{size / 1_000_000_000:.1f}".removesuffix(".0") + f"{NBSP}GB"


def in_fours(checksum: str) -> str:
    """A checksum in groups of four, so that two people can compare it aloud."""
    return " ".join(checksum[start : start + 4] for start in range(0, len(checksum), 4))


def lower_first(words: str) -> str:
    """ "Date it met" → "date it met", for a label inside a sentence; names in capitals stay ("ICB lead")."""
    return words[:1].lower() + words[1:] if not words[1:2].isupper() else words


def upper_first(words: str) -> str:
    """Words as a sentence begins. Unlike `capitalize`, it leaves the names of months and people as they are."""
    return words[:1].upper() + words[1:]


def unbroken(words: object) -> str:
    """The same words on one line."""
    return str(words).replace(" ", NBSP)
