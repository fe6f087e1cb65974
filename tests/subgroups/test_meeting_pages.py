"""Pages of meetings, decisions and escalations: what they show, to whom, in how many queries."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from partnership.models import Agency, Body, Membership, Person, QuorumRule, StandingItem
from subgroups.models import AgendaItem, Attendance, Decision, Escalation, Meeting
from subgroups.selectors import rosters
from subgroups.services import agendas, attendance, decisions, escalations, meetings
from tests.counting import queries_of
from tests.factories import NOW, TODAY, make_action, make_membership, make_person, make_seat

pytestmark = pytest.mark.usefixtures("monday")
DAY = dt.timedelta(days=1)
LONG = {"text": "Use one form", "reasons": "Four forms differ"}


def plan(body: Body, by: Person, meets_on: dt.date = TODAY, **fields: Any) -> Meeting:
    starts_at = fields.pop("starts_at", dt.time(10))
    return meetings.plan_meeting(body=body, meets_on=meets_on, starts_at=starts_at, by=by, now=NOW, **fields)


@pytest.fixture
def meeting(neglect: Body, chair: Person, member: Person) -> Meeting:
    return plan(neglect, chair)


@pytest.fixture
def item(meeting: Meeting, chair: Person) -> AgendaItem:
    return agendas.add_item(meeting=meeting, title="Dental neglect audit", ask="Agree it", by=chair, now=NOW)


@pytest.fixture
def observer(neglect: Body) -> Person:
    person = make_person("Observer")
    make_membership(person, neglect, role=Membership.Role.OBSERVER)
    return person


def page(client: Client, person: Person, path: str, status: int = 200) -> str:
    client.force_login(person)
    answer = client.get(path)
    assert answer.status_code == status, path
    return b"".join(answer).decode() if answer.streaming else answer.content.decode()


def run_path(item: AgendaItem) -> str:
    return f"{reverse('subgroups:meeting-run', args=[item.meeting_id])}?item={item.pk}"


def save(client: Client, item: AgendaItem, **fields: Any) -> Any:
    data = {"notes": item.notes, "version": item.version, "go": "save", **fields}
    return client.post(run_path(item), data)


def autosave(client: Client, item: AgendaItem, **fields: Any) -> Any:
    data = {"notes": item.notes, "version": item.version, **fields}
    return client.post(run_path(item), data, headers={"accept": "application/json"})


# ---- lists ----


def test_the_list_shows_what_is_to_come_and_the_past_on_asking(client: Client, neglect: Body, chair: Person) -> None:
    plan(neglect, chair, TODAY + 3 * DAY)
    past = plan(neglect, chair, TODAY - 30 * DAY, title="Extraordinary meeting")
    path = reverse("subgroups:meeting-list")
    coming = page(client, chair, path)
    assert "In 3\xa0days" in coming
    assert past.reference not in coming
    assert "Neglect: extraordinary meeting" in page(client, chair, f"{path}?when=past")
    assert past.reference not in page(client, chair, f"{path}?when=past&year=2027")


def test_the_list_goes_out_as_a_file_within_scope(
    client: Client, neglect: Body, exploitation: Body, chair: Person, business_unit: Person
) -> None:
    plan(neglect, chair)
    plan(exploitation, business_unit)
    path = reverse("subgroups:meeting-list") + "?format=csv"
    assert "EXA-M" not in page(client, chair, path)
    assert "EXA-M-2026-01" in page(client, business_unit, path)


@pytest.mark.once
def test_list_queries_do_not_grow(
    client: Client, neglect: Body, chair: Person, independent_chair: Person, executive: Body
) -> None:
    def fill(first: int, last: int) -> None:
        for number in range(first, last):
            held = plan(neglect, chair, TODAY - (number + 1) * DAY)
            mark_all(held, chair)
            decisions.record_decision(meeting=held, **LONG, by=chair, now=NOW)
            escalations.escalate(
                from_body=neglect, to_body=executive, question="Who?", evidence="None", ask="Decide",
                reply_due_on=TODAY, by=chair, now=NOW,
            )  # fmt: skip

    client.force_login(independent_chair)
    paths = ["/meetings/?when=past", "/decisions/", "/escalations/"]
    fill(0, 10)
    few = [queries_of(client, path) for path in paths]
    fill(10, 40)
    assert [queries_of(client, path) for path in paths] == few
    assert max(few) <= 8


def mark_all(meeting: Meeting, by: Person) -> None:
    marks = {place.seat.pk: "present" for place in rosters.roster(meeting) if not place.is_vacant}
    attendance.record_attendance(meeting=meeting, marks=marks, by=by, now=NOW)


@pytest.mark.once
def test_meeting_page_queries_do_not_grow(
    client: Client, neglect: Body, executive: Body, chair: Person, police: Agency, meeting: Meeting
) -> None:
    QuorumRule.objects.create(body=neglect, kind=Agency.Kind.LOCAL_AUTHORITY)
    mark_all(meeting, chair)
    plan(neglect, chair, TODAY - 30 * DAY)
    plan(neglect, chair, TODAY + 30 * DAY)

    def fill(count: int) -> None:
        for number in range(count):
            person = make_person(f"Member {number}", police)
            make_membership(person, neglect)
            item = agendas.add_item(meeting=meeting, title=f"Item {number}", lead=person, by=chair, now=NOW)
            decisions.record_decision(meeting=meeting, item=item, **LONG, by=chair, now=NOW)
            make_action(neglect, police, by=chair, item=item)
            escalations.escalate(
                from_body=neglect, to_body=executive, question="Who?", evidence="None", ask="Decide", item=item,
                reply_due_on=TODAY, by=chair, now=NOW,
            )  # fmt: skip
        mark_all(meeting, chair)

    client.force_login(chair)
    paths = [meeting.get_absolute_url(), reverse("subgroups:meeting-run", args=[meeting.pk])]
    fill(8)
    few = [queries_of(client, path) for path in paths]
    fill(30)
    assert [queries_of(client, path) for path in paths] == few
    assert max(few) <= 15


# ---- one meeting ----


def test_the_page_shows_agenda_seats_quorum_and_thread(
    client: Client, neglect: Body, meeting: Meeting, item: AgendaItem, chair: Person, member: Person
) -> None:
    QuorumRule.objects.create(body=neglect, kind=Agency.Kind.ICB)
    attendance.send_apologies(meeting=meeting, by=member, now=NOW)
    said = page(client, chair, meeting.get_absolute_url())
    for words in (
        "Neglect, 23\xa0November\xa02026", "Dental neglect audit", "Asked: Agree it", "ICB", "Apologies",
        "this meeting will not be quorate: ICB", "This meeting", "Run the meeting", "Draw up the agenda",
    ):  # fmt: skip
        assert words in said, words


def test_a_reader_sees_no_button_that_is_not_theirs(client: Client, meeting: Meeting, observer: Person) -> None:
    said = page(client, observer, meeting.get_absolute_url())
    for words in ("Run the meeting", "Draw up", "Issue", "Cancel the meeting", "Add an item", "Say whether"):
        assert words not in said, words


def test_a_member_is_asked_whether_they_come_and_answers(client: Client, meeting: Meeting, member: Person) -> None:
    assert "Say whether you come" in page(client, member, meeting.get_absolute_url())
    path = reverse("subgroups:meeting-answer", args=[meeting.pk])
    page(client, member, path)
    assert client.post(path, {"answer": "apologies"}).status_code == 302
    assert meeting.attendance.get().mark == "apologies"
    assert "Apologies" in page(client, member, meeting.get_absolute_url())


def test_the_business_unit_notes_an_answer_for_a_seat(
    client: Client, meeting: Meeting, member: Person, business_unit: Person
) -> None:
    path = reverse("subgroups:meeting-answer", args=[meeting.pk])
    assert "Whose seat" in page(client, business_unit, path)
    seat = member.memberships.get().seat_id
    assert client.post(path, {"seat": seat, "answer": "remote"}).status_code == 302
    row = meeting.attendance.get()
    assert (row.came, row.is_expected, row.mark) == (member, True, "remote")


def test_a_confidential_item_is_nowhere_for_those_without_a_seat(
    client: Client, meeting: Meeting, chair: Person, police: Agency, observer: Person, independent_chair: Person
) -> None:
    secret = agendas.add_item(meeting=meeting, title="Canary case", is_confidential=True, by=chair, now=NOW)
    decision = decisions.record_decision(
        meeting=meeting, item=secret, text="Canary decided", reasons="Canary reason", by=chair, now=NOW
    )
    make_action(meeting.body, police, by=chair, item=secret, title="Canary action")
    agendas.add_item(meeting=meeting, title="Plain item", by=chair, now=NOW)
    for person in (observer, independent_chair):
        said = page(client, person, meeting.get_absolute_url())
        assert "Canary" not in said
        assert "1 decision" not in said.replace("\xa0", " ")
        page(client, person, secret.get_absolute_url(), 404)
        page(client, person, decision.get_absolute_url(), 404)
        for path in ("/decisions/", "/decisions/?format=csv"):
            assert "Canary" not in page(client, person, path)
    assert "Canary decided" in page(client, chair, meeting.get_absolute_url())


def test_the_calendar_file_holds_the_meeting_in_utc(client: Client, neglect: Body, chair: Person) -> None:
    meeting = plan(neglect, chair, dt.date(2026, 6, 4), ends_at=dt.time(12), place="Council House; room 2, online")
    said = page(client, chair, reverse("subgroups:meeting-calendar", args=[meeting.pk]))
    assert "DTSTART:20260604T090000Z\r\nDTEND:20260604T110000Z\r\n" in said
    assert "LOCATION:Council House\\; room 2\\, online\r\n" in said
    assert all(len(line.encode()) <= 75 for line in said.split("\r\n"))


def test_the_history_says_who_and_why(client: Client, meeting: Meeting, chair: Person) -> None:
    meetings.cancel_meeting(meeting=meeting, reason="Snow on every road", by=chair, now=NOW)
    said = page(client, chair, reverse("subgroups:meeting-history", args=[meeting.pk]))
    assert "Snow on every road" in said
    assert "Snow on every road" in page(client, chair, meeting.get_absolute_url())


# ---- acts by form ----


def test_a_meeting_is_planned_changed_and_cancelled_by_form(client: Client, neglect: Body, chair: Person) -> None:
    client.force_login(chair)
    path = reverse("subgroups:meeting-new")
    given = {"body": neglect.pk, "meets_on": "2026-12-10", "starts_at": "10:00", "place": "Council House"}
    refused = client.post(path, {**given, "meets_on": ""})
    assert (refused.status_code, b"Enter the date of the meeting" in refused.content) == (422, True)
    assert client.post(path, given).status_code == 302
    meeting = Meeting.objects.get()
    change = reverse("subgroups:meeting-change", args=[meeting.pk])
    new = {**given, "meets_on": "2026-12-11", "version": 1}
    assert client.post(change, new).status_code == 302
    stale = client.post(change, {**new, "meets_on": "2026-12-12"})
    assert stale.status_code == 409
    assert "11\xa0December\xa02026" in stale.content.decode()
    cancel = reverse("subgroups:meeting-cancel", args=[meeting.pk])
    assert client.post(cancel, {"note": ""}).status_code == 422
    assert client.post(cancel, {"note": "Snow"}).status_code == 302
    assert Meeting.objects.get().status == "cancelled"


def test_the_agenda_is_drawn_up_arranged_and_issued_by_form(
    client: Client, neglect: Body, meeting: Meeting, item: AgendaItem, chair: Person
) -> None:
    StandingItem.objects.create(body=neglect, place=1, title="Welcome")
    client.force_login(chair)
    assert client.post(reverse("subgroups:meeting-draw-up", args=[meeting.pk])).status_code == 302
    welcome = meeting.items.get(title="Welcome")
    path = reverse("subgroups:meeting-agenda", args=[meeting.pk])
    assert "Number of “Welcome”" in page(client, chair, path)
    assert client.post(path, {f"item-{welcome.pk}": 2, f"item-{item.pk}": 1}).status_code == 302
    assert [row.title for row in meeting.items.all()] == ["Dental neglect audit", "Welcome"]
    assert client.post(reverse("subgroups:meeting-issue", args=[meeting.pk])).status_code == 302
    meeting.refresh_from_db()
    assert meeting.status == "agenda_issued"
    assert client.post(reverse("subgroups:meeting-issue", args=[meeting.pk])).status_code == 409


def test_items_are_added_changed_and_taken_off_by_form(client: Client, meeting: Meeting, chair: Person) -> None:
    client.force_login(chair)
    new = reverse("subgroups:item-new", args=[meeting.pk])
    given = {"title": "Audit", "purpose": "decision", "is_confidential": "on", "lead": chair.pk, "minutes_planned": 20}
    page(client, chair, new)
    assert client.post(new, given).status_code == 302
    item = meeting.items.get()
    assert (item.is_confidential, item.lead, item.minutes_planned) == (True, chair, 20)
    change = reverse("subgroups:item-change", args=[meeting.pk, item.pk])
    assert client.post(change, {"title": "Audit two", "purpose": "decision", "version": 1}).status_code == 302
    assert client.post(change, {"title": "Audit three", "purpose": "decision", "version": 1}).status_code == 409
    assert client.post(reverse("subgroups:item-remove", args=[meeting.pk, item.pk])).status_code == 302
    assert not meeting.items.exists()


def test_minutes_are_drafted_agreed_and_confirmed_by_form(
    client: Client, neglect: Body, chair: Person, member: Person, business_unit: Person
) -> None:
    meeting = plan(neglect, chair, TODAY - 9 * DAY)
    client.force_login(business_unit)
    at = lambda name: reverse(f"subgroups:meeting-{name}", args=[meeting.pk])  # noqa: E731
    assert client.post(at("hold")).status_code == 302
    assert client.post(at("minutes"), {"summary": "We met.", "version": 1}).status_code == 302
    assert "Mark attendance" in page(client, chair, meeting.get_absolute_url())
    refused = client.post(at("agree"))
    assert (refused.status_code, b"Mark attendance first" in refused.content) == (422, True)
    mark_all(meeting, chair)
    assert client.post(at("agree")).status_code == 302
    following = plan(neglect, chair)
    assert client.post(at("confirm"), {"at": following.pk}).status_code == 302
    assert Meeting.objects.get(pk=meeting.pk).status == "confirmed"
    assert "We met." in page(client, member, meeting.get_absolute_url())


# ---- the live page ----


def test_one_save_without_script_keeps_notes_and_attendance(
    client: Client, item: AgendaItem, chair: Person, member: Person
) -> None:
    said = page(client, chair, run_path(item))
    seats = {place.seat.agency.name: place.seat.pk for place in rosters.roster(item.meeting)}
    assert f'name="seat-{seats["Dudley MBC"]}"' in said
    assert "0 of 2 marked" in said
    answer = save(
        client, item, notes="20 cases looked at",
        **{f"seat-{seats['Dudley MBC']}": "present", f"seat-{seats['NHS Black Country ICB']}": "remote"},
    )  # fmt: skip
    assert answer.status_code == 302
    item.refresh_from_db()
    assert (item.notes, item.version) == ("20 cases looked at", 2)
    assert sorted(Attendance.objects.values_list("mark", flat=True)) == ["present", "remote"]
    assert "2 of 2 marked" in page(client, chair, run_path(item))


def test_autosave_answers_with_the_version_the_time_and_the_quorum(
    client: Client, neglect: Body, item: AgendaItem, chair: Person
) -> None:
    QuorumRule.objects.create(body=neglect, kind=Agency.Kind.LOCAL_AUTHORITY)
    client.force_login(chair)
    seat = chair.memberships.get().seat_id
    said = json.loads(autosave(client, item, notes="Said", **{f"seat-{seat}": "present"}).content)
    assert (said["version"], said["saved"]) == (2, "09:00")
    assert "<strong>Quorate</strong>" in said["parts"]["quorum"]
    assert said["parts"]["marked"] == "1 of 2 marked, one tap each"


def test_a_stale_autosave_is_refused_and_the_save_shows_both_texts(
    client: Client, item: AgendaItem, chair: Person, business_unit: Person
) -> None:
    agendas.save_notes(item=item, notes="What the unit wrote", seen=1, by=business_unit, now=NOW)
    client.force_login(chair)
    refused = autosave(client, item, notes="What the chair wrote")
    assert (refused.status_code, "Somebody else saved this" in json.loads(refused.content)["message"]) == (409, True)
    answer = save(client, item, notes="What the chair wrote")
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "What the chair wrote" in said
    assert "What the unit wrote" in said
    assert 'name="version" value="2"' in said
    item.refresh_from_db()
    assert item.notes == "What the unit wrote"


def test_a_refused_note_keeps_attendance_out_too(
    client: Client, item: AgendaItem, chair: Person, business_unit: Person
) -> None:
    agendas.save_notes(item=item, notes="What the unit wrote", seen=1, by=business_unit, now=NOW)
    client.force_login(chair)
    seat = chair.memberships.get().seat_id
    said = save(client, item, notes="Mine", **{f"seat-{seat}": "present"}).content.decode()
    assert not Attendance.objects.exists()
    assert f'name="seat-{seat}" value="present" checked' in said


def test_next_item_ticks_this_one_off(client: Client, item: AgendaItem, chair: Person) -> None:
    second = agendas.add_item(meeting=item.meeting, title="Second", by=chair, now=NOW)
    client.force_login(chair)
    assert save(client, item, go="next").url == run_path(second)
    item.refresh_from_db()
    assert item.is_done
    assert save(client, second, go="end").url == reverse("subgroups:meeting-hold", args=[item.meeting_id])


def test_a_deputy_is_chosen_on_the_live_page(client: Client, item: AgendaItem, chair: Person, member: Person) -> None:
    deputy = make_person("Deputy of the ICB", member.agency)
    client.force_login(chair)
    seat = member.memberships.get().seat_id
    save(client, item, **{f"seat-{seat}": "deputy"})
    assert "Deputy of the ICB" in page(client, chair, run_path(item))
    save(client, item, **{f"seat-{seat}": "deputy", f"came-{seat}": deputy.pk})
    assert Attendance.objects.get(seat=seat).came == deputy


def test_apologies_that_were_sent_are_chosen_beforehand(
    client: Client, item: AgendaItem, chair: Person, member: Person
) -> None:
    attendance.send_apologies(meeting=item.meeting, by=member, now=NOW)
    seat = member.memberships.get().seat_id
    assert f'name="seat-{seat}" value="apologies" checked' in page(client, chair, run_path(item))


def test_a_vacant_seat_says_so_and_leads_to_filling_it(
    client: Client, neglect: Body, item: AgendaItem, business_unit: Person, police: Agency
) -> None:
    person = make_person("Left", police)
    make_membership(person, seat=make_seat(neglect, police), to_on=dt.date(2026, 5, 7))
    said = page(client, business_unit, run_path(item))
    assert "vacant since Thu\xa07\xa0May" in said
    assert "Fill the seat" in said


def test_the_live_page_is_for_those_who_keep_the_record(
    client: Client, item: AgendaItem, member: Person, outsider: Person
) -> None:
    page(client, member, run_path(item), 403)
    page(client, outsider, run_path(item), 404)


def test_before_the_day_nobody_is_marked(client: Client, neglect: Body, chair: Person) -> None:
    meeting = plan(neglect, chair, TODAY + DAY)
    item = agendas.add_item(meeting=meeting, title="Audit", by=chair, now=NOW)
    assert "marked on the day" in page(client, chair, run_path(item))
    seat = chair.memberships.get().seat_id
    assert save(client, item, notes="Prepared", **{f"seat-{seat}": "present"}).status_code == 302
    assert not Attendance.objects.exists()


# ---- decisions ----


def test_a_decision_is_recorded_from_the_live_page_and_shown_there(
    client: Client, item: AgendaItem, chair: Person, executive: Body
) -> None:
    client.force_login(chair)
    path = f"{reverse('subgroups:decision-new', args=[item.meeting_id])}?item={item.pk}"
    assert "Dental neglect audit" in page(client, chair, path)
    assert client.post(path, {"text": "Use one form", "reasons": "Four differ"}).url == run_path(item)
    decision = Decision.objects.get()
    assert decision.item == item
    said = page(client, chair, run_path(item))
    assert "NEG-D-2026-01" in said
    assert "Add a decision" in said


def test_an_inquorate_decision_says_what_to_do(client: Client, neglect: Body, item: AgendaItem, chair: Person) -> None:
    QuorumRule.objects.create(body=neglect, kind=Agency.Kind.POLICE)
    client.force_login(chair)
    path = reverse("subgroups:decision-new", args=[item.meeting_id])
    answer = client.post(path, {"text": "Use one form", "reasons": "Four differ"})
    assert (answer.status_code, b"is not quorate: police missing" in answer.content) == (422, True)
    assert not Decision.objects.exists()


def test_a_decision_page_shows_reasons_thread_and_what_holds_instead(
    client: Client, neglect: Body, chair: Person, member: Person
) -> None:
    first = plan(neglect, chair, TODAY - 30 * DAY)
    old = decisions.record_decision(meeting=first, **LONG, by=chair, now=NOW)
    meetings.hold_meeting(meeting=first, by=chair, now=NOW)
    mark_all(first, chair)
    meetings.draft_minutes(meeting=first, summary="We met", by=chair, now=NOW)
    meetings.agree_minutes(meeting=first, by=chair, now=NOW)
    later = plan(neglect, chair)
    client.force_login(chair)
    change = reverse("subgroups:decision-change", args=[old.reference])
    assert client.post(change, {"text": "Other", "reasons": "Other", "version": 1}).status_code == 409
    path = reverse("subgroups:decision-supersede", args=[old.reference])
    page(client, chair, path)
    given = {"meeting": later.pk, "text": "Use two forms", "reasons": "One was not enough"}
    assert client.post(path, given).status_code == 302
    said = page(client, member, old.get_absolute_url())
    assert "NEG-D-2026-02" in said
    assert "Four forms differ" in said
    assert "Supersede" not in said.replace("Superseded", "")
    assert "Superseded" in page(client, member, "/decisions/?state=superseded")


def test_the_chair_of_the_parent_ratifies_by_form(
    client: Client, executive: Body, meeting: Meeting, chair: Person, business_unit: Person
) -> None:
    above = make_person("Chair of the Executive")
    make_membership(above, executive, role=Membership.Role.CHAIR)
    decision = decisions.record_decision(meeting=meeting, **LONG, ratify_by=executive, by=chair, now=NOW)
    assert "Ratify it" in page(client, above, decision.get_absolute_url())
    path = reverse("subgroups:decision-ratify", args=[decision.reference])
    page(client, business_unit, path, 403)
    client.force_login(above)
    assert client.post(path).status_code == 302
    decision.refresh_from_db()
    assert decision.ratified_by == above


# ---- escalations ----


def test_an_escalation_goes_up_is_answered_and_comes_back_by_form(
    client: Client, executive: Body, item: AgendaItem, chair: Person, business_unit: Person
) -> None:
    client.force_login(chair)
    path = f"{reverse('subgroups:escalation-new')}?item={item.pk}"
    assert "Body that asks" not in page(client, chair, path)
    given = {
        "to_body": executive.pk, "question": "Who pays?", "evidence": "All said no", "ask": "Decide",
        "reply_due_on": "2026-12-18",
    }  # fmt: skip
    assert client.post(path, given).url == run_path(item)
    escalation = Escalation.objects.get()
    assert "NEG-E-2026-01" in page(client, chair, run_path(item))
    reply = reverse("subgroups:escalation-reply", args=[escalation.reference])
    page(client, chair, reply, 403)
    page(client, business_unit, reply)
    assert client.post(reply, {"reply": "The council pays"}).status_code == 302
    said = page(client, chair, escalation.get_absolute_url())
    assert "The council pays" in said
    assert "The reply took" in said


def test_an_escalation_without_an_item_chooses_its_body(
    client: Client, neglect: Body, executive: Body, chair: Person, member: Person
) -> None:
    path = reverse("subgroups:escalation-new")
    page(client, member, path, 403)
    assert "Body that asks" in page(client, chair, path)
    given = {
        "from_body": neglect.pk, "to_body": executive.pk, "question": "Who pays?", "evidence": "All said no",
        "ask": "Decide", "reply_due_on": "2026-12-18",
    }  # fmt: skip
    assert client.post(path, given).status_code == 302
    escalation = Escalation.objects.get()
    withdraw = reverse("subgroups:escalation-withdraw", args=[escalation.reference])
    assert client.post(withdraw, {"note": "Settled"}).status_code == 302
    assert "Settled" in page(client, chair, escalation.get_absolute_url())


# ---- nobody passes by the address ----

OPENED_BY_GET = [
    "meeting-detail", "meeting-history", "meeting-calendar", "meeting-change", "meeting-cancel", "meeting-issue",
    "meeting-agenda", "meeting-answer", "meeting-run", "meeting-hold", "meeting-minutes", "meeting-agree",
    "meeting-confirm", "decision-new", "item-new",
]  # fmt: skip


@pytest.mark.parametrize("name", OPENED_BY_GET)
def test_a_stranger_gets_404_everywhere(name: str, client: Client, meeting: Meeting, outsider: Person) -> None:
    path = reverse(f"subgroups:{name}", args=[meeting.pk])
    page(client, outsider, path, 404)
    assert client.post(path).status_code in (404, 405)


@pytest.mark.parametrize("name", [name for name in OPENED_BY_GET if name not in OPENED_BY_GET[:3]])
def test_an_observer_reads_and_does_nothing(name: str, client: Client, meeting: Meeting, observer: Person) -> None:
    path = reverse(f"subgroups:{name}", args=[meeting.pk])
    page(client, observer, path, 403)
    assert client.post(path).status_code == 403


def test_drawing_up_is_a_post(client: Client, meeting: Meeting, chair: Person, member: Person) -> None:
    path = reverse("subgroups:meeting-draw-up", args=[meeting.pk])
    page(client, chair, path, 405)
    client.force_login(member)
    assert client.post(path).status_code == 403


@pytest.fixture
def opened(client: Client, meeting: Meeting, item: AgendaItem, chair: Person) -> Callable[[str], str]:
    return lambda path: page(client, chair, path)


def test_every_page_of_the_chair_opens(
    opened: Callable[[str], str], meeting: Meeting, item: AgendaItem, chair: Person, executive: Body
) -> None:
    decision = decisions.record_decision(meeting=meeting, item=item, **LONG, by=chair, now=NOW)
    escalation = escalations.escalate(
        from_body=meeting.body, to_body=executive, question="Who?", evidence="None", ask="Decide",
        reply_due_on=TODAY, item=item, by=chair, now=NOW,
    )  # fmt: skip
    for name in OPENED_BY_GET:
        opened(reverse(f"subgroups:{name}", args=[meeting.pk]))
    for name in ("meeting-item", "item-change", "item-remove", "item-history"):
        opened(reverse(f"subgroups:{name}", args=[meeting.pk, item.pk]))
    for name in ("detail", "change", "supersede", "history"):
        opened(reverse(f"subgroups:decision-{name}", args=[decision.reference]))
    for name in ("detail", "withdraw", "history"):
        opened(reverse(f"subgroups:escalation-{name}", args=[escalation.reference]))
