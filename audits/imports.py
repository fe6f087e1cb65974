"""Rounds of an example, read from `audits.yaml` and played through the services: prepared, answered, moderated.

`evidence`: what shows it, by the key of a question; written with each answer above nought.
`rounds`: a list of {framework (key), title ({year} is the year of the due date), body, period_from, period_to,
opens_on, due_on, closed_on, note, plans ({on, due_on}), returns}. A return: {agency, answered_on, scores (one figure a
question, the standards apart: "22 3-3"; a dash is a question not answered yet), submit, moderated_on, changes (a list
of {question, score, note}), sent_back ({on, due_on, missing}), feedback}.
`inspections`: a list of {inspectorate, title ({year} as above), body, agency, published_on, judgement, findings}; a
finding: {text, actions}; an action: {agency, on, title, what, measure, due_on}.
Every date moves as the year of work does.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction

from audits.models import Framework, Return, Round, Standard
from audits.selectors.scores import standards_of, wanting_plans
from audits.services import inspections, moderation, returns, rounds
from audits.services.moderation import Moderated
from audits.services.returns import Given
from partnership.calendar import working_days
from partnership.imports import Fault, Refused
from partnership.imports.finding import Finder
from partnership.imports.kinds import Key, World
from partnership.imports.reading import Reader, Unreadable, read_yaml
from partnership.kit.dates import at_hour
from partnership.kit.history import many_saves
from partnership.models import Agency, Person

TOP = "evidence rounds inspections"
INSPECTION = "inspectorate title body agency published_on judgement findings"
FINDING = "text actions"
FOLLOW_UP = "agency on title what measure due_on"
ROUND = "framework title body period_from period_to opens_on due_on closed_on note plans returns"
RETURN = "agency answered_on scores submit moderated_on changes sent_back feedback"


@dataclass
class Played:
    """What was loaded."""

    rounds: list[Round] = field(default_factory=list)
    returns: int = 0
    inspections: int = 0


class Loader:
    """Reads the file and plays it, noting every fault with its line."""

    def __init__(self, path: Path, *, by: Person, shift: dt.timedelta, on: dt.date) -> None:
        self.path, self.by, self.shift, self.on = path, by, shift, on
        self.faults: list[Fault] = []
        self.names = Finder(World(), self.faults)
        self.evidence: dict[str, str] = {}
        self.played = Played()

    def play(self) -> Played:
        """Play the whole file. Raises Refused with every fault."""
        try:
            head = Reader(self.path.name, read_yaml(self.path.read_bytes()), self.faults, TOP)
        except Unreadable as error:
            raise Refused([Fault(self.path.name, error.line, error.sentence)]) from None
        for one in head.tables("evidence", "question text"):
            self.evidence[one.text("question", required=True)] = one.text("text", required=True)
        for one in head.tables("rounds", ROUND):
            with self.told(one):
                self.round(one)
        for one in head.tables("inspections", INSPECTION):
            with self.told(one):
                self.inspection(one)
        if self.faults:
            raise Refused(sorted(set(self.faults)))
        return self.played

    @contextmanager
    def told(self, reader: Reader) -> Iterator[None]:
        """A refusal of a service becomes a fault at the line that asked for it; the rest is still looked at."""
        try:
            with transaction.atomic():
                yield
        except ValidationError as error:
            self.faults.append(Fault(self.path.name, reader.line, " ".join(error.messages)))

    def day(self, reader: Reader, name: str) -> dt.date:
        """A day of the file, moved."""
        return (reader.day(name, required=True) or dt.date.max) + self.shift

    def inspection(self, one: Reader) -> None:
        """One inspection, the findings it made and the actions that follow them."""
        found = {name: self.names.find(name, one, name, required=name == "body") for name in ("body", "agency")}
        published_on = self.day(one, "published_on")
        if found["body"] is None or not one.is_sound or self.faults:
            return
        records = self.names.world.known
        inspection = inspections.record_inspection(
            inspectorate=one.text("inspectorate", required=True),
            title=one.text("title", required=True).replace("{year}", str(published_on.year)),
            body=records["body"][found["body"]].obj,
            agency=records["agency"][found["agency"]].obj if found["agency"] else None,
            published_on=published_on,
            judgement=one.text("judgement"),
            by=self.by,
            now=at_hour(published_on, 15),
        )
        self.played.inspections += 1
        for entry in one.tables("findings", FINDING):
            finding = inspections.add_finding(
                inspection=inspection, text=entry.text("text", required=True), by=self.by, now=at_hour(published_on, 16)
            )
            for each in entry.tables("actions", FOLLOW_UP):
                agency = self.names.find("agency", each, "agency", required=True)
                on = working_days().on_or_after(self.day(each, "on"))
                if agency is None or not each.is_sound:
                    continue
                inspections.record_finding_action(
                    finding=finding,
                    lead_agency=records["agency"][agency].obj,
                    title=each.text("title", required=True),
                    what=each.text("what", required=True),
                    measure=each.text("measure", required=True),
                    due_on=working_days().on_or_after(self.day(each, "due_on")),
                    by=self.by,
                    now=at_hour(on, 11),
                )

    def round(self, one: Reader) -> None:
        framework = Framework.objects.filter(key=one.text("framework", required=True)).first()
        if framework is None:
            one.fault("framework", "No framework has this key.")
        body = self.names.find("body", one, "body")
        opens_on, due_on = self.day(one, "opens_on"), self.day(one, "due_on")
        asked = [(entry, self.names.find("agency", entry, "agency")) for entry in one.tables("returns", RETURN)]
        if framework is None or body is None or not one.is_sound or self.faults:
            return
        agencies: dict[Key, Agency] = {
            key: self.names.world.known["agency"][key].obj for _, key in asked if key is not None
        }  # fmt: skip
        now = at_hour(opens_on, 10)
        row = rounds.plan_round(
            framework=framework,
            body=self.names.world.known["body"][body].obj,
            title=one.text("title", required=True).replace("{year}", str(due_on.year)),
            from_on=self.day(one, "period_from"),
            to_on=self.day(one, "period_to"),
            opens_on=opens_on,
            due_on=due_on,
            bases=[],
            by=self.by,
            now=now - dt.timedelta(days=7),
        )
        fields = {name: getattr(row, name) for name in ("title", "from_on", "to_on", "opens_on", "due_on")}
        rounds.change_round(
            round_=row,
            **fields,
            agencies=list(agencies.values()),
            by=self.by,
            now=now - dt.timedelta(days=6),
            seen=None,
        )
        row = rounds.open_round(round_=row, by=self.by, now=now)
        standards = standards_of(framework.pk)
        for entry, key in asked:
            if key is not None:
                with self.told(entry):
                    self.one_return(entry, row, agencies[key], standards)
        plans = one.one("plans", "on due_on")
        if plans is not None:
            with self.told(plans):
                moderation.open_action_plans(
                    round_=row,
                    due_on=self.day(plans, "due_on"),
                    previewed=[wanting.key for wanting in wanting_plans(row)],
                    by=self.by,
                    now=at_hour(self.day(plans, "on"), 11),
                )
        if one.has("closed_on"):
            row = rounds.close_round(
                round_=row, note=one.text("note"), by=self.by, now=at_hour(self.day(one, "closed_on"), 16)
            )
        self.played.rounds.append(row)

    def one_return(self, entry: Reader, round_: Round, agency: Agency, standards: list[Standard]) -> None:
        row: Return = round_.returns.get(agency=agency)
        self.played.returns += 1
        if not entry.has("answered_on"):
            return
        lead = next(iter(rounds.leads_of([agency.pk], self.on)[agency.pk]), None)
        if lead is None:
            entry.fault("agency", f"{agency.name} has no lead, so nobody can answer.")
            return
        day = self.day(entry, "answered_on")
        parts = entry.text("scores", required=True).split()
        for place, (standard, marks) in enumerate(zip(standards, parts, strict=False)):
            given = self.given(entry, standard, marks)
            if given:
                at = at_hour(day, 9 + place // 2, place % 2 * 30)
                returns.answer_standard(audit_return=row, standard=standard, given=given, by=lead, now=at)
        if not entry.flag("submit", False):
            return
        row = returns.submit_return(audit_return=row, by=lead, now=at_hour(day, 16))
        back = entry.one("sent_back", "on due_on missing")
        if back is not None:
            returns.send_back_return(
                audit_return=row,
                missing=back.text("missing", required=True),
                due_on=self.day(back, "due_on"),
                by=self.by,
                now=at_hour(self.day(back, "on"), 11),
            )
        if entry.has("moderated_on"):
            self.moderate(entry, row, standards)

    def given(self, entry: Reader, standard: Standard, marks: str) -> dict[int, Given]:
        """What the figures of one standard say, by the numbers of its questions."""
        questions = list(standard.questions.all())
        if len(marks) != len(questions):
            entry.fault("scores", f"Standard {standard.number} has {len(questions)} questions, not {len(marks)}.")
            return {}
        found = {}
        for question, mark in zip(questions, marks, strict=True):
            if mark.isdecimal():
                words = self.evidence.get(question.key, "") if int(mark) else ""
                found[question.number] = Given(int(mark), words)
            elif mark != "-":
                entry.fault("scores", f"“{mark}” is no score. Write a figure, or a dash for no answer.")
        return found

    def moderate(self, entry: Reader, row: Return, standards: list[Standard]) -> None:
        day = self.day(entry, "moderated_on")
        places = {question.key: (standard, question) for standard in standards for question in standard.questions.all()}
        for change in entry.tables("changes", "question score note"):
            key = change.text("question", required=True)
            if key not in places:
                change.fault("question", f"No question has the key “{key[:60]}”.")
                continue
            standard, question = places[key]
            score = change.number("score", 0, most=question.most) or 0
            moderation.moderate_standard(
                audit_return=row,
                standard=standard,
                given={question.number: Moderated(score, change.text("note", required=True))},
                by=self.by,
                now=at_hour(day, 10),
            )
        moderation.finish_moderation(
            audit_return=row, feedback=entry.text("feedback"), by=self.by, now=at_hour(day, 15)
        )  # fmt: skip


@transaction.atomic
def load_audits(*, path: Path, by: Person, shift: dt.timedelta, on: dt.date) -> Played:
    """Play the rounds of a file: all or none. Raises Refused with every fault."""
    with many_saves():
        return Loader(path, by=by, shift=shift, on=on).play()
