"""Reviews: clocks, recommendations and the actions they become, publication, impact, and what the report takes."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from partnership.kit.dates import Period
from partnership.kit.errors import NotYours, Stale, WrongState
from partnership.kit.thread import thread_of
from partnership.models import Agency, Body, Person
from reviews import deadlines as law
from reviews.models import Briefing, Recommendation, Referral, Review
from reviews.selectors import for_report
from reviews.selectors.referrals import referral_record
from reviews.services import accesses, recommendations, referrals, reviews
from subgroups.models import Action
from subgroups.services import actions
from tests.factories import NOW, TODAY, make_action
from tests.reviews.conftest import answer

DUE = TODAY + dt.timedelta(days=60)
YEAR = Period(dt.date(2026, 4, 1), dt.date(2027, 3, 31))


@pytest.fixture
def action(recommendation: Recommendation, learning: Body, fire: Agency, business_unit: Person) -> Action:
    recommendations.accept_recommendation(recommendation=recommendation, by=business_unit, now=NOW)
    return recommendations.record_review_action(
        recommendation=recommendation, body=learning, lead_agency=fire, title="Train crews", what="Train all crews",
        measure="Nine of ten are trained", due_on=DUE, by=business_unit, now=NOW,
    )  # fmt: skip


@pytest.fixture
def childs_review(child: Referral, business_unit: Person, safeguarding_partner: Person) -> Review:
    answer(child, business_unit, "improvements")
    given: dict[str, Any] = {"referral": child, "outcome": "practice", "reasons": "R", "now": NOW}
    referrals.recommend_outcome(**given, by=business_unit)
    referrals.decide_referral(**given, by=safeguarding_partner)
    return reviews.commission_review(referral=child, title="Learning from injury", by=business_unit, now=NOW)


def conclude(review: Review, by: Person, now: dt.datetime = NOW) -> Review:
    return reviews.conclude_review(review=review, findings="Agencies did not share", by=by, now=now)


def test_commissioning_numbers_the_review_and_begins_its_clock(review: Review) -> None:
    assert (review.reference, review.kind, review.status) == ("RV-2026-01", "adult", "under_way")
    clock = review.referral.deadlines.get(rule_key=law.FINISH)
    assert (clock.start_on, clock.due_on, clock.is_verified) == (TODAY, dt.date(2027, 5, 23), False)
    assert review.referral.status == Referral.Status.COMMISSIONED


def test_a_childs_review_is_published_within_six_months_of_the_decision_and_copies_go_before(
    childs_review: Review, business_unit: Person
) -> None:
    clocks = childs_review.referral.deadlines
    assert clocks.get(rule_key=law.PUBLISH).due_on == dt.date(2027, 5, 23)
    day = dt.date(2027, 2, 1)
    reviews.change_review(
        review=childs_review, title="T", to_publish_on=day, by=business_unit, now=NOW, seen=childs_review.version
    )
    assert clocks.get(rule_key=law.COPIES).due_on == dt.date(2027, 1, 21)


def test_only_the_business_unit_commissions(decided: Referral, learning_chair: Person) -> None:
    with pytest.raises(NotYours):
        reviews.commission_review(referral=decided, title="T", by=learning_chair, now=NOW)


def test_concluding_needs_findings_and_meets_the_clock(review: Review, business_unit: Person) -> None:
    with pytest.raises(ValidationError, match="what the review found"):
        reviews.conclude_review(review=review, findings="", by=business_unit, now=NOW)
    with pytest.raises(ValidationError, match="Take out the telephone number"):
        reviews.conclude_review(review=review, findings="Ring 01384 812345", by=business_unit, now=NOW)
    done = conclude(review, business_unit)
    assert (done.concluded_on, done.moves.count()) == (TODAY, 2)
    assert review.referral.deadlines.get(rule_key=law.FINISH).met_on == TODAY
    with pytest.raises(WrongState):
        conclude(review, business_unit)


def test_what_is_not_published_in_full_has_its_reason(review: Review, business_unit: Person) -> None:
    with pytest.raises(WrongState):
        reviews.publish_review(review=review, by=business_unit, now=NOW)
    conclude(review, business_unit)
    with pytest.raises(ValidationError, match="not published in full"):
        reviews.publish_review(review=review, is_full_report=False, by=business_unit, now=NOW)
    done = reviews.publish_review(
        review=review, is_full_report=False, not_in_full_reason="A family could be known", by=business_unit, now=NOW
    )
    assert (done.status, done.published_on) == (Review.Status.PUBLISHED, TODAY)


def test_publication_is_not_before_the_conclusion(review: Review, business_unit: Person) -> None:
    conclude(review, business_unit)
    day = TODAY - dt.timedelta(days=1)
    with pytest.raises(ValidationError, match="not before the review was concluded"):
        reviews.publish_review(review=review, published_on=day, by=business_unit, now=NOW)


def test_impact_is_checked_once_every_recommendation_is_answered(
    recommendation: Recommendation, business_unit: Person
) -> None:
    review = conclude(recommendation.review, business_unit)
    with pytest.raises(ValidationError, match="One recommendation waits"):
        reviews.check_impact(review=review, impact="so that visits are shared", by=business_unit, now=NOW)
    recommendations.accept_recommendation(recommendation=recommendation, by=business_unit, now=NOW)
    done = reviews.check_impact(review=review, impact="so that visits are shared", by=business_unit, now=NOW)
    assert (done.status, done.checked_on) == (Review.Status.CHECKED, TODAY)
    with pytest.raises(ValidationError, match="has been checked"):
        recommendations.do_not_implement(recommendation=recommendation, reason="R", by=business_unit, now=NOW)
    with pytest.raises(WrongState):
        recommendations.make_recommendation(review=review, text="T", agencies=[], by=business_unit, now=NOW)


def test_recommendations_are_numbered_in_their_review_and_addressed(
    recommendation: Recommendation, police: Agency, learning_chair: Person
) -> None:
    second = recommendations.make_recommendation(
        review=recommendation.review, text="Second", agencies=[police], by=learning_chair, now=NOW
    )
    assert (recommendation.number, second.number) == (1, 2)
    with pytest.raises(ValidationError, match="at least one agency"):
        recommendations.make_recommendation(
            review=recommendation.review, text="Third", agencies=[], by=learning_chair, now=NOW
        )


def test_an_answered_recommendation_keeps_its_words(
    recommendation: Recommendation, fire: Agency, business_unit: Person
) -> None:
    given: dict[str, Any] = {"recommendation": recommendation, "agencies": [fire], "by": business_unit, "now": NOW}
    recommendations.change_recommendation(**given, text="Better words", seen=1)
    with pytest.raises(Stale):
        recommendations.change_recommendation(**given, text="Older words", seen=1)
    recommendations.accept_recommendation(recommendation=recommendation, by=business_unit, now=NOW)
    with pytest.raises(WrongState):
        recommendations.change_recommendation(**given, text="Other words", seen=2)


def test_not_implementing_needs_the_reason(recommendation: Recommendation, business_unit: Person) -> None:
    with pytest.raises(ValidationError, match="annual report prints the reason"):
        recommendations.do_not_implement(recommendation=recommendation, reason=" ", by=business_unit, now=NOW)
    done = recommendations.do_not_implement(
        recommendation=recommendation, reason="Done already by law", by=business_unit, now=NOW
    )
    assert (done.status, done.answered_on) == (Recommendation.Status.NOT_IMPLEMENTED, TODAY)
    with pytest.raises(WrongState):
        recommendations.do_not_implement(recommendation=recommendation, reason="R", by=business_unit, now=NOW)


def test_an_accepted_recommendation_becomes_an_action_chased_like_every_other(
    action: Action, recommendation: Recommendation
) -> None:
    assert (action.origin, action.reference) == (Action.Origin.REVIEW, "LAI-2026-001")
    assert recommendation.carried_by.get().action == action


def test_no_action_before_acceptance_nor_for_an_agency_that_was_not_addressed(
    recommendation: Recommendation, learning: Body, fire: Agency, police: Agency, business_unit: Person
) -> None:
    given: dict[str, Any] = {
        "recommendation": recommendation, "body": learning, "title": "T", "what": "W", "measure": "M", "due_on": DUE,
        "by": business_unit, "now": NOW,
    }  # fmt: skip
    with pytest.raises(WrongState, match="Accept the recommendation first"):
        recommendations.record_review_action(**given, lead_agency=fire)
    recommendations.accept_recommendation(recommendation=recommendation, by=business_unit, now=NOW)
    with pytest.raises(ValidationError, match="to which the recommendation is addressed"):
        recommendations.record_review_action(**given, lead_agency=police)
    with pytest.raises(ValidationError, match="Take out the e-mail address"):
        recommendations.record_review_action(**given | {"what": "Tell a@b.example"}, lead_agency=fire)
    assert Action.objects.count() == 0


def test_what_is_being_done_is_not_called_not_implemented(
    action: Action, recommendation: Recommendation, business_unit: Person
) -> None:
    with pytest.raises(ValidationError, match="Withdraw them first"):
        recommendations.do_not_implement(recommendation=recommendation, reason="R", by=business_unit, now=NOW)


def test_the_thread_of_an_action_leads_to_its_recommendation_for_those_who_may_read_it(
    action: Action, recommendation: Recommendation, business_unit: Person, outsider: Person, learning_member: Person
) -> None:
    def paths(person: Person) -> list[str]:
        return [knot.path for knot in thread_of(action, person=person, on=TODAY)]

    for person in (business_unit, outsider, learning_member):
        assert recommendation.get_absolute_url() in paths(person)
    accesses.declare_conflict(
        referral=recommendation.review.referral, person=learning_member, reason="R", by=business_unit, now=NOW
    )
    assert recommendation.get_absolute_url() not in paths(learning_member)


def test_the_threads_of_referral_and_review_lead_to_each_other(
    action: Action, review: Review, business_unit: Person, partner: Person
) -> None:
    def referral_for(person: Person) -> Referral:
        return referral_record(person).get(pk=review.referral_id)

    of_referral = thread_of(referral_for(business_unit), person=business_unit, on=TODAY)
    assert review.get_absolute_url() in [knot.path for knot in of_referral]
    of_review = thread_of(review, person=business_unit, on=TODAY)
    assert review.referral.get_absolute_url() in [knot.path for knot in of_review]
    # The agency that referred learns that a review was commissioned, not what is in it.
    assert review.get_absolute_url() not in [
        knot.path for knot in thread_of(referral_for(partner), person=partner, on=TODAY)
    ]


def test_an_ordinary_action_pays_nothing_for_reviews(
    neglect: Body, police: Agency, business_unit: Person, django_assert_num_queries: Any
) -> None:
    from reviews.threads import review_behind_an_action

    action = make_action(neglect, police, by=business_unit)
    with django_assert_num_queries(0):
        assert review_behind_an_action(action, business_unit, TODAY) == []


def test_a_briefing_has_seven_parts_and_is_written_after_the_conclusion(review: Review, business_unit: Person) -> None:
    parts = {name: f"About {name}" for name in Briefing.PARTS}
    given: dict[str, Any] = {"review": review, "by": business_unit, "now": NOW, "seen": None}
    with pytest.raises(WrongState):
        reviews.write_briefing(**given, parts=parts)
    conclude(review, business_unit)
    with pytest.raises(ValidationError) as refused:
        reviews.write_briefing(**given, parts=parts | {"why": ""})
    assert list(refused.value.message_dict) == ["why"]
    briefing = reviews.write_briefing(**given, parts=parts)
    reviews.write_briefing(**given | {"seen": 1}, parts=parts | {"why": "Better"})
    with pytest.raises(Stale):
        reviews.write_briefing(**given | {"seen": 1}, parts=parts)
    assert Briefing.objects.get(pk=briefing.pk).why == "Better"


@pytest.mark.parametrize(("who", "sees_review", "sees_recommendation"), [
    ("business_unit", True, True), ("independent_chair", True, True), ("learning_member", True, True),
    ("outsider", False, True), ("partner", False, False), ("safeguarding_partner", False, False),
    ("panel_member", False, False), ("inspector", False, False), ("chair", False, False),
])  # fmt: skip
def test_who_sees_a_review_and_its_recommendation(
    who: str, sees_review: bool, sees_recommendation: bool, recommendation: Recommendation, request: Any
) -> None:
    person = request.getfixturevalue(who)
    assert Review.objects.visible_to(person).exists() is sees_review
    assert Recommendation.objects.visible_to(person).exists() is sees_recommendation


# ---- the annual report ----


def test_the_report_says_what_was_concluded_what_goes_on_and_what_is_not_implemented(
    action: Action, recommendation: Recommendation, childs_review: Review, business_unit: Person
) -> None:
    review = conclude(recommendation.review, business_unit)
    refused = recommendations.make_recommendation(
        review=review, text="Buy a system", agencies=[action.lead_agency], by=business_unit, now=NOW
    )
    recommendations.do_not_implement(recommendation=refused, reason="No money", by=business_unit, now=NOW)
    told = for_report(YEAR)
    assert [row.reference for row in told.concluded] == [review.reference]
    assert told.concluded[0].findings == "Agencies did not share"
    assert [row.reference for row in told.ongoing] == [childs_review.reference]
    assert [(row.number, row.status) for row in told.findings] == [(1, "Accepted"), (2, "Not implemented")]
    assert told.findings[0].actions == (f"{action.reference} Train crews",)
    assert [(row.number, row.reason) for row in told.not_implemented] == [(2, "No money")]
    assert review.referral.case_code not in str(told)
    assert [row.reference for row in for_report(YEAR, "child").ongoing] == [childs_review.reference]
    assert for_report(YEAR, "child").concluded == []


def test_what_is_concluded_after_the_period_is_ongoing_at_its_end(review: Review, business_unit: Person) -> None:
    conclude(review, business_unit, now=NOW + dt.timedelta(days=180))
    this_year, next_year = for_report(YEAR), for_report(Period(dt.date(2027, 4, 1), dt.date(2028, 3, 31)))
    assert [row.reference for row in this_year.ongoing] == [review.reference]
    assert (this_year.ongoing[0].findings, this_year.concluded) == ("", [])
    assert [row.reference for row in next_year.concluded] == [review.reference]
    assert for_report(Period(dt.date(2025, 4, 1), dt.date(2026, 3, 31))).ongoing == []


def test_what_was_done_later_about_an_earlier_finding_is_told_in_its_year(
    action: Action, recommendation: Recommendation, business_unit: Person, learning_chair: Person
) -> None:
    conclude(recommendation.review, business_unit)
    later = NOW + dt.timedelta(days=200)
    file = SimpleUploadedFile("report.pdf", b"%PDF-1.7\n%%EOF\n")
    actions.claim_complete(action=action, impact="so that", by=business_unit, now=later, files=[file])
    actions.close_action(action=action, by=learning_chair, now=later)
    told = for_report(Period(dt.date(2027, 4, 1), dt.date(2028, 3, 31)))
    assert [(row.number, row.actions_closed) for row in told.findings] == [(1, 1)]


def test_the_report_costs_the_same_however_many_reviews(
    action: Action, recommendation: Recommendation, business_unit: Person, django_assert_max_num_queries: Any
) -> None:
    conclude(recommendation.review, business_unit)
    for number in range(5):
        recommendations.make_recommendation(
            review=recommendation.review,
            text=f"More {number}",
            agencies=[action.lead_agency],
            by=business_unit,
            now=NOW,
        )
    with django_assert_max_num_queries(4):
        for_report(YEAR)
