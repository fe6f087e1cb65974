"""The year of an example: days moved, acts done by the services, chases recorded; faults told; all or nothing."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from partnership.calendar import load_bank_holidays
from partnership.imports import Refused
from partnership.models import Chase, Notice, Person
from subgroups.imports import monday_of_loading, play_year, read_year
from subgroups.models import Action, Challenge, Meeting, Paper, PlannedReport, Risk
from tests.conftest import shared_rows
from tests.factories import TODAY
from tests.subgroups.year_files import YEAR, lay, play
from tests.tables import every_row


@pytest.fixture(scope="module")
def structure(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[None]:
    """The small partnership without its year, for all tests of this file."""
    folder = tmp_path_factory.mktemp("structure")
    with shared_rows(django_db_blocker, folder / "files"):
        load_bank_holidays(first_year=2015, last_year=2030)
        lay(folder)
        yield


@pytest.fixture
def folder(structure: None, db: None, tmp_path: Path) -> Path:
    """A small partnership, loaded, and the folder of its year."""
    (tmp_path / "year.yaml").write_text(YEAR)
    return tmp_path


def refused(folder: Path, old: str, new: str) -> list[str]:
    """The faults that a change of the file gives, read or played."""
    assert old in YEAR
    (folder / "year.yaml").write_text(YEAR.replace(old, new, 1))
    year, faults = read_year(folder)
    if year is None:
        return [str(fault) for fault in faults]
    before = every_row()
    with pytest.raises(Refused) as refusal:
        play_year(year=year, on=TODAY)
    assert every_row() == before
    return [str(fault) for fault in refusal.value.faults]


def line_of(words: str) -> int:
    return next(number for number, line in enumerate(YEAR.split("\n"), 1) if words in line)


# ---- days ----


@pytest.mark.parametrize(
    ("day", "monday"), [(23, dt.date(2026, 11, 23)), (27, dt.date(2026, 11, 23)), (28, dt.date(2026, 11, 30))]
)
def test_the_year_ends_on_the_monday_of_the_week_or_after_a_weekend_the_next(day: int, monday: dt.date) -> None:
    assert monday_of_loading(dt.date(2026, 11, day)) == monday


def test_days_move_by_whole_weeks_and_bank_holidays_to_the_next_working_day(folder: Path) -> None:
    play(folder, on=dt.date(2027, 6, 23))
    # 30 weeks and a Monday later than the file's own; Thursdays stay Thursdays.
    first = Meeting.objects.filter(body__code="NEG").earliest("on")
    assert (first.on - dt.date(2026, 6, 18)).days == 210
    assert all(day.weekday() < 5 for day in Meeting.objects.values_list("on", flat=True))


def test_in_the_middle_of_a_week_the_chaser_has_run_to_the_day_before(folder: Path) -> None:
    play(folder, on=dt.date(2026, 11, 27))
    late = Chase.objects.filter(reference__contains="-002", subject=Action.objects.get(title="Count the uses").pk)
    assert set(late.values_list("step", flat=True)) == {"10-before", "3-before", "1-after", "5-after", "10-after"}


# ---- mailboxes and files ----


def test_mails_to_a_mailbox_that_is_gone_have_failed(folder: Path) -> None:
    gone = "mails_that_fail: [{person: ada-sample, from_on: 2026-11-01, to_on: 2026-11-20}]\n"
    (folder / "year.yaml").write_text(YEAR + gone)
    play(folder)
    assert set(Notice.objects.filter(status="failed").values_list("to__name", flat=True)) == {"Ada Sample"}


def test_files_may_be_split(folder: Path) -> None:
    head, rest = YEAR.split("meetings:\n")
    (folder / "year.yaml").write_text(head)
    (folder / "year").mkdir()
    (folder / "year" / "neglect.yaml").write_text(f"meetings:\n{rest}")
    assert play(folder).counts["meetings"] == 5


# ---- all or nothing ----


def test_trying_keeps_nothing(folder: Path, settings: Any) -> None:
    before = every_row()
    assert play(folder, keep=False).counts["actions"] == 3
    assert every_row() == before
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


FAULTS = [
    ("as_of: 2026-11-23", "as_of: 2026-11-24", "as_of: 2026", "Write a Monday"),
    ("holder: ben-sample", "holder: nobody", "holder: ben", "Nobody has the key"),
    ("agency: ICB", "agency: ICC", "agency: ICB", "No agency is called"),
    ("body: NEG", "body: NEGG", "body: NEG", "No body is called"),
    ("objective: \"1.1\"", "objective: \"9.1\"", "objective:", "no objective 9.1"),
    ("title: Data, kind", "title: Date, kind", "title: Data", "no standing item “Date”"),
    ("key: a-late", "key: a-done", "key: a-late", "used already"),
    ("neg-police: apologies", "neg-polise: apologies", "attendance: {neg-police", "No seat has the key"),
    ("{on: 2026-08-12, do: close}", "{on: 2026-08-02, do: close}", "do: close", "in the order of their days"),
    ("on: 2026-10-20, do: update", "on: 2026-11-23, do: update", "do: update, text: Begun", "lies before as_of"),
    ("do: update, text: Begun.", "do: update", "do: update, text: Begun", "Enter “text”"),
    ("at: \"14:00\"", "at: 14 o'clock", "at: \"14:00\"", "is not a time"),
    ("what: Train them.", "whta: Train them.", "what: Train them.", "no field “whta”"),
    # What only the services know.
    ("{on: 2026-07-21, do: grant_date}", "{on: 2026-07-21, do: close}", "do: grant_date", "You cannot close this"),
    (", evidence: {name: list.pdf, text: Ten names}", "", "do: claim", "Add evidence"),
    ("to_on: 2026-08-14", "to_on: 2026-07-14", "do: ask_date", "Enter a date after"),
    ("holder: ben-sample", "holder: ada-sample", "key: a-done", "Choose somebody who works for ICB"),
    ("do: close}", "do: close, by: ben-sample}", "do: close", "may read this but not close"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "at", "words"), FAULTS, ids=[row[3] for row in FAULTS])
def test_a_fault_is_told_with_its_line_and_nothing_is_kept(
    folder: Path, old: str, new: str, at: str, words: str
) -> None:
    told = [fault for fault in refused(folder, old, new) if words in fault]
    assert told
    assert told[0].startswith(f"year.yaml, line {line_of(at)}:")


def test_one_refusal_is_told_once_not_again_for_what_follows_from_it(folder: Path) -> None:
    assert len(refused(folder, "due_on: 2026-07-31", "due_on: 2026-06-01")) == 1


# ---- papers, forward plans, challenges, risks, documents ----

REGISTERS = """\
document_owners: [{body: NEG, person: ada-sample}]
planned_reports:
  - {title: Given, body: NEG, agency: police, asked_on: 2026-10-20, meeting: next, received_on: 2026-11-10, text: Here}
  - {title: Spoken, body: NEG, agency: icb, asked_on: 2026-10-20, due_on: 2026-11-12, received_on: 2026-11-12, note: So}
  - {title: Off, body: NEG, agency: icb, asked_on: 2026-10-20, due_on: 2026-12-18, withdrawn_on: 2026-11-02, reason: No}
