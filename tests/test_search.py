"""Finding records: every word, whatever its capitals, taken as it was typed, and only what the person may see."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dspp.search import search
from partnership.models import Agency, Body, Person
from tests.factories import make_action

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def actions(neglect: Body, police: Agency, business_unit: Person) -> None:
    for title in ("Visit 50% of homes", "Visit 50 homes", r"Path C:\visits", "Name_of visitor", "Names of visitors"):
        make_action(neglect, police, by=business_unit, title=title)


def titles(words: str, person: Person) -> set[str]:
    """The actions among what is found."""
    return {entry.words for found in search(words, person) if found.kind == "Actions" for entry in found.entries}


@pytest.mark.usefixtures("actions")
def test_every_word_is_looked_for_as_it_was_typed(business_unit: Person) -> None:
    assert titles("visit homes", business_unit) == {"Visit 50% of homes", "Visit 50 homes"}
    assert titles("HOMES vIsIt", business_unit) == titles("visit homes", business_unit)
    assert titles("50%", business_unit) == {"Visit 50% of homes"}
    assert titles("name_", business_unit) == {"Name_of visitor"}
    assert titles(r"c:\v", business_unit) == {r"Path C:\visits"}
    assert titles("visit nowhere", business_unit) == set()
    assert titles("\x00", business_unit) == titles("visit", business_unit) | titles("names", business_unit)


@pytest.mark.usefixtures("actions")
def test_each_person_finds_what_that_person_may_see(partner: Person, outsider: Person, business_unit: Person) -> None:
    for _ in range(2):  # what was prepared for one is not given to another
        assert len(titles("visit", business_unit)) == 5
        assert len(titles("visit", partner)) == 5
        assert not titles("visit", outsider)


@pytest.mark.usefixtures("actions")
def test_one_query_for_each_kind(client: Client, business_unit: Person) -> None:
    client.force_login(business_unit)
    client.get("/search/?q=visit")
    with CaptureQueriesContext(connection) as captured:
        assert "Visit 50 homes" in client.get("/search/", {"q": "visit homes"}).text
    assert len(captured) <= 15


def test_other_names_of_an_agency_find_it_once(business_unit: Person, police: Agency) -> None:
    for alias in ("Police force", "Police service"):
        police.aliases.create(alias=alias)
    found: list[Any] = [found for found in search("police", business_unit) if found.kind == "Agencies"]
    assert [entry.words for entry in found[0].entries].count(police.name) == 1
