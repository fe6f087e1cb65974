"""Many rows in one statement: what stands in the table is what the models themselves would have written."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.forms.models import model_to_dict

from partnership.kit.many_rows import NewRows, SetEach
from partnership.models import Body, Chase, Notice, Person, Telling
from subgroups.models import Action
from tests.factories import NOW

DAY = dt.date(2026, 12, 1)
CHASES = NewRows(
    Chase,
    "subject",
    "due_on",
    "step",
    "to",
    "offset",
    "step_on",
    "body",
    "reference",
    "title",
    same=["kind", "on", "at"],
)
NOTICES = NewRows(
    Notice, "key", "to", "subject", "text", "html", same=["kind", "on", "created_at", "next_try_at"], few=True
)
HOSTILE = "A “title” with 'quotes', \"more\", \\ \n 100 % %s {x} $[0] é 🙂 [null]"


def chases(*subjects: int, step: str = "1-after", title: str = HOSTILE, body: Body | None = None) -> list[int]:
    rows = [(one, DAY, step, "owner", -3, DAY, body and body.pk, "NEG-1", title) for one in subjects]
    return CHASES(rows, kind="action", on=DAY, at=NOW)


@pytest.mark.django_db
def test_rows_are_those_that_the_models_write(neglect: Body, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        first, second = chases(7, 8, body=neglect)
    given = {
        "kind": "action", "subject": 7, "due_on": DAY, "step": "1-after", "to": "owner", "offset": -3, "step_on": DAY,
        "on": DAY, "at": NOW, "body": neglect, "reference": "NEG-1", "title": HOSTILE,
    }  # fmt: skip
    new = Chase.objects.get(pk=first)
    assert (new.subject, Chase.objects.get(pk=second).subject) == (7, 8)
    fields = model_to_dict(new)
    Chase.objects.all().delete()
    like = Chase.objects.create(**given)
    assert model_to_dict(like, exclude=["id"]) == {name: value for name, value in fields.items() if name != "id"}
    assert fields["at"] == NOW and fields["due_on"] == DAY


@pytest.mark.django_db
def test_what_is_left_out_gets_the_default_and_none_stays_none(chair: Person) -> None:
    (mail,) = NOTICES(
        [("k", chair.pk, "Subject", "Text", "<p>")], kind="digest", on=DAY, created_at=NOW, next_try_at=NOW
    )
    row = Notice.objects.get(pk=mail)
    assert (row.status, row.tries, row.address, row.claimed_until) == (Notice.Status.WAITING, 0, "", None)
    (number,) = chases(1)
    assert Chase.objects.get(pk=number).body is None


@pytest.mark.django_db
def test_numbers_come_in_the_order_of_the_rows() -> None:
    subjects = list(range(1200, 0, -1))
    found = Chase.objects.in_bulk(numbers := chases(*subjects))
    assert [found[number].subject for number in numbers] == subjects


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 2, 25])
def test_a_few_rows_with_long_texts_are_those_that_the_models_write(chair: Person, count: int) -> None:
    rows = [(f"key-{number}", chair.pk, HOSTILE, HOSTILE * number, f"<p>{HOSTILE}") for number in range(count)]
    numbers = NOTICES(rows, kind="digest", on=DAY, created_at=NOW, next_try_at=NOW)
    found = Notice.objects.in_bulk(numbers)
    written = [(row.key, row.to_id, row.subject, row.text, row.html) for row in map(found.__getitem__, numbers)]
    assert written == rows
    assert {(row.kind, row.on, row.created_at) for row in found.values()} == {("digest", DAY, NOW)}


@pytest.mark.django_db
def test_nothing_is_written_where_one_row_breaks_a_rule() -> None:
    chases(1)
    with pytest.raises(DatabaseError), transaction.atomic():
        chases(2, 1)
    assert Chase.objects.count() == 1
    assert chases() == []


@pytest.mark.django_db
def test_each_row_gets_its_own_value_and_one_that_has_a_value_keeps_it(chair: Person, member: Person) -> None:
    made = [Telling.objects.create(chase_id=number, person=chair, told_as="owner") for number in chases(1, 2, 3)]
    mails = NOTICES(
        [(key, chair.pk, "Subject", "Text", "") for key in "ab"], kind="digest", on=DAY, created_at=NOW, next_try_at=NOW
    )
    tell = SetEach(Telling, "notice", if_empty=True)
    assert tell({made[0].pk: mails[0]}) == 1
    assert tell((row.pk, mails[1]) for row in made[:2]) == 1
    assert list(Telling.objects.order_by("pk").values_list("notice", flat=True)) == [mails[0], mails[1], None]
    assert tell({}) == 0
    move = SetEach(Chase, "on")
    assert move({made[0].chase_id: DAY, made[1].chase_id: dt.date.max}) == 2
    assert list(Chase.objects.order_by("pk").values_list("on", flat=True)) == [DAY, dt.date.max, DAY]


def test_a_model_with_a_history_is_refused() -> None:
    with pytest.raises(TypeError, match="history"):
        NewRows(Action, "title")


@pytest.mark.django_db
def test_instants_are_given_for_all_rows_alone() -> None:
    with pytest.raises(TypeError, match="one row among many"):
        SetEach(Chase, "at")({1: NOW})
