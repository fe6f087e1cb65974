"""The report as a document: chapters of parts, numbered, ready to be frozen as JSON. No HTML is written here.

Numbers of tables and figures are given here and not by a style sheet, so that page, PDF and CSV say the same.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from partnership.kit.markdown import first_paragraph
from partnership.kit.wording import percent
from partnership.models import Agency, Duty, Partnership
from reports import selectors
from reports.models import Report, Section
from reports.parts import Column, Fact, Figure, Row, Table, counted, word
from reports.selectors.duties import DutyState, duty_states, owed
from reports.selectors.structure import seats_in_words
from reports.wording import long_date

Part = dict[str, Any]
# "DSAB", "Dudley CVS", "DfE": what a reader has to look up.
_SHORT_FORM = re.compile(r"(?=.{2,12}$)(?:\w+ )?[A-Z]\w*[A-Z]\w*")
# A first paragraph longer than this is set as text, not as the lead.
LONGEST_LEAD = 320
# Steps when the templates begin to show the same data differently.
TEMPLATE_VERSION = 1


@dataclass
class Counter:
    """Hands out the numbers of tables and figures in the order of the document."""

    tables: int = 0
    figures: int = 0

    def table(self, table: Table) -> Part:
        self.tables += 1
        return {"part": "table", "number": self.tables, "anchor": f"t{self.tables}", **table.as_data()}

    def figure(self, figure: Figure) -> Part:
        self.figures += 1
        return {"part": "figure", "number": self.figures, "anchor": f"f{self.figures}", **figure.as_data()}


@dataclass(frozen=True)
class Assembled:
    """A report put together: the data to freeze, and the state of its duties."""

    data: dict[str, Any]
    duties: list[DutyState]

    @property
    def blocking(self) -> list[DutyState]:
        return [duty for duty in self.duties if duty.blocks]


def assemble(report: Report, *, on: dt.date) -> Assembled:
    """Put a report together from records and from what was written. Nothing is invented: a gap says that it is one."""
    scope = selectors.scope_of(report)
    structure, seats, head_seats = selectors.structure_parts(scope)
    attendance = selectors.attendance_parts(scope)
    decisions = selectors.decision_parts(scope)
    actions, chases, chased = selectors.action_parts(scope), selectors.chase_table(scope), selectors.chase_words(scope)
    found = [seats, attendance.all_table, decisions.decisions, actions.by_body]
    duties = duty_states(report, tables_with_rows={table.key for table in found if table.body})
    sections = list(report.sections.select_related("priority", "written_by"))
    number, chapters = Counter(), []

    if foreword := next((section for section in sections if section.key == "foreword"), None):
        lead, rest = first_paragraph(foreword.body)
        if len(lead) > LONGEST_LEAD:
            lead, rest = "", foreword.body
        parts: list[Part] = [{"part": "prose", "side": "", "markdown": rest}] if rest else []
        if foreword.owner_label:
            parts.append({"part": "byline", "by": foreword.owner_label})
        if not foreword.is_written:
            parts = [gap(f"{foreword.owner_label or 'The author'} had not written the foreword by {long_date(on)}.")]
        chapters.append(chapter("foreword", "Foreword", lead, parts, anchors=["s-foreword"]))

    facts = _facts(attendance, decisions, actions, seats)
    chapters.append(
        chapter(
            "year", "The year in figures", actions.sentence,
            [{"part": "facts", "facts": [vars(fact) for fact in facts]}, _year_lists(attendance, actions, duties)],
        )
    )  # fmt: skip
    chapters.append(
        chapter(
            "who", "Who we are and who came", attendance.sentence,
            [
                {"part": "prose", "side": "Structure and membership", "markdown": seats_in_words(seats)},
                number.figure(structure),
                number.table(seats),
                *([number.table(head_seats)] if head_seats.rows else []),
                {"part": "break", "title": "Attendance by agency", "anchor": "attendance"},
                {"part": "prose", "side": "Attendance by agency", "markdown": _meetings(attendance)},
                *(number.figure(figure) for figure in [attendance.strip] if figure.rows),
                *(number.table(table) for table in [attendance.head_table] if table.rows),
                number.figure(attendance.bars),
                number.table(attendance.all_table),
            ],
        )
    )  # fmt: skip
    chapters.append(
        chapter(
            "decisions", "What was decided", _decided(decisions),
            [
                number.table(decisions.by_body),
                number.table(decisions.escalations),
                *(number.table(table) for table in [decisions.challenges] if table.rows),
                number.table(decisions.decisions),
            ],
        )
    )  # fmt: skip
    chapters.append(
        chapter(
            "actions", "Promises kept and promises moved", actions.sentence,
            [
                number.figure(actions.moved),
                number.table(actions.by_body),
                number.figure(actions.kept),
                number.table(actions.by_agency),
                *([{"part": "prose", "side": "Chasing", "markdown": chased}] if chased else []),
                *([number.table(chases)] if chases.rows else []),
                {"part": "break", "title": "What closed actions changed", "anchor": "impact"},
                {"part": "prose", "side": "What closed actions changed", "markdown": _changed_words(actions)},
                number.table(actions.changed),
            ],
        )
    )  # fmt: skip
    for section in sections:
        if section.priority is not None:
            chapters.append(_priority(section, number, report, on))
    others = [section for section in sections if section.priority_id is None and section.key != "foreword"]
    if others:
        chapters.append(
            chapter(
                "account", "Our account of the year", "", [_written(section, on) for section in others],
                anchors=[f"s-{section.key}" for section in others],
            )
        )  # fmt: skip
    chapters.append(chapter("signoff", "Sign-off", "", [{"part": "signatures"}]))
    chapters.append(chapter("duties", "Where each duty is answered", _duties_lead(duties),
                            [number.table(_duty_table(duties))]))  # fmt: skip
    chapters.append(chapter("glossary", "Words and short forms", "", _glossary(scope), on=True))
    for at, entry in enumerate(chapters, 1):
        entry["number"] = at
    partnership = Partnership.objects.first()
    offices = selectors.offices_of(report, on=on, edition=None)
    data = {
        "title": report.title,
        "years": report.years,
        "partnership": partnership.name if partnership else "",
        "owner": report.body.name if report.body else (partnership.name if partnership else report.title),
        "short_owner": report.body.short_name if report.body else (partnership.short_name if partnership else ""),
        "from_on": report.from_on.isoformat(),
        "to_on": report.to_on.isoformat(),
        "regimes": [{"name": r.name, "citation": r.citation} for r in report.regimes.order_by("applies_to", "from_on")],
        "offices": [office.label for office in offices],
        "chapters": chapters,
        "tables": number.tables,
        "figures": number.figures,
    }
    return Assembled(data=plain(data), duties=duties)


def plain(data: Any) -> Any:
    """The same as what comes back from a JSON field, so that what is frozen is what is shown."""
    return json.loads(json.dumps(data))


def canonical(data: Any) -> bytes:
    """One way to write the data down: sorted keys, no spaces, UTF-8. The checksum is taken of these bytes."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def checksum(data: Any) -> str:
    return hashlib.sha256(canonical(data)).hexdigest()


