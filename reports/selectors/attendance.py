"""Who came: by agency, a deputy counted for the agency and shown apart, the count before the share."""

from collections import defaultdict
from dataclasses import dataclass, field

from partnership.kit.wording import percent
from reports.parts import Column, Figure, Row, Table, counted, listed
from reports.selectors.scope import Scope, agency_names
from subgroups.models import Attendance, Meeting

Mark = Attendance.Mark
# When an agency holds several seats, the best of them speaks for it.
_ORDER = [Mark.PRESENT, Mark.REMOTE, Mark.DEPUTY, Mark.APOLOGIES, Mark.ABSENT, Mark.VACANT]
_COLUMNS = (
    Column("Agency"),
    Column("Member", "number"),
    Column("Deputy", "number"),
    Column("Apologies", "number"),
    Column("Absent", "number"),
    Column("Vacant", "number"),
    Column("Agency present", "number"),
    Column("Share", "number"),
)
STATUTORY, WIDER, OFFICES = "Statutory partners", "Wider partners", "Offices without an agency"


@dataclass
class Tally:
    """One agency's marks, meeting by meeting."""

    name: str
    group: str
    marks: dict[int, str] = field(default_factory=dict)

    def count(self, *wanted: str) -> int:
        return sum(mark in wanted for mark in self.marks.values())

    @property
    def base(self) -> int:
        return len(self.marks)

    @property
    def present(self) -> int:
        return self.count(*Attendance.AT_THE_TABLE)


@dataclass(frozen=True)
class AttendanceParts:
    """Tables and figures on attendance, and what the meetings were."""

    strip: Figure
    head_table: Table
    bars: Figure
    all_table: Table
    meetings: int
    cancelled: int
    without_attendance: int
    statutory: tuple[int, int]
    sentence: str


def attendance_parts(scope: Scope) -> AttendanceParts:
    """Attendance at held meetings of the period. Cancelled meetings do not count; nor do those nobody recorded."""
    period = scope.period
    everything = Meeting.objects.filter(body_id__in=scope.ids, on__range=(period.first, period.last))
    meetings = list(
        everything.held().select_related("body").prefetch_related("attendance__seat__agency").order_by("on", "pk")
    )
    cancelled = everything.filter(status=Meeting.Status.CANCELLED).count()
    recorded = [meeting for meeting in meetings if meeting.attendance.all()]
    head_meetings = [meeting for meeting in recorded if scope.head and meeting.body_id == scope.head.pk]
    names = agency_names(period.last)
    head, all_of_them = _tallies(head_meetings, names), _tallies(recorded, names)
    missing = len(meetings) - len(recorded)
    note = (
        "A deputy counts for the agency. A vacant seat counts against it. These are counts of agencies, not of people."
    )
    if cancelled:
        note += f" {counted(cancelled, 'cancelled meeting').capitalize()} not in the base."
    if missing:
        note += f" Of {counted(missing, 'held meeting')} no attendance is recorded; not in the base."
    head_name = scope.head.short_name if scope.head else "head body"
    expected = scope.head.attendance_expected if scope.head else 75
    statutory = [tally for tally in all_of_them if tally.group == STATUTORY]
    figures = (sum(t.present for t in statutory), sum(t.base for t in statutory))
    return AttendanceParts(
        strip=_strip(head, head_meetings, head_name),
        head_table=_table("attendance-head", f"Attendance by agency, meetings of the {head_name}", head, note),
        bars=_bars(all_of_them, expected),
        all_table=_table("attendance", "Attendance by agency, meetings of all bodies", all_of_them, note, long=True),
        meetings=len(meetings),
        cancelled=cancelled,
        without_attendance=missing,
        statutory=figures,
        sentence=_sentence(all_of_them, figures, len(recorded)),
    )


def _tallies(meetings: list[Meeting], names: dict[int, tuple[str, str, bool]]) -> list[Tally]:
    found: dict[int | str, Tally] = {}
    marks: dict[tuple[int | str, int], list[str]] = defaultdict(list)
    for meeting in meetings:
        for row in meeting.attendance.all():
            seat = row.seat
            key: int | str = seat.agency_id or seat.title
            if key not in found:
                name, _, statutory = names[seat.agency_id] if seat.agency_id else (seat.title, "", False)
                group = OFFICES if not seat.agency_id else STATUTORY if statutory else WIDER
                found[key] = Tally(name, group)
            marks[key, meeting.pk].append(row.mark)
    for (key, meeting_id), given in marks.items():
        found[key].marks[meeting_id] = min(given, key=lambda mark: _ORDER.index(Mark(mark)))
    return sorted(found.values(), key=lambda t: (-t.present / max(t.base, 1), -t.base, t.name))


