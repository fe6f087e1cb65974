"""Pages of reports: who may open which, what they say, and that looking changes nothing."""

import hashlib
import time

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from partnership.kit.thread import thread_of
from partnership.models import Person
from reports import pdf, services
from reports.models import Edition, EditionFile, Report, Signature
from subgroups.models import Action, Decision
from tests.factories import TODAY, make_person
from tests.reports.conftest import NOW, approve, sign, write_everything

pytestmark = pytest.mark.usefixtures("monday")
BACKEND = "partnership.backends.PersonBackend"


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def proved(person: Person, method: str = "password") -> Client:
    """Signed in, and asked again a moment ago."""
    client = as_(person)
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": method, "at": time.time(), "reauthenticated": True}]
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(person.pk)
    session.save()
    return client


def url(report: Report, act: str = "") -> str:
    return f"/reports/{report.slug}/{act}"


def read(answer) -> str:
    return answer.content.decode()


MOVES = ["submit/", "send-back/", "approve/", "reopen/", "publish/", "correct/"]


def test_the_list_says_what_will_appear_when_nothing_is_there(business_unit: Person) -> None:
    page = read(as_(business_unit).get(reverse("reports:report-list")))
    assert "Reports appear here once the business unit opens one" in page
    assert "Open a report" in page


def test_a_report_is_opened_by_a_form(care, signers, business_unit: Person) -> None:
    client = as_(business_unit)
    page = read(client.get(reverse("reports:report-new")))
    assert "Law that asks for it" in page
    answer = client.post(reverse("reports:report-new"), {
        "title": "Annual report", "body": "", "regimes": [care.pk],
        "from_on_day": "1", "from_on_month": "4", "from_on_year": "2025",
        "to_on_day": "31", "to_on_month": "3", "to_on_year": "2026",
    })  # fmt: skip
    assert answer.status_code == 302
    assert Report.objects.get().title == "Annual report"
    empty = client.post(reverse("reports:report-new"), {})
    assert empty.status_code == 422
    assert "Choose the law that asks for this report" in read(empty)


def test_the_draft_shows_what_blocks_it_first(report: Report, business_unit: Person) -> None:
    page = read(as_(business_unit).get(report.get_absolute_url()))
    assert "Approval is closed: one duty that must be answered is not." in page
    assert page.index("What was done to achieve the objective") < page.index("Who was challenged")
    assert "source not checked: warns only" in page
    assert "The same figures as a table" in page
    assert "0 of 4" in page
    assert "Copies owed after publishing" in page
    assert "style=" not in page
    assert "Submit for review" not in page  # nothing is written yet


def test_each_person_sees_the_buttons_that_a_service_would_allow(
    edition: Edition, business_unit: Person, independent_chair: Person
) -> None:
    keeper = read(as_(business_unit).get(edition.report.get_absolute_url()))
    chair = read(as_(independent_chair).get(edition.report.get_absolute_url()))
    assert "Take it back" in keeper
    assert "Sign this edition" not in keeper
    assert "Sign this edition" in chair
    assert "Take it back" not in chair
    assert edition.data_sha256[:4] in keeper


@pytest.mark.parametrize("person", ["member", "partner", "outsider"])
def test_a_draft_does_not_exist_for_others(request, report: Report, business_unit: Person, person: str) -> None:
    client = as_(request.getfixturevalue(person))
    edition = approve(report, business_unit)
    paths = ["", "draft/", *MOVES, "sections/objective/", "editions/1/", "editions/1/sign/", "editions/1/pdf/",
             "editions/1/data/", "editions/1/tables/1/"]  # fmt: skip
    for path in paths:
        assert client.get(url(edition.report, path)).status_code == 404, path
        assert client.post(url(edition.report, path)).status_code in {404, 405}, path
    assert read(client.get(reverse("reports:report-list"))).count(report.slug) == 0


@pytest.mark.parametrize("path", [*MOVES, "sections/objective/"])
def test_those_who_only_read_cannot_act(report: Report, inspector: Person, path: str) -> None:
    client = as_(inspector)
    assert client.get(report.get_absolute_url()).status_code == 200
    assert client.get(url(report, path)).status_code == 403
    assert client.post(url(report, path), {"note": "x"}).status_code == 403


def test_only_the_business_unit_opens_reports_by_page(inspector: Person, care) -> None:
    assert as_(inspector).get(reverse("reports:report-new")).status_code == 403


def test_nobody_reads_reports_without_signing_in(report: Report) -> None:
    for path in ("", "draft/", "approve/"):
        answer = Client().get(url(report, path))
        assert answer.status_code == 302
        assert "/account/" in answer["Location"]


