"""The limbs of the law as they read on a day, and what the answers to them come to. Pure, but for reading one file."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from partnership.kit.yaml_files import read_yaml_file

LAW = Path(__file__).resolve().parent / "law" / "criteria.yaml"
MET = "met"


@dataclass(frozen=True)
class Limb:
    """One limb: what it asks, of which kind of referral, and where it stands."""

    kind: str
    key: str
    level: str
    joined: str
    text: str
    citation: str
    verified: bool
    from_on: dt.date | None
    to_on: dt.date | None

    def is_current(self, on: dt.date) -> bool:
        """Whether it is law on that day."""
        return (self.from_on is None or self.from_on <= on) and (self.to_on is None or self.to_on >= on)


@lru_cache(maxsize=1)
def all_limbs() -> tuple[Limb, ...]:
    """Every limb in the file, in its order."""
    return tuple(Limb(**entry) for entry in read_yaml_file(LAW))


def limbs_for(kind: str, on: dt.date) -> list[Limb]:
    """The limbs that a referral of this kind is held against on a day."""
    return [limb for limb in all_limbs() if limb.kind == kind and limb.is_current(on)]


def holds(level: str, criteria: Iterable[Any]) -> bool:
    """Whether the limbs of a level are met together: every one joined by "all", and one of those joined by "any"."""
    rows = [row for row in criteria if row.level == level]
    of_all = [row.answer == MET for row in rows if row.joined == "all"]
    of_any = [row.answer == MET for row in rows if row.joined == "any"]
    return bool(rows) and all(of_all) and (any(of_any) if of_any else True)
