"""How people head the columns of a table of actions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from partnership.imports.finding import plain_name
from partnership.imports.reading import Unreadable, nearest_name

ACTION, WHAT, MEASURE, AGENCY, PERSON, OWNER, DUE, SUPPORTING, OBJECTIVE, ORIGIN = (
    "action", "what", "measure", "agency", "person", "owner", "due", "supporting", "objective", "origin",
)  # fmt: skip
# The heading that the portal itself writes, and every other that it knows.
SPELLINGS = {
    ACTION: (
        "Action", "actions", "action point", "action agreed", "agreed action", "action required", "action needed",
        "action title", "action name", "short name", "title", "task", "action item",
    ),
    WHAT: (
        "What", "what will be done", "what needs to be done", "what is to be done", "description", "action description",
        "detail", "details", "action detail", "action details", "description of action",
    ),
    MEASURE: (
        "Measure", "measure of success", "measures of success", "success measure", "success measures",
        "success criteria", "how we will know", "how will we know", "how measured", "evidence of success",
        "intended outcome", "expected outcome", "outcome", "measurable outcome",
    ),
    AGENCY: (
        "Agency", "lead agency", "responsible agency", "agency responsible", "organisation", "organization",
        "lead organisation", "lead organization", "held by", "partner", "partner agency",
    ),
    PERSON: (
        "Person", "person holding it", "holder", "lead officer", "lead person", "person responsible",
        "responsible person", "named person", "named lead", "officer", "responsible officer", "email", "e-mail",
        "email address", "e-mail address", "name",
    ),
    OWNER: (
        "Owner", "action owner", "who", "by who", "by whom", "whom", "responsible", "responsibility", "lead",
        "action lead", "assigned to", "allocated to", "owner agency", "lead agency and person", "agency and person",
    ),
    DUE: (
        "Due", "due date", "due by", "date due", "when", "by when", "deadline", "target date", "target", "timescale",
        "timescales", "timeline", "completion date", "complete by", "date for completion", "due on",
        "target completion date", "end date",
    ),
    SUPPORTING: (
        "Supporting", "supporting agency", "supporting agencies", "supported by", "support", "other agencies",
        "partners", "with", "contributing agencies",
    ),
    OBJECTIVE: (
        "Objective", "objective number", "objective no", "plan objective", "objective of the plan", "priority",
        "business plan objective", "business plan", "plan reference",
    ),
    ORIGIN: (
        "Origin", "meeting", "origin meeting", "meeting reference", "meeting date", "date of meeting", "source",
        "arising from", "raised at",
    ),
}  # fmt: skip
LABELS = {field: spellings[0] for field, spellings in SPELLINGS.items()}
_KNOWN = {plain_name(spelling): field for field, spellings in SPELLINGS.items() for spelling in spellings}
# What other people's tables have besides; the portal keeps these itself.
_LEFT = {
    "no", "no.", "nr", "number", "#", "ref", "reference", "action no", "action number", "action ref", "item", "id",
    "agenda item", "minute", "minute ref", "status", "rag", "rag rating", "rag status", "brag", "progress", "update",
    "updates", "comments", "comment", "notes", "date", "date raised", "date agreed", "date set", "completed", "closed",
}  # fmt: skip


def field_of(head: str) -> str | None:
    """The field that a heading names, whatever its capitals, colons and brackets."""
    plain = plain_name(re.sub(r"\([^)]*\)|[*:?]", " ", head.replace("\n", " ")).replace("/", " and "))
    return _KNOWN.get(plain) or _KNOWN.get(plain.removesuffix(".")) or _KNOWN.get(plain_name(head))


def is_heading(cells: Sequence[str]) -> bool:
    """Whether a row heads a table of actions: it says what is to be done, and at least one thing more."""
    fields = {field_of(cell) for cell in cells if cell and len(cell) <= 60}
    return bool(fields & {ACTION, WHAT}) and len(fields - {None}) >= 2


@dataclass(frozen=True)
class Headings:
    """Which column holds which field, and the columns that are not read."""

    places: dict[str, int]
    left: list[str]
    hints: list[str]

    @classmethod
    def of(cls, heads: Sequence[str]) -> "Headings":
        """Raises Unreadable where two columns say the same, and where nothing says who or by when."""
        places: dict[str, int] = {}
        left, hints = [], []
        for place, head in enumerate(heads):
            field = field_of(head)
            if field is None:
                if head:
                    left.append(head[:60])
                    near = nearest_name(plain_name(head), list(_KNOWN)) if plain_name(head) not in _LEFT else ""
                    if near and _KNOWN[near] not in places:
                        hints.append(f"The column “{head[:60]}” is not known. Did you mean “{LABELS[_KNOWN[near]]}”?")
                continue
            if field in places:
                first = heads[places[field]]
                if first == head:
                    raise Unreadable(1, f"The column “{first[:60]}” stands twice. Keep one.")
                raise Unreadable(1, f"The columns “{first[:60]}” and “{head[:60]}” mean the same. Keep one of them.")
            places[field] = place
        return cls(places, left, hints)

    def lacking(self) -> list[str]:
        """The headings that every line needs and that the table does not have."""
        wanted = [(MEASURE,), (AGENCY, OWNER, PERSON), (DUE,)]
        return [LABELS[names[0]] for names in wanted if not any(name in self.places for name in names)]
