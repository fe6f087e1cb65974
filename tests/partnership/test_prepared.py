"""Queries whose text is made once: the same rows as the queryset's, read anew at each call."""

import datetime as dt
from typing import Any

import pytest
from django.db.models import BigIntegerField, CharField, DateField, F, Value
from django.db.models.functions import Concat

from partnership.kit.prepared import Prepared, PreparedBy, Slot, Slots, keep_related
from partnership.models import Agency, Appointment, Body, Membership, Person
from partnership.permissions import PreparedFor
from subgroups.models import Action, AgendaItem, Challenge, Decision, Escalation, Meeting, Paper, Risk
from tests.factories import make_action, make_appointment, make_meeting, make_membership, make_person

NUMBER = BigIntegerField()


def people(pk: Any) -> Any:
    said = Concat(F("name"), Value(" said"), output_field=CharField())
    return Person.objects.select_related("agency").annotate(said=said).filter(pk=pk)


def test_rows_are_those_of_the_queryset_with_what_was_joined(
    chair: Person, business_unit: Person, django_assert_num_queries: Any
) -> None:
    prepared = Prepared(lambda: people(Slot("pk", NUMBER)))
    for person in (chair, business_unit, chair):
        with django_assert_num_queries(1):
            (row,) = prepared(pk=person.pk)
            assert (row, row.name, row.said) == (person, person.name, f"{person.name} said")
            assert row.agency == person.agency
            assert not row._state.adding
    assert prepared(pk=0) == []


def test_what_was_saved_since_is_seen(chair: Person) -> None:
    prepared = Prepared(lambda: people(Slot("pk", NUMBER)))
    assert prepared(pk=chair.pk)[0].name == chair.name
    Person.objects.filter(pk=chair.pk).update(name="Another name")
    assert prepared(pk=chair.pk)[0].name == "Another name"


def test_dates_and_tuples_of_values(neglect: Body, chair: Person) -> None:
    prepared = Prepared(
        lambda: (
            Membership.objects.filter(from_on__lte=Slot("on", DateField()))
            .order_by("pk")
            .values_list("person__name", "role", flat=False)
        )
    )
    held = Membership.objects.get(person=chair)
    assert prepared(on=held.from_on) == [(chair.name, held.role)]
    assert prepared(on=held.from_on - dt.timedelta(days=1)) == []


def test_each_shape_is_a_query_of_its_own(police: Agency, fire: Agency, icb: Agency) -> None:
    def make(count: int) -> Any:
        return Agency.objects.filter(pk__in=Slots(tuple(f"a{n}" for n in range(count)), NUMBER)).order_by("pk")

    prepared = PreparedBy(make)
    assert prepared.shape(1)(a0=police.pk) == [police]
    assert prepared.shape(2)(a0=police.pk, a1=icb.pk) == sorted([police, icb], key=lambda agency: agency.pk)
    assert prepared.shape(1)(a0=fire.pk) == [fire]
    assert prepared.shape(1) is prepared.shape(1)


def test_rights_are_those_of_today_in_the_next_request(chair: Person, police: Agency) -> None:
    """The text of the query is kept, never what it gave."""
    before = Person.objects.get(pk=chair.pk).rights
    make_appointment(chair, Appointment.Role.BUSINESS_UNIT)
    assert not before.manages
    assert Person.objects.get(pk=chair.pk).rights.manages


@pytest.mark.parametrize("room", [Action, Meeting, Decision, AgendaItem, Escalation, Risk, Challenge, Paper])
def test_a_scope_that_was_prepared_is_the_scope_of_whoever_asks(
    room: Any, chair: Person, member: Person, partner: Person, outsider: Person, business_unit: Person,
    independent_chair: Person, safeguarding_partner: Person, inspector: Person, neglect: Body, exploitation: Body,
    police: Agency, django_assert_num_queries: Any,
) -> None:  # fmt: skip
    """One after the other, so that each finds what those before left in memory."""
    meeting = make_meeting(neglect)
    other = make_meeting(exploitation)
    for held in (meeting, other):
        item = AgendaItem.objects.create(meeting=held, place=1, title="An item", is_confidential=held is meeting)
        action = make_action(held.body, police, by=business_unit)
        Action.objects.filter(pk=action.pk).update(meeting=held, item=item)
    prepared = PreparedFor(lambda person: room.objects.visible_to(person).order_by("pk"))
    both = make_person("Sits in both", police)
    make_membership(both, neglect)
    make_membership(both, exploitation)
    nobody = make_person("Has no role")
    people = [chair, member, partner, outsider, business_unit, independent_chair, safeguarding_partner, inspector]
    for person in [*people, both, nobody, *people]:
        asker = Person.objects.get(pk=person.pk)
        assert prepared(asker) == list(room.objects.visible_to(asker).order_by("pk")), person.name


def test_rows_kept_with_their_record_start_no_query(chair: Person, django_assert_num_queries: Any) -> None:
    keep_related(chair, notices=[])
    with django_assert_num_queries(0):
        assert list(chair.notices.all()) == []
    with pytest.raises(TypeError, match="choose among them"):
        chair.notices.all().filter(pk=1)
