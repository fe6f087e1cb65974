"""The year of an example: days moved, acts done by the services, chases recorded; faults told; all or nothing."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from partnership.imports import Refused, Source, apply_import
from partnership.kit.dates import london_date
from partnership.kit.files import check_upload
from partnership.kit.history import many_saves, save_as
from partnership.models import Agency, Chase, Notice, Partnership, Person, Rule, Telling
from partnership.services.example_logins import logins_that_work
from reports.models import Report
from subgroups.imports import Played, monday_of_loading, play_year, read_year
from subgroups.imports.papers import paper
from subgroups.models import (
    Action,
    Attendance,
    Challenge,
    DateChange,
    Decision,
    Escalation,
    Evidence,
    Meeting,
    Paper,
    PlannedReport,
    Risk,
)
from tests.factories import NOW, TODAY, make_body
from tests.partnership.test_imports import FILES, digest

STRUCTURE = {
    **FILES,
    "bodies.yaml": FILES["bodies.yaml"].replace("quorum: [police, icb]", "quorum: [police]"),
    "memberships.csv": """\
seat,person,role,from_on,to_on
neg-police,ada-sample,chair,2024-01-01,
exec-icb,ben-sample,chair,2024-01-01,
exec-police,ada-sample,member,2024-01-01,
""",
}
YEAR = """\
as_of: 2026-11-23
business_unit: una-sample
objectives_plan: plan
meetings:
  - key: first
    body: NEG
    on: 2026-06-18
    at: "14:00"
    until: "15:30"
    status: confirmed
    summary: What was said.
    items:
      - {title: Data, kind: standing, notes: Looked at it.}
      - title: One tool
        purpose: decision
        confidential: false
        notes: Agreed.
        decisions:
          - {key: d-tool, text: Use one tool., reasons: Three were in use., ratify_by: EXEC, ratified_on: 2026-07-02}
        actions:
          - key: a-done
            title: Train the staff
            what: Train them.
            measure: They are trained.
            agency: ICB
            holder: ben-sample
            due_on: 2026-07-31
            objective: "1.1"
            supporting: [{agency: police, part: Sends ten}]
            events:
              - {on: 2026-07-20, do: ask_date, to_on: 2026-08-14, reason: Summer.}
              - {on: 2026-07-21, do: grant_date}
              - {on: 2026-08-10, do: claim, impact: so that all know it., evidence: {name: list.pdf, text: Ten names}}
              - {on: 2026-08-12, do: close}
          - key: a-late
            title: Count the uses
            what: Count them.
            measure: They are counted.
            agency: police
            holder: ada-sample
            due_on: 2026-10-30
            events:
              - {on: 2026-10-20, do: update, text: Begun., judgement: at_risk}
        escalations:
          - key: e-money
            to: EXEC
            question: Who pays?
            evidence: Nobody does.
            ask: Decide.
            reply_due_on: 2026-07-10
            reply: The three partners.
            replied_on: 2026-07-03
  - key: second
    body: NEG
    on: 2026-09-17
    at: "14:00"
    status: minutes_agreed
    summary: Short.
    attendance: {neg-police: apologies}
    items: []
  - {key: off, body: NEG, on: 2026-10-15, at: "14:00", status: cancelled, reason: Nobody could come.}
  - {key: next, body: NEG, on: 2026-11-26, at: "14:00", status: agenda_issued, attendance: {neg-police: apologies}}
  - {key: later, body: EXEC, on: 2026-12-08, at: "10:00"}
actions:
  - key: a-alone
    body: NEG
    opened_on: 2026-09-01
    origin: audit
    title: Look at ten cases
    what: Look at them.
    measure: Ten looked at.
    agency: icb
    holder: ben-sample
    due_on: 2026-12-18
    events:
      - {on: 2026-10-05, do: update, text: Five done., evidence: {name: five.txt, text: Five}}
