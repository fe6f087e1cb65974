"""The example: what its loading is made of, and the whole of it by one command."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from partnership.kit.files import check_upload
from partnership.kit.history import many_saves, save_as
from partnership.models import Agency, Notice, Partnership, Person, Rule
from partnership.services.example_logins import logins_that_work
from reports.models import Report
from subgroups.imports.papers import paper
from subgroups.models import Action
from tests.factories import NOW, TODAY, make_body
from tests.partnership.test_imports import digest

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


# ---- the whole example ----


@pytest.mark.slow
def test_the_example_is_loaded_by_one_command_and_twice_is_nothing(
    db: None, monday: Any, settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    call_command("load_example")
    assert Rule.objects.exists()
    assert Action.objects.count() > 100
    assert Action.objects.overdue(TODAY).exists()
    assert Report.objects.exists()
    logins = logins_that_work()
    assert {"Business unit", "Sub group chair", "Independent chair", "Agency lead", "Member"} <= {
        one.role for one in logins
    }
    assert not Notice.objects.filter(status="waiting").exists()
    before = digest()
    call_command("load_example")
    after = digest()
    assert {name for name in before if before[name] != after[name]} == set()


def test_the_example_is_not_mixed_with_another_partnership(partnership: Partnership) -> None:
    Partnership.objects.update(name="Another borough")
    with pytest.raises(CommandError, match="belongs to Another borough"):
        call_command("load_example")


def test_the_example_is_not_mixed_with_bodies_of_ones_own(db: None) -> None:
    make_body("OWN")
    with pytest.raises(CommandError, match="bodies of its own"):
        call_command("load_example")
