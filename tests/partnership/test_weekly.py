"""The chair's week: once a week, on the first working day, with what waits, what is late and what is due."""

import datetime as dt

import pytest
from django.core.management import call_command

from partnership import chasing
from partnership.kit.dates import at_hour
from partnership.models import Agency, Body, Notice, Person
from partnership.services import away
from subgroups.models import Action
from tests.factories import LONG_AGO, NOW, TODAY, make_action, make_membership, make_person

MONDAY = TODAY
EASTER_MONDAY = dt.date(2027, 3, 29)
DAY = dt.timedelta(days=1)


def write(on: dt.date = MONDAY) -> int:
    return chasing.write_weeklies(on=on, now=at_hour(on, 7, 5))


@pytest.fixture
def week(neglect: Body, police: Agency, chair: Person) -> Notice:
    """Neglect with one action late, one due on Thursday and one later."""
    for days, title in ((-20, "Late one"), (3, "Due one"), (40, "Far one")):
        make_action(neglect, police, by=chair, due_on=TODAY + dt.timedelta(days=days), title=title)
    write()
    return Notice.objects.get(kind="weekly")


def test_a_chair_is_told_what_is_late_and_what_is_due_this_week(week: Notice, chair: Person) -> None:
    assert week.to == chair
    assert week.subject == "Your week as chair: 1 late, 1 due this week"
    for form in (week.text, week.html):
        assert "Late one" in form
        assert "Due one" in form
        assert "Far one" not in form
        assert "no open thing has moved its date." in form
        assert Action.objects.get(title="Late one").get_absolute_url() in form


def test_run_twice_nothing_doubles(week: Notice) -> None:
    assert [write(), write(MONDAY + DAY)] == [0, 0]
    assert Notice.objects.filter(kind="weekly").count() == 1


def test_the_next_week_brings_the_next_mail(week: Notice) -> None:
    assert write(MONDAY + 7 * DAY) == 1


def test_missed_days_are_made_up_within_the_week(neglect: Body, chair: Person) -> None:
    assert write(MONDAY + 3 * DAY) == 1
    assert write(MONDAY + 4 * DAY) == 0


@pytest.mark.parametrize("on", [MONDAY + 5 * DAY, MONDAY + 6 * DAY, EASTER_MONDAY])
def test_no_mail_on_a_day_that_is_no_working_day(neglect: Body, chair: Person, on: dt.date) -> None:
    assert write(on) == 0


def test_after_a_bank_holiday_the_week_begins_on_tuesday(neglect: Body, chair: Person) -> None:
    assert write(EASTER_MONDAY + DAY) == 1


def test_weeks_of_the_turn_of_a_year_have_a_key_each(chair: Person) -> None:
    days = [dt.date(2026, 12, 28), dt.date(2027, 1, 1), dt.date(2027, 1, 4)]
    assert [chasing.week_key(7, day) for day in days] == ["weekly:7:2026-W53", "weekly:7:2026-W53", "weekly:7:2027-W01"]


def test_who_chairs_two_bodies_gets_one_mail(neglect: Body, exploitation: Body, chair: Person) -> None:
    make_membership(chair, exploitation, role="chair")
    assert write() == 1
    text = Notice.objects.get(kind="weekly").text
    assert neglect.name in text
    assert exploitation.name in text


def test_members_and_chairs_of_yesterday_get_none(neglect: Body, member: Person, council: Agency) -> None:
    make_membership(member, neglect, role="chair", from_on=LONG_AGO, to_on=MONDAY - DAY)
    assert write() == 0


def away_until(chair: Person, to_on: dt.date, deputy: Person | None) -> None:
    away.set_away(person=chair, from_on=MONDAY, to_on=to_on, deputy=deputy, by=chair, on=MONDAY, now=NOW)


def test_while_the_chair_is_away_the_deputy_gets_the_week_and_is_told_why(
    neglect: Body, police: Agency, council: Agency, chair: Person
) -> None:
    deputy = make_person("Dee Deputy", council)
    action = make_action(neglect, police, by=chair, due_on=TODAY - 20 * DAY)
    away_until(chair, MONDAY + 2 * DAY, deputy)
    assert write() == 1
    notice = Notice.objects.get(kind="weekly")
    assert (notice.to, notice.key) == (deputy, chasing.week_key(chair.pk, MONDAY))
    assert notice.subject == "The week of Chair of Neglect as chair: 1 late"
    assert "You get this in place of Chair of Neglect, who is away." in notice.text
    assert "you get this in place of Chair of Neglect, who is away." in notice.html
    assert "that you chair" not in notice.text + notice.html and action.reference in notice.text
    assert write(MONDAY + 3 * DAY) == 0, "the chair who is back within the week gets no second one"
    assert write(MONDAY + 7 * DAY) == 1
    assert Notice.objects.filter(kind="weekly", to=chair).count() == 1


def test_a_deputy_who_chairs_too_gets_both_weeks_apart(
    neglect: Body, exploitation: Body, council: Agency, chair: Person
) -> None:
    deputy = make_person("Dee Deputy", council)
    make_membership(deputy, exploitation, role="chair")
    away_until(chair, MONDAY + 2 * DAY, deputy)
    assert write() == 2
    own, other = Notice.objects.filter(kind="weekly", to=deputy).order_by("-subject")
    assert own.subject.startswith("Your week as chair") and neglect.name not in own.text
    assert other.subject.startswith("The week of Chair of Neglect") and exploitation.name not in other.text


def test_without_a_deputy_or_with_one_who_is_away_the_chair_gets_the_week(
    neglect: Body, council: Agency, chair: Person
) -> None:
    away_until(chair, MONDAY + 20 * DAY, None)
    assert write() == 1
    deputy = make_person("Dee Deputy", council)
    away_until(chair, MONDAY + 20 * DAY, deputy)
    away_until(deputy, MONDAY + 20 * DAY, None)
    assert write(MONDAY + 7 * DAY) == 1
    assert set(Notice.objects.filter(kind="weekly").values_list("to", flat=True)) == {chair.pk}


def test_a_quiet_week_is_said_in_a_sentence(neglect: Body, chair: Person) -> None:
    write()
    notice = Notice.objects.get(kind="weekly")
    assert notice.subject == "Your week as chair: nothing is late"
    assert "Nothing is late and nothing waits for you" in notice.text


def test_slippage_is_counted(week: Notice, neglect: Body) -> None:
    Action.objects.filter(title="Far one").update(moves_count=2)
    write(MONDAY + 7 * DAY)
    assert "one open thing has moved its date." in Notice.objects.get(on=MONDAY + 7 * DAY).text


def test_a_long_list_is_cut_and_says_so(neglect: Body, police: Agency, chair: Person) -> None:
    for number in range(14):
        make_action(neglect, police, by=chair, due_on=TODAY - DAY, title=f"Late {number}")
    write()
    notice = Notice.objects.get(kind="weekly")
    assert "The longest 12; 2 more are on the page of the body." in notice.text
    assert notice.subject.endswith("14 late")


def test_words_that_were_typed_come_out_as_text(neglect: Body, police: Agency, chair: Person) -> None:
    make_action(neglect, police, by=chair, due_on=TODAY - DAY, title="<script>alert(1)</script>{{ 7 }}")
    write()
    assert "&lt;script&gt;" in Notice.objects.get(kind="weekly").html


def test_the_command_writes_as_the_schedule_does(
    neglect: Body, chair: Person, monday: dt.date, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("write_weeklies")
    assert "1 written." in capsys.readouterr().out
    assert Notice.objects.get(kind="weekly").created_at == NOW
