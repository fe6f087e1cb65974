"""Lists of those who see a part of all actions: read reason by reason, and yet the very rows that they may see."""

from typing import Any

import pytest
from django.db.models import Q
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership.kit.dates import add_months, quarter
from partnership.kit.querysets import capped_count
from partnership.models import Agency, Appointment, Body, Membership, Objective, Person, Priority
from partnership.permissions import AgencyRight
from partnership.selectors.obligations import owed_by_agency
from subgroups.forms.action_lists import KEYS
from subgroups.models import Action, AgendaItem, Support
from subgroups.obligations import ACTIONS
from subgroups.selectors.action_lists import RELATED, SORTS, Counts, Wanted
from subgroups.selectors.actions import Clock, shown_to
from subgroups.synthetic import load_years
from tests.conftest import histories
from tests.factories import TODAY, make_appointment, make_membership, make_person

SIZE = 300
WHO = [
    "lead",
    "lead of two",
    "chair",
    "member of two",
    "observer",
    "holder",
    "all of these",
    "nobody",
    "oversees",
    "unit",
]


@pytest.fixture
def people(db: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, Person]:
    """Invented years in which a third of the items is confidential, and somebody for each reason to see an action."""
    monkeypatch.setattr("subgroups.synthetic.years.settle", lambda: None)
    load_years(actions=SIZE, on=TODAY, history=False)
    AgendaItem.objects.filter(pk__in=AgendaItem.objects.values_list("pk", flat=True)[::3]).update(is_confidential=True)
    agencies, bodies = Agency.objects.order_by("pk"), Body.objects.order_by("pk")
    holding = Action.objects.live().order_by("-pk").values_list("holder", flat=True)[0]
    both, two, every = (make_person(agency=agencies[place]) for place in (7, 8, 11))
    for agency in agencies[8:10]:
        make_appointment(two, Appointment.Role.AGENCY_LEAD, agency)
    for body in bodies[2:4]:
        make_membership(both, body)
    make_appointment(every, Appointment.Role.AGENCY_LEAD, agencies[11])
    make_membership(every, bodies[5])
    make_membership(every, bodies[6], role=Membership.Role.OBSERVER)
    Action.objects.filter(pk__in=Action.objects.order_by("pk").values_list("pk", flat=True)[::90]).update(holder=every)
    observer = make_person()
    make_membership(observer, bodies[4], role=Membership.Role.OBSERVER)
    leading = Person.objects.filter(appointments__role=Appointment.Role.AGENCY_LEAD, agency=agencies[7])
    return {
        "lead": leading.earliest("pk"),
        "lead of two": two,
        "chair": Membership.objects.get(role=Membership.Role.CHAIR, seat__body=bodies[1]).person,
        "member of two": both,
        "observer": observer,
        "holder": Person.objects.get(pk=holding),
        "all of these": every,
        "nobody": make_person(),
        "unit": Person.objects.get(appointments__role=Appointment.Role.BUSINESS_UNIT),
        "oversees": Person.objects.get(appointments__role=Appointment.Role.INDEPENDENT_CHAIR),
    }


def asked_at_once(wanted: Wanted, unit: Person) -> list[Action]:
    """The same list by the one condition of what a person may see, of all that the filters leave."""
    order = SORTS[wanted.filters.get("sort") or "due"]
    seen = set(Action.objects.visible_to(wanted.person).values_list("pk", flat=True))
    every = Wanted(unit, wanted.filters, wanted.clock).filtered().select_related(*RELATED).order_by(*order)
    return [row for row in every if row.pk in seen]


@pytest.mark.slow
@settings(max_examples=histories(60), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_each_page_of_each_list_holds_the_rows_that_its_reader_may_see(
    data: st.DataObject, people: dict[str, Person]
) -> None:
    filters = data.draw(
        st.fixed_dictionaries(
            {"key": st.sampled_from(["", *(key for key, _ in KEYS)]), "sort": st.sampled_from(["", *SORTS])},
            optional={
                "body": st.sampled_from(list(Body.objects.values_list("pk", flat=True)[:8])),
                "lead_agency": st.sampled_from(list(Agency.objects.values_list("pk", flat=True)[5:15])),
                "holder": st.just(people["holder"].pk),
                "objective": st.just(Objective.objects.earliest("pk")),
                "priority": st.just(Priority.objects.earliest("pk").pk),
                "origin": st.sampled_from(["meeting", "risk"]),
                "period": st.sampled_from([quarter(TODAY), quarter(add_months(TODAY, -6))]),
                "words": st.sampled_from(["pathway", "neglect report", "NEG", "agency number", "nowhere"]),
            },
        )
    )
    # One filter beside the key and the sort leaves rows more often than eight of them do.
    for name in data.draw(st.permutations(sorted(set(filters) - {"key", "sort"})))[1:]:
        del filters[name]
    first, size = data.draw(st.integers(0, 120)), data.draw(st.integers(1, 60))
    name = data.draw(st.sampled_from(WHO))
    wanted = Wanted(people[name], filters, Clock.of(TODAY))
    whole, rows = asked_at_once(wanted, people["unit"]), wanted.rows()
    assert list(rows[first : first + size]) == whole[first : first + size]
    assert list(rows) == whole
    assert capped_count(rows) == len(whole)
    assert capped_count(rows, first) == min(len(whole), first + 1)
    assert sorted(row.pk for row in wanted.filtered()) == sorted(row.pk for row in whole)
    assert sum(wanted.counts_by("body_id").values(), Counts()).count == len(whole)


def test_the_pages_of_a_list_and_its_file_hold_each_action_once(
    people: dict[str, Person], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody to whom one action is shown for several reasons: own agency, support, seat, in person."""
    monkeypatch.setattr("subgroups.views.actions.lists.ActionsPage.page_size", 7)
    person = people["all of these"]
    seen = set(Action.objects.visible_to(person).values_list("reference", flat=True))
    assert seen & set(Support.objects.filter(agency=person.agency_id).values_list("action__reference", flat=True))
    client.force_login(person)
    shown: list[str] = []
    for page in range(1, len(seen) // 7 + 2):
        answer = client.get("/actions/", {"key": "all", "page": page})
        shown += [row[1].url.split("/")[2] for row in answer.context["rows"]]
    assert len(shown) == len(set(shown)) and set(shown) == seen
    answer = client.get("/actions/", {"key": "all", "format": "csv"})
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == shown


def test_what_somebody_owes_and_waits_for_is_there_once_whoever_leads_and_holds_it(people: dict[str, Person]) -> None:
    for name in WHO:
        person = people[name]
        leads = person.rights.agencies(AgencyRight.LEAD)
        theirs = Q(lead_agency__in=leads) | Q(holder=person)
        rows = list(ACTIONS.owed().filter(theirs).order_by("due_on", "pk"))
        owed = owed_by_agency(leads, holder=person)
        listed = [key for kind, key, _ in owed.keys(0, None) if kind == ACTIONS.key]
        assert listed == [row.pk for row in rows], name
        late = sum(row.is_overdue(TODAY) for row in rows)
        assert owed.tallies(TODAY).get(ACTIONS.key, (0, 0)) == (len(rows), late), name
        waiting = Action.objects.waiting().filter(theirs).order_by("due_on", "pk")
        assert shown_to(person, leads, []).waiting == list(waiting[:50]), name
    assert len(people["lead of two"].rights.agencies(AgencyRight.LEAD)) == 2
