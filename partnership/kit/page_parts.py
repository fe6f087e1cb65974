"""Pages of a lower room to which upper rooms add: the page asks, whoever knows answers, and no arrow is turned round.

An upper room declares a function for a page by its name. It gets the record, the person who looks and the day, and
answers with a `PagePart`, or with nothing for somebody who may not see it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

Asked = Callable[[Any, Any, dt.date], "PagePart | None"]


@dataclass(frozen=True)
class PagePart:
    """Something added to a page. `page` takes the whole template's place (and extends it); others are included."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    where: Literal["main", "side", "page"] = "main"
    place: int = 0


_adders: dict[str, list[Asked]] = defaultdict(list)


def adds_to(page: str) -> Callable[[Asked], Asked]:
    """Declare what a room adds to the page of that name."""

    def declare(adder: Asked) -> Asked:
        if adder not in _adders[page]:
            _adders[page].append(adder)
        return adder

    return declare


def parts_of(page: str, record: Any, *, person: Any, on: dt.date) -> list[PagePart]:
    """What the rooms add to this page for this person, in order."""
    found = [adder(record, person, on) for adder in _adders[page]]
    return sorted((part for part in found if part is not None), key=lambda part: part.place)


class AddedTo:
    """A record's page that takes in what upper rooms add to it. Set `page_name`; needs `object`, `on`, `request`."""

    page_name = ""

    def get_template_names(self) -> list[str]:
        own: list[str] = super().get_template_names()  # type: ignore[misc]
        return [part.template for part in self.parts if part.where == "page"] + own

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        view: Any = self
        self.parts = parts_of(self.page_name, view.object, person=view.request.user, on=view.on)
        added: dict[str, Any] = {}
        for part in self.parts:
            if part.where == "page":
                added |= part.context
        return super().get_context_data(  # type: ignore[misc]
            main_parts=[part for part in self.parts if part.where == "main"],
            side_parts=[part for part in self.parts if part.where == "side"],
            **kwargs,
            **added,
        )
