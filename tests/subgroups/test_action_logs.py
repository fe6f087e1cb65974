"""Printed action logs: tagged, complete, made by a worker, and for nobody but whoever asked and may see all of it."""

import datetime as dt
import subprocess
import sys
from typing import Any

import page
import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from partnership.models import Agency, Body, Person
from subgroups import printing
from subgroups.models import Action, ActionLog
from subgroups.selectors.action_lists import Wanted
from subgroups.selectors.actions import Clock
from subgroups.services import action_logs
from tests.factories import NOW, TODAY, make_action, make_person

MONTH = dt.timedelta(days=30)


def ask(person: Person, **filters: Any) -> ActionLog:
    return action_logs.ask_for_log(
        wanted=Wanted(person, filters, Clock.of(TODAY)), heading="Neglect sub group", about="Action plan of a body",
        filter_words=["Key: All, ended ones too"], grouped_by="objective", by=person, now=NOW,
    )  # fmt: skip


def make(at: dt.datetime = NOW) -> dict[str, int]:
    return action_logs.make_logs(clock=lambda: at)


def status_of(client: Client, path: str) -> int:
    """What a path answers. A file is read to its end, which closes it."""
    response = client.get(path)
    if response.streaming:
        b"".join(response.streaming_content)
    return response.status_code


@pytest.fixture
def action(neglect: Body, police: Agency, business_unit: Person) -> Action:
    return make_action(neglect, police, by=business_unit, holder=make_person("Police officer", police))


def test_a_log_passes_pdf_ua_and_says_what_it_holds(action: Action, business_unit: Person, neglect: Body) -> None:
    for number in range(40):
        make_action(neglect, action.lead_agency, by=business_unit, title=f"Promise number {number}")
    log = ask(business_unit)
    assert make() == {"built": 1, "failed": 0}
    log.refresh_from_db()
    with log.file.open("rb") as file:
        content = file.read()
    for profile in ("ua1", "3a"):
        report = page.validate_pdf_bytes(content, profile=profile)
        assert not [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    with pikepdf.open(log.file.path) as pdf:
        assert log.pages == len(pdf.pages) > 1
        assert pdf.docinfo["/Title"] == "Action log: Neglect sub group"
    text = subprocess.run(["pdftotext", "-layout", log.file.path, "-"], capture_output=True, text=True, check=True)
    pages = text.stdout.split("\f")
    assert f"Page 2 of {log.pages}" in pages[1]
    for words in ("When", "Held by", "Key: All, ended ones too"):  # the repeated header and the running head
        assert words in pages[1]
    assert "What the key means" in pages[0] and "Overdue" in pages[0]
    assert "Monday 23" in pages[0] and "for Business unit" in pages[0]
    assert sum(one.count("Promise number") for one in pages) == 40


def test_a_log_holds_what_its_reader_may_see_when_it_is_made(
    action: Action, neglect: Body, fire: Agency, business_unit: Person, outsider: Person
) -> None:
    own = make_action(neglect, fire, by=business_unit, title="Of the fire service")
    log = ask(outsider, key="all")
    html = printing.log_html(printing.log_context(log, action_logs.wanted_of(log)))
    assert "Of the fire service" in html
    assert action.title not in html and action.reference not in html
    make()
    log.refresh_from_db()
    assert log.actions == [own.pk]


def test_the_file_is_for_whoever_asked_and_only_while_they_may_see_it_all(
    client: Client, monday: Any, action: Action, fire: Agency, outsider: Person, partner: Person, business_unit: Person
) -> None:
    log = ask(partner)
    make()
    path = f"/action-logs/{log.pk}/pdf/"
    for person, status in ((partner, 200), (business_unit, 404), (outsider, 404)):
        client.force_login(person)
        assert status_of(client, path) == status
        assert status_of(client, f"/action-logs/{log.pk}/") == status
    Action.objects.filter(pk=action.pk).update(lead_agency=fire, holder=None)
    client.force_login(partner)
    assert client.get(path).status_code == 404
    assert "can no longer be taken" in client.get(f"/action-logs/{log.pk}/").content.decode()


def test_asking_puts_it_in_the_queue_and_twice_asks_for_one(
    client: Client, monday: Any, action: Action, business_unit: Person, neglect: Body, monkeypatch: Any
) -> None:
    monkeypatch.setattr("subgroups.views.actions.lists.nudge", lambda: None)
    client.force_login(business_unit)
    for path in ("/actions/?key=all", f"/action-plans/body/{neglect.slug}/?as_at=1+11+2026"):
        first = client.post(path)
        assert client.post(path)["Location"] == first["Location"]
        assert "is being made" in client.get(first["Location"]).content.decode()
        assert client.get(f"{first['Location']}pdf/").status_code == 404
    assert [log.filter_words for log in ActionLog.objects.order_by("pk")] == [
        ["Key: All, ended ones too"], ["As at a past day: 1 11 2026"],
    ]  # fmt: skip
    assert make() == {"built": 2, "failed": 0}
    assert make() == {"built": 0, "failed": 0}


def test_an_empty_list_and_one_too_long_are_refused_with_what_to_do(
    client: Client, monday: Any, action: Action, business_unit: Person, monkeypatch: Any
) -> None:
    with pytest.raises(ValidationError, match="nothing to print"):
        ask(business_unit, words="there is no such action")
    monkeypatch.setattr(action_logs, "MOST_ACTIONS", 0)
    with pytest.raises(ValidationError, match="take it as CSV"):
        ask(business_unit)
    client.force_login(business_unit)
    said = client.post("/actions/", follow=True)
    assert "Narrow it with the filters" in said.content.decode()
    assert not ActionLog.objects.exists()


def test_a_past_day_is_printed_as_it_stood(action: Action, business_unit: Person, chair: Person) -> None:
    day = TODAY - MONTH
    wanted = Wanted(business_unit, {}, Clock.of(day), day)
    log = action_logs.ask_for_log(
        wanted=wanted, heading="Actions", about="All", filter_words=[], grouped_by="", by=business_unit, now=NOW
    )
    html = printing.log_html(printing.log_context(log, action_logs.wanted_of(log)))
    action.refresh_from_db()
    from subgroups.services import actions

    actions.change_action(action=action, title="Another title", by=chair, now=NOW, seen=None)
    again = printing.log_html(printing.log_context(log, action_logs.wanted_of(log)))
    assert again == html
    assert "As at the end of Saturday 24" in html
    assert "Another title" not in html


def test_hostile_words_are_printed_and_fetch_nothing(action: Action, business_unit: Person) -> None:
    Action.objects.filter(pk=action.pk).update(title="<img src=file:///etc/passwd>", impact="{{ x }}")
    log = ask(business_unit)
    make()
    log.refresh_from_db()
    assert log.is_ready


def test_no_web_process_loads_the_printer() -> None:
    code = (
        "import django, sys; django.setup(); from django.urls import get_resolver; get_resolver().url_patterns; "
        "sys.exit('weasyprint' in sys.modules)"
    )
    env = {"DJANGO_SETTINGS_MODULE": "dspp.settings", "PATH": ""}
    assert subprocess.run([sys.executable, "-c", code], env=env, check=False).returncode == 0
