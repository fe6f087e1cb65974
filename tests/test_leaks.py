"""The leak hunt: one word of each agency's own in every text, and each agency's lead crawls all that links lead to."""

import datetime as dt
import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import CharField, Model, TextField
from django.test import Client

from partnership import chasing
from partnership.kit.dates import at_hour
from partnership.models import Agency, Appointment, Body, Letter, Notice, Person
from partnership.services import letters
from partnership.services.letter_files import build_letters
from subgroups.models import Action, ActionLog
from subgroups.selectors.action_lists import Wanted
from subgroups.selectors.actions import Clock
from subgroups.services import action_logs, actions
from tests.factories import NOW, PDF, TODAY, make_action, make_appointment, make_person

MOST_PAGES = 400
LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
NOT_FOLLOWED = ("/static/", "/account/logout", "/colours.css")


@dataclass
class Side:
    """One agency, its lead, and the word that stands in every text of its own."""

    agency: Agency
    lead: Person
    word: str


def fill(rows: Any, word: str) -> None:
    """Write a word into every free text of some rows, past services and history."""
    model: type[Model] = rows.model
    texts = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField) and not field.choices and not field.unique and field.editable
        and field.name not in ("file", "content_type", "sha256", "reference", "email", "password")
    ]  # fmt: skip
    if texts:
        rows.update(**dict.fromkeys(texts, word))


def records_of(side: Side, body: Body, unit: Person, chair: Person) -> None:
    """Actions of one agency in every state, with all that hangs on them."""
    holder = make_person(side.word, side.agency, job_title=side.word)
    made = [
        make_action(body, side.agency, by=unit, holder=holder, title=side.word, what=side.word, measure=side.word)
        for _ in range(5)
    ]

    def file() -> SimpleUploadedFile:
        return SimpleUploadedFile(f"{side.word}.pdf", PDF)

    for action in made:
        actions.add_update(action=action, text=side.word, judgement="at_risk", by=holder, now=NOW, files=[file()])
    actions.ask_new_date(action=made[1], to_on=TODAY.replace(year=2027), reason=side.word, by=holder, now=NOW)
    actions.query_ownership(action=made[2], reason=side.word, by=holder, now=NOW)
    for action in made[3:]:
        actions.claim_complete(action=action, impact=side.word, by=holder, now=NOW)
    actions.close_action(action=made[4], by=chair, now=NOW)
    check = made[4].impact_checks.get()
    actions.check_impact(check=check, outcome="faded", text=side.word, by=holder, now=NOW)
    rows = Action.objects.filter(lead_agency=side.agency)
    fill(rows, side.word)
    for name in ("updates", "date_changes", "ownership_queries", "impact_checks", "evidence", "supports", "moves"):
        for action in rows:
            fill(getattr(action, name).all(), side.word)


@pytest.fixture
def sides(monday: Any, neglect: Body, business_unit: Person, chair: Person, police: Agency, fire: Agency, icb: Agency):
    words = {police: "Quizzaciously", fire: "Borborygmus", icb: "Floccinaucini"}
    found = []
    for agency, word in words.items():
        lead = make_person(f"Lead of {agency.short_name}", agency)
        make_appointment(lead, Appointment.Role.AGENCY_LEAD, agency)
        side = Side(agency, lead, word)
        records_of(side, neglect, business_unit, chair)
        found.append(side)
    late = TODAY + dt.timedelta(days=44)  # every action is due in 30 days; by then the leads have been told
    chasing.chase(on=late, now=at_hour(late, 7))
    return found


def words_of_pdf(body: bytes) -> str:
    """What a reader sees in a PDF, on one line, and what its attachments and properties say."""
    if body == PDF:
        return ""  # the evidence of this test has no page; whose it is stands in its name
    found = subprocess.run(["pdftotext", "-", "-"], input=body, capture_output=True, check=True)
    said = " ".join(found.stdout.decode("utf-8", "replace").split())
    with pikepdf.open(io.BytesIO(body)) as pdf:
        said += " ".join(map(str, pdf.docinfo.values()))
        for name, file in pdf.attachments.items():
            said += f" {name} {file.get_file().read_bytes().decode('utf-8', 'replace')}"
    return said


