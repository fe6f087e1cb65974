"""Papers and planned reports in words."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from partnership.kit.dates import london_date
from partnership.kit.parts import Cell, Entry, Fact, Head, Tag, When
from partnership.kit.wording import file_size, long_date, lower_first, moment, plural, short_date, time_left
from subgroups.models import AgendaItem, Meeting, Paper, PlannedReport
from subgroups.presenters.meetings import Lede, heading_of, title_of
from subgroups.selectors.papers import PlanPart, Version

Status = PlannedReport.Status

PAPER_HEADS = [
    Head("When", "time", "time"),
    Head("Paper", "what"),
    Head("From", "", "held"),
    Head("State", "tag", "says"),
]
REPORT_HEADS = [
    Head("When", "time", "time"),
    Head("Report", "what"),
    Head("From", "", "held"),
    Head("For", "", "held"),
    Head("State", "tag", "tag"),
]
REPORT_TAGS = {
    Status.EXPECTED: Tag("Expected", "plain"),
    Status.RECEIVED: Tag("Received", "done"),
    Status.WITHDRAWN: Tag("No longer wanted", "plain"),
}


# ---- papers ----


def writer(row: Paper | PlannedReport) -> str:
    """Who writes it: the person and the agency, as far as they are named."""
    agency = row.agency.short_name if row.agency else ""
    return f"{row.author.name}, {agency}" if row.author and agency else row.author.name if row.author else agency


def days_late(row: Paper) -> int:
    """How many days after its date a paper came."""
    return max((london_date(row.received_at) - row.due_on).days, 0) if row.received_at else 0


def paper_when(row: Paper, on: dt.date) -> When:
    """The time cell of a paper."""
    if row.withdrawn_on:
        return When("done", "Not wanted", short_date(row.withdrawn_on, on))
    if row.received_at:
        return When("done", "Here", short_date(row.received_at, on))
    return When.due(row.due_on, on)


def paper_tag(row: Paper, on: dt.date) -> Tag:
    """Whether a paper is here, and whether it came in time."""
    if row.withdrawn_on:
        return Tag("No longer wanted", "plain")
    if row.received_at:
        late = days_late(row)
        return Tag(f"Came {plural(late, 'day')} late", "plain") if late else Tag("Here", "done")
    return Tag("Late", "late") if row.due_on < on else Tag("Not here yet", "plain")


def paper_rows(papers: Iterable[Paper], on: dt.date) -> list[list[Cell]]:
    """Rows of the list of papers."""
    rows = []
    for row in papers:
        meeting = row.item.meeting
        rows.append(
            [
                Cell(when=paper_when(row, on)),
                Cell(row.title, f"/papers/{row.pk}/", f"{title_of(meeting)}, meeting of {short_date(meeting.on, on)}"),
                Cell(row.agency.short_name if row.agency else "", meta=row.author.name if row.author else ""),
                Cell(tag=paper_tag(row, on)),
            ]
        )
    return rows


@dataclass(frozen=True)
class PaperLine:
    """A paper in one line of an agenda: its title and where it leads, what is said behind it, and how that stands."""

    words: str
    url: str
    kind: str
    meta: str
    state: str = ""
    more_url: str = ""


def paper_line(row: Paper, on: dt.date) -> PaperLine:
    """A paper that is here opens its file; one that is not leads to its page and says when it is due."""
    page = row.get_absolute_url()
    if row.received_at:
        late = days_late(row)
        said = f"came {plural(late, 'day')} late" if late else ""
        return PaperLine(row.title, f"{page}file/", f"{row.kind}, {file_size(row.size)}", said, "", page)
    left = time_left(row.due_on, on)
    said = f"{left.words}" if left.state == "late" else f"due {short_date(row.due_on, on)}"
    state = left.state if left.state != "later" else ""
    return PaperLine(row.title, page, "", f"not here yet, {lower_first(said)}, from {writer(row)}", state)


def papers_of(item: AgendaItem, on: dt.date) -> list[PaperLine]:
    """The papers of an item, read with it."""
    return [paper_line(row, on) for row in getattr(item, "its_papers", [])]


def papers_words(items: Sequence[AgendaItem], on: dt.date) -> str:
    """ "3 of 5 papers here, 2 late"."""
    papers = [row for item in items for row in getattr(item, "its_papers", [])]
    if not papers:
        return ""
    here = sum(row.received_at is not None for row in papers)
    late = sum(row.received_at is None and row.due_on < on for row in papers)
    came_late = sum(days_late(row) > 0 for row in papers)
    said = f"{here} of {plural(len(papers), 'paper')} here"
    if late:
        said += f", {late} late"
    return f"{said}, {came_late} came late" if came_late else said


def paper_facts(row: Paper, on: dt.date, *, sees_item: bool, sees_meeting: bool) -> list[Fact]:
    """For which meeting, from whom, by when."""
    meeting = row.item.meeting
    facts = [Fact("Meeting", heading_of(meeting), meeting.get_absolute_url() if sees_meeting else "")]
    if sees_item:
        facts.append(Fact("Item", row.item.title, row.item.get_absolute_url()))
    if row.item.is_confidential:
        facts.append(Fact("Confidential", "Only those with a seat in the body see it; who opens it is noted"))
    facts += [
        Fact("From", row.agency.name if row.agency else "", row.agency.get_absolute_url() if row.agency else ""),
        Fact("Author", row.author.name if row.author else "Nobody named"),
        Fact("Due", long_date(row.due_on, weekday=False)),
        Fact("State", tag=paper_tag(row, on)),
    ]
    if row.received_at:
        facts.append(Fact("Handed in", f"{moment(row.received_at, on)}, {row.received_by}"))
    if row.planned_report and sees_meeting:
        facts.append(Fact("Forward plan", row.planned_report.title, row.planned_report.get_absolute_url()))
    return [fact for fact in facts if fact.value or fact.tag]


def _owed(row: Paper | PlannedReport, on: dt.date) -> Lede:
    """Who owes it, and by when."""
    left, who = time_left(row.due_on, on), writer(row)
    if left.state == "late":
        return Lede(f"{left.words}.", "late", f"{who} owes it.")
    return Lede(f"Due {lower_first(left.words)}.", "soon" if left.state == "soon" else "", f"{who} owes it.")


def paper_lede(row: Paper, on: dt.date) -> Lede:
    """What needs doing with a paper."""
    if row.withdrawn_on:
        return Lede("No longer wanted.", "", row.withdrawn_reason)
    if row.received_at:
        late = days_late(row)
        return Lede(f"Here, {plural(late, 'day')} late." if late else "Here in time.", "", "")
    return _owed(row, on)


@dataclass(frozen=True)
class VersionLine:
    """One version of a paper's file."""

    words: str
    url: str
    kind: str
    size: int
    meta: str
    checksum: str


