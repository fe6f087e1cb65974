"""Plans: priorities, themes, objectives with measure, owner and dates; versions; what is said of progress."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from partnership.kit.errors import NotYours, Stale
from partnership.models import Agency, Body, Objective, Person, Priority, StrategicPlan, Theme
from partnership.services import plans
from tests.factories import TODAY, make_action

pytestmark = pytest.mark.django_db
FIRST, LAST = dt.date(2026, 4, 1), dt.date(2029, 3, 31)


def sign_in(client: Client, person: Person) -> Client:
    client.force_login(person, backend="partnership.backends.PersonBackend")
    return client


@pytest.fixture
def plan(executive: Body, business_unit: Person) -> StrategicPlan:
    return plans.add_plan(title="Plan 2026 to 2029", body=executive, starts_on=FIRST, ends_on=LAST, by=business_unit)


@pytest.fixture
def priority(plan: StrategicPlan, business_unit: Person) -> Priority:
    return plans.add_priority(plan=plan, title="Neglect", by=business_unit)


@pytest.fixture
def theme(priority: Priority, business_unit: Person) -> Theme:
    return plans.add_theme(priority=priority, title="See it early", by=business_unit)


@pytest.fixture
def objective(theme: Theme, neglect: Body, business_unit: Person) -> Objective:
    return add(theme, neglect, business_unit)


def add(theme: Theme, owner: Body, by: Person, **given: Any) -> Objective:
    given = {
        "what": "Screen at every visit",
        "measure": "Nine in ten visits",
        "starts_on": FIRST,
        "due_on": LAST,
        **given,
    }
    return plans.add_objective(theme=theme, owner=owner, by=by, **given)


def test_objectives_are_numbered_by_their_priority(theme: Theme, neglect: Body, business_unit: Person) -> None:
    numbers = [add(theme, neglect, business_unit, what=f"What {n}").number for n in range(11)]
    assert numbers[0] == "1.1"
    assert numbers[-1] == "1.11"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"measure": " "}, "measure"),
        ({"due_on": FIRST - dt.timedelta(days=1)}, "due_on"),
        ({"number": "1.1"}, "number"),
    ],
)
def test_objective_without_what_it_needs_is_refused(
    objective: Objective, neglect: Body, business_unit: Person, given: Any, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        add(objective.theme, neglect, business_unit, **given)
    assert list(refused.value.message_dict) == [field]


def test_closed_body_owns_no_objective(theme: Theme, neglect: Body, business_unit: Person) -> None:
    neglect.closed_on = TODAY
    neglect.save()
    with pytest.raises(ValidationError, match="is closed"):
        add(theme, neglect, business_unit)


def test_change_of_what_somebody_else_saved_is_refused(objective: Objective, business_unit: Person) -> None:
    given: dict[str, Any] = {"what": "Other", "measure": "Other", "owner": objective.owner, "number": "1.1"}
    given |= {"starts_on": FIRST, "due_on": LAST}
    plans.change_objective(objective=objective, seen=1, by=business_unit, **given)
    with pytest.raises(Stale):
        plans.change_objective(objective=objective, seen=1, by=business_unit, **given)


def test_progress_is_said_by_the_owner_and_kept(objective: Objective, chair: Person) -> None:
    said = plans.record_progress(objective=objective, progress="under_way", note="Tool agreed", on=TODAY, by=chair)
    plans.record_progress(objective=objective, progress="done", note="All use it", on=TODAY, by=chair)
    objective.refresh_from_db()
    assert objective.progress == Objective.Progress.DONE
    assert [row.progress for row in objective.said.all()] == ["done", "under_way"]
    assert said.history.get().history_user == chair


def test_saying_the_same_twice_on_a_day_is_said_once(objective: Objective, chair: Person) -> None:
    for _ in range(2):
        plans.record_progress(objective=objective, progress="under_way", note="Tool agreed", on=TODAY, by=chair)
    assert objective.said.count() == 1


def test_progress_needs_a_sentence_and_the_right_body(objective: Objective, chair: Person, member: Person) -> None:
    with pytest.raises(ValidationError, match="what shows it"):
        plans.record_progress(objective=objective, progress="done", note=" ", on=TODAY, by=chair)
    with pytest.raises(NotYours):
        plans.record_progress(objective=objective, progress="done", note="Done", on=TODAY, by=member)


def test_versions_go_forward_and_say_what_changed(plan: StrategicPlan, business_unit: Person) -> None:
    plans.add_plan_version(plan=plan, number="1.0", dated=FIRST, change="", by=business_unit)
    with pytest.raises(ValidationError, match="here already"):
        plans.add_plan_version(plan=plan, number="1.0", dated=TODAY, change="More", by=business_unit)
    with pytest.raises(ValidationError, match="of a later day"):
        plans.add_plan_version(plan=plan, number="0.9", dated=dt.date(2026, 1, 1), change="Less", by=business_unit)
    with pytest.raises(ValidationError, match="what changed"):
        plans.add_plan_version(plan=plan, number="1.1", dated=TODAY, change=" ", by=business_unit)


def test_titles_are_used_once(priority: Priority, theme: Theme, business_unit: Person) -> None:
    with pytest.raises(ValidationError, match="priority of this title"):
        plans.add_priority(plan=priority.plan, title="neglect", by=business_unit)
    with pytest.raises(ValidationError, match="theme of this title"):
        plans.add_theme(priority=priority, title="see it early", by=business_unit)


# ---- pages ----


def test_plan_is_kept_on_its_pages(client: Client, monday: dt.date, business_unit: Person, executive: Body) -> None:
    sign_in(client, business_unit)
    days = {"starts_on": "2026-04-01", "ends_on": "2029-03-31"}
    given = {"title": "Plan", "body": executive.pk, **days, "values": "Openness\nCourage"}
    assert client.post(reverse("partnership:plan-add"), given).status_code == 302
    plan = StrategicPlan.objects.get()
    path = reverse("partnership:priority-add", args=[plan.slug])
    assert client.post(path, {"title": ""}).status_code == 422
    assert client.post(path, {"title": "Neglect"}).status_code == 302
    priority = Priority.objects.get()
    assert client.post(reverse("partnership:theme-add", args=[priority.pk]), {"title": "Early"}).status_code == 302
    theme = Theme.objects.get()
    path = reverse("partnership:objective-add", args=[theme.pk])
    assert "Enter how we will know" in client.post(path, {}).content.decode()
    own = {"what": "Screen", "measure": "Nine in ten", "owner": executive.pk}
    good = {**own, "starts_on": "2026-04-01", "due_on": "2026-09-30"}
    assert client.post(path, good).status_code == 302
    page = client.get(plan.get_absolute_url()).content.decode()
    for words in ("Priority 1: Neglect", "1.1 Screen", "Nine in ten", "Courage", "0 done, 1 late"):
        assert words in page
    objective = Objective.objects.get()
    change = {**good, "number": "1.1", "due_on": "2027-09-30", "version": 1}
    assert client.post(reverse("partnership:objective-change", args=[objective.pk]), change).status_code == 302
    assert client.post(reverse("partnership:objective-change", args=[objective.pk]), change).status_code == 409
    assert client.post(reverse("partnership:priority-change", args=[priority.pk]), {"title": "All"}).status_code == 302
    assert client.post(reverse("partnership:theme-change", args=[theme.pk]), {"title": "Soon"}).status_code == 302
    version = {"number": "1.0", "dated": "2026-11-23"}
    assert client.post(reverse("partnership:plan-version-add", args=[plan.slug]), version).status_code == 302
    changed = {**given, "title": "The plan", "aims": "Fewer"}
    assert client.post(reverse("partnership:plan-change", args=[plan.slug]), changed).status_code == 302
    assert "The plan" in client.get(reverse("partnership:plan-list")).content.decode()


def test_owner_records_progress_on_a_page_and_others_may_not(
    client: Client, objective: Objective, chair: Person, member: Person
) -> None:
    path = reverse("partnership:objective-progress", args=[objective.pk])
    assert sign_in(client, member).get(path).status_code == 403
    assert client.get(objective.get_absolute_url()).status_code == 200
    sign_in(client, chair)
    assert client.post(path, {"progress": "done"}).status_code == 422
    assert client.post(path, {"progress": "done", "note": "All teams use it"}).status_code == 302
    assert "All teams use it" in client.get(objective.get_absolute_url()).content.decode()


def test_actions_that_serve_an_objective_stand_on_its_page_for_those_who_may_see_them(
    client: Client, objective: Objective, business_unit: Person, outsider: Person, neglect: Body, police: Agency
) -> None:
    action = make_action(neglect, police, by=business_unit, objective=objective)
    assert action.reference in sign_in(client, business_unit).get(objective.get_absolute_url()).content.decode()
    assert action.reference not in sign_in(client, outsider).get(objective.get_absolute_url()).content.decode()


def test_members_may_not_change_a_plan(client: Client, member: Person, objective: Objective) -> None:
    theme = objective.theme
    plan = theme.priority.plan
    sign_in(client, member)
    paths = [
        reverse("partnership:plan-add"),
        *[
            reverse(f"partnership:{name}", args=[plan.slug])
            for name in ("plan-change", "priority-add", "plan-version-add")
        ],
        *[reverse(f"partnership:{name}", args=[theme.priority_id]) for name in ("priority-change", "theme-add")],
        *[reverse(f"partnership:{name}", args=[theme.pk]) for name in ("theme-change", "objective-add")],
        reverse("partnership:objective-change", args=[objective.pk]),
    ]
    assert {path: client.get(path).status_code for path in paths} == dict.fromkeys(paths, 403)
    assert client.get(reverse("partnership:plan-list")).status_code == 200
    assert client.get(plan.get_absolute_url()).status_code == 200


def test_pages_ask_the_same_few_queries_however_long(
    client: Client, theme: Theme, neglect: Body, business_unit: Person, django_assert_max_num_queries: Any
) -> None:
    plan = theme.priority.plan
    sign_in(client, business_unit).get(plan.get_absolute_url())
    for number in range(10):
        add(theme, neglect, business_unit, what=f"What {number}")
    with django_assert_max_num_queries(9) as few:
        client.get(plan.get_absolute_url())
    for number in range(90):
        add(theme, neglect, business_unit, what=f"More {number}")
    with django_assert_max_num_queries(9) as many:
        client.get(plan.get_absolute_url())
    assert len(few) == len(many)
    with django_assert_max_num_queries(8):
        client.get(reverse("partnership:plan-list"))
