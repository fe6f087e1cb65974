"""Nights on which the clock changes, odd days of the year, a clock set back, days without a run: each step once."""

import datetime as dt
from collections import Counter

import pytest

from partnership import chasing, notices
from partnership.calendar import working_days
from partnership.kit.dates import LONDON, at_hour, london_date
from partnership.models import Agency, Body, Chase, Notice, Person, Telling
from tests.factories import make_action, make_membership, make_person

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
LADDER = {"10-before": -10, "3-before": -3, "1-after": 1, "5-after": 5, "10-after": 10, "20-after": 20}

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(neglect: Body, police: Agency, executive: Body, chair: Person, partner: Person) -> Person:
    make_membership(make_person("Chair of the Executive"), executive, role="chair")
    return make_person("Officer", police)


def owe(body: Body, officer: Person, chair: Person, due_on: dt.date) -> None:
    """An action with this date, recorded long before the first step of its ladder."""
    recorded = at_hour(due_on - 40 * DAY, 12)
    make_action(body, officer.agency, by=chair, holder=officer, due_on=due_on, now=recorded)  # type: ignore[arg-type]
    Notice.objects.all().delete()


def run(at: dt.datetime) -> None:
    """What the schedule does at an instant: the jobs ask London for the day."""
    chasing.chase(on=london_date(at), now=at)
    notices.deliver_notices(now=at)


def each_step_once() -> None:
    """Every step of every ladder was taken once, on its day or later, each telling stands in one mail."""
    taken = Counter(Chase.objects.values_list("subject", "step"))
    assert set(taken.values()) == {1}
    days = working_days()
    for chase in Chase.objects.all():
        assert chase.step_on == days.add(chase.due_on, LADDER[chase.step])
        assert chase.on >= chase.step_on
    assert not Telling.objects.filter(notice=None).exists()
    assert set(Counter(Notice.objects.filter(kind="digest").values_list("to", "on")).values()) == {1}


# A due date whose ladder crosses what is said, each of them a trap that calendars have.
DATES = {
    "the night the clock goes forward": dt.date(2027, 3, 29),
    "the night the clock goes back": dt.date(2026, 10, 26),
    "29 February": dt.date(2028, 2, 29),
    "the day after 29 February": dt.date(2028, 3, 1),
    "the end of the year": dt.date(2026, 12, 31),
    "the first day of the year": dt.date(2027, 1, 1),
    "Christmas": dt.date(2026, 12, 25),
    "Easter": dt.date(2027, 3, 26),
    "a Saturday": dt.date(2026, 11, 28),
}


@pytest.mark.parametrize("name", DATES)
def test_each_step_is_taken_once_through_the_traps_of_the_calendar(
    name: str, neglect: Body, officer: Person, chair: Person
) -> None:
    due_on = DATES[name]
    owe(neglect, officer, chair, due_on)
    steps = {working_days().add(due_on, offset) for offset in LADDER.values()}
    for day in sorted({step + around * DAY for step in steps for around in (-1, 0, 1)}):
        # On the day itself twice, as two schedulers would; the second finds nothing to do.
        for hour in (8, 18) if day in steps else (8,):
            run(at_hour(day, hour))
    assert set(Chase.objects.values_list("step", flat=True)) == set(LADDER)
    assert all(chase.on == chase.step_on for chase in Chase.objects.all()), "every day had its run"
    each_step_once()


@pytest.mark.parametrize("night", [dt.date(2026, 10, 25), dt.date(2028, 3, 26)])
def test_a_night_of_25_or_23_hours_has_one_day_after_it(
    night: dt.date, neglect: Body, officer: Person, chair: Person
) -> None:
    """Runs through the real time from the evening before; the step falls on the Monday."""
    days = working_days()
    monday = night + DAY
    owe(neglect, officer, chair, days.add(monday, -1))
    at = dt.datetime.combine(night - DAY, dt.time(18), tzinfo=LONDON).astimezone(dt.UTC)
    taken_at = []
    while at.astimezone(LONDON).date() <= monday:
        before = Chase.objects.filter(step="1-after").count()
        run(at)
        if Chase.objects.filter(step="1-after").count() > before:
            taken_at.append(at.astimezone(LONDON).date())
        # Closely through the two midnights and the hour that is doubled or missing, otherwise now and then.
        at += HOUR / 2 if at.astimezone(LONDON).hour in (23, 0, 1, 2) else 2 * HOUR
    assert taken_at == [monday]
    each_step_once()


def test_a_clock_set_back_two_hours_repeats_nothing(neglect: Body, officer: Person, chair: Person) -> None:
    owe(neglect, officer, chair, dt.date(2026, 12, 3))
    midnight = at_hour(dt.date(2026, 12, 4), 0)
    # Across midnight too: the day of the step comes, goes, and comes again.
    for minutes in (-30, 5, 30, 60, -60, -30, 5, 30, 8 * 60, 9 * 60, 7 * 60, 8 * 60, 9 * 60):
        run(midnight + dt.timedelta(minutes=minutes))
    each_step_once()
    assert Notice.objects.filter(kind="digest", to=officer, on=dt.date(2026, 12, 4)).count() == 1
    assert not Notice.objects.exclude(status=Notice.Status.SENT).exists()


def test_three_days_of_outage_are_told_in_one_mail_and_never_as_a_storm(
    neglect: Body, officer: Person, chair: Person
) -> None:
    for due_on in (dt.date(2026, 11, 30), dt.date(2026, 12, 1), dt.date(2026, 12, 2), dt.date(2026, 12, 15)):
        owe(neglect, officer, chair, due_on)
    run(at_hour(dt.date(2026, 11, 30), 8))
    Notice.objects.filter(kind="digest").update(on=dt.date(2026, 11, 1))
    before = Chase.objects.count()
    back = dt.date(2026, 12, 4)  # nothing ran from Tuesday to Thursday
    for hour in (7, 8, 9, 12, 19):
        run(at_hour(back, hour))
    assert Chase.objects.count() > before
    assert Notice.objects.filter(kind="digest", to=officer, on=back).count() == 1
    each_step_once()


def test_three_weeks_of_outage_take_each_step_once_and_tell_them_in_one_mail(
    neglect: Body, officer: Person, chair: Person
) -> None:
    owe(neglect, officer, chair, dt.date(2026, 11, 30))
    back = dt.date(2027, 1, 8)
    run(at_hour(back, 8))
    run(at_hour(back, 9))
    assert set(Chase.objects.values_list("step", flat=True)) == set(LADDER)
    mails = Counter(Notice.objects.filter(kind="digest").values_list("to", flat=True))
    assert set(mails.values()) == {1}
    each_step_once()
