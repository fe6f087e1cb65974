"""The past of a referral or review in words: what was done, in the past tense."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from partnership.kit.history import HistoryLine
from partnership.kit.parts import Entry
from partnership.kit.wording import moment

DONE = {
    "record": "Recorded",
    "assess": "Criteria recorded",
    "recommend": "Recommended",
    "send back": "Criteria looked at again",
    "decide": "Decided",
    "commission": "Review commissioned",
    "close": "Closed with learning",
    "withdraw": "Withdrawn",
    "conclude": "Concluded",
    "publish": "Published",
    "check": "Impact checked",
}


def lines_of(lines: Iterable[HistoryLine]) -> list[HistoryLine]:
    """The saved versions, each with its reason in the past tense."""
    return [replace(line, reason=DONE.get(line.reason, line.reason)) for line in lines]


def move_entries(moves: Iterable[Any], on: Any) -> list[Entry]:
    """The moves from state to state, the first one first."""
    return [
        Entry(
            DONE.get(move.move, move.move),
            lines=[", ".join(part for part in (moment(move.at, on), move.by.name if move.by else "") if part)],
            muted=[move.note] if move.note else [],
        )
        for move in moves
    ]
