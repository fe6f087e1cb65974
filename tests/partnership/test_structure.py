"""The picture of the structure, with the same as a list beside it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from partnership.models import Body, Person, ReportingLine
from tests.factories import LONG_AGO, make_body

pytestmark = pytest.mark.django_db


def page(client: Client, person: Person) -> str:
    client.force_login(person, backend="partnership.backends.PersonBackend")
    answer = client.get(reverse("partnership:structure"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_open_body_is_drawn_and_listed_with_a_link(client: Client, member: Person, exploitation: Body) -> None:
    said = page(client, member)
    for body in Body.objects.all():
        assert said.count(f'href="{body.get_absolute_url()}"') == 2
    assert "<title>Who reports to whom</title>" in said


def test_closed_bodies_and_those_of_others_are_not_drawn(client: Client, member: Person) -> None:
    make_body("OLD", name="Old board", short_name="Old board", closed_on=LONG_AGO)
    make_body("HWB", Body.Kind.EXTERNAL, name="Health board", short_name="Health board")
    said = page(client, member)
    assert "Old board" not in said
    assert "Health board" not in said


def test_second_reporting_line_is_said_in_words(client: Client, member: Person, neglect: Body) -> None:
    board = make_body("SAB", Body.Kind.STATUTORY_GROUP, short_name="Adults Board")
    ReportingLine.objects.create(body=neglect, parent=board, from_on=LONG_AGO)
    assert "also reports to the Adults Board" in page(client, member)


def test_names_cannot_break_the_picture(client: Client, member: Person) -> None:
    make_body("XSS", name="<script>alert(1)</script>", short_name="<script>alert(1)</script>")
    assert "<script>alert" not in page(client, member)


def test_without_bodies_the_page_says_what_will_stand_here(client: Client, partner: Person) -> None:
    assert "The structure will be drawn here" in page(client, partner)


def test_page_asks_the_same_few_queries_however_many_bodies(
    client: Client, business_unit: Person, executive: Body, django_assert_max_num_queries: Any
) -> None:
    page(client, business_unit)
    for _ in range(10):
        make_body(parent=executive)
    with django_assert_max_num_queries(8) as few:
        client.get(reverse("partnership:structure"))
    for _ in range(90):
        make_body(parent=executive)
    with django_assert_max_num_queries(8) as many:
        client.get(reverse("partnership:structure"))
    assert len(few) == len(many)