def version_lines(row: Paper, versions: Sequence[Version], on: dt.date) -> list[VersionLine]:
    """The files of a paper, the latest first."""
    lines = []
    for one in reversed(versions):
        is_latest = one.number == len(versions)
        url = f"{row.get_absolute_url()}file/" + ("" if is_latest else f"{one.number}/")
        said = f"Version {one.number}, {moment(one.at, on)}" + (f", {one.by}" if one.by else "")
        kind = one.name.rsplit(".", 1)[-1].upper()
        lines.append(VersionLine(one.name, url, kind, one.size, said, one.sha256))
    return lines


def opening_entries(openings: Iterable[object], on: dt.date) -> list[Entry]:
    """Who opened a confidential paper, the latest first."""
    return [Entry(str(row.person), muted=[moment(row.at, on)]) for row in openings]  # type: ignore[attr-defined]


# ---- planned reports ----


def report_when(row: PlannedReport, on: dt.date) -> When:
    """The time cell of a planned report."""
    if row.status == Status.EXPECTED:
        return When.due(row.due_on, on)
    if row.status == Status.RECEIVED:
        return When("done", "Received", short_date(row.received_on, on))
    return When("done", "Not wanted", "")


def _for(meeting: Meeting | None, on: dt.date) -> str:
    return short_date(meeting.on, on) if meeting else "no meeting yet"


def report_rows(reports: Iterable[PlannedReport], on: dt.date) -> list[list[Cell]]:
    """Rows of the list of planned reports."""
    return [
        [
            Cell(when=report_when(row, on)),
            Cell(row.title, f"/planned-reports/{row.pk}/", row.body.short_name),
            Cell(row.agency.short_name, meta=row.author.name if row.author else ""),
            Cell(_for(row.meeting, on)),
            Cell(tag=REPORT_TAGS[Status(row.status)]),
        ]
        for row in reports
    ]


def report_entries(reports: Iterable[PlannedReport], on: dt.date) -> list[Entry]:
    """Reports in a short list: what, from whom, how it stands."""
    return [
        Entry(
            row.title,
            row.get_absolute_url(),
            lines=[writer(row)],
            when=When.due(row.due_on, on) if row.status == Status.EXPECTED else None,
            muted=[_settled(row, on)] if row.status != Status.EXPECTED else [],
        )
        for row in reports
    ]


def _settled(row: PlannedReport, on: dt.date) -> str:
    if row.status == Status.WITHDRAWN:
        return "no longer wanted"
    late = (row.received_on - row.due_on).days if row.received_on else 0
    return f"received {short_date(row.received_on, on)}" + (f", {plural(late, 'day')} late" if late > 0 else "")


@dataclass(frozen=True)
class PlanBlock:
    """One meeting of the forward plan, with the reports set for it."""

    title: str
    url: str
    count: int
    entries: list[Entry]
    ask_url: str


def plan_blocks(parts: Sequence[PlanPart], on: dt.date, *, ask_url: str) -> list[PlanBlock]:
    """The forward plan, meeting by meeting. `ask_url` is empty for who may not ask for a report."""
    return [
        PlanBlock(
            title=long_date(part.meeting.on) if part.meeting else "Not set for a meeting to come",
            url=part.meeting.get_absolute_url() if part.meeting else "",
            count=len(part.reports),
            entries=report_entries(part.reports, on),
            ask_url=f"{ask_url}&meeting={part.meeting.pk}" if ask_url and part.meeting else "",
        )
        for part in parts
    ]


def report_facts(row: PlannedReport, on: dt.date, *, sees_body: bool) -> list[Fact]:
    """For which body and meeting, from whom, by when."""
    meeting = row.meeting
    return [
        Fact("For", row.body.name, row.body.get_absolute_url()),
        Fact(
            "Meeting", heading_of(meeting) if meeting else "Not set yet",
            meeting.get_absolute_url() if meeting and sees_body else "",
        ),
        Fact("From", row.agency.name, row.agency.get_absolute_url()),
        Fact("Author", row.author.name if row.author else "Nobody named"),
        Fact("Due", long_date(row.due_on, weekday=False)),
        Fact("State", tag=REPORT_TAGS[Status(row.status)]),
    ]  # fmt: skip


def report_lede(row: PlannedReport, on: dt.date, *, note: str = "") -> Lede:
    """What needs doing with a planned report."""
    if row.status == Status.WITHDRAWN:
        return Lede("No longer wanted.", "", note)
    if row.status == Status.RECEIVED:
        late = (row.received_on - row.due_on).days if row.received_on else 0
        said = f", {plural(late, 'day')} late" if late > 0 else ""
        return Lede(f"Received on {short_date(row.received_on, on)}{said}.", "", note)
    return _owed(row, on)
