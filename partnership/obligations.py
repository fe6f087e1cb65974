"""Anything with an owner and a date is an obligation. Rooms declare their kinds; the chasing engine asks them all."""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Obligation:
    """One thing owed. Steps of the ladder that fell before `chase_from_on` are not taken."""

    kind: str
    subject: int
    reference: str
    title: str
    path: str
    due_on: dt.date
    chase_from_on: dt.date
    body_id: int | None
    agency_id: int | None
    owner_id: int | None
    slips: int = 0


class ObligationKind(ABC):
    """A kind of obligation, declared in its own room. The engine knows nothing else of it."""

    key: str
    word: str  # "action", as in "3 actions"
    words: str

    @abstractmethod
    def owed_by(self, horizon: dt.date, slips: int) -> Iterable[Obligation]:
        """What its owner still owes and is due on or before the horizon, or has moved its date so many times.

        What waits for somebody else is left out.
        """

    @abstractmethod
    def still_owed(self, subjects: Collection[int]) -> set[tuple[int, dt.date]]:
        """Of these, the ones that their owner still owes, each with the due date that now stands."""


_kinds: dict[str, ObligationKind] = {}


def declare(kind: ObligationKind) -> ObligationKind:
    """Add a kind to those that are chased. Called once, when its room is loaded."""
    _kinds[kind.key] = kind
    return kind


def kinds() -> Iterator[ObligationKind]:
    """All declared kinds."""
    yield from _kinds.values()


def kind_of(key: str) -> ObligationKind:
    """The kind of that key. Raises KeyError for one that no room declared."""
    return _kinds[key]