def parts_of(data: dict[str, Any], kind: str) -> Iterable[Part]:
    """All tables, or all figures, of a document in order."""
    return (part for entry in data["chapters"] for part in entry["parts"] if part["part"] == kind)


# ---- chapters ----


def chapter(
    key: str, title: str, lead: str, parts: list[Part], *, anchors: Iterable[str] = (), band: str = "", on: bool = False
) -> dict[str, Any]:
    return {
        "key": key,
        "title": title,
        "lead": lead,
        "parts": parts,
        "anchors": list(anchors),
        "band": band,  # the words over the title of a priority
        "on": on,  # follows on the page before it
    }


def gap(words: str, side: str = "A gap, stated") -> Part:
    """What is missing, said in words: nothing is left blank in silence."""
    return {"part": "gap", "side": side, "words": words}


def _priority(section: Section, number: Counter, report: Report, on: dt.date) -> dict[str, Any]:
    assert section.priority is not None
    parts: list[Part] = []
    if report.plan and report.plan.ends_on < report.from_on:
        ended = long_date(report.plan.ends_on)
        parts.append(gap(f"The plan that set this priority ended on {ended}. No later plan is recorded."))
    for key, question in Section.QUESTIONS.items():
        answer = str(section.answers.get(key, "")).strip()
        if answer:
            parts.append({"part": "question", "side": question, "markdown": answer})
        else:
            parts.append(gap(f"{owed(section)} had not answered by {long_date(on)}.", side=question))
        if key == "next":
            parts.append(number.table(selectors.priority_table(section.priority, report.to_on)))
    return chapter(
        f"priority-{section.priority.number}", section.priority.title, "", parts,
        anchors=[f"s-{section.key}"], band=f"Priority {section.priority.number}",
    )  # fmt: skip


