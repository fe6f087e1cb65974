"""Reviews and recommendations in words."""

import datetime as dt
from collections.abc import Iterable

from partnership.kit.parts import Cell, Entry, Fact, Head, Tag, When
from partnership.kit.tables import Column
from partnership.kit.wording import list_words, plural, short_date
from reviews.models import Briefing, Recommendation, Review
from subgroups.models import Action

STATUS_TAGS = {
    Review.Status.UNDER_WAY: Tag("Under way", "plain"),
    Review.Status.CONCLUDED: Tag("Concluded", "met"),
    Review.Status.PUBLISHED: Tag("Published", "met"),
    Review.Status.CHECKED: Tag("Impact checked", "done"),
}
ANSWER_TAGS = {
    Recommendation.Status.MADE: Tag("Waits for an answer", "plain"),
    Recommendation.Status.ACCEPTED: Tag("Accepted", "met"),
    Recommendation.Status.NOT_IMPLEMENTED: Tag("Not implemented", "plain"),
}
LIST_HEADS = [
    Head("Recommendation", "what"),
    Head("Review", "", "held"),
    Head("Addressed to", "", "held"),
    Head("Answer", "tag", "held"),
    Head("Actions", "", "says"),
]
OWN_HEADS = [Head("Recommendation", "what"), Head("Addressed to", "", "held"), Head("Answer", "tag", "held"),
             Head("Actions", "", "says")]  # fmt: skip
ACTION_HEADS = [Head("When", "time", "time"), Head("Action", "what"), Head("Held by", "", "held"),
                Head("State", "tag", "tag")]  # fmt: skip
COLUMNS = [
    Column("Review", lambda row: row.review.reference),
    Column("Recommendation", lambda row: row.number),
    Column("Addressed to", lambda row: "; ".join(one.agency.name for one in row.addressees.all())),
    Column("Answer", lambda row: row.get_status_display()),
    Column("Answered on", lambda row: row.answered_on),
    Column("Actions", lambda row: "; ".join(one.action.reference for one in row.carried_by.all())),
]


def actions_words(row: Recommendation) -> str:
    """ "2 actions, 1 closed"."""
    actions = [carried.action for carried in row.carried_by.all()]
    if not actions:
        return "none"
    closed = sum(action.status == Action.Status.CLOSED for action in actions)
    return f"{plural(len(actions), 'action')}, {closed} closed"


def addressed_words(row: Recommendation) -> str:
    """To whom it is addressed."""
    return list_words([one.agency.short_name for one in row.addressees.all()])


def _shortened(text: str, most: int = 140) -> str:
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]}…"


def list_rows(rows: Iterable[Recommendation]) -> list[list[Cell]]:
    """Rows of the list of recommendations."""
    return [
        [
            Cell(_shortened(row.text), f"/reviews/recommendations/{row.pk}/", f"Recommendation {row.number}"),
            Cell(row.review.reference, meta=row.review.get_kind_display()),
            Cell(addressed_words(row)),
            Cell(tag=ANSWER_TAGS[Recommendation.Status(row.status)]),
            Cell(actions_words(row)),
        ]
        for row in rows
    ]


def own_rows(rows: Iterable[Recommendation]) -> list[list[Cell]]:
    """The recommendations on their review's page."""
    return [
        [
            Cell(_shortened(row.text), f"/reviews/recommendations/{row.pk}/", f"Recommendation {row.number}"),
            Cell(addressed_words(row)),
            Cell(tag=ANSWER_TAGS[Recommendation.Status(row.status)]),
            Cell(actions_words(row), meta=_shortened(row.reason) if row.reason else ""),
        ]
        for row in rows
    ]


def action_rows(row: Recommendation, readable: set[int], on: dt.date) -> list[list[Cell]]:
    """The actions that carry out a recommendation; linked for those who may read them."""
    rows = []
    for carried in row.carried_by.all():
        action = carried.action
        when = When.due(action.due_on, on) if action.status == Action.Status.OPEN else When(
            "done", action.get_status_display(), short_date(action.closed_on, on))  # fmt: skip
        url = f"/actions/{action.reference}/" if action.pk in readable else ""
        rows.append([
            Cell(when=when), Cell(action.title, url, action.reference), Cell(action.lead_agency.short_name),
            Cell(tag=Tag(action.get_status_display(), "done" if action.status == Action.Status.CLOSED else "plain")),
        ])  # fmt: skip
    return rows


def lede_of(review: Review, on: dt.date) -> str:
    """The first line of a review's page."""
    waiting = sum(row.status == Recommendation.Status.MADE for row in review.recommendations.all())
    match review.status:
        case Review.Status.UNDER_WAY:
            return f"Under way since {short_date(review.commissioned_on, on)}."
        case Review.Status.CHECKED:
            return f"Its impact was checked on {short_date(review.checked_on, on)}."
    said = f"Concluded on {short_date(review.concluded_on, on)}."
    if review.published_on:
        said = f"Published on {short_date(review.published_on, on)}."
    if waiting:
        return f"{said} {plural(waiting, 'recommendation')} to be answered."
    return f"{said} Its impact is to be checked."


def facts_of(review: Review, on: dt.date) -> list[Fact]:
    """What was commissioned and what came of it."""
    referral = review.referral
    facts = [
        Fact("Kind", review.get_kind_display()),
        Fact("Referral", referral.reference, url=referral.get_absolute_url()),
        Fact("Commissioned", short_date(review.commissioned_on, on)),
        Fact("State", "", tag=STATUS_TAGS[Review.Status(review.status)]),
    ]
    if review.to_publish_on and not review.published_on:
        facts.append(Fact("To be published", short_date(review.to_publish_on, on)))
    if review.published_on:
        full = "in full" if review.is_full_report else f"not in full: {review.not_in_full_reason}"
        facts.append(Fact("Published", f"{short_date(review.published_on, on)}, {full}"))
    if review.findings:
        facts.append(Fact("What it found", review.findings))
    if review.impact:
        facts.append(Fact("What changed", review.impact))
    return facts


def briefing_entries(briefing: Briefing | None) -> list[Entry]:
    """The seven parts of a briefing."""
    if briefing is None:
        return []
    return [Entry(str(Briefing._meta.get_field(name).verbose_name), lines=[getattr(briefing, name)])  # type: ignore[union-attr]
            for name in Briefing.PARTS]  # fmt: skip


def recommendation_facts(row: Recommendation, on: dt.date, *, may_read_review: bool) -> list[Fact]:
    """One recommendation."""
    facts = [
        Fact("What should change", row.text),
        Fact("Review", f"{row.review.reference} {row.review.title}",
             url=row.review.get_absolute_url() if may_read_review else ""),
        Fact("Addressed to", addressed_words(row)),
        Fact("Answer", short_date(row.answered_on, on) if row.answered_on else "",
             tag=ANSWER_TAGS[Recommendation.Status(row.status)]),
    ]  # fmt: skip
    if row.reason:
        facts.append(Fact("Reason", row.reason))
    return facts
