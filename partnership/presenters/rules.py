"""Words and rows of rules and duties."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from partnership.kit.parts import Cell, Head
from partnership.kit.wording import long_date, plural, upper_first
from partnership.models import Agency, Rule
from partnership.selectors.rules import Binding

RULE_HEADS = [
    Head("Rule", "head"),
    Head("Says", width="next"),
    Head("Stands in"),
    Head("Checked", width="ref"),
]
DUTY_HEADS = [
    Head("Duty", "head"),
    Head("Level", width="tag"),
    Head("Stands in"),
    Head("Checked", width="ref"),
]
KINDS = {kind.value: kind.label.lower() for kind in Agency.Kind}


@dataclass(frozen=True)
class Bound:
    """A regime with its two tables."""

    anchor: str
    title: str
    when: str
    citation: str
    checked: str
    is_in_force: bool
    rules: list[list[Cell]]
    duties: list[list[Cell]]


def checked(row: Any) -> str:
    """The mark in words."""
    return "Checked against its source" if row.is_verified else "Not checked yet"


def in_force(row: Any) -> str:
    """ "in force from 15 December 2023 to 17 March 2026"; nothing where it always holds."""
    first = f"from {long_date(row.from_on, weekday=False)}" if row.from_on else ""
    last = f"to {long_date(row.to_on, weekday=False)}" if row.to_on else ""
    said = f"{first} {last}".strip()
    return f"in force {said}" if said else ""


def value(rule: Rule) -> str:
    """ "5 working days", "75 %", "2", "local authority, integrated care board, police"."""
    if rule.unit == Rule.Unit.TEXT:
        return ", ".join(KINDS.get(part, part) for part in rule.value.split(", "))
    if rule.unit == Rule.Unit.COUNT:
        return rule.value
    unit = rule.get_unit_display()
    return f"{rule.value}\u00a0{unit[:-1] if rule.value == '1' and unit.endswith('s') else unit}"


def _rule(rule: Rule) -> list[Cell]:
    said = [in_force(rule), rule.note]
    counted = f"counted from {rule.counted_from}" if rule.counted_from else ""
    return [
        Cell(rule.title, meta=". ".join(upper_first(part) for part in said if part)),
        Cell(value(rule), meta=counted),
        Cell(rule.citation),
        Cell(checked(rule)),
    ]


def _duty(duty: Any) -> list[Cell]:
    kind = duty.get_kind_display()
    if duty.due_days is not None:
        kind = f"{kind}, within {plural(duty.due_days, 'day')} of publication"
    meta = ". ".join(upper_first(part) for part in (kind, in_force(duty)) if part)
    return [
        Cell(duty.title, meta=duty.text or meta),
        Cell(duty.get_level_display(), meta=kind if duty.text else "", tag=None),
        Cell(duty.citation),
        Cell(checked(duty)),
    ]


def bound(found: Iterable[Binding], on: dt.date) -> list[Bound]:
    """What binds, one section for each regime: those in force first."""
    sections = [
        Bound(
            anchor=binding.regime.key if binding.regime else "local",
            title=binding.regime.name if binding.regime else "Local policy and rules outside the regimes",
            when=in_force(binding.regime) if binding.regime else "",
            citation=binding.regime.citation if binding.regime else "",
            checked=checked(binding.regime) if binding.regime else "",
            is_in_force=binding.is_in_force(on),
            rules=[_rule(rule) for rule in binding.rules],
            duties=[_duty(duty) for duty in binding.duties],
        )
        for binding in found
        if binding.regime or binding.rules
    ]
    return sorted(sections, key=lambda section: not section.is_in_force)


def lede(found: Iterable[Binding]) -> str:
    """How many rules and duties there are and how many nobody has checked."""
    found = list(found)
    rules = [rule for binding in found for rule in binding.rules]
    duties = [duty for binding in found for duty in binding.duties]
    if not rules and not duties:
        return ""
    unchecked = sum(not rule.is_verified for rule in rules) + sum(not duty.is_verified for duty in duties)
    words = f"{plural(len(rules), 'rule')} and {plural(len(duties), 'duty', 'duties')}."
    if not unchecked:
        return f"{words} All were checked against their source."
    are = "has" if unchecked == 1 else "have"
    return f"{words} {unchecked} {are} not been checked against the source yet: they warn and never block."
