"""The example: what its loading is made of, and what it refuses."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from partnership.kit.files import check_upload
from partnership.kit.history import many_saves, save_as
from partnership.models import Agency, Partnership, Person
from subgroups.imports.papers import paper
from tests.factories import NOW, make_body

# ---- the tools of it ----


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a.csv"])
def test_papers_pass_the_check_of_every_upload(name: str) -> None:
    checked = check_upload(paper(name, "Ten (10) names – “quoted” \\ and a very long line " * 9))
    assert checked.size > 100


def test_many_saves_write_the_same_history(business_unit: Person) -> None:
    with many_saves():
        agency = Agency(slug="x", kind="police", name="X", short_name="X")
        save_as(agency, by=business_unit, reason="Made", now=NOW)
        agency.name = "Y"
        save_as(agency, by=None, reason="Changed", now=NOW + dt.timedelta(hours=1))
        assert not agency.history.exists()
    rows = agency.history.order_by("history_date")
    told = [(row.history_type, row.name, row.history_change_reason, row.history_user) for row in rows]
    assert told == [("+", "X", "Made", business_unit), ("~", "Y", "Changed", None)]


def test_many_saves_still_check_fields(db: None) -> None:
    with pytest.raises(ValidationError), many_saves():
        save_as(Agency(slug="x", kind="army", name="X", short_name="X"), by=None)


# ---- the command; what it loads is in tests/browser ----


def test_the_example_is_not_mixed_with_another_partnership(partnership: Partnership) -> None:
    Partnership.objects.update(name="Another borough")
    with pytest.raises(CommandError, match="belongs to Another borough"):
        call_command("load_example")


def test_the_example_is_not_mixed_with_bodies_of_ones_own(db: None) -> None:
    make_body("OWN")
    with pytest.raises(CommandError, match="bodies of its own"):
        call_command("load_example")
