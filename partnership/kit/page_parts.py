"""Pages of a lower room to which upper rooms add: the page asks, whoever knows answers, and no arrow is turned round.

An upper room declares a function for a page by its name. It is asked with the record, the person who looks, the day
and what the page knows already, and answers with a `PagePart`, or with nothing for somebody who may not see it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Asked:
    """What a room is asked: about which record, for whom, on what day, and what the page has read by then."""

    record: Any
    person: Any
    on: dt.date
    known: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PagePart:
    """Something added to a page. `page` takes the whole template's place (and extends it); others are included.

    `lede` goes before the page's first line: what needs doing, in a sentence.
    """

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    where: Literal["main", "side", "page"] = "main"
    place: int = 0
    lede: str = ""


Adder = Callable[[Asked], PagePart | None]
_adders: dict[str, list[Adder]] = defaultdict(list)


def adds_to(page: str) -> Callable[[Adder], Adder]:
    """Declare what a room adds to the page of that name."""

    def declare(adder: Adder) -> Adder:
        if adder not in _adders[page]:
            _adders[page].append(adder)
        return adder

    return declare


def parts_of(page: str, asked: Asked) -> list[PagePart]:
    """What the rooms add to this page, in order."""
    found = [adder(asked) for adder in _adders[page]]
    return sorted((part for part in found if part is not None), key=lambda part: part.place)


class AddedTo:
    """A record's page that takes in what upper rooms add to it. Set `page_name`; needs `object`, `on`, `request`."""

    page_name = ""

    def get_template_names(self) -> list[str]:
        own: list[str] = super().get_template_names()  # type: ignore[misc]  # mixed into a detail view
        return [part.template for part in self.parts if part.where == "page"] + own

    def get_context_data(self, **known: Any) -> dict[str, Any]:
        view: Any = self
        self.parts = parts_of(self.page_name, Asked(view.object, view.request.user, view.on, known))
        context: dict[str, Any] = super().get_context_data(**known)  # type: ignore[misc]  # mixed into a detail view
        context["main_parts"] = [part for part in self.parts if part.where == "main"]
        context["side_parts"] = [part for part in self.parts if part.where == "side"]
        for part in self.parts:
            if part.where == "page":
                context |= part.context
        context["lede"] = " ".join([*(part.lede for part in self.parts if part.lede), context.get("lede", "")])
        return context
