"""A small framework, a round, and ways to bring a return to each of its states through the services."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from audits.models import Framework, Return, Round
from audits.selectors.scores import standards_of
from audits.services import moderation, returns, rounds
from audits.services.frameworks import load_frameworks
from partnership.models import Agency, Body, Person, Rule
from tests.factories import NOW, TODAY, make_business_unit_person

DUE = TODAY + dt.timedelta(days=42)
EVERY = ["none", "some", "most", "all"]


def small(edition: int = 1, **changes: Any) -> dict[str, Any]:
    """A framework of two standards with three questions."""
    return {
        "key": "small",
        "edition": edition,
        "title": "Small audit",
        "acceptable_rule": "section-11-acceptable",
        "attention_rule": "section-11-attention",
        "plan_rule": "section-11-action-plan",
        "standards": [
            {
                "title": "Leaders answer for it",
                "short_title": "Leaders",
                "questions": [
                    {"key": "named", "text": "Is somebody named?", "descriptors": EVERY},
                    {"key": "looks", "text": "Does the board look?", "descriptors": EVERY},
                ],
            },
            {
                "title": "Staff are trained",
                "short_title": "Training",
                "questions": [{"key": "trained", "text": "Are staff trained?", "descriptors": EVERY}],
            },
        ],
        **changes,
    }


@pytest.fixture
def thresholds(db: None) -> None:
    for key, value, verified in (
        ("section-11-acceptable", "75", True),
        ("section-11-attention", "51", False),
        ("section-11-action-plan", "50", True),
    ):
        Rule.objects.create(key=key, title=key, value=value, unit="percent", citation="Report", is_verified=verified)


@pytest.fixture
def framework(thresholds: None) -> Framework:
    load_frameworks(entries=[small()], now=NOW)
    return Framework.objects.get(key="small", edition=1)


def make_round(
    framework: Framework, body: Body, by: Person, *, title: str = "Small audit 2026", due_on: dt.date = DUE,
    now: dt.datetime = NOW, bases: tuple[str, ...] = ("statutory",),
) -> Round:  # fmt: skip
    on = now.date()
    return rounds.plan_round(
        framework=framework, body=body, title=title, from_on=on - dt.timedelta(days=365), to_on=on, opens_on=on,
        due_on=due_on, bases=bases, by=by, now=now,
    )  # fmt: skip


@pytest.fixture
def opened(framework: Framework, neglect: Body, police: Agency, fire: Agency, business_unit: Person) -> Round:
    """A round that asks the police and the fire service."""
    return rounds.open_round(round_=make_round(framework, neglect, business_unit), by=business_unit, now=NOW)


@pytest.fixture
def police_return(opened: Round, police: Agency) -> Return:
    return opened.returns.select_related("agency", "round").get(agency=police)


@pytest.fixture
def fire_return(opened: Round, fire: Agency) -> Return:
    return opened.returns.select_related("agency", "round").get(agency=fire)


@pytest.fixture
def second_unit(db: None, partnership: Any) -> Person:
    """Another member of the business unit."""
    return make_business_unit_person("Second of the unit")


def answer(row: Return, scores: str, *, by: Person, now: dt.datetime = NOW) -> Return:
    """Answer the questions with these scores, standard by standard: "33 1"."""
    for standard, part in zip(standards_of(row.round.framework_id), scores.split(), strict=False):
        given = {place: returns.Given(int(mark), "Report of March") for place, mark in enumerate(part, 1)}
        row = returns.answer_standard(audit_return=row, standard=standard, given=given, by=by, now=now)
    return row


def submit(row: Return, scores: str, *, by: Person, now: dt.datetime = NOW) -> Return:
    return returns.submit_return(audit_return=answer(row, scores, by=by, now=now), by=by, now=now)


@pytest.fixture
def moderated(partner: Person, business_unit: Person) -> Callable[..., Return]:
    """Bring a return of the police to moderated with these scores."""

    def bring(row: Return, scores: str = "33 1", now: dt.datetime = NOW) -> Return:
        submit(row, scores, by=partner, now=now)
        return moderation.finish_moderation(audit_return=row, feedback="Well done", by=business_unit, now=now)

    return bring
