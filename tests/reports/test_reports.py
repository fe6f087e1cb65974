"""The life of a report: what it is opened with, who writes, what blocks it, what a change costs."""

import datetime as dt
import hashlib
import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from partnership.kit.errors import NotYours, Stale, WrongState
from partnership.kit.pdf import Pdf
from partnership.models import Body, Duty, Notice, Person, Priority, Regime, StrategicPlan
from reports import pdf, services
from reports.document import assemble, canonical
from reports.models import Edition, EditionFile, Report, RequiredSignatory, Section
from tests.factories import TODAY, make_action, make_person
from tests.reports.conftest import FIRST, LAST, NOW, approve, sign, write_everything

Status = Report.Status


def section(report: Report, key: str) -> Section:
    return report.sections.get(key=key)


def write(report: Report, key: str, by: Person, body: str = "Said.") -> Section:
    row = section(report, key)
    return services.write_section(section=row, body=body, by=by, now=NOW, seen=row.version)


def test_opening_makes_the_sections_that_the_law_asks_for_and_requires_four_signatures(report: Report) -> None:
    assert [row.key for row in report.sections.all()] == [
        "foreword", "objective", "challenge", "findings-not-implemented",
    ]  # fmt: skip
    assert [row.office for row in RequiredSignatory.objects.all()] == [
        "Independent chair",
        "Safeguarding partner, local authority",
        "Safeguarding partner, integrated care board",
        "Safeguarding partner, police",
    ]
    assert report.moves.get().to_status == Status.DRAFTING
    assert report.slug == "annual-report-202526-2025-2026"


def test_a_second_report_of_the_law_adds_no_signatories(report: Report, care: Regime, business_unit: Person) -> None:
    services.open_report(
        title=report.title, regimes=[care], from_on=FIRST, to_on=LAST, by=business_unit, now=NOW
    )  # fmt: skip
    assert RequiredSignatory.objects.count() == 4
    assert Report.objects.filter(slug__startswith=report.slug).count() == 2


def test_the_foreword_is_the_independent_chairs_to_write(report: Report, independent_chair: Person) -> None:
    assert section(report, "foreword").written_by == independent_chair
    write(report, "foreword", independent_chair, "A year of counting.")
    assert section(report, "foreword").is_written
    with pytest.raises(NotYours):
        write(report, "objective", independent_chair)


def test_each_priority_of_the_plan_asks_six_questions(
    care: Regime, executive: Body, business_unit: Person, signers: list[Person]
) -> None:
    plan = StrategicPlan.objects.create(
        slug="plan", title="Plan", body=executive, starts_on=FIRST, ends_on=dt.date(2027, 3, 31)
    )
    Priority.objects.create(plan=plan, number=1, title="Neglect")
    report = services.open_report(
        title="R", regimes=[care], from_on=FIRST, to_on=LAST, by=business_unit, now=NOW
    )  # fmt: skip
    row = section(report, "priority-1")
    assert row.asks_six
    answers = dict.fromkeys(Section.QUESTIONS, "Answered.")
    answers["next"] = " "
    row = services.write_section(section=row, answers=answers, by=business_unit, now=NOW, seen=row.version)
    assert row.unanswered == ["What next?"]
    parts = next(c for c in assemble(report, on=TODAY).data["chapters"] if c["band"])["parts"]
    assert [part["side"] for part in parts if part["part"] == "gap"] == ["What next?"]


def test_only_the_business_unit_opens_a_report(care: Regime, chair: Person) -> None:
    with pytest.raises(NotYours):
        services.open_report(title="R", regimes=[care], from_on=FIRST, to_on=LAST, by=chair, now=NOW)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"regimes": []}, "Choose the law"),
        ({"from_on": dt.date(2030, 1, 1), "to_on": dt.date(2030, 12, 31)}, "has begun"),
        ({"to_on": FIRST}, "after the first day"),
    ],
)
def test_a_report_needs_a_law_and_a_period(care: Regime, business_unit: Person, fields: dict, says: str) -> None:
    given = {"title": "R", "regimes": [care], "from_on": FIRST, "to_on": LAST, **fields}
    with pytest.raises(ValidationError, match=says):
        services.open_report(by=business_unit, now=NOW, **given)