def _written(section: Section, on: dt.date) -> Part:
    if section.is_written:
        return {"part": "section", "anchor": f"s-{section.key}", "side": section.title, "by": section.owner_label,
                "markdown": section.body}  # fmt: skip
    return {
        **gap(f"{owed(section)} had not written this by {long_date(on)}.", side=section.title),
        "anchor": f"s-{section.key}",
    }


def _facts(attendance: Any, decisions: Any, actions: Any, seats: Table) -> list[Fact]:
    """Numbers of the year with their base. One that the records do not hold is left out."""
    facts = [Fact(f"{attendance.meetings:,}", "meetings held", f"{counted(attendance.cancelled, 'meeting')} cancelled")]
    present, base = attendance.statutory
    if base:
        facts.append(
            Fact(
                percent(present, base), "of statutory partners’ places filled", f"{present} of {base}, deputies counted"
            )
        )
    facts.append(Fact(f"{decisions.decided:,}", "decisions recorded", f"at {counted(attendance.meetings, 'meeting')}"))
    if actions.due:
        facts.append(
            Fact(percent(actions.kept_count, actions.due), "of actions done by their first date",
                 f"{actions.kept_count} of {actions.due} whose first date fell in the period")
        )  # fmt: skip
    facts.append(Fact(f"{actions.closed:,}", "actions closed", "each with evidence, by a second person"))
    if actions.open_at_end:
        facts.append(
            Fact(f"{actions.overdue} of {actions.open_at_end}", "open actions overdue", "on the last day of the period")
        )
        facts.append(
            Fact(f"{actions.moved_twice} of {actions.open_at_end}", "open actions moved twice or more",
                 "from the date first promised")
        )  # fmt: skip
    total = next((row for row in seats.rows if row.kind == "sum"), None)
    if total is not None:
        facts.append(Fact(str(total.cells[1]), "seats filled", f"{total.cells[2]} on the last day of the period"))
    if decisions.escalations.rows:
        sent = len(decisions.escalations.rows)
        facts.append(Fact(f"{decisions.unanswered} of {sent}", "escalations without reply", "at the end of the period"))
    if decisions.challenges.rows:
        made = len(decisions.challenges.rows)
        facts.append(
            Fact(f"{decisions.challenges_open} of {made}", "challenges not closed", "at the end of the period")
        )
    return facts


def _year_lists(attendance: Any, actions: Any, duties: list[DutyState]) -> Part:
    """What was good, what was not, what this report still lacks: taken from the figures, each with its count."""
    good, bad = [], []
    for row in attendance.all_table.rows:
        if row.kind != "row":
            continue
        present, base = (int(n) for n in str(row.cells[6]).split(" of "))
        if base >= 3 and present == base:
            good.append(f"{row.cells[0]}: at the table {present} of {base} times")
        elif base >= 3 and present * 2 < base:
            bad.append(f"{row.cells[0]}: at the table {present} of {base} times")
    for row in actions.by_agency.rows:
        if row.kind != "row":
            continue
        due, done = int(row.cells[1]), int(row.cells[2])
        if due >= 3 and done == due:
            good.append(f"{row.cells[0]}: {done} of {due} actions done by their first date")
        elif due >= 3 and done * 2 < due:
            bad.append(f"{row.cells[0]}: {done} of {due} actions done by their first date")
    lacks = [f"{state.duty.title}: {_lower(state.where)}" for state in duties if state.state != "met"]
    return {
        "part": "lists",
        "lists": [
            {"title": "Kept", "items": good[:4], "empty": "No agency kept every date or every meeting."},
            {"title": "Not good enough", "items": bad[:4], "empty": "No agency stood below half."},
            {"title": "What this report lacks", "items": lacks[:4], "empty": "Every duty is answered."},
        ],
    }


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _meetings(attendance: Any) -> str:
    sentence = f"{counted(attendance.meetings, 'meeting').capitalize()} took place"
    if attendance.cancelled:
        verb = "was" if attendance.cancelled == 1 else "were"
        sentence += f" and {counted(attendance.cancelled, 'meeting')} {verb} cancelled"
    sentence += "."
    if attendance.without_attendance:
        sentence += f" For {counted(attendance.without_attendance, 'meeting')} nobody recorded who came."
    return f"{sentence} {attendance.bars.finding}"


