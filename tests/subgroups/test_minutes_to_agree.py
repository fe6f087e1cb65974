"""Draft minutes do not lie: the chair has a day by which to agree them, and is chased for it as for anything else."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from partnership import chasing
from partnership.chasing.weekly import week_of
from partnership.kit.dates import at_hour
from partnership.models import Body, Chase, Person, Telling
from subgroups.models import Meeting
from subgroups.presenters.owed import late_entries
from subgroups.selectors.owed import late_rows, owed_in_bodies
from subgroups.selectors.rosters import roster
from subgroups.services import attendance, meetings
from tests.factories import NOW, TODAY, make_meeting

DAY = dt.timedelta(days=1)
AGREE_BY = dt.date(2026, 11, 30)  # five working days after Monday 23 November


@pytest.fixture
def drafted(neglect: Body, business_unit: Person, holidays: None) -> Meeting:
    """Held two weeks ago; its minutes were drafted today, a Monday."""
    held = make_meeting(neglect, TODAY - 14 * DAY, status=Meeting.Status.HELD, minutes_due_on=TODAY)
    return meetings.draft_minutes(meeting=held, summary="We met.", by=business_unit, now=NOW)


def run(day: dt.date) -> list[str]:
    """The steps that a run on a day takes for minutes to agree."""
    chasing.chase(on=day, now=at_hour(day, 7))
    return list(Chase.objects.filter(kind="minutes-agree", on=day).order_by("pk").values_list("step", flat=True))


def test_the_chair_is_chased_until_the_minutes_are_agreed(drafted: Meeting, chair: Person, neglect: Body) -> None:
    assert drafted.minutes_agree_due_on == AGREE_BY
    taken = {day: run(day) for day in (TODAY + n * DAY for n in range(9))}
    assert {day: steps for day, steps in taken.items() if steps} == {
        dt.date(2026, 11, 25): ["3-before"], dt.date(2026, 12, 1): ["1-after"],
    }  # fmt: skip
    told = Telling.objects.filter(chase__kind="minutes-agree")
    assert {row.person for row in told} == {chair}
    assert not Chase.objects.filter(kind="minutes", subject=drafted.pk, on__gte=TODAY + DAY).exists()
    marks = {place.seat.pk: "present" for place in roster(drafted) if not place.is_vacant}
    attendance.record_attendance(meeting=drafted, marks=marks, by=chair, now=at_hour(dt.date(2026, 12, 2), 11))
    meetings.agree_minutes(meeting=drafted, by=chair, now=at_hour(dt.date(2026, 12, 2), 12))
    assert Chase.objects.filter(kind="minutes-agree", answered_by=chair).count() == 2
    assert [run(day) for day in (dt.date(2026, 12, 7), dt.date(2026, 12, 14))] == [[], []]


def test_no_step_is_taken_of_the_time_before_they_were_drafted(
    neglect: Body, chair: Person, business_unit: Person, holidays: None
) -> None:
    """The business unit was late; the chair has the whole time all the same."""
    held = make_meeting(neglect, TODAY - 60 * DAY, status=Meeting.Status.HELD, minutes_due_on=TODAY - 40 * DAY)
    late = meetings.draft_minutes(meeting=held, summary="We met.", by=business_unit, now=NOW)
    assert late.minutes_agree_due_on == AGREE_BY
    assert run(TODAY) == run(TODAY + DAY) == []


def test_they_stand_in_the_week_of_the_chair_and_on_the_home_with_their_day(
    drafted: Meeting, chair: Person, neglect: Body
) -> None:
    week = week_of(neglect, on=TODAY)
    assert [(owed.kind, owed.title, owed.due_on) for owed in week.waiting] == [
        ("minutes-agree", "Agree the minutes", AGREE_BY)
    ]
    [row] = owed_in_bodies(chair, TODAY)
    assert (row.kind, row.due_on) == ("minutes", AGREE_BY)


def test_the_business_unit_sees_what_was_not_agreed_in_time(drafted: Meeting) -> None:
    def late(on: dt.date) -> Any:
        return late_entries({kind: rows.count() for kind, rows in late_rows(on).items()})

    assert late(AGREE_BY) == []
    [entry] = late(AGREE_BY + DAY)
    assert entry.words.replace("\xa0", " ") == "1 set of minutes late to agree"


def test_the_page_of_the_meeting_says_by_when(drafted: Meeting, client: Client, chair: Person, monday: dt.date) -> None:
    client.force_login(chair)
    page = client.get(drafted.get_absolute_url()).content.decode().replace("\xa0", " ")
    assert "The chair agrees the minutes: due in 7 days." in page
    assert "<dt>To be agreed by</dt><dd>Mon 30 Nov</dd>" in page
    Meeting.objects.update(minutes_agree_due_on=TODAY - 2 * DAY)
    page = client.get(drafted.get_absolute_url()).content.decode().replace("\xa0", " ")
    assert 'class="app-late">The chair agrees the minutes: 2 days late.' in page
    Meeting.objects.update(minutes_agree_due_on=None)  # drafted before there was such a day
    assert "The minutes wait for the chair." in client.get(drafted.get_absolute_url()).content.decode()
