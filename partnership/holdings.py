"""What a person holds that somebody else must take on when they leave. The rooms above say what; this room asks."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing in a person's hands: what it is, where it stands, of which body, by when."""

    reference: str
    title: str
    path: str
    body_id: int | None
    due_on: dt.date | None = None


Teller = Callable[[Any], Iterable[Holding]]
_tellers: list[Teller] = []


def tells_holdings(teller: Teller) -> Teller:
    """Declare a function that says what a person holds of one kind."""
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


def held_by(person: Any, *, body_id: int | None = None) -> list[Holding]:
    """What a person holds, in one body or anywhere, soonest due first."""
    found = [holding for teller in _tellers for holding in teller(person)]
    if body_id is not None:
        found = [holding for holding in found if holding.body_id == body_id]
    return sorted(found, key=lambda holding: (holding.due_on or dt.date.max, holding.reference))
