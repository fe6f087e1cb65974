"""Days that the chase does not count: deputies of people, closures of agencies, closing days of the partnership."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from partnership.calendar import working_days
from partnership.kit.errors import NotYours
from partnership.models import Agency, AgencyClosure, BankHoliday, Body, Person
from partnership.services import away
from tests.factories import NOW, TODAY, make_membership, make_person

pytestmark = pytest.mark.usefixtures("partnership", "monday")


def day(count: int) -> dt.date:
    return TODAY + dt.timedelta(days=count)


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def boxes(name: str, value: dt.date) -> dict[str, str]:
    return {f"{name}_day": str(value.day), f"{name}_month": str(value.month), f"{name}_year": str(value.year)}


@pytest.fixture
def officer(police: Agency) -> Person:
    return make_person("Police officer", police)


@pytest.fixture
def colleague(police: Agency) -> Person:
    return make_person("Colleague", police)


# ---- people ----


def test_a_person_says_when_they_are_away_and_who_is_told_instead(officer: Person, colleague: Person) -> None:
    given = {**boxes("from_on", day(1)), **boxes("to_on", day(9)), "deputy": colleague.pk}
    response = as_(officer).post(reverse("partnership:person-away", args=[officer.pk]), given)
    assert response.status_code == 302
    officer.refresh_from_db()
    assert (officer.away_from_on, officer.away_to_on, officer.away_deputy) == (day(1), day(9), colleague)
    line = officer.history.latest()
    assert (line.history_user, line.history_change_reason) == (officer, "away")
    assert "Colleague is told instead" in as_(officer).get(officer.get_absolute_url()).content.decode()


def test_the_business_unit_may_for_all_and_a_lead_for_nobody_else(
    officer: Person, business_unit: Person, partner: Person
) -> None:
    path = reverse("partnership:person-away", args=[officer.pk])
    assert as_(partner).get(path).status_code == 403
    assert as_(business_unit).get(path).status_code == 200
    with pytest.raises(NotYours):
        away.set_away(person=officer, from_on=day(1), to_on=day(2), by=partner, on=TODAY)


def test_a_colleague_of_the_same_body_may_stand_in_and_a_stranger_may_not(
    neglect: Body, member: Person, chair: Person, outsider: Person
) -> None:
    away.set_away(person=member, from_on=day(1), to_on=day(2), deputy=chair, by=member, on=TODAY)
    with pytest.raises(ValidationError, match="colleague of the same agency or of the same body"):
        away.set_away(person=member, from_on=day(1), to_on=day(2), deputy=outsider, by=member, on=TODAY)
    with pytest.raises(ValidationError, match="colleague"):
        away.set_away(person=member, from_on=day(1), to_on=day(2), deputy=member, by=member, on=TODAY)


def test_somebody_who_left_the_body_is_no_longer_offered(neglect: Body, member: Person, fire: Agency) -> None:
    left = make_person("Left", fire)
    make_membership(left, neglect, to_on=day(-1))
    with pytest.raises(ValidationError, match="colleague"):
        away.set_away(person=member, from_on=day(1), to_on=day(2), deputy=left, by=member, on=TODAY)


def test_a_deputy_who_is_away_too_is_refused(officer: Person, colleague: Person) -> None:
    away.set_away(person=colleague, from_on=day(5), to_on=day(20), by=colleague, on=TODAY)
    with pytest.raises(ValidationError, match="Colleague is away too until"):
        away.set_away(person=officer, from_on=day(1), to_on=day(5), deputy=colleague, by=officer, on=TODAY)
    away.set_away(person=officer, from_on=day(1), to_on=day(4), deputy=colleague, by=officer, on=TODAY)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(5, 4, "not before the first day"), (-9, -1, "has not passed"), (1, 400, "a year at most")],
)
def test_dates_away_are_judged(officer: Person, first: int, last: int, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        away.set_away(person=officer, from_on=day(first), to_on=day(last), by=officer, on=TODAY)


def test_back_again_takes_the_deputy_off_and_twice_does_nothing_more(officer: Person, colleague: Person) -> None:
    away.set_away(person=officer, from_on=day(0), to_on=day(4), deputy=colleague, by=officer, on=TODAY)
    path = reverse("partnership:person-back", args=[officer.pk])
    assert as_(officer).post(path).status_code == 302
    officer.refresh_from_db()
    assert officer.away_from_on is None and officer.away_deputy is None
    versions = officer.history.count()
    away.end_away(person=officer, by=officer, now=NOW)
    assert officer.history.count() == versions


# ---- agencies ----


def closure(agency: Agency, by: Person, first: int = 10, last: int = 14, **given: Any) -> AgencyClosure:
    return away.add_closure(
        agency=agency, from_on=day(first), to_on=day(last), reason="Winter leave", by=by, on=TODAY, **given
    )


def test_the_lead_adds_a_closure_of_the_own_agency(partner: Person, police: Agency) -> None:
    path = reverse("partnership:closure-list", args=[police.slug])
    given = {**boxes("from_on", dt.date(2026, 12, 21)), **boxes("to_on", dt.date(2027, 1, 1)), "reason": "Winter leave"}
    assert as_(partner).post(path, given).status_code == 302
    page = as_(partner).get(path).content.decode()
    # 21 to 24 December and 29 to 31 December: Christmas, its substitute day and New Year count for nothing already.
    assert "7\xa0working days do not count" in page
    assert "Winter leave" in as_(partner).get(police.get_absolute_url()).content.decode()


def test_closures_of_another_agency_are_not_kept(outsider: Person, member: Person, police: Agency) -> None:
    for person in (outsider, member):
        assert as_(person).get(reverse("partnership:closure-list", args=[police.slug])).status_code == 403
        with pytest.raises(NotYours):
            closure(police, person)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(5, 4, "not before"), (-1, 4, "not in the past"), (1, 61, "60 days at most"), (900, 905, "next two years")],
)
def test_dates_of_a_closure_are_judged(partner: Person, police: Agency, first: int, last: int, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        closure(police, partner, first, last)


def test_closures_do_not_meet_and_do_not_fill_the_year(partner: Person, police: Agency, fire: Agency) -> None:
    closure(police, partner, 10, 14)
    with pytest.raises(ValidationError, match="These days meet another closure: Winter leave"):
        closure(police, partner, 14, 20)
    closure(police, partner, 50, 105)
    closure(police, partner, 110, 165)
    with pytest.raises(ValidationError, match="120 days a year are the most"):
        closure(police, partner, 170, 200)


def test_one_that_has_begun_keeps_its_first_day_and_one_that_ended_stays(partner: Person, police: Agency) -> None:
    row = closure(police, partner, 1, 5)
    change = {"reason": "Winter leave", "by": partner}
    with pytest.raises(ValidationError, match="only its last day"):
        away.change_closure(closure=row, from_on=day(2), to_on=day(5), on=day(2), **change)
    away.change_closure(closure=row, from_on=day(1), to_on=day(3), on=day(2), **change)
    with pytest.raises(ValidationError, match="It has begun"):
        away.remove_closure(closure=row, by=partner, on=day(2))
    with pytest.raises(ValidationError, match="It has ended"):
        away.change_closure(closure=row, from_on=day(1), to_on=day(9), on=day(8), **change)


def test_a_closure_ahead_is_removed_and_its_history_says_by_whom(partner: Person, police: Agency) -> None:
    row = closure(police, partner)
    path = reverse("partnership:closure-remove", args=[row.pk])
    assert as_(partner).post(path).status_code == 302
    assert not AgencyClosure.objects.exists()
    assert AgencyClosure.history.latest().history_user == partner
    assert as_(partner).post(path).status_code == 404


def test_a_refused_removal_is_said_in_the_page(partner: Person, police: Agency) -> None:
    row = closure(police, partner, 0, 3)
    response = as_(partner).post(reverse("partnership:closure-remove", args=[row.pk]))
    assert response.status_code == 422
    assert "It has begun" in response.content.decode()


def send(person: Person, agency: Agency, text: str) -> Any:
    path = reverse("partnership:closure-import", args=[agency.slug])
    return as_(person).post(path, {"file": SimpleUploadedFile("holidays.csv", text.encode())})


def test_a_school_year_comes_from_a_file(partner: Person, police: Agency) -> None:
    text = "From,To,Why\n21/12/2026,1/1/2027,Christmas holidays\n\n2027-02-15, 2027-02-19 ,Half-term\n"
    assert send(partner, police, text).status_code == 302
    assert list(AgencyClosure.objects.values_list("reason", flat=True)) == ["Christmas holidays", "Half-term"]


def test_a_wrong_line_is_named_and_nothing_is_added(partner: Person, police: Agency) -> None:
    text = "21/12/2026,1/1/2027,Christmas\n32/1/2027,5/2/2027,Half-term\n1/2/2027,5/2/2027"
    response = send(partner, police, text)
    assert response.status_code == 422
    said = response.content.decode()
    assert "Line 2: the first day “32/1/2027” must be a real date" in said and "Line 3: write a first day" in said
    text = "21/12/2026,1/1/2027,Christmas\n28/12/2026,5/1/2027,Meets the first"
    response = send(partner, police, text)
    assert "Line 2: These days meet another closure" in response.content.decode()
    assert not AgencyClosure.objects.exists()
    assert send(partner, police, "\x00\xff").status_code == 422


# ---- the whole partnership ----


def test_local_closing_days_are_no_working_days(business_unit: Person) -> None:
    path = reverse("partnership:closing-days")
    given = {**boxes("first_on", dt.date(2026, 12, 24)), **boxes("last_on", dt.date(2026, 12, 29)), "name": "Closed"}
    response = as_(business_unit).post(path, given, follow=True)
    # Friday is Christmas, Monday its substitute for Boxing Day: two working days are new.
    assert "no longer count as working days" in response.content.decode()
    assert list(BankHoliday.objects.filter(is_local=True).values_list("on", flat=True)) == [
        dt.date(2026, 12, 24),
        dt.date(2026, 12, 29),
    ]
    assert not working_days().is_working(dt.date(2026, 12, 24))
    assert as_(business_unit).post(path, given).status_code == 422


def test_only_the_business_unit_keeps_closing_days(partner: Person, chair: Person) -> None:
    for person in (partner, chair):
        assert as_(person).get(reverse("partnership:closing-days")).status_code == 403
        with pytest.raises(NotYours):
            away.add_closing_days(first_on=day(3), name="Closed", by=person, on=TODAY)


def test_past_days_and_bank_holidays_stay(business_unit: Person) -> None:
    with pytest.raises(ValidationError, match="not in the past"):
        away.add_closing_days(first_on=day(-3), name="Closed", by=business_unit, on=TODAY)
    with pytest.raises(ValidationError, match="weekends and bank holidays"):
        away.add_closing_days(first_on=dt.date(2026, 12, 25), name="Closed", by=business_unit, on=TODAY)
    christmas = BankHoliday.objects.get(on=dt.date(2026, 12, 25))
    with pytest.raises(ValidationError, match="cannot be taken away"):
        away.remove_closing_day(day=christmas, by=business_unit, on=TODAY)
    (row,) = away.add_closing_days(first_on=day(3), name="Closed", by=business_unit, on=TODAY)
    with pytest.raises(ValidationError, match="has come"):
        away.remove_closing_day(day=row, by=business_unit, on=day(3))
    response = as_(business_unit).post(reverse("partnership:closing-day-remove", args=[row.pk]))
    assert response.status_code == 302
    assert working_days().is_working(day(3))


def test_the_next_year_of_bank_holidays_is_added_once(business_unit: Person) -> None:
    path = reverse("partnership:holiday-year-add")
    assert "2031" in as_(business_unit).get(path).content.decode()
    assert as_(business_unit).post(path).status_code == 302
    assert BankHoliday.objects.filter(on__year=2031).count() == 8
    with pytest.raises(ValidationError, match="2032 first"):
        away.add_year_of_bank_holidays(year=2035, by=business_unit)
