"""What the files want, compared with what stands: added, changed from old to new, unchanged, or refused with a line."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from partnership.imports.kinds import KINDS, Wanted, World
from partnership.imports.reading import Fault, read
from partnership.imports.records import Records
from partnership.imports.sources import Source
from partnership.imports.whole import Whole
from partnership.imports.wording import label_of, said


@dataclass(frozen=True)
class Difference:
    """One field of a record: what stood and what will stand, in words."""

    words: str
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """One record that will be added or changed."""

    wanted: Wanted
    is_new: bool
    label: str
    differences: list[Difference] = field(default_factory=list)


@dataclass(frozen=True)
class Preview:
    """What an import would do. Nothing is done while there is a fault."""

    world: World
    changes: list[Change]
    unchanged: dict[str, int]
    faults: list[Fault]
    left_aside: list[str]
    checksum: str

    @property
    def added(self) -> list[Change]:
        return [change for change in self.changes if change.is_new]

    @property
    def changed(self) -> list[Change]:
        return [change for change in self.changes if not change.is_new]

    @property
    def token(self) -> str:
        """Stands for these files and this outcome: another file, or a record that moved meanwhile, has another."""
        rows = [
            [change.wanted.kind.name, repr(change.wanted.key), change.is_new]
            + [[one.words, one.old, one.new] for one in change.differences]
            for change in self.changes
        ]
        told = json.dumps([self.checksum, rows, [str(fault) for fault in self.faults]])
        return hashlib.sha256(told.encode()).hexdigest()


def check(source: Source) -> Preview:
    """Read the files and compare them with the database. Reads only."""
    documents, faults = read(source)
    records = Records(World(), faults)
    for name, act in (
        ("partnership.yaml", records.partnership),
        ("agencies.yaml", records.agencies),
        ("bodies.yaml", records.bodies),
        ("people.csv", records.people),
    ):
        if name in documents:
            act(name, documents[name])
    records.catch_up()
    for name, act in (
        ("appointments.csv", records.appointments),
        ("memberships.csv", records.memberships),
        ("plan.yaml", records.plans),
    ):
        if name in documents:
            act(name, documents[name])
    records.catch_up()
    Whole(records.world, faults).judge()
    changes, unchanged = _compare(records.world)
    return Preview(records.world, changes, unchanged, sorted(set(faults)), source.left_aside, source.checksum)


def _compare(world: World) -> tuple[list[Change], dict[str, int]]:
    changes, unchanged = [], Counter[str]()
    for kind in KINDS:
        for key, wanted in world.wanted[kind.name].items():
            known = world.known[kind.name].get(key)
            if known is None:
                changes.append(Change(wanted, True, label_of(kind, key, world)))
                continue
            moved = [name for name, value in wanted.values.items() if not _same(known.values.get(name), value)]
            if moved:
                told = [
                    Difference(*said(kind, name, known.values.get(name), wanted.values[name], world)) for name in moved
                ]
                changes.append(Change(wanted, False, label_of(kind, key, world), told))
            else:
                unchanged[kind.words] += 1
    return changes, dict(unchanged)


def _same(old: Any, new: Any) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return old.replace("\r\n", "\n") == new.replace("\r\n", "\n")
    return bool(old == new)
