"""Reviews of governing documents: who owes them, found still right, a new version; the list of what is due."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from partnership.document_reviews import DOCUMENT_REVIEWS
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.wording import long_date
from partnership.models import Body, Document, Person
from partnership.services import documents
from partnership.services.bodies import add_document
from tests.factories import NOW, TODAY, make_person

pytestmark = pytest.mark.usefixtures("monday")
DAY = dt.timedelta(days=1)


def add(body: Body, by: Person, **fields: Any) -> Document:
    fields = {
        "kind": "terms", "title": "Terms of reference", "number": "1", "agreed_on": TODAY - 400 * DAY,
        "review_on": TODAY - 5 * DAY, **fields,
    }  # fmt: skip
    return add_document(body=body, by=by, now=NOW, **fields)


@pytest.fixture
def owner(db: None) -> Person:
    return make_person("Owner of the document")


@pytest.fixture
def document(neglect: Body, business_unit: Person, owner: Person) -> Document:
    return add(neglect, business_unit, owner=owner)


def review(document: Document, by: Person, review_on: dt.date = TODAY + 365 * DAY) -> Document:
    return documents.review_document(document=document, note="Read whole", review_on=review_on, by=by, now=NOW)


def test_the_owner_owes_it_and_without_one_the_chair(
    document: Document, exploitation: Body, business_unit: Person, owner: Person
) -> None:
    owed = DOCUMENT_REVIEWS.find(document.pk)
    assert owed is not None
    assert (owed.owner_id, owed.office) == (owner.pk, "owner")
    other = DOCUMENT_REVIEWS.find(add(exploitation, business_unit).pk)
    assert other is not None
    assert (other.owner_id, other.office, other.body_id) == (None, "chair", exploitation.pk)


@pytest.mark.parametrize("who", ["owner", "chair", "business_unit"])
def test_owner_chair_and_business_unit_find_it_still_right(who: str, document: Document, request: Any) -> None:
    looked = review(document, request.getfixturevalue(who))
    assert looked.review_on == TODAY + 365 * DAY
    assert looked.history.first().history_change_reason == "Reviewed, still right. Read whole"


@pytest.mark.parametrize("who", ["member", "partner", "outsider"])
def test_nobody_else_does(who: str, document: Document, request: Any) -> None:
    with pytest.raises(NotYours):
        review(document, request.getfixturevalue(who))


def test_the_next_date_is_to_come(document: Document, owner: Person) -> None:
    with pytest.raises(ValidationError, match="still to come"):
        review(document, owner, TODAY)


def test_a_new_version_takes_its_place_with_the_same_owner(document: Document, owner: Person) -> None:
    made = documents.renew_document(
        document=document, number="2", agreed_on=TODAY, review_on=TODAY + 365 * DAY, by=owner, now=NOW
    )
    assert (made.owner, made.title) == (owner, document.title)
    assert list(Document.objects.to_review()) == [made]
    assert DOCUMENT_REVIEWS.find(document.pk) is None
    with pytest.raises(WrongState):
        review(document, owner)


def test_documents_of_a_closed_body_are_not_owed(document: Document, neglect: Body) -> None:
    Body.objects.filter(pk=neglect.pk).update(closed_on=TODAY)
    assert DOCUMENT_REVIEWS.find(document.pk) is None


def page(client: Client, person: Person, path: str, status: int = 200) -> str:
    client.force_login(person)
    got = client.get(path)
    assert got.status_code == status, path
    return got.content.decode()


def test_the_owner_reviews_on_the_page(client: Client, document: Document, owner: Person, member: Person) -> None:
    listed = reverse("partnership:document-list", args=[document.body.slug])
    here = document.get_absolute_url()
    assert here in page(client, owner, listed)
    assert here not in page(client, member, listed)
    assert "Record a new version" in page(client, owner, here)
    got = client.post(here, {"note": "", "review_on_day": "1", "review_on_month": "12", "review_on_year": "2027"})
    document.refresh_from_db()
    assert (got.status_code, document.review_on) == (302, dt.date(2027, 12, 1))
    assert "Reviewed, still right" in page(client, owner, here)


def test_the_page_writes_months_as_names(client: Client, document: Document, owner: Person) -> None:
    agreed = long_date(document.agreed_on, weekday=False)
    assert f"Agreed {agreed}, review was due" in page(client, owner, document.get_absolute_url())


def test_the_list_says_what_is_due_first(client: Client, document: Document, exploitation: Body, owner: Person) -> None:
    add(exploitation, owner, review_on=TODAY + 90 * DAY)
    shown = page(client, owner, reverse("partnership:document-review-list"))
    assert shown.index("5\xa0days late") < shown.index("The chair")


@pytest.mark.parametrize("count", [10, 100])
def test_the_list_asks_the_database_as_often_for_many_documents(
    count: int, client: Client, neglect: Body, business_unit: Person, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        add(neglect, business_unit, title=f"Document {number}")
    client.force_login(business_unit)
    client.get("/")
    with django_assert_max_num_queries(8):
        assert client.get(reverse("partnership:document-review-list")).status_code == 200
