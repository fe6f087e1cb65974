"""What must hold over all records, those of the files and those that stand: no circles, one name, one person a seat."""

import datetime as dt
from collections import defaultdict

from partnership.imports.finding import plain_name
from partnership.imports.kinds import Key, Wanted, World
from partnership.imports.reading import Fault
from partnership.models import Membership


class Whole:
    """Judges the world as it would be, and notes faults at the lines of the files."""

    def __init__(self, world: World, faults: list[Fault]) -> None:
        self.world, self.faults = world, faults

    def judge(self) -> None:
        """Nothing goes round in a circle, no name means two things, no seat is filled twice."""
        self._circles()
        self._one_name()
        self._one_filling()

    def _circles(self) -> None:
        agencies = self.world.merged("agency")
        above: dict[Key, set[Key]] = {
            key: {values[name] for name in ("successor", "part_of") if values.get(name)}
            for key, values in agencies.items()
        }
        rows_named = {key: (row, "successor") for key, row in self.world.wanted["agency"].items()}
        self._report_circles(above, rows_named)
        lines = self.world.merged("line")
        for day in sorted({values["from_on"] for values in lines.values()}):
            upward: dict[Key, set[Key]] = defaultdict(set)
            rows: dict[Key, Wanted] = {}
            for key, values in lines.items():
                last = values.get("to_on")
                if values["from_on"] <= day and (last is None or last >= day):
                    upward[values["body"]].add(values["parent"])
                    if key in self.world.wanted["line"]:
                        rows[values["body"]] = self.world.wanted["line"][key]
            self._report_circles(upward, {key: (row, "body") for key, row in rows.items()})

    def _report_circles(self, above: dict[Key, set[Key]], named: dict[Key, tuple[Wanted, str]]) -> None:
        told: set[frozenset[Key]] = set()
        for start in above:
            circle = _circle(start, above)
            if circle is None or frozenset(circle) in told:
                continue
            told.add(frozenset(circle))
            names = " → ".join(str(key) for key in [*circle, circle[0]])
            for row, name in [named[key] for key in circle if key in named][:1]:
                self._note(row, name, f"This goes round in a circle: {names}. Take one of the links out.")

    def _one_name(self) -> None:
        codes: dict[str, list[Key]] = defaultdict(list)
        for key, values in self.world.merged("body").items():
            codes[str(values.get("code", "")).casefold()].append(key)
        for code, keys in codes.items():
            for key in keys[1:] if code else []:
                if row := self.world.wanted["body"].get(key) or self.world.wanted["body"].get(keys[0]):
                    self._note(row, "code", f"The code {code.upper()} belongs to {keys[0]} already. Choose another.")
        meant: dict[str, Key] = {}
        agencies = self.world.merged("agency")
        for key, values in agencies.items():
            for text in (key, values.get("name"), values.get("short_name")):
                meant.setdefault(plain_name(str(text or key)), key)
        for key, values in agencies.items():
            for alias in values.get("aliases") or []:
                other = meant.setdefault(plain_name(alias), key)
                row = self.world.wanted["agency"].get(key) or self.world.wanted["agency"].get(other)
                if other != key and row:
                    self._note(row, "aliases", f"“{alias}” is a name of {other} already. Give it to one agency only.")

    def _one_filling(self) -> None:
        filled: dict[Key, list[tuple[dt.date, dt.date, Key, Key]]] = defaultdict(list)
        for key, values in self.world.merged("membership").items():
            if values["role"] in Membership.FILLS_A_SEAT:
                last = values.get("to_on") or dt.date.max
                filled[values["seat"]].append((values["from_on"], last, str(values["person"]), key))
        people = self.world.merged("person")
        for seat, rows in filled.items():
            rows.sort()
            for one, other in zip(rows, rows[1:], strict=False):
                wanted = self.world.wanted["membership"]
                row = wanted.get(other[3]) or wanted.get(one[3])
                if other[0] <= one[1] and row is not None:
                    held_by = one if row.key == other[3] else other
                    name = people.get(held_by[2], {}).get("name", held_by[2])
                    self._note(
                        row,
                        "from_on",
                        f"The seat {seat} is filled by {name} from {held_by[0]:%d/%m/%Y}. "
                        "Enter the last day of one before the first day of the other.",
                    )

    def _note(self, row: Wanted, name: str, sentence: str) -> None:
        self.faults.append(Fault(row.file, row.line_of(name), sentence))


def _circle(start: Key, above: dict[Key, set[Key]]) -> list[Key] | None:
    """A way from a record along its links back to itself, or None."""
    paths: list[list[Key]] = [[start]]
    seen: set[Key] = set()
    while paths:
        path = paths.pop()
        for following in sorted(above.get(path[-1], set()), key=str):
            if following == start:
                return path
            if following not in seen:
                seen.add(following)
                paths.append([*path, following])
    return None