def _cells(name: str, tallies: list[Tally]) -> tuple[str | int, ...]:
    def total(*wanted: str) -> int:
        return sum(tally.count(*wanted) for tally in tallies)

    base, present = sum(t.base for t in tallies), sum(t.present for t in tallies)
    return (
        name, total(Mark.PRESENT, Mark.REMOTE), total(Mark.DEPUTY), total(Mark.APOLOGIES), total(Mark.ABSENT),
        total(Mark.VACANT), f"{present} of {base}", percent(present, base),
    )  # fmt: skip


def _table(key: str, title: str, tallies: list[Tally], note: str, *, long: bool = False) -> Table:
    rows = []
    for group in (STATUTORY, WIDER, OFFICES):
        own = [tally for tally in tallies if tally.group == group]
        if not own:
            continue
        rows.append(Row(_cells(f"{group}, together", own), "group"))
        rows += [Row(_cells(tally.name, [tally])) for tally in own]
    return Table(key, title, _COLUMNS, tuple(rows), note=note if rows else "", long=long,
                 empty="No meeting with recorded attendance was held in the period.")  # fmt: skip


def _strip(tallies: list[Tally], meetings: list[Meeting], head: str) -> Figure:
    rows = []
    for group in (STATUTORY, WIDER, OFFICES):
        own = [tally for tally in tallies if tally.group == group]
        for tally in own:
            marks = [tally.marks.get(meeting.pk, "no seat yet") for meeting in meetings]
            rows.append(
                {"group": group, "label": tally.name, "marks": marks, "end": f"{tally.present} of {tally.base}"}
            )
    months = [f"{meeting.on:%b}" for meeting in meetings]
    columns = [
        f"{m.on.day} {month}" if months.count(month) > 1 else month for m, month in zip(meetings, months, strict=True)
    ]
    told = "; ".join(f"{tally.name} {tally.present} of {tally.base}" for tally in tallies)
    return Figure(
        key="attendance-strip",
        title=f"Who was at the table, meetings of the {head}",
        finding=(
            f"Attendance at {counted(len(meetings), 'meeting')} of the {head} by agency: {told}."
            if rows
            else f"No meeting of the {head} with recorded attendance was held in the period."
        ),
        kind="strip",
        rows=tuple(rows),
        extra={"columns": columns},
        table="attendance-head",
    )


def _bars(tallies: list[Tally], expected: int) -> Figure:
    agencies = [tally for tally in tallies if tally.group != OFFICES]
    below = [tally.name for tally in agencies if tally.present * 100 < expected * tally.base]
    told = (
        f"{counted(len(below), 'agency', 'agencies').capitalize()} came to less than {expected} % of the meetings "
        f"where a seat was theirs: {listed(below)}."
        if below
        else f"Every agency came to at least {expected} % of the meetings where a seat was theirs."
    )
    return Figure(
        key="attendance-bars",
        title="Meetings at which each agency was represented, all bodies",
        finding=told if agencies else "No meeting with recorded attendance was held in the period.",
        kind="bars",
        rows=tuple({"label": t.name, "count": t.present, "base": t.base} for t in agencies),
        extra={"mark": {"at": expected / 100, "label": f"{expected} % expected"}},
        table="attendance",
    )


def _sentence(tallies: list[Tally], statutory: tuple[int, int], meetings: int) -> str:
    if not tallies:
        return "No meeting with recorded attendance was held in the period, so nothing can be said of who came."
    present, base = statutory
    if base and present == base:
        first = (
            f"The statutory partners were represented at every one of the {meetings} meetings where they hold a seat."
        )
    else:
        first = f"The statutory partners filled their place {present} of {base} times, {percent(present, base)}."
    others = [tally for tally in tallies if tally.group == WIDER]
    if not others:
        return first
    there, asked = sum(t.present for t in others), sum(t.base for t in others)
    return f"{first} The wider partners filled theirs {there} of {asked} times, {percent(there, asked)}."
