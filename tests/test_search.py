"""Finding records: every word, whatever its capitals, taken as it was typed, and only what the person may see."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dspp.search import MOST, search
from partnership.kit import kept, kept_words
from partnership.models import Agency, Body, Person
from subgroups.models import Action, ActionWords, AgendaItemWords
from tests.factories import TODAY, make_action, make_meeting

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
def test_one_query_for_all_kinds_and_one_for_each_that_has_something(client: Client, business_unit: Person) -> None:
    client.force_login(business_unit)
    client.get("/search/?q=visit")
    with CaptureQueriesContext(connection) as captured:
        assert "Visit 50 homes" in client.get("/search/", {"q": "visit homes"}).text
    assert len(captured) <= 5
    with CaptureQueriesContext(connection) as captured:
        client.get("/search/", {"q": "visit nowhere"})
    assert len(captured) <= 4


@pytest.mark.usefixtures("actions")
def test_words_of_one_and_two_letters_are_found_too(business_unit: Person) -> None:
    assert titles("50", business_unit) == {"Visit 50% of homes", "Visit 50 homes"}
    assert titles("% 50 visit", business_unit) == {"Visit 50% of homes"}
    assert titles("_ o", business_unit) == {"Name_of visitor"}
    assert titles('"visit', business_unit) == set()


def test_capitals_beyond_english_are_found_as_others_are(
    neglect: Body, police: Agency, business_unit: Person, monday: dt.date
) -> None:
    make_action(neglect, police, by=business_unit, title="Café ÉCOLE")
    assert titles("école", business_unit) == titles("CAFÉ", business_unit) == {"Café ÉCOLE"}


def test_what_was_changed_is_found_by_its_new_words_only(
    neglect: Body, police: Agency, business_unit: Person, monday: dt.date
) -> None:
    action = make_action(neglect, police, by=business_unit, title="Old words")
    Action.objects.filter(pk=action.pk).update(title="Fresh words")
    assert titles("old", business_unit) == set()
    assert titles("fresh words", business_unit) == {"Fresh words"}
    kept = ActionWords.objects.get(record=action).words
    Action.objects.filter(pk=action.pk).update(due_on=TODAY)
    assert ActionWords.objects.get(record=action).words == kept


def test_what_is_gone_keeps_no_words(neglect: Body, business_unit: Person, monday: dt.date) -> None:
    item = make_meeting(neglect, TODAY).items.create(title="Housing", place=1)
    assert AgendaItemWords.objects.filter(record_id=item.pk).exists()
    key = item.pk
    item.delete()
    assert not AgendaItemWords.objects.filter(record_id=key).exists()


def test_an_agenda_item_is_found_by_its_words_and_by_its_meeting(
    neglect: Body, business_unit: Person, monday: dt.date
) -> None:
    meeting = make_meeting(neglect, TODAY)
    for place, title in enumerate(("Housing report", "Training report"), 1):
        meeting.items.create(title=title, place=place)

    def items(words: str) -> list[str]:
        return [
            entry.words for found in search(words, business_unit) if found.kind.startswith("Agenda")
            for entry in found.entries
        ]  # fmt: skip

    assert items("report") == ["Housing report", "Training report"]
    assert items(meeting.reference) == ["Housing report", "Training report"]
    assert items(f"{meeting.reference} training") == ["Training report"]


def test_more_than_ten_of_a_kind_are_said_to_be_more(
    neglect: Body, police: Agency, business_unit: Person, monday: dt.date
) -> None:
    for number in range(12):
        make_action(neglect, police, by=business_unit, title=f"Visit {number}")
    (found,) = (found for found in search("visit", business_unit) if found.kind == "Actions")
    assert len(found.entries) == MOST and found.more


def test_what_keeps_words_is_made_again_where_it_was_lost(
    neglect: Body, police: Agency, business_unit: Person, monday: dt.date
) -> None:
    """SQLite loses triggers where a migration makes a table anew; words of rows written meanwhile are kept then."""
    with connection.cursor() as cursor:
        on = " ON subgroups_action" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER subgroups_actionwords_new{on}")
    make_action(neglect, police, by=business_unit, title="Written past it")
    assert titles("past", business_unit) == set()
    kept.keep()
    make_action(neglect, police, by=business_unit, title="Written past nothing")
    assert titles("past", business_unit) == {"Written past it", "Written past nothing"}


def test_a_refused_extension_says_who_can_help(monkeypatch: pytest.MonkeyPatch, db: Any) -> None:
    refused = "CREATE EXTENSION that_is_not_there"
    otherwise = kept_words.EXTENSION.otherwise
    monkeypatch.setattr(ActionWords, "statements", lambda vendor: iter([kept.Needs(refused, otherwise)]))
    with pytest.raises(ImproperlyConfigured, match="CREATE EXTENSION pg_trgm"):
        kept.keep()


def test_other_names_of_an_agency_find_it_once(business_unit: Person, police: Agency) -> None:
    for alias in ("Police force", "Police service"):
        police.aliases.create(alias=alias)
    found: list[Any] = [found for found in search("police", business_unit) if found.kind == "Agencies"]
    assert [entry.words for entry in found[0].entries].count(police.name) == 1
