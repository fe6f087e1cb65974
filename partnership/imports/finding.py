"""Finding records by what people write: keys, names, aliases, e-mail addresses. A fault where there is none, or two."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.text import slugify

from partnership.imports.kinds import Key, World
from partnership.imports.reading import Fault, Reader, nearest


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
            tiers: list[dict[str, set[Key]]] = [defaultdict(set) for _ in range(4)]
            for key, values in self.world.merged(kind).items():
                names: list[Iterable[Any]] = [[key], [values.get("name"), values.get("short_name")], [], []]
                if kind == "body":
                    names[0] = [key, values.get("code")]
                names[2] = values.get("aliases") or []
                names[3] = [row[0] for row in values.get("names") or []]
                for tier, texts in zip(tiers, names, strict=True):
                    for text in texts:
                        if text:
                            tier[plain_name(text)].add(key)
            self._index[kind] = tiers
        return self._index[kind]

    def find(self, kind: str, reader: Reader, name: str, *, required: bool = False) -> Key | None:
        """The agency or body that a field names by key, name or alias; a fault where there is none or more than one."""
        text = reader.text(name, required=required)
        if not text:
            return None
        tiers = self._tiers(kind)
        for tier in tiers:
            found = tier.get(plain_name(text))
            if found and len(found) == 1:
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
