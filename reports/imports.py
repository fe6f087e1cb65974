"""Reports of an example, read from `report.yaml` and opened, written and approved through the services.

`reports`: a list of {key, title, body, regimes (keys), period_from, period_to, due_on, status (drafting, in_review or
approved), sections}. A section: {key, title, text}, or {key, answers} with the six questions for one on a priority.
The period moves by whole years, so that it is the last financial year; `due_on` moves as the year of work does.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.calendar import working_days
from partnership.imports import Fault, Refused
from partnership.imports.finding import Finder
from partnership.imports.kinds import World
from partnership.imports.reading import Reader, Unreadable, read_yaml
from partnership.kit.dates import at_hour, financial_year
from partnership.models import Person, Regime
from reports.models import Report, Section
from reports.services import approve_report, open_report, submit_for_review, write_section

REPORT = "key title body regimes period_from period_to due_on status sections"
SECTION = "key title text answers"
STATUSES = [Report.Status.DRAFTING, Report.Status.IN_REVIEW, Report.Status.APPROVED]
OPENED_BEFORE = 40  # working days before the example's morning
WRITTEN_BEFORE = 25


@dataclass
class Draft:
    """One report of the file."""

    line: int
    title: str
    body: Any
    regimes: list[Regime]
    from_on: dt.date
    to_on: dt.date
    due_on: dt.date | None
    status: str
    sections: list[tuple[int, str, str, dict[str, str]]]


def read_reports(path: Path) -> tuple[list[Draft], list[Fault]]:
    """The reports of a file, and what must be mended in it."""
    faults: list[Fault] = []
    try:
        head = Reader(path.name, read_yaml(path.read_bytes()), faults, "reports")
    except Unreadable as error:
        return [], [Fault(path.name, error.line, error.sentence)]
    names = Finder(World(), faults)
    regimes = {regime.key: regime for regime in Regime.objects.all()}
    drafts = []
    for one in head.tables("reports", REPORT):
        for key in one.words("regimes"):
            if key not in regimes:
                one.fault("regimes", f"No regime has the key “{key[:60]}”.")
        status = one.text("status") or "drafting"
        if status not in STATUSES:
            one.fault("status", f"Choose one of {', '.join(STATUSES)}.")
        body = names.find("body", one, "body")
        draft = Draft(
            line=one.line,
            title=one.text("title", required=True),
            body=names.world.known["body"][body].obj if body else None,
            regimes=[regimes[key] for key in one.words("regimes") if key in regimes],
            from_on=one.day("period_from", required=True) or dt.date.min,
            to_on=one.day("period_to", required=True) or dt.date.min,
            due_on=one.day("due_on"),
            status=status,
            sections=[],
        )
        for section in one.tables("sections", SECTION):
            answers = section.one("answers", " ".join(Section.QUESTIONS))
            said = {key: answers.text(key) for key in Section.QUESTIONS if answers.has(key)} if answers else {}
            draft.sections.append((section.line, section.text("key", required=True), section.text("text"), said))
        drafts.append(draft)
    return drafts, sorted(set(faults))


@transaction.atomic
def load_reports(*, path: Path, by: Person, as_of: dt.date, shift: dt.timedelta) -> list[Report]:
    """Open and write the reports of a file: all or none. Raises Refused with every fault."""
    drafts, faults = read_reports(path)
    reports = []
    calendar = working_days()
    for draft in drafts if not faults else []:
        try:
            reports.append(_load(draft, by=by, as_of=as_of, shift=shift, calendar=calendar, file=path.name))
        except Refused as refusal:
            faults += refusal.faults
        except ValidationError as error:
            faults.append(Fault(path.name, draft.line, " ".join(error.messages)))
    if faults:
        raise Refused(faults)
    return reports


def _load(draft: Draft, *, by: Person, as_of: dt.date, shift: dt.timedelta, calendar: Any, file: str) -> Report:
    years = financial_year(as_of).first.year - draft.to_on.year
    opened = at_hour(calendar.add(as_of, -OPENED_BEFORE), 9, 30)
    report = open_report(
        title=_in_years(draft.title, draft, years),
        regimes=draft.regimes,
        from_on=_moved(draft.from_on, years),
        to_on=_moved(draft.to_on, years),
        due_on=calendar.on_or_after(draft.due_on + shift) if draft.due_on else None,
        body=draft.body,
        by=by,
        now=opened,
    )
    sections = {section.key: section for section in report.sections.select_related("report", "written_by")}
    faults = []
    for number, (line, key, text, answers) in enumerate(draft.sections):
        section = sections.get(key)
        if section is None:
            faults.append(Fault(file, line, f"The report has no section “{key}”. It has {', '.join(sections)}."))
        elif text or answers:
            day = calendar.add(as_of, -WRITTEN_BEFORE + number % (WRITTEN_BEFORE - 1))
            writer = section.written_by or by
            written = at_hour(day, 10 + number % 6, number * 7 % 60)
            write_section(section=section, body=text, answers=answers, by=writer, now=written, seen=section.version)
    if faults:
        raise Refused(faults)
    last = at_hour(calendar.add(as_of, -1), 16)
    if draft.status != Report.Status.DRAFTING:
        report = submit_for_review(report=report, by=by, now=last)
    if draft.status == Report.Status.APPROVED:
        report = approve_report(report=report, by=by, now=last + dt.timedelta(minutes=30))
    return report


def _moved(day: dt.date, years: int) -> dt.date:
    """The same day so many years later; the last of February stays the last."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _in_years(title: str, draft: Draft, years: int) -> str:
    """A title with the years of the moved period."""
    for year in sorted({draft.from_on.year, draft.to_on.year}, reverse=years > 0):
        title = title.replace(str(year), str(year + years))
    return title
