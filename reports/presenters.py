"""Words, tags and rows of the pages of reports. No queries."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from partnership.kit import charts
from partnership.kit.parts import Cell, Entry, Fact, Head, Tag, When
from partnership.kit.wording import file_size, list_words, moment, number_words, plural, short_date
from reports.models import Edition, EditionFile, Report, Section
from reports.pdf import draw
from reports.selectors import Office
from reports.selectors.duties import DutyState
from reports.selectors.structure import period_in_words

LIST_HEADS = [
    Head("Report", "what"),
    Head("Whose"),
    Head("Period"),
    Head("State", "tag"),
    Head("To be out by", "date"),
    Head("Edition", "num"),
]
STATUS_TAGS: dict[str, Tag] = {
    Report.Status.DRAFTING: Tag("Drafting", "plain"),
    Report.Status.IN_REVIEW: Tag("In review", "plain"),
    Report.Status.APPROVED: Tag("To be signed", ""),
    Report.Status.SIGNED: Tag("Signed", "met"),
    Report.Status.PUBLISHED: Tag("Published", "done"),
    Report.Status.SUPERSEDED: Tag("Superseded", "plain"),
}


def list_rows(reports: Iterable[Any], on: dt.date) -> list[list[Any]]:
    rows = []
    for report in reports:
        standing = next((e for e in report.editions.all() if not e.is_void), None)
        rows.append([
            Cell(report.title, report.get_absolute_url()),
            Cell(report.body.name if report.body else "The whole partnership"),
            Cell(period_in_words(report.period)),
            Cell(tag=STATUS_TAGS[report.status]),
            Cell(short_date(report.due_on, on) if report.due_on else "No date"),
            Cell(str(standing.number) if standing else "–"),
        ])  # fmt: skip
    return rows


@dataclass(frozen=True)
class DutyRow:
    """One duty on the page of a report."""

    tag: Tag
    title: str
    url: str
    level: str
    where: str
    owed_by: str
    when: When | None


def duty_rows(states: Sequence[DutyState], report: Report, on: dt.date) -> list[DutyRow]:
    """Duties, what stops the report first, then what only warns, then what is met."""
    order = {"missing": 0, "partly": 1, "met": 2}
    ordered = sorted(states, key=lambda state: (not state.blocks, order[state.state]))
    late = report.due_on is not None and report.due_on < on and report.status not in Report.PUBLIC
    rows = []
    for state in ordered:
        if state.state == "met":
            tag = Tag("Met", "met")
        elif state.state == "partly":
            tag = Tag("Partly", "late" if late and state.blocks else "soon")
        else:
            tag = Tag("Missing", "late" if late and state.blocks else "plain")
        level = "Must" if state.duty.level == "must" else "Should"
        if not state.duty.is_verified and state.state != "met":
            level += ", source not checked: warns only"
        url = state.section.get_absolute_url() if state.section and state.state != "met" else ""
        when = When.due(report.due_on, on) if report.due_on and state.state != "met" else None
        rows.append(DutyRow(tag, state.duty.title, url, level, state.where, state.owed_by, when))
    return rows


def lede(report: Report, states: Sequence[DutyState], offices: Sequence[Office], edition: Edition | None) -> str:
    """The first line of the page: what needs doing."""
    blocking = [state for state in states if state.blocks]
    if report.is_being_written:
        if not blocking:
            return "Nothing that the law requires is missing. It can be approved once it was read."
        missing = sum(state.state == "missing" for state in blocking)
        partly = len(blocking) - missing
        said = []
        if missing:
            verb = "is" if missing == 1 else "are"
            said.append(f"{plural_words(missing, 'duty', 'duties')} that must be answered {verb} not")
        if partly:
            said.append(f"{plural_words(partly, 'is', 'are')} partly met")
        owing = list(dict.fromkeys(state.owed_by for state in blocking if state.owed_by))
        return f"Approval is closed: {list_words(said)}. Owed by {list_words(owing, most=3)}."
    if report.status == Report.Status.APPROVED and edition:
        missing_offices = [office.label for office in offices if office.signature is None]
        waits = plural(len(missing_offices), "signature")
        return f"Edition {edition.number} waits for {waits}: {list_words(missing_offices)}."
    if report.status == Report.Status.SIGNED and edition:
        return f"Edition {edition.number} is signed by all who must sign. It can be published."
    if report.status == Report.Status.SUPERSEDED:
        return "A corrected report has taken the place of this one."
    return f"Published on {short_date(report.published_on)}."


def plural_words(count: int, one: str, many: str) -> str:
    """'two duties', 'one is'."""
    return f"{number_words(count)} {one if count == 1 else many}"


SECTION_HEADS = [Head("No.", "num"), Head("Section", "what"), Head("Whose words"), Head("State", "tag")]


def section_rows(sections: Sequence[Section], person: Any, report: Report) -> list[list[Any]]:
    """The sections, each a link for whoever may write it now: an approved report is reopened by its keepers only."""
    open_to_all_writers = report.is_being_written
    rows = []
    for at, section in enumerate(sections, 1):
        if section.is_written:
            tag = Tag("Written", "met")
        elif section.is_begun:
            tag = Tag(f"{6 - len(section.unanswered)} of 6 answered" if section.asks_six else "Begun", "plain")
        else:
            tag = Tag("Not written", "plain")
        may_write = section.may_be_written_by(person) and (open_to_all_writers or person.rights.manages)
        url = section.get_absolute_url() if may_write and report.status not in Report.PUBLIC else ""
        writer = section.owner_label or "Business unit"
        named = section.written_by.name if section.written_by else ""
        rows.append([Cell(str(at)), Cell(section.title, url), Cell(writer, meta=named), Cell(tag=tag)])
    return rows


def signature_entries(offices: Sequence[Office], edition: Edition | None, on: dt.date) -> list[Entry]:
    """One entry for each office: when it signed, or that it has not; void ones stay visible under their edition."""
    entries = []
    for office in offices:
        if office.signature:
            signature = office.signature
            number = edition.number if edition else ""
            lines = [f"{signature.name} signed edition {number}, {moment(signature.signed_at, on)}"]
            proof = "Second factor confirmed" if signature.second_factor else "Password entered again"
            entries.append(Entry(office.label, lines=lines, muted=[f"{proof}, record {signature.record}"]))
            continue
        holders = list_words([appointment.person.name for appointment in office.holders], last="or")
        entries.append(
            Entry(office.label, muted=[f"not yet: {holders}" if holders else "not yet: nobody holds this office"])
        )
    return entries


def void_entries(editions: Iterable[Edition], on: dt.date) -> list[Entry]:
    """Editions that a change made void, with the signatures that fell with them."""
    entries = []
    for edition in editions:
        signed = [
            f"{signature.name} signed {moment(signature.signed_at, on)}" for signature in edition.signatures.all()
        ]
        why = f"void since {moment(edition.voided_at, on)}: {edition.void_reason}"
        entries.append(Entry(f"Edition {edition.number}", edition.get_absolute_url(), lines=signed, muted=[why]))
    return entries


def edition_facts(edition: Edition, files: Sequence[EditionFile], on: dt.date) -> list[Fact]:
    """What an edition is: when it was frozen, its files, its checksums."""
    facts = [Fact("Frozen", moment(edition.frozen_at, on)), Fact("By", edition.frozen_by.name)]
    for row in files:
        stage = "Signed PDF" if row.stage == EditionFile.Stage.SIGNED else "PDF for signature"
        if row.is_ready:
            facts.append(Fact(stage, lines=[f"{plural(row.pages, 'page')}, {file_size(row.size)}"]))
        elif row.is_on_its_way:
            facts.append(Fact(stage, f"{row.percent} %, {row.doing.lower()}. Look again in a few seconds."))
        else:
            facts.append(Fact(stage, "Could not be made.", lines=[row.failure]))
    facts.append(Fact("Checks", "tagged (PDF/UA-1), data attached (PDF/A-3a)"))
    return facts


@dataclass(frozen=True)
class Drawing:
    """A figure with the table of the same data, for the page of a report."""

    number: int
    title: str
    finding: str
    wide: str
    table: dict[str, Any]


def drawings(data: dict[str, Any], keys: Sequence[str]) -> list[Drawing]:
    """The wanted figures of a document, drawn for the page, each with its table."""
    parts = [part for entry in data["chapters"] for part in entry["parts"]]
    tables = {part["key"]: part for part in parts if part["part"] == "table"}
    shown = []
    for part in parts:
        if part["part"] == "figure" and part["key"] in keys and part["rows"]:
            table = tables.get(part["table"])
            if table:
                shown.append(
                    Drawing(
                        part["number"], part["title"], part["finding"], draw(part, charts.SCREEN), plain_table(table)
                    )
                )
    return shown


def plain_table(table: dict[str, Any]) -> dict[str, Any]:
    """A frozen table as words for a template."""
    return {
        "title": table["title"],
        "heads": [(column["heading"], column["kind"] == "number") for column in table["columns"]],
        "rows": [
            (
                row["kind"],
                [
                    (cell["text"] if isinstance(cell, dict) else cell, column["kind"] == "number")
                    for cell, column in zip(row["cells"], table["columns"], strict=True)
                ],
            )
            for row in table["rows"]
        ],
    }


def recipient_entries(duties: Iterable[Any], report: Report) -> list[Entry]:
    """To whom copies are owed once it is published."""
    entries = []
    for duty in duties:
        due = f"within {plural(duty.due_days, 'day')} of publication" if duty.due_days else "no number of days is set"
        if duty.due_days and report.published_on:
            due = f"due {short_date(report.published_on + dt.timedelta(days=duty.due_days))}"
        entries.append(Entry(duty.title.removeprefix("Copy to "), muted=[due]))
    return entries