def test_a_save_over_another_is_refused(report: Report, business_unit: Person) -> None:
    row = section(report, "objective")
    write(report, "objective", business_unit, "Mine.")
    with pytest.raises(Stale):
        services.write_section(section=row, body="Theirs.", by=business_unit, now=NOW, seen=row.version)
    assert section(report, "objective").body == "Mine."


def test_saving_the_same_words_again_changes_nothing(report: Report, business_unit: Person) -> None:
    first = write(report, "objective", business_unit)
    again = write(report, "objective", business_unit)
    assert (again.version, again.history.count()) == (first.version, first.history.count())


def test_an_empty_report_cannot_be_submitted(report: Report, business_unit: Person) -> None:
    with pytest.raises(ValidationError, match="at least one section"):
        services.submit_for_review(report=report, by=business_unit, now=NOW)


def test_sending_back_needs_a_reason(report: Report, business_unit: Person) -> None:
    write(report, "objective", business_unit)
    services.submit_for_review(report=report, by=business_unit, now=NOW)
    with pytest.raises(ValidationError, match="what must change"):
        services.send_back(report=report, by=business_unit, note=" ", now=NOW)
    assert services.send_back(report=report, by=business_unit, note="Too long", now=NOW).status == Status.DRAFTING


def test_a_draft_is_not_approved(report: Report, business_unit: Person) -> None:
    with pytest.raises(WrongState):
        services.approve_report(report=report, by=business_unit, now=NOW)


def test_what_a_checked_law_requires_blocks_approval_and_is_named(report: Report, business_unit: Person) -> None:
    write(report, "challenge", business_unit)
    services.submit_for_review(report=report, by=business_unit, now=NOW)
    with pytest.raises(ValidationError) as refused:
        services.approve_report(report=report, by=business_unit, now=NOW)
    assert refused.value.messages == [
        "What was done to achieve the objective: section “What the board did for adults at risk” is not written."
    ]
    report.refresh_from_db()
    assert report.status == Status.IN_REVIEW
    assert not Edition.objects.exists()


def test_an_unchecked_duty_and_a_should_warn_and_never_block(report: Report, business_unit: Person) -> None:
    write(report, "objective", business_unit)
    services.submit_for_review(report=report, by=business_unit, now=NOW)
    states = {state.duty.code: state for state in assemble(report, on=TODAY).duties}
    assert (states["g"].blocks, states["g"].warns) == (False, True)
    assert (states["challenge"].blocks, states["challenge"].warns) == (False, True)
    services.approve_report(report=report, by=business_unit, now=NOW)
    assert Report.objects.get().status == Status.APPROVED


def test_a_duty_answered_from_records_is_missing_without_records(
    care: Regime, signers: list[Person], business_unit: Person
) -> None:
    report = services.open_report(title="R", regimes=[care], from_on=FIRST, to_on=LAST, by=business_unit, now=NOW)
    state = next(state for state in assemble(report, on=TODAY).duties if state.duty.code == "actions")
    assert (state.state, state.blocks) == ("missing", True)
    assert state.where == "No action of the period is recorded"


def test_duties_that_ended_before_the_period_do_not_count(report: Report) -> None:
    Duty.objects.filter(code="challenge").update(to_on=dt.date(2024, 1, 1))
    assert "challenge" not in {state.duty.code for state in assemble(report, on=TODAY).duties}


def test_approval_freezes_data_with_its_checksum_and_asks_for_the_pdf(edition: Edition) -> None:
    data = json.loads(json.dumps(Edition.objects.get().data))
    assert hashlib.sha256(canonical(data)).hexdigest() == edition.data_sha256
    assert edition.report.status == Status.APPROVED
    assert [table.number for table in edition.tables.all()] == list(range(1, data["tables"] + 1))
    assert EditionFile.objects.get().status == EditionFile.Status.WAITING
    assert "Table 1." in edition.html
    assert "<script" not in edition.html
    assert "style=" not in edition.html


def test_approval_tells_those_who_must_sign(edition: Edition, signers: list[Person]) -> None:
    told = Notice.objects.filter(kind="report to").values_list("to", flat=True)
    assert set(told) == {person.pk for person in signers}


def test_later_records_do_not_change_the_edition(
    edition: Edition, business_unit: Person, neglect: Body, police
) -> None:
    before = edition.data_sha256
    make_action(neglect, police, by=business_unit)
    edition.refresh_from_db()
    assert hashlib.sha256(canonical(edition.data)).hexdigest() == before


