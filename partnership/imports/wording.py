"""How records and their values are called in a preview."""

import datetime as dt
from typing import Any

from partnership.imports.kinds import BY_NAME, Key, Kind, World
from partnership.kit.wording import upper_first
from partnership.models import Agency, StandingItem

LONGEST = 240
WORDS = {
    ("agency", "names"): "Earlier names",
    ("agency", "aliases"): "Aliases",
    ("body", "quorum"): "Quorum",
    ("body", "standing_items"): "Standing items",
    ("body", "aliases"): "Aliases",
    ("body", "duties"): "Duties",
    ("plan", "values"): "Values",
    ("plan", "aims"): "Aims",
}


def said(kind: Kind, name: str, old: Any, new: Any, world: World) -> tuple[str, str, str]:
    """A field's label, what stood there and what will stand there."""
    return _field_words(kind, name), _value_words(kind, name, old, world), _value_words(kind, name, new, world)


def _field_words(kind: Kind, name: str) -> str:
    if (kind.name, name) in WORDS:
        return WORDS[kind.name, name]
    words = str(getattr(kind.model._meta.get_field(name), "verbose_name", name))
    return upper_first(words)


def _value_words(kind: Kind, name: str, value: Any, world: World) -> str:
    if value is None or value == "" or value == []:
        return "nothing"
    if name in kind.refs:
        return label_of(BY_NAME[kind.refs[name]], value, world)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dt.date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, list):
        return _short(", ".join(_entry(name, one) for one in value))
    field = kind.model._meta.get_field(name)
    return _short(str(dict(getattr(field, "flatchoices", [])).get(value, value)))


def _entry(name: str, one: Any) -> str:
    if name == "quorum":
        return str(dict(Agency.Kind.choices).get(one, one))
    if name == "standing_items":
        return f"{one[0]} ({dict(StandingItem.Purpose.choices).get(one[1], one[1])})"
    if name == "names":
        last = f" to {one[3]:%d/%m/%Y}" if one[3] else ""
        return f"{one[0]} (from {one[2]:%d/%m/%Y}{last})" if one[2] else one[0]
    return str(one)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"


def label_of(kind: Kind, key: Key, world: World) -> str:
    """What a record is called: after the import if it is in a file, else as it stands."""
    known, wanted = world.known[kind.name].get(key), world.wanted[kind.name].get(key)
    values = {**(known.values if known else {}), **(wanted.values if wanted else {})}

    def other(name: str) -> str:
        return label_of(BY_NAME[kind.refs[name]], values[name], world) if values.get(name) else ""

    def choice(name: str) -> str:
        return str(dict(kind.model._meta.get_field(name).flatchoices).get(values.get(name), ""))  # type: ignore[union-attr]

    match kind.name:
        case "line":
            return f"{other('body')} reports to {other('parent')}"
        case "terms":
            return f"{other('body')}, version {values.get('number')}"
        case "seat":
            return f"{other('body')}: {values.get('title')}" + (f" ({other('agency')})" if other("agency") else "")
        case "appointment":
            return f"{other('person')}, {choice('role')}" + (f" of {other('agency')}" if other("agency") else "")
        case "membership":
            return f"{other('person')}, {choice('role')} in {other('seat')}"
        case "version":
            return f"{other('plan')}, {values.get('number')}"
        case "objective" | "priority":
            return f"{values.get('number')} {_short(values.get('title') or values.get('what') or '')}"
        case "progress":
            return f"{values.get('note') or ''}"[:LONGEST]
    return str(values.get("name") or values.get("title") or key)
