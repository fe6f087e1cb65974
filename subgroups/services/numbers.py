"""Numbers of what a body does: one series per body, kind and year, no gap, no double."""

from django.db import transaction

from partnership.models import Body
from subgroups.models import Counter

ACTION, DECISION, MEETING, ESCALATION, CHALLENGE, RISK = "A", "D", "M", "E", "C", "R"


def next_number(*, body: Body, series: str, year: int) -> int:
    """The next number of a series. Its row stays locked until the caller's transaction ends, so that nobody else
    gets the same number, and a number goes back when what it was for was not saved."""
    with transaction.atomic():
        Counter.objects.get_or_create(body=body, series=series, year=year)
        counter = Counter.objects.select_for_update().get(body=body, series=series, year=year)
        counter.last += 1
        counter.save(update_fields=["last"])
    return counter.last


def action_reference(*, body: Body, year: int) -> str:
    """The next action number of a body: NEG-2026-014."""
    return f"{body.code}-{year}-{next_number(body=body, series=ACTION, year=year):03d}"


def decision_reference(*, body: Body, year: int) -> str:
    """The next decision number of a body: NEG-D-2026-07."""
    return f"{body.code}-D-{year}-{next_number(body=body, series=DECISION, year=year):02d}"


def meeting_reference(*, body: Body, year: int) -> str:
    """The next meeting number of a body: NEG-M-2026-05."""
    return f"{body.code}-M-{year}-{next_number(body=body, series=MEETING, year=year):02d}"


def escalation_reference(*, body: Body, year: int) -> str:
    """The next escalation number of the body that asks: NEG-E-2026-03."""
    return f"{body.code}-E-{year}-{next_number(body=body, series=ESCALATION, year=year):02d}"


def challenge_reference(*, body: Body, year: int) -> str:
    """The next challenge number of the body in which it is made: NEG-C-2026-03."""
    return f"{body.code}-C-{year}-{next_number(body=body, series=CHALLENGE, year=year):02d}"


def risk_reference(*, body: Body, year: int) -> str:
    """The next risk number of a body's register: NEG-R-2026-02."""
    return f"{body.code}-R-{year}-{next_number(body=body, series=RISK, year=year):02d}"
