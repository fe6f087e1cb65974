"""Letters of challenge: drafted once by a step, made in a worker, sent by a person as they were read, or withheld."""

import datetime as dt
import hashlib
from typing import Any

import page
import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnership import chasing, letter_pdf, tasks
from partnership.kit.dates import at_hour
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.pdf import Pdf
from partnership.models import Agency, Appointment, Body, Chase, ChaseStep, Letter, LetterFile, Notice, Person
from partnership.selectors.letters import chases_by_agency, chases_by_body
from partnership.services import letters as services
from partnership.services.letter_files import build_letters
from subgroups.models import Action
from tests.factories import NOW, TODAY, make_action, make_appointment, make_membership, make_person

DUE = dt.date(2026, 10, 26)  # twenty working days after it is Monday 23 November


@pytest.fixture
def action(neglect: Body, police: Agency, chair: Person, partner: Person) -> Action:
    return make_action(neglect, police, by=chair, due_on=DUE, title="Record the screening tool")


def draft(on: dt.date = TODAY) -> int:
    chasing.record_chases(on=on, now=at_hour(on, 7))
    return services.draft_letters(on=on, now=at_hour(on, 7))


def build() -> dict[str, int]:
    return build_letters(clock=lambda: NOW)


@pytest.fixture
def no_layout(monkeypatch: pytest.MonkeyPatch) -> None:
    """The queue is tested without laying out pages."""
    made = Pdf(b"%PDF-1.7\n", hashlib.sha256(b"%PDF-1.7\n").hexdigest(), 1)
    monkeypatch.setattr(letter_pdf, "letter_bytes", lambda html, **given: made)


@pytest.fixture
def letter(action: Action, no_layout: None) -> Letter:
    """A draft to the lead of the police whose PDF is made."""
    draft()
    build()
    return Letter.objects.select_related("chase").get()


# ---- drafting ----


def test_the_last_step_drafts_a_letter_to_the_agency_lead(action: Action, partner: Person, police: Agency) -> None:
    assert draft() == 1
    letter = Letter.objects.get()
    assert (letter.reference, letter.to, letter.agency) == (f"{action.reference}-L1", partner, police)
    assert letter.status == Letter.Status.DRAFTED
    assert letter.facts["title"] == "Record the screening tool"
    assert (letter.facts["days_late"], letter.facts["moves"]) == (28, 0)
    assert len(letter.facts["chases"]) == Chase.objects.count()
    assert letter.facts["chases"][0] == {"on": "2026-11-23", "due_on": "2026-10-26", "told": ["Police lead"]}
    assert letter.history.get().history_change_reason == "drafted"


def test_drafted_twice_nothing_doubles(action: Action) -> None:
    assert [draft(), draft(), draft(TODAY + dt.timedelta(days=1))] == [1, 0, 0]
    assert Letter.objects.count() == LetterFile.objects.count() == 1


def test_earlier_steps_draft_none(action: Action) -> None:
    assert draft(TODAY - dt.timedelta(days=1)) == 0


def test_the_ladder_says_which_step_drafts_one(action: Action, neglect: Body) -> None:
    ChaseStep.objects.create(body=neglect, key="5-after", offset=5, to=ChaseStep.To.CHAIR, letter=True)
    ChaseStep.objects.create(body=neglect, key="20-after", offset=20, to=ChaseStep.To.EXECUTIVE)
    assert draft() == 1
    assert Letter.objects.get().chase.step == "5-after"


def test_what_was_done_meanwhile_gets_no_letter(action: Action, chair: Person) -> None:
    chasing.record_chases(on=TODAY, now=at_hour(TODAY, 7))
    Action.objects.update(status=Action.Status.CLAIMED)
    assert services.draft_letters(on=TODAY, now=NOW) == 0


def test_a_chase_of_long_ago_gets_no_letter(action: Action) -> None:
    chasing.record_chases(on=TODAY, now=NOW)
    assert services.draft_letters(on=TODAY + dt.timedelta(days=31), now=NOW) == 0


