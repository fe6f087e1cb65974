"""Scorecards and slippage in words: measures, tables, charts, and what each figure means. Counts before percentages."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from partnership.kit import charts
from partnership.kit.dates import Period
from partnership.kit.parts import Cell, Head
from partnership.kit.tables import Column
from partnership.kit.wording import LONG_MONTHS, MONTHS, NBSP, percent, plural, share
from partnership.models import Agency
from subgroups.selectors.scorecards import Score
from subgroups.selectors.slippage import Moves, Slipped

NOTHING = "–"
MEANINGS = [
    ("First due", "Actions whose first due date fell in the quarter. Withdrawn ones are left out."),
    ("On time", "Claimed complete by the first due date, and later closed by a second person."),
    ("Late", "Closed, but claimed complete after the first due date."),
    ("Still open", "Not closed yet: proposed, open, or claimed and waiting for a second person."),
    ("Slipped twice", "The due date was moved twice or more, whatever came of the action."),
    ("Days moved", "The days from first due dates to the dates that stand, added up over all moves."),
    ("Chases sent", "Steps of the ladder taken in the quarter for anything that the agency owed."),
    (
        "Days to answer",
        "From a chase to its first answer, on average: working days, without the agency’s own closures.",
    ),
    ("Lasted", "Of the differences looked at again in the quarter, those that had lasted in full."),
]


def days_words(score: Score) -> str:
    """ "2.5", or a dash where no chase was answered."""
    return NOTHING if score.average_answer is None else f"{score.average_answer:g}"


def _share(part: int, base: int) -> str:
    return share(part, base) if base else NOTHING


MEASURES: list[tuple[str, Callable[[Score], str]]] = [
    ("First due", lambda score: f"{score.kept.due:,}"),
    ("On time", lambda score: _share(score.kept.on_time, score.kept.due)),
    ("Late", lambda score: f"{score.kept.late:,}"),
    ("Still open", lambda score: f"{score.kept.still_open:,}"),
    ("Slipped twice", lambda score: f"{score.kept.twice:,}"),
    ("Days moved", lambda score: f"{score.kept.days:,}"),
    ("Chases sent", lambda score: f"{score.chases:,}"),
    ("Days to answer", days_words),
    ("Lasted", lambda score: _share(score.impact_lasted, score.impact_checked)),
]


def quarter_words(period: Period) -> str:
    """ "July to September 2026"."""
    return f"{LONG_MONTHS[period.first.month - 1]} to {LONG_MONTHS[period.last.month - 1]} {period.last.year}"


def short_quarter(period: Period) -> str:
    """ "Jul to Sep 26"."""
    return f"{MONTHS[period.first.month - 1]}–{MONTHS[period.last.month - 1]}{NBSP}{period.last.year}"


def lede(score: Score, period: Period) -> str:
    """What the quarter came to."""
    kept = score.kept
    if not kept.due:
        return f"No action was first due from {quarter_words(period)}."
    parts = [f"{kept.on_time} of {kept.due} were on time, {percent(kept.on_time, kept.due)}"]
    if kept.late:
        parts.append(f"{kept.late} late")
    if kept.still_open:
        parts.append(f"{kept.still_open} still open")
    said = f"Of what was first due from {quarter_words(period)}, {', '.join(parts)}."
    if score.average_answer is not None:
        said += f" A chase was answered after {days_words(score)} working days on average."
    return said


def beside_heads(names: Sequence[str]) -> list[Head]:
    """A table with a measure a row and something to compare a column."""
    return [Head("Measure", "head"), *(Head(name, "num") for name in names)]


def beside_rows(scores: Sequence[Score]) -> list[list[Cell | str]]:
    """Scores side by side, a measure a row."""
    return [[Cell(label), *(say(score) for score in scores)] for label, say in MEASURES]


def with_parts(partner: Agency, parts: Sequence[Agency]) -> str:
    """ "Dudley MBC and its 5 parts"."""
    return f"{partner.short_name} and its {plural(len(parts), 'part')}" if parts else partner.short_name


def trend_heads(quarters: Sequence[Period]) -> list[Head]:
    return beside_heads([short_quarter(period) for period in quarters])


def trend_chart(scores: Sequence[Score], quarters: Sequence[Period]) -> Any:
    """What became of what was first due in each quarter."""
    rows = [
        charts.Stack(
            short_quarter(period),
            (score.kept.on_time, score.kept.late, score.kept.still_open),
            f"{_share(score.kept.on_time, score.kept.due)} on time" if score.kept.due else "nothing due",
        )
        for period, score in zip(quarters, scores, strict=True)
    ]
    title = "What became of actions, by the quarter in which they were first due"
    return charts.stacked_bars(rows, parts=["on time", "late", "still open"], title=title)


AGENCY_HEADS = [Head("Agency", "what"), *(Head(label, "num") for label, _ in MEASURES)]


def agency_rows(agencies: Iterable[Agency], scores: Mapping[int, Score], url_of: Callable[[Agency], str]) -> list[Any]:
    """Each agency that has a figure, by name: a scorecard is no league table."""
    return [
        [Cell(agency.name, url_of(agency)), *(say(scores[agency.pk]) for _, say in MEASURES)]
        for agency in agencies
        if agency.pk in scores and not scores[agency.pk].is_empty
    ]


def score_columns() -> list[Column]:
    """The columns of the file: a row an agency and quarter, counts only, so that anything can be added up."""

    def kept(name: str) -> Callable[[Any], Any]:
        return lambda row: getattr(row[2].kept, name)

    return [
        Column("Agency", lambda row: row[0]),
        Column("Quarter from", lambda row: row[1].first),
        Column("Quarter to", lambda row: row[1].last),
        Column("First due", kept("due")),
        Column("On time", kept("on_time")),
        Column("Late", kept("late")),
        Column("Still open", kept("still_open")),
        Column("Slipped twice or more", kept("twice")),
        Column("Times moved", kept("moves")),
        Column("Days moved", kept("days")),
        Column("Chases sent", lambda row: row[2].chases),
        Column("Chases answered", lambda row: row[2].answered),
        Column("Working days to answer, average", lambda row: row[2].average_answer),
        Column("Differences looked at again", lambda row: row[2].impact_checked),
        Column("Differences that lasted", lambda row: row[2].impact_lasted),
    ]


# ---- slippage ----

SLIPPED_HEADS = [
    Head("Open actions", "num"),
    Head("On the first date", "num"),
    Head("Moved once", "num"),
    Head("Moved twice or more", "num"),
    Head("Moves", "num"),
    Head("Days moved", "num"),
]


def slipped_heads(whose: str) -> list[Head]:
    return [Head(whose, "what"), *SLIPPED_HEADS]


def slipped_rows(named: Sequence[tuple[str, str, Slipped]]) -> list[list[Cell | str]]:
    """A row for each body or agency, and all of them together."""
    rows: list[list[Cell | str]] = [[Cell(name, url), *_slipped(slipped)] for name, url, slipped in named]
    if len(named) > 1:
        rows.append([Cell("All together"), *_slipped(sum((row for *_, row in named), Slipped()))])
    return rows


def _slipped(row: Slipped) -> list[str]:
    return [
        f"{row.open:,}",
        _share(row.never, row.open),
        f"{row.once:,}",
        f"{row.twice:,}",
        f"{row.moves:,}",
        f"{row.days:,}",
    ]


def slipped_chart(named: Sequence[tuple[str, str, Slipped]], title: str) -> Any:
    """Open actions by how often their date has moved."""
    rows = [
        charts.Stack(name, (row.never, row.once, row.twice), f"{row.days:,} days" if row.days else "none moved")
        for name, _, row in named
    ]
    return charts.stacked_bars(rows, parts=["on the first date", "moved once", "moved twice or more"], title=title)


def slippage_lede(total: Slipped) -> str:
    """How many open actions still stand on their first date."""
    if not total.open:
        return "Nothing is open."
    if not total.moves:
        return f"All {plural(total.open, 'open action')} stand on their first date."
    return (
        f"{total.never} of {plural(total.open, 'open action')} stand on their first date, {total.twice} have moved "
        f"twice or more; {plural(total.days, 'day')} moved in all."
    )


MOVES_HEADS = [
    Head("Quarter", "head"),
    Head("Moves granted", "num"),
    Head("Actions moved", "num"),
    Head("Days moved", "num"),
    Head("Days a move", "num"),
]


def moves_rows(moves: Sequence[Moves], quarters: Sequence[Period]) -> list[list[Cell | str]]:
    """What was moved in each quarter."""
    return [
        [
            Cell(short_quarter(period)),
            f"{row.count:,}",
            f"{row.actions:,}",
            f"{row.days:,}",
            f"{row.days / row.count:.0f}" if row.count else NOTHING,
        ]
        for period, row in zip(quarters, moves, strict=True)
    ]


def moves_chart(moves: Sequence[Moves], quarters: Sequence[Period]) -> Any:
    """Days by which dates were moved, quarter by quarter."""
    rows = [charts.Bar(short_quarter(period), row.days) for period, row in zip(quarters, moves, strict=True)]
    return charts.bars(rows, title="Days by which due dates were moved, by quarter", keep_order=True)


SLIPPAGE_COLUMNS = [
    Column("Kind", lambda row: row[0]),
    Column("Name", lambda row: row[1]),
    Column("Open actions", lambda row: row[2].open),
    Column("On the first date", lambda row: row[2].never),
    Column("Moved once", lambda row: row[2].once),
    Column("Moved twice or more", lambda row: row[2].twice),
    Column("Moves", lambda row: row[2].moves),
    Column("Days moved", lambda row: row[2].days),
]
