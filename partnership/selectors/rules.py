"""Reads of what binds the partnership: regimes with their rules and duties, and what is not checked yet."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from partnership.models import BankHoliday, Duty, Regime, Rule


@dataclass
class Binding:
    """A regime (or local policy, which has none) with its rules and duties."""

    regime: Regime | None
    rules: list[Rule] = field(default_factory=list)
    duties: list[Duty] = field(default_factory=list)

    def is_in_force(self, on: dt.date) -> bool:
        """Whether it holds on a day; local policy always does."""
        regime = self.regime
        if regime is None:
            return True
        return (regime.from_on is None or regime.from_on <= on) and (regime.to_on is None or regime.to_on >= on)


def what_binds() -> list[Binding]:
    """Every regime with its rules and duties, those without a regime first. Three queries."""
    rules: dict[Any, list[Rule]] = defaultdict(list)
    for rule in Rule.objects.order_by("title", "from_on"):
        rules[rule.regime_id].append(rule)
    duties: dict[Any, list[Duty]] = defaultdict(list)
    for duty in Duty.objects.order_by("place", "code"):
        duties[duty.regime_id].append(duty)
    bound = [
        Binding(regime, rules[regime.pk], duties[regime.pk]) for regime in Regime.objects.order_by("-from_on", "name")
    ]
    return [Binding(None, rules[None]), *bound]


def years_with_bank_holidays() -> tuple[int, int] | None:
    """The first and last year whose bank holidays are kept."""
    rows = BankHoliday.objects.filter(is_local=False).order_by("on")
    first, last = rows.first(), rows.last()
    return (first.on.year, last.on.year) if first and last else None
