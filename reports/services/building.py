"""Freezing an edition, and making its files: a queue in the database, emptied by the schedule, a nudge or a command."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

from partnership.kit import builds
from partnership.kit.builds import Made, Say
from partnership.kit.history import save_as
from partnership.kit.tables import neutral
from partnership.models import Person
from reports import pdf
from reports.document import TEMPLATE_VERSION, checksum, parts_of
from reports.models import Edition, EditionFile, Report, ReportTable
from reports.parts import cell_text


def freeze_edition(*, report: Report, data: dict[str, Any], by: Person, now: dt.datetime) -> Edition:
    """Keep a report as it stands: its data with checksum, its web page, its tables; and ask for the PDF to sign.

    Numbers go on through the reports that correct each other, so that no two editions share one.
    """
    family = [report]
    while family[-1].replaces is not None:
        family.append(family[-1].replaces)
    last = Edition.objects.filter(report__in=family).order_by("-number").values_list("number", flat=True).first()
    edition = Edition(
        report=report,
        number=(last or 0) + 1,
        data=data,
        data_sha256=checksum(data),
        html=pdf.page_html(data),
        template_version=TEMPLATE_VERSION,
        frozen_at=now,
        frozen_by=by,
    )
    save_as(edition, by=by, reason="Approved", now=now)
    ReportTable.objects.bulk_create(
        ReportTable(edition=edition, number=part["number"], key=part["key"], title=part["title"],
                    columns=[column["heading"] for column in part["columns"]],
                    rows=[[cell_text(cell) for cell in row["cells"]] for row in part["rows"]])
        for part in parts_of(data, "table")
    )  # fmt: skip
    ask_for_file(edition=edition, stage=EditionFile.Stage.FOR_SIGNATURE, now=now)
    return edition


def ask_for_file(*, edition: Edition, stage: str, now: dt.datetime) -> EditionFile:
    """Put a file into the queue, once a stage."""
    row, _ = EditionFile.objects.get_or_create(
        edition=edition, stage=stage, defaults={"asked_at": now, "doing": "Waiting for its turn"}
    )
    return row


def tables_of(edition: Edition) -> list[tuple[ReportTable, bytes]]:
    """The frozen tables as CSV, safe to open in a spreadsheet."""
    return [(table, table_csv(table)) for table in edition.tables.all()]


def table_csv(table: ReportTable) -> bytes:
    """One frozen table as CSV with a byte order mark, so that spreadsheets read the accents."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([neutral(heading) for heading in table.columns])
    writer.writerows([neutral(cell.replace("\u00a0", " ")) for cell in row] for row in table.rows)
    return ("\ufeff" + text.getvalue()).encode()


def build_waiting(*, clock: Callable[[], dt.datetime], most: int = 10) -> dict[str, int]:
    """Make the PDFs that wait, as any file that a worker makes. Safe to run again."""
    return builds.build_waiting(EditionFile, _make, clock=clock, most=most)


def _make(row: EditionFile, say: Say) -> Made:
    edition = row.edition
    if checksum(edition.data) != edition.data_sha256:
        raise ValueError("The frozen data does not match its checksum: it was changed after approval.")
    signatures = list(edition.signatures.all()) if row.stage == EditionFile.Stage.SIGNED else []
    # The same edition and signatures give the same bytes: the file carries their dates, not the hour of its making.
    made_at = max([edition.frozen_at, *(signature.signed_at for signature in signatures)])
    say(20, "Writing the pages")
    html = pdf.print_html(pdf.print_context(edition, signatures=signatures, made_at=made_at, stage=row.stage))
    say(40, "Laying out the pages")
    made = pdf.print_pdf(html, tables=tables_of(edition), made_at=made_at)
    say(90, "Keeping the file")
    name = f"{edition.report.slug}-edition-{edition.number}-{row.stage.replace('_', '-')}.pdf"
    return Made(name, made.content, made.sha256, made.pages)
