"""What changes a few times a year is read once, and again as soon as anybody has saved anything of it."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partnership.calendar import working_days
from partnership.kit.history import save_as
from partnership.kit.remembered import remembered, remembering
from partnership.models import Agency, BankHoliday, Body, ChaseStep, Partnership, Person
from tests.factories import NOW, TODAY, make_action


@pytest.fixture
def page(client: Client, business_unit: Person, neglect: Body, police: Agency, monday: dt.date) -> Any:
    """A page of the business unit's on which something is late, with the tables it asks."""
    make_action(neglect, police, by=business_unit, due_on=TODAY - dt.timedelta(days=9))
    client.force_login(business_unit)
    client.get("/")

    def look() -> tuple[str, str]:
        with CaptureQueriesContext(connection) as captured:
            answer = client.get("/")
        return answer.content.decode(), " ".join(query["sql"].split("WHERE")[0] for query in captured[1:])

    return look


def test_what_stands_is_not_read_again(page: Any) -> None:
    _, asked = page()
    for table in ("partnership_partnership", "partnership_bankholiday", "partnership_chasestep"):
        assert f'FROM "{table}"' not in asked


def test_a_saved_name_stands_on_the_next_page(page: Any, partnership: Partnership, business_unit: Person) -> None:
    page()
    partnership.first_line = "Another first line"
    save_as(partnership, by=business_unit, now=NOW)
    assert "Another first line" in page()[0]


@pytest.mark.parametrize("many_at_once", [False, True])
def test_a_new_holiday_or_step_is_seen_at_once(page: Any, many_at_once: bool) -> None:
    day = BankHoliday(on=dt.date(2026, 11, 24), name="A day off", is_local=True)
    if many_at_once:
        BankHoliday.objects.bulk_create([day])
    else:
        day.save()
    assert 'FROM "partnership_bankholiday"' in page()[1]
    assert 'FROM "partnership_bankholiday"' not in page()[1]
    ChaseStep.objects.create(key="2-after", offset=2, to=ChaseStep.To.OWNER)
    assert 'FROM "partnership_chasestep"' in page()[1]


def test_nothing_is_remembered_outside_a_page(holidays: None, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        working_days()
        working_days()
    with django_assert_num_queries(1), remembering((1,)):
        working_days()
        working_days()


def test_another_stamp_is_another_reading() -> None:
    said = iter("abc")
    with remembering(1):
        assert remembered("letter", lambda: next(said)) == remembered("letter", lambda: next(said)) == "a"
    with remembering(2):
        assert remembered("letter", lambda: next(said)) == "b"
    assert remembered("letter", lambda: next(said)) == "c"
