"""Risks in words: the two scales, the score, and where risks stand on the grid. Never by colour alone."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from partnership.kit.parts import Cell, Entry, Fact, Head, Tag, When
from partnership.kit.wording import lower_first, moment, plural, short_date, time_left
from subgroups.models import Risk, RiskMove
from subgroups.presenters.meetings import Lede

LIKELIHOODS = {1: "Very unlikely", 2: "Unlikely", 3: "Possible", 4: "Likely", 5: "Almost certain"}
IMPACTS = {1: "Slight", 2: "Minor", 3: "Moderate", 4: "Serious", 5: "Severe"}
LEVELS = [(15, "very high"), (9, "high"), (4, "medium"), (0, "low")]

HEADS = [
    Head("Look again", "time", "time"),
    Head("Risk", "what"),
    Head("Likelihood × impact", "", "next"),
    Head("Score", "num", "num"),
    Head("Watched by", "", "held"),
]


def level(score: int) -> str:
    """ "low" below 4, "medium" below 9, "high" below 15, "very high" from there."""
    return next(word for least, word in LEVELS if score >= least)


def score_words(likelihood: int, impact: int) -> str:
    """ "16 of 25, very high"."""
    score = likelihood * impact
    return f"{score} of 25, {level(score)}"


def when_of(row: Risk, on: dt.date) -> When:
    """When it is looked at again."""
    if row.status == Risk.Status.CLOSED:
        return When("done", "Closed", short_date(row.closed_on, on))
    return When.due(row.review_on, on)


def rows_of(risks: Iterable[Risk], on: dt.date) -> list[list[Cell]]:
    """Rows of the register."""
    return [
        [
            Cell(when=when_of(row, on)),
            Cell(row.title, f"/risks/{row.reference}/", f"{row.reference} · {row.body.short_name}"),
            Cell(f"{LIKELIHOODS[row.likelihood]} × {lower_first(IMPACTS[row.impact])}"),
            Cell(str(row.score), meta=level(row.score)),
            Cell(row.agency.short_name),
        ]
        for row in risks
    ]


def facts(row: Risk, on: dt.date) -> list[Fact]:
    """The risk as it stands today."""
    found = [
        Fact("Likelihood", f"{row.likelihood} of 5, {lower_first(LIKELIHOODS[row.likelihood])}"),
        Fact("Impact", f"{row.impact} of 5, {lower_first(IMPACTS[row.impact])}"),
        Fact("Score", score_words(row.likelihood, row.impact)),
        Fact("Register of", row.body.name, row.body.get_absolute_url()),
        Fact("Watched by", row.agency.name, row.agency.get_absolute_url()),
        Fact("Recorded", short_date(row.opened_on, on)),
        Fact("State", tag=Tag(row.get_status_display(), "done" if row.status == Risk.Status.CLOSED else "plain")),
    ]
    if row.status == Risk.Status.OPEN:
        found.insert(6, Fact("Looked at again", short_date(row.review_on, on)))
    return found


def lede(row: Risk, on: dt.date) -> Lede:
    """What needs doing with a risk."""
    if row.status == Risk.Status.CLOSED:
        return Lede(f"Closed on {short_date(row.closed_on, on)}.", "", row.closing_reason)
    left = time_left(row.review_on, on)
    score = f"It scores {score_words(row.likelihood, row.impact)}."
    if left.state == "late":
        return Lede(f"The look at it is {left.words}.", "late", score)
    return Lede(f"To be looked at {lower_first(left.words)}.", "soon" if left.state == "soon" else "", score)


# ---- the grid ----


@dataclass(frozen=True)
class Square:
    """One square of the grid: its score and level, how many risks stand there, and what is said of them."""

    score: int
    level: str
    count: int
    words: str
    here: bool = False


@dataclass(frozen=True)
class GridRow:
    """One likelihood of the grid."""

    words: str
    squares: list[Square]


def grid(risks: Iterable[Risk], *, here: Risk | None = None) -> list[GridRow]:
    """How many risks stand where, the most likely on top. `here` marks the square of one risk."""
    counts: dict[tuple[int, int], int] = defaultdict(int)
    for risk in risks:
        counts[risk.likelihood, risk.impact] += 1

    def square(likelihood: int, impact: int) -> Square:
        score, count = likelihood * impact, counts[likelihood, impact]
        is_here = here is not None and (here.likelihood, here.impact) == (likelihood, impact)
        words = "this risk" if is_here else plural(count, "risk") if count else ""
        return Square(score, level(score).replace(" ", "-"), count, words, is_here)

    return [
        GridRow(LIKELIHOODS[likelihood], [square(likelihood, impact) for impact in IMPACTS])
        for likelihood in sorted(LIKELIHOODS, reverse=True)
    ]


SAID = {"record": "Recorded", "change": "Changed", "review": "Looked at", "close": "Closed", "open again": "Open again"}


def look_entries(moves: Iterable[RiskMove], on: dt.date) -> list[Entry]:
    """What was done with a risk and why, the latest first."""
    return [
        Entry(SAID[row.move], lines=[f"{moment(row.at, on)}, {row.by}" if row.by else moment(row.at, on), row.note])
        for row in moves
        if row.note
    ]


def entries_of(risks: Iterable[Risk], on: dt.date) -> list[Entry]:
    """Risks in a short list, as the item of an agenda shows them."""
    return [
        Entry(
            str(row),
            row.get_absolute_url(),
            lines=[f"{score_words(row.likelihood, row.impact)}, watched by {row.agency.short_name}"],
            when=When.due(row.review_on, on),
        )
        for row in risks
    ]
