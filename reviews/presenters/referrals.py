"""Referrals in words: list rows, facts, criteria, clocks."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from partnership.kit.parts import Cell, Entry, Fact, Head, Tag, When
from partnership.kit.tables import Column
from partnership.kit.wording import list_words, moment, plural, short_date
from reviews.criteria import holds
from reviews.models import Access, Conflict, Criterion, Deadline, Referral

STATUS_TAGS = {
    Referral.Status.RECEIVED: Tag("Received", "plain"),
    Referral.Status.ASSESSED: Tag("Criteria recorded", "plain"),
    Referral.Status.RECOMMENDED: Tag("To be decided", "plain"),
    Referral.Status.DECIDED: Tag("Decided", "met"),
    Referral.Status.COMMISSIONED: Tag("Review commissioned", "done"),
    Referral.Status.CLOSED: Tag("Closed with learning", "done"),
    Referral.Status.WITHDRAWN: Tag("Withdrawn", "plain"),
}
KEY_MEANS = [
    (STATUS_TAGS[Referral.Status.RECEIVED], "the sub group has not recorded the criteria yet"),
    (STATUS_TAGS[Referral.Status.ASSESSED], "the sub group has not recommended yet"),
    (STATUS_TAGS[Referral.Status.RECOMMENDED], "waits for the independent chair, the panel or a safeguarding partner"),
    (STATUS_TAGS[Referral.Status.DECIDED], "the review is to be commissioned, or the referral closed"),
    (STATUS_TAGS[Referral.Status.COMMISSIONED], "a review has begun"),
    (STATUS_TAGS[Referral.Status.CLOSED], "no review follows; what was learned is written down"),
]
# What happens next, in the words of the page's first line.
NEXT = {
    Referral.Status.RECEIVED: "The criteria come next.",
    Referral.Status.ASSESSED: "The sub group’s recommendation comes next.",
    Referral.Status.CLOSED: "No review followed. What was learned is below.",
    Referral.Status.WITHDRAWN: "Nothing more is owed.",
}
LIST_HEADS = [
    Head("Next clock", "time", "time"),
    Head("Referral", "what"),
    Head("Referred by", "", "held"),
    Head("State", "tag", "held"),
    Head("Referred", "date", "date"),
]
DEADLINE_HEADS = [
    Head("When", "time", "time"),
    Head("What law or guidance sets", "what"),
    Head("Counted", "", "held"),
]
CRITERIA_HEADS = [Head("Criterion", "what"), Head("Answer", "tag", "says")]
ANSWER_TAGS = {
    Criterion.Answer.MET: Tag("Met", "met"),
    Criterion.Answer.NOT_MET: Tag("Not met", "plain"),
    Criterion.Answer.UNCLEAR: Tag("Not clear yet", "plain"),
}
# No free text leaves in a file.
COLUMNS = [
    Column("Number", lambda row: row.reference),
    Column("Case code", lambda row: row.case_code),
    Column("About", lambda row: row.get_kind_display()),
    Column("Referred by", lambda row: row.agency.name),
    Column("Date of awareness", lambda row: row.aware_on),
    Column("Referred on", lambda row: row.referred_on),
    Column("State", lambda row: row.get_status_display()),
    Column("Recommended", lambda row: row.get_recommended_display()),
    Column("Recommended on", lambda row: row.recommended_on),
    Column("Outcome", lambda row: row.get_outcome_display()),
    Column("Decided on", lambda row: row.decided_on),
    Column("Closed on", lambda row: row.closed_on),
]


def when_of(referral: Referral, on: dt.date) -> When:
    """The clock that runs out first."""
    due_on: dt.date | None = getattr(referral, "next_due_on", None)
    if referral.status == Referral.Status.WITHDRAWN or due_on is None:
        return When("done", "None runs", "")
    return When.due(due_on, on)


def list_rows(referrals: Iterable[Referral], on: dt.date) -> list[list[Cell]]:
    """Rows of the list of referrals."""
    return [
        [
            Cell(when=when_of(row, on)),
            Cell(row.reference, f"/reviews/referrals/{row.reference}/", f"{row.get_kind_display()} · {row.case_code}"),
            Cell(row.agency.short_name),
            Cell(tag=STATUS_TAGS[Referral.Status(row.status)]),
            Cell(short_date(row.referred_on, on)),
        ]
        for row in referrals
    ]


def list_lede(counts: dict[str, int]) -> str:
    """ "3 referrals open, 1 of them waits for a decision. 2 led to a review."."""
    if not any(counts.values()):
        return "No referral is open that you may read."
    waiting = f"{counts['to_decide']} of them to be decided" if counts["to_decide"] else "none of them to be decided"
    return f"{plural(counts['open'], 'referral')} open, {waiting}. {counts['reviews']} led to a review."


def decider_words(referral: Referral) -> str:
    """Who decides on it."""
    if referral.kind == Referral.Kind.ADULT:
        return "the independent chair"
    return "the panel’s chair or a safeguarding partner" if referral.panel else "a safeguarding partner"


def lede_of(referral: Referral) -> str:
    """The first line of a referral's page: where it stands and what comes next."""
    match referral.status:
        case Referral.Status.RECOMMENDED:
            return f"Waits for the decision of {decider_words(referral)}."
        case Referral.Status.DECIDED if referral.leads_to_review:
            return "A review was decided on. It is to be commissioned."
        case Referral.Status.DECIDED if referral.outcome == Referral.Outcome.AWAITING:
            return "Awaits the national panel; then it is decided again."
        case Referral.Status.DECIDED:
            return "No review follows. It is closed once its learning is written down."
        case Referral.Status.COMMISSIONED:
            return "A review has begun."
    return NEXT[Referral.Status(referral.status)]


