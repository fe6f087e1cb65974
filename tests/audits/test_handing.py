"""Audit returns as things that an agency holds: handed to the agency that carries on, or refused with a reason."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from audits.models import Answer, Return, Round
from audits.services import rounds
from partnership.holdings import Holding, held_by_agency
from partnership.kit.errors import NotYours
from partnership.models import Agency, Notice, Person
from partnership.services.handing import Wish, hand_on
from tests.audits.conftest import answer, submit
from tests.factories import NOW, TODAY, make_agency, make_appointment, make_person

LATER = NOW + dt.timedelta(days=10)


@pytest.fixture
def heir(partnership: Any) -> Agency:
    """An agency that takes over and is not asked in the round."""
    return make_agency("Late trust", kind=Agency.Kind.COMMISSIONED)


def held(agency: Agency) -> list[Holding]:
    return [holding for holding in held_by_agency(agency) if holding.kind == "audit_return"]


def give(agency: Agency, to: Agency | None, by: Person, **given: Any) -> int:
    wishes = [Wish(holding, agency=to, **given) for holding in held(agency)]
    return hand_on(wishes=wishes, reason="Merged", on=TODAY, by=by, now=LATER)


def test_a_return_goes_with_its_answers_to_the_agency_that_carries_on(
    police_return: Return, police: Agency, heir: Agency, partner: Person, business_unit: Person
) -> None:
    lead = make_person("Lead of the heir", heir)
    make_appointment(lead, "agency_lead", heir)
    answer(police_return, "33", by=partner)
    Notice.objects.all().delete()
    [holding] = held(police)
    assert (holding.title, holding.path, holding.due_on) == (
        police_return.round.title, police_return.get_absolute_url(), police_return.due_on
    )  # fmt: skip
    assert give(police, heir, business_unit) == 1
    row = Return.objects.get(pk=police_return.pk)
    assert (row.agency, row.basis, row.chase_from_on) == (heir, Return.Basis.COMMISSIONED, LATER.date())
    assert row.next_chase_on is None, "its ladder is looked at anew"
    assert Answer.objects.filter(audit_return=row, score=3).count() == 2
    line = row.history.first()
    assert (line.history_change_reason, line.history_user) == ("Handed on: Merged", business_unit)
    assert held(police) == [] and [one.subject for one in held(heir)] == [row.pk]
    mail = Notice.objects.get()
    assert (mail.to, "1 audit return" in mail.subject) == (lead, True)
    assert Return.objects.visible_to(lead).filter(pk=row.pk).exists()
    assert not Return.objects.visible_to(partner).filter(pk=row.pk).exists()


def test_what_was_sent_in_stays_the_agencys_own_and_a_closed_round_holds_nobody(
    police_return: Return, fire_return: Return, police: Agency, fire: Agency, partner: Person, business_unit: Person
) -> None:
    submit(police_return, "33 1", by=partner)
    assert held(police) == [] and len(held(fire)) == 1
    Return.objects.filter(pk=police_return.pk).update(status=Return.Status.SENT_BACK)
    assert len(held(police)) == 1
    Round.objects.filter(pk=fire_return.round_id).update(status=Round.Status.CLOSED, closed_on=TODAY)
    assert held(police) == held(fire) == []


def test_nothing_is_held_before_the_round_opens(
    framework: Any, neglect: Any, police: Agency, business_unit: Person
) -> None:
    from_on = TODAY - dt.timedelta(days=365)
    rounds.plan_round(
        framework=framework, body=neglect, title="Planned", from_on=from_on, to_on=TODAY, opens_on=TODAY,
        due_on=TODAY + dt.timedelta(days=9), bases=("statutory",), by=business_unit, now=NOW,
    )  # fmt: skip
    assert held(police) == []


def test_an_agency_that_is_asked_itself_or_never_asked_takes_no_return_on(
    police_return: Return, police: Agency, fire: Agency, business_unit: Person
) -> None:
    with pytest.raises(ValidationError, match="makes a return of its own in “Small audit 2026”"):
        give(police, fire, business_unit)
    with pytest.raises(ValidationError, match="is not asked in audits"):
        give(police, make_agency("Regulator", kind=Agency.Kind.EXTERNAL), business_unit)
    police_return.refresh_from_db()
    assert police_return.agency == police and police_return.history.count() == 2


def test_a_return_is_an_agencys_and_never_a_persons(
    police_return: Return, police: Agency, heir: Agency, partner: Person, outsider: Person, business_unit: Person
) -> None:
    with pytest.raises(ValidationError, match="is an agency’s, not a person’s"):
        give(police, None, business_unit, person=partner)
    for person in (partner, outsider):
        with pytest.raises(NotYours):
            give(police, heir, person)
        with pytest.raises(NotYours):
            give(police, None, person, person=partner)


def test_the_page_offers_it_to_the_business_unit_and_not_to_the_lead(
    police_return: Return, police: Agency, heir: Agency, partner: Person, business_unit: Person, monday: Any
) -> None:
    path, key = f"/agencies/{police.slug}/hand-on/", f"audit_return-{police_return.pk}"
    client = Client()
    client.force_login(partner)
    assert key not in client.get(path).content.decode()
    client.force_login(business_unit)
    page = client.get(path).content.decode()
    assert key in page and f'href="{police_return.get_absolute_url()}"' in page
    sent = {"tick": [key], "everybody": f"agency-{heir.pk}", "reason": "Merged"}
    assert client.post(path, sent).url == police.get_absolute_url()
    police_return.refresh_from_db()
    assert police_return.agency == heir
    assert client.post(path, sent).status_code == 422, "done twice does nothing more"
