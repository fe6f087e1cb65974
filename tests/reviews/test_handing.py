"""Recommendations as things that an agency holds: handed on by the business unit, hidden where a conflict shuts out."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from partnership.holdings import Holding, held_by_agency, seen_by
from partnership.kit.errors import NotYours
from partnership.models import Agency, Appointment, Notice, Person
from partnership.services.handing import Wish, hand_on
from reviews.models import Addressee, Conflict, Recommendation
from reviews.services import recommendations
from tests.factories import NOW, TODAY, make_appointment, make_person


def held(agency: Agency) -> list[Holding]:
    return [holding for holding in held_by_agency(agency) if holding.kind == "recommendation"]


def give(agency: Agency, to: Agency | None, by: Person, **given: Any) -> int:
    wishes = [Wish(holding, agency=to, **given) for holding in held(agency)]
    return hand_on(wishes=wishes, reason="Merged", on=TODAY, by=by, now=NOW)


def test_a_recommendation_goes_to_the_agency_that_carries_on_and_is_named_by_its_number(
    recommendation: Recommendation, fire: Agency, icb: Agency, business_unit: Person
) -> None:
    lead = make_person("Lead of the board", icb)
    make_appointment(lead, Appointment.Role.AGENCY_LEAD, icb)
    Notice.objects.all().delete()
    [holding] = held(fire)
    assert holding.path == recommendation.get_absolute_url()
    assert recommendation.text not in holding.title and recommendation.review.title not in holding.title
    assert give(fire, icb, business_unit) == 1
    row = Addressee.objects.get(recommendation=recommendation)
    line = row.history.first()
    assert (row.agency, line.history_change_reason, line.history_user) == (icb, "Handed on: Merged", business_unit)
    assert held(fire) == [] and len(held(icb)) == 1
    mail = Notice.objects.get()
    assert mail.to == lead and "1 recommendation of a review" in mail.subject
    assert recommendation.text not in mail.text
    assert Recommendation.objects.visible_to(lead).filter(pk=recommendation.pk).exists()


def test_what_is_not_implemented_is_held_by_nobody_and_what_is_accepted_still_is(
    recommendation: Recommendation, review: Any, fire: Agency, business_unit: Person
) -> None:
    recommendations.accept_recommendation(recommendation=recommendation, by=business_unit, now=NOW)
    assert len(held(fire)) == 1
    refused = recommendations.make_recommendation(
        review=review, text="Buy new radios", agencies=[fire], by=business_unit, now=NOW
    )
    assert len(held(fire)) == 2
    recommendations.do_not_implement(recommendation=refused, reason="No money", by=business_unit, now=NOW)
    assert [holding.reference for holding in held(fire)] == [f"{review.reference}, recommendation 1"]


def test_an_agency_that_is_addressed_already_is_not_addressed_twice(
    recommendation: Recommendation, fire: Agency, icb: Agency, business_unit: Person
) -> None:
    Addressee.objects.create(recommendation=recommendation, agency=icb)
    give(fire, icb, business_unit)
    assert [row.agency for row in recommendation.addressees.all()] == [icb]
    ended = Addressee.history.filter(agency=fire, history_type="-").get()
    assert (ended.history_change_reason, ended.history_user) == ("Handed on: Merged", business_unit)


def test_it_is_an_agencys_and_handed_on_by_the_business_unit_alone(
    recommendation: Recommendation, fire: Agency, icb: Agency, outsider: Person, partner: Person, business_unit: Person
) -> None:
    with pytest.raises(ValidationError, match="is addressed to an agency"):
        give(fire, None, business_unit, person=outsider)
    for person in (outsider, partner):
        with pytest.raises(NotYours):
            give(fire, icb, person)
    assert Addressee.objects.get().agency == fire


def test_a_conflict_of_interest_hides_it_from_the_list_and_refuses_the_act(
    recommendation: Recommendation, fire: Agency, icb: Agency, business_unit: Person, monday: Any
) -> None:
    client, path = Client(), f"/agencies/{fire.slug}/hand-on/"
    client.force_login(business_unit)
    page = client.get(path).content.decode()
    assert recommendation.review.reference in page and recommendation.text not in page
    Conflict.objects.create(
        referral=recommendation.review.referral, person=business_unit, reason="Sat on the team",
        declared_on=TODAY, declared_by=business_unit,
    )  # fmt: skip
    holdings = held(fire)
    assert seen_by(business_unit, holdings) == []
    assert recommendation.review.reference not in client.get(path).content.decode()
    with pytest.raises(NotYours, match="conflict of interest"):
        give(fire, icb, business_unit)
