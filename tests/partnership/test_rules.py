"""Rules, duties and bank holidays: loaded from files, as often as one likes, all or nothing."""

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from partnership.models import BankHoliday, Duty, Person, Regime, Rule
from partnership.services.rules import load_rules, read_law

pytestmark = pytest.mark.django_db
REGIME = {
    "key": "care-act",
    "name": "Care Act 2014",
    "applies_to": "adults",
    "citation": "Care Act 2014",
    "verified": True,
}
RULE = {
    "key": "papers",
    "title": "Papers go out",
    "value": 5,
    "unit": "working_days",
    "regime": None,
    "verified": False,
}
DUTY = {"regime": "care-act", "code": "year", "title": "The year", "level": "must", "kind": "content", "verified": True}


def entries(**given: Any) -> dict[str, Any]:
    return {"regimes": [REGIME], "rules": [RULE], "duties": [DUTY], **given}


def said(command: str, *given: Any) -> str:
    out = io.StringIO()
    call_command(command, *given, stdout=out)
    return out.getvalue()


def test_files_of_the_repository_load_and_load_again() -> None:
    first = said("load_rules")
    assert "added, 0 changed, 0 unchanged" in first
    assert Rule.objects.filter(key="papers-before").get().value == "5"
    assert Duty.objects.exists()
    assert BankHoliday.objects.filter(on="2026-12-25").exists()
    counts = (Regime.history.count(), Rule.history.count(), Duty.history.count())
    again = said("load_rules")
    assert "Rules: 0 added, 0 changed" in again
    assert (Regime.history.count(), Rule.history.count(), Duty.history.count()) == counts


def test_changed_entry_changes_its_row_and_keeps_the_past() -> None:
    load_rules(entries=entries())
    report = load_rules(entries=entries(rules=[{**RULE, "value": 7, "verified": True}]))
    assert report["rules"].changed == ["papers"]
    rule = Rule.objects.get()
    assert (rule.value, rule.is_verified) == ("7", True)
    assert [row.value for row in rule.history.all()] == ["7", "5"]


def test_same_key_with_another_first_day_is_another_rule() -> None:
    load_rules(entries=entries(rules=[RULE, {**RULE, "value": 10, "from_on": dt.date(2026, 4, 1)}]))
    assert Rule.objects.count() == 2


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"rules": [{**RULE, "unit": "fortnights"}]}, "papers"),
        ({"rules": [{**RULE, "colour": "red"}]}, "colour"),
        ({"rules": [{**RULE, "value": None}]}, "no value"),
        ({"duties": [{**DUTY, "regime": "nowhere"}]}, "nowhere"),
        ({"duties": [{**DUTY, "regime": None}]}, "no regime"),
    ],
)
def test_wrong_entry_is_named_and_nothing_is_loaded(wrong: Any, words: str) -> None:
    with pytest.raises(Exception, match=words):
        load_rules(entries=entries(**wrong))
    assert not Regime.objects.exists()


def test_unreadable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "regimes.yaml").write_text("- [", encoding="utf-8")
    with pytest.raises(CommandError, match=r"Nothing was loaded. regimes\.yaml cannot be read"):
        said("load_rules", tmp_path)


def test_law_of_the_repository_has_a_citation_for_each_entry() -> None:
    read = read_law()
    assert [entry for entry in [*read["rules"], *read["duties"]] if not entry.get("citation")] == []


def test_bank_holidays_of_one_year_or_several() -> None:
    assert "Bank holidays of 2031 to 2031: 8 added." in said("load_bank_holidays", "2031")
    assert "Bank holidays of 2031 to 2032: 10 added." in said("load_bank_holidays", "2031", "2032")
    assert "0 added" in said("load_bank_holidays", "2031", "2032")


def test_page_says_value_unit_citation_and_whether_checked(client: Client, member: Person) -> None:
    load_rules(entries=entries())
    client.force_login(member, backend="partnership.backends.PersonBackend")
    page = client.get(reverse("partnership:rule-list")).content.decode()
    for words in ("5\u00a0working days", "Not checked yet", "Care Act 2014", "Checked against its source", "The year"):
        assert words in page


def test_empty_page_says_what_will_stand_here(client: Client, member: Person) -> None:
    client.force_login(member, backend="partnership.backends.PersonBackend")
    assert "will stand here" in client.get(reverse("partnership:rule-list")).content.decode()


def test_page_asks_the_same_few_queries_however_long(
    client: Client, business_unit: Person, django_assert_max_num_queries: Any
) -> None:
    client.force_login(business_unit, backend="partnership.backends.PersonBackend")
    client.get(reverse("partnership:rule-list"))
    for last in (10, 100):
        load_rules(entries=entries(rules=[{**RULE, "key": f"rule-{number}"} for number in range(last)]))
        with django_assert_max_num_queries(9) as asked:
            client.get(reverse("partnership:rule-list"))
        if last == 10:
            few = len(asked)
    assert len(asked) == few


def test_commands_run_in_turn() -> None:
    told = said("in_turn", "load_rules", "load_bank_holidays")
    assert told.index("Rules:") < told.index("Bank holidays")


def test_in_turn_what_one_command_refuses_ends_it() -> None:
    with pytest.raises(CommandError):
        said("in_turn", "no_such_command", "load_rules")
    assert not Regime.objects.exists()
