"""How many queries the main pages take: the same at ten and at a hundred of everything, and no more than the bars."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partnership.models import Agency, Body, Person
from tests.factories import TODAY, make_action, make_meeting

FEW, MANY = 10, 100


@pytest.fixture
def more(neglect: Body, police: Agency, partner: Person, business_unit: Person) -> Any:
    """Actions that are late, due this week and later, and meetings of this week and of the last."""

    def add(count: int) -> None:
        for number in range(count):
            due_on = TODAY + dt.timedelta(days=(-20, 2, 40)[number % 3])
            made = {"by": business_unit, "holder": partner, "due_on": due_on}
            make_action(neglect, police, **made)
            make_meeting(neglect, TODAY + dt.timedelta(days=number % 5 - 7 * (number % 2)))

    return add


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("role", "path", "most"),
    [
        ("business_unit", "/", 8),
        ("partner", "/", 8),
        ("chair", "/", 9),
        ("independent_chair", "/", 12),
        ("business_unit", "/actions/", 9),
        ("business_unit", "/actions/?key=overdue", 9),
        ("partner", "/actions/", 9),
        ("business_unit", "/meetings/?when=past", 8),
        ("business_unit", "/decisions/", 8),
    ],
)
def test_a_page_asks_no_more_for_a_hundred_than_for_ten(
    role: str, path: str, most: int, more: Any, client: Client, monday: dt.date, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(role))
    more(FEW)
    few = queries(client, path)
    more(MANY - FEW)
    assert queries(client, path) == few
    assert few <= most