def test_a_change_makes_the_edition_and_its_signatures_void(
    edition: Edition, signers: list[Person], business_unit: Person
) -> None:
    sign(edition, signers[0])
    write(edition.report, "objective", business_unit, "Another account.")
    edition.refresh_from_db()
    report = Report.objects.get()
    assert edition.is_void
    assert edition.void_reason == "Section “What the board did for adults at risk” changed"
    assert report.status == Status.DRAFTING
    assert Notice.objects.filter(kind="report void", to=signers[0]).count() == 1
    services.submit_for_review(report=report, by=business_unit, now=NOW)
    services.approve_report(report=report, by=business_unit, now=NOW)
    second = report.editions.standing().get()
    assert (second.number, second.signatures.count()) == (2, 0)


def test_only_one_edition_stands(edition: Edition, business_unit: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(
            report=edition.report, number=9, data={}, data_sha256="0" * 64, html="", template_version=1, frozen_at=NOW,
            frozen_by=business_unit,
        )  # fmt: skip


def test_a_writer_cannot_reopen_an_approved_report(edition: Edition, independent_chair: Person) -> None:
    with pytest.raises(WrongState, match="reopen it"):
        write(edition.report, "foreword", independent_chair, "Second thoughts.")
    edition.refresh_from_db()
    assert not edition.is_void


def test_reopening_needs_a_reason(edition: Edition, business_unit: Person) -> None:
    with pytest.raises(ValidationError, match="Write what must change"):
        services.reopen_report(report=edition.report, reason="", by=business_unit, now=NOW)


@pytest.fixture
def no_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    """The moves are tested without laying out pages."""
    monkeypatch.setattr(pdf, "print_pdf", lambda html, **given: Pdf(b"%PDF", "0" * 64, 1))


def published(edition: Edition, signers: list[Person], by: Person) -> Report:
    for person in signers:
        sign(edition, person)
    services.build_waiting(clock=lambda: NOW)
    return services.publish_report(report=Report.objects.get(), by=by, now=NOW)


def test_nothing_is_published_unsigned_or_without_its_file(
    edition: Edition, signers: list[Person], business_unit: Person
) -> None:
    with pytest.raises(WrongState):
        services.publish_report(report=edition.report, by=business_unit, now=NOW)
    for person in signers:
        sign(edition, person)
    with pytest.raises(ValidationError, match="still being made"):
        services.publish_report(report=edition.report, by=business_unit, now=NOW)


def test_a_published_report_is_not_changed_but_corrected_by_another(
    edition: Edition, signers: list[Person], business_unit: Person, no_layout: None
) -> None:
    report = published(edition, signers, business_unit)
    assert (report.status, report.published_on) == (Status.PUBLISHED, TODAY)
    with pytest.raises(WrongState, match="not changed"):
        write(report, "objective", business_unit, "Better.")
    corrected = services.correct_report(report=report, by=business_unit, now=NOW)
    assert section(corrected, "objective").body == section(report, "objective").body
    with pytest.raises(WrongState, match="already"):
        services.correct_report(report=report, by=business_unit, now=NOW)
    second = approve(corrected, business_unit)
    assert second.number == 2
    for person in signers:
        sign(second, person)
    services.build_waiting(clock=lambda: NOW)
    services.publish_report(report=Report.objects.get(pk=corrected.pk), by=business_unit, now=NOW)
    report.refresh_from_db()
    assert report.status == Status.SUPERSEDED


def test_drafts_are_for_those_who_keep_sign_or_write_them(
    report: Report,
    business_unit: Person,
    independent_chair: Person,
    signers: list[Person],
    chair: Person,
    member: Person,
) -> None:
    report.sections.filter(key="challenge").update(written_by=chair)

    def seen(person: Person) -> bool:
        return Report.objects.visible_to(Person.objects.get(pk=person.pk)).filter(pk=report.pk).exists()

    assert all(seen(person) for person in [business_unit, independent_chair, *signers, chair])
    assert not seen(member)
    assert not seen(make_person("Nobody"))
    write_everything(report, business_unit)
    Report.objects.update(status=Status.PUBLISHED, published_on=TODAY)
    assert seen(member)
