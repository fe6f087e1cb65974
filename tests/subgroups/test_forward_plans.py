"""The forward plan: reports asked for, brought by the agenda, received by hand or by a paper, no longer wanted."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from partnership.kit.errors import NotYours, Stale, WrongState
from partnership.models import Agency, Body, Person
from subgroups.deadlines import papers_due
from subgroups.models import AgendaItem, Meeting, Paper, PlannedReport
from subgroups.obligations import PAPERS, PLANNED_REPORTS
from subgroups.services import agendas, meetings, papers
from subgroups.services import planned_reports as services
from tests.factories import NOW, TODAY
from tests.subgroups.test_papers import MEETS_ON, page, pdf

pytestmark = pytest.mark.usefixtures("monday")
DAY = dt.timedelta(days=1)


@pytest.fixture
def meeting(neglect: Body, chair: Person) -> Meeting:
    return meetings.plan_meeting(body=neglect, meets_on=MEETS_ON, starts_at=dt.time(10), by=chair, now=NOW)


def ask(body: Body, agency: Agency, by: Person, **fields: Any) -> PlannedReport:
    return services.ask_for_report(body=body, agency=agency, by=by, now=NOW, **{"title": "Private fostering", **fields})


@pytest.fixture
def report(neglect: Body, police: Agency, chair: Person, meeting: Meeting) -> PlannedReport:
    return ask(neglect, police, chair, meeting=meeting)


def test_a_report_is_due_with_the_papers_of_its_meeting(report: PlannedReport, neglect: Body) -> None:
    assert (report.due_on, report.status) == (papers_due(neglect, MEETS_ON), "expected")


def test_it_needs_a_meeting_or_a_day(neglect: Body, police: Agency, chair: Person) -> None:
    with pytest.raises(ValidationError, match="Choose a meeting, or enter the date"):
        ask(neglect, police, chair)
    with pytest.raises(ValidationError, match="has not passed"):
        ask(neglect, police, chair, due_on=TODAY - DAY)
    assert ask(neglect, police, chair, due_on=TODAY + DAY).meeting is None


def test_it_is_not_due_after_its_meeting(neglect: Body, police: Agency, chair: Person, meeting: Meeting) -> None:
    with pytest.raises(ValidationError, match="on or before the meeting"):
        ask(neglect, police, chair, meeting=meeting, due_on=MEETS_ON + DAY)


def test_the_meeting_is_one_of_the_body(
    exploitation: Body, police: Agency, business_unit: Person, meeting: Meeting
) -> None:
    with pytest.raises(ValidationError, match="a meeting of Exploitation"):
        ask(exploitation, police, business_unit, meeting=meeting)


@pytest.mark.parametrize("who", ["member", "partner"])
def test_the_plan_is_kept_by_chair_and_business_unit(
    who: str, report: PlannedReport, neglect: Body, police: Agency, request: Any
) -> None:
    person = request.getfixturevalue(who)
    with pytest.raises(NotYours):
        ask(neglect, police, person, due_on=TODAY)
    with pytest.raises(NotYours):
        services.receive_report(report=report, by=person, now=NOW)
    with pytest.raises(NotYours):
        services.withdraw_report(report=report, reason="No", by=person, now=NOW)


def test_an_agenda_brings_the_reports_that_are_due_once(
    report: PlannedReport, neglect: Body, police: Agency, icb: Agency, chair: Person, meeting: Meeting
) -> None:
    ask(neglect, icb, chair, title="By a day", due_on=MEETS_ON)
    ask(neglect, icb, chair, title="After it", due_on=MEETS_ON + DAY)
    for _ in range(2):
        agendas.draw_up_agenda(meeting=meeting, by=chair, now=NOW)
    items = meeting.items.filter(kind=AgendaItem.Kind.REPORT)
    assert sorted(items.values_list("title", flat=True)) == ["By a day", "Private fostering"]
    paper = report.papers.get()
    assert (paper.agency, paper.due_on) == (police, report.due_on)


def test_the_report_is_chased_once_not_as_a_paper_too(report: PlannedReport, meeting: Meeting, chair: Person) -> None:
    agendas.draw_up_agenda(meeting=meeting, by=chair, now=NOW)
    paper = report.papers.get()
    assert PLANNED_REPORTS.find(report.pk) is not None
    assert PAPERS.find(paper.pk) is None
    services.receive_report(report=report, by=chair, now=NOW)
    assert PLANNED_REPORTS.find(report.pk) is None


def test_the_paper_that_delivers_it_receives_it(
    report: PlannedReport, meeting: Meeting, chair: Person, partner: Person
) -> None:
    agendas.draw_up_agenda(meeting=meeting, by=chair, now=NOW)
    papers.hand_in_paper(paper=report.papers.get(), file=pdf(), by=partner, now=NOW)
    report.refresh_from_db()
    assert (report.status, report.received_on) == ("received", TODAY)
    assert report.moves.last().by == partner


def test_handed_in_before_the_agenda_it_goes_there_by_itself(
    report: PlannedReport, meeting: Meeting, partner: Person
) -> None:
    paper = papers.hand_in_report(report=report, file=pdf(), by=partner, now=NOW)
    assert (paper.item.meeting, paper.item.kind) == (meeting, AgendaItem.Kind.REPORT)
    with pytest.raises(WrongState):
        papers.hand_in_report(report=report, file=pdf("again"), by=partner, now=NOW)


def test_without_a_meeting_to_come_there_is_nowhere_to_hand_it_in(
    neglect: Body, police: Agency, chair: Person, partner: Person
) -> None:
    report = ask(neglect, police, chair, due_on=TODAY)
    with pytest.raises(ValidationError, match="No meeting is planned"):
        papers.hand_in_report(report=report, file=pdf(), by=partner, now=NOW)
    assert not Paper.objects.exists()


def test_another_agency_hands_in_nothing(report: PlannedReport, outsider: Person) -> None:
    with pytest.raises(NotYours):
        papers.hand_in_report(report=report, file=pdf(), by=outsider, now=NOW)


def test_what_is_no_longer_wanted_has_its_reason(report: PlannedReport, chair: Person) -> None:
    with pytest.raises(ValidationError, match="no longer wanted"):
        services.withdraw_report(report=report, reason="", by=chair, now=NOW)
    gone = services.withdraw_report(report=report, reason="Merged", by=chair, now=NOW)
    with pytest.raises(WrongState):
        services.receive_report(report=gone, by=chair, now=NOW)


def test_its_date_moves_with_the_meeting_and_it_survives_a_cancelled_one(
    report: PlannedReport, meeting: Meeting, neglect: Body, chair: Person
) -> None:
    later = MEETS_ON + 14 * DAY
    meetings.change_meeting(meeting=meeting, meets_on=later, starts_at=dt.time(10), by=chair, now=NOW, seen=None)
    report.refresh_from_db()
    assert report.due_on == papers_due(neglect, later)
    following = meetings.plan_meeting(body=neglect, meets_on=later + 30 * DAY, starts_at=dt.time(10), by=chair, now=NOW)
    meetings.cancel_meeting(meeting=meeting, reason="Strike", by=chair, now=NOW)
    report.refresh_from_db()
    assert (report.meeting, report.due_on) == (following, papers_due(neglect, following.on))


def test_a_change_refuses_a_stale_save(report: PlannedReport, chair: Person, police: Agency, meeting: Meeting) -> None:
    given = {"agency": police, "meeting": meeting, "due_on": report.due_on, "by": chair, "now": NOW}
    services.change_report(report=report, title="New", seen=1, **given)
    with pytest.raises(Stale):
        services.change_report(report=report, title="Other", seen=1, **given)


# ---- pages ----


def test_the_plan_stands_meeting_by_meeting(
    client: Client, report: PlannedReport, neglect: Body, icb: Agency, chair: Person, member: Person, outsider: Person
) -> None:
    loose = ask(neglect, icb, chair, title="By a day", due_on=TODAY + 90 * DAY)
    path = reverse("subgroups:forward-plan", args=[neglect.slug])
    shown = page(client, chair, path)
    assert shown.index("Monday 14") < shown.index(report.title) < shown.index(loose.title)
    assert "Ask for a report" not in page(client, member, path)
    page(client, outsider, path, 403)


def test_the_chair_asks_on_the_page(
    client: Client, neglect: Body, police: Agency, meeting: Meeting, chair: Person
) -> None:
    path = f"{reverse('subgroups:planned-report-new')}?body={neglect.slug}&meeting={meeting.pk}"
    assert f'<option value="{meeting.pk}" selected' in page(client, chair, path)
    got = client.post(path, {"title": "Fostering", "agency": police.pk, "meeting": meeting.pk})
    assert (got.status_code, PlannedReport.objects.get().meeting) == (302, meeting)


def test_the_lead_hands_it_in_on_the_page(client: Client, report: PlannedReport, partner: Person) -> None:
    here = report.get_absolute_url()
    assert f"{here}hand-in/" in page(client, partner, here)
    assert client.post(f"{here}hand-in/", {"file": pdf()}).status_code == 302
    assert "Received on" in page(client, partner, here)


def test_the_list_and_its_states(client: Client, report: PlannedReport, chair: Person, partner: Person) -> None:
    path = reverse("subgroups:planned-report-list")
    assert report.title in page(client, partner, path)
    services.receive_report(report=report, by=chair, now=NOW, note="Spoken")
    assert report.title not in page(client, partner, path)
    assert report.title in page(client, partner, f"{path}?state=received")
    assert "Spoken" in page(client, partner, report.get_absolute_url())


@pytest.mark.parametrize("count", [10, 100])
def test_pages_ask_the_database_as_often_for_many_reports(
    count: int,
    client: Client,
    neglect: Body,
    police: Agency,
    meeting: Meeting,
    business_unit: Person,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for number in range(count):
        ask(neglect, police, business_unit, title=f"Report {number}", meeting=meeting if number % 2 else None,
            due_on=None if number % 2 else TODAY)  # fmt: skip
    client.force_login(business_unit)
    client.get("/")
    with django_assert_max_num_queries(8):
        assert client.get(reverse("subgroups:planned-report-list")).status_code == 200
    with django_assert_max_num_queries(10):
        assert client.get(reverse("subgroups:forward-plan", args=[neglect.slug])).status_code == 200
