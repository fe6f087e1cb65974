"""The files of a year as plain records that know their line. What they name is found in the database, never written."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from partnership.imports.finding import Finder
from partnership.imports.kinds import World
from partnership.imports.reading import Fault, Reader, Unreadable, read_yaml
from partnership.imports.sources import MOST_IN_ONE_FILE
from partnership.models import Objective, Person, StandingItem, StrategicPlan
from subgroups.imports import registers
from subgroups.models import Action, AgendaItem, Meeting

TOP = (
    "as_of business_unit objectives_plan meetings actions mails_that_fail planned_reports challenges risks "
    "document_owners"
)
MEETING = (
    "key body on at until title place status planned_on agenda_on minutes_on agreed_on cancelled_on reason summary "
    "attendance items"
)
ITEM = (
    "title kind purpose ask lead minutes_planned confidential notes escalation action decision decisions actions "
    "escalations papers"
)
DECISION = "key text reasons ratify_by ratified_on ratified_by supersedes"
ACTION = "key title what measure agency holder due_on objective decision supporting propose events"
ESCALATION = "key to question evidence ask reply_due_on reply replied_on by withdrawn_on reason"
EVENT = "on do by text judgement to_on reason impact evidence"
DOINGS = "update ask_date grant_date refuse_date claim return close withdraw reopen open".split()
NEEDS = {
    "update": ["text"],
    "ask_date": ["to_on", "reason"],
    "refuse_date": ["text"],
    "claim": ["impact"],
    "return": ["text"],
    "withdraw": ["reason"],
    "reopen": ["reason"],
}
ITEM_KINDS = [*AgendaItem.Kind.values, "ratify"]
FILES = ("pdf", "txt", "csv")
# Lists at the top of a file besides meetings and actions: what stands in an entry, and who reads it.
REGISTERS = {
    "planned_reports": (registers.REPORT, registers.report_of),
    "challenges": (registers.CHALLENGE, registers.challenge_of),
    "risks": (registers.RISK, registers.risk_of),
    "document_owners": (registers.OWNER, registers.owner_of),
}


@dataclass
class Entry:
    """Something in a file: where it stands, its values, and what stands inside it."""

    file: str
    line: int
    key: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["values"][name]
        except KeyError:
            raise AttributeError(name) from None


@dataclass
class Year:
    """What the files say, with their own dates."""

    as_of: dt.date
    business_unit: Person
    meetings: list[Entry]
    actions: list[Entry]
    failing: list[Entry]
    people: dict[str, Person]
    planned_reports: list[Entry] = field(default_factory=list)
    challenges: list[Entry] = field(default_factory=list)
    risks: list[Entry] = field(default_factory=list)
    owners: list[Entry] = field(default_factory=list)

    def first_day(self) -> dt.date:
        """The first day on which something happens."""
        days = [row.on for row in self.meetings] + [row.opened_on for row in self.actions]
        days += [row.planned_on for row in self.meetings if row.planned_on]
        return min(days, default=self.as_of)


def read_year(folder: Path) -> tuple[Year | None, list[Fault]]:
    """Read `year.yaml` and `year/*.yaml`. Returns the year and all faults; no year where it cannot be read at all."""
    return YearFiles(folder).read()


class YearFiles:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[Fault] = []
        self.world = World()
        self.names = Finder(self.world, self.faults)
        self.people = {_key(known.obj): known.obj for known in self.world.known["person"].values()}
        self.as_of = dt.date.max
        self.objectives: dict[str, Objective] = {}
        self.seen: dict[str, Fault] = {}
        self.named: list[Fault] = []  # where a key of another entry is named

    # ---- files ----

    def read(self) -> tuple[Year | None, list[Fault]]:
        readers = []
        for path in [self.folder / "year.yaml", *sorted((self.folder / "year").glob("*.yaml"))]:
            name = path.relative_to(self.folder).as_posix()
            try:
                content = path.read_bytes()
                if len(content) > MOST_IN_ONE_FILE:
                    raise Unreadable(1, "The file has more than 2 MB. Split it.")
                readers.append(Reader(name, read_yaml(content), self.faults, TOP))
            except OSError:
                self.faults.append(Fault(name, 0, "The file is missing or cannot be read."))
            except Unreadable as error:
                self.faults.append(Fault(name, error.line, error.sentence))
        head = readers[0] if readers and readers[0].file == "year.yaml" else None
        if head is None:
            return None, self.faults
        self.as_of = head.day("as_of", required=True) or self.as_of
        if self.as_of.weekday() != 0:
            head.fault("as_of", "Write a Monday: days of the week stay when dates are moved.")
        unit = self.person(head, "business_unit", required=True)
        self.read_objectives(head)
        meetings, actions, failing = [], [], []
        for reader in readers:
            meetings += [self.meeting(one) for one in reader.tables("meetings", MEETING)]
            known = f"{ACTION} body opened_on origin"
            actions += [self.action(one, alone=True) for one in reader.tables("actions", known)]
            failing += [self.failing(one) for one in reader.tables("mails_that_fail", "person from_on to_on")]
        found: dict[str, list[Entry]] = {name: [] for name in REGISTERS}
        for reader in readers:
            for name, (known, read) in REGISTERS.items():
                found[name] += [read(self, one, self.entry(one)) for one in reader.tables(name, known)]
        for fault in self.named:
            if fault.sentence not in self.seen:
                self.faults.append(Fault(fault.file, fault.line, f"Nothing has the key “{fault.sentence[:60]}”."))
        if self.faults or unit is None:
            return None, sorted(set(self.faults))
        owners = found.pop("document_owners")
        return Year(self.as_of, unit, meetings, actions, failing, self.people, owners=owners, **found), []

    def read_objectives(self, head: Reader) -> None:
        key = head.text("objectives_plan")
        plans = StrategicPlan.objects.order_by("-starts_on")
        plan = plans.filter(slug=key).first() if key else plans.first()
        if key and plan is None:
            head.fault("objectives_plan", f"No plan has the key “{key}”.")
        if plan:
            self.objectives = {row.number: row for row in Objective.objects.of_plan(plan)}

    # ---- small things ----

    def entry(self, reader: Reader, *, required_key: bool = False) -> Entry:
        key = reader.text("key", required=required_key)
        if key and key in self.seen:
            reader.fault("key", f"The key “{key}” is used already in {self.seen[key]}. Choose another.")
        elif key:
            self.seen[key] = Fault(reader.file, reader.line, key)
        return Entry(reader.file, reader.line, key)

    def key_of(self, reader: Reader, name: str) -> str:
        """The key of another entry of these files, which must be there."""
        key = reader.text(name)
        if key:
            self.named.append(Fault(reader.file, reader.line_of(name), key))
        return key

    def person(self, reader: Reader, name: str, *, required: bool = False) -> Person | None:
        text = reader.text(name, required=required)
        if not text:
            return None
        if text not in self.people:
            reader.fault(name, f"Nobody has the key “{text[:60]}”.")
        return self.people.get(text)

    def found(self, kind: str, reader: Reader, name: str, *, required: bool = False) -> Any:
        key = self.names.find(kind, reader, name, required=required)
        return self.world.known[kind][key].obj if key is not None else None

    def done(self, reader: Reader, name: str, *, required: bool = False) -> dt.date | None:
        """A day on which something was done: before the file's own morning."""
        day = reader.day(name, required=required)
        if day and day >= self.as_of:
            reader.fault(name, f"What was done lies before as_of ({self.as_of:%d/%m/%Y}).")
        return day

    def clock(self, reader: Reader, name: str, *, required: bool = False) -> dt.time | None:
        text = reader.text(name, required=required)
        if not text:
            return None
        try:
            return dt.time.fromisoformat(text)
        except ValueError:
            reader.fault(name, f'“{text[:20]}” is not a time. Write it in quotation marks, as "14:00".')
            return None

    def one_of(self, reader: Reader, name: str, values: list[str], default: str = "") -> str:
        text = reader.text(name) or default
        if text not in values:
            reader.fault(name, f"“{text[:40]}” is not known for “{name}”. Choose one of {', '.join(values)}.")
        return text

    # ---- the records ----

    def meeting(self, reader: Reader) -> Entry:
        row = self.entry(reader)
        status = self.one_of(reader, "status", Meeting.Status.values, "planned")
        on = reader.day("on", required=True) or self.as_of
        was = status in Meeting.TOOK_PLACE
        if was and on >= self.as_of:
            reader.fault("on", f"A meeting that was held lies before as_of ({self.as_of:%d/%m/%Y}).")
        drafted = status in Meeting.TOOK_PLACE and status != Meeting.Status.HELD
        row.values = {
            "body": self.found("body", reader, "body", required=True),
            "on": on,
            "at": self.clock(reader, "at", required=True),
            "until": self.clock(reader, "until"),
            "title": reader.text("title"),
            "place": reader.text("place"),
            "status": status,
            "planned_on": self.done(reader, "planned_on"),
            "agenda_on": self.done(reader, "agenda_on"),
            "minutes_on": self.done(reader, "minutes_on"),
            "agreed_on": self.done(reader, "agreed_on"),
            "cancelled_on": self.done(reader, "cancelled_on"),
            "reason": reader.text("reason", required=status == Meeting.Status.CANCELLED),
            "summary": reader.text("summary", required=drafted),
            "attendance": self.attendance(reader),
        }
        titles = StandingItem.objects.filter(body=row.body).values_list("title", flat=True) if row.body else []
        row.values["items"] = [self.item(one, set(titles)) for one in reader.tables("items", ITEM)]
        return row

    def attendance(self, reader: Reader) -> dict[str, tuple[str, Person | None]]:
        marks: dict[str, tuple[str, Person | None]] = {}
        found = reader.table.fields.get("attendance")
        if not reader.has("attendance"):
            return marks
        names = getattr(found, "fields", {})
        inside = reader.inside(found, " ".join(names) or "seat")
        seats = self.world.known["seat"]
        for seat in names:
            mark, _, who = inside.text(seat).partition(":")
            if seat not in seats:
                inside.fault(seat, f"No seat has the key “{seat[:60]}”.")
            if mark not in ("present", "remote", "deputy", "apologies", "absent"):
                inside.fault(seat, f"“{mark[:20]}” is not known. Choose present, remote, deputy, apologies or absent.")
            if who and who.strip() not in self.people:
                inside.fault(seat, f"Nobody has the key “{who[:60]}”.")
            marks[seat] = (mark, self.people.get(who.strip()))
        return marks

    def item(self, reader: Reader, standing: set[str]) -> Entry:
        row = Entry(reader.file, reader.line)
        kind = self.one_of(reader, "kind", ITEM_KINDS, "item")
        title = reader.text("title", required=kind in ("item", "standing", "chase", "escalation", "ratify"))
        if kind == "standing" and title not in standing:
            reader.fault("title", f"The body has no standing item “{title[:60]}”.")
        for name, of_kind in (("escalation", "escalation"), ("action", "chase"), ("decision", "ratify")):
            if kind == of_kind and not reader.has(name):
                reader.fault("kind", f"Enter “{name}”: the key of what this item is about.")
        row.values = {
            "title": title,
            "kind": kind,
            "purpose": self.one_of(reader, "purpose", AgendaItem.Purpose.values, "discussion"),
            "ask": reader.text("ask"),
            "lead": self.person(reader, "lead"),
            "minutes_planned": reader.number("minutes_planned", least=1, most=600),
            "confidential": reader.flag("confidential", False),
            "notes": reader.text("notes"),
            "about": next(
                filter(None, (self.key_of(reader, name) for name in ("escalation", "action", "decision"))), ""
            ),
            "decisions": [self.decision(one) for one in reader.tables("decisions", DECISION)],
            "actions": [self.action(one) for one in reader.tables("actions", ACTION)],
            "escalations": [self.escalation(one) for one in reader.tables("escalations", ESCALATION)],
            "papers": [
                registers.paper_of(self, one, self.entry(one)) for one in reader.tables("papers", registers.PAPER)
            ],
        }
        if row.papers and kind != "item":
            reader.fault("papers", "A paper is asked for on an item of the kind “item”.")
        return row

    def decision(self, reader: Reader) -> Entry:
        row = self.entry(reader)
        row.values = {
            "text": reader.text("text", required=True),
            "reasons": reader.text("reasons", required=True),
            "ratify_by": self.found("body", reader, "ratify_by"),
            "ratified_on": self.done(reader, "ratified_on"),
            "ratified_by": self.person(reader, "ratified_by"),
            "supersedes": self.key_of(reader, "supersedes"),
        }
        return row

    def escalation(self, reader: Reader) -> Entry:
        row = self.entry(reader)
        row.values = {
            "to": self.found("body", reader, "to", required=True),
            "question": reader.text("question", required=True),
            "evidence": reader.text("evidence", required=True),
            "ask": reader.text("ask", required=True),
            "reply_due_on": reader.day("reply_due_on", required=True),
            "reply": reader.text("reply"),
            "replied_on": self.done(reader, "replied_on", required=reader.has("reply")),
            "by": self.person(reader, "by"),
            "withdrawn_on": self.done(reader, "withdrawn_on"),
            "reason": reader.text("reason", required=reader.has("withdrawn_on")),
        }
        return row

    def action(self, reader: Reader, *, alone: bool = False) -> Entry:
        row = self.entry(reader, required_key=True)
        number = reader.text("objective")
        if number and number not in self.objectives:
            reader.fault("objective", f"The plan has no objective {number[:20]}.")
        row.values = {
            "title": reader.text("title", required=True),
            "what": reader.text("what", required=True),
            "measure": reader.text("measure", required=True),
            "agency": self.found("agency", reader, "agency", required=True),
            "holder": self.person(reader, "holder"),
            "due_on": reader.day("due_on", required=True),
            "objective": self.objectives.get(number),
            "decision": self.key_of(reader, "decision"),
            "propose": reader.flag("propose", False),
            "supporting": [
                (self.found("agency", one, "agency", required=True), one.text("part"))
                for one in reader.tables("supporting", "agency part")
            ],
        }
        if alone:
            row.values |= {
                "body": self.found("body", reader, "body", required=True),
                "opened_on": self.done(reader, "opened_on", required=True) or self.as_of,
                "origin": self.one_of(reader, "origin", Action.Origin.values, "objective"),
            }
        row.values["events"] = list(self.events(reader, row))
        return row

    def events(self, reader: Reader, action: Entry) -> Iterator[Entry]:
        last = dt.date.min
        for one in reader.tables("events", EVENT):
            do = self.one_of(one, "do", DOINGS)
            for name in NEEDS.get(do, []):
                if not one.has(name):
                    one.fault("do", f"Enter “{name}”: “{do}” needs it.")
            on = self.done(one, "on", required=True) or last
            if on < last:
                one.fault("on", "The events of an action stand in the order of their days.")
            last = on
            row = Entry(one.file, one.line)
            row.values = {
                "on": on,
                "do": do,
                "by": self.person(one, "by"),
                "text": one.text("text"),
                "judgement": self.one_of(one, "judgement", Action.Judgement.values),
                "to_on": one.day("to_on"),
                "reason": one.text("reason"),
                "impact": one.text("impact"),
                "evidence": self.evidence(one),
            }
            yield row

    def evidence(self, reader: Reader) -> list[tuple[str, str]]:
        if not reader.has("evidence"):
            return []
        found = reader.table.fields["evidence"]
        entries = found.rows if hasattr(found, "rows") else [found]
        files = []
        for entry in entries:
            one = reader.inside(entry, "name text")
            name, text = one.text("name", required=True), one.text("text", required=True)
            if name and name.rpartition(".")[2] not in FILES:
                one.fault("name", f"Name a file that ends in .{', .'.join(FILES)}.")
            files.append((name, text))
        return files

    def failing(self, reader: Reader) -> Entry:
        row = Entry(reader.file, reader.line)
        row.values = {
            "person": self.person(reader, "person", required=True),
            "from_on": self.done(reader, "from_on", required=True),
            "to_on": self.done(reader, "to_on", required=True),
        }
        return row


def _key(person: Person) -> str:
    """The key of a person in the example's files: the name in small letters with hyphens."""
    return slugify(person.name)
