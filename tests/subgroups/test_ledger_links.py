"""Every record that is chased leads to its ledger, for those who may read it; one never chased nor owed does not."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from partnership import chasing
from partnership.kit.dates import at_hour
from partnership.models import Agency, Body, Chase, Document, Person
from partnership.obligations import kinds
from partnership.selectors.chases import ledger_link
from subgroups.models import Escalation, Meeting
from subgroups.services import agendas, challenges, papers, planned_reports, risks
from tests.factories import NOW, TODAY, make_action, make_meeting

SOON = TODAY + dt.timedelta(days=3)


@pytest.fixture
def records(neglect: Body, executive: Body, police: Agency, partner: Person, business_unit: Person) -> dict[str, Any]:
    """One record of each kind, all of them owed."""
    unit = {"by": business_unit, "now": NOW}
    item = agendas.add_item(meeting=make_meeting(neglect, SOON), title="Data", **unit)
    held = make_meeting(neglect, TODAY - dt.timedelta(days=9), status=Meeting.Status.HELD)
    Meeting.objects.filter(pk=held.pk).update(minutes_due_on=TODAY)
    drafted = make_meeting(neglect, TODAY - dt.timedelta(days=19), status=Meeting.Status.MINUTES_DRAFTED)
    Meeting.objects.filter(pk=drafted.pk).update(minutes_drafted_on=TODAY, minutes_agree_due_on=SOON)
    return {
        "paper": papers.ask_for_paper(item=item, title="Audit", agency=police, author=partner, **unit),
        "planned-report": planned_reports.ask_for_report(
            body=neglect, title="Year", agency=police, due_on=SOON, **unit
        ),
        "challenge-answer": challenges.make_challenge(
            body=neglect, to_agency=police, subject="Nobody came", text="x", answer_due_on=SOON, **unit
        ),
        "escalation-reply": Escalation.objects.create(
            reference="NEG-E-1", from_body=executive, to_body=neglect, question="Who pays?", evidence="x", ask="y",
            sent_on=TODAY, reply_due_on=SOON,
        ),
        "risk-review": risks.record_risk(
            body=neglect, agency=police, title="Posts", description="x", likelihood=3, impact=3, review_on=SOON, **unit
        ),
        "minutes": held,
        "minutes-agree": drafted,
        "document-review": Document.objects.create(
            body=neglect, title="Terms", number="1", agreed_on=TODAY, review_on=SOON
        ),
    }  # fmt: skip


def page_of(person: Person, path: str) -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.parametrize(
    "kind",
    [
        "paper",
        "planned-report",
        "challenge-answer",
        "escalation-reply",
        "risk-review",
        "minutes",
        "minutes-agree",
        "document-review",
    ],
)
def test_a_record_leads_to_its_ledger(kind: str, records: dict[str, Any], business_unit: Person, monday: Any) -> None:
    row = records[kind]
    url = f"/chases/{kind}/{row.pk}/"
    before = page_of(business_unit, row.get_absolute_url())
    assert f'href="{url}"' in before and "Nobody was chased for this yet." in before
    Chase.objects.create(
        kind=kind, subject=row.pk, due_on=SOON, step="3-before", to="owner", offset=-3, step_on=TODAY, on=TODAY, at=NOW,
        reference="X", title="x", path="/",
    )  # fmt: skip
    assert "1\xa0chase, on " in page_of(business_unit, row.get_absolute_url())
    assert "Chases of" in page_of(business_unit, url)


def test_every_kind_that_has_a_page_of_its_own_is_among_them(records: dict[str, Any]) -> None:
    on_the_action = {"action", "support", "date-answer", "ownership-answer", "impact-check"}
    assert {kind.key for kind in kinds()} - on_the_action == {*records, "audit-return"}


def test_the_agency_that_is_chased_reads_the_ledger_and_another_does_not(
    records: dict[str, Any], partner: Person, outsider: Person
) -> None:
    for kind in ("paper", "planned-report", "challenge-answer"):
        assert ledger_link(kind, records[kind].pk, partner) is not None, kind
        assert ledger_link(kind, records[kind].pk, outsider) is None, kind


def test_what_was_never_chased_and_is_not_owed_has_no_ledger_to_lead_to(
    neglect: Body, police: Agency, chair: Person, business_unit: Person, monday: Any
) -> None:
    planned = make_meeting(neglect, SOON)
    assert "/chases/minutes/" not in page_of(business_unit, planned.get_absolute_url())
    action = make_action(neglect, police, by=chair)
    type(action).objects.filter(pk=action.pk).update(status="withdrawn", is_live=False)
    assert "/chases/action/" not in page_of(business_unit, action.get_absolute_url())


def test_an_action_leads_to_its_ledger_while_it_is_owed_and_after(
    neglect: Body, police: Agency, chair: Person, partner: Person, business_unit: Person, monday: Any
) -> None:
    action = make_action(neglect, police, by=chair, holder=partner, due_on=TODAY)
    url = f'href="/chases/action/{action.pk}/"'
    assert url in page_of(business_unit, action.get_absolute_url())
    chasing.chase(on=TODAY, now=at_hour(TODAY, 7))
    type(action).objects.filter(pk=action.pk).update(status="withdrawn", is_live=False)
    assert url in page_of(business_unit, action.get_absolute_url())