"""


@pytest.fixture
def folder(db: None, holidays: None, tmp_path: Path) -> Path:
    """A small partnership, loaded, and the folder of its year."""
    source = Source({name: text.encode() for name, text in STRUCTURE.items()})
    apply_import(source=source, by=None, now=NOW, on=TODAY)
    (tmp_path / "year.yaml").write_text(YEAR)
    return tmp_path


def play(folder: Path, on: dt.date = TODAY, **given: Any) -> Played:
    year, faults = read_year(folder)
    assert year is not None, [str(fault) for fault in faults]
    return play_year(year=year, on=on, **given)


def refused(folder: Path, old: str, new: str) -> list[str]:
    """The faults that a change of the file gives, read or played."""
    assert old in YEAR
    (folder / "year.yaml").write_text(YEAR.replace(old, new, 1))
    year, faults = read_year(folder)
    if year is None:
        return [str(fault) for fault in faults]
    before = digest()
    with pytest.raises(Refused) as refusal:
        play_year(year=year, on=TODAY)
    assert digest() == before
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


def test_nothing_is_done_on_or_after_the_morning_of_loading(folder: Path) -> None:
    play(folder)
    latest = Action.history.latest("history_date").history_date
    assert london_date(latest) < TODAY
    assert not Chase.objects.filter(on__gte=TODAY).exists()


def test_in_the_middle_of_a_week_the_chaser_has_run_to_the_day_before(folder: Path) -> None:
    play(folder, on=dt.date(2026, 11, 27))
    late = Chase.objects.filter(reference__contains="-002", subject=Action.objects.get(title="Count the uses").pk)
    assert set(late.values_list("step", flat=True)) == {"10-before", "3-before", "1-after", "5-after", "10-after"}


# ---- what is there afterwards ----


def test_meetings_stand_where_the_files_say(folder: Path) -> None:
    play(folder)
    meetings = Meeting.objects.order_by("on").values_list("body__code", "status")
    assert list(meetings) == [
        ("NEG", "confirmed"),
        ("NEG", "minutes_agreed"),
        ("NEG", "cancelled"),
        ("NEG", "agenda_issued"),
        ("EXEC", "planned"),
    ]
    first, second = Meeting.objects.filter(body__code="NEG").order_by("on")[:2]
    assert [move.to_status for move in first.moves.all()][-2:] == ["minutes_agreed", "confirmed"]
    assert first.items.get(title="Data").notes == "Looked at it."
    assert second.attendance.get().mark == Attendance.Mark.APOLOGIES
    coming = Meeting.objects.get(status="agenda_issued").attendance.get()
    assert (coming.mark, coming.is_expected) == ("apologies", True)


def test_an_action_has_its_whole_life(folder: Path) -> None:
    play(folder)
    done, late = Action.objects.get(title="Train the staff"), Action.objects.get(title="Count the uses")
    assert (done.status, done.first_due_on, done.due_on) == ("closed", dt.date(2026, 7, 31), dt.date(2026, 8, 14))
    assert done.closed_by != done.claimed_by
    assert (done.decision, done.objective.number) == (Decision.objects.get(), "1.1")  # type: ignore[union-attr]
    assert DateChange.objects.get().status == "granted"
    assert Evidence.objects.get(action=done).name == "list.pdf"
    assert (late.status, late.judgement, late.is_overdue(TODAY)) == ("open", "at_risk", True)
    assert done.history.count() >= 4


def test_a_decision_is_ratified_and_an_escalation_answered(folder: Path) -> None:
    play(folder)
    assert Decision.objects.get().ratified_on == dt.date(2026, 7, 2)
    assert Escalation.objects.get().status == "replied"


def test_the_chases_of_the_year_are_real_and_their_mails_count_as_sent(folder: Path) -> None:
    play(folder)
    steps = Chase.objects.filter(kind="action", subject=Action.objects.get(title="Count the uses").pk).order_by(
        "step_on"
    )
    assert [row.step for row in steps] == ["10-before", "3-before", "1-after", "5-after", "10-after"]
    assert all(row.on == row.step_on for row in steps)
    assert not Telling.objects.filter(notice=None).exists()
    assert set(Notice.objects.values_list("status", flat=True)) == {"sent"}
    assert all(row.sent_at > row.created_at and row.address == row.to.email for row in Notice.objects.all())


def test_whoever_acted_after_a_digest_followed_its_link(folder: Path) -> None:
    play(folder)
    assert Telling.objects.filter(person__name="Ada Sample", opened_at__isnull=False).exists()


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
    before = digest()
    assert play(folder, keep=False).counts["actions"] == 3
    assert digest() == before
    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_year_is_not_played_twice(folder: Path) -> None:
    play(folder)
    before = digest()
    with pytest.raises(ValidationError, match="already"):
        play(folder)
    assert digest() == before


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


# ---- the tools of it ----


@pytest.mark.parametrize("name", ["a.pdf", "a.txt", "a.csv"])
def test_papers_pass_the_check_of_every_upload(name: str) -> None:
    checked = check_upload(paper(name, "Ten (10) names – “quoted” \\ and a very long line " * 9))
    assert checked.size > 100


def test_many_saves_write_the_same_history(business_unit: Person) -> None:
    with many_saves():
        agency = Agency(slug="x", kind="police", name="X", short_name="X")
        save_as(agency, by=business_unit, reason="Made", now=NOW)
        agency.name = "Y"
        save_as(agency, by=None, reason="Changed", now=NOW + dt.timedelta(hours=1))
        assert not agency.history.exists()
    rows = agency.history.order_by("history_date")
    told = [(row.history_type, row.name, row.history_change_reason, row.history_user) for row in rows]
    assert told == [("+", "X", "Made", business_unit), ("~", "Y", "Changed", None)]


def test_many_saves_still_check_fields(db: None) -> None:
    with pytest.raises(ValidationError), many_saves():
        save_as(Agency(slug="x", kind="army", name="X", short_name="X"), by=None)


# ---- the whole example ----


@pytest.mark.slow
def test_the_example_is_loaded_by_one_command_and_twice_is_nothing(
    db: None, monday: Any, settings: Any, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    call_command("load_example")
    assert Rule.objects.exists()
    assert Action.objects.count() > 100
    assert Action.objects.overdue(TODAY).exists()
    assert Report.objects.exists()
    logins = logins_that_work()
    assert {"Business unit", "Sub group chair", "Independent chair", "Agency lead", "Member"} <= {
        one.role for one in logins
    }
    assert not Notice.objects.filter(status="waiting").exists()
    before = digest()
    call_command("load_example")
    after = digest()
    assert {name for name in before if before[name] != after[name]} == set()


def test_the_example_is_not_mixed_with_another_partnership(partnership: Partnership) -> None:
    Partnership.objects.update(name="Another borough")
    with pytest.raises(CommandError, match="belongs to Another borough"):
        call_command("load_example")


def test_the_example_is_not_mixed_with_bodies_of_ones_own(db: None) -> None:
    make_body("OWN")
    with pytest.raises(CommandError, match="bodies of its own"):
        call_command("load_example")


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
