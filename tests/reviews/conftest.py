"""The cast of reviews, and records made through the services."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from partnership.models import Agency, Body, Membership, Person, Regime, Rule
from partnership.services.rules import read_law
from reviews.criteria import limbs_for
from reviews.deadlines import TITLES
from reviews.models import Recommendation, Referral, Review
from reviews.services import recommendations, referrals, reviews
from tests.factories import NOW, TODAY, make_body, make_membership, make_person

AWARE = TODAY - dt.timedelta(days=3)  # Friday


@pytest.fixture
def learning(executive: Body) -> Body:
    return make_body("LAI", name="Learning and Improvement sub group", short_name="Learning", parent=executive)


@pytest.fixture
def panel(executive: Body) -> Body:
    return make_body("CSPR", Body.Kind.PANEL, name="Practice review panel", short_name="Panel", parent=executive)


law_as_read = cache(read_law)


@pytest.fixture
def law(db: Any) -> None:
    """The rules and regimes of the files that reviews need, straight into the tables."""
    entries = law_as_read()
    given = [{**entry, "is_verified": entry["verified"]} for entry in entries["regimes"]]
    Regime.objects.bulk_create([Regime(**{k: v for k, v in one.items() if k != "verified"}) for one in given])
    regimes = {regime.key: regime for regime in Regime.objects.all()}
    Rule.objects.bulk_create([
        Rule(
            key=one["key"], title=one["title"], value=one["value"], unit=one["unit"], citation=one["citation"].strip(),
            is_verified=one["verified"], from_on=one["from_on"], to_on=one["to_on"], regime=regimes[one["regime"]],
        )
        for one in entries["rules"] if one["key"] in TITLES
    ])  # fmt: skip


@pytest.fixture
def learning_chair(learning: Body, council: Agency) -> Person:
    person = make_person("Chair of Learning", council)
    make_membership(person, learning, role=Membership.Role.CHAIR)
    return person


@pytest.fixture
def learning_member(learning: Body, icb: Agency) -> Person:
    person = make_person("Member of Learning", icb)
    make_membership(person, learning)
    return person


@pytest.fixture
def panel_chair(panel: Body, council: Agency) -> Person:
    person = make_person("Chair of the panel", council)
    make_membership(person, panel, role=Membership.Role.CHAIR)
    return person


@pytest.fixture
def panel_member(panel: Body, icb: Agency) -> Person:
    person = make_person("Member of the panel", icb)
    make_membership(person, panel)
    return person


Make = Callable[..., Referral]


@pytest.fixture
def make_referral(learning: Body, law: None, police: Agency, business_unit: Person) -> Make:
    """A referral of the police, recorded by the business unit."""

    def make(kind: str = Referral.Kind.ADULT, **given: Any) -> Referral:
        given = {
            "agency": police, "case_code": "P-1007/26", "aware_on": AWARE, "by": business_unit, "now": NOW,
            "summary": "A person known to several agencies came to harm.", **given,
        }  # fmt: skip
        return referrals.record_referral(kind=kind, **given)

    return make


def answer(referral: Referral, by: Person, *met: str) -> Referral:
    """Record the criteria, these ones as met."""
    answers = {limb.key: "met" if limb.key in met else "not_met" for limb in limbs_for(referral.kind, TODAY)}
    return referrals.record_criteria(referral=referral, answers=answers, reasons="As told", by=by, now=NOW)


MUST = ("needs", "worked-together", "died")


@pytest.fixture
def adult(make_referral: Make) -> Referral:
    return make_referral()


@pytest.fixture
def child(make_referral: Make, panel: Body) -> Referral:
    return make_referral(Referral.Kind.CHILD, panel=panel)


@pytest.fixture
def recommended(adult: Referral, business_unit: Person) -> Referral:
    """An adult referral for which the law requires a review."""
    answer(adult, business_unit, *MUST)
    return referrals.recommend_outcome(
        referral=adult, outcome=Referral.Outcome.MUST, reasons="All limbs", by=business_unit, now=NOW
    )


@pytest.fixture
def decided(recommended: Referral, independent_chair: Person) -> Referral:
    return referrals.decide_referral(
        referral=recommended, outcome=Referral.Outcome.MUST, reasons="Agreed", by=independent_chair, now=NOW
    )


@pytest.fixture
def review(decided: Referral, business_unit: Person) -> Review:
    return reviews.commission_review(referral=decided, title="Learning from neglect", by=business_unit, now=NOW)


@pytest.fixture
def recommendation(review: Review, fire: Agency, business_unit: Person) -> Recommendation:
    return recommendations.make_recommendation(
        review=review, text="Share what is seen on home visits", agencies=[fire], by=business_unit, now=NOW
    )
