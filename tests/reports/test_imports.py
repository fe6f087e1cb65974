"""Reports of an example: opened for the last financial year, written section by section, refused with a line."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.management import call_command

from partnership.imports import Refused
from partnership.models import Person
from reports.imports import load_reports
from reports.models import Report

AS_OF = dt.date(2026, 11, 23)
TEXT = """\
reports:
  - key: children
    title: Yearly report 2025 to 2026
    regimes: [wt-2026]
    period_from: 2025-04-01
    period_to: 2026-03-31
    due_on: 2026-12-11
    status: in_review
    sections:
      - {key: foreword, title: Foreword, text: A year.}
"""


@pytest.fixture
def path(business_unit: Person, tmp_path: Path) -> Path:
    call_command("load_rules", verbosity=0)
    return tmp_path / "report.yaml"


def load(path: Path, text: str, by: Person, *, as_of: dt.date = AS_OF) -> list[Report]:
    path.write_text(text)
    return load_reports(path=path, by=by, as_of=as_of, shift=as_of - AS_OF)


def test_a_report_is_opened_written_and_submitted(path: Path, business_unit: Person) -> None:
    (report,) = load(path, TEXT, business_unit)
    assert (report.status, report.from_on, report.due_on) == ("in_review", dt.date(2025, 4, 1), dt.date(2026, 12, 11))
    assert report.sections.get(key="foreword").body == "A year."
    assert report.moves.latest("at").at.date() < AS_OF


def test_its_period_is_the_last_financial_year_whenever_it_is_loaded(path: Path, business_unit: Person) -> None:
    (report,) = load(path, TEXT, business_unit, as_of=dt.date(2028, 2, 28))
    assert (report.title, report.to_on) == ("Yearly report 2026 to 2027", dt.date(2027, 3, 31))


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("key: foreword", "key: forward", 10, "has no section “forward”"),
        ("wt-2026", "wt-1066", 4, "No regime has the key"),
        ("in_review", "finished", 8, "Choose one of"),
        ("due_on: 2026", "due_no: 2026", 7, "Did you mean “due_on”?"),
    ],
)
def test_a_fault_is_told_with_its_line_and_nothing_is_kept(
    path: Path, business_unit: Person, old: str, new: str, line: int, words: str
) -> None:
    with pytest.raises(Refused) as refusal:
        load(path, TEXT.replace(old, new), business_unit)
    assert any(fault.line == line and words in fault.sentence for fault in refusal.value.faults)
    assert not Report.objects.exists()
