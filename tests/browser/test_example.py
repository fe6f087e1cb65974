"""The example, with which every test of the browser begins: loaded by one command, put back before each test."""

import io

from django.core.management import call_command

from partnership.models import Notice, Person, Rule
from partnership.services.example_logins import logins_that_work
from reports.models import Report
from subgroups.models import Action
from tests.browser.conftest import Example
from tests.factories import TODAY
from tests.tables import every_row


def test_what_a_test_did_is_gone_when_the_example_is_put_back(example: Example) -> None:
    there = Action.objects.count()
    left = example.folder / "files" / "left behind"
    left.touch()
    Action.objects.update(title="Something else")
    example.put_back()
    assert there and Action.objects.count() == there
    assert not Action.objects.filter(title="Something else").exists()
    assert not left.exists()


def test_it_is_loaded_by_one_command_and_twice_is_nothing(example: Example) -> None:
    """Nothing but the passwords: the browser's people all have the same, and their file is not among what is kept."""
    example.put_back()
    before = every_row()
    assert Rule.objects.exists() and Report.objects.exists()
    assert Action.objects.count() > 100 and Action.objects.overdue(TODAY).exists()
    assert not Notice.objects.filter(status="waiting").exists()
    call_command("load_example", stdout=io.StringIO())
    after = every_row()
    assert {name for name in before if before[name] != after[name]} == {Person._meta.db_table}
    assert len(before[Person._meta.db_table]) == len(after[Person._meta.db_table])
    roles = {one.role for one in logins_that_work()}
    assert {"Business unit", "Sub group chair", "Independent chair", "Agency lead", "Member"} <= roles
