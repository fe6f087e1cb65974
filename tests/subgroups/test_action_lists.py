"""Lists and plans of actions: one engine; filters, order, files; today, and as at a past day."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from partnership.kit.dates import at_hour
from partnership.models import Agency, Body, Objective, Person, Priority, StrategicPlan, Theme
from partnership.services.agencies import rename_agency
from subgroups.models import Action
from subgroups.selectors.action_lists import Wanted
from subgroups.selectors.actions import Clock, counts_for, counts_visible_to
from subgroups.services import actions
from tests.counting import queries_of
from tests.factories import NOW, TODAY, make_action, make_meeting, make_person
from tests.subgroups.test_actions import SO_THAT, a_file

YEAR_END = dt.date(2026, 3, 31)
SPRING = at_hour(dt.date(2026, 2, 2), 10)
DAY = dt.timedelta(days=1)


@pytest.fixture
def objective(neglect: Body) -> Objective:
    plan = StrategicPlan.objects.create(
        slug="plan",
        title="Plan",
        body=neglect,
        starts_on=dt.date(2024, 4, 1),
        ends_on=dt.date(2027, 3, 31),
    )
    theme = Theme.objects.create(priority=Priority.objects.create(plan=plan, number=1, title="Neglect"), title="Homes")
    return Objective.objects.create(
        theme=theme,
        number="1.1",
        what="See neglect early",
        measure="Seen",
        owner=neglect,
        starts_on=TODAY,
        due_on=TODAY,
    )


@pytest.fixture
def reader(client: Client, business_unit: Person, monday: Any) -> Client:
    client.force_login(business_unit)
    return client


def content(response: Any) -> str:
    return b"".join(response.streaming_content).decode() if response.streaming else response.content.decode()


def listed(person: Person, on: dt.date = TODAY, as_at: dt.date | None = None, **filters: Any) -> list[str]:
    wanted = Wanted(person, filters, Clock.of(as_at or on), as_at)
    return [row.reference for row in wanted.rows()]


def play_a_year(body: Body, agency: Agency, unit: Person, chair: Person) -> list[Action]:
    """Three actions recorded before the year end: one open, one moved, one closed."""
    made = [
        make_action(body, agency, by=unit, title=f"Action {number}", due_on=YEAR_END + DAY * number, now=SPRING)
        for number in (-5, 10, 40)
    ]
    change = actions.ask_new_date(action=made[1], to_on=YEAR_END + DAY * 60, reason="Late", by=unit, now=SPRING + DAY)
    actions.answer_new_date(change=change, grant=True, by=chair, now=SPRING + DAY * 2)
    actions.claim_complete(action=made[2], impact=SO_THAT, by=unit, now=SPRING + DAY * 3, files=[a_file()])
    actions.close_action(action=made[2], by=chair, now=SPRING + DAY * 4)
    return made


def act_more(made: list[Action], agency: Agency, unit: Person, chair: Person) -> None:
    """What happened in the year after: moved again, claimed, closed, opened again, handed on, renamed."""
    officer = make_person("New holder", agency)
    for number, action in enumerate(made[:2]):
        change = actions.ask_new_date(
            action=action, to_on=TODAY + DAY * (90 + number), reason="Later", by=unit, now=NOW - DAY * 20
        )
        actions.answer_new_date(change=change, grant=True, by=chair, now=NOW - DAY * 19)
    actions.hand_over(action=made[0], holder=officer, by=unit, now=NOW - DAY * 18)
    actions.reopen_action(action=made[2], reason="It faded", due_on=TODAY + DAY * 30, by=chair, now=NOW - DAY * 17)
    actions.change_action(
        action=Action.objects.get(pk=made[1].pk), title="Another title", by=chair, now=NOW - DAY * 16, seen=None
    )
    actions.withdraw_action(action=made[0], reason="Over", by=chair, now=NOW - DAY * 15)
    rename_agency(
        agency=agency, name="The new police", short_name="New police", from_on=TODAY - DAY * 30, on=TODAY, by=unit,
        now=NOW - DAY * 14,
    )  # fmt: skip


# ---- as at a past day ----


def test_year_end_figures_come_out_the_same_a_year_later(
    reader: Client, neglect: Body, police: Agency, business_unit: Person, chair: Person
) -> None:
    made = play_a_year(neglect, police, business_unit, chair)
    paths = [f"/actions/?key=all&as_at=31+3+2026{more}" for more in ("", "&format=csv")] + [
        f"/action-plans/body/{neglect.slug}/?key=all&as_at=31/3/2026{more}" for more in ("", "&format=csv")
    ]
    before = {path: content(reader.get(path)) for path in paths}
    act_more(made, police, business_unit, chair)
    make_action(neglect, police, by=business_unit, title="Recorded after the year end")
    after = {path: content(reader.get(path)) for path in paths}
    for path in paths:
        assert after[path] == before[path] or "csrf" in before[path], path
        if "format" in path:
            assert after[path] == before[path]
            assert after[path].count("\r\n") == 4
    assert "Recorded after" not in str(after)
    assert "New police" not in str(after)
    assert "Another title" not in str(after)


def test_a_past_day_shows_what_stood_when_it_ended(
    neglect: Body, police: Agency, business_unit: Person, chair: Person
) -> None:
    made = play_a_year(neglect, police, business_unit, chair)
    act_more(made, police, business_unit, chair)
    first, second, third = (action.reference for action in made)
    assert listed(business_unit, as_at=YEAR_END) == [first, second]
    assert listed(business_unit, as_at=YEAR_END, key="overdue") == [first]
    assert listed(business_unit, as_at=YEAR_END, key="closed") == [third]
    assert listed(business_unit, as_at=SPRING.date(), key="all") == [first, second, third]
    assert listed(business_unit, as_at=SPRING.date() - DAY, key="all") == []
    assert listed(business_unit, as_at=SPRING.date() + DAY, key="asked") == [second]
    assert listed(business_unit, as_at=SPRING.date() + DAY * 2, key="asked") == []
    row = Wanted(business_unit, {"sort": "moved"}, Clock.of(YEAR_END), YEAR_END).rows()[0]
    assert (row.reference, row.moves_count, row.days_slipped, row.due_on) == (second, 1, 50, YEAR_END + DAY * 60)
    assert listed(business_unit) == [third, second]


def test_nobody_sees_more_of_the_past_than_of_the_present(
    neglect: Body, police: Agency, business_unit: Person, chair: Person, outsider: Person, partner: Person
) -> None:
    play_a_year(neglect, police, business_unit, chair)
    assert listed(outsider, as_at=YEAR_END, key="all") == []
    assert len(listed(partner, as_at=YEAR_END, key="all")) == 3


def test_a_banner_says_that_the_page_shows_a_past_day(reader: Client) -> None:
    assert "Actions as they stood at the end of Tuesday 31" in reader.get("/actions/?as_at=31+3+2026").content.decode()
    for today in ("", "?as_at=", "?as_at=23+11+2026"):
        assert "as they stood" not in reader.get(f"/actions/{today}").content.decode()


@pytest.mark.parametrize("typed", ["31 2 2026", "yesterday", "24 11 2026", "1 1 0001", "1 1 1901", "%00", "9999-12-31"])
def test_a_day_that_cannot_be_shown_is_said_and_never_passed_over(reader: Client, typed: str) -> None:
    said = reader.get(f"/actions/?as_at={typed}")
    assert said.status_code == 200
    assert "This is how they stand today" in said.content.decode()


# ---- filters, order, files ----


def test_each_filter_leaves_what_it_says(
    neglect: Body, exploitation: Body, police: Agency, fire: Agency, business_unit: Person, objective: Objective
) -> None:
    holder = make_person("Officer", police)
    one = make_action(neglect, police, by=business_unit, holder=holder, objective=objective, title="Dental checks")
    two = make_action(exploitation, fire, by=business_unit, origin=Action.Origin.RISK, due_on=TODAY + DAY)
    assert listed(business_unit, body=neglect.pk) == [one.reference]
    assert listed(business_unit, lead_agency=fire.pk) == [two.reference]
    assert listed(business_unit, holder=holder.pk) == [one.reference]
    assert listed(business_unit, objective=objective.pk) == [one.reference]
    assert listed(business_unit, priority=objective.theme.priority_id) == [one.reference]
    assert listed(business_unit, origin="risk") == [two.reference]
    assert listed(business_unit, words="dental police") == [one.reference]
    assert listed(business_unit, key="soon") == [two.reference]
    assert listed(business_unit, sort="-due") == [one.reference, two.reference]
    assert listed(business_unit, sort="number") == sorted([one.reference, two.reference])


def test_filters_stay_in_the_address_and_each_can_be_taken_away(
    reader: Client, neglect: Body, police: Agency, business_unit: Person
) -> None:
    make_action(neglect, police, by=business_unit)
    page = reader.get(f"/actions/?body={neglect.pk}&key=all&sort=moved").content.decode()
    assert "Body: Neglect sub group, remove" in page
    assert f"?body={neglect.pk}&amp;key=all&amp;sort=moved&amp;format=csv" in page
    assert 'name="sort" value="moved"' in page


def test_a_file_is_safe_to_open_in_a_spreadsheet(
    reader: Client, neglect: Body, police: Agency, business_unit: Person
) -> None:
    make_action(neglect, police, by=business_unit, title="=HYPERLINK(1)")
    said = content(reader.get("/actions/?format=csv"))
    assert "'=HYPERLINK(1)" in said
    assert reader.get("/actions/?format=xlsx")["Content-Disposition"].endswith('"actions.xlsx"')
    past = reader.get("/actions/?format=csv&as_at=1+11+2026")
    assert past["Content-Disposition"].endswith('"actions-as-at-2026-11-01.csv"')


# ---- plans ----


def test_a_plan_stands_in_the_order_of_priority_and_objective(
    reader: Client, neglect: Body, police: Agency, business_unit: Person, objective: Objective
) -> None:
    make_action(neglect, police, by=business_unit, title="Serves nothing")
    make_action(neglect, police, by=business_unit, title="Serves it", objective=objective)
    for path in (f"body/{neglect.slug}", f"agency/{police.slug}"):
        page = reader.get(f"/action-plans/{path}/").content.decode()
        places = [page.index(words) for words in (
            "Priority 1: Neglect", "1.1 See neglect early", ">Serves it<",
            "Serves no objective of the plan", ">Serves nothing<",
        )]  # fmt: skip
        assert places == sorted(places)
    for path in (f"objective/{objective.pk}", f"priority/{objective.theme.priority_id}"):
        page = reader.get(f"/action-plans/{path}/").content.decode()
        assert "Serves it" in page
        assert "Serves nothing" not in page


def test_a_plan_cannot_be_widened_through_the_address(
    reader: Client, neglect: Body, exploitation: Body, police: Agency, business_unit: Person
) -> None:
    make_action(exploitation, police, by=business_unit, title="Elsewhere")
    assert "Elsewhere" not in reader.get(f"/action-plans/body/{neglect.slug}/?body={exploitation.pk}").content.decode()


def test_a_plan_shows_each_reader_only_what_they_may_see(
    client: Client, monday: Any, neglect: Body, police: Agency, fire: Agency, business_unit: Person, outsider: Person
) -> None:
    make_action(neglect, police, by=business_unit, title="Of the police")
    make_action(neglect, fire, by=business_unit, title="Of the fire service")
    client.force_login(outsider)
    for path in (f"body/{neglect.slug}/", "origin/meeting/", f"agency/{police.slug}/", f"agency/{fire.slug}/"):
        page = client.get(f"/action-plans/{path}").content.decode()
        assert "Of the police" not in page
        assert ("Of the fire service" in page) is (police.slug not in path)
        assert "2 actions" not in page
    for by in ("body", "agency", "priority", "origin", "person"):
        assert "West Midlands Police" not in client.get(f"/action-plans/?by={by}").content.decode()


def test_a_plan_of_a_person_is_for_those_who_may_know_of_it(
    client: Client, monday: Any, neglect: Body, police: Agency, business_unit: Person, outsider: Person, chair: Person
) -> None:
    officer = make_person("Officer", police)
    make_action(neglect, police, by=business_unit, holder=officer)
    for reader, status in ((outsider, 404), (chair, 200), (officer, 200), (business_unit, 200)):
        client.force_login(reader)
        assert client.get(f"/action-plans/person/{officer.pk}/").status_code == status


MOST_QUERIES = {
    "/actions/": 8, "/actions/?key=overdue": 8, "/actions/?key=all": 9, "/actions/?words=x": 9,
    "/actions/?as_at=1+11+2026": 12, "/action-plans/": 7, "/action-plans/?by=agency": 7,
    "/action-plans/?by=priority": 7, "/action-plans/?by=person": 7, "/action-plans/?by=origin": 6,
    "body/": 10, "agency/": 10, "/action-plans/origin/meeting/": 10, "body/?as_at=1+11+2026": 14,
}  # fmt: skip


@pytest.mark.once
def test_a_list_costs_the_same_at_ten_and_at_a_hundred(
    reader: Client, neglect: Body, police: Agency, business_unit: Person, objective: Objective, partnership: Any
) -> None:
    def more(count: int) -> None:
        for number in range(count):
            holder = make_person(agency=police)
            made = objective if number % 2 else None
            make_action(neglect, police, by=business_unit, holder=holder, objective=made)

    def asked() -> dict[str, int]:
        counts = {}
        for path in MOST_QUERIES:
            full = path.replace("body/", f"/action-plans/body/{neglect.slug}/")
            full = full.replace("agency/", f"/action-plans/agency/{police.slug}/")
            counts[path] = queries_of(reader, full)
        return counts

    more(10)
    few = asked()
    more(90)
    assert asked() == few
    assert not {path: count for path, count in few.items() if count > MOST_QUERIES[path]}


def test_what_is_counted_is_what_may_be_seen_whatever_gives_the_right(
    neglect: Body, police: Agency, fire: Agency, icb: Agency, business_unit: Person, request: pytest.FixtureRequest
) -> None:
    """By a seat, an agency, its support or in person; what arose in confidence only for those concerned; each once."""
    secret = make_meeting(neglect, TODAY - 40 * DAY).items.create(title="Closed", place=1, is_confidential=True)
    officer = make_person("Ambulance officer", icb)
    made: list[dict[str, Any]] = [
        {"lead_agency": police, "due_on": TODAY - 9 * DAY},
        {"lead_agency": police, "supporting": [(fire, "the calls"), (icb, "the rest")], "due_on": TODAY + 3 * DAY},
        {"lead_agency": icb, "supporting": [(fire, "the visits")], "item": secret, "meeting": secret.meeting},
        {"lead_agency": icb, "holder": officer},
        {"lead_agency": fire, "due_on": TODAY - 2 * DAY},
    ]
    for fields in made:
        make_action(neglect, by=business_unit, **fields)
    actions.claim_complete(
        action=Action.objects.filter(lead_agency=fire).get(),
        impact=SO_THAT,
        by=business_unit,
        now=NOW,
        files=[a_file()],
    )
    roles = ("business_unit", "chair", "member", "partner", "outsider", "independent_chair", "inspector")
    clock = Clock.of(TODAY)
    for person in (officer, *map(request.getfixturevalue, roles)):
        seen = Action.objects.visible_to(person)
        assert counts_visible_to(person, clock) == counts_for(seen, clock), person
        assert set(Action.objects.live_visible_to(person)) == set(seen.live()), person
    outsider = request.getfixturevalue("outsider")
    assert counts_visible_to(outsider, clock) == {"live": 3, "overdue": 0, "soon": 1, "moved": 0, "claimed": 1}
    assert counts_visible_to(officer, clock)["live"] == 1
