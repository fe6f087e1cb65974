"""Finding records by what people write: keys, names, aliases, e-mail addresses. A fault where there is none, or two."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar

from django.utils.text import slugify

from partnership.imports.kinds import Key, World
from partnership.imports.reading import Fault, Reader, nearest

Named = TypeVar("Named", bound=Hashable)


def name_tiers(rows: Iterable[tuple[Named, Sequence[Iterable[Any]]]]) -> list[dict[str, set[Named]]]:
    """Names to what they mean, the surest names first. Each row comes with its names, the surest first."""
    tiers: list[dict[str, set[Named]]] = []
    for named, names in rows:
        while len(tiers) < len(names):
            tiers.append(defaultdict(set))
        for tier, texts in zip(tiers, names, strict=False):
            for text in texts:
                if text:
                    tier[plain_name(text)].add(named)
    return tiers


def meant_by(text: str, tiers: Iterable[dict[str, set[Named]]]) -> set[Named]:
    """What a name means: nothing, one, or all that the surest names that fit may mean."""
    plain = plain_name(text)
    return next((found for tier in tiers if (found := tier.get(plain))), set())


class Finder:
    """Knows the names of everything that stands in the database or in the files."""

    def __init__(self, world: World, faults: list[Fault]) -> None:
        self.world, self.faults = world, faults
        self._later: list[Callable[[], None]] = []
        self._people: dict[str, Key] = {}
        self._index: dict[str, list[dict[str, set[Key]]]] = {}

    def catch_up(self) -> None:
        """Do what had to wait until all keys were known."""
        waiting, self._later, self._index = self._later, [], {}
        for act in waiting:
            act()

    def _tiers(self, kind: str) -> list[dict[str, set[Key]]]:
        """Names to keys, the surest names first."""
        if kind not in self._index:
            rows = []
            for key, values in self.world.merged(kind).items():
                surest = [key, values.get("code")] if kind == "body" else [key]
                own = [values.get("name"), values.get("short_name")]
                past = [row[0] for row in values.get("names") or []]
                rows.append((key, (surest, own, values.get("aliases") or [], past)))
            tiers = name_tiers(rows)
            self._index[kind] = tiers
        return self._index[kind]

    def find(self, kind: str, reader: Reader, name: str, *, required: bool = False) -> Key | None:
        """The agency or body that a field names by key, name or alias; a fault where there is none or more than one."""
        text = reader.text(name, required=required)
        if not text:
            return None
        tiers = self._tiers(kind)
        found = meant_by(text, tiers)
        if len(found) == 1:
            return next(iter(found))
        if found:
            both = " or ".join(sorted(str(key) for key in found))
            reader.fault(name, f"“{text[:60]}” may be {both}. Write the key.")
            return None
        near = nearest(plain_name(text), [word for tier in tiers for word in tier])
        where = "agencies.yaml" if kind == "agency" else "bodies.yaml"
        noun = "agency" if kind == "agency" else "body"
        reader.fault(name, f"No {noun} is called “{text[:60]}”.{near} Write its key, or add it to {where}.")
        return None

    def person(self, reader: Reader) -> Key | None:
        """The person named by the key of people.csv, by e-mail address, or by a name that only one person has."""
        text = reader.text("person", required=True)
        if not text:
            return None
        if text in self._people:
            return self._people[text]
        people = self.world.merged("person")
        if text.lower() in people:
            return text.lower()
        named = [key for key, values in people.items() if slugify(values.get("name") or "") == slugify(text)]
        if len(named) == 1:
            return named[0]
        if named:
            reader.fault("person", f"Several people are called “{text[:60]}”. Write the e-mail address.")
        else:
            near = nearest(text, list(self._people))
            reader.fault("person", f"Nobody is known as “{text[:60]}”.{near} Add the person to people.csv first.")
        return None


def plain_name(text: Any) -> str:
    """A name as it is compared: whatever its capitals, spaces and kind of apostrophe."""
    return " ".join(str(text).casefold().replace("’", "'").split())
