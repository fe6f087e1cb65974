"""Silence with a reason, a chase by hand, the ledger of one thing, and the counts for the annual report."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnership import chasing, notices
from partnership.kit.dates import Period, at_hour
from partnership.kit.errors import NotYours, WrongState
from partnership.models import Agency, Body, Chase, Notice, Person, Snooze, Telling
from partnership.selectors import chases as reads
from partnership.services import away, chases
from subgroups.models import Action
from subgroups.services import actions as action_services
from tests.factories import NOW, TODAY, make_action, make_person

pytestmark = pytest.mark.usefixtures("partnership", "monday")
DUE = TODAY - dt.timedelta(days=7)


def day(count: int) -> dt.date:
    return TODAY + dt.timedelta(days=count)


def as_(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def run(on: dt.date = TODAY) -> dict[str, int]:
    return chasing.chase(on=on, now=at_hour(on, 7))


@pytest.fixture
def officer(police: Agency) -> Person:
    return make_person("Police officer", police)


@pytest.fixture
def action(neglect: Body, police: Agency, officer: Person, chair: Person, partner: Person) -> Action:
    return make_action(neglect, police, by=chair, holder=officer, due_on=DUE)


def of(action: Action, by: Person, on: dt.date = TODAY) -> dict[str, Any]:
    return {"kind": "action", "subject": action.pk, "by": by, "on": on, "now": at_hour(on, 9)}


def path(name: str, action: Action) -> str:
    return reverse(f"partnership:{name}", args=["action", action.pk])


# ---- silence ----


def test_nothing_is_sent_while_it_is_silent_and_then_all_at_once(
    action: Action, chair: Person, officer: Person
) -> None:
    chases.snooze(**of(action, chair), to_on=day(9), reason="The report is awaited")
    run(day(5))
    assert not Chase.objects.exists()
    run(day(10))
    assert Chase.objects.count() == 5
    assert Notice.objects.filter(kind="digest", to=officer).count() == 1


def test_what_waits_for_a_digest_keeps_silent_too(action: Action, chair: Person) -> None:
    chasing.record_chases(on=TODAY, now=at_hour(TODAY, 7))
    chases.snooze(**of(action, chair), to_on=day(9), reason="The report is awaited")
    chasing.write_digests(on=day(1), now=at_hour(day(1), 7))
    assert not Notice.objects.filter(kind="digest").exists()
    run(day(10))
    assert Notice.objects.filter(kind="digest").exists()


def test_the_chair_silences_from_the_page_and_it_is_shown(action: Action, chair: Person) -> None:
    response = as_(chair).post(
        path("obligation-snooze", action),
        {"to_on_day": "4", "to_on_month": "12", "to_on_year": "2026", "reason": "The report is awaited"},
        follow=True,
    )
    said = response.content.decode()
    assert "Silent until Friday 4\xa0December\xa02026" in said and "The report is awaited" in said
    assert "End the silence" in said and "Chase it now" not in said
    assert Snooze.objects.get().history.get().history_user == chair
    assert as_(chair).post(path("obligation-snooze-end", action)).status_code == 302
    assert Snooze.objects.get().ended_by == chair
    again = as_(chair).post(path("obligation-snooze-end", action))
    assert again.status_code == 409 and "not silent" in again.content.decode()
    run()
    assert Chase.objects.exists()


@pytest.mark.parametrize(
    ("to_on", "reason", "words"),
    [
        (0, "Why", "after today"),
        (29, "Why", "at the latest: 20 working days"),
        (5, " ", "Write why"),
        (5, "Ring 01384 555 123", "Take out the telephone number"),
    ],
)
def test_a_silence_is_judged(action: Action, chair: Person, to_on: int, reason: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        chases.snooze(**of(action, chair), to_on=day(to_on), reason=reason)


def test_nobody_silences_what_they_owe_and_nobody_else_may(
    neglect: Body, council: Agency, action: Action, chair: Person, partner: Person, member: Person
) -> None:
    for person in (partner, member):
        with pytest.raises(NotYours):
            chases.snooze(**of(action, person), to_on=day(3), reason="Why")
        assert as_(person).get(path("obligation-snooze", action)).status_code == 403
    own = make_action(neglect, council, by=chair, holder=chair, due_on=DUE)
    with pytest.raises(NotYours, match="You owe this yourself"):
        chases.snooze(**of(own, chair), to_on=day(3), reason="Why")


def test_one_silence_at_a_time(action: Action, chair: Person) -> None:
    chases.snooze(**of(action, chair), to_on=day(3), reason="Why")
    with pytest.raises(WrongState, match="silent until"):
        chases.snooze(**of(action, chair), to_on=day(9), reason="Why")
    with pytest.raises(WrongState, match="End that silence first"):
        chases.chase_now(**of(action, chair))


# ---- by hand ----


def test_a_chase_by_hand_reaches_the_holder_at_once_with_the_line(
    action: Action, business_unit: Person, officer: Person, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        response = as_(business_unit).post(path("obligation-chase-now", action), {"line": "The board meets on Friday."})
    assert response.status_code == 302
    (sent,) = mail.outbox[-1:]
    assert sent.to == [officer.email] and "The board meets on Friday." in sent.body
    assert sent.subject == f"Business unit asks about {action.reference}: 7 days late"
    chase = Chase.objects.get()
    assert (chase.by, chase.note, chase.step) == (business_unit, "The board meets on Friday.", "by-hand-2026-11-23")
    page = as_(business_unit).get(path("obligation-ledger", action)).content.decode()
    assert "“The board meets on Friday.”" in page and "by hand" in page


def test_by_hand_is_once_a_day(action: Action, chair: Person) -> None:
    chases.chase_now(**of(action, chair))
    with pytest.raises(WrongState, match="by hand today already"):
        chases.chase_now(**of(action, chair))
    chases.chase_now(**of(action, chair, day(1)))
    assert Chase.objects.count() == 2


def test_the_ladder_goes_on_beside_a_chase_by_hand(action: Action, chair: Person) -> None:
    chases.chase_now(**of(action, chair))
    run()
    assert Chase.objects.filter(by__isnull=True).count() == 4


def test_who_it_waits_for_is_said_instead(action: Action, chair: Person, officer: Person) -> None:
    action_services.ask_new_date(action=action, to_on=day(30), reason="Late", by=officer, now=NOW)
    with pytest.raises(WrongState, match="waits for the chair of Neglect, who answers the new date"):
        chases.chase_now(**of(action, chair))
    Action.objects.filter(pk=action.pk).update(status=Action.Status.CLAIMED)
    with pytest.raises(WrongState, match="a second person"):
        chases.chase_now(**of(action, chair))


def test_a_line_is_checked(action: Action, chair: Person) -> None:
    with pytest.raises(ValidationError, match="Take out the e-mail address"):
        chases.chase_now(**of(action, chair), line="Ask sam@works.example")
    with pytest.raises(ValidationError, match="300 characters at most"):
        chases.chase_now(**of(action, chair), line="x" * 301)
    assert not Chase.objects.exists()


def test_others_chase_nothing_by_hand(action: Action, partner: Person, member: Person, outsider: Person) -> None:
    for person in (partner, member):
        with pytest.raises(NotYours):
            chases.chase_now(**of(action, person))
    assert as_(outsider).get(path("obligation-chase-now", action)).status_code == 404
    assert as_(outsider).get(path("obligation-ledger", action)).status_code == 404


def test_a_deputy_is_told_in_place_of_who_is_away(
    action: Action, chair: Person, officer: Person, partner: Person
) -> None:
    away.set_away(person=officer, from_on=day(0), to_on=day(3), deputy=partner, by=officer, on=TODAY)
    chases.chase_now(**of(action, chair))
    telling = Telling.objects.get()
    assert (telling.person, telling.instead_of) == (partner, officer)
    page = as_(chair).get(path("obligation-ledger", action)).content.decode()
    assert "in place of Police officer" in page


def test_without_anybody_in_office_nothing_is_recorded(neglect: Body, fire: Agency, chair: Person) -> None:
    row = make_action(neglect, fire, by=chair, due_on=DUE)
    with pytest.raises(ValidationError, match="Nobody holds the office"):
        chases.chase_now(**of(row, chair))
    assert not Chase.objects.exists()


# ---- an agency ----


def test_an_agency_gets_one_mail_with_all_that_is_overdue(
    neglect: Body, police: Agency, action: Action, chair: Person, partner: Person, business_unit: Person
) -> None:
    other = make_action(neglect, police, by=chair, due_on=day(-2))
    make_action(neglect, police, by=chair, due_on=day(2))
    (notice,) = chases.chase_agency_now(agency=police, by=business_unit, on=TODAY, now=NOW, line="Please look")
    assert notice.to == partner
    assert action.reference in notice.text and other.reference in notice.text and "Please look" in notice.text
    assert Chase.objects.filter(by=business_unit).count() == 2
    with pytest.raises(WrongState, match="Nothing of it is overdue"):
        chases.chase_agency_now(agency=police, by=business_unit, on=TODAY, now=NOW)
    with pytest.raises(NotYours):
        chases.chase_agency_now(agency=police, by=chair, on=TODAY, now=NOW)


def test_the_page_of_an_agency_says_what_is_overdue(
    action: Action, police: Agency, fire: Agency, business_unit: Person, partner: Person
) -> None:
    page = reverse("partnership:agency-chase-now", args=[police.slug])
    assert action.title in as_(business_unit).get(page).content.decode()
    assert as_(partner).get(page).status_code == 403
    quiet = as_(business_unit).get(reverse("partnership:agency-chase-now", args=[fire.slug])).content.decode()
    assert "Nothing of it is overdue" in quiet and "Send it now" not in quiet
    assert as_(business_unit).post(page, {"line": ""}).status_code == 302
    assert as_(business_unit).post(page, {"line": ""}).status_code == 409


# ---- the ledger ----


def test_the_ledger_says_when_it_arrived_and_who_answered(
    action: Action, chair: Person, officer: Person, business_unit: Person
) -> None:
    run()
    notices.deliver_notices(now=at_hour(TODAY, 8))
    chasing.note_answer(kind="action", subject=action.pk, by=officer, now=at_hour(day(3), 9))
    page = as_(officer).get(path("obligation-ledger", action)).content.decode()
    assert "Answered by Police officer after 3\xa0working days" in page and "link not opened" in page
    listed = as_(business_unit).get(reverse("partnership:chase-list") + "?outcome=answered").content.decode()
    assert f"/chases/action/{action.pk}/" in listed


@pytest.mark.parametrize(
    "query",
    ["kind=action", "kind=x", "step=owner", "step=before", "step=moves", "outcome=failed", "outcome=unopened"]
    + ["outcome=nobody", "outcome=hand", "outcome=open", "since=7", "since=year", "since=x", "agency=0", "format=csv"],
)
def test_the_list_filters(action: Action, business_unit: Person, query: str) -> None:
    run()
    response = as_(business_unit).get(reverse("partnership:chase-list") + f"?{query}")
    assert response.status_code == 200


def listed(person: Person, query: str) -> str:
    return as_(person).get(f"{reverse('partnership:chase-list')}?{query}").getvalue().decode()


def test_the_list_is_limited_to_days_of_ones_own(action: Action, business_unit: Person) -> None:
    run(day(-3))
    run()
    taken = sorted({chase.on for chase in Chase.objects.all()})
    assert taken == [day(-3), TODAY]
    assert [row.on for row in reads.chases_for({"from_on": TODAY}, TODAY)] == [TODAY]
    assert {row.on for row in reads.chases_for({"to_on": day(-1)}, TODAY)} == {day(-3)}
    assert not reads.chases_for({"from_on": day(-2), "to_on": day(-1)}, TODAY)
    page = listed(business_unit, "from_on=23+11+2026&to_on=23/11/2026")
    assert "From: 23 11 2026, remove" in page and "<strong>1</strong>" in page.replace("1\xa0chase", "1</strong>")
    assert "format=csv" in page and "from_on=23+11+2026&amp;to_on=23%2F11%2F2026" in page


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("from_on=23+11+2026&to_on=22+11+2026", "To must be the same as or after From"),
        ("from_on=soon", "From must"),
    ],
)
def test_days_that_are_none_limit_nothing_and_say_so(
    action: Action, business_unit: Person, query: str, says: str
) -> None:
    run()
    page = listed(business_unit, query)
    assert says in page and action.title in page


def test_the_list_says_what_is_silent_by_whom_why_and_until_when(
    action: Action, chair: Person, business_unit: Person
) -> None:
    run()
    assert "silent now." not in listed(business_unit, "kind=action")
    chases.snooze(**of(action, chair), to_on=day(9), reason="The report is awaited")
    page = listed(business_unit, "outcome=silent")
    assert "One thing is silent now." in page and 'href="#silent"' in page
    assert "silent until Wed\xa02\xa0Dec, agreed by Chair of Neglect: The report is awaited" in page
    file = listed(business_unit, "format=csv")
    assert "Silence agreed by" in file and "2026-12-02" in file and "The report is awaited" in file
    chases.end_snooze(**of(action, chair))
    assert "silent until" not in listed(business_unit, "") and action.title not in listed(
        business_unit, "outcome=silent"
    )


def test_a_silence_without_any_chase_is_listed_too(action: Action, chair: Person, business_unit: Person) -> None:
    chases.snooze(**of(action, chair), to_on=day(9), reason="The report is awaited")
    page = listed(business_unit, "")
    assert f'href="/chases/action/{action.pk}/"' in page and "The report is awaited" in page


def test_a_kind_that_is_none_and_a_record_that_is_none_are_not_found(business_unit: Person, action: Action) -> None:
    client = as_(business_unit)
    assert client.get("/chases/action/999999/").status_code == 404
    assert client.get("/chases/nonsense/1/").status_code == 404


@pytest.mark.once
def test_the_list_asks_no_more_for_a_hundred(
    neglect: Body, police: Agency, officer: Person, chair: Person, business_unit: Person
) -> None:
    client = as_(business_unit)

    def queries() -> int:
        run()
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("partnership:chase-list"))
        return len(captured)

    for _ in range(3):
        make_action(neglect, police, by=chair, holder=officer, due_on=DUE)
    client.get("/chases/")
    few = queries()
    for _ in range(25):
        make_action(neglect, police, by=chair, holder=officer, due_on=DUE)
    assert queries() == few


def test_chases_are_counted_for_the_annual_report(
    action: Action, chair: Person, officer: Person, neglect: Body, police: Agency
) -> None:
    run()
    chases.chase_now(**of(action, chair))
    chasing.note_answer(kind="action", subject=action.pk, by=officer, now=at_hour(day(3), 9))
    month = Period(day(-30), day(30))
    assert reads.counted(month) == reads.counted(month, body_ids=[neglect.pk]) == reads.Counted(5, 5, 5, 1, 0)
    assert reads.counted(month, body_ids=[]) == reads.counted(Period(day(31), day(60))) == reads.Counted(0, 0, 0, 0, 0)


def test_a_chase_to_an_empty_office_is_counted_apart(
    neglect: Body, fire: Agency, chair: Person, business_unit: Person
) -> None:
    make_action(neglect, fire, by=chair, due_on=DUE)
    run()
    found = reads.counted(Period(day(-30), day(30)))
    assert found.chases > 0 and found.nobody > 0 and found.answered == 0
