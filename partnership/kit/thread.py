"""The golden thread: each room says what comes before and after a record; a page shows it, whoever said it."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True)
class Knot:
    """One knot of the thread. `place` orders it: below zero came before the record, above zero came after."""

    place: int
    kind: str
    label: str
    path: str = ""
    on: dt.date | None = None
    happened: bool = True
    here: bool = False


Teller = Callable[[Any, Any, dt.date], Iterable[Knot]]
_tellers: dict[type[models.Model], list[Teller]] = {}


def tells_of(model: type[models.Model]) -> Callable[[Teller], Teller]:
    """Declare a function (record, person, on) → knots. Rooms above add theirs without the room below knowing them."""

    def declare(teller: Teller) -> Teller:
        tellers = _tellers.setdefault(model, [])
        if teller not in tellers:
            tellers.append(teller)
        return teller

    return declare


def thread_of(record: models.Model, *, person: Any, on: dt.date) -> list[Knot]:
    """All knots of a record that this person may see, in the order of the thread."""
    knots = [knot for teller in _tellers.get(type(record), []) for knot in teller(record, person, on)]
    return sorted(knots, key=lambda knot: (knot.place, knot.on or dt.date.max, knot.label))