def facts_of(referral: Referral, on: dt.date) -> list[Fact]:
    """What was referred."""
    involved = [row.agency.short_name for row in referral.involvements.all()]
    facts = [
        Fact("About", referral.get_kind_display()),
        Fact("Case code", referral.case_code),
        Fact("Referred by", referral.agency.name, url=referral.agency.get_absolute_url()),
        Fact("Known since", short_date(referral.aware_on, on)),
        Fact("Referred", short_date(referral.referred_on, on)),
        Fact("What happened", referral.summary),
        Fact("Agencies involved", list_words(involved) if involved else "none named yet"),
        Fact("State", "", tag=STATUS_TAGS[Referral.Status(referral.status)]),
        Fact("Decided by", decider_words(referral)),
    ]
    if referral.also:
        facts.insert(1, Fact("Also", referral.get_also_display()))
    if referral.panel:
        facts.append(Fact("Panel", referral.panel.name, url=referral.panel.get_absolute_url()))
    if referral.regime:
        facts.append(Fact("Law and guidance", referral.regime.name))
    return facts


def criteria_parts(referral: Referral) -> list[dict[str, Any]]:
    """The criteria by level, each with what its limbs come to."""
    rows = list(referral.criteria.all())
    return [
        {
            "words": question_of(referral.kind, level),
            "answer": "Yes, by these answers" if holds(level, rows) else "No, by these answers",
            "rows": [[Cell(row.text, meta=_limb(row)), Cell(tag=ANSWER_TAGS[Criterion.Answer(row.answer)])]
                     for row in limbs],
        }
        for level, limbs in groupby(rows, key=lambda row: row.level)
    ]  # fmt: skip


def _limb(row: Criterion) -> str:
    said = [row.citation, "" if row.is_verified else "not verified",
            "one of these is enough" if row.joined == "any" else ""]  # fmt: skip
    return " · ".join(part for part in said if part)


def question_of(kind: str, level: str) -> str:
    """What the limbs of a level ask together."""
    if kind == Referral.Kind.CHILD:
        return "Must it be notified?" if level == Criterion.Level.MUST else "May a local review be right?"
    return "Must there be a review?" if level == Criterion.Level.MUST else "May there be a review?"


