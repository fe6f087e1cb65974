"""Queries that PostgreSQL keeps at hand: the same rows, whatever the run and the connection; SQLite has its own way."""

from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.models import BigIntegerField, CharField, Q
from django.test.utils import CaptureQueriesContext

from partnership.kit import at_hand
from partnership.kit.prepared import Prepared, PreparedCounts, Slot
from partnership.kit.word_slots import WordSlot
from partnership.models import Agency

pytestmark = pytest.mark.skipif(
    "sqlite" in settings.DATABASES["default"]["ENGINE"], reason="SQLite's driver keeps its statements by itself"
)
NUMBER = BigIntegerField()


def by_key() -> Prepared:
    return Prepared(lambda: Agency.objects.filter(pk=Slot("pk", NUMBER)))


def said(act: Any) -> str:
    """What an act says to the database."""
    with CaptureQueriesContext(connection) as captured:
        act()
    (query,) = captured
    return str(query["sql"])


def named() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pg_prepared_statements WHERE name LIKE 'at\\_hand\\_%'")
        return int(cursor.fetchone()[0])


def test_from_its_second_run_a_query_goes_by_its_name(police: Agency, fire: Agency) -> None:
    query = by_key()
    assert said(lambda: query(pk=police.pk)).startswith("SELECT")
    for agency in (fire, police, fire, police, fire, police, fire):  # PostgreSQL may keep one plan after the fifth
        assert said(lambda agency=agency: query(pk=agency.pk)).startswith("EXECUTE at_hand_")
        assert query(pk=agency.pk) == [agency]
    assert query(pk=0) == []


def test_what_is_always_the_same_stays_in_the_text(police: Agency, fire: Agency) -> None:
    Agency.objects.filter(pk=fire.pk).update(name="100% 'Fire' and %s")
    theirs = Q(name__contains="100% 'Fire' and %s") | Q(name__startswith=Slot("start", CharField()))
    query = Prepared(lambda: Agency.objects.filter(theirs).order_by("name"))
    for _ in range(3):
        assert query(start="West") == [Agency.objects.get(pk=fire.pk), police]


def test_one_value_may_stand_in_two_places(police: Agency) -> None:
    twice = Q(name=Slot("name", CharField())) & Q(name__iexact=Slot("name", CharField()))
    query = Prepared(lambda: Agency.objects.filter(twice))
    for _ in range(3):
        assert query(name=police.name) == [police]


def test_counts_go_by_a_name_as_well(police: Agency, fire: Agency) -> None:
    counts = PreparedCounts(lambda: {"one": Agency.objects.filter(pk=Slot("pk", NUMBER)), "all": Agency.objects.all()})
    every = Agency.objects.count()
    for _ in range(3):
        assert counts(pk=police.pk) == {"one": 1, "all": every}
    assert said(lambda: counts(pk=0)).startswith("EXECUTE")


def test_words_are_searched_for_by_a_plan_of_their_own(police: Agency) -> None:
    query = Prepared(lambda: Agency.objects.filter(name__has_word=WordSlot("word")))
    for _ in range(3):
        assert said(lambda: query(word="west")).startswith("SELECT")
        assert query(word="west") == [police]


def test_what_was_asked_for_longest_ago_is_forgotten(police: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_hand, "MOST", 2)
    queries = [by_key() for _ in range(4)]
    for query in queries * 2:
        assert query(pk=police.pk) == [police]
    assert named() == 2
    assert all(query(pk=police.pk) == [police] for query in queries)


@pytest.mark.django_db(transaction=True)
def test_another_connection_has_nothing_at_hand_and_gives_the_same(police: Agency) -> None:
    query = by_key()
    for _ in range(3):
        query(pk=police.pk)
    connection.close()
    assert said(lambda: query(pk=police.pk)).startswith("SELECT")
    assert query(pk=police.pk) == query(pk=police.pk) == [police]


def test_a_name_outlives_what_was_rolled_back(police: Agency) -> None:
    query = by_key()
    query(pk=police.pk)
    with transaction.atomic():
        query(pk=police.pk)
        transaction.set_rollback(True)
    assert query(pk=police.pk) == [police]