def test_a_section_is_seen_before_it_is_saved(report: Report, business_unit: Person) -> None:
    client, section = as_(business_unit), report.sections.get(key="objective")
    words = {"body": "We **met**.\n\n<script>alert(1)</script>", "version": section.version}
    page = read(client.post(section.get_absolute_url(), {**words, "preview": "1"}))
    assert "<strong>met</strong>" in page
    assert "<script>alert" not in page
    section.refresh_from_db()
    assert section.body == ""
    assert client.post(section.get_absolute_url(), words).status_code == 302
    section.refresh_from_db()
    assert section.body.startswith("We **met**.")


def test_a_stale_save_keeps_both_texts(report: Report, business_unit: Person) -> None:
    client, section = as_(business_unit), report.sections.get(key="objective")
    client.post(section.get_absolute_url(), {"body": "What stands.", "version": section.version})
    answer = client.post(section.get_absolute_url(), {"body": "What I typed.", "version": section.version})
    assert answer.status_code == 409
    assert "What I typed." in read(answer)
    assert "What stands." in read(answer)


def test_a_writer_from_outside_the_business_unit_writes_one_section(report: Report, chair: Person) -> None:
    report.sections.filter(key="challenge").update(written_by=chair)
    client = as_(chair)
    assert client.get(url(report, "sections/challenge/")).status_code == 200
    assert client.get(url(report, "sections/objective/")).status_code == 403


def test_approval_is_refused_by_page_too_and_names_what_is_missing(report: Report, business_unit: Person) -> None:
    client = as_(business_unit)
    client.post(url(report, "sections/challenge/"), {"body": "One challenge.", "version": 1})
    assert client.post(url(report, "submit/"), {"note": ""}).status_code == 302
    page = read(client.get(url(report, "approve/")))
    assert "It cannot be approved yet" in page
    assert "What was done to achieve the objective" in page
    answer = client.post(url(report, "approve/"), {"note": ""})
    assert answer.status_code == 422
    assert not Edition.objects.exists()


def test_a_move_from_the_wrong_state_is_a_conflict(report: Report, business_unit: Person) -> None:
    assert as_(business_unit).post(url(report, "publish/")).status_code == 409
    assert as_(business_unit).post(url(report, "approve/"), {"note": ""}).status_code == 409


def test_the_way_from_draft_to_edition_by_pages(report: Report, business_unit: Person, no_wait) -> None:
    write_everything(report, business_unit)
    client = as_(business_unit)
    assert client.post(url(report, "submit/"), {"note": "Read by the Executive"}).status_code == 302
    assert client.post(url(report, "approve/"), {"note": "Agreed"}).status_code == 302
    edition = Edition.objects.get()
    page = read(client.get(edition.get_absolute_url()))
    assert "Table 1. " in page
    assert "Figure 1. " in page
    assert "We have read" not in page
    assert edition.short_sum in page
    data = client.get(url(report, "editions/1/data/"))
    assert hashlib.sha256(data.content).hexdigest() == edition.data_sha256
    table = client.get(url(report, "editions/1/tables/1/"))
    assert table["Content-Type"].startswith("text/csv")
    assert client.get(url(report, "editions/1/tables/99/")).status_code == 404
    assert client.get(url(report, "draft/")).status_code == 404