def deadline_when(deadline: Deadline, on: dt.date) -> When:
    """The time cell of a clock: done, or how it stands today."""
    if deadline.met_on is None:
        return When.due(deadline.due_on, on)
    late = deadline.days_late
    words = f"Done {plural(late, 'day')} late" if late else "Done in time" if deadline.due_on else "Done"
    return When("done", words, short_date(deadline.met_on, on))


def deadline_rows(deadlines: Iterable[Deadline], on: dt.date, path: str = "") -> list[list[Cell]]:
    """The clocks as a table; with a link to record that one was kept for whoever may (`path`)."""
    return [
        [
            Cell(when=deadline_when(deadline, on)),
            Cell(
                deadline.title,
                f"{path}deadlines/{deadline.pk}/" if path and deadline.met_on is None else "",
                _clock(deadline),
                tag=None if deadline.is_verified else Tag("Not verified", "plain"),
            ),
            Cell(
                f"from {short_date(deadline.start_on, on)}",
                meta=f"due {short_date(deadline.due_on, on)}" if deadline.due_on else "",
            ),
        ]
        for deadline in deadlines
    ]


def _clock(deadline: Deadline) -> str:
    """The time given, where that is written, and what was said when it was kept."""
    said = [
        deadline.length or "no time given: the rule is not loaded",
        deadline.citation,
        f"proof: {deadline.proof}" if deadline.proof else "",
        f"late because: {deadline.late_reason}" if deadline.late_reason else "",
    ]
    return " · ".join(part for part in said if part)


def deadlines_words(deadlines: Iterable[Deadline], on: dt.date) -> str:
    """ "2 done, 1 late"."""
    rows = list(deadlines)
    done, late = sum(row.met_on is not None for row in rows), sum(row.is_overdue(on) for row in rows)
    parts = [f"{done} of {len(rows)} done"] if rows else []
    if late:
        parts.append(f"{late} late")
    return ", ".join(parts) or "none"


def recommendation_facts(referral: Referral, on: dt.date) -> list[Fact]:
    """What the sub group recommended."""
    if not referral.recommended_on:
        return []
    return [
        Fact("Recommended", referral.get_recommended_display()),
        Fact("Reasons", referral.recommendation_reasons),
        Fact("By", f"{referral.body.name}, {short_date(referral.recommended_on, on)}"),
    ]


def decision_facts(referral: Referral, on: dt.date) -> list[Fact]:
    """What was decided, by whom and why."""
    if not referral.decided_on:
        return []
    facts = [
        Fact("Outcome", referral.get_outcome_display()),
        Fact("Reasons", referral.decision_reasons),
        Fact("Decided", f"{short_date(referral.decided_on, on)}, by {referral.decided_by}"),
    ]
    if referral.dissent:
        facts.append(Fact("Seen differently", referral.dissent))
    if referral.panel_view:
        facts.append(Fact("National panel", referral.get_panel_view_display()))
    if referral.learning:
        facts.append(Fact("What was learned", referral.learning))
    return facts


def access_entries(accesses: Iterable[Access], on: dt.date) -> list[Entry]:
    """Who opened it, for the side of the page."""
    return [Entry(row.person.name, lines=[moment(row.at, on)], muted=[row.get_what_display()]) for row in accesses]


def conflict_entries(conflicts: Iterable[Conflict], on: dt.date, path: str) -> list[Entry]:
    """Who is shut out, with a link to let somebody in again."""
    return [
        Entry(
            row.person.name,
            "" if row.lifted_on else f"{path}conflicts/{row.pk}/lift/",
            lines=[row.reason],
            muted=[
                f"since {short_date(row.declared_on, on)}, recorded by {row.declared_by.name}",
                *([f"lifted {short_date(row.lifted_on, on)} by {row.lifted_by}: {row.lifted_reason}"]
                  if row.lifted_on else []),
            ],
        )
        for row in conflicts
    ]  # fmt: skip
