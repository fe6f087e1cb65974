"""The page on which an agency lead lands: everything the agency owes, of every kind, and nothing of another agency."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from partnership.kit.wording import share
from partnership.models import Agency, Body, Person
from partnership.selectors.obligations import owed_by_agency
from subgroups.models import Action
from subgroups.services import actions
from tests.counting import queries_of
from tests.factories import NOW, TODAY, make_action, make_person


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def day(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


@pytest.fixture
def work(monday: Any, neglect: Body, police: Agency, fire: Agency, business_unit: Person) -> list[Action]:
    """Two late actions of the police, one to come, and one of the fire service that the police support."""
    made = [
        make_action(neglect, police, by=business_unit, due_on=day(days), title=f"Due in {days}")
        for days in (-2, -9, 20)
    ]
    made.append(
        make_action(neglect, fire, by=business_unit, due_on=day(5), title="Of fire", supporting=[(police, "lists")])
    )
    return made


def test_all_kinds_stand_in_one_list_most_overdue_first(work: list[Action], police: Agency) -> None:
    owed = owed_by_agency([police.pk])
    assert [(one.kind, one.due_on) for one in owed[:10]] == [
        ("action", day(-9)), ("action", day(-2)), ("support", day(5)), ("action", day(20))
    ]  # fmt: skip
    assert (len(owed), owed.counts(TODAY), owed[1].due_on) == (4, (4, 2), day(-2))
    assert [one.subject for one in owed.iterator(size=3)] == [one.subject for one in owed[:10]]


def test_nothing_of_another_agency_and_nothing_that_a_chair_owes(
    work: list[Action], fire: Agency, outsider: Person, partner: Person
) -> None:
    actions.query_ownership(action=work[0], reason="Not ours", by=partner, now=NOW)
    assert [one.title for one in owed_by_agency([fire.pk])[:10]] == ["Of fire"]
    assert not owed_by_agency([])[:10]
    page = as_(outsider).get("/").text
    assert "Of fire" in page and "Due in" not in page


def test_the_lead_lands_on_it_with_every_act_right_there(work: list[Action], partner: Person) -> None:
    page = as_(partner).get("/").text
    assert "Two actions are late" in page
    assert (
        page.index("Due in -9")
        < page.index("Due in -2")
        < page.index("Your part of: Of fire")
        < page.index("Due in 20")
    )
    here = work[0].get_absolute_url()
    for act in ("update/", "claim/", "ask-date/", "not-ours/", "delegate/"):
        assert f'href="{here}{act}"' in page
    assert f"parts/{work[3].supports.get().pk}/done/" in page
    assert "If nothing is done" in page and "You are told" in page


def test_what_waits_for_the_chair_stands_apart(work: list[Action], partner: Person) -> None:
    actions.query_ownership(action=work[0], reason="Not ours", by=partner, now=NOW)
    page = as_(partner).get("/").text
    assert "Waiting for somebody else" in page
    assert "Waits for the chair since" in page
    assert "One action is late" in page


def test_a_colleague_without_an_office_sees_what_they_hold(work: list[Action], partner: Person, police: Agency) -> None:
    colleague = make_person("Colleague", police)
    actions.hand_over(action=work[2], holder=colleague, by=partner, now=NOW)
    page = as_(colleague).get("/").text
    assert "Yours to do" in page and "Due in 20" in page
    assert "Due in -9" not in page and "Of fire" not in page


def test_the_lead_sees_how_its_own_first_dates_were_kept(work: list[Action], partner: Person, fire: Agency) -> None:
    page = as_(partner).get("/").text
    assert "Done by the first date" in page and share(0, 3) in page
    assert f"/scorecard/{partner.agency.slug}/" in page  # type: ignore[union-attr]
    assert f"/people/{partner.pk}/away/" in page


def many(neglect: Body, police: Agency, business_unit: Person, count: int) -> None:
    for number in range(count):
        make_action(neglect, police, by=business_unit, due_on=day(number + 1), title=f"Number {number}")


def test_fifty_rows_then_a_link_to_pages_and_files(
    monday: Any, neglect: Body, police: Agency, business_unit: Person, partner: Person
) -> None:
    many(neglect, police, business_unit, 53)
    client = as_(partner)
    page = client.get("/").text
    assert "All 53" in page and "Number 49" in page and "Number 50" not in page
    assert "Number 52" in client.get("/owed/?page=2").text
    file = b"".join(client.get("/owed/?format=csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert file.count("Number ") == 53 and "If nothing is done" in file


@pytest.mark.once
def test_as_many_queries_for_fifty_rows_as_for_ten(
    monday: Any, neglect: Body, police: Agency, business_unit: Person, partner: Person
) -> None:
    client = as_(partner)
    many(neglect, police, business_unit, 10)
    few = {path: queries_of(client, path) for path in ("/", "/owed/")}
    many(neglect, police, business_unit, 35)
    assert {path: queries_of(client, path) for path in ("/", "/owed/")} == few


def test_a_chair_sees_the_first_fifty_and_all_when_asked_for(
    monday: Any, neglect: Body, police: Agency, business_unit: Person, chair: Person
) -> None:
    for number in range(52):
        make_action(neglect, police, by=business_unit, title=f"Number {number:02}")
    Action.objects.update(status=Action.Status.CLAIMED, claimed_on=TODAY, claimed_by=business_unit)
    page = as_(chair).get("/").text
    assert "52 things wait for you as chair" in page.lower() and "52, the first 50 here" in page
    assert page.count("Close or return") == 50 and 'href="/?chair=all"' in page
    page = as_(chair).get("/?chair=all").text
    assert page.count("Close or return") == 52 and "the first 50" not in page