def test_a_second_letter_of_one_action_has_the_next_number(action: Action) -> None:
    draft()
    Action.objects.update(due_on=TODAY, next_chase_on=None)
    later = dt.date(2026, 12, 21)
    assert draft(later) == 1
    assert Letter.objects.filter(reference=f"{action.reference}-L2").exists()


def test_letters_about_an_action_and_its_impact_check_share_one_row_of_numbers(action: Action) -> None:
    draft()
    Chase.objects.update(kind="impact-check", subject=4711)
    Action.objects.update(due_on=TODAY, next_chase_on=None)
    assert draft(dt.date(2026, 12, 21)) == 1
    assert Letter.objects.filter(reference=f"{action.reference}-L2").exists()


def test_a_letter_that_fails_holds_up_no_other(
    action: Action, neglect: Body, police: Agency, chair: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_action(neglect, police, by=chair, due_on=DUE)
    facts_of = services.facts_of

    def broken(letter: Letter, *args: Any) -> dict[str, object]:
        if letter.reference.startswith(action.reference):
            raise RuntimeError("no facts")
        return facts_of(letter, *args)

    monkeypatch.setattr(services, "facts_of", broken)
    with pytest.raises(RuntimeError):
        draft()
    assert Letter.objects.count() == 1


def test_the_chase_of_the_schedule_drafts_and_makes_them(action: Action, no_layout: None, monday: Any) -> None:
    assert tasks.chase()["letters"] == 1
    tasks.build_letters()
    assert LetterFile.objects.get().status == LetterFile.Status.READY


# ---- making ----


def test_a_letter_is_made_once_and_carries_its_checksum(letter: Letter) -> None:
    assert build() == {"built": 0, "failed": 0}
    with letter.file.open("rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() == letter.sha256
    assert letter.making.percent == 100


@pytest.mark.slow
def test_the_pdf_holds_both_standards_and_says_what_is_owed(action: Action, business_unit: Person) -> None:
    draft()
    services.write_line(letter=Letter.objects.get(), line="We met <b>twice</b> & agreed.", by=business_unit, now=NOW)
    assert build() == {"built": 1, "failed": 0}
    letter = Letter.objects.get()
    with letter.file.open("rb") as file:
        content = file.read()
    for profile in ("ua1", "3a"):
        report = page.validate_pdf_bytes(content, profile=profile)
        assert not [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    html = letter_pdf.letter_html(letter_pdf.letter_context(letter, None))
    for words in (
        "28\u00a0days late",
        "Record the screening tool",
        "Police lead",
        "We met &lt;b&gt;twice&lt;/b&gt; &amp;",
    ):
        assert words in html
    again = letter_pdf.letter_bytes(
        letter_pdf.letter_html(letter_pdf.letter_context(letter, None)), made_at=letter.making.asked_at
    )
    assert again.pages == letter.making.pages <= 2


def test_a_failure_is_tried_three_times_and_then_waits_for_a_person(
    action: Action, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(html: str, **given: object) -> None:
        raise RuntimeError("No room on the disk")

    draft()
    monkeypatch.setattr(letter_pdf, "letter_bytes", broken)
    for _ in range(LetterFile.MOST_TRIES):
        with pytest.raises(RuntimeError):
            build_letters(clock=lambda: NOW, most=1)
    row = LetterFile.objects.get()
    assert (row.status, row.failure) == (LetterFile.Status.FAILED, "No room on the disk")
    assert build() == {"built": 0, "failed": 0}


def test_a_worker_that_died_gives_its_letter_back(action: Action, no_layout: None) -> None:
    draft()
    LetterFile.objects.update(status=LetterFile.Status.BUILDING, claimed_until=NOW + dt.timedelta(minutes=5))
    assert build()["built"] == 0
    assert build_letters(clock=lambda: NOW + dt.timedelta(minutes=6))["built"] == 1


def test_the_command_makes_them_as_the_schedule_does(
    action: Action, no_layout: None, capsys: pytest.CaptureFixture[str]
) -> None:
    draft()
    call_command("build_letters")
    assert "1 made." in capsys.readouterr().out


# ---- a line, sending, withholding ----


def test_a_line_makes_the_letter_anew_for_the_lead_of_the_day(
    letter: Letter, business_unit: Person, partner: Person, police: Agency
) -> None:
    Appointment.objects.filter(person=partner).update(to_on=TODAY - dt.timedelta(days=1))
    after = make_person("New lead", police)
    make_appointment(after, Appointment.Role.AGENCY_LEAD, police)
    services.write_line(letter=letter, line="Please ring me", by=business_unit, now=NOW)
    letter.refresh_from_db()
    assert (letter.line, letter.to, letter.sha256) == ("Please ring me", after, "")
    assert letter.making.__class__.objects.get().status == LetterFile.Status.WAITING
    with pytest.raises(ValidationError, match="still being made"):
        services.send_letter(letter=letter, by=business_unit, now=NOW)
    assert build()["built"] == 1


def test_a_letter_is_sent_as_it_was_read_and_its_addressee_told(
    letter: Letter, business_unit: Person, partner: Person
) -> None:
    services.send_letter(letter=letter, by=business_unit, now=NOW)
    sent = Letter.objects.get()
    assert (sent.status, sent.sent_by, sent.sha256) == (Letter.Status.SENT, business_unit, letter.sha256)
    notice = Notice.objects.get(kind="letter")
    assert (notice.to, notice.key) == (partner, f"letter:{letter.pk}")
    assert "screening" not in notice.text + notice.subject
    assert sent.get_absolute_url() in notice.text
    assert [move.move for move in sent.moves.all()] == ["send"]


def test_sent_twice_nothing_more_happens(letter: Letter, business_unit: Person) -> None:
    services.send_letter(letter=letter, by=business_unit, now=NOW)
    with pytest.raises(WrongState):
        services.send_letter(letter=letter, by=business_unit, now=NOW)
    assert Notice.objects.filter(kind="letter").count() == 1


def test_what_was_done_meanwhile_is_not_challenged(letter: Letter, business_unit: Person) -> None:
    Action.objects.update(status=Action.Status.CLAIMED)
    with pytest.raises(ValidationError, match="claimed complete or given a new date"):
        services.send_letter(letter=letter, by=business_unit, now=NOW)
    with pytest.raises(ValidationError, match="Withhold the letter"):
        services.write_line(letter=letter, line="x", by=business_unit, now=NOW)


def test_a_letter_to_nobody_is_not_sent(letter: Letter, business_unit: Person) -> None:
    Letter.objects.update(to=None)
    with pytest.raises(ValidationError, match="Nobody holds the office"):
        services.send_letter(letter=letter, by=business_unit, now=NOW)


def test_withholding_needs_a_reason_and_is_kept(letter: Letter, business_unit: Person) -> None:
    with pytest.raises(ValidationError, match="Write why"):
        services.withhold_letter(letter=letter, reason=" ", by=business_unit, now=NOW)
    services.withhold_letter(letter=letter, reason="Agreed by telephone", by=business_unit, now=NOW)
    kept = Letter.objects.get()
    assert kept.status == Letter.Status.WITHHELD
    assert kept.moves.get().note == "Agreed by telephone"
    assert not Notice.objects.filter(kind="letter").exists()
    with pytest.raises(WrongState):
        services.write_line(letter=kept, line="x", by=business_unit, now=NOW)


@pytest.mark.parametrize("role", ["chair", "partner", "independent_chair", "inspector"])
def test_only_the_business_unit_acts_on_letters(letter: Letter, role: str, request: pytest.FixtureRequest) -> None:
    person = request.getfixturevalue(role)
    with pytest.raises(NotYours):
        services.send_letter(letter=letter, by=person, now=NOW)
    with pytest.raises(NotYours):
        services.withhold_letter(letter=letter, reason="x", by=person, now=NOW)
    with pytest.raises(NotYours):
        services.write_line(letter=letter, line="x", by=person, now=NOW)


# ---- pages ----


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_a_draft_is_read_changed_and_sent_on_its_pages(letter: Letter, business_unit: Person, monday: Any) -> None:
    client, here = client_of(business_unit), letter.get_absolute_url()
    assert "Letters to send" in client.get("/").content.decode()
    assert "Read the letter" in client.get(here).content.decode()
    client.post(f"{here}line/", {"line": "Please ring me"})
    assert Letter.objects.get().line == "Please ring me"
    build()
    assert client.post(f"{here}send/").status_code == 302
    assert Letter.objects.get().status == Letter.Status.SENT
    assert "Letters to send" not in client.get("/").content.decode()
    content = client.get(f"{here}pdf/")
    assert content["Content-Type"] == "application/pdf"
    content.close()


def test_while_it_is_made_the_page_says_how_far_it_is(action: Action, business_unit: Person, monday: Any) -> None:
    draft()
    LetterFile.objects.update(percent=50, doing="Laying out the pages")
    client, here = client_of(business_unit), Letter.objects.get().get_absolute_url()
    text = client.get(here).content.decode()
    assert "Laying out the pages" in text
    assert 'value="50"' in text
    assert client.get(f"{here}pdf/").status_code == 404


def test_the_addressee_opens_what_was_sent_and_no_draft(
    letter: Letter, partner: Person, outsider: Person, business_unit: Person, monday: Any
) -> None:
    here = letter.get_absolute_url()
    assert client_of(partner).get(here).status_code == 404
    services.send_letter(letter=letter, by=business_unit, now=NOW)
    response = client_of(partner).get(f"{here}pdf/")
    assert response.status_code == 200
    b"".join(response.streaming_content)  # to its end, which closes the file and leaves the connection alone
    assert client_of(outsider).get(here).status_code == 404
    assert client_of(outsider).get(f"{here}pdf/").status_code == 404


@pytest.mark.once
def test_the_list_asks_as_much_at_ten_rows_as_at_a_hundred(letter: Letter, business_unit: Person, monday: Any) -> None:
    client, counts = client_of(business_unit), []
    client.get(reverse("partnership:letter-list"))
    for rows in (10, 100):
        for number in range(rows):
            chase = Chase.objects.create(
                kind="action", subject=10_000 + number, due_on=DUE, step=f"x-{rows}", to="executive", step_on=TODAY,
                on=TODAY, at=NOW, agency=letter.agency, reference="R", title="T", path="/",
            )  # fmt: skip
            more = Letter.objects.create(
                chase=chase, reference=f"R-{rows}-{number}", agency=letter.agency, drafted_on=TODAY, facts=letter.facts
            )
            LetterFile.objects.create(letter=more, asked_at=NOW)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("partnership:letter-list")).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8


# ---- counting ----


def test_chases_and_letters_are_counted_by_body_and_agency(
    letter: Letter, business_unit: Person, executive: Body, neglect: Body, police: Agency
) -> None:
    head = make_person("Chair of the Executive")
    make_membership(head, executive, role="chair")
    services.send_letter(letter=letter, by=business_unit, now=NOW)
    Chase.objects.filter(step="1-after").update(answered_at=NOW, answered_by=business_unit)
    for rows, name in (
        (chases_by_body(TODAY, TODAY), neglect.name),
        (chases_by_agency(TODAY, TODAY), police.name),
    ):
        (row,) = rows
        assert (row.name, row.chases, row.to_executive, row.letters) == (name, Chase.objects.count(), 1, 1)
    assert chases_by_body(TODAY - dt.timedelta(days=9), TODAY - dt.timedelta(days=1)) == []
