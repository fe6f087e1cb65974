"""Promises kept and promises moved: actions as they stood on the first and the last day of the period."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from partnership.kit.dates import london_date
from partnership.kit.wording import percent, share
from reports.parts import Column, Figure, Row, Table, counted, listed
from reports.selectors.scope import Scope, agency_names
from reports.wording import long_date, short_date
from subgroups.models import Action, DateChange
from subgroups.selectors.scorecards import Promise, kept

Status = Action.Status
NOT_YET = "not yet"


@dataclass(frozen=True)
class Standing:
    """How an action stood at the end of a day."""

    state: str
    due_on: dt.date
    moves: int
    days_moved: int

    @property
    def is_live(self) -> bool:
        return self.state in Action.LIVE

    def is_overdue(self, on: dt.date) -> bool:
        return self.state == Status.OPEN and self.due_on < on


def standing(action: Action, on: dt.date) -> Standing:
    """What was true of an action on a day, from its moves and granted dates. Uses prefetched rows."""
    granted = [
        change
        for change in action.date_changes.all()
        if change.status == DateChange.Status.GRANTED and change.answered_at and london_date(change.answered_at) <= on
    ]
    due_on = granted[-1].to_on if granted else action.first_due_on
    slips = [change.days for change in granted if change.is_slip]
    return Standing(_state(action, on), due_on, len(slips), sum(slips))


def _state(action: Action, on: dt.date) -> str:
    if action.opened_on > on:
        return NOT_YET
    moves = sorted(action.moves.all(), key=lambda move: (move.at, move.pk))
    made = [move for move in moves if london_date(move.at) <= on]
    if made:
        return made[-1].to_status
    if moves and moves[0].from_status:
        return moves[0].from_status
    if action.closed_on:
        return Status.CLOSED if action.closed_on <= on else Status.OPEN
    return action.status


@dataclass(frozen=True)
class ActionParts:
    by_body: Table
    moved: Figure
    by_agency: Table
    kept: Figure
    changed: Table
    due: int
    kept_count: int
    closed: int
    overdue: int
    open_at_end: int
    moved_twice: int
    sentence: str


def action_parts(scope: Scope) -> ActionParts:
    """Tables and figures on the actions of these bodies. Closing takes an impact sentence and a second person."""
    first, last = scope.period.first, scope.period.last
    actions = list(
        Action.objects.filter(body_id__in=scope.ids, opened_on__lte=last)
        .select_related("body", "lead_agency")
        .prefetch_related("moves", "date_changes")
        .order_by("body", "reference")
    )
    before = {action.pk: standing(action, first - dt.timedelta(days=1)) for action in actions}
    after = {action.pk: standing(action, last) for action in actions}
    # What was settled before the period is no part of it.
    actions = [a for a in actions if before[a.pk].is_live or a.opened_on >= first or after[a.pk].is_live]
    live = [action for action in actions if after[action.pk].is_live]
    overdue = [action for action in live if after[action.pk].is_overdue(last)]
    twice = [action for action in live if after[action.pk].moves >= 2]
    by_agency, kept, due, done = _by_agency(scope, actions, after)
    closed = [a for a in actions if after[a.pk].state == Status.CLOSED and not _closed_before(a, first)]
    return ActionParts(
        by_body=_by_body(scope, actions, before, after),
        moved=_moved(scope, live, after, last),
        by_agency=by_agency,
        kept=kept,
        changed=_changed(scope, closed),
        due=due,
        kept_count=done,
        closed=len(closed),
        overdue=len(overdue),
        open_at_end=len(live),
        moved_twice=len(twice),
        sentence=_sentence(due, done, len(live), len(overdue), len(twice), last),
    )


def _closed_before(action: Action, first: dt.date) -> bool:
    return action.closed_on is not None and action.closed_on < first


def _by_body(scope: Scope, actions: list[Action], before: dict[int, Standing], after: dict[int, Standing]) -> Table:
    first, last = scope.period.first, scope.period.last
    rows, totals = [], [0] * 7
    for body in scope.bodies:
        own = [action for action in actions if action.body_id == body.pk]
        at_start = [a for a in own if before[a.pk].is_live]
        new = [a for a in own if not before[a.pk].is_live and a.opened_on >= first]
        live = [a for a in own if after[a.pk].is_live]
        counts = [
            len(at_start),
            len(new),
            sum(after[a.pk].state == Status.CLOSED for a in at_start + new),
            sum(after[a.pk].state == Status.WITHDRAWN for a in at_start + new),
            len(live),
            sum(after[a.pk].is_overdue(last) for a in live),
            sum(after[a.pk].moves >= 2 for a in live),
        ]
        if not any(counts) and not body.is_open(last):
            continue
        totals = [a + b for a, b in zip(totals, counts, strict=True)]
        rows.append(Row((body.name, *counts)))
    if rows:
        rows.append(Row(("All bodies", *totals), "sum"))
    return Table(
        key="actions",
        title=f"Actions and slippage by body, {short_date(first)} to {short_date(last)}",
        columns=(
            Column("Body"),
            Column("Open at start", "number"),
            Column("New", "number"),
            Column("Closed", "number"),
            Column("Withdrawn", "number"),
            Column("Open at end", "number"),
            Column("Overdue", "number"),
            Column("Moved twice or more", "number"),
        ),
        rows=tuple(rows),
        note=(
            "Open are actions proposed, under way, or said to be complete and waiting for a second person. Overdue and "
            "moved are counted among those open at the end."
        ),
        empty="No action was open in the period.",
    )


def _moved(scope: Scope, live: list[Action], after: dict[int, Standing], last: dt.date) -> Figure:
    rows: list[dict[str, Any]] = []
    for body in scope.bodies:
        own = [after[action.pk] for action in live if action.body_id == body.pk]
        if not own:
            continue
        late = sum(s.is_overdue(last) for s in own)
        rows.append({
            "label": body.short_name,
            "counts": [sum(s.moves == 0 for s in own), sum(s.moves == 1 for s in own), sum(s.moves >= 2 for s in own)],
            "end": f"{late} of {len(own)} overdue" if late else "none overdue",
            "late": bool(late),
        })  # fmt: skip
    rows.sort(key=lambda row: (-sum(row["counts"]), row["label"]))
    never, once, twice = (sum(row["counts"][at] for row in rows) for at in range(3))
    total = never + once + twice
    return Figure(
        key="actions-moved",
        title=f"Open actions on {long_date(last)} by how often their date has moved",
        finding=(
            f"Of {counted(total, 'open action')}, {never} stand on their first date, {once} have moved once and "
            f"{twice} twice or more."
            if total
            else f"No action was open on {long_date(last)}."
        ),
        kind="stacks",
        rows=tuple(rows),
        extra={"parts": ["on the first date", "moved once", "moved twice or more"]},
        table="actions",
    )


def _by_agency(scope: Scope, actions: list[Action], after: dict[int, Standing]) -> tuple[Table, Figure, int, int]:
    first, last = scope.period.first, scope.period.last
    names = agency_names(last)
    groups: dict[int, list[Action]] = {}
    withdrawn = 0
    for action in actions:
        if not first <= action.first_due_on <= last:
            continue
        if after[action.pk].state == Status.WITHDRAWN:
            withdrawn += 1
            continue
        groups.setdefault(action.lead_agency_id, []).append(action)

    def figures(own: list[Action]) -> tuple[int, int, int, int, int, int]:
        """Judged as the scorecards judge them, by how each action stood on the last day."""
        counted = kept(_promise(action, after[action.pk]) for action in own)
        return counted.due, counted.on_time, counted.late, counted.still_open, counted.moves, counted.days

    rows: list[Row] = []
    bars: list[dict[str, Any]] = []
    ordered = sorted(groups, key=lambda key: (not names[key][2], names[key][0]))
    for statutory, label in ((True, "Statutory partners, together"), (False, "Wider partners, together")):
        own = [key for key in ordered if names[key][2] is statutory]
        if not own:
            continue
        rows.append(Row((label, *figures([a for key in own for a in groups[key]])), "group"))
        for key in own:
            counts = figures(groups[key])
            rows.append(Row((names[key][0], *counts)))
            bars.append({"label": names[key][0], "count": counts[1], "base": counts[0]})
    everything = figures([action for own in groups.values() for action in own])
    if rows:
        rows.append(Row(("All agencies", *everything), "sum"))
    due, done = everything[0], everything[1]
    note = "Done means closed, and said to be complete by the agency on or before the first date."
    if withdrawn:
        note += f" {counted(withdrawn, 'action').capitalize()} withdrawn with a reason, not in the base."
    worst = [bar["label"] for bar in bars if bar["count"] * 2 < bar["base"]]
    table = Table(
        key="actions-agency",
        title="Actions whose first date fell in the period, by the agency that holds them",
        columns=(
            Column("Agency"),
            Column("Due", "number"),
            Column("Done by first date", "number"),
            Column("Done later", "number"),
            Column("Still open", "number"),
            Column("Times moved", "number"),
            Column("Days moved", "number"),
        ),
        rows=tuple(rows),
        note=note if rows else "",
        empty="No action had its first date in the period.",
        long=True,
    )
    figure = Figure(
        key="actions-kept",
        title="Actions done by their first date, by agency",
        finding=(
            f"{share(done, due)}, done by the first date. "
            + (f"Less than half: {listed(worst)}." if worst else "Every agency kept at least half.")
            if due
            else "No action had its first date in the period."
        ),
        kind="bars",
        rows=tuple(bars),
        table="actions-agency",
    )
    return table, figure, due, done


def _promise(action: Action, at_end: Standing) -> Promise:
    return Promise(at_end.state, action.first_due_on, action.claimed_on, at_end.moves, at_end.days_moved)


def _changed(scope: Scope, closed: list[Action]) -> Table:
    names = agency_names(scope.period.last)
    ordered = sorted(closed, key=lambda a: (a.body.name, a.reference))
    rows: list[Row] = []
    body = None
    for action in ordered:
        if action.body_id != body:
            body = action.body_id
            number = sum(other.body_id == body for other in ordered)
            rows.append(Row((action.body.name, "", counted(number, "action closed", "actions closed")), "group"))
        rows.append(Row((action.title, names[action.lead_agency_id][0], action.impact.strip())))
    return Table(
        key="impact",
        title="What each closed action changed, in the words in which it was closed",
        columns=(Column("Action"), Column("Held by"), Column("Difference it made")),
        rows=tuple(rows),
        note="Written by the agency, accepted by a second person. The evidence is kept with the action.",
        empty="No action was closed in the period, so none can be said to have changed anything.",
        long=True,
    )


def _sentence(due: int, done: int, live: int, overdue: int, twice: int, last: dt.date) -> str:
    if not due and not live:
        return "No action was due in the period and none is open."
    parts = []
    if overdue or twice:
        parts.append(
            f"On {long_date(last)} {overdue} of {counted(live, 'open action')} {'was' if overdue == 1 else 'were'} "
            f"overdue, and {counted(twice, 'action')} had moved twice or more."
        )
    if due:
        parts.append(f"Of {counted(due, 'action')} whose first date fell in the period, {done} ({percent(done, due)}) "
                     "were done by that date.")  # fmt: skip
    return " ".join(parts) or f"On {long_date(last)} none of {counted(live, 'open action')} was overdue."
