"""Bodies: the tree, their ends, quorum, items on every agenda, documents, and their pages."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from partnership.kit.errors import Stale
from partnership.models import Agency, Body, Document, Membership, Person, ReportingLine, StandingItem
from partnership.permissions import BodyRight
from partnership.selectors.bodies import around, as_tree, find_bodies
from partnership.services import bodies
from tests.factories import LONG_AGO, TODAY, make_agency, make_body, make_membership, make_person, make_seat

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
FIELDS = {
    "name": "Online safety task group",
    "short_name": "Online safety",
    "code": "osg",
    "kind": Body.Kind.TASK_AND_FINISH,
    "remit": Body.Remit.CHILDREN,
}


def sign_in(client: Client, person: Person) -> Client:
    client.force_login(person, backend="partnership.backends.PersonBackend")
    return client


def address(body: Body, act: str) -> str:
    return reverse(f"partnership:{act}", args=[body.slug])


# ---- add and change ----


def test_added_body_reports_and_has_a_quorum(business_unit: Person, executive: Body) -> None:
    body = bodies.add_body(by=business_unit, on=TODAY, parents=[executive], quorum={"police": 1}, **FIELDS)
    assert (body.slug, body.code) == ("online-safety", "OSG")
    assert around(body, TODAY).above == [executive]
    assert around(executive, TODAY).below == [body]
    assert body.quorum.get().kind == "police"
    assert body.history.get().history_user == business_unit


def test_codes_are_used_once(business_unit: Person, neglect: Body) -> None:
    with pytest.raises(ValidationError, match="Neglect sub group has this code"):
        bodies.add_body(by=business_unit, on=TODAY, **{**FIELDS, "code": "neg"})


def test_change_of_what_somebody_else_saved_is_refused(business_unit: Person, neglect: Body) -> None:
    bodies.change_body(body=neglect, by=business_unit, seen=1, purpose="First")
    with pytest.raises(Stale):
        bodies.change_body(body=neglect, by=business_unit, seen=1, purpose="Second")
    neglect.refresh_from_db()
    assert (neglect.purpose, neglect.version) == ("First", 2)


# ---- close ----


def test_closing_ends_seats_members_and_lines(business_unit: Person, neglect: Body, member: Person) -> None:
    closed = bodies.close_body(body=neglect, closed_on=TODAY - DAY, reason="Done", on=TODAY, by=business_unit)
    assert closed.closing_reason == "Done"
    assert not neglect.seats.filter(closed_on__isnull=True).exists()
    assert Membership.objects.get(person=member).to_on == TODAY - DAY
    assert around(neglect, TODAY).above == []
    assert not Person.objects.get(pk=member.pk).rights.bodies(BodyRight.READ)


def test_closing_twice_is_refused(business_unit: Person, neglect: Body) -> None:
    bodies.close_body(body=neglect, closed_on=TODAY, reason="Done", on=TODAY, by=business_unit)
    with pytest.raises(ValidationError, match="already"):
        bodies.close_body(body=neglect, closed_on=TODAY, reason="Again", on=TODAY, by=business_unit)


def test_body_below_must_not_be_left_alone(business_unit: Person, executive: Body, neglect: Body) -> None:
    with pytest.raises(ValidationError, match="Neglect would report to nobody"):
        bodies.close_body(body=executive, closed_on=TODAY, reason="Done", on=TODAY, by=business_unit)
    board = make_body("SAB")
    bodies.set_reporting_lines(body=neglect, parents=[executive, board], from_on=TODAY - DAY, by=business_unit)
    bodies.close_body(body=executive, closed_on=TODAY, reason="Done", on=TODAY, by=business_unit)
    assert around(neglect, TODAY + DAY).above == [board]


@pytest.mark.parametrize(("day", "reason", "field"), [(TODAY + DAY, "Done", "closed_on"), (TODAY, " ", "reason")])
def test_closing_says_what_is_missing(
    business_unit: Person, neglect: Body, day: dt.date, reason: str, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        bodies.close_body(body=neglect, closed_on=day, reason=reason, on=TODAY, by=business_unit)
    assert list(refused.value.message_dict) == [field]


# ---- reporting lines ----


def test_new_line_ends_the_old_one_on_the_day_before(business_unit: Person, neglect: Body, executive: Body) -> None:
    board = make_body("SAB")
    bodies.set_reporting_lines(body=neglect, parents=[board], from_on=TODAY, by=business_unit)
    old = ReportingLine.objects.get(body=neglect, parent=executive)
    assert old.to_on == TODAY - DAY
    assert around(neglect, TODAY - DAY).above == [executive]
    assert around(neglect, TODAY).above == [board]


def test_same_lines_again_change_nothing(business_unit: Person, neglect: Body, executive: Body) -> None:
    bodies.set_reporting_lines(body=neglect, parents=[executive], from_on=TODAY, by=business_unit)
    line = ReportingLine.objects.get(body=neglect)
    assert (line.from_on, line.to_on) == (LONG_AGO, None)


def test_body_cannot_report_in_a_circle(business_unit: Person, neglect: Body, executive: Body) -> None:
    panel = make_body("PAN", parent=neglect)
    with pytest.raises(ValidationError, match="so this body cannot report to it"):
        bodies.set_reporting_lines(body=executive, parents=[panel], from_on=TODAY, by=business_unit)


def test_body_cannot_report_to_a_closed_one(business_unit: Person, neglect: Body) -> None:
    gone = make_body("OLD", closed_on=TODAY - DAY)
    with pytest.raises(ValidationError, match="is closed"):
        bodies.set_reporting_lines(body=neglect, parents=[gone], from_on=TODAY, by=business_unit)


def test_tree_shows_each_body_once_and_names_its_other_parent(executive: Body, neglect: Body) -> None:
    board = make_body("SAB", Body.Kind.STATUTORY_GROUP, parent=executive)
    ReportingLine.objects.create(body=neglect, parent=board, from_on=LONG_AGO)
    branches = {branch.body.code: branch for branch in as_tree(find_bodies(TODAY, state="open"))}
    assert {code: branch.depth for code, branch in branches.items()} == {"EXEC": 0, "SAB": 1, "NEG": 1}
    assert branches["NEG"].also == [board]


# ---- quorum, standing items, documents ----


def test_quorum_is_set_and_taken_off(business_unit: Person, neglect: Body) -> None:
    bodies.set_quorum(body=neglect, kinds={"police": 1, "icb": 2}, by=business_unit)
    bodies.set_quorum(body=neglect, kinds={"icb": 2}, by=business_unit)
    assert list(neglect.quorum.values_list("kind", "at_least")) == [("icb", 2)]
    rule = neglect.quorum.get()
    assert rule.history.count() == 1


def test_standing_items_keep_their_order(business_unit: Person, neglect: Body) -> None:
    def titles() -> list[str]:
        return list(neglect.standing_items.order_by("place").values_list("title", flat=True))

    for title in ("Welcome", "Minutes", "Risks"):
        bodies.add_standing_item(body=neglect, title=title, purpose="discussion", by=business_unit)
    bodies.add_standing_item(body=neglect, title="Voice", purpose="discussion", place=2, by=business_unit)
    assert titles() == ["Welcome", "Voice", "Minutes", "Risks"]
    item = StandingItem.objects.get(title="Risks")
    bodies.change_standing_item(item=item, title="Risks", purpose="decision", place=1, by=business_unit)
    assert titles() == ["Risks", "Welcome", "Voice", "Minutes"]
    bodies.remove_standing_item(item=item, by=business_unit)
    bodies.remove_standing_item(item=item, by=business_unit)
    assert titles() == ["Welcome", "Voice", "Minutes"]
    assert [row.place for row in neglect.standing_items.all()] == [1, 2, 3]


def test_standing_item_stands_once(business_unit: Person, neglect: Body) -> None:
    bodies.add_standing_item(body=neglect, title="Welcome", purpose="information", by=business_unit)
    with pytest.raises(ValidationError, match="already"):
        bodies.add_standing_item(body=neglect, title="welcome", purpose="information", by=business_unit)


def test_document_version_is_recorded_once(business_unit: Person, neglect: Body) -> None:
    given: dict[str, Any] = {"kind": "terms", "title": "Terms of reference", "number": "4", "agreed_on": TODAY}
    document = bodies.add_document(body=neglect, by=business_unit, **given)
    assert not document.is_review_overdue(TODAY)
    with pytest.raises(ValidationError, match="is here already"):
        bodies.add_document(body=neglect, by=business_unit, **given)
    with pytest.raises(ValidationError, match="after the day it was agreed"):
        bodies.change_document(
            document=document, title=document.title, agreed_on=TODAY, review_on=TODAY, by=business_unit
        )


# ---- pages ----

ACTS = ["body-change", "body-close", "body-lines", "body-quorum", "standing-items", "document-add", "body-seats"]


@pytest.mark.parametrize("act", ACTS)
def test_chair_may_not_change_the_body_itself(client: Client, chair: Person, neglect: Body, act: str) -> None:
    assert sign_in(client, chair).get(address(neglect, act)).status_code == 403


@pytest.mark.parametrize("act", ["body-change", "body-close", "standing-items", "document-add"])
def test_forms_say_what_to_enter_at_the_field(client: Client, business_unit: Person, neglect: Body, act: str) -> None:
    answer = sign_in(client, business_unit).post(address(neglect, act), {})
    assert answer.status_code == 422
    assert "Enter" in answer.content.decode()


def test_business_unit_keeps_a_body_on_its_pages(client: Client, monday: dt.date, business_unit: Person) -> None:
    sign_in(client, business_unit)
    given = {**FIELDS, "duties": "• See what children see\n\n- Tell parents", "papers_before": 5, "minutes_after": 10}
    answer = client.post(reverse("partnership:body-add"), {**given, "attendance_expected": 75})
    body = Body.objects.get(code="OSG")
    assert answer.status_code == 302
    assert body.duties == ["See what children see", "Tell parents"]
    change = {**given, "attendance_expected": 80, "version": body.version, "purpose": "Safer online"}
    assert client.post(address(body, "body-change"), change).status_code == 302
    assert client.post(address(body, "body-change"), change).status_code == 409
    assert client.post(address(body, "body-quorum"), {"police": 1, "icb": ""}).status_code == 302
    assert (
        client.post(address(body, "standing-items"), {"title": "Welcome", "purpose": "information"}).status_code == 302
    )
    terms = {"kind": "terms", "title": "Terms of reference", "number": "1", "agreed_on": "2026-01-15"}
    assert client.post(address(body, "document-add"), terms).status_code == 302
    page = client.get(body.get_absolute_url()).content.decode()
    for words in ("Safer online", "See what children see", "Terms of reference, version 1", "police there"):
        assert words in page
    assert "Welcome" in client.get(address(body, "standing-items")).content.decode()
    assert client.post(address(body, "body-close"), {"closed_on": "2026-11-20", "reason": "Done"}).status_code == 302
    assert "Done" in client.get(reverse("partnership:body-list")).content.decode()


def test_code_is_letters(client: Client, business_unit: Person) -> None:
    answer = sign_in(client, business_unit).post(reverse("partnership:body-add"), {**FIELDS, "code": "1 b"})
    assert "Enter a code of two to six letters" in answer.content.decode()


def test_standing_item_pages(client: Client, business_unit: Person, member: Person, neglect: Body) -> None:
    item = bodies.add_standing_item(body=neglect, title="Welcome", purpose="information", by=business_unit)
    change = reverse("partnership:standing-item-change", args=[item.pk])
    remove = reverse("partnership:standing-item-remove", args=[item.pk])
    sign_in(client, member)
    assert client.get(change).status_code == 403
    assert client.post(remove).status_code == 403
    sign_in(client, business_unit)
    assert client.post(change, {"title": "", "purpose": "information"}).status_code == 422
    assert client.post(change, {"title": "Apologies", "purpose": "information"}).status_code == 302
    assert client.get(remove).status_code == 405
    assert client.post(remove).status_code == 302
    assert client.post(remove).status_code == 404


def test_document_pages(client: Client, business_unit: Person, outsider: Person, neglect: Body) -> None:
    document = bodies.add_document(
        body=neglect, kind="terms", title="Terms of reference", number="4", agreed_on=LONG_AGO,
        review_on=LONG_AGO + DAY, by=business_unit,
    )  # fmt: skip
    change = reverse("partnership:document-change", args=[document.pk])
    sign_in(client, outsider)
    page = client.get(address(neglect, "document-list"))
    assert "days late" in page.content.decode().replace("\u00a0", " ")
    assert client.get(change).status_code == 403
    sign_in(client, business_unit)
    assert client.post(change, {"title": "Terms"}).status_code == 422
    given = {"title": "Terms", "agreed_on": "2026-01-01", "review_on": "2027-01-01"}
    assert client.post(change, given).status_code == 302
    assert Document.objects.get().title == "Terms"


def test_closed_and_outside_bodies_stand_behind_a_heading(client: Client, member: Person) -> None:
    make_body("OLD", name="Old board", closed_on=LONG_AGO, closing_reason="Replaced")
    make_body("HWB", Body.Kind.EXTERNAL, name="Health board")
    page = sign_in(client, member).get(reverse("partnership:body-list")).content.decode()
    assert "1\u00a0body that has closed" in page
    assert "Replaced" in page
    assert "1\u00a0body of others" in page


def test_list_filters_and_comes_as_a_file(client: Client, member: Person, exploitation: Body) -> None:
    path = reverse("partnership:body-list")
    page = sign_in(client, member).get(path, {"words": "exploitation"}).content.decode()
    assert "Exploitation, adults" in page
    assert "Neglect sub group" not in page
    lines = b"".join(client.get(path, {"format": "csv"}).streaming_content).decode()
    assert "DSPP Executive" in lines


def grow(executive: Body, neglect: Body, count: int) -> None:
    for _ in range(count):
        make_body(parent=executive)
        agency = make_agency(kind=Agency.Kind.RELEVANT)
        make_membership(make_person(agency=agency), seat=make_seat(neglect, agency))


def test_list_asks_the_same_few_queries_however_long(
    client: Client, business_unit: Person, executive: Body, neglect: Body, django_assert_max_num_queries: Any
) -> None:
    path = reverse("partnership:body-list")
    sign_in(client, business_unit).get(path)
    grow(executive, neglect, 10)
    with django_assert_max_num_queries(8) as few:
        client.get(path)
    grow(executive, neglect, 90)
    with django_assert_max_num_queries(8) as many:
        client.get(path)
    assert len(few) == len(many)


def test_page_for_others_shows_seats_and_not_work(
    client: Client, outsider: Person, neglect: Body, chair: Person
) -> None:
    page = sign_in(client, outsider).get(neglect.get_absolute_url()).content.decode()
    assert "Chair of Neglect" in page
    assert "Next meeting" not in page
    assert "Open actions" not in page


def test_nobody_sees_a_body_without_signing_in(client: Client, neglect: Body) -> None:
    assert client.get(neglect.get_absolute_url()).status_code == 302
