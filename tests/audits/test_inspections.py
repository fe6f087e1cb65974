"""Inspections and their findings: recorded by the business unit, followed by actions; who reads and does what."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from audits.models import Finding, Inspection
from audits.services import inspections
from partnership.kit.errors import NotYours, Stale
from partnership.kit.thread import thread_of
from partnership.models import Agency, Body, Person
from subgroups.models import Action
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.usefixtures("monday")
DAY = dt.timedelta(days=1)


def record(body: Body, by: Person, **fields: Any) -> Inspection:
    fields = {"inspectorate": "joint", "title": "Joint inspection", "published_on": TODAY - 30 * DAY, **fields}
    return inspections.record_inspection(body=body, by=by, now=NOW, **fields)


@pytest.fixture
def inspection(neglect: Body, police: Agency, business_unit: Person) -> Inspection:
    return record(neglect, business_unit, agency=police)


@pytest.fixture
def finding(inspection: Inspection, business_unit: Person) -> Finding:
    return inspections.add_finding(inspection=inspection, text="See children alone", by=business_unit, now=NOW)


def act(finding: Finding, agency: Agency, by: Person) -> Action:
    return inspections.record_finding_action(
        finding=finding, lead_agency=agency, title="Train staff", what="Train them", measure="All are trained",
        due_on=TODAY + 60 * DAY, by=by, now=NOW,
    )  # fmt: skip


@pytest.mark.parametrize("who", ["chair", "member", "partner", "independent_chair"])
def test_only_the_business_unit_records(who: str, inspection: Inspection, neglect: Body, request: Any) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(NotYours):
        record(neglect, person)
    with pytest.raises(NotYours):
        inspections.add_finding(inspection=inspection, text="No", by=person, now=NOW)


def test_a_report_is_published_already(neglect: Body, business_unit: Person) -> None:
    with pytest.raises(ValidationError, match="not one to come"):
        record(neglect, business_unit, published_on=TODAY + DAY)


def test_findings_are_numbered_and_name_nobody(inspection: Inspection, finding: Finding, business_unit: Person) -> None:
    second = inspections.add_finding(inspection=inspection, text="Ask fathers", by=business_unit, now=NOW)
    assert (finding.number, second.number) == (1, 2)
    with pytest.raises(ValidationError, match="e-mail"):
        inspections.add_finding(inspection=inspection, text="Ask a.person@home.example", by=business_unit, now=NOW)


def test_an_action_follows_a_finding_in_the_body_that_follows_up(
    finding: Finding, police: Agency, chair: Person, business_unit: Person, partner: Person
) -> None:
    action = act(finding, police, chair)
    assert (action.origin, action.body, action.lead_agency) == ("inspection", finding.inspection.body, police)
    knots = thread_of(action, person=partner, on=TODAY)
    assert any(knot.path == finding.inspection.get_absolute_url() for knot in knots)
    with pytest.raises(ValidationError, match="so it stays"):
        inspections.remove_finding(finding=finding, by=business_unit, now=NOW)


def test_a_member_records_no_action_from_a_finding(finding: Finding, police: Agency, member: Person) -> None:
    with pytest.raises(NotYours):
        act(finding, police, member)


def test_a_finding_by_mistake_goes_while_nothing_follows(finding: Finding, business_unit: Person) -> None:
    inspections.remove_finding(finding=finding, by=business_unit, now=NOW)
    assert not Finding.objects.exists()


def test_a_change_refuses_a_stale_save(inspection: Inspection, neglect: Body, business_unit: Person) -> None:
    given: dict[str, Any] = {
        "inspectorate": "cqc", "title": "New", "body": neglect, "published_on": TODAY, "by": business_unit, "now": NOW,
    }  # fmt: skip
    inspections.change_inspection(inspection=inspection, seen=1, **given)
    with pytest.raises(Stale):
        inspections.change_inspection(inspection=inspection, seen=1, **given)


# ---- pages ----


def page(client: Client, person: Person, path: str, status: int = 200) -> str:
    client.force_login(person)
    got = client.get(path)
    assert got.status_code == status, path
    return b"".join(got).decode() if got.streaming else got.content.decode()


def test_the_business_unit_goes_from_record_to_action_by_the_pages(
    client: Client, neglect: Body, police: Agency, business_unit: Person
) -> None:
    client.force_login(business_unit)
    client.post(
        reverse("audits:inspection-new"),
        {
            "inspectorate": "ofsted", "title": "Schools", "body": neglect.pk, "published_on_day": "3",
            "published_on_month": "11", "published_on_year": "2026",
        },
    )  # fmt: skip
    inspection = Inspection.objects.get()
    here = inspection.get_absolute_url()
    client.post(f"{here}findings/new/", {"text": "See children alone"})
    assert "No action follows from it yet" in page(client, business_unit, here)
    got = client.post(
        f"{here}findings/1/actions/new/",
        {
            "lead_agency": police.pk, "title": "Train", "what": "Train", "measure": "All trained", "due_on_day": "1",
            "due_on_month": "2", "due_on_year": "2027",
        },
    )  # fmt: skip
    assert got.status_code == 302
    action = Action.objects.get()
    assert action.reference in page(client, business_unit, here)
    assert here in page(client, business_unit, action.get_absolute_url())
    assert "0\xa0of\xa01 closed" in page(client, business_unit, reverse("audits:inspection-list"))
    assert "Schools" in page(client, business_unit, reverse("audits:inspection-list") + "?format=csv")


def test_the_agency_reads_its_own_and_not_the_actions_of_others(
    client: Client, finding: Finding, icb: Agency, chair: Person, partner: Person, outsider: Person
) -> None:
    action = act(finding, icb, chair)
    here = finding.inspection.get_absolute_url()
    shown = page(client, partner, here)
    assert action.reference in shown
    assert action.title not in shown
    page(client, outsider, here, 404)
    page(client, partner, f"{here}findings/1/actions/new/", 403)


@pytest.mark.parametrize("count", [10, 100])
def test_pages_ask_the_database_as_often_for_many_findings(
    count: int,
    client: Client,
    inspection: Inspection,
    neglect: Body,
    police: Agency,
    business_unit: Person,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for number in range(count):
        finding = Finding.objects.create(inspection=inspection, number=number + 1, text=f"Finding {number}")
        if number % 10 == 0:
            act(finding, police, business_unit)
        Inspection.objects.create(inspectorate="cqc", title=f"Inspection {number}", body=neglect, published_on=TODAY)
    client.force_login(business_unit)
    client.get("/")
    with django_assert_max_num_queries(8):
        assert client.get(reverse("audits:inspection-list")).status_code == 200
    with django_assert_max_num_queries(10):
        assert client.get(inspection.get_absolute_url()).status_code == 200
