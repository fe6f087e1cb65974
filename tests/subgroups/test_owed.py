"""What is owed besides actions: by whom it is chased, and where it stands on home pages, bodies and agencies."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from partnership import chasing
from partnership.kit.dates import at_hour
from partnership.kit.parts import Link
from partnership.kit.wording import short_date
from partnership.models import Agency, Body, Chase, Person, Telling
from subgroups.models import Meeting
from subgroups.obligations import ESCALATION_REPLIES, MINUTES
from subgroups.presenters.owed import work_rows
from subgroups.selectors.owed import owed_in_bodies
from subgroups.services import actions, agendas, challenges, escalations, meetings, papers, planned_reports, risks
from tests.factories import NOW, TODAY, make_action, make_body

pytestmark = pytest.mark.usefixtures("monday")
DAY = dt.timedelta(days=1)


@pytest.fixture
def held(neglect: Body, chair: Person) -> Meeting:
    meeting = meetings.plan_meeting(body=neglect, meets_on=TODAY, starts_at=dt.time(8), by=chair, now=NOW)
    return meetings.hold_meeting(meeting=meeting, by=chair, now=NOW)


def test_the_business_unit_owes_minutes_until_they_are_drafted(held: Meeting, business_unit: Person) -> None:
    owed = MINUTES.find(held.pk)
    assert owed is not None
    assert (owed.office, owed.due_on) == ("unit", held.minutes_due_on)
    meetings.draft_minutes(meeting=held, summary="All agreed", by=business_unit, now=NOW)
    assert MINUTES.find(held.pk) is None


def test_the_chair_of_the_body_asked_owes_the_reply(neglect: Body, executive: Body, chair: Person) -> None:
    asked = escalations.escalate(
        from_body=neglect, to_body=executive, question="Who pays?", evidence="E", ask="Decide",
        reply_due_on=TODAY + 9 * DAY, by=chair, now=NOW,
    )  # fmt: skip
    owed = ESCALATION_REPLIES.find(asked.pk)
    assert owed is not None
    assert (owed.office, owed.body_id, owed.due_on) == ("chair", executive.pk, TODAY + 9 * DAY)


@pytest.fixture
def work(neglect: Body, police: Agency, chair: Person, business_unit: Person) -> Any:
    """A late paper, a report, a challenge and a risk, all of the police in Neglect."""
    meeting = meetings.plan_meeting(body=neglect, meets_on=TODAY + 21 * DAY, starts_at=dt.time(10), by=chair, now=NOW)
    item = agendas.add_item(meeting=meeting, title="Visits", by=chair, now=NOW)
    before = NOW - 9 * DAY
    return {
        "paper": papers.ask_for_paper(
            item=item, title="Late paper", agency=police, due_on=TODAY - 4 * DAY, by=chair, now=before
        ),
        "report": planned_reports.ask_for_report(
            body=neglect, title="Year of visits", agency=police, due_on=TODAY + 2 * DAY, by=chair, now=before
        ),
        "challenge": challenges.make_challenge(
            body=neglect, to_agency=police, subject="Discussions", text="T", answer_due_on=TODAY + DAY, by=chair,
            now=NOW,
        ),
        "risk": risks.record_risk(
            body=neglect, agency=police, title="Empty posts", description="D", likelihood=3, impact=3,
            review_on=TODAY + 3 * DAY, by=chair, now=NOW,
        ),
    }  # fmt: skip


def test_a_chair_finds_everything_that_waits_in_one_list(
    held: Meeting, work: Any, neglect: Body, police: Agency, chair: Person, partner: Person,
    business_unit: Person,
) -> None:  # fmt: skip
    meetings.draft_minutes(meeting=held, summary="All agreed", by=business_unit, now=NOW)
    claimed, asked, own = (make_action(neglect, police, by=business_unit, holder=partner) for _ in range(3))
    file = SimpleUploadedFile("report.pdf", b"%PDF-1.7 report")
    actions.claim_complete(action=claimed, impact="so that it is", by=partner, now=NOW, files=[file])
    change = actions.ask_new_date(action=asked, to_on=TODAY + 50 * DAY, reason="Late start", by=partner, now=NOW)
    asking = escalations.escalate(
        from_body=make_body("VIS", parent=neglect), to_body=neglect, question="Who visits?", evidence="E", ask="Decide",
        reply_due_on=TODAY + 9 * DAY, by=business_unit, now=NOW,
    )  # fmt: skip
    owed = owed_in_bodies(chair, TODAY)
    assert [(row.kind, row.reference) for row in owed] == [
        ("reply", asking.reference), ("paper", work["paper"].item.meeting.reference),
        ("risk-review", work["risk"].reference), ("close", claimed.reference), ("new-date", asked.reference),
        ("minutes", held.reference),
    ]  # fmt: skip
    rows = {row.kind: shown for row, shown in zip(owed, work_rows(owed, TODAY), strict=True)}
    assert rows["reply"].url == asking.get_absolute_url() and rows["reply"].next == "Neglect replies"
    assert rows["close"].held_by == police.short_name and rows["close"].when.words == "Claimed"
    assert short_date(change.to_on, TODAY) in rows["new-date"].reference
    assert rows["new-date"].act == Link("Answer", f"{asked.get_absolute_url()}answer-date/")
    assert (rows["minutes"].what, rows["minutes"].act) == (f"Minutes of {held}", None)
    assert not owed_in_bodies(partner, TODAY) and own.reference not in {row.reference for row in owed}


def test_nobody_is_asked_as_chair_to_close_what_they_claimed_themselves(
    neglect: Body, council: Agency, chair: Person, business_unit: Person
) -> None:
    action = make_action(neglect, council, by=business_unit, holder=chair)
    file = SimpleUploadedFile("report.pdf", b"%PDF-1.7 report")
    actions.claim_complete(action=action, impact="so that it is", by=chair, now=NOW, files=[file])
    assert not owed_in_bodies(chair, TODAY)


def page(client: Client, person: Person, path: str) -> str:
    client.force_login(person)
    got = client.get(path)
    assert got.status_code == 200, path
    return got.content.decode()


def test_the_lead_sees_on_the_home_page_what_the_agency_owes(client: Client, work: Any, partner: Person) -> None:
    shown = page(client, partner, "/")
    for name in ("paper", "report", "challenge"):
        assert f'{work[name].get_absolute_url()}"' in shown, name
    assert shown.index("Late paper") < shown.index("Discussions") < shown.index("Year of visits")


def test_another_agency_sees_none_of_it(client: Client, work: Any, outsider: Person) -> None:
    shown = page(client, outsider, "/")
    for name in work:
        assert work[name].get_absolute_url() not in shown


def test_the_chair_sees_what_waits(client: Client, work: Any, chair: Person, partner: Person) -> None:
    challenges.answer_challenge(challenge=work["challenge"], answer="Done", by=partner, now=NOW)
    shown = page(client, chair, "/")
    for name in ("paper", "challenge", "risk"):
        assert work[name].get_absolute_url() in shown, name


def test_the_business_unit_sees_how_many(client: Client, work: Any, held: Meeting, business_unit: Person) -> None:
    shown = page(client, business_unit, "/")
    for words in ("1\xa0paper late", "1\xa0set of minutes to draft", "1\xa0challenge without answer"):
        assert words in shown, words


def test_a_body_and_an_agency_lead_to_their_registers(
    client: Client, work: Any, neglect: Body, police: Agency, chair: Person, partner: Person
) -> None:
    shown = page(client, chair, neglect.get_absolute_url())
    assert f"/bodies/{neglect.slug}/forward-plan/" in shown
    assert f"/risks/?body={neglect.pk}" in shown
    assert "Papers, reports and answers" in page(client, partner, police.get_absolute_url())


def test_each_kind_is_chased_by_the_ladder(work: Any, partner: Person, chair: Person) -> None:
    day = TODAY + 10 * DAY
    chasing.record_chases(on=day, now=at_hour(day, 7))
    kinds = set(Chase.objects.values_list("kind", flat=True))
    assert kinds >= {"paper", "planned-report", "challenge-answer", "risk-review"}
    told = set(Telling.objects.filter(chase__kind="challenge-answer").values_list("person__name", flat=True))
    assert partner.name in told
    assert Telling.objects.filter(chase__kind="risk-review", person=chair).exists()
