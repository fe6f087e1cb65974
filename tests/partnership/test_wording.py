"""The words of time, counts and shares."""

import datetime as dt

import pytest

from partnership.kit import wording
from partnership.kit.wording import NBSP

MONDAY = dt.date(2026, 11, 23)


def plain(words: str) -> str:
    return words.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("due", "state", "words"),
    [
        (dt.date(2026, 10, 30), "late", "24 days late"),
        (dt.date(2026, 11, 22), "late", "1 day late"),
        (dt.date(2026, 11, 23), "soon", "Today"),
        (dt.date(2026, 11, 24), "soon", "Tomorrow"),
        (dt.date(2026, 11, 26), "soon", "In 3 days"),
        (dt.date(2026, 12, 7), "soon", "In 14 days"),
        (dt.date(2026, 12, 8), "later", "In 15 days"),
        (dt.date(2027, 1, 8), "later", "In 46 days"),
        (None, "later", "No date"),
    ],
)
def test_time_left_says_state_and_words(due: dt.date | None, state: str, words: str) -> None:
    left = wording.time_left(due, MONDAY)
    assert (left.state, plain(left.words)) == (state, words)


def test_soon_ends_where_the_caller_says() -> None:
    due = dt.date(2026, 11, 26)
    assert wording.time_left(due, MONDAY, soon_until=dt.date(2026, 11, 25)).state == "later"
    assert wording.time_left(due, MONDAY, soon_until=due).state == "soon"


def test_due_today_is_never_late() -> None:
    assert wording.time_left(MONDAY, MONDAY, soon_until=MONDAY - dt.timedelta(days=1)).state != "late"


def test_date_under_the_words_says_due_only_when_it_has_passed() -> None:
    assert plain(wording.due_date(dt.date(2026, 10, 30), MONDAY)) == "due Fri 30 Oct"
    assert plain(wording.due_date(dt.date(2026, 11, 27), MONDAY)) == "Fri 27 Nov"
    assert wording.due_date(None, MONDAY) == ""


def test_short_date_has_the_year_only_if_it_is_another() -> None:
    assert plain(wording.short_date(dt.date(2026, 11, 27), MONDAY)) == "Fri 27 Nov"
    assert plain(wording.short_date(dt.date(2027, 1, 8), MONDAY)) == "Fri 8 Jan 2027"
    assert plain(wording.short_date(dt.date(2026, 11, 27))) == "Fri 27 Nov 2026"
    assert " " not in wording.short_date(dt.date(2026, 11, 27), MONDAY)


def test_instants_are_said_in_london() -> None:
    late_evening_utc = dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)
    assert plain(wording.moment(late_evening_utc, MONDAY)) == "Wed 1 Jul, 00:30"
    assert wording.clock(dt.time(9, 5)) == "09:05"
    assert plain(wording.long_date(late_evening_utc)) == "Wednesday 1 July 2026"


def test_empty_dates_say_nothing() -> None:
    assert wording.short_date(None) == wording.long_date(None) == wording.clock(None) == wording.moment(None) == ""


def test_plural() -> None:
    assert plain(wording.plural(1, "action")) == "1 action"
    assert plain(wording.plural(3, "action")) == "3 actions"
    assert plain(wording.plural(0, "body", "bodies")) == "0 bodies"
    assert plain(wording.plural(12_000, "row")) == "12,000 rows"


@pytest.mark.parametrize(
    ("part", "base", "words"),
    [
        (7, 9, "7 of 9, 78 %"),
        (7, 8, "7 of 8, 88 %"),
        (5, 8, "5 of 8, 63 %"),
        (199, 200, "199 of 200, 99 %"),
        (1, 1000, "1 of 1000, 1 %"),
        (0, 9, "0 of 9, 0 %"),
        (9, 9, "9 of 9, 100 %"),
        (0, 0, "0 of 0"),
    ],
)
def test_share_stands_beside_its_base(part: int, base: int, words: str) -> None:
    assert plain(wording.share(part, base)) == words


def test_no_break_before_the_percent_sign() -> None:
    assert wording.share(7, 9).endswith(f"78{NBSP}%")


def test_list_words() -> None:
    assert wording.list_words([]) == ""
    assert wording.list_words(["police"]) == "police"
    assert wording.list_words(["police", "ICB", "council"]) == "police, ICB and council"
    assert wording.list_words(["PDF", "Word"], last="or") == "PDF or Word"
    assert plain(wording.list_words(["a", "b", "c", "d"], most=2)) == "a, b and 2 more"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (None, ""),
        (1, "1 byte"),
        (999, "999 bytes"),
        (88_000, "88 kB"),
        (999_499, "999 kB"),
        (999_500, "1 MB"),
        (1_234_567, "1.2 MB"),
        (20_000_000, "20 MB"),
        (3_500_000_000, "3.5 GB"),
    ],
)
def test_file_size(size: int | None, words: str) -> None:
    assert plain(wording.file_size(size)) == words


def test_small_words() -> None:
    assert [wording.number_words(count) for count in (0, 3, 10)] == ["no", "three", "10"]
    assert wording.in_fours("4f1c9a07d2") == "4f1c 9a07 d2"
    assert wording.lower_first("Date the panel met") == "date the panel met"
    assert wording.lower_first("ICB lead") == "ICB lead"
    assert wording.time_since(MONDAY, MONDAY) == "today"
    assert wording.time_since(dt.date(2026, 11, 22), MONDAY) == "yesterday"
    assert plain(wording.time_since(dt.date(2026, 11, 11), MONDAY)) == "12 days ago"
    assert wording.month_and_year(MONDAY) == f"November{NBSP}2026"