def _decided(decisions: Any) -> str:
    sentence = (
        f"{counted(decisions.decided, 'decision').capitalize()} {'is' if decisions.decided == 1 else 'are'} recorded."
    )
    if decisions.escalations.rows:
        sent = len(decisions.escalations.rows)
        sentence += f" {counted(sent, 'question').capitalize()} went from one body to another; "
        sentence += (
            f"{decisions.unanswered} had no reply at the end of the period."
            if decisions.unanswered
            else "each was answered."
        )
    if decisions.challenges.rows:
        made = len(decisions.challenges.rows)
        sentence += f" {counted(made, 'challenge').capitalize()} {'was' if made == 1 else 'were'} put to an agency; "
        open_ = decisions.challenges_open
        sentence += f"{open_} stood open at the end of the period." if open_ else "each was closed."
    return sentence


def _changed_words(actions: Any) -> str:
    if not actions.closed:
        return "No action was closed in the period."
    return (
        f"{counted(actions.closed, 'action').capitalize()} {'was' if actions.closed == 1 else 'were'} closed. None "
        "closes without evidence, a sentence on what changed, and a second person. The sentences stand below as they "
        "were accepted."
    )


def _duties_lead(duties: list[DutyState]) -> str:
    if not duties:
        return "No duty of content is on record for the law under which this report is made."
    met = sum(duty.state == "met" for duty in duties)
    blocking = sum(duty.blocks for duty in duties)
    words = f"{met} of {len(duties)} duties are answered in full."
    if blocking:
        words += f" {blocking} that the law requires {'is' if blocking == 1 else 'are'} not."
    return words


def _duty_table(duties: list[DutyState]) -> Table:
    rows: list[Row] = []
    regime = None
    words = {"met": word("Answered", "ok"), "partly": word("In part", "soon"), "missing": word("Missing", "late")}
    for state in duties:
        if state.duty.regime_id != regime:
            regime = state.duty.regime_id
            own = [other for other in duties if other.duty.regime_id == regime]
            met = sum(other.state == "met" for other in own)
            rows.append(Row((state.duty.regime.name, "", "", f"{met} of {len(own)}"), "group"))
        level = "Must" if state.duty.level == Duty.Level.MUST else "Should"
        level += "" if state.duty.is_verified else ", source not checked"
        where: dict[str, str] | str = (
            {"text": state.where, "tone": "", "anchor": state.anchor} if state.anchor else state.where
        )
        rows.append(Row((state.duty.title, level, where, words[state.state])))
    return Table(
        key="duties",
        title="Duties of the law and guidance and where they are answered",
        columns=(Column("Duty"), Column("Level"), Column("Where, or what is missing"), Column("State", "short")),
        rows=tuple(rows),
        note="A duty whose source nobody has read yet is marked; it is answered all the same.",
        empty="No duty of content is on record for this report.",
        long=True,
    )


def _glossary(scope: Any) -> list[Part]:
    words = [
        ("Deputy", "Somebody who comes for the person who fills a seat. Counts for the agency, shown apart."),
        ("Edition", "The report as frozen on the day of approval: figures, words, checksum."),
        ("Escalation", "A question that one body puts to another, with a date by which the reply is due."),
        ("First date", "The date an action was promised for. It is never overwritten."),
        ("Overdue", "Open after its date has passed. It is worked out; nobody can set it."),
        ("Statutory partners", "The council, the integrated care board and the police."),
        ("Vacant", "A seat that must be filled and has nobody."),
    ]
    short = {body.short_name: body.name for body in scope.bodies}
    short |= {agency.short_name: agency.name for agency in Agency.objects.open(scope.period.last)}
    forms = [(key, name) for key, name in sorted(short.items()) if _SHORT_FORM.fullmatch(key) and len(key) < len(name)]
    parts: list[Part] = [
        {"part": "glossary", "title": "Words used in a fixed sense", "entries": [list(w) for w in words]}
    ]
    if forms:
        parts.append({"part": "glossary", "title": "Short forms", "entries": [list(form) for form in forms]})
    return parts
