"""How agencies keep their promises: one way to count slippage and scores, for pages, files and the annual report.

An action is judged by its first due date: on time when it was claimed complete by then and later closed. Withdrawn
actions are left out: nobody was late with what nobody wants any more.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from partnership.kit.dates import Period, end_of_day, london_date
from partnership.kit.prepared import Prepared, PreparedBy, Slots
from partnership.models import Agency, Chase, ChaseCounts
from subgroups.models import CLOSED_ON_TIME, Action, ActionCounts, ImpactCheck
from subgroups.selectors.quarters import Shape, Whose, counted_of, end_before, quarter_of_day


@dataclass(frozen=True)
class Kept:
    """How a set of actions kept to its first dates. `due` is all of them: on time, late or still open."""

    due: int = 0
    on_time: int = 0
    late: int = 0
    still_open: int = 0
    twice: int = 0
    moves: int = 0
    days: int = 0

    def __add__(self, other: "Kept") -> "Kept":
        return Kept(
            self.due + other.due,
            self.on_time + other.on_time,
            self.late + other.late,
            self.still_open + other.still_open,
            self.twice + other.twice,
            self.moves + other.moves,
            self.days + other.days,
        )


@dataclass(frozen=True)
class Promise:
    """One action as it stood on a day, as far as judging it needs."""

    status: str
    first_due_on: dt.date
    claimed_on: dt.date | None
    moves: int
    days: int


def judged(promise: Promise) -> Kept:
    """How one promise counts. Nothing for what was withdrawn."""
    if promise.status == Action.Status.WITHDRAWN:
        return Kept()
    is_closed = promise.status == Action.Status.CLOSED
    in_time = is_closed and promise.claimed_on is not None and promise.claimed_on <= promise.first_due_on
    return Kept(
        due=1,
        on_time=int(in_time),
        late=int(is_closed and not in_time),
        still_open=int(not is_closed),
        twice=int(promise.moves >= 2),
        moves=promise.moves,
        days=promise.days,
    )


def kept(promises: Iterable[Promise]) -> Kept:
    """How some promises were kept, counted one by one."""
    return sum((judged(promise) for promise in promises), Kept())


def _counted(rows: Any, quarters: Sequence[Period], *names: str) -> QuerySet[Any]:
    """The counts of actions by quarter of the first due date and by these fields, each action read."""
    counted: QuerySet[Any] = (
        rows.filter(first_due_on__gte=quarters[0].first, first_due_on__lte=quarters[-1].last)
        .exclude(status=Action.Status.WITHDRAWN)
        .order_by()
        .annotate(quarter=quarter_of_day("first_due_on", quarters))
        .values_list("quarter", *names)
        .annotate(
            due=Count("first_due_on"),
            on_time=Count("first_due_on", filter=CLOSED_ON_TIME),
            closed=Count("first_due_on", filter=Q(status=Action.Status.CLOSED)),
            twice=Count("first_due_on", filter=Q(moves_count__gte=2)),
            moves=Coalesce(Sum("moves_count"), 0),
            days=Coalesce(Sum("days_slipped"), 0),
        )
    )
    return counted


def _kept(counted: Iterable[Any], names: int) -> dict[tuple[Any, ...], Kept]:
    """The same by the place of the quarter and by so many fields."""
    found = {}
    for row in counted:
        key, (due, on_time, closed, twice, moves, days) = tuple(row[: names + 1]), row[names + 1 :]
        found[key] = Kept(due, on_time, closed - on_time, due - closed, twice, moves, days)
    return found


def kept_by(rows: Any, quarters: Sequence[Period], *names: str) -> dict[tuple[Any, ...], Kept]:
    """How actions were kept, by quarter of the first due date and by these fields. One query.

    The rows are actions, or actions as they stood on a past day. The quarters follow each other.
    """
    return _kept(_counted(rows, quarters, *names), len(names))


def _counted_before(lines: QuerySet[Any], quarters: Sequence[Period], *names: str) -> QuerySet[Any]:
    """The same as actions stand today, from the counts that are kept as they change."""
    found: QuerySet[Any] = (
        lines.filter(month__gte=quarters[0].first, month__lte=quarters[-1].last)
        .order_by()
        .annotate(quarter=quarter_of_day("month", quarters))
        .values_list("quarter", *names)
        .annotate(**{f"all_{name}": Sum(name) for name in ActionCounts.counts})
        .filter(all_due__gt=0)
    )
    return found


def _counted_of(agencies: int, *quarters: Period) -> QuerySet[Any]:
    leads = Slots(tuple(f"agency {place}" for place in range(agencies)), BigIntegerField())
    return _counted_before(ActionCounts.objects.filter(agency_id__in=leads), quarters)


COUNTED_OF = PreparedBy(_counted_of)


def kept_of(agencies: Collection[int], quarters: Sequence[Period]) -> dict[tuple[Any, ...], Kept]:
    """How the actions of some agencies were kept together, by quarter."""
    given = {f"agency {place}": pk for place, pk in enumerate(agencies)}
    return _kept(COUNTED_OF.shape(len(given), *quarters)(**given), 0)


@dataclass(frozen=True)
class Score:
    """What one agency did in one quarter: its promises, its answers to chases, and whether differences lasted."""

    kept: Kept = Kept()
    chases: int = 0
    answered: int = 0
    timed: int = 0
    answer_days: int = 0
    impact_checked: int = 0
    impact_lasted: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.kept + other.kept,
            self.chases + other.chases,
            self.answered + other.answered,
            self.timed + other.timed,
            self.answer_days + other.answer_days,
            self.impact_checked + other.impact_checked,
            self.impact_lasted + other.impact_lasted,
        )

    @property
    def average_answer(self) -> float | None:
        """Working days from a chase to the first answer, on average over those that were answered."""
        return round(self.answer_days / self.timed, 1) if self.timed else None

    @property
    def is_empty(self) -> bool:
        return self == Score()


@dataclass
class Scorecard:
    """Scores by agency over some quarters, the oldest first."""

    quarters: list[Period]
    by_agency: dict[int, list[Score]] = field(default_factory=dict)

    def of(self, agency_id: int) -> list[Score]:
        """The scores of one agency, quarter by quarter."""
        return self.by_agency.get(agency_id) or [Score() for _ in self.quarters]

    def together(self, partner: tuple[Agency, list[Agency]]) -> list[Score]:
        """An agency and its parts, quarter by quarter."""
        whole, parts = partner
        columns = zip(*(self.of(one.pk) for one in [whole, *parts]), strict=True)
        return [sum(column, Score()) for column in columns]

    def totals(self) -> list[Score]:
        """All agencies together, quarter by quarter."""
        columns = zip(*self.by_agency.values(), strict=True)
        return [sum(column, Score()) for column in columns] or [Score() for _ in self.quarters]


AGENCIES = Prepared(lambda: Agency.objects.exclude(kind=Agency.Kind.EXTERNAL).order_by("name"))


def partners_with_parts(agencies: Iterable[Agency], on: dt.date) -> list[tuple[Agency, list[Agency]]]:
    """The safeguarding partners of a day, each with its departments: a council answers for all of them."""
    known = [agency for agency in agencies if agency.is_open(on)]
    return [
        (partner, [one for one in known if one.part_of_id == partner.pk])
        for partner in known
        if partner.is_safeguarding_partner and partner.part_of_id is None
    ]


def _counted_in(shape: Shape, *quarters: Period) -> QuerySet[Any]:
    return _counted_before(counted_of(ActionCounts.objects.all(), shape), quarters, "agency_id")


COUNTED_IN = PreparedBy(_counted_in)


def kept_in(quarters: Sequence[Period], whose: Whose) -> dict[tuple[Any, ...], Kept]:
    """How actions were kept as they stand today, by quarter and agency."""
    return _kept(COUNTED_IN.shape(whose.shape, *quarters)(**whose.values), 1)


def scorecard(
    rows: QuerySet[Any] | None,
    quarters: list[Period],
    *,
    until: dt.date,
    agency_id: int | None = None,
    bodies: Iterable[int] | None = None,
) -> Scorecard:
    """Count the scores of agencies over some quarters, as known when the day `until` ended.

    `rows` are the actions that count, as they stood on that day; none means as they stand today. With an agency, its
    figures alone; with bodies, what these bodies asked for. Three queries.
    """
    board, whose = Scorecard(quarters), Whose.of(bodies, agency_id)
    if rows is None:
        found = kept_in(quarters, whose)
    else:
        of_one = rows if agency_id is None else rows.filter(lead_agency_id=agency_id)
        found = kept_by(of_one, quarters, "lead_agency_id")
    parts: dict[int, list[dict[str, Any]]] = defaultdict(lambda: [{} for _ in quarters])
    for (quarter, agency), counted in found.items():
        parts[agency][quarter]["kept"] = counted
    for quarter, agency, *counts in _answers(quarters, None if rows is None else until, whose):
        parts[agency][quarter] |= zip(ChaseCounts.counts, counts, strict=True)
    for agency, quarter, checked, lasted in _impact(quarters, until, whose):
        parts[agency][quarter] |= {"impact_checked": checked, "impact_lasted": lasted}
    board.by_agency = {agency: [Score(**given) for given in columns] for agency, columns in parts.items()}
    return board


def _place(day: dt.date, quarters: Sequence[Period]) -> int:
    return next(place for place, period in enumerate(quarters) if day in period)


def _answers_kept(shape: Shape, *quarters: Period) -> QuerySet[Any]:
    rows = counted_of(ChaseCounts.objects.all(), shape)
    rows = rows.filter(month__gte=quarters[0].first, month__lte=quarters[-1].last).order_by()
    by_quarter = rows.annotate(quarter=quarter_of_day("month", quarters)).values_list("quarter", "agency_id")
    found: QuerySet[Any] = by_quarter.annotate(**{f"all_{name}": Sum(name) for name in ChaseCounts.counts})
    return found


def _answers_then(shape: Shape, until: dt.date, *quarters: Period) -> QuerySet[Any]:
    answered = Q(answered_at__lte=end_of_day(until))
    rows = counted_of(Chase.objects.filter(agency__isnull=False), shape)
    rows = rows.filter(on__gte=quarters[0].first, on__lte=min(quarters[-1].last, until)).order_by()
    by_quarter = rows.annotate(quarter=quarter_of_day("on", quarters)).values_list("quarter", "agency_id")
    return by_quarter.annotate(
        all_chases=Count("id"),
        all_answered=Count("id", filter=answered),
        all_timed=Count("answer_days", filter=answered),
        all_answer_days=Sum("answer_days", filter=answered, default=0),
    )


ANSWERS_KEPT, ANSWERS_THEN = PreparedBy(_answers_kept), PreparedBy(_answers_then)


def _answers(quarters: Sequence[Period], until: dt.date | None, whose: Whose) -> list[tuple[Any, ...]]:
    """By quarter and agency: how many chases, how many were answered, of how many the working days to the answer are
    known, and these days. As they stand today, or as known when the day `until` ended. One query."""
    if until is None:
        kept: list[tuple[Any, ...]] = ANSWERS_KEPT.shape(whose.shape, *quarters)(**whose.values)
        return kept
    then: list[tuple[Any, ...]] = ANSWERS_THEN.shape(whose.shape, until, *quarters)(**whose.values)
    return then


def _checked(shape: Shape, until: dt.date, *quarters: Period) -> QuerySet[Any]:
    rows = ImpactCheck.objects.filter(checked_at__gt=end_before(quarters[0]), checked_at__lte=end_of_day(until))
    rows = counted_of(rows, shape, body="action__body", agency="action__lead_agency")
    return rows.order_by().values_list("action__lead_agency_id", "checked_at", "outcome")


CHECKED = PreparedBy(_checked)


def _impact(quarters: Sequence[Period], until: dt.date, whose: Whose) -> list[tuple[int, int, int, int]]:
    """How many differences were looked at again in each quarter, and how many of them had lasted."""
    found: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    checks = CHECKED.shape(whose.shape, min(quarters[-1].last, until), *quarters)
    for agency, checked_at, outcome in checks(**whose.values):
        counts = found[(agency, _place(london_date(checked_at), quarters))]
        counts[0] += 1
        counts[1] += outcome == ImpactCheck.Outcome.LASTED
    return [(agency, quarter, checked, lasted) for (agency, quarter), (checked, lasted) in found.items()]
