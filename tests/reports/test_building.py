"""Making the files: once each, the same bytes each time, both standards, failures kept in sight."""

import csv
import datetime as dt
import hashlib
import io

import page
import pikepdf
import pytest
from django.core.management import call_command

from partnership.kit.pdf import Pdf
from partnership.models import Person
from reports import pdf, services
from reports.models import Edition, EditionFile
from reports.services.building import table_csv, tables_of
from tests.reports.conftest import NOW, sign


def build() -> dict[str, int]:
    return services.build_waiting(clock=lambda: NOW)


def printed(edition: Edition, signers: list[Person]) -> bytes:
    """The same file by the three steps, each alone."""
    edition = Edition.objects.get(pk=edition.pk)
    signatures = list(edition.signatures.all())
    made_at = max(signature.signed_at for signature in signatures)
    context = pdf.print_context(edition, signatures=signatures, made_at=made_at, stage=EditionFile.Stage.SIGNED)
    html = pdf.print_html(context)
    assert all(person.name in html for person in signers)
    return pdf.print_pdf(html, tables=tables_of(edition), made_at=made_at).content


@pytest.fixture
def no_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    """The queue is tested without laying out pages."""
    monkeypatch.setattr(pdf, "print_pdf", lambda html, **given: Pdf(b"%PDF", "0" * 64, 1))


def test_a_waiting_file_is_made_once(edition: Edition, no_layout: None) -> None:
    assert build() == {"built": 1, "failed": 0}
    assert build() == {"built": 0, "failed": 0}


@pytest.mark.slow
def test_the_signed_file_holds_both_standards_its_data_and_its_signatures(
    edition: Edition, signers: list[Person]
) -> None:
    for person in signers:
        sign(edition, person)
    EditionFile.objects.filter(stage=EditionFile.Stage.FOR_SIGNATURE).delete()
    assert build() == {"built": 1, "failed": 0}
    row = EditionFile.objects.get()
    with row.file.open("rb") as file:
        content = file.read()
    assert (row.status, row.percent, row.doing) == (EditionFile.Status.READY, 100, "Ready")
    assert hashlib.sha256(content).hexdigest() == row.sha256
    assert (len(content), row.pages > 5) == (row.size, True)
    for profile in ("ua1", "3a"):
        report = page.validate_pdf_bytes(content, profile=profile)
        assert not [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    with pikepdf.open(io.BytesIO(content)) as made:
        assert len(made.attachments) == edition.tables.count()
        assert str(made.docinfo["/Title"]) == "Annual report 2025/26"
        assert str(made.Root.Lang) == "en-GB"
        assert nested_tags(made) == []
    assert printed(edition, signers) == content


def nested_tags(made: pikepdf.Pdf) -> list[str]:
    """Tags that lie in a tag of their own kind: a reader says them twice, and the validator is silent."""
    found = []

    def walk(element, trail):
        if not isinstance(element, pikepdf.Dictionary):
            return
        kind = str(element.get("/S", ""))
        if kind in trail and kind in {"/H1", "/H2", "/H3", "/H4", "/P", "/L", "/Table", "/TR"}:
            found.append(kind)
        children = element.get("/K", [])
        for child in children if isinstance(children, pikepdf.Array) else [children]:
            walk(child, (*trail, kind))

    walk(made.Root.StructTreeRoot, ())
    return found


def test_cells_that_a_spreadsheet_would_run_are_neutral(edition: Edition) -> None:
    table = edition.tables.first()
    table.rows = [["=HYPERLINK(1)", "@x", "-1", "7\u00a0%"]]
    cells = list(csv.reader(io.StringIO(table_csv(table).decode("utf-8-sig"))))[1]
    assert cells == ["'=HYPERLINK(1)", "'@x", "'-1", "7 %"]


def test_data_that_was_tampered_with_is_never_printed(edition: Edition) -> None:
    Edition.objects.update(data={**edition.data, "title": "Another title"})
    with pytest.raises(ValueError, match="does not match its checksum"):
        build()
    assert EditionFile.objects.get().failure.startswith("The frozen data does not match")


def test_a_failure_is_tried_three_times_and_then_waits_for_a_person(edition: Edition, monkeypatch) -> None:
    def broken(html: str, **given: object) -> None:
        raise RuntimeError("No room on the disk")

    monkeypatch.setattr(pdf, "print_pdf", broken)
    for _ in range(EditionFile.MOST_TRIES):
        with pytest.raises(RuntimeError):
            services.build_waiting(clock=lambda: NOW, most=1)
    row = EditionFile.objects.get()
    assert (row.status, row.tries, row.failure) == (EditionFile.Status.FAILED, 3, "No room on the disk")
    assert build() == {"built": 0, "failed": 0}


def test_a_worker_that_died_gives_its_file_back(edition: Edition, no_layout: None) -> None:
    EditionFile.objects.update(
        status=EditionFile.Status.BUILDING, claimed_until=NOW + dt.timedelta(minutes=5)
    )  # fmt: skip
    assert build() == {"built": 0, "failed": 0}
    later = NOW + dt.timedelta(minutes=6)
    assert services.build_waiting(clock=lambda: later) == {"built": 1, "failed": 0}


def test_a_void_edition_is_not_built(edition: Edition, business_unit: Person) -> None:
    services.reopen_report(report=edition.report, reason="A wrong figure", by=business_unit, now=NOW)
    assert build() == {"built": 0, "failed": 0}


def test_the_command_builds_as_the_schedule_does(
    edition: Edition, no_layout: None, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("build_editions")
    assert "1 made." in capsys.readouterr().out
