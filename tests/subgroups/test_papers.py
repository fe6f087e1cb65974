"""Papers: asked for, handed in, versions, late, moved with their meeting, seen by whom; and who opened a secret one."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from partnership.kit.dates import at_hour
from partnership.kit.errors import NotYours, WrongState
from partnership.models import Agency, Body, Membership, Notice, Person
from subgroups.deadlines import papers_due
from subgroups.models import AgendaItem, Meeting, Paper, PaperOpening
from subgroups.obligations import PAPERS
from subgroups.presenters.papers import papers_words
from subgroups.selectors.meetings import items_for
from subgroups.selectors.papers import versions_of
from subgroups.services import agendas, meetings, papers
from tests.factories import NOW, TODAY, make_membership, make_person

pytestmark = pytest.mark.usefixtures("monday")
DAY = dt.timedelta(days=1)
MEETS_ON = TODAY + 21 * DAY


def pdf(words: str = "one", name: str = "Audit of dental neglect.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, f"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n% {words}\ntrailer\n<<>>\n%%EOF\n".encode())


@pytest.fixture
def meeting(neglect: Body, chair: Person) -> Meeting:
    return meetings.plan_meeting(body=neglect, meets_on=MEETS_ON, starts_at=dt.time(10), by=chair, now=NOW)


@pytest.fixture
def item(meeting: Meeting, chair: Person) -> AgendaItem:
    return agendas.add_item(meeting=meeting, title="Dental neglect", by=chair, now=NOW)


@pytest.fixture
def secret(meeting: Meeting, chair: Person) -> AgendaItem:
    return agendas.add_item(meeting=meeting, title="A case", is_confidential=True, by=chair, now=NOW)


@pytest.fixture
def author(police: Agency) -> Person:
    return make_person("Police author", police)


def ask(item: AgendaItem, by: Person, **fields: Any) -> Paper:
    return papers.ask_for_paper(item=item, title="Audit", by=by, now=NOW, **fields)


@pytest.fixture
def paper(item: AgendaItem, chair: Person, police: Agency, author: Person) -> Paper:
    return ask(item, chair, agency=police, author=author)


def hand_in(paper: Paper, by: Person, file: Any = None, now: dt.datetime = NOW) -> Paper:
    return papers.hand_in_paper(paper=paper, file=file or pdf(), by=by, now=now)


# ---- asking ----


def test_a_paper_is_due_when_the_papers_of_the_meeting_are(paper: Paper, meeting: Meeting) -> None:
    assert paper.due_on == papers_due(meeting.body, meeting.on) < meeting.on


def test_it_may_be_wanted_earlier_but_not_later(item: AgendaItem, chair: Person, police: Agency) -> None:
    assert ask(item, chair, agency=police, due_on=TODAY + 2 * DAY).due_on == TODAY + 2 * DAY
    with pytest.raises(ValidationError, match="when the papers of this meeting are due"):
        ask(item, chair, agency=police, due_on=MEETS_ON)
    with pytest.raises(ValidationError, match="has not passed"):
        ask(item, chair, agency=police, due_on=TODAY - DAY)


def test_asked_for_late_it_is_due_by_the_meeting(neglect: Body, chair: Person, police: Agency) -> None:
    soon = meetings.plan_meeting(body=neglect, meets_on=TODAY + DAY, starts_at=dt.time(10), by=chair, now=NOW)
    item = agendas.add_item(meeting=soon, title="Urgent", by=chair, now=NOW)
    assert ask(item, chair, agency=police).due_on == TODAY + DAY


def test_somebody_must_write_it_and_work_for_the_agency(
    item: AgendaItem, chair: Person, icb: Agency, author: Person, police: Agency
) -> None:
    with pytest.raises(ValidationError, match="the agency or the person"):
        ask(item, chair)
    with pytest.raises(ValidationError, match="somebody of NHS"):
        ask(item, chair, agency=icb, author=author)
    assert ask(item, chair, author=author).agency == police


def test_the_author_is_told_without_the_title(paper: Paper, author: Person) -> None:
    mail = Notice.objects.get(to=author)
    assert "Audit" not in mail.text
    assert paper.get_absolute_url() in mail.text


def test_a_member_asks_for_none(item: AgendaItem, member: Person, police: Agency) -> None:
    with pytest.raises(NotYours):
        ask(item, member, agency=police)


def test_none_is_asked_for_once_the_meeting_was_held(neglect: Body, chair: Person, police: Agency) -> None:
    today = meetings.plan_meeting(body=neglect, meets_on=TODAY, starts_at=dt.time(8), by=chair, now=NOW)
    item = agendas.add_item(meeting=today, title="Past", by=chair, now=NOW)
    meetings.hold_meeting(meeting=today, by=chair, now=NOW)
    with pytest.raises(WrongState):
        ask(item, chair, agency=police)


# ---- handing in ----


@pytest.mark.parametrize("who", ["author", "partner", "chair", "business_unit"])
def test_author_lead_chair_and_business_unit_hand_it_in(who: str, paper: Paper, request: Any) -> None:
    by = request.getfixturevalue(who)
    handed = hand_in(paper, by)
    assert (handed.received_by, handed.name, len(handed.sha256)) == (by, "Audit of dental neglect.pdf", 64)


@pytest.mark.parametrize("who", ["member", "outsider", "independent_chair"])
def test_nobody_else_does(who: str, paper: Paper, request: Any) -> None:
    with pytest.raises(NotYours):
        hand_in(paper, request.getfixturevalue(who))


def test_a_file_that_is_not_what_it_says_is_refused(paper: Paper, author: Person) -> None:
    with pytest.raises(ValidationError, match="content is not that of"):
        hand_in(paper, author, SimpleUploadedFile("a.pdf", b"MZ nothing of the kind"))


def test_a_new_version_keeps_the_one_before_and_the_day_of_the_first(paper: Paper, author: Person) -> None:
    hand_in(paper, author)
    later = NOW + 30 * DAY
    meetings_row = paper.item.meeting
    again = hand_in(paper, author, pdf("two"), now=later)
    hand_in(paper, author, pdf("two"), now=later)
    assert again.received_at == NOW
    assert not again.is_late(TODAY + 99 * DAY)
    found = versions_of(again)
    assert [one.number for one in found] == [1, 2]
    assert found[0].sha256 != found[1].sha256
    assert meetings_row.status == "planned"


def test_what_came_after_its_day_is_late_for_good(paper: Paper, author: Person) -> None:
    handed = hand_in(paper, author, now=at_hour(paper.due_on + 2 * DAY, 9))
    assert handed.is_late(paper.due_on + 30 * DAY)


def test_a_paper_that_is_not_wanted_takes_no_file(paper: Paper, author: Person, chair: Person) -> None:
    with pytest.raises(ValidationError, match="why it is no longer wanted"):
        papers.withdraw_paper(paper=paper, reason=" ", by=chair, now=NOW)
    with pytest.raises(NotYours):
        papers.withdraw_paper(paper=paper, reason="No", by=author, now=NOW)
    papers.withdraw_paper(paper=paper, reason="Joined with another", by=chair, now=NOW)
    with pytest.raises(WrongState):
        hand_in(paper, author)
    with pytest.raises(WrongState):
        papers.withdraw_paper(paper=paper, reason="Again", by=chair, now=NOW)


def test_an_item_with_a_paper_stays(paper: Paper, item: AgendaItem, chair: Person) -> None:
    with pytest.raises(ValidationError, match="paper belongs to this item"):
        agendas.remove_item(item=item, by=chair, now=NOW)


# ---- moving with the meeting ----


def change_day(meeting: Meeting, by: Person, meets_on: dt.date) -> Meeting:
    return meetings.change_meeting(
        meeting=meeting, meets_on=meets_on, starts_at=meeting.starts_at, by=by, now=NOW, seen=None
    )


def test_the_date_of_a_paper_moves_with_its_meeting(paper: Paper, meeting: Meeting, chair: Person) -> None:
    change_day(meeting, chair, MEETS_ON + 14 * DAY)
    paper.refresh_from_db()
    assert paper.due_on == papers_due(meeting.body, MEETS_ON + 14 * DAY)


def test_an_earlier_date_that_was_set_stays(item: AgendaItem, meeting: Meeting, chair: Person, police: Agency) -> None:
    paper = ask(item, chair, agency=police, due_on=TODAY + DAY)
    change_day(meeting, chair, MEETS_ON + 14 * DAY)
    paper.refresh_from_db()
    assert paper.due_on == TODAY + DAY


def test_a_paper_that_is_here_keeps_its_date(paper: Paper, author: Person, meeting: Meeting, chair: Person) -> None:
    due = hand_in(paper, author).due_on
    change_day(meeting, chair, MEETS_ON + 14 * DAY)
    paper.refresh_from_db()
    assert paper.due_on == due


def test_the_papers_of_a_cancelled_meeting_go_to_the_next(
    paper: Paper, meeting: Meeting, neglect: Body, chair: Person
) -> None:
    following = meetings.plan_meeting(
        body=neglect, meets_on=MEETS_ON + 28 * DAY, starts_at=dt.time(10), by=chair, now=NOW
    )
    meetings.cancel_meeting(meeting=meeting, reason="Strike", by=chair, now=NOW)
    paper.refresh_from_db()
    assert (paper.item.meeting, paper.due_on) == (following, papers_due(neglect, following.on))


def test_a_paper_under_a_standing_item_does_not_vanish_with_its_meeting(
    meeting: Meeting, neglect: Body, chair: Person, police: Agency
) -> None:
    standing = AgendaItem.objects.create(meeting=meeting, place=9, kind="standing", title="Data")
    paper = ask(standing, chair, agency=police)
    following = meetings.plan_meeting(
        body=neglect, meets_on=MEETS_ON + 28 * DAY, starts_at=dt.time(10), by=chair, now=NOW
    )
    meetings.cancel_meeting(meeting=meeting, reason="Strike", by=chair, now=NOW)
    paper.refresh_from_db()
    assert (paper.item.meeting, paper.item.kind) == (following, "item")


# ---- what is owed ----


def test_a_paper_is_owed_until_it_is_here(paper: Paper, author: Person) -> None:
    owed = PAPERS.find(paper.pk)
    assert owed is not None
    assert (owed.owner_id, owed.agency_id, owed.title) == (author.pk, author.agency_id, "Audit")
    hand_in(paper, author)
    assert PAPERS.find(paper.pk) is None


def test_a_confidential_paper_is_never_named(secret: AgendaItem, chair: Person, police: Agency) -> None:
    owed = PAPERS.find(ask(secret, chair, agency=police).pk)
    assert owed is not None
    assert owed.title == "A confidential paper"


# ---- who sees it ----


@pytest.mark.parametrize(("who", "sees"), [
    ("member", True), ("chair", True), ("business_unit", True), ("partner", True), ("author", True),
    ("independent_chair", False), ("observer", False), ("outsider", False), ("inspector", False),
])  # fmt: skip
def test_who_sees_a_confidential_paper(
    who: str, sees: bool, secret: AgendaItem, chair: Person, police: Agency, author: Person, client: Client,
    request: Any,
) -> None:  # fmt: skip
    paper = hand_in(ask(secret, chair, agency=police, author=author), author)
    person = request.getfixturevalue(who)
    assert Paper.objects.visible_to(person).filter(pk=paper.pk).exists() is sees
    for path in (paper.get_absolute_url(), f"{paper.get_absolute_url()}file/", f"{paper.get_absolute_url()}file/1/"):
        page(client, person, path, 200 if sees else 404)
    opened = PaperOpening.objects.filter(paper=paper, person=person)
    assert opened.count() == (2 if sees else 0)


@pytest.fixture
def observer(neglect: Body) -> Person:
    person = make_person("Observer")
    make_membership(person, neglect, role=Membership.Role.OBSERVER)
    return person


def test_the_agency_of_a_secret_paper_sees_no_item(
    secret: AgendaItem, chair: Person, police: Agency, partner: Person, client: Client
) -> None:
    paper = ask(secret, chair, agency=police)
    shown = page(client, partner, paper.get_absolute_url())
    assert "A case" not in shown
    page(client, partner, secret.get_absolute_url(), 404)


# ---- pages ----


def page(client: Client, person: Person, path: str, status: int = 200) -> str:
    client.force_login(person)
    got = client.get(path)
    assert got.status_code == status, path
    return b"".join(got).decode() if got.streaming else got.content.decode()


def test_a_file_is_a_download_that_runs_nothing(client: Client, paper: Paper, author: Person, member: Person) -> None:
    hand_in(paper, author)
    client.force_login(member)
    got = client.get(f"{paper.get_absolute_url()}file/")
    assert b"".join(got).startswith(b"%PDF")
    assert got["Content-Disposition"] == 'attachment; filename="Audit of dental neglect.pdf"'
    assert (got["X-Content-Type-Options"], got["Content-Security-Policy"]) == ("nosniff", "default-src 'none'; sandbox")
    assert not PaperOpening.objects.exists()
    page(client, member, f"{paper.get_absolute_url()}file/2/", 404)


def test_a_paper_without_a_file_serves_none(client: Client, paper: Paper, member: Person) -> None:
    page(client, member, f"{paper.get_absolute_url()}file/", 404)


def test_the_meeting_counts_its_papers(
    client: Client, paper: Paper, item: AgendaItem, meeting: Meeting, chair: Person, police: Agency, author: Person
) -> None:
    hand_in(paper, author)
    ask(item, chair, agency=police, due_on=TODAY)
    assert papers_words(items_for(meeting, chair), TODAY + DAY) == "1 of 2\xa0papers here, 1 late"
    shown = page(client, chair, meeting.get_absolute_url())
    assert "1 of 2\xa0papers here" in shown
    assert f"{paper.get_absolute_url()}file/" in shown
    assert f"{meeting.get_absolute_url()}papers/new/" in shown


def test_the_chair_asks_and_the_author_hands_in_by_the_pages(
    client: Client, meeting: Meeting, item: AgendaItem, chair: Person, police: Agency, author: Person
) -> None:
    path = f"{reverse('subgroups:paper-new', args=[meeting.pk])}?item={item.pk}"
    assert f'<option value="{item.pk}" selected' in page(client, chair, path)
    given = {"item": item.pk, "title": "Audit", "agency": police.pk, "author": author.pk}
    assert client.post(path, given).status_code == 302
    paper = Paper.objects.get()
    here = paper.get_absolute_url()
    assert f"{here}hand-in/" in page(client, author, here)
    assert client.post(f"{here}hand-in/", {"file": pdf()}).status_code == 302
    assert "Checksum" in page(client, author, here)


def test_the_form_says_what_is_missing(
    client: Client, meeting: Meeting, item: AgendaItem, chair: Person, paper: Paper, author: Person
) -> None:
    client.force_login(chair)
    got = client.post(reverse("subgroups:paper-new", args=[meeting.pk]), {"item": item.pk, "title": "Audit"})
    assert (got.status_code, "Choose the agency or the person" in got.content.decode()) == (422, True)
    client.force_login(author)
    assert client.post(f"{paper.get_absolute_url()}hand-in/", {}).status_code == 422


def test_the_list_shows_what_is_owed_and_others_on_asking(
    client: Client, paper: Paper, author: Person, partner: Person, chair: Person
) -> None:
    path, here = reverse("subgroups:paper-list"), paper.get_absolute_url()
    assert here in page(client, partner, path)
    assert here not in page(client, partner, f"{path}?state=late")
    hand_in(paper, author)
    assert here not in page(client, partner, path)
    for state in ("here", "all"):
        assert here in page(client, partner, f"{path}?state={state}")
    assert "Audit" in page(client, chair, f"{path}?state=here&format=csv")


@pytest.mark.parametrize("count", [10, 100])
def test_pages_ask_the_database_as_often_for_many_papers(
    count: int,
    client: Client,
    meeting: Meeting,
    item: AgendaItem,
    business_unit: Person,
    police: Agency,
    author: Person,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for number in range(count):
        papers.ask_for_paper(
            item=item, title=f"Paper {number}", agency=police, author=author, by=business_unit, now=NOW
        )
    client.force_login(business_unit)
    client.get("/")
    with django_assert_max_num_queries(8):
        assert client.get(reverse("subgroups:paper-list")).status_code == 200
    with django_assert_max_num_queries(15):
        assert client.get(meeting.get_absolute_url()).status_code == 200
