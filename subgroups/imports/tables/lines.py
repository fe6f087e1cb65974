"""Rows of a table as drafts of actions: what each says, what is refused, and what would make it better."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from partnership.imports.days import NoDay, due_day
from partnership.imports.finding import plain_name
from partnership.imports.tables import Sheet, read_text
from partnership.kit.wording import list_words
from partnership.models import Agency, Objective, Person
from subgroups.imports.tables import headings as h
from subgroups.imports.tables.known import Known, Unknown, shown
from subgroups.models import Action, Meeting

LONGEST_TITLE = 200
SHORT_TITLE = 120
EXAMPLE = "example:"
_ASIDE = re.compile(r"[\n,;/()|]|\s[-–—]\s")


@dataclass
class Draft:
    """One line of the table as an action, with what must be mended by field, and what would make it better."""

    number: int
    typed: dict[str, str]
    title: str = ""
    what: str = ""
    measure: str = ""
    agency: Agency | None = None
    holder: Person | None = None
    due_on: dt.date | None = None
    supporting: list[Agency] = field(default_factory=list)
    objective: Objective | None = None
    origin: str = Action.Origin.MEETING
    meeting: Meeting | None = None
    faults: dict[str, str] = field(default_factory=dict)
    advice: list[str] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not self.faults

    @property
    def heading(self) -> str:
        """What the line is called where it cannot be shown whole."""
        return shown(self.title or self.what) or "A line without an action"


@dataclass(frozen=True)
class Checked:
    """A table with its drafts: which lines can be recorded, which must be mended, what was not read."""

    sheet: Sheet
    headings: h.Headings
    drafts: list[Draft]
    examples: int

    @property
    def good(self) -> list[Draft]:
        return [draft for draft in self.drafts if draft.is_good]

    @property
    def refused(self) -> list[Draft]:
        return [draft for draft in self.drafts if not draft.is_good]

    @property
    def seen(self) -> str:
        """Stands for what would be recorded: another table, or a name that means another agency by now, has another."""
        rows = [
            [draft.number, draft.title, draft.what, draft.measure, draft.agency and draft.agency.pk]
            + [draft.holder and draft.holder.pk, str(draft.due_on), [agency.pk for agency in draft.supporting]]
            + [draft.objective and draft.objective.pk, draft.origin, draft.meeting and draft.meeting.pk]
            for draft in self.good
        ]
        told = json.dumps([rows, [[draft.number, draft.faults] for draft in self.refused]])
        return hashlib.sha256(told.encode()).hexdigest()

    def head_for(self, name: str) -> str:
        """The heading under which a field stands, or would stand."""
        place = self.headings.places.get(name)
        return self.sheet.heads[place] if place is not None else h.LABELS[name]

    def left_text(self) -> str:
        """The lines that were refused, with the headings, to be mended later."""
        return self.sheet.only(draft.number for draft in self.refused).as_text() if self.refused else ""


def check_text(
    text: str,
    known: Known,
    *,
    meeting: Meeting | None = None,
    mends: Mapping[tuple[int, str], str] | None = None,
    advise: Callable[[Draft], list[str]] | None = None,
) -> Checked:
    """Read a pasted table, with words of some cells mended. Raises Unreadable where it is none."""
    sheet = read_text(text, h.is_heading)
    if mends:
        before = Checked(sheet, h.Headings.of(sheet.heads), [], 0)
        sheet = sheet.mended({(number, before.head_for(name)): words for (number, name), words in mends.items()})
        sheet = read_text(sheet.as_text(), h.is_heading)
    return check_sheet(sheet, known, meeting=meeting, advise=advise)


def check_sheet(
    sheet: Sheet,
    known: Known,
    *,
    meeting: Meeting | None = None,
    advise: Callable[[Draft], list[str]] | None = None,
) -> Checked:
    """Judge each line of a table. Raises Unreadable where two columns say the same."""
    headings = h.Headings.of(sheet.heads)
    drafts: list[Draft] = []
    examples, seen = 0, dict[tuple[Any, ...], int]()
    for line in sheet.lines:
        typed = {name: line.cells[place] for name, place in headings.places.items() if place < len(line.cells)}
        if (typed.get(h.ACTION) or typed.get(h.WHAT) or "").lower().startswith(EXAMPLE):
            examples += 1
            continue
        draft = _Reading(Draft(line.number, typed), known, meeting).read()
        if draft.is_good:
            same = (plain_name(draft.title), draft.agency, draft.due_on, draft.what)
            if same in seen:
                draft.faults[_first(headings, h.ACTION, h.WHAT)] = (
                    f"This says the same as line {seen[same]}. Leave one of them out, or word it differently."
                )
            seen.setdefault(same, line.number)
        if draft.is_good and advise is not None:
            draft.advice = advise(draft)
        drafts.append(draft)
    return Checked(sheet, headings, drafts, examples)


def _first(headings: h.Headings, *names: str) -> str:
    return next((name for name in names if name in headings.places), names[0])


def short_title(words: str) -> str:
    """A name in one line for an action that has only a text: its first sentence, or as many words as fit."""
    first = words.split("\n", 1)[0].strip()
    if len(first) <= SHORT_TITLE:
        return first.rstrip(".;: ") or first
    sentence = re.match(r"(.{20,120}?[.;:])\s", first)
    if sentence:
        return sentence[1].rstrip(".;: ")
    cut = first[: SHORT_TITLE - 1]
    return f"{cut.rpartition(' ')[0].rstrip(',.;: ') or cut}…"


class _Reading:
    """Reads one line, noting each fault at its field instead of stopping at the first."""

    def __init__(self, draft: Draft, known: Known, meeting: Meeting | None) -> None:
        self.draft, self.known, self.draft.meeting = draft, known, meeting

    def read(self) -> Draft:
        self.words()
        self.who()
        self.due()
        self.supporting()
        self.origin()
        draft = self.draft
        if draft.is_good and draft.agency and draft.due_on:
            same = self.known.same_as(draft.title, draft.agency, draft.due_on)
            if same:
                self.fault(
                    h.ACTION if h.ACTION in draft.typed else h.WHAT,
                    f"{same} says the same and is open already. Leave this line out, or word it differently.",
                )
        return draft

    def text(self, name: str) -> str:
        return self.draft.typed.get(name, "")

    def fault(self, name: str, sentence: str) -> None:
        self.draft.faults.setdefault(name, sentence)

    def words(self) -> None:
        draft, action, what = self.draft, self.text(h.ACTION), self.text(h.WHAT)
        if not action and not what:
            self.fault(_present(draft, h.ACTION, h.WHAT), "Write what will be done.")
        draft.what = what or action
        draft.title = " ".join(action.split()) if action and what else short_title(draft.what)
        if len(draft.title) > LONGEST_TITLE:
            self.fault(
                h.ACTION, f"The short name has {len(draft.title)} characters. Write it in {LONGEST_TITLE} or fewer."
            )
        draft.measure = self.text(h.MEASURE)
        if not draft.measure:
            self.fault(h.MEASURE, "Write how anybody could check that it was done.")

    def who(self) -> None:
        draft = self.draft
        owner_agency, owner_person = self.owner()
        if words := self.text(h.AGENCY):
            try:
                draft.agency = self.known.agency(words)
            except Unknown as error:
                self.fault(h.AGENCY, str(error))
                return
        else:
            draft.agency = owner_agency
        name = h.PERSON if self.text(h.PERSON) else h.OWNER
        if words := self.text(h.PERSON) or owner_person:
            try:
                draft.holder = self.known.person(words, draft.agency)
            except Unknown as error:
                self.fault(name, str(error))
                return
            draft.agency = draft.agency or draft.holder.agency
        if draft.agency is None and not draft.faults.keys() & {h.AGENCY, h.OWNER, h.PERSON}:
            self.fault(_present(draft, h.AGENCY, h.OWNER), "Enter the agency that holds it.")

    def owner(self) -> tuple[Agency | None, str]:
        """An owner is an agency, a person, or both with a sign between: "WMP, Zelda Invented"."""
        words = self.text(h.OWNER)
        if not words or not words.strip():
            return None, ""
        known = self.known
        parts = [words] if known.is_agency(words) or known.is_person(words) else _ASIDE.split(words)
        parts = [part.strip() for part in parts if part.strip()]
        agencies = [part for part in parts if known.is_agency(part)]
        others = [part for part in parts if not known.is_agency(part)]
        try:
            found = list(dict.fromkeys(known.agency(part) for part in agencies))
        except Unknown as error:
            self.fault(h.OWNER, str(error))
            return None, ""
        if len(found) > 1:
            both = list_words(agency.short_name for agency in found)
            self.fault(
                h.OWNER, f"{both} stand here. One agency leads: keep it here, and put the others under Supporting."
            )
            return None, ""
        if len(others) > 1:
            self.fault(h.OWNER, "Write one agency, and one person of it if somebody is named.")
            return None, ""
        agency = found[0] if found else None
        if others and agency is None and not self.text(h.AGENCY) and not known.is_person(others[0]):
            self.fault(h.OWNER, known.nobody(others[0]))
            return None, ""
        return agency, others[0] if others else ""

    def due(self) -> None:
        words = self.text(h.DUE)
        if not words:
            self.fault(h.DUE, "Enter the date by which it will be done.")
            return
        try:
            self.draft.due_on = due_day(words, self.known.on)
        except NoDay as error:
            self.fault(h.DUE, str(error))

    def supporting(self) -> None:
        draft, known, words = self.draft, self.known, self.text(h.SUPPORTING)
        if not words or plain_name(words) in {"none", "n/a", "-", "–"}:
            return
        parts = [words] if known.is_agency(words) else re.split(r"[\n,;/|]|\s(?:and|&)\s", words)
        for part in (part.strip() for part in parts if part.strip()):
            try:
                agency = known.agency(part)
            except Unknown as error:
                self.fault(h.SUPPORTING, str(error))
                return
            if agency == draft.agency:
                self.fault(h.SUPPORTING, f"{agency.short_name} leads this action. Write the others only.")
                return
            if agency not in draft.supporting:
                draft.supporting.append(agency)

    def origin(self) -> None:
        draft, words = self.draft, self.text(h.ORIGIN)
        if number := self.text(h.OBJECTIVE):
            try:
                draft.objective = self.known.objective(number)
            except Unknown as error:
                self.fault(h.OBJECTIVE, str(error))
        origins = {plain_name(label): value for value, label in Action.Origin.choices}
        origins |= {value: value for value in Action.Origin.values}
        if words and plain_name(words) in origins:
            draft.origin = origins[plain_name(words)]
        elif words:
            try:
                draft.meeting = self.known.meeting(words)
            except Unknown as error:
                self.fault(h.ORIGIN, str(error))
        elif draft.meeting is None and draft.objective is not None:
            draft.origin = Action.Origin.OBJECTIVE
        if draft.origin != Action.Origin.MEETING:
            draft.meeting = None


def _present(draft: Draft, *names: str) -> str:
    return next((name for name in names if name in draft.typed), names[0])
