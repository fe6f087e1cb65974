"""How many queries the main pages take: the same at ten and at a hundred of everything, and no more than the bars."""

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from partnership.kit.history import save_as
from partnership.models import Agency, Body, Chase, Person, Telling
from subgroups.models import Action, DateChange, ImpactCheck, OwnershipQuery, Support
from subgroups.services import actions
from tests.counting import queries_of
from tests.factories import NOW, PDF, TODAY, make_action, make_agency, make_meeting, make_person

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
    ("business_unit", "/"): 5,
    ("partner", "/"): 6,
    ("chair", "/"): 6,
    ("independent_chair", "/"): 9,
    ("business_unit", "/actions/"): 7,
    ("business_unit", "/actions/?key=overdue"): 7,
    ("partner", "/actions/"): 7,
    ("business_unit", "/meetings/?when=past"): 6,
    ("business_unit", "/decisions/"): 6,
    ("business_unit", "/scorecard/"): 6,
    ("business_unit", "/search/?q=action"): 6,
}


def test_a_page_asks_no_more_for_a_hundred_than_for_ten(
    more: Any, neglect: Body, police: Agency, business_unit: Person, monday: dt.date, request: pytest.FixtureRequest
) -> None:
    late = make_action(neglect, police, by=business_unit, due_on=TODAY - dt.timedelta(days=20))
    meeting = make_meeting(neglect, TODAY - dt.timedelta(days=30))
    records = {("business_unit", one.get_absolute_url()): most for one, most in ((late, 6), (police, 9), (meeting, 10))}
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


def hang_on(action: Action, agencies: list[Agency], officer: Person, chair: Person, days: Iterator[dt.date]) -> None:
    """One more of everything that hangs on an action: a part, words with a file, a request, a doubt, a chase told."""
    Support.objects.create(action=action, agency=agencies.pop(), part="home visits", chase_from_on=TODAY)
    file = SimpleUploadedFile("list.pdf", PDF)
    actions.add_update(action=action, text="Half is done", judgement="", by=officer, now=NOW, files=[file])
    asked = {"action": action, "asked_by": officer, "asked_at": NOW, "answer_due_on": TODAY}
    answered = {**asked, "answered_by": chair, "answered_at": NOW}
    later = action.due_on + dt.timedelta(days=7)
    DateChange.objects.create(
        agency=action.lead_agency, from_on=action.due_on, to_on=later, reason="Ill", status="refused", **answered
    )
    OwnershipQuery.objects.create(agency=action.lead_agency, reason="No", status="kept", **answered)
    ImpactCheck.objects.create(action=action, due_on=next(days), chase_from_on=TODAY, cancelled_on=TODAY)
    on = next(days)
    chase = Chase.objects.create(
        kind="action", subject=action.pk, due_on=action.due_on, step=f"step-{on}", to="owner", offset=1, step_on=on,
        on=on, at=NOW, body=action.body, agency=action.lead_agency, reference=action.reference, title="Late", path="/",
    )  # fmt: skip
    Telling.objects.create(chase=chase, person=officer)


@pytest.mark.parametrize("who", ["business_unit", "partner"])
def test_the_page_of_an_action_asks_no_more_however_much_hangs_on_it(
    who: str, neglect: Body, police: Agency, chair: Person, business_unit: Person, partner: Person, monday: dt.date,
    client: Client, request: pytest.FixtureRequest,
) -> None:  # fmt: skip
    action = make_action(neglect, police, by=business_unit, holder=partner)
    agencies = [make_agency() for _ in range(40)]
    days = (TODAY - dt.timedelta(days=number) for number in itertools.count(1))
    client.force_login(request.getfixturevalue(who))

    def asked(count: int) -> int:
        for _ in range(count):
            hang_on(action, agencies, partner, chair, days)
        return queries_of(client, action.get_absolute_url())

    few = asked(3)
    assert asked(30) == few <= 10


def test_a_history_asks_no_more_for_many_changes_of_many_people(
    neglect: Body, police: Agency, business_unit: Person, client: Client
) -> None:
    action = make_action(neglect, police, by=business_unit)
    client.force_login(business_unit)

    def asked(count: int) -> int:
        for number in range(count):
            action.holder = make_person(f"Holder {number}", police)
            save_as(action, by=business_unit, reason="Handed on")
        path = reverse("subgroups:action-history", args=[action.reference])
        found = queries_of(client, path)
        assert client.get(path).content.decode().count("Holder ") >= 2 * count - 1
        return found

    assert asked(20) == asked(2) <= 5
