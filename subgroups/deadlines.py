"""The clocks of a body's work: how long a chair has to answer, when minutes are due, when a difference is revisited."""

import datetime as dt

from partnership.calendar import working_days
from partnership.deadlines import due_from, rule_on
from partnership.models import Body, Rule

ANSWER = "date-answer-due"
IMPACT_CHECK = "impact-check"
CHALLENGE_ANSWER = "challenge-answer-due"
MINUTES_AGREE = "minutes-agree-due"
# Local policy as it is loaded, for a portal that has not loaded its rules.
USUAL = {
    ANSWER: ("5", Rule.Unit.WORKING_DAYS),
    CHALLENGE_ANSWER: ("10", Rule.Unit.WORKING_DAYS),
    MINUTES_AGREE: ("5", Rule.Unit.WORKING_DAYS),
    IMPACT_CHECK: ("6", Rule.Unit.MONTHS),
}


def _due(key: str, start: dt.date) -> dt.date:
    value, unit = USUAL[key]
    rule = rule_on(key, start) or Rule(key=key, value=value, unit=unit)
    return due_from(rule, start, working_days()) or start


def answer_due(asked_on: dt.date) -> dt.date:
    """By when a chair answers a request for a new date, or an agency that says an action is not its own."""
    return _due(ANSWER, asked_on)


def impact_check_due(closed_on: dt.date) -> dt.date:
    """When the agency is asked whether the difference lasted."""
    return _due(IMPACT_CHECK, closed_on)


def minutes_due(body: Body, held_on: dt.date) -> dt.date:
    """By when draft minutes are written: the body's own number of working days after the meeting."""
    return working_days().add(held_on, body.minutes_after)


def minutes_agree_due(drafted_on: dt.date) -> dt.date:
    """By when the chair agrees draft minutes, or has them corrected."""
    return _due(MINUTES_AGREE, drafted_on)


def challenge_answer_due(made_on: dt.date) -> dt.date:
    """By when a challenged agency answers, unless another day is set."""
    return _due(CHALLENGE_ANSWER, made_on)


def papers_due(body: Body, meets_on: dt.date) -> dt.date:
    """By when papers for a meeting are here: the body's own number of working days before it."""
    return working_days().add(meets_on, -body.papers_before)
