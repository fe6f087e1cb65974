"""Pages of audits: who gets which, what stands on them, that they act, and how many queries they take."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from audits.models import AnswerFile, AuditAction, Framework, Return, Round
from audits.services import moderation, rounds
from audits.services.moderation import Moderated
from partnership.models import Agency, Body, Person
from tests.audits.conftest import DUE, answer, make_round, submit
from tests.factories import NOW, PDF, make_agency

pytestmark = pytest.mark.usefixtures("monday")


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(name: str, row: Any, *more: int) -> str:
    return reverse(f"audits:{name}", args=[row.pk, *more])


def test_a_round_goes_from_page_to_page_to_action_plans(
    framework: Framework, neglect: Body, police: Agency, business_unit: Person, partner: Person
) -> None:
    unit, lead = as_(business_unit), as_(partner)
    given = {
        "framework": framework.pk, "body": neglect.pk, "title": "Small audit 2026", "from_on": "2025-11-01",
        "to_on": "2026-10-31", "opens_on": "2026-11-23", "due_on": DUE.isoformat(), "bases": ["statutory"],
    }  # fmt: skip
    assert unit.post(reverse("audits:round-new"), given).status_code == 302
    round_ = Round.objects.get()
    change = {**given, "agencies": [police.pk], "version": round_.version}
    assert unit.post(address("round-change", round_), change).status_code == 302
    assert unit.post(address("round-open", round_)).status_code == 302
    row = round_.returns.get()
    first = {"score_1": "1", "evidence_1": "Report", "score_2": "1", "evidence_2": "Minutes", "go_on": "1"}
    page = lead.get(address("return-answer", row, 1))
    first["version"] = page.context["form"].initial["version"]
    saved = lead.post(address("return-answer", row, 1), first)
    assert saved["Location"] == address("return-answer", row, 2)
    assert lead.post(address("return-answer", row, 1), {**first, "score_1": "0"}).status_code == 409
    refused = lead.post(address("return-submit", row))
    assert refused.status_code == 422
    assert "2.1" in refused.content.decode()
    assert lead.post(address("return-answer", row, 2), {"score_1": "3", "evidence_1": "Count"}).status_code == 302
    assert lead.post(address("return-submit", row)).status_code == 302
    moderated = {"moderated_1": "0", "note_1": "Out of date", "moderated_2": "1"}
    assert unit.post(address("return-moderate-standard", row, 1), moderated).status_code == 302
    assert "not looked at yet" in unit.get(address("return-detail", row)).content.decode()
    assert unit.post(address("return-moderate", row), {"feedback": "Write the policy"}).status_code == 302
    preview = unit.get(address("round-action-plans", round_))
    assert "1 of 6, 17" in preview.content.decode().replace("\u00a0", " ")
    keys = preview.context["form"].initial["previewed"]
    press = {"due_on": "2027-02-01", "previewed": keys}
    assert unit.post(address("round-action-plans", round_), press).status_code == 302
    assert unit.post(address("round-action-plans", round_), press).status_code == 422
    action = AuditAction.objects.get().action
    assert action.reference in lead.get(address("return-detail", row)).content.decode()
    assert "Audit return" in lead.get(action.get_absolute_url()).content.decode()
    assert unit.post(address("round-close", round_), {"note": ""}).status_code == 302
    assert unit.post(address("round-reopen", round_), {"reason": "One more"}).status_code == 302


@pytest.fixture
def mixed(
    opened: Round, police_return: Return, fire_return: Return, partner: Person, outsider: Person,
    moderated: Callable[..., Return],
) -> Round:  # fmt: skip
    """The police's return moderated, the fire service's half answered."""
    moderated(police_return, "31 0")
    answer(fire_return, "22", by=outsider)
    return opened


OWN = ["return-detail", "return-history"]


def test_an_agency_reads_its_own_return_and_nothing_of_another(
    mixed: Round, police_return: Return, fire_return: Return, partner: Person
) -> None:
    lead = as_(partner)
    page = lead.get(address("round-detail", mixed)).content.decode()
    assert "West Midlands Police" in page
    assert "Fire" not in page
    assert "All moderated returns" not in page
    assert "1 of 1 returned" in page.replace("\u00a0", " ").replace(", 100 %", "")
    table = b"".join(lead.get(address("round-detail", mixed) + "?format=csv").streaming_content).decode()
    assert "Police" in table and "Fire" not in table
    rows = lead.get(reverse("audits:round-list"))
    assert (rows.context["page"][0].asked, rows.context["page"][0].overdue) == (1, 0)
    for name in OWN:
        assert lead.get(address(name, police_return)).status_code == 200
        assert lead.get(address(name, fire_return)).status_code == 404
    for name in ("return-standard", "return-answer", "return-moderate-standard"):
        assert lead.get(address(name, fire_return, 1)).status_code == 404
    for name in ("return-submit", "return-send-back", "return-moderate"):
        assert lead.get(address(name, fire_return)).status_code == 404
        assert lead.post(address(name, fire_return)).status_code == 404
    for name in ("round-change", "round-open", "round-close", "round-reopen", "round-action-plans", "round-history"):
        assert lead.get(address(name, mixed)).status_code == 403
    assert lead.get(reverse("audits:round-new")).status_code == 403


def test_a_return_leaves_as_a_file_even_after_the_round_is_closed(
    mixed: Round, police_return: Return, partner: Person, business_unit: Person
) -> None:
    rounds.close_round(round_=mixed, note="Over", by=business_unit, now=NOW)
    lead = as_(partner)
    table = b"".join(lead.get(address("return-detail", police_return) + "?format=csv").streaming_content).decode()
    lines = table.strip().splitlines()
    assert len(lines) == 1 + 3
    assert "Is somebody named?" in lines[1] and "Report of March" in lines[1]
    assert lead.get(address("return-detail", police_return) + "?format=xlsx").status_code == 200


def test_the_agency_sees_moderated_scores_once_the_moderation_is_finished(
    opened: Round, police_return: Return, partner: Person, business_unit: Person
) -> None:
    row = submit(police_return, "33 3", by=partner)
    moderation.moderate_standard(
        audit_return=row, standard=row.round.framework.standards.get(number=1), by=business_unit, now=NOW,
        given={1: Moderated(0, "Nothing of it is in force"), 2: Moderated(3)},
    )  # fmt: skip
    page, words = address("return-standard", row, 1), "Nothing of it is in force"
    assert words not in as_(partner).get(page).content.decode()
    table = as_(partner).get(address("return-detail", row) + "?format=csv")
    assert words not in b"".join(table.streaming_content).decode()
    assert words in as_(business_unit).get(page).content.decode()
    moderation.finish_moderation(audit_return=row, feedback="", by=business_unit, now=NOW)
    assert words in as_(partner).get(page).content.decode()


@pytest.mark.parametrize("who", ["independent_chair", "inspector"])
def test_those_who_see_everything_read_and_do_not_act(
    who: str, mixed: Round, police_return: Return, fire_return: Return, request: pytest.FixtureRequest
) -> None:
    client = as_(request.getfixturevalue(who))
    page = client.get(address("round-detail", mixed)).content.decode()
    assert "Fire" in page and "Police" in page and "Not returned" in page
    for row in (police_return, fire_return):
        assert client.get(address("return-detail", row)).status_code == 200
        assert client.get(address("return-standard", row, 1)).status_code == 200
        assert client.get(address("return-answer", row, 1)).status_code == 403
        assert client.get(address("return-moderate-standard", row, 1)).status_code == 403
        assert client.get(address("return-submit", row)).status_code == 403
    for name in ("round-change", "round-open", "round-close", "round-action-plans"):
        assert client.get(address(name, mixed)).status_code == 403


@pytest.mark.parametrize("who", ["chair", "member"])
def test_others_see_no_round_at_all(who: str, mixed: Round, police_return: Return, request: Any) -> None:
    client = as_(request.getfixturevalue(who))
    listed = client.get(reverse("audits:round-list"))
    assert listed.status_code == 200
    assert mixed.title not in listed.content.decode()
    assert client.get(address("round-detail", mixed)).status_code == 404
    assert client.get(address("return-detail", police_return)).status_code == 404


def test_files_go_to_those_who_may_see_the_return_as_downloads(
    police_return: Return, partner: Person, outsider: Person, business_unit: Person, independent_chair: Person
) -> None:
    given = {"score_1": "1", "evidence_1": "", "file_1": SimpleUploadedFile("plan.pdf", PDF)}
    assert as_(partner).post(address("return-answer", police_return, 1), given).status_code == 302
    file = AnswerFile.objects.get()
    path, away = (
        address("answer-file", police_return, file.pk),
        address("answer-file-take-away", police_return, file.pk),
    )
    response = as_(partner).get(path)
    assert b"".join(response.streaming_content) == PDF
    assert "attachment" in response["Content-Disposition"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert as_(outsider).get(path).status_code == 404
    assert as_(outsider).post(away).status_code == 404
    assert as_(independent_chair).post(away).status_code == 403
    assert as_(partner).get(away).status_code == 405
    assert as_(partner).post(away).status_code == 302
    assert not AnswerFile.objects.exists()


def test_who_has_not_returned_is_on_the_round_with_the_lead_and_what_comes_next(
    opened: Round, business_unit: Person, partner: Person
) -> None:
    page = as_(business_unit).get(address("round-detail", opened)).content.decode()
    assert "Not returned" in page
    assert partner.name in page
    assert "No lead" in page, "the fire service has none here"
    assert "told on" in page


def test_an_unverified_threshold_is_said(mixed: Round, business_unit: Person) -> None:
    page = as_(business_unit).get(address("round-detail", mixed)).content.decode()
    assert "not verified" in page
    assert "checked" in page


@pytest.mark.once
def test_pages_take_as_many_queries_however_many_agencies_there_are(
    framework: Framework, neglect: Body, police: Agency, business_unit: Person, partner: Person,
    django_assert_num_queries: Any,
) -> None:  # fmt: skip
    for number in range(12):
        make_agency(f"Trust {number}")
    round_ = rounds.open_round(round_=make_round(framework, neglect, business_unit), by=business_unit, now=NOW)
    for number in range(3):
        make_round(framework, neglect, business_unit, title=f"Round {number}", due_on=DUE + dt.timedelta(days=number))
    row = submit(round_.returns.get(agency=police), "33 1", by=partner)
    unit, lead = as_(business_unit), as_(partner)
    unit.get(reverse("audits:round-list")), lead.get(reverse("audits:round-list"))
    pages = {
        (unit, reverse("audits:round-list")): 4,
        (unit, address("round-detail", round_)): 12,
        (lead, address("round-detail", round_)): 8,
        (lead, address("return-detail", row)): 9,  # one of them says how often it was chased
        (unit, address("return-standard", row, 1)): 8,
    }
    for (client, path), most in pages.items():
        with django_assert_num_queries(most):
            assert client.get(path).status_code == 200
