"""What was decided, what one body asked of another, and who challenged whom."""

from dataclasses import dataclass

from partnership.kit.dates import Period, london_date
from reports.parts import Cell, Column, Row, Table, counted, word
from reports.selectors.scope import Scope
from reports.wording import short_date
from subgroups.models import Challenge, Decision, Escalation, Meeting


@dataclass(frozen=True)
class DecisionParts:
    by_body: Table
    decisions: Table
    escalations: Table
    challenges: Table
    decided: int
    unanswered: int
    challenges_open: int


def decision_parts(scope: Scope) -> DecisionParts:
    """Decisions of the period (those under a confidential item are counted, never printed) and escalations
    and challenges."""
    period = scope.period
    decisions = list(
        Decision.objects.filter(body_id__in=scope.ids, decided_on__range=(period.first, period.last))
        .select_related("body", "item", "ratify_by")
        .prefetch_related("superseded_by")
        .order_by("body__name", "decided_on", "reference")
    )
    open_ones = [decision for decision in decisions if not (decision.item and decision.item.is_confidential)]
    escalations = list(
        Escalation.objects.filter(from_body_id__in=scope.ids, sent_on__range=(period.first, period.last))
        .exclude(status=Escalation.Status.WITHDRAWN)
        .select_related("from_body", "to_body")
        .order_by("sent_on", "pk")
    )
    unanswered = [row for row in escalations if row.replied_on is None or row.replied_on > period.last]
    challenges = list(
        Challenge.objects.filter(body_id__in=scope.ids, made_on__range=(period.first, period.last))
        .exclude(status=Challenge.Status.WITHDRAWN)
        .select_related("body", "from_agency", "to_agency")
        .order_by("made_on", "pk")
    )
    still_open = [row for row in challenges if row.closed_on is None or row.closed_on > period.last]
    return DecisionParts(
        by_body=_by_body(scope, decisions, escalations),
        decisions=_decisions(scope, open_ones, len(decisions) - len(open_ones)),
        escalations=_escalations(escalations, period),
        challenges=_challenges(challenges, period),
        decided=len(decisions),
        unanswered=len(unanswered),
        challenges_open=len(still_open),
    )


def _by_body(scope: Scope, decisions: list[Decision], escalations: list[Escalation]) -> Table:
    period = scope.period
    held: dict[int, int] = {}
    for body_id in (
        Meeting.objects.held()
        .filter(body_id__in=scope.ids, on__range=(period.first, period.last))
        .values_list("body_id", flat=True)
    ):
        held[body_id] = held.get(body_id, 0) + 1
    rows, totals = [], [0, 0, 0, 0]
    for body in scope.bodies:
        own = [decision for decision in decisions if decision.body_id == body.pk]
        waiting = [d for d in own if d.ratify_by_id and (d.ratified_on is None or d.ratified_on > period.last)]
        sent = [row for row in escalations if row.from_body_id == body.pk]
        counts = [held.get(body.pk, 0), len(own), len(waiting), len(sent)]
        totals = [a + b for a, b in zip(totals, counts, strict=True)]
        rows.append(Row((body.name, *counts)))
    if rows:
        rows.append(Row(("All bodies", *totals), "sum"))
    return Table(
        key="work",
        title="Meetings held, decisions and escalations, by body",
        columns=(
            Column("Body"),
            Column("Meetings held", "number"),
            Column("Decisions", "number"),
            Column("Waiting to be ratified", "number"),
            Column("Escalations sent", "number"),
        ),
        rows=tuple(rows),
        empty="No body is recorded for this period.",
    )


def _decisions(scope: Scope, decisions: list[Decision], withheld: int) -> Table:
    rows: list[Row] = []
    body = None
    for decision in decisions:
        if decision.body_id != body:
            body = decision.body_id
            number = sum(other.body_id == body for other in decisions)
            rows.append(Row((decision.body.name, "", counted(number, "decision")), "group"))
        text = decision.text.strip()
        later = getattr(decision, "superseded_by", None)
        if later is not None:
            text += f" Superseded by {later.reference}."
        elif decision.ratify_by and decision.ratified_on is None:
            text += f" Waiting to be ratified by the {decision.ratify_by.short_name}."
        rows.append(Row((text, decision.reference, short_date(decision.decided_on))))
    note = ""
    if withheld:
        note = f"{counted(withheld, 'decision').capitalize()} under a confidential item, counted above and not printed."
    return Table(
        key="decisions",
        title="Decisions of the period",
        columns=(Column("What was decided"), Column("Number", "short"), Column("Decided on", "short")),
        rows=tuple(rows),
        note=note,
        empty="No decision was recorded in the period.",
        long=True,
    )


def _escalations(escalations: list[Escalation], period: Period) -> Table:
    rows = []
    for row in escalations:
        if row.replied_on and row.replied_on <= period.last:
            late = (row.replied_on - row.reply_due_on).days
            reply: Cell = word(f"{counted(late, 'day')} late", "late") if late > 0 else word("In time", "ok")
        elif row.reply_due_on <= period.last:
            reply = word("No reply", "late")
        else:
            reply = f"Due {short_date(row.reply_due_on)}"
        rows.append(
            Row((row.question, row.from_body.short_name, row.to_body.short_name, short_date(row.sent_on), reply))
        )
    return Table(
        key="escalations",
        title="Questions put by one body to another, and the reply",
        columns=(
            Column("Question"),
            Column("From"),
            Column("To"),
            Column("Sent on", "short"),
            Column("Reply", "short"),
        ),
        rows=tuple(rows),
        empty="No body escalated a question to another in the period.",
        long=True,
    )


def _challenges(challenges: list[Challenge], period: Period) -> Table:
    rows = []
    for row in challenges:
        if row.closed_on and row.closed_on <= period.last:
            outcome: Cell = row.get_outcome_display()
        elif row.answered_at and london_date(row.answered_at) <= period.last:
            outcome = "Answered, not closed yet"
        elif row.answer_due_on <= period.last:
            outcome = word("No answer", "late")
        else:
            outcome = f"Due {short_date(row.answer_due_on)}"
        by = row.from_agency.short_name if row.from_agency else row.body.short_name
        rows.append(Row((row.subject, by, row.to_agency.short_name, short_date(row.made_on), outcome)))
    return Table(
        key="challenges",
        title="Challenges, and what came of them",
        columns=(
            Column("Challenge"),
            Column("Made by"),
            Column("To"),
            Column("Made on", "short"),
            Column("What came of it"),
        ),
        rows=tuple(rows),
        empty="No challenge was recorded in the period.",
        long=True,
    )
