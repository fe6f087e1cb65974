"""The tables that an import fills, in the order in which they are filled, and what stands in them now."""

import datetime as dt
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from partnership.models import (
    Agency,
    Appointment,
    Body,
    Document,
    Membership,
    Objective,
    Partnership,
    Person,
    PlanVersion,
    Priority,
    Progress,
    ReportingLine,
    Seat,
    StrategicPlan,
    Theme,
)

Key = Hashable


@dataclass(frozen=True)
class Kind:
    """One table: which fields an import compares, which of them lead to other kinds, which short lists belong to it."""

    name: str
    words: str
    model: type[Model]
    fields: tuple[str, ...]
    refs: dict[str, str] = field(default_factory=dict)
    lists: tuple[str, ...] = ()

    @property
    def plain(self) -> list[str]:
        """Fields that hold a value of their own."""
        return [name for name in self.fields if name not in self.refs]


KINDS = [
    Kind(
        "partnership",
        "Partnership",
        Partnership,
        (
            "name", "short_name", "first_line", "second_line", "place", "public_email",
            "brand", "brand_deep", "frame", "strand", "tint", "paper",
        ),
    ),
    Kind(
        "agency",
        "Agency",
        Agency,
        ("kind", "name", "short_name", "part_of", "successor", "opened_on", "closed_on", "closing_reason"),
        {"part_of": "agency", "successor": "agency"},
        ("names", "aliases"),
    ),
    Kind(
        "body",
        "Body",
        Body,
        (
            "code", "name", "short_name", "aliases", "kind", "remit", "purpose", "duties", "frequency",
            "meets_every_weeks", "attendance_expected", "papers_before", "minutes_after",
            "opened_on", "closed_on", "closing_reason",
        ),
        {},
        ("quorum", "standing_items"),
    ),
    Kind(
        "line",
        "Reporting line",
        ReportingLine,
        ("body", "parent", "from_on", "to_on"),
        {"body": "body", "parent": "body"},
    ),
    Kind(
        "terms",
        "Terms of reference",
        Document,
        ("body", "kind", "title", "number", "summary", "agreed_on", "review_on"),
        {"body": "body"},
    ),
    Kind(
        "seat",
        "Seat",
        Seat,
        ("body", "agency", "title", "is_required", "place", "opened_on", "closed_on"),
        {"body": "body", "agency": "agency"},
    ),
    Kind("person", "Person", Person, ("email", "name", "job_title", "agency"), {"agency": "agency"}),
    Kind(
        "appointment",
        "Appointment",
        Appointment,
        ("person", "role", "agency", "from_on", "to_on"),
        {"person": "person", "agency": "agency"},
    ),
    Kind(
        "membership",
        "Membership",
        Membership,
        ("seat", "person", "role", "from_on", "to_on"),
        {"seat": "seat", "person": "person"},
    ),
    Kind(
        "plan",
        "Plan",
        StrategicPlan,
        ("title", "body", "approved_on", "starts_on", "ends_on", "values", "aims"),
        {"body": "body"},
    ),
    Kind("version", "Version of a plan", PlanVersion, ("plan", "number", "dated"), {"plan": "plan"}),
    Kind("priority", "Priority", Priority, ("plan", "number", "title", "summary"), {"plan": "plan"}),
    Kind("theme", "Theme", Theme, ("priority", "place", "title", "from_on", "to_on"), {"priority": "priority"}),
    Kind(
        "objective",
        "Objective",
        Objective,
        ("theme", "place", "number", "what", "measure", "owner", "starts_on", "due_on", "progress"),
        {"theme": "theme", "owner": "body"},
    ),
    Kind("progress", "Progress", Progress, ("objective", "progress", "note"), {"objective": "objective"}),
]  # fmt: skip
BY_NAME = {kind.name: kind for kind in KINDS}


@dataclass
class Wanted:
    """One record as a file wants it. Only fields that the file names are in `values`; a link holds the other's key."""

    kind: Kind
    key: Key
    file: str
    line: int
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    said_on: dt.date | None = None  # of progress only: when it was said

    def line_of(self, name: str) -> int:
        return self.lines.get(name, self.line)


