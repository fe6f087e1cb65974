"""The form of an action: advice that never blocks, and where an action came from."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from partnership.models import Agency, Body, Objective, Person, Priority, StrategicPlan, Theme
from subgroups.models import Action, Challenge, Risk
from tests.factories import TODAY, make_action, make_person

NEW = "/actions/new/"


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def typed(monday: Any, neglect: Body, police: Agency, chair: Person) -> dict[str, Any]:
    """What a chair types: clear in every way, and with a person named."""
    holder = make_person("Police officer", police)
    due_on = TODAY + dt.timedelta(days=30)
    return {
        "body": neglect.pk, "title": "Use the prompt", "what": "Complete the screening prompt at each incident",
        "measure": "Prompt complete in 90 % of incidents", "due_on_day": due_on.day, "due_on_month": due_on.month,
        "due_on_year": due_on.year, "lead_agency": police.pk, "holder": holder.pk,
    }  # fmt: skip


@pytest.fixture
def objective(neglect: Body) -> Objective:
    plan = StrategicPlan.objects.create(
        slug="plan", title="Plan", body=neglect, starts_on=TODAY, ends_on=TODAY + dt.timedelta(days=700)
    )
    theme = Theme.objects.create(priority=Priority.objects.create(plan=plan, number=1, title="Neglect"), title="T")
    return Objective.objects.create(
        theme=theme, number="1.1", what="See it early", measure="Seen", owner=neglect, starts_on=TODAY, due_on=TODAY
    )


def test_a_clear_action_is_recorded_at_once(chair: Person, typed: dict[str, Any]) -> None:
    assert as_(chair).post(NEW, typed).status_code == 302
    assert Action.objects.get().title == "Use the prompt"


def test_what_could_be_clearer_is_pointed_out_once_and_nothing_is_saved(chair: Person, typed: dict[str, Any]) -> None:
    vague = {**typed, "measure": "Improve joint working", "holder": ""}
    page = as_(chair).post(NEW, vague)
    assert page.status_code == 200
    assert "Nothing is saved yet" in page.text and "Record it all the same" in page.text
    assert "what is hoped for" in page.text and "Name a person" in page.text
    assert not Action.objects.exists()
    seen = page.context["form"].data["advice_seen"]
    assert as_(chair).post(NEW, {**vague, "advice_seen": seen}).status_code == 302
    assert Action.objects.get().measure == "Improve joint working"


def test_new_advice_is_pointed_out_even_when_other_was_seen(chair: Person, typed: dict[str, Any]) -> None:
    seen = {**typed, "measure": "Improve joint working", "advice_seen": "measure:effort"}
    assert as_(chair).post(NEW, {**seen, "what": "Write it; send it"}).status_code == 200
    assert as_(chair).post(NEW, seen).status_code == 302


def test_an_error_comes_before_advice(chair: Person, typed: dict[str, Any]) -> None:
    page = as_(chair).post(NEW, {**typed, "title": "", "measure": "Improve"})
    assert page.status_code == 422
    assert "Nothing is saved yet" not in page.text


def test_a_correction_is_advised_too(chair: Person, neglect: Body, police: Agency, typed: dict[str, Any]) -> None:
    action = make_action(neglect, police, by=chair)
    page = f"{action.get_absolute_url()}change/"
    given = {"title": "T", "what": "Write it", "measure": "Improve", "version": action.version}
    answer = as_(chair).post(page, given)
    assert answer.status_code == 200 and "Save it all the same" in answer.text
    seen = answer.context["form"].data["advice_seen"]
    assert as_(chair).post(page, {**given, "advice_seen": seen}).status_code == 302
    assert Action.objects.get().measure == "Improve"


def test_the_script_is_told_the_same_while_one_types(chair: Person, member: Person, typed: dict[str, Any]) -> None:
    path = reverse("subgroups:action-advice")
    answer = as_(chair).post(path, {**typed, "measure": "Improve", "due_on_year": "2025", "holder": ""})
    found = {(one["field"], one["key"]) for one in answer.json()["advice"]}
    assert found == {("measure", "effort"), ("due_on", "past"), ("holder", "nobody")}
    assert as_(chair).post(path, {"due_on_day": "99"}).status_code == 200
    assert as_(member).post(path, typed).status_code == 403
    assert as_(chair).get(path).status_code == 405


def test_an_action_from_an_objective(chair: Person, objective: Objective, typed: dict[str, Any]) -> None:
    page = as_(chair).get(f"{NEW}?objective={objective.pk}")
    assert "It serves objective 1.1" in page.text
    assert page.context["form"].initial["objective"] == objective.pk
    as_(chair).post(f"{NEW}?objective={objective.pk}", {**typed, "objective": objective.pk})
    action = Action.objects.get()
    assert (action.origin, action.objective) == ("objective", objective)


def make_risk(body: Body, agency: Agency) -> Risk:
    return Risk.objects.create(
        body=body, reference=f"{body.code}-R-2026-01", title="Signs are missed", description="D", likelihood=3,
        impact=4, agency=agency, opened_on=TODAY, review_on=TODAY, chase_from_on=TODAY,
    )  # fmt: skip


def make_challenge(body: Body, agency: Agency) -> Challenge:
    return Challenge.objects.create(
        body=body, reference=f"{body.code}-C-2026-01", to_agency=agency, subject="No deputy came", text="T",
        made_on=TODAY, answer_due_on=TODAY, chase_from_on=TODAY,
    )  # fmt: skip


@pytest.mark.parametrize("origin", ["risk", "challenge"])
def test_an_action_from_a_risk_or_a_challenge_knows_it_and_its_thread_shows_it(
    origin: str, chair: Person, neglect: Body, police: Agency, typed: dict[str, Any]
) -> None:
    source = {"risk": make_risk, "challenge": make_challenge}[origin](neglect, police)
    path = f"{NEW}?{origin}={source.reference}"
    page = as_(chair).get(path)
    assert source.reference in page.text
    assert page.context["form"].initial["body"] == neglect.pk
    assert page.context["form"].initial["lead_agency"] == police.pk
    assert as_(chair).post(path, typed).status_code == 302
    action = Action.objects.get()
    assert (action.origin, getattr(action, origin)) == (origin, source)
    assert source.reference in as_(chair).get(action.get_absolute_url()).text


def test_a_risk_of_another_body_is_not_found(
    chair: Person, exploitation: Body, police: Agency, typed: dict[str, Any]
) -> None:
    risk = make_risk(exploitation, police)
    assert as_(chair).get(f"{NEW}?risk={risk.reference}").status_code == 404
