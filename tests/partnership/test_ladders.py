"""The ladder may be changed while it is climbed: nobody is told of one step twice, nothing is lost, all in order."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from partnership import chasing
from partnership.chasing import DEFAULT_LADDER, Ladders, Rung
from partnership.chasing.planning import plan_run
from partnership.chasing.recording import REACH
from partnership.kit.dates import at_hour
from partnership.kit.errors import NotYours, Stale
from partnership.models import Agency, AgencyClosure, Body, Chase, ChaseStep, Notice, Person, Snooze, Telling
from partnership.services import ladders as services
from subgroups.models import Action
from tests.conftest import histories
from tests.factories import NOW, TODAY, make_action, make_person

pytestmark = pytest.mark.usefixtures("partnership")
To = ChaseStep.To
DUE = TODAY - dt.timedelta(days=7)  # the Monday before: five working days late today


@pytest.fixture
def officer(police: Agency) -> Person:
    return make_person("Police officer", police)


@pytest.fixture
def action(neglect: Body, police: Agency, officer: Person, chair: Person, partner: Person) -> Action:
    return make_action(neglect, police, by=chair, holder=officer, due_on=DUE)


def run(day: dt.date) -> dict[str, int]:
    return chasing.chase(on=day, now=at_hour(day, 7))


def save(rungs: list[Rung], by: Person, body: Body | None = None, seen: str = "") -> bool:
    seen = seen or services.standing_ladder(body).version
    return services.change_ladder(body=body, rungs=rungs, seen=seen, by=by, now=NOW)


def changed(key: str, **fields: Any) -> list[Rung]:
    from dataclasses import replace

    return [replace(rung, **fields) if rung.key == key else rung for rung in DEFAULT_LADDER]


def keys(body: Body | None = None) -> list[str]:
    return [rung.key for rung in Ladders().of(body.pk if body else None)]


# ---- saving ----


def test_the_business_unit_changes_the_ladder_and_its_history_says_so(business_unit: Person, action: Action) -> None:
    assert save(changed("5-after", offset=7), business_unit)
    assert ChaseStep.objects.get(key="5-after").offset == 7
    assert save([*Ladders().of(None), Rung("", To.OWNER, 3)], business_unit)
    assert ChaseStep.objects.get(key="3-after").history.latest().history_user == business_unit
    versions = ChaseStep.history.count()
    assert not save(Ladders().of(None), business_unit)
    assert ChaseStep.history.count() == versions


def test_nobody_else_may(chair: Person, partner: Person, neglect: Body) -> None:
    for person in (chair, partner):
        with pytest.raises(NotYours):
            save(DEFAULT_LADDER, person)
        with pytest.raises(NotYours):
            services.use_common_ladder(body=neglect, by=person)


def test_two_people_do_not_undo_each_others_work(business_unit: Person) -> None:
    seen = services.standing_ladder(None).version
    save(changed("5-after", offset=7), business_unit, seen=seen)
    with pytest.raises(Stale):
        save(changed("10-after", offset=12), business_unit, seen=seen)
    assert ChaseStep.objects.get(key="10-after").offset == 10


@pytest.mark.parametrize(
    ("rung", "words"),
    [
        (Rung("", To.OWNER, 1), "same people are told on the same day by step 3"),
        (Rung("", To.OWNER, -61), "60 working days before"),
        (Rung("", To.OWNER, 251), "to 250 after"),
        (Rung("", To.OWNER, slips=0), "moves from 1 to 20"),
        (Rung("", To.EXECUTIVE, slips=2), "same people are told on the same day by step 7"),
        (Rung("", To.OWNER, -1, letter=True), "for what is late"),
    ],
)
def test_a_ladder_that_cannot_be_climbed_is_refused(business_unit: Person, rung: Rung, words: str) -> None:
    with pytest.raises(services.LadderFaults, match=words):
        save([*DEFAULT_LADDER, rung], business_unit)
    assert not ChaseStep.objects.exists()


def test_a_ladder_keeps_one_step_and_no_more_than_twenty(business_unit: Person) -> None:
    with pytest.raises(ValidationError, match="one step at least"):
        save([], business_unit)
    with pytest.raises(ValidationError, match="20 steps at most"):
        save([Rung("", To.OWNER, offset) for offset in range(21)], business_unit)


def test_a_step_of_nowhere_is_refused(business_unit: Person) -> None:
    with pytest.raises(ValidationError, match="not on the ladder any more"):
        save([*DEFAULT_LADDER, Rung("invented", To.OWNER, 30)], business_unit)
    with pytest.raises(ValidationError, match="not on the ladder any more"):
        save([*DEFAULT_LADDER, Rung("5-after", To.OWNER, 30)], business_unit)


# ---- keys ----


def test_a_step_keeps_its_key_when_its_day_changes_and_a_new_one_never_takes_it(business_unit: Person) -> None:
    save([*changed("5-after", offset=7), Rung("", To.CHAIR, 5)], business_unit)
    assert {row.key: row.offset for row in ChaseStep.objects.all()}["5-after-2"] == 5
    save([rung for rung in Ladders().of(None) if rung.key != "5-after"], business_unit)
    save([*Ladders().of(None), Rung("", To.OWNER, 7)], business_unit)
    assert "7-after" in keys()
    save([rung for rung in Ladders().of(None) if rung.key != "7-after"], business_unit)
    save([*Ladders().of(None), Rung("", To.OWNER, 7)], business_unit)
    assert "7-after" in keys(), "a step that comes back on its old day is the old step"


def test_a_body_gets_its_own_ladder_with_the_keys_of_the_common_one_and_gives_it_up(
    business_unit: Person, neglect: Body, action: Action
) -> None:
    save(changed("5-after", offset=6), business_unit, neglect)
    assert keys(neglect) == keys()
    assert services.use_common_ladder(body=neglect, by=business_unit, now=NOW)
    assert not services.use_common_ladder(body=neglect, by=business_unit, now=NOW)
    assert not ChaseStep.objects.exists()
    assert ChaseStep.history.filter(history_type="-", body=neglect).count() == len(DEFAULT_LADDER)


# ---- in the middle of the ladder ----


def taken() -> list[str]:
    return list(Chase.objects.order_by("pk").values_list("step", flat=True))


def test_a_step_that_was_taken_is_not_taken_again_on_its_new_day(action: Action, business_unit: Person) -> None:
    run(TODAY)
    assert taken() == ["10-before", "3-before", "1-after", "5-after"]
    save(changed("5-after", offset=7), business_unit)
    run(TODAY + dt.timedelta(days=3))
    assert taken().count("5-after") == 1


def test_a_step_brought_forward_reaches_those_who_stand_between_its_days(
    action: Action, business_unit: Person, chair: Person
) -> None:
    run(TODAY)
    save(changed("10-after", offset=4), business_unit)
    run(TODAY + dt.timedelta(days=1))
    assert Telling.objects.get(chase__step="10-after").person == chair


def test_what_comes_new_behind_a_step_that_was_taken_is_passed_over(action: Action, business_unit: Person) -> None:
    run(TODAY)
    save([*DEFAULT_LADDER, Rung("", To.OWNER, -2), Rung("", To.OWNER, 5)], business_unit)
    run(TODAY + dt.timedelta(days=1))
    assert taken() == ["10-before", "3-before", "1-after", "5-after"]


def test_a_body_that_gives_up_its_ladder_tells_nobody_again(
    action: Action, business_unit: Person, neglect: Body
) -> None:
    save([Rung("", To.OWNER_AND_LEAD, 4)], business_unit, neglect)
    run(TODAY)
    assert taken() == ["4-after"]
    services.use_common_ladder(body=neglect, by=business_unit, now=NOW)
    run(TODAY + dt.timedelta(days=1))
    assert taken() == ["4-after", "5-after"], "five days late comes after four; one day late and before are behind"


# ---- the preview ----


def test_the_preview_shows_both_runs_and_writes_nothing(action: Action, business_unit: Person) -> None:
    ladders = Ladders()
    with transaction.atomic(), CaptureQueriesContext(connection) as captured:
        before, after = plan_run(
            ladders=[ladders, ladders.with_ladder(None, [*DEFAULT_LADDER, Rung("new", To.CHAIR, 5)])],
            on=TODAY, now=NOW, body_id=None,
        )  # fmt: skip
    assert not [
        query
        for query in captured
        if not query["sql"].lstrip().upper().startswith(("SELECT", "EXECUTE AT_HAND", "SAVEPOINT", "RELEASE", "BEGIN"))
    ]
    assert not Chase.objects.exists() and not Notice.objects.filter(kind="digest").exists()
    assert [step.rung.key for step in before.steps] == ["10-before", "3-before", "1-after", "5-after"]
    assert [step.rung.key for step in after.steps][-1] == "new"
    run(TODAY)
    assert taken() == [step.rung.key for step in before.steps], "what was foretold is what happens"


@pytest.mark.once
def test_the_preview_asks_no_more_for_a_hundred(
    neglect: Body, police: Agency, officer: Person, chair: Person, partner: Person
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            plan_run(ladders=[Ladders()], on=TODAY, now=NOW, body_id=neglect.pk)
        return len(captured)

    for _ in range(10):
        make_action(neglect, police, by=chair, holder=officer, due_on=DUE)
    few = queries()
    for _ in range(90):
        make_action(neglect, police, by=chair, holder=officer, due_on=DUE)
    assert queries() == few


# ---- the page ----


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def posted(rungs: list[Rung], act: str, **given: Any) -> dict[str, Any]:
    from partnership.forms.ladders import row_of

    data: dict[str, Any] = {"count": len(rungs), "act": act, **given}
    for place, rung in enumerate(rungs):
        data |= {f"{part}_{place}": value for part, value in row_of(rung).items() if part != "letter" or value}
    return data


@pytest.fixture
def address(monday: Any) -> str:
    return reverse("partnership:chase-ladder-change")


def test_rows_are_added_and_taken_out_by_buttons(business_unit: Person, address: str) -> None:
    client = as_(business_unit)
    assert client.get(address).content.decode().count('class="app-step"') == 7
    more = client.post(address, posted(DEFAULT_LADDER, "add")).content.decode()
    assert more.count('class="app-step"') == 8
    fewer = client.post(address, posted(DEFAULT_LADDER, "remove-0")).content.decode()
    assert fewer.count('class="app-step"') == 6 and "10-before" not in fewer
    assert not ChaseStep.objects.exists()


def test_nothing_is_saved_before_it_was_looked_at(business_unit: Person, address: str, action: Action) -> None:
    client, version = as_(business_unit), services.standing_ladder(None).version
    rungs = changed("5-after", offset=6)
    response = client.post(address, posted(rungs, "save", version=version))
    assert response.status_code == 200 and "What would go out tomorrow" in response.content.decode()
    assert not ChaseStep.objects.exists()
    seen = services.version_of(services.proposed_ladder(body=None, rungs=rungs), is_own=True)
    other = client.post(address, posted(changed("5-after", offset=9), "save", version=version, looked_at=seen))
    assert "differ from those looked at" in other.content.decode()
    assert not ChaseStep.objects.exists()
    done = client.post(address, posted(rungs, "save", version=version, looked_at=seen))
    assert done.status_code == 302
    assert ChaseStep.objects.get(key="5-after").offset == 6
    stale = client.post(address, posted(rungs, "save", version=version, looked_at=seen))
    assert stale.status_code == 409 and "as somebody else saved it" in stale.content.decode()


def test_a_fault_is_said_at_its_step(business_unit: Person, address: str) -> None:
    response = as_(business_unit).post(address, posted([*DEFAULT_LADDER, Rung("", To.OWNER, 300)], "preview"))
    assert response.status_code == 422
    assert "id_number_7_error" in response.content.decode()
    empty = posted(DEFAULT_LADDER, "preview") | {"number_0": ""}
    assert "Enter how many for step 1" in as_(business_unit).post(address, empty).content.decode()


@pytest.mark.parametrize("count", ["", "-1", "99999999", "x", "25"])
def test_a_count_that_means_nothing_is_refused(business_unit: Person, address: str, count: str) -> None:
    assert as_(business_unit).post(address, {"act": "save", "count": count}).status_code == 422


def test_everybody_reads_how_a_body_chases(member: Person, neglect: Body, business_unit: Person, monday: Any) -> None:
    save(changed("5-after", offset=6), business_unit, neglect)
    page = as_(member).get(reverse("partnership:body-ladder", args=[neglect.slug])).content.decode()
    assert "6\xa0working days after the due date" in page and "Change the ladder" not in page
    unit = as_(business_unit).get(reverse("partnership:body-ladder", args=[neglect.slug])).content.decode()
    assert "Use the partnership’s ladder" in unit and "Who changed it" in unit


# ---- any sequence of changes ----

SPOTS = st.integers(-12, 25)
EVENTS = st.one_of(
    st.tuples(st.just("run"), st.integers(1, 6)),
    st.tuples(st.just("move rung"), st.integers(0, 9), SPOTS),
    st.tuples(st.just("add rung"), SPOTS, st.sampled_from(To.values)),
    st.tuples(st.just("remove rung"), st.integers(0, 9)),
    st.tuples(st.just("own"), st.booleans()),
    st.tuples(st.just("closure"), st.integers(1, 9), st.integers(0, 6)),
    st.tuples(st.just("snooze"), st.integers(1, 9)),
    st.tuples(st.just("date"), st.integers(1, 30)),
)


@pytest.mark.django_db
@hypothesis_settings(
    max_examples=histories(25), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(events=st.lists(EVENTS, min_size=3, max_size=14), closed_after=st.integers(0, 14))
def test_whatever_happens_each_step_is_told_once_and_in_order(
    events: list[Any],
    closed_after: int,
    neglect: Body,
    police: Agency,
    officer: Person,
    chair: Person,
    partner: Person,
    executive: Body,
    business_unit: Person,
) -> None:
    point = transaction.savepoint()
    try:
        play(events, closed_after, neglect, police, officer, chair, business_unit)
    finally:
        transaction.savepoint_rollback(point)


def play(
    events: list[Any], closed_after: int, neglect: Body, police: Agency, officer: Person, chair: Person, unit: Person
) -> None:
    action = make_action(neglect, police, by=chair, holder=officer, due_on=TODAY + dt.timedelta(days=14))
    body: Body | None = None
    day, since_closed = TODAY, None
    for place, event in enumerate([*events, ("run", 5), ("run", 40)]):
        if place == closed_after:
            Action.objects.filter(pk=action.pk).update(status=Action.Status.CLAIMED, claimed_on=day, claimed_by=officer)
            since_closed = Chase.objects.count()
        match event:
            case ("run", days):
                day += dt.timedelta(days=days)
                run(day)
            case ("own", own):
                body = neglect if own else None
                if not own:
                    services.use_common_ladder(body=neglect, by=unit, now=at_hour(day, 9))
            case ("closure", ahead, length):
                first = day + dt.timedelta(days=ahead)
                AgencyClosure.objects.create(
                    agency=police, from_on=first, to_on=first + dt.timedelta(days=length), reason="Closed"
                )
                chasing.look_again(agency_id=police.pk)
            case ("snooze", length):
                Snooze.objects.create(
                    kind="action", subject=action.pk, reference=action.reference, body=neglect, reason="Agreed",
                    by=unit, at=at_hour(day, 9), from_on=day, to_on=day + dt.timedelta(days=length),
                )  # fmt: skip
                chasing.look_again(body_id=neglect.pk)
            case ("date", days):
                row = Action.objects.get(pk=action.pk)
                row.due_on, row.chase_from_on = row.due_on + dt.timedelta(days=days), day
                row.moves_count += 1
                row.save()
            case _:
                edit(event, body, unit)
    tellings = Counter(Telling.objects.values_list("chase__due_on", "chase__step", "person"))
    assert all(count == 1 for count in tellings.values()), tellings
    for due_on in set(Chase.objects.values_list("due_on", flat=True)):
        in_order(list(Chase.objects.filter(due_on=due_on, offset__isnull=False).order_by("on", "step_on", "pk")))
    if since_closed is not None:
        assert Chase.objects.count() == since_closed, "what is claimed or closed is never chased"


def in_order(chases: list[Chase]) -> None:
    """No step is told to the same people, or to those below, after one that lay as far or further."""
    for place, chase in enumerate(chases):
        for before in chases[:place]:
            if before.on < chase.on and REACH[before.to] >= REACH[chase.to]:
                assert before.offset < chase.offset, (before.step, chase.step)  # type: ignore[operator]


def edit(event: Any, body: Body | None, unit: Person) -> None:
    """One change of the ladder, as far as it is allowed."""
    from dataclasses import replace

    rungs = list(services.standing_ladder(body).rungs)
    match event:
        case ("move rung", which, offset):
            rung = rungs[which % len(rungs)]
            if rung.offset is None:
                return
            rungs[which % len(rungs)] = replace(rung, offset=offset, letter=False)
        case ("add rung", offset, to):
            rungs.append(Rung("", to, offset))
        case ("remove rung", which):
            del rungs[which % len(rungs)]
    try:
        save(rungs, unit, body)
    except ValidationError:
        return
