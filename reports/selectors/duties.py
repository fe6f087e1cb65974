"""Where each duty of a report is answered, what is missing, and whether that stops the report."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from partnership.models import Duty
from reports.models import Report, Section
from reports.outline import FROM_RECORDS, PLAN, key_of
from reports.parts import counted, listed

State = Literal["met", "partly", "missing"]


@dataclass(frozen=True)
class DutyState:
    """One duty as it stands. `blocks` only where a checked source says that it must be there."""

    duty: Duty
    state: State
    where: str  # where it is answered, or what is missing, in words
    section: Section | None
    anchor: str  # the chapter or section of the edition
    owed_by: str

    @property
    def blocks(self) -> bool:
        """An unverified duty warns and never blocks; so does one that only should be answered."""
        return self.state != "met" and self.duty.level == Duty.Level.MUST and self.duty.is_verified

    @property
    def warns(self) -> bool:
        return self.state != "met" and not self.blocks


def duties_of(report: Report, *, kind: str = Duty.Kind.CONTENT) -> list[Duty]:
    """The duties of a report's regimes in force on the last day of its period."""
    return list(
        Duty.objects.current(report.to_on)
        .filter(regime__in=report.regimes.all(), kind=kind)
        .select_related("regime")
        .order_by("regime__applies_to", "regime__from_on", "place", "pk")
    )


def duty_states(report: Report, *, tables_with_rows: Collection[str]) -> list[DutyState]:
    """Each content duty of a report: met, partly met or missing, the ones that stop it first within their regime."""
    sections = {section.key: section for section in report.sections.select_related("written_by")}
    return [_state(duty, sections, tables_with_rows) for duty in duties_of(report)]


def _state(duty: Duty, sections: Mapping[str, Section], tables: Collection[str]) -> DutyState:
    if duty.answered_by in FROM_RECORDS:
        table = FROM_RECORDS[duty.answered_by]
        if table in tables:
            return DutyState(duty, "met", _FROM[table], None, _CHAPTER[table], "")
        return DutyState(duty, "missing", _NOTHING[table], None, _CHAPTER[table], "Business unit")
    if duty.answered_by == PLAN:
        return _plan(duty, [section for section in sections.values() if section.priority_id])
    section = sections.get(key_of(duty.answered_by) or f"duty-{duty.code}")
    if section is None:
        return DutyState(duty, "missing", "No section answers this duty", None, "", "Business unit")
    if section.is_written:
        return DutyState(duty, "met", f"Section “{section.title}”", section, f"s-{section.key}", "")
    return DutyState(
        duty, "missing", f"Section “{section.title}” is not written", section, f"s-{section.key}", owed(section)
    )


def _plan(duty: Duty, priorities: list[Section]) -> DutyState:
    if not priorities:
        return DutyState(duty, "missing", "No plan with priorities covers the period", None, "", "Business unit")
    open_ones = [section for section in priorities if not section.is_written]
    first = (open_ones or priorities)[0]
    anchor = f"s-{first.key}"
    if not open_ones:
        words = f"{counted(len(priorities), 'priority', 'priorities')}, six questions each"
        return DutyState(duty, "met", words, first, anchor, "")
    answered = sum(6 - len(section.unanswered) for section in priorities)
    words = f"{answered} of {6 * len(priorities)} questions on the priorities are answered"
    names = listed(list(dict.fromkeys(owed(section) for section in open_ones)))
    return DutyState(duty, "partly" if answered else "missing", words, first, anchor, names)


def owed(section: Section) -> str:
    """Who owes a section: the office whose words it is, else its writer, else the business unit."""
    if section.owner_label:
        return section.owner_label
    return section.written_by.name if section.written_by else "Business unit"


def due_on_by_duty(report: Report) -> tuple[dt.date | None, list[Duty]]:
    """When the report must be out, and the duties that say so."""
    return report.due_on, duties_of(report, kind=Duty.Kind.DATE)


_FROM = {
    "seats": "Tables of seats and vacancies, from the records",
    "attendance": "Tables of attendance by agency, from the records",
    "decisions": "Table of decisions, from the records",
    "actions": "Tables of actions and slippage, from the records",
}
_NOTHING = {
    "seats": "No seat is recorded for the bodies of this report",
    "attendance": "No meeting of the period has attendance recorded",
    "decisions": "No decision of the period is recorded",
    "actions": "No action of the period is recorded",
}
_CHAPTER = {"seats": "who", "attendance": "attendance", "decisions": "decisions", "actions": "actions"}
