"""How many queries the main pages take: the same at ten and at a hundred of everything, and no more than the bars."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from partnership.models import Agency, Body, Person
from tests.counting import queries_of
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


MOST_QUERIES = {
    ("business_unit", "/"): 8,
    ("partner", "/"): 8,
    ("chair", "/"): 9,
    ("independent_chair", "/"): 12,
    ("business_unit", "/actions/"): 9,
    ("business_unit", "/actions/?key=overdue"): 9,
    ("partner", "/actions/"): 9,
    ("business_unit", "/meetings/?when=past"): 8,
    ("business_unit", "/decisions/"): 8,
    ("business_unit", "/scorecard/"): 8,
    ("business_unit", "/search/?q=action"): 8,
}


def test_a_page_asks_no_more_for_a_hundred_than_for_ten(
    more: Any, neglect: Body, police: Agency, business_unit: Person, monday: dt.date, request: pytest.FixtureRequest
) -> None:
    late = make_action(neglect, police, by=business_unit, due_on=TODAY - dt.timedelta(days=20))
    meeting = make_meeting(neglect, TODAY - dt.timedelta(days=30))
    records = {
        ("business_unit", one.get_absolute_url()): most for one, most in ((late, 8), (police, 11), (meeting, 12))
    }
    most = MOST_QUERIES | records
    clients = {}
    for role, _ in most:
        clients[role] = Client()
        clients[role].force_login(request.getfixturevalue(role))

    def asked(count: int) -> dict[tuple[str, str], int]:
        more(count)
        return {(role, path): queries_of(clients[role], path) for role, path in most}

    few = asked(FEW)
    assert asked(MANY - FEW) == few
    assert not {page: count for page, count in few.items() if count > most[page]}