challenges:
  - body: NEG
    to: police
    subject: Nobody came
    text: To four of nine.
    made_on: 2026-07-01
    answer_due_on: 2026-07-15
    answer: The rota is changed.
    answered_on: 2026-07-10
    by: una-sample
    outcome: explained
    what_changed: Nothing had to.
    closed_on: 2026-07-20
  - {body: NEG, to: icb, subject: Posts, text: Empty., made_on: 2026-11-02, answer_due_on: 2026-11-16}
risks:
  - body: NEG
    title: Empty posts
    description: Nobody visits.
    likelihood: 4
    impact: 4
    agency: icb
    opened_on: 2026-07-01
    review_on: 2026-09-01
    looks: [{on: 2026-09-01, note: Two filled., likelihood: 3, impact: 4, review_on: 2026-12-01}]
"""
PAPERS = """\
        papers:
          - {title: The tool, agency: police, author: ada-sample, handed_in_on: 2026-06-16, text: How it is used}
"""


def test_papers_reports_challenges_and_risks_are_played(folder: Path) -> None:
    words = "        notes: Agreed.\n"
    assert words in YEAR
    (folder / "year.yaml").write_text(YEAR.replace(words, words + PAPERS, 1) + REGISTERS)
    play(folder)
    paper_row = Paper.objects.get(title="The tool")
    assert (paper_row.item.title, paper_row.received_by) == ("One tool", Person.objects.get(name="Ada Sample"))
    assert dict(PlannedReport.objects.values_list("title", "status")) == {
        "Given": "received", "Spoken": "received", "Off": "withdrawn",
    }  # fmt: skip
    assert Paper.objects.get(planned_report__title="Given").item.meeting.on == dt.date(2026, 11, 26)
    assert list(Challenge.objects.order_by("pk").values_list("status", flat=True)) == ["closed", "made"]
    assert Risk.objects.get().score == 12
    assert Chase.objects.filter(kind="challenge-answer").exists()


def test_a_fault_in_the_registers_names_its_line(folder: Path) -> None:
    text = YEAR + REGISTERS.replace("meeting: next", "meeting: nowhere")
    (folder / "year.yaml").write_text(text)
    year, faults = read_year(folder)
    line = next(number for number, words in enumerate(text.split("\n"), 1) if "nowhere" in words)
    assert year is None
    assert [fault.line for fault in faults] == [line]
