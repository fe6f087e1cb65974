"""Scorecards and slippage: each figure by its definition, live and as at a past day, for whom it is meant."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership import chasing
from partnership.kit.dates import Period, at_hour, quarter, quarters_to
from partnership.models import Agency, Body, Chase, Person
from subgroups.models import Action, DateChange, ImpactCheck
from subgroups.selectors import scorecards, slippage
from subgroups.selectors.past import actions_as_at
from subgroups.selectors.quarters import ALL, Whose
from subgroups.selectors.scorecards import Kept, Promise, Score
from subgroups.selectors.slippage import Moves
from subgroups.services import actions
from tests.conftest import histories
from tests.counting import queries_of
from tests.factories import TODAY, make_action
from tests.subgroups.test_actions import SO_THAT, a_file

SUMMER = Period(dt.date(2026, 7, 1), dt.date(2026, 9, 30))
QUARTERS = quarters_to(SUMMER, 5)
DUE = dt.date(2026, 8, 14)
RECORDED = at_hour(dt.date(2026, 6, 1), 10)
DAY = dt.timedelta(days=1)


def on(day: dt.date) -> dt.datetime:
    return at_hour(day, 11)


@pytest.fixture
def promise(neglect: Body, police: Agency, business_unit: Person) -> Any:
    """Make an action first due on 14 August 2026, of the police unless said otherwise."""

    def make(agency: Agency = police, body: Body = neglect) -> Action:
        return make_action(body, agency, by=business_unit, due_on=DUE, now=RECORDED)

    return make


@pytest.fixture
def finish(business_unit: Person, chair: Person) -> Any:
    """Claim an action on a day and close it three days later."""

    def make(action: Action, claimed: dt.date) -> None:
        actions.claim_complete(action=action, impact=SO_THAT, by=business_unit, now=on(claimed), files=[a_file()])
        actions.close_action(action=action, by=chair, now=on(claimed + 3 * DAY))

    return make


@pytest.fixture
def move(business_unit: Person, chair: Person) -> Any:
    """Have a date moved by so many days, granted on a day."""

    def make(action: Action, days: int, granted: dt.date) -> None:
        current = Action.objects.get(pk=action.pk)
        change = actions.ask_new_date(
            action=current, to_on=current.due_on + days * DAY, reason="Later", by=business_unit, now=on(granted)
        )
        actions.answer_new_date(change=change, grant=True, by=chair, now=on(granted))

    return make


def counted(agency: Agency, until: dt.date = TODAY, **given: Any) -> Score:
    board = scorecards.scorecard(Action.objects.all(), QUARTERS, until=until, **given)
    if until == TODAY:
        assert scorecards.scorecard(None, QUARTERS, until=until, **given).by_agency == board.by_agency
    return board.of(agency.pk)[-1]


# ---- what each figure means ----


def test_on_time_is_claimed_by_the_first_date_and_later_closed(promise: Any, finish: Any, police: Agency) -> None:
    finish(promise(), DUE)  # closed after the date: the second person was slow, not the agency
    finish(promise(), DUE + DAY)
    promise()
    kept = counted(police).kept
    assert (kept.due, kept.on_time, kept.late, kept.still_open) == (3, 1, 1, 1)


def test_a_granted_date_does_not_make_a_late_action_early(promise: Any, finish: Any, move: Any, police: Agency) -> None:
    action = promise()
    move(action, 30, DUE - DAY)
    finish(action, DUE + 10 * DAY)
    kept = counted(police).kept
    assert (kept.on_time, kept.late, kept.moves, kept.days) == (0, 1, 1, 30)


def test_a_move_stays_with_the_agency_that_asked_for_it(
    promise: Any, move: Any, police: Agency, fire: Agency, business_unit: Person
) -> None:
    action = promise()
    move(action, 20, DUE - 5 * DAY)
    current = Action.objects.get(pk=action.pk)
    actions.change_action(
        action=current, lead_agency=fire, holder=None, by=business_unit, now=on(DUE), seen=current.version
    )
    move(action, 30, DUE + DAY)

    def moved(agency: Agency) -> Moves:
        return slippage.moves_by_quarter(QUARTERS, TODAY, Whose.of(agency=agency.pk))[-1]

    assert (moved(police), moved(fire)) == (Moves(1, 1, 20), Moves(1, 1, 30))
    assert slippage.moves_by_quarter(QUARTERS, TODAY)[-1] == Moves(2, 1, 50)
    assert slippage.moves_by_quarter(QUARTERS, TODAY, Whose.of([action.body_id]))[-1] == Moves(2, 1, 50)
    assert slippage.moves_by_quarter(QUARTERS, TODAY, Whose.of([]))[-1] == Moves()


def test_slipped_twice_counts_whatever_came_of_it(promise: Any, move: Any, police: Agency) -> None:
    action = promise()
    move(action, 10, DUE - 2 * DAY)
    assert counted(police).kept.twice == 0
    move(action, 10, DUE - DAY)
    assert counted(police).kept.twice == 1


def test_what_was_withdrawn_is_left_out(promise: Any, chair: Person, police: Agency) -> None:
    actions.withdraw_action(action=promise(), reason="Over", by=chair, now=on(DUE))
    assert counted(police).kept == Kept()


def test_days_to_answer_are_working_days_of_the_agency(police: Agency, business_unit: Person, holidays: None) -> None:
    def chase(day: dt.date, answered: dt.date | None) -> None:
        number = day.toordinal()
        Chase.objects.create(
            kind="actions", subject=number, due_on=day, step="after-1", to="owner", step_on=day, on=day, at=on(day),
            agency=police, reference="NEG-1", title="x", path="/",
        )  # fmt: skip
        if answered:
            assert chasing.note_answer(kind="actions", subject=number, by=business_unit, now=on(answered)) == 1

    friday = dt.date(2026, 8, 28)  # the Monday after is a bank holiday
    chase(friday, friday + 4 * DAY)
    chase(dt.date(2026, 7, 6), dt.date(2026, 7, 10))
    chase(dt.date(2026, 7, 7), None)
    score = counted(police)
    assert (score.chases, score.answered, score.answer_days, score.average_answer) == (3, 2, 5, 2.5)
    assert counted(police, until=friday).average_answer == 4.0
    police.closures.create(reason="Training", from_on=dt.date(2026, 7, 15), to_on=dt.date(2026, 7, 16))
    chase(dt.date(2026, 7, 13), dt.date(2026, 7, 17))
    assert counted(police).answer_days == 7


def test_an_answer_counts_without_its_days_where_holidays_are_not_known(
    police: Agency, business_unit: Person, holidays: None
) -> None:
    day = SUMMER.first
    Chase.objects.create(
        kind="actions", subject=1, due_on=day, step="after-1", to="owner", step_on=day, on=day, at=on(day),
        agency=police, reference="NEG-1", title="x", path="/",
    )  # fmt: skip
    assert chasing.note_answer(kind="actions", subject=1, by=business_unit, now=on(dt.date(2060, 1, 5))) == 1
    score = scorecards.scorecard(None, QUARTERS, until=TODAY).of(police.pk)[-1]
    assert (score.answered, score.timed, score.average_answer) == (1, 0, None)


def test_lasted_is_counted_of_what_was_looked_at_again(promise: Any, business_unit: Person, police: Agency) -> None:
    for outcome in ("lasted", "partly", ""):
        checked = {"checked_at": on(DUE), "checked_by": business_unit} if outcome else {}
        ImpactCheck.objects.create(
            action=promise(), due_on=DUE, chase_from_on=DUE, outcome=outcome, text="Seen", **checked
        )
    score = counted(police)
    assert (score.impact_checked, score.impact_lasted) == (2, 1)


def test_a_council_answers_for_its_departments(promise: Any, council: Agency, police: Agency) -> None:
    housing = Agency.objects.create(slug="housing", kind="local_authority", name="Housing", short_name="Housing",
                                    part_of=council)  # fmt: skip
    promise(housing)
    promise(council)
    partners = scorecards.partners_with_parts(Agency.objects.all(), TODAY)
    assert [(one.name, [part.name for part in parts]) for one, parts in partners] == [
        ("Dudley MBC", ["Housing"]), ("West Midlands Police", []),
    ]  # fmt: skip
    board = scorecards.scorecard(Action.objects.all(), QUARTERS, until=TODAY)
    assert board.together(partners[0])[-1].kept.due == 2


def test_figures_of_a_past_day_come_out_the_same_later(
    promise: Any, finish: Any, move: Any, police: Agency, fire: Agency, neglect: Body
) -> None:
    made = [promise() for _ in range(3)] + [promise(fire)]
    move(made[0], 20, DUE - 5 * DAY)
    finish(made[1], DUE - 5 * DAY)

    def read() -> Any:
        past = actions_as_at(Action.objects.all(), DUE)
        board = scorecards.scorecard(past, QUARTERS, until=DUE)
        return board.by_agency, slippage.slipped_by(past, "body_id"), slippage.moves_by_quarter(QUARTERS, DUE)

    before = read()
    move(made[0], 20, DUE + 10 * DAY)
    move(made[2], 20, DUE + DAY)
    finish(made[3], DUE + 2 * DAY)
    assert read() == before
    assert scorecards.scorecard(Action.objects.all(), QUARTERS, until=TODAY).by_agency != before[0]


# ---- slippage adds up ----


PROMISES = st.builds(
    Promise,
    status=st.sampled_from(Action.Status.values),
    first_due_on=st.dates(SUMMER.first, SUMMER.last),
    claimed_on=st.none() | st.dates(SUMMER.first, SUMMER.last),
    moves=st.integers(0, 4),
    days=st.integers(0, 300),
)


@given(st.lists(st.tuples(st.integers(1, 4), PROMISES), max_size=40))
def test_agencies_together_come_to_the_whole(promises: list[tuple[int, Promise]]) -> None:
    whole = scorecards.kept(promise for _, promise in promises)
    parts = [scorecards.kept(one for agency, one in promises if agency == number) for number in range(1, 5)]
    assert sum(parts, Kept()) == whole
    assert whole.due == whole.on_time + whole.late + whole.still_open


@settings(max_examples=histories(15), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_moves_add_up_for_each_action_each_agency_and_the_whole(
    data: st.DataObject, neglect: Body, exploitation: Body, police: Agency, fire: Agency, business_unit: Person,
    chair: Person, promise: Any, move: Any, finish: Any,
) -> None:  # fmt: skip
    """Random histories: moved some times, perhaps claimed; then counted by the database and one by one."""
    Action.objects.all().delete()
    for _ in range(data.draw(st.integers(0, 4))):
        action = promise(data.draw(st.sampled_from([police, fire])))
        for days in data.draw(st.lists(st.integers(1, 60), max_size=3)):
            move(action, days, DUE - data.draw(st.integers(0, 20)) * DAY)
        if data.draw(st.booleans()):
            finish(Action.objects.get(pk=action.pk), DUE + data.draw(st.integers(-10, 10)) * DAY)
    rows = list(Action.objects.all())
    for row in rows:
        moved = row.date_changes.filter(status=DateChange.Status.GRANTED)
        assert sum(change.days for change in moved) == (row.due_on - row.first_due_on).days == row.days_slipped
        assert len(moved) == row.moves_count
    live = scorecards.kept_by(Action.objects.all(), QUARTERS, "lead_agency_id")
    by_hand = [Promise(row.status, row.first_due_on, row.claimed_on, row.moves_count, row.days_slipped) for row in rows]
    assert sum(live.values(), Kept()) == scorecards.kept(by_hand)
    open_by_agency = slippage.slipped_by(Action.objects.all(), "lead_agency_id")
    open_by_body = slippage.slipped_by(Action.objects.all(), "body_id")
    assert sum(open_by_agency.values(), slippage.Slipped()) == sum(open_by_body.values(), slippage.Slipped())
    moves = slippage.moves_by_quarter(QUARTERS, TODAY)
    assert sum(row.days for row in moves) == sum(row.days_slipped for row in rows)
    assert sum(row.count for row in moves) == sum(row.moves_count for row in rows)


def test_quarters_follow_the_financial_year_without_a_gap() -> None:
    assert quarter(dt.date(2026, 11, 23)) == Period(dt.date(2026, 10, 1), dt.date(2026, 12, 31))
    assert [period.first.month for period in QUARTERS] == [7, 10, 1, 4, 7]
    assert all(one.last + DAY == two.first for one, two in zip(QUARTERS, QUARTERS[1:], strict=False))


# ---- pages ----


def test_an_agency_sees_its_own_figures_and_nobody_elses(
    client: Client, monday: Any, promise: Any, police: Agency, fire: Agency, partner: Person
) -> None:
    promise()
    promise(fire)
    client.force_login(partner)
    assert client.get("/scorecard/")["Location"] == f"/scorecard/{police.slug}/"
    own = client.get(f"/scorecard/{police.slug}/").content.decode()
    assert "0 of 1, 0" in own.replace("\xa0", " ")
    assert "Fire" not in own
    assert client.get(f"/scorecard/{fire.slug}/").status_code == 404
    assert client.get(f"/scorecard/{fire.slug}/?format=csv").status_code == 404
    assert client.get("/slippage/").status_code == 403
    file = b"".join(client.get(f"/scorecard/{police.slug}/?format=csv").streaming_content).decode()
    assert file.count("\r\n") == 6
    assert "Fire" not in file


def test_a_chair_counts_what_the_own_bodies_asked_for(
    client: Client, monday: Any, promise: Any, neglect: Body, exploitation: Body, police: Agency, chair: Person
) -> None:
    promise()
    promise(body=exploitation)
    client.force_login(chair)
    assert "Of what was first due from July to September 2026, 0 of 1 " in client.get("/scorecard/").content.decode()
    other = client.get(f"/scorecard/?body={exploitation.pk}").content.decode()
    assert "0 of 1 " in other and "0 of 2" not in other
    page = client.get("/slippage/").content.decode()
    assert "Neglect sub group" in page and "Exploitation, adults" not in page


def test_the_file_holds_what_the_page_counts(
    client: Client, monday: Any, promise: Any, finish: Any, police: Agency, business_unit: Person
) -> None:
    finish(promise(), DUE)
    client.force_login(business_unit)
    file = b"".join(client.get("/scorecard/?format=csv").streaming_content).decode()
    assert "West Midlands Police,2026-07-01,2026-09-30,1,1,0,0,0,0,0,0,0,,0,0" in file
    assert client.get("/scorecard/?format=xlsx").status_code == 200
    slipped = b"".join(client.get("/slippage/?format=csv").streaming_content).decode()
    assert slipped.startswith("\ufeffKind,Name,Open actions")


@pytest.mark.once
def test_figures_cost_the_same_at_ten_and_at_a_hundred(
    client: Client, monday: Any, police: Agency, business_unit: Person, promise: Any
) -> None:
    most = {"/scorecard/": 11, "/scorecard/?as_at=1+10+2026": 15, "/slippage/": 11, f"/scorecard/{police.slug}/": 12}
    client.force_login(business_unit)

    def asked(count: int) -> dict[str, int]:
        for _ in range(count):
            promise()
        return {path: queries_of(client, path) for path in most}

    few = asked(10)
    assert asked(90) == few
    assert not {path: count for path, count in few.items() if count > most[path]}


def test_no_action_is_read_to_count_how_actions_were_kept(promise: Any, police: Agency) -> None:
    promise()
    with CaptureQueriesContext(connection) as captured:
        assert scorecards.kept_in(QUARTERS, ALL)[len(QUARTERS) - 1, police.pk].due == 1
        assert scorecards.kept_of([police.pk], QUARTERS)[len(QUARTERS) - 1,].due == 1
    assert [query["sql"] for query in captured if "subgroups_action " in query["sql"].replace('"', " ")] == []
    assert len(captured) == 2
