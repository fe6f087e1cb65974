"""Handing on what a person or an agency holds: who may, to whom, all or nothing, one line of history, one mail each."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partnership.holdings import held_by, held_by_agency
from partnership.kit.errors import NotYours, WrongState
from partnership.models import Agency, Appointment, Body, Document, Notice, Person
from partnership.services import people
from partnership.services.agencies import close_agency
from partnership.services.handing import Wish, hand_on
from subgroups.models import Action, Challenge, Paper, PlannedReport, Risk, Support
from subgroups.services import agendas
from tests.factories import (
    NOW,
    TODAY,
    make_action,
    make_agency,
    make_appointment,
    make_meeting,
    make_membership,
    make_person,
)  # fmt: skip


@pytest.fixture
def leaver(police: Agency) -> Person:
    return make_person("Zelda Leaves", police)


@pytest.fixture
def colleague(police: Agency) -> Person:
    return make_person("Gethin Stays", police)


def give(wishes: list[Wish], by: Person, reason: str = "Left the force") -> int:
    return hand_on(wishes=wishes, reason=reason, on=TODAY, by=by, now=NOW)


def all_to(held: list[Any], **to: Any) -> list[Wish]:
    return [Wish(holding, **to) for holding in held]


def everything(body: Body, agency: Agency, person: Person | None, by: Person, other: Agency) -> None:
    """One of each kind."""
    make_action(body, agency, by=by, holder=person)
    make_action(body, other, by=by, supporting=[(agency, "its figures")])
    item = agendas.add_item(meeting=make_meeting(body, TODAY + dt.timedelta(days=9)), title="Data", by=by, now=NOW)
    due = {"due_on": TODAY + dt.timedelta(days=5), "chase_from_on": TODAY}
    Paper.objects.create(item=item, title="The paper", agency=agency, author=person, **due)
    PlannedReport.objects.create(body=body, title="The report", agency=agency, author=person, **due)
    Risk.objects.create(
        body=body, reference=f"{body.code}-R-1", title="A risk", description="x", likelihood=2, impact=2,
        agency=agency, opened_on=TODAY, review_on=TODAY, chase_from_on=TODAY,
    )  # fmt: skip
    Challenge.objects.create(
        body=body, reference=f"{body.code}-C-1", subject="A challenge", text="x", to_agency=agency, made_on=TODAY,
        answer_due_on=TODAY, chase_from_on=TODAY,
    )  # fmt: skip
    Document.objects.create(body=body, title="Terms", number="1", agreed_on=TODAY, owner=person)


# ---- a person leaves ----


def test_every_kind_that_a_person_holds_goes_on_with_one_line_of_history_and_one_mail(
    neglect: Body, police: Agency, fire: Agency, leaver: Person, colleague: Person, business_unit: Person
) -> None:
    everything(neglect, police, leaver, business_unit, fire)
    Notice.objects.all().delete()
    held = held_by(leaver)
    assert {holding.kind for holding in held} == {"action", "paper", "planned_report", "document"}
    assert give(all_to(held, person=colleague), business_unit) == 4
    assert held_by(leaver) == [] and len(held_by(colleague)) == 4
    action = Action.objects.get(holder=colleague)
    line = action.history.first()
    assert (line.history_change_reason, line.history_user) == ("Handed on: Left the force", business_unit)
    assert action.history.count() == 2
    mail = Notice.objects.get()
    assert mail.to == colleague
    assert "1 action" in mail.subject and "1 paper" in mail.subject
    assert action.title not in mail.text


def test_to_the_agencys_lead_means_nobody_named_and_the_lead_is_told(
    neglect: Body, police: Agency, partner: Person, leaver: Person, business_unit: Person
) -> None:
    make_action(neglect, police, by=business_unit, holder=leaver)
    Notice.objects.all().delete()
    give(all_to(held_by(leaver)), business_unit)
    assert Action.objects.get().holder is None
    assert Notice.objects.get().to == partner


def test_the_lead_hands_on_within_the_agency_but_not_beyond(
    neglect: Body,
    police: Agency,
    fire: Agency,
    partner: Person,
    leaver: Person,
    colleague: Person,
    business_unit: Person,
) -> None:
    make_action(neglect, police, by=business_unit, holder=leaver)
    with pytest.raises(NotYours):
        give(all_to(held_by(leaver), agency=fire), partner)
    give(all_to(held_by(leaver), person=colleague), partner)
    assert Action.objects.get().holder == colleague


def test_others_hand_on_nothing(
    neglect: Body,
    police: Agency,
    leaver: Person,
    colleague: Person,
    outsider: Person,
    chair: Person,
    business_unit: Person,
) -> None:
    make_action(neglect, police, by=business_unit, holder=leaver)
    for person in (outsider, chair, leaver):
        with pytest.raises(NotYours):
            give(all_to(held_by(leaver), person=colleague), person)


def test_somebody_of_another_agency_or_shut_out_takes_nothing_on_and_nothing_is_half_done(
    neglect: Body, police: Agency, fire: Agency, leaver: Person, colleague: Person, business_unit: Person
) -> None:
    make_action(neglect, police, by=business_unit, holder=leaver)
    make_action(neglect, police, by=business_unit, holder=leaver, title="Another")
    Notice.objects.all().delete()
    first, second = held_by(leaver)
    with pytest.raises(ValidationError, match="does not work for West Midlands Police"):
        give([Wish(first, person=colleague), Wish(second, person=make_person("Fiona", fire))], business_unit)
    with pytest.raises(ValidationError, match="may not sign in"):
        give([Wish(first, person=make_person("Gone", police, is_active=False))], business_unit)
    assert len(held_by(leaver)) == 2 and not Notice.objects.exists()


def test_a_reason_is_needed_and_something_ticked(
    neglect: Body, police: Agency, leaver: Person, colleague: Person, business_unit: Person
) -> None:
    make_action(neglect, police, by=business_unit, holder=leaver)
    with pytest.raises(ValidationError, match="Write why"):
        give(all_to(held_by(leaver), person=colleague), business_unit, reason=" ")
    with pytest.raises(ValidationError, match="Tick what"):
        give([], business_unit)


def test_what_has_ended_meanwhile_is_told_and_nothing_moves(
    neglect: Body, police: Agency, leaver: Person, colleague: Person, business_unit: Person
) -> None:
    action = make_action(neglect, police, by=business_unit, holder=leaver)
    held = held_by(leaver)
    Action.objects.filter(pk=action.pk).update(status="withdrawn", is_live=False)
    with pytest.raises(WrongState):
        give(all_to(held, person=colleague), business_unit)


def test_five_hundred_go_in_one_go(
    neglect: Body, police: Agency, leaver: Person, colleague: Person, business_unit: Person
) -> None:
    first = make_action(neglect, police, by=business_unit, holder=leaver)
    Action.objects.bulk_create([Action(**{**_values(first), "reference": f"NEG-2025-{n:03d}"}) for n in range(499)])
    Notice.objects.all().delete()
    assert give(all_to(held_by(leaver), person=colleague), business_unit) == 500
    assert Notice.objects.count() == 1
    assert Action.history.filter(history_change_reason="Handed on: Left the force").count() == 500


@pytest.mark.once
def test_the_number_of_queries_does_not_grow_with_what_is_handed_on(
    neglect: Body, police: Agency, fire: Agency, icb: Agency, leaver: Person, business_unit: Person
) -> None:
    first = make_action(neglect, police, by=business_unit, holder=leaver)

    def queries(count: int, to: Agency) -> int:
        year = 2000 + Action.objects.count()
        made = [Action(**{**_values(first), "reference": f"NEG-{year}-{n:03d}"}) for n in range(count)]
        Action.objects.bulk_create(made)
        held = held_by_agency(police)
        with CaptureQueriesContext(connection) as captured:
            assert give(all_to(held, agency=to), business_unit, "Merged") == len(held) >= count
        return len(captured)

    few = queries(10, fire)
    assert queries(500, icb) - few <= 40, "history and rows go in batches, never one by one"
    assert Action.history.filter(history_change_reason="Handed on: Merged", lead_agency=icb).count() == 500


def _values(action: Action) -> dict[str, Any]:
    return {
        field.attname: getattr(action, field.attname) for field in Action._meta.concrete_fields if field.name != "id"
    }


# ---- a person changes agency ----


def test_the_work_of_the_old_agency_never_moves_along(
    neglect: Body, police: Agency, fire: Agency, leaver: Person, colleague: Person, business_unit: Person
) -> None:
    make_action(neglect, police, by=business_unit, holder=leaver)
    change = {"person": leaver, "email": leaver.email, "name": leaver.name, "by": business_unit, "now": NOW}
    for new in (fire, None):
        with pytest.raises(ValidationError, match="Hand them on first"):
            people.change_person(agency=new, **change)
    part = make_agency("Police, child protection", part_of=police)
    people.change_person(agency=part, **change)
    give(all_to(held_by(leaver), person=colleague), business_unit)
    assert people.change_person(agency=fire, **change).agency == fire


# ---- an agency closes ----


def test_everything_that_an_agency_holds_goes_to_its_successor(
    neglect: Body, police: Agency, fire: Agency, icb: Agency, leaver: Person, outsider: Person, business_unit: Person
) -> None:
    everything(neglect, police, leaver, business_unit, icb)
    close_agency(agency=police, closed_on=TODAY, reason="Merged", on=TODAY, by=business_unit, successor=fire, now=NOW)
    Notice.objects.all().delete()
    held = held_by_agency(police)
    assert {holding.kind for holding in held} == {"action", "support", "paper", "planned_report", "risk", "challenge"}
    paths = {holding.kind: holding.path for holding in held}
    for model in (Paper, PlannedReport, Risk, Challenge):
        assert model.objects.get().get_absolute_url() in paths.values(), "each link leads to the record itself"
    give(all_to(held, agency=fire), business_unit, "Merged")
    assert held_by_agency(police) == [] and len(held_by_agency(fire)) == 6
    action = Action.objects.get(lead_agency=fire)
    assert (action.holder, action.chase_from_on) == (None, TODAY)
    assert [row.lead_agency for row in action.history.order_by("history_id")] == [police, fire]
    assert [mail.to for mail in Notice.objects.all()] == [outsider], "the lead of the fire service, once"


def test_a_person_who_moved_to_the_successor_keeps_the_action(
    neglect: Body, police: Agency, fire: Agency, leaver: Person, business_unit: Person
) -> None:
    make_action(neglect, police, by=business_unit, holder=leaver)
    Person.objects.filter(pk=leaver.pk).update(agency=fire)
    give(all_to(held_by_agency(police), agency=fire), business_unit, "Merged")
    assert Action.objects.get().holder == leaver


def test_an_agency_that_leads_or_supports_already_gets_no_second_part(
    neglect: Body, police: Agency, fire: Agency, icb: Agency, business_unit: Person
) -> None:
    make_action(neglect, fire, by=business_unit, supporting=[(police, "")])
    make_action(neglect, icb, by=business_unit, supporting=[(police, ""), (fire, "")])
    make_action(neglect, police, by=business_unit, supporting=[(fire, "")])
    give(all_to(held_by_agency(police), agency=fire), business_unit, "Merged")
    assert [(row.action.lead_agency, row.agency) for row in Support.objects.all()] == [(icb, fire)]


def test_what_only_an_agency_can_hold_goes_to_no_person_and_is_not_offered_to_the_lead(
    neglect: Body, police: Agency, fire: Agency, partner: Person, colleague: Person, business_unit: Person, monday: Any
) -> None:
    everything(neglect, police, None, business_unit, fire)
    held = {holding.kind: holding for holding in held_by_agency(police)}
    for kind in ("risk", "challenge", "support"):
        with pytest.raises(ValidationError, match="agency’s|Choose an agency"):
            give([Wish(held[kind], person=colleague)], business_unit)
        with pytest.raises(NotYours):
            give([Wish(held[kind], person=colleague)], partner)
    page = client_of(partner).get(f"/agencies/{police.slug}/hand-on/").content.decode()
    assert held["action"].key in page and held["risk"].key not in page and held["support"].key not in page


def test_a_closed_agency_takes_nothing_on(neglect: Body, police: Agency, business_unit: Person) -> None:
    make_action(neglect, police, by=business_unit)
    closed = make_agency("Closed trust", closed_on=TODAY - dt.timedelta(days=1))
    with pytest.raises(ValidationError, match="is closed"):
        give(all_to(held_by_agency(police), agency=closed), business_unit)


# ---- pages ----


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_only_lead_of_an_agency_does_not_hand_on_to_the_lead(
    neglect: Body, police: Agency, partner: Person, business_unit: Person, monday: Any
) -> None:
    make_action(neglect, police, by=business_unit, holder=partner)
    client, path = client_of(business_unit), f"/people/{partner.pk}/hand-on/"
    assert "The agency’s lead" not in client.get(path).content.decode()
    make_appointment(make_person("Second lead", police), Appointment.Role.AGENCY_LEAD, police)
    assert "The agency’s lead" in client.get(path).content.decode()


def test_the_business_unit_ticks_some_and_chooses_row_by_row(
    partner: Person,
    neglect: Body,
    police: Agency,
    leaver: Person,
    colleague: Person,
    business_unit: Person,
    monday: Any,
) -> None:
    one, two, three = (make_action(neglect, police, by=business_unit, holder=leaver, title=f"Work {n}") for n in "abc")
    client, path = client_of(business_unit), f"/people/{leaver.pk}/hand-on/"
    assert "Zelda Leaves holds 3\u00a0actions." in client.get(path).content.decode()
    answer = client.post(path, {
        "tick": [f"action-{one.pk}", f"action-{two.pk}"], "everybody": "lead", "reason": "Left",
        f"to-action-{two.pk}": f"person-{colleague.pk}",
    })  # fmt: skip
    assert answer.url == path, "one is left"
    assert [Action.objects.get(pk=row.pk).holder for row in (one, two, three)] == [None, colleague, leaver]
    client.post(path, {"tick": [f"action-{three.pk}"], "everybody": f"person-{colleague.pk}", "reason": "Left"})
    assert "holds nothing" in client.get(path).content.decode()


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Write why it is handed on"),
        ({"reason": "Left", "everybody": "lead"}, "Tick what is handed on"),
        ({"reason": "Left", "everybody": "lead", "tick": ["action-0"]}, "finished or handed on meanwhile"),
        ({"reason": "Left", "tick": ["one"]}, "Choose who takes on what is ticked"),
        (
            {"reason": "Left", "tick": ["one"], "everybody": "person-0"},
            "Choose who takes on what is ticked",
        ),
        ({"reason": "Left", "tick": ["one"], "to-one": "agency-1"}, "Choose who takes on what is ticked"),
    ],
)
def test_what_is_missing_is_told_and_what_was_ticked_stays(
    neglect: Body, police: Agency, partner: Person, leaver: Person, colleague: Person, business_unit: Person,
    monday: Any,
    sent: dict[str, Any], says: str,
) -> None:  # fmt: skip
    key = f"action-{make_action(neglect, police, by=business_unit, holder=leaver).pk}"
    data = {name.replace("one", key): [key] if value == ["one"] else value for name, value in sent.items()}
    answer = client_of(business_unit).post(f"/people/{leaver.pk}/hand-on/", data)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert Action.objects.get().holder == leaver


def test_who_may_open_the_pages(
    neglect: Body,
    police: Agency,
    leaver: Person,
    partner: Person,
    outsider: Person,
    chair: Person,
    business_unit: Person,
) -> None:
    for person, theirs, agencys in (
        (business_unit, 200, 200), (partner, 200, 200), (outsider, 404, 403), (chair, 404, 403), (leaver, 403, 403),
    ):  # fmt: skip
        client = client_of(person)
        assert client.get(f"/people/{leaver.pk}/hand-on/").status_code == theirs, person
        assert client.get(f"/agencies/{police.slug}/hand-on/").status_code == agencys, person


def test_the_lead_is_offered_colleagues_and_no_other_agency(
    neglect: Body, police: Agency, fire: Agency, partner: Person, colleague: Person, business_unit: Person, monday: Any
) -> None:
    action = make_action(neglect, police, by=business_unit)
    client, path = client_of(partner), f"/agencies/{police.slug}/hand-on/"
    page = client.get(path).content.decode()
    assert colleague.name in page and f'value="agency-{fire.pk}"' not in page
    sent = {"tick": [f"action-{action.pk}"], "reason": "Shared out"}
    assert client.post(path, {**sent, "everybody": f"agency-{fire.pk}"}).status_code == 422
    assert client.post(path, {**sent, "everybody": f"person-{colleague.pk}"}).status_code == 302
    action.refresh_from_db()
    assert (action.lead_agency, action.holder) == (police, colleague)


def test_closing_an_agency_leads_to_what_it_holds_with_the_successor_chosen(
    neglect: Body, police: Agency, fire: Agency, business_unit: Person, monday: Any
) -> None:
    make_action(neglect, police, by=business_unit)
    client = client_of(business_unit)
    assert "It holds 1\u00a0action." in client.get(f"/agencies/{police.slug}/close/").content.decode()
    day = {"closed_on_day": "23", "closed_on_month": "11", "closed_on_year": "2026"}
    answer = client.post(f"/agencies/{police.slug}/close/", {**day, "reason": "Merged", "successor": fire.pk})
    assert answer.url == f"/agencies/{police.slug}/hand-on/"
    page = client.get(answer.url)
    assert page.context["form"]["everybody"].value() == f"agency-{fire.pk}"
    assert "still holds" in client.get(police.get_absolute_url()).content.decode()


def test_leaving_leads_to_what_is_held(
    neglect: Body, police: Agency, leaver: Person, business_unit: Person, monday: Any
) -> None:
    membership = make_membership(leaver, neglect)
    make_action(neglect, police, by=business_unit, holder=leaver)
    client, path = client_of(business_unit), f"/people/{leaver.pk}/hand-on/"
    assert path in client.get(f"/memberships/{membership.pk}/end/").content.decode()
    day = {"last_day_day": "23", "last_day_month": "11", "last_day_year": "2026"}
    assert client.post(f"/memberships/{membership.pk}/end/", day).url == path
    assert path in client.get(f"/people/{leaver.pk}/shut-out/").content.decode()
    assert client.post(f"/people/{leaver.pk}/shut-out/", {}).url == path
    assert path in client.get(leaver.get_absolute_url()).content.decode()


def test_an_agency_with_hundreds_is_handed_on_in_a_page_of_few_queries(
    neglect: Body, police: Agency, fire: Agency, business_unit: Person, monday: Any, django_assert_max_num_queries: Any
) -> None:
    first = make_action(neglect, police, by=business_unit)
    Action.objects.bulk_create([Action(**{**_values(first), "reference": f"NEG-2025-{n:03d}"}) for n in range(300)])
    make_appointment(make_person("Lead", fire), Appointment.Role.AGENCY_LEAD, fire)
    client = client_of(business_unit)
    with django_assert_max_num_queries(26):
        page = client.get(f"/agencies/{police.slug}/hand-on/").content.decode()
    assert "too many to choose row by row" in page
    ticks = [f"action-{row.pk}" for row in Action.objects.all()]
    sent = {"tick": ticks, "everybody": f"agency-{fire.pk}", "reason": "Merged"}
    assert client.post(f"/agencies/{police.slug}/hand-on/", sent).status_code == 302
    assert Action.objects.filter(lead_agency=fire).count() == 301
