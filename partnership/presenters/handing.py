"""What is to be handed on, in rows and words."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from partnership.holdings import Holding, kind_of
from partnership.kit.parts import When
from partnership.kit.wording import list_words, plural


@dataclass(frozen=True)
class HandRow:
    """One row that may be ticked."""

    key: str
    title: str
    url: str
    meta: str
    when: When
    holder: str
    ticked: bool
    chosen: str


def rows(holdings: Sequence[Holding], form: Any, bodies: Mapping[int, Any], on: dt.date) -> list[HandRow]:
    """The rows, each with what was ticked and chosen."""
    ticked = set(form.ticked)
    return [
        HandRow(
            holding.key,
            holding.title,
            holding.path,
            " · ".join(
                part
                for part in (holding.reference, bodies[holding.body_id].short_name if holding.body_id else "")
                if part
            ),
            When.due(holding.due_on, on),
            holding.holder or "nobody named",
            holding.key in ticked,
            form.chosen_for(holding.key),
        )
        for holding in holdings
    ]


def counted(holdings: Iterable[Holding]) -> str:
    """ "12 actions and 2 papers"."""
    counts = Counter(holding.kind for holding in holdings)
    return list_words(plural(count, kind_of(key).word, kind_of(key).words) for key, count in counts.items())


def holds(name: str, holdings: Sequence[Holding]) -> str:
    """ "Zelda Invented holds 12 actions and 2 papers."."""
    return f"{name} holds {counted(holdings)}." if holdings else f"{name} holds nothing that must be handed on."
