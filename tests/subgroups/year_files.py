"""A small partnership and the files of its year, for the tests of loading one."""

import datetime as dt
from pathlib import Path
from typing import Any

from partnership.imports import Source, apply_import
from subgroups.imports import Played, play_year, read_year
from tests.factories import NOW, TODAY
from tests.partnership.test_imports import FILES

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


def lay(folder: Path) -> Path:
    """Load the partnership, and write the files of its year into a folder."""
    source = Source({name: text.encode() for name, text in STRUCTURE.items()})
    apply_import(source=source, by=None, now=NOW, on=TODAY)
    (folder / "year.yaml").write_text(YEAR)
    return folder


def play(folder: Path, on: dt.date = TODAY, **given: Any) -> Played:
    year, faults = read_year(folder)
    assert year is not None, [str(fault) for fault in faults]
    return play_year(year=year, on=on, **given)