def words_of(response: Any) -> str:
    """Everything an answer says: the page, the cells of a sheet, the name of a file."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.get("Content-Type", "")
    said = str(response.headers)
    if "pdf" in kind:
        return said + words_of_pdf(body)
    if "spreadsheetml" in kind:
        with zipfile.ZipFile(io.BytesIO(body)) as sheet:
            return said + " ".join(sheet.read(name).decode("utf-8", "replace") for name in sheet.namelist())
    return said + body.decode("utf-8", "replace")


def crawl(client: Client, starts: list[str]) -> Iterator[tuple[str, str]]:
    """Every page that links lead to, each once, with what it says."""
    waiting, seen = list(starts), set(starts)
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop()
        response = client.get(path)
        said = words_of(response)
        yield path, said
        if "html" not in response.get("Content-Type", ""):
            continue
        for found in LINK.findall(said):
            link = found.replace("&amp;", "&")
            if link not in seen and not link.startswith(NOT_FOLLOWED):
                seen.add(link)
                waiting.append(link)


def test_no_lead_meets_a_word_of_another_agency_in_page_search_file_or_mail(sides: list[Side]) -> None:
    for side in sides:
        others = [one.word for one in sides if one is not side]
        client = Client(raise_request_exception=False)
        client.force_login(side.lead)
        starts = ["/", "/owed/?format=csv", "/owed/?format=xlsx", "/actions/?key=all&format=csv",
                  "/actions/?key=all&format=xlsx", "/actions/?key=all", f"/search/?q={side.word}"]  # fmt: skip
        pages = dict(crawl(client, starts))
        assert len(pages) > 30, "the crawl found its way"
        assert sum(side.word in said for said in pages.values()) > 5, "its own words are there to be found"
        for path, said in pages.items():
            for word in others:
                assert word not in said, f"{path} shows {side.agency} a word of another agency"
        for word in others:
            for path in (f"/search/?q={word}", f"/actions/?words={word}&key=all"):
                said = client.get(path).text
                rest = re.sub(rf'value="{word}"|“{word}”|q={word}|words={word}|: {word}|{word}, remove', "", said)
                assert word not in rest, f"{path} finds a word of another agency"
        mails = Notice.objects.filter(to=side.lead)
        assert mails.exists()
        for mail in mails:
            assert not any(word in f"{mail.subject} {mail.text} {mail.html}" for word in others)


@pytest.fixture
def printed(sides: list[Side], business_unit: Person, neglect: Body) -> dict[str, list[str]]:
    """The PDFs of each side: a log of all actions that its lead asked for, and a letter of challenge to the lead."""
    on = dt.date(2027, 1, 26)  # more than twenty working days after the actions were due
    at = at_hour(on, 9)
    chasing.chase(on=on, now=at)
    letters.draft_letters(on=on, now=at)
    for side in sides:
        wanted = Wanted(side.lead, {"key": "all"}, Clock.of(on))
        action_logs.ask_for_log(
            wanted=wanted, heading=side.word, about="All", filter_words=[], grouped_by="", by=side.lead, now=at
        )
    assert action_logs.make_logs(clock=lambda: at)["failed"] == build_letters(clock=lambda: at)["failed"] == 0
    found: dict[str, list[str]] = {}
    for side in sides:
        mine = Letter.objects.filter(agency=side.agency).order_by("pk")[:1]
        for letter in mine:
            letters.send_letter(letter=letter, by=business_unit, now=at)
        logs = ActionLog.objects.filter(asked_by=side.lead)
        found[side.word] = [f"{row.get_absolute_url()}pdf/" for row in (*mine, *logs)]
        assert len(found[side.word]) == 2
    return found


@pytest.mark.slow
def test_no_pdf_that_a_lead_may_fetch_says_a_word_of_another_agency(
    sides: list[Side], printed: dict[str, list[str]]
) -> None:
    for side in sides:
        client = Client(raise_request_exception=False)
        client.force_login(side.lead)
        for path in printed[side.word]:
            response = client.get(path)
            assert response.status_code == 200 and "pdf" in response["Content-Type"], path
            said = words_of(response)
            assert side.word in said, f"{path} was read"
            for other in sides:
                assert other is side or other.word not in said, f"{path} shows {side.agency} a word of another agency"
        for other in sides:
            for path in printed[other.word] if other is not side else ():
                assert client.get(path).status_code == 404, path


def test_every_record_of_another_agency_is_not_there(sides: list[Side], bare_refusals: None) -> None:
    acts = ("", "update/", "claim/", "ask-date/", "not-ours/", "ours-after-all/", "keep-date/", "delegate/", "impact/",
            "whose/", "history/", "close/", "return/", "hand-over/", "change/")  # fmt: skip
    for side in sides:
        client = Client(raise_request_exception=False)
        client.force_login(side.lead)
        for action in Action.objects.exclude(lead_agency=side.agency):
            for act in acts:
                path = f"{action.get_absolute_url()}{act}"
                assert client.get(path).status_code == 404, path
                assert client.post(path).status_code in (404, 405), path
            for file in action.evidence.all():
                assert client.get(file.get_absolute_url()).status_code == 404
