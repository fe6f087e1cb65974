"""Scores in words and numbers: points of the base first, then the share, then what it means."""

from audits.models import Return
from audits.scoring import Judgement, Limit, Score, Thresholds
from partnership.kit.parts import Fact, Tag
from partnership.kit.wording import percent, plural, share

# Red and amber belong to time. Here the words say it, and only "acceptable" has a colour.
TAGS = {
    Judgement.ACCEPTABLE: Tag("Acceptable", "met"),
    Judgement.ATTENTION: Tag("Requires attention", "plain"),
    Judgement.PLAN: Tag("Action plan", ""),
    Judgement.OPEN: None,
    Judgement.UNJUDGED: None,
}
RETURN_TAGS = {
    Return.Status.NOT_STARTED: Tag("Not started", "plain"),
    Return.Status.IN_PROGRESS: Tag("In progress", "plain"),
    Return.Status.SUBMITTED: Tag("Submitted", "met"),
    Return.Status.SENT_BACK: Tag("Sent back", "plain"),
    Return.Status.MODERATED: Tag("Moderated", "done"),
}


def score_words(score: Score) -> str:
    """ "5 of 6, 83 %" once all is answered; before that how far it is: "1 of 2 answered"."""
    if score.is_complete:
        return share(score.points, score.base)
    return f"{score.answered} of {score.asked} answered"


def limit_words(limit: Limit) -> str:
    """A threshold's source, and whether it was checked."""
    return f"{limit.citation}; {'checked' if limit.is_verified else 'not verified'}"


def threshold_facts(thresholds: Thresholds) -> list[Fact]:
    """The thresholds that hold for a round, each with its source. Unverified is said."""
    facts = []
    if thresholds.acceptable:
        limit = thresholds.acceptable
        facts.append(Fact(f"{limit.percent} % or more", "acceptable", lines=[limit_words(limit)]))
    if thresholds.attention:
        between = f"above {thresholds.plan.percent} %" if thresholds.plan else f"from {thresholds.attention.percent} %"
        facts.append(Fact(between, "requires attention", lines=[limit_words(thresholds.attention)]))
    if thresholds.plan:
        limit = thresholds.plan
        facts.append(Fact(f"{limit.percent} % or below", "action plan", lines=[limit_words(limit)]))
    return facts


def counted_words(judgements: list[Judgement]) -> str:
    """ "9 of 11 standards acceptable, 1 with an action plan asked for"."""
    good = sum(one is Judgement.ACCEPTABLE for one in judgements)
    plans = sum(one is Judgement.PLAN for one in judgements)
    words = f"{good} of {plural(len(judgements), 'standard')} acceptable"
    if plans:
        words += f", {plans} at or below the threshold for an action plan"
    return words


def percent_of(score: Score) -> str:
    """ "83 %", or nothing before all is answered."""
    return percent(score.points, score.base) if score.is_complete else ""
