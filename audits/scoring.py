"""What answers come to: points of a base, and how they stand to the thresholds. Pure: no queries, no clock."""

import enum
from dataclasses import dataclass


class Judgement(enum.StrEnum):
    """How a standard stands."""

    ACCEPTABLE = "acceptable", "acceptable"
    ATTENTION = "attention", "requires attention"
    PLAN = "plan", "action plan"
    OPEN = "open", "not all answered"
    UNJUDGED = "unjudged", "no threshold known"

    label: str

    def __new__(cls, value: str, label: str) -> "Judgement":
        """A value with the words for it."""
        one = str.__new__(cls, value)
        one._value_, one.label = value, label
        return one


@dataclass(frozen=True, slots=True)
class Score:
    """Points out of the most there could be, and how many of the questions have their answer."""

    points: int = 0
    base: int = 0
    answered: int = 0
    asked: int = 0

    @property
    def is_complete(self) -> bool:
        """Whether every question has its answer. Only then is it judged."""
        return self.asked > 0 and self.answered == self.asked

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.points + other.points,
            self.base + other.base,
            self.answered + other.answered,
            self.asked + other.asked,
        )


@dataclass(frozen=True, slots=True)
class Limit:
    """One threshold as its rule gives it, in per cent of the points."""

    percent: int
    title: str
    citation: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where a standard is acceptable, and at or below which it needs an action plan."""

    acceptable: Limit | None = None
    attention: Limit | None = None
    plan: Limit | None = None

    def judge(self, score: Score) -> Judgement:
        """Hold a complete score against the thresholds. Compared as counts: nothing is rounded first."""
        if not score.is_complete:
            return Judgement.OPEN
        if self.acceptable is None or self.plan is None:
            return Judgement.UNJUDGED
        if score.points * 100 <= self.plan.percent * score.base:
            return Judgement.PLAN
        if score.points * 100 >= self.acceptable.percent * score.base:
            return Judgement.ACCEPTABLE
        return Judgement.ATTENTION