@dataclass
class Known:
    """One record as it stands in the database."""

    obj: Any
    values: dict[str, Any]


def _quorum(body: Any) -> list[str]:
    return [row.kind for row in body.quorum.all()]


def _items(body: Any) -> list[tuple[str, str]]:
    return [(row.title, row.purpose) for row in body.standing_items.all()]


def _names(agency: Any) -> list[tuple[Any, ...]]:
    return [(row.name, row.short_name, row.from_on, row.to_on) for row in agency.names.all()]


def _aliases(agency: Any) -> list[str]:
    return [row.alias for row in agency.aliases.all()]


LISTS: dict[tuple[str, str], Callable[[Any], list[Any]]] = {
    ("agency", "names"): _names,
    ("agency", "aliases"): _aliases,
    ("body", "quorum"): _quorum,
    ("body", "standing_items"): _items,
}
KEYS: dict[str, Callable[[Any, dict[str, dict[int, Key]]], Key]] = {
    "partnership": lambda row, keys: "partnership",
    "agency": lambda row, keys: row.slug,
    "body": lambda row, keys: row.slug,
    "line": lambda row, keys: (keys["body"][row.body_id], keys["body"][row.parent_id], row.from_on),
    "terms": lambda row, keys: (keys["body"][row.body_id], row.title, row.number),
    "seat": lambda row, keys: row.slug,
    "person": lambda row, keys: row.email.lower(),
    "appointment": lambda row, keys: (
        keys["person"][row.person_id], row.role, keys["agency"].get(row.agency_id), row.from_on,
    ),
    "membership": lambda row, keys: (keys["seat"][row.seat_id], keys["person"][row.person_id], row.role, row.from_on),
    "plan": lambda row, keys: row.slug,
    "version": lambda row, keys: (keys["plan"][row.plan_id], row.number),
    "priority": lambda row, keys: (keys["plan"][row.plan_id], row.number),
    "theme": lambda row, keys: (*_pair(keys["priority"][row.priority_id]), row.place),
    "objective": lambda row, keys: (_pair(keys["theme"][row.theme_id])[0], row.number),
    "progress": lambda row, keys: (*_pair(keys["objective"][row.objective_id]), row.progress, row.note),
}  # fmt: skip


def _pair(key: Key) -> tuple[Any, ...]:
    assert isinstance(key, tuple)
    return key


class World:
    """What stands in the database and, over it, what the files want."""

    def __init__(self) -> None:
        self.known: dict[str, dict[Key, Known]] = {}
        self.wanted: dict[str, dict[Key, Wanted]] = {kind.name: {} for kind in KINDS}
        keys: dict[str, dict[int, Key]] = {}
        for kind in KINDS:
            keys[kind.name], self.known[kind.name] = {}, {}
            rows = kind.model._default_manager.order_by("pk").prefetch_related(*kind.lists)
            if kind.name == "terms":
                rows = rows.filter(kind=Document.Kind.TERMS)
            for row in rows:
                key = KEYS[kind.name](row, keys)
                keys[kind.name][row.pk] = key
                values = {
                    name: keys[kind.refs[name]].get(getattr(row, f"{name}_id"))
                    if name in kind.refs
                    else getattr(row, name)
                    for name in kind.fields
                }
                values |= {name: LISTS[kind.name, name](row) for name in kind.lists}
                self.known[kind.name][key] = Known(row, values)
            # Links of a kind to itself are read once all of its keys are known.
            for name in [name for name, other in kind.refs.items() if other == kind.name]:
                for known in self.known[kind.name].values():
                    known.values[name] = keys[kind.name].get(getattr(known.obj, f"{name}_id"))

    def merged(self, kind: str) -> dict[Key, dict[str, Any]]:
        """Every record of a kind as it would stand after the import."""
        rows = {key: dict(known.values) for key, known in self.known[kind].items()}
        for key, wanted in self.wanted[kind].items():
            rows[key] = {**rows.get(key, {}), **wanted.values}
        return rows