@pytest.fixture
def no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Acts nudge no worker here."""
    monkeypatch.setattr("reports.tasks.build_editions.delay", lambda: None)


def test_the_pdf_is_handed_out_when_it_is_ready(edition: Edition, business_unit: Person) -> None:
    client = as_(business_unit)
    assert client.get(url(edition.report, "editions/1/pdf/")).status_code == 404
    row = EditionFile.objects.get()
    row.file.save("x.pdf", ContentFile(b"%PDF-1.7"), save=False)
    row.status, row.sha256, row.built_at = EditionFile.Status.READY, "0" * 64, NOW
    row.save()
    answer = client.get(url(edition.report, "editions/1/pdf/"))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{edition.report.slug}-edition-1.pdf"'
    assert b"".join(answer.streaming_content) == b"%PDF-1.7"
    answer.close()


def test_signing_asks_first_who_it_is(edition: Edition, independent_chair: Person) -> None:
    path = url(edition.report, "editions/1/sign/")
    answer = as_(independent_chair).get(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_reauthenticate"))
    posted = as_(independent_chair).post(path, {"data_sha256": edition.data_sha256, "read": "on", "fair": "on"})
    assert posted.status_code == 302
    assert not Signature.objects.exists()


@pytest.mark.parametrize(("method", "second"), [("password", False), ("mfa", True)])
def test_a_signature_by_page_keeps_the_proof(
    edition: Edition, independent_chair: Person, method: str, second: bool, no_wait
) -> None:
    client = proved(independent_chair, method)
    path = url(edition.report, "editions/1/sign/")
    assert "You sign edition 1 as Independent chair" in read(client.get(path))
    words = {"data_sha256": edition.data_sha256, "read": "on", "fair": "on"}
    assert client.post(path, {**words, "fair": ""}).status_code == 422
    assert client.post(path, words).status_code == 302
    signature = Signature.objects.get()
    assert (signature.person, signature.second_factor) == (independent_chair, second)
    assert client.post(path, words).status_code == 409
    assert "nothing here for you to sign" in read(client.get(path))


def test_those_who_need_not_sign_cannot(edition: Edition, business_unit: Person, inspector: Person) -> None:
    path = url(edition.report, "editions/1/sign/")
    for person in (business_unit, inspector):
        assert proved(person).get(path).status_code == 403
        assert proved(person).post(path, {"data_sha256": edition.data_sha256}).status_code == 403


def test_a_void_edition_stays_readable_and_says_so(
    edition: Edition, business_unit: Person, independent_chair: Person, signers: list[Person]
) -> None:
    sign(edition, signers[0])
    services.reopen_report(report=edition.report, reason="A wrong figure", by=business_unit, now=NOW)
    page = read(as_(independent_chair).get(edition.get_absolute_url()))
    assert "This edition is void" in page
    report = read(as_(independent_chair).get(edition.report.get_absolute_url()))
    assert "void since" in report
    assert "A wrong figure" in report


def test_everybody_reads_a_published_report_and_only_its_standing_edition(
    edition: Edition, business_unit: Person, member: Person
) -> None:
    services.reopen_report(report=edition.report, reason="A wrong figure", by=business_unit, now=NOW)
    Report.objects.update(status=Report.Status.PUBLISHED, published_on=TODAY)
    client = as_(member)
    assert client.get(edition.report.get_absolute_url()).status_code == 200
    assert client.get(edition.get_absolute_url()).status_code == 404


def test_looking_changes_nothing(edition: Edition, business_unit: Person, signers: list[Person]) -> None:
    def rows() -> list[int]:
        return [
            Report.history.count(),
            Edition.history.count(),
            Signature.objects.count(),
            edition.report.moves.count(),
        ]

    before = rows()
    for person in (business_unit, signers[0]):
        for path in ("", "editions/1/", "editions/1/data/", "reopen/", "approve/", "editions/1/sign/"):
            as_(person).get(url(edition.report, path))
    assert rows() == before


def test_the_list_costs_the_same_for_many(
    care, signers, business_unit: Person, django_assert_max_num_queries, report: Report
) -> None:
    client = as_(business_unit)
    client.get(reverse("reports:report-list"))
    with django_assert_max_num_queries(12):
        client.get(reverse("reports:report-list"))
    for _ in range(6):
        services.open_report(
            title="R", regimes=[care], from_on=report.from_on, to_on=report.to_on, by=business_unit, now=NOW
        )  # fmt: skip
    with django_assert_max_num_queries(12):
        client.get(reverse("reports:report-list"))


def test_a_closed_action_leads_to_the_report_that_counts_it(
    report: Report, business_unit: Person, neglect, police
) -> None:
    action = Action.objects.filter(body=neglect).order_by("pk").first()
    Action.objects.filter(pk=action.pk).update(
        status="closed", is_live=False, closed_on=report.to_on, closed_by=business_unit, impact="so that it is so"
    )
    action.refresh_from_db()
    knots = [knot for knot in thread_of(action, person=business_unit, on=TODAY) if knot.kind == "Counted in"]
    assert [(knot.label, knot.path, knot.happened) for knot in knots] == [
        (report.title, report.get_absolute_url(), False)
    ]
    stranger = make_person("Nobody")
    assert not [knot for knot in thread_of(action, person=stranger, on=TODAY) if knot.kind == "Counted in"]
    decision = Decision.objects.get()
    assert [knot.label for knot in thread_of(decision, person=business_unit, on=TODAY) if knot.kind == "Counted in"]


def test_the_copy_for_signature_names_the_offices_that_have_not_signed(edition: Edition) -> None:
    context = pdf.print_context(edition, signatures=[], made_at=NOW, stage=EditionFile.Stage.FOR_SIGNATURE)
    html = pdf.print_html(context)
    assert html.count("Not yet signed") == 5  # on the page about the edition, and for each of four offices
    assert "Safeguarding partner, police" in html
    assert "Safeguarding partner, police" in edition.data["offices"]
