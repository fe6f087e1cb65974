"""Many actions from one table: read, previewed line by line, mended, recorded once, each holder told once."""

import datetime as dt
import io
import re
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnership.imports.reading import Unreadable
from partnership.kit.errors import NotYours
from partnership.models import Agency, AgencyAlias, AgencyName, Body, Notice, Person
from subgroups.imports.tables.known import Known
from subgroups.imports.tables.lines import Checked, check_text, short_title
from subgroups.models import Action, ActionBatch, Meeting
from subgroups.services.batches import record_batch
from tests.factories import NOW, TODAY, make_action, make_agency, make_meeting, make_person

TABLE = """\
Action\tOwner\tMeasure\tDue
Share the neglect tool\tWMP\tAll schools have it\t4/12/2026
Brief the head teachers\tDudley MBC\tNine of ten came\t2026-12-18
"""
TOKEN = "0123456789abcdef" * 2


@pytest.fixture
def wmp(police: Agency) -> Agency:
    AgencyAlias.objects.create(agency=police, alias="WMP")
    return police


@pytest.fixture
def officer(police: Agency) -> Person:
    return make_person("Zelda Invented", police)


def checked(text: str, body: Body, **given: Any) -> Checked:
    return check_text(text, Known(body, TODAY), **given)


def one_line(body: Body, **cells: str) -> Any:
    """One line with these cells, the rest as it should be."""
    given = {"Action": "Share it", "Agency": "WMP", "Measure": "Shared", "Due": "2026-12-04", **cells}
    return checked("\t".join(given) + "\n" + "\t".join(given.values()), body).drafts[0]


def record(text: str, body: Body, by: Person, token: str = TOKEN, **given: Any) -> ActionBatch:
    found = checked(text, body)
    return record_batch(token=token, body=body, lines=found.good, left_out=found.left_text(), by=by, now=NOW, **given)


# ---- reading lines ----


def test_a_line_names_agency_measure_and_day(neglect: Body, wmp: Agency, council: Agency) -> None:
    first, second = checked(TABLE, neglect).drafts
    assert (first.title, first.agency, first.due_on) == ("Share the neglect tool", wmp, dt.date(2026, 12, 4))
    assert (second.agency, second.measure, second.faults) == (council, "Nine of ten came", {})


@pytest.mark.parametrize(
    "head", ["Owner", "By whom", "Action owner:", "RESPONSIBLE", "Lead\u00a0agency", "Agency", "Lead Agency (name)"]
)
def test_headings_are_known_in_many_spellings(neglect: Body, wmp: Agency, head: str) -> None:
    text = f"ACTIONS\t{head}\tSuccess criteria\tBy when\nShare it\tWMP\tShared\t4 Dec 2026"
    assert checked(text, neglect).drafts[0].agency == wmp


@pytest.mark.parametrize(
    "owner", ["WMP, Zelda Invented", "Zelda Invented (WMP)", "WMP - Zelda Invented", "Zelda Invented"]
)
def test_an_owner_is_an_agency_a_person_or_both(neglect: Body, wmp: Agency, officer: Person, owner: str) -> None:
    draft = checked(f"Action\tOwner\tMeasure\tDue\nShare it\t{owner}\tShared\t2026-12-04", neglect).drafts[0]
    assert (draft.agency, draft.holder, draft.faults) == (wmp, officer, {})


def test_an_agency_is_known_by_an_earlier_name_too(neglect: Body, police: Agency) -> None:
    AgencyName.objects.create(
        agency=police, name="Old Constabulary", from_on=dt.date(2000, 1, 1), to_on=dt.date(2010, 1, 1)
    )
    assert one_line(neglect, Agency="old constabulary").agency == police


def test_a_person_is_found_by_address_within_the_agency(neglect: Body, wmp: Agency, officer: Person) -> None:
    assert one_line(neglect, Person=officer.email.upper()).holder == officer


def test_supporting_agencies_objective_and_meeting(
    neglect: Body, wmp: Agency, council: Agency, fire: Agency, icb: Agency
) -> None:
    meeting = make_meeting(neglect, TODAY - dt.timedelta(days=7))
    draft = one_line(neglect, Supporting=f"{council.name}; {fire.name}\u000b{icb.name}", Meeting="16/11/2026")
    assert draft.faults == {}
    assert (draft.supporting, draft.meeting, draft.origin) == ([council, fire, icb], meeting, Action.Origin.MEETING)


REFUSALS = [
    ({"Agency": "West Midlands Polise"}, "agency", "Did you mean “West Midlands Police”?"),
    ({"Agency": ""}, "agency", "Enter the agency that holds it"),
    ({"Agency": "Closed trust"}, "agency", "Its work went on to West Midlands Police"),
    ({"Person": "Zelda Invnted"}, "person", "Did you mean “Zelda Invented”?"),
    ({"Person": "Fiona Fire"}, "person", "does not work for West Midlands Police"),
    ({"Person": "nobody@works.example"}, "person", "Nobody here has the address"),
    ({"Person": "Two Alike"}, "person", "2 people are called “Two Alike”"),
    ({"Measure": ""}, "measure", "how anybody could check"),
    ({"Due": ""}, "due", "Enter the date"),
    ({"Due": "04/12/26"}, "due", "more than one way"),
    ({"Due": "2026-11-20"}, "due", "has passed"),
    ({"Action": ""}, "action", "Write what will be done"),
    ({"Action": "x" * 201, "What": "more"}, "action", "has 201 characters"),
    ({"Supporting": "Fire; Nobody at all"}, "supporting", "No agency is called “Fire”"),
    ({"Supporting": "WMP"}, "supporting", "leads this action"),
    ({"Objective": "9.9"}, "objective", "No objective of the plan"),
    ({"Meeting": "1/1/2026"}, "origin", "had no meeting on 1\u00a0January\u00a02026"),
    ({"Meeting": "the last one"}, "origin", "Write its number or its date"),
]


@pytest.mark.parametrize(("cells", "name", "says"), REFUSALS)
def test_a_line_is_refused_at_the_cell_with_what_to_do(
    neglect: Body, wmp: Agency, officer: Person, fire: Agency, cells: dict[str, str], name: str, says: str
) -> None:
    make_agency("Closed trust", closed_on=TODAY - dt.timedelta(days=9), successor=wmp)
    make_person("Fiona Fire", fire)
    make_person("Two Alike", wmp)
    make_person("Two Alike", wmp)
    draft = one_line(neglect, **cells)
    assert list(draft.faults) == [name]
    assert says in draft.faults[name]


def test_an_owner_of_two_agencies_must_say_which_leads(neglect: Body, wmp: Agency, fire: Agency) -> None:
    draft = checked(f"Action\tOwner\tMeasure\tDue\nShare\tWMP / {fire.name}\tShared\t2026-12-04", neglect).drafts[0]
    assert "put the others under Supporting" in draft.faults["owner"]


def test_the_same_line_twice_is_refused_and_so_is_what_is_open_already(
    neglect: Body, wmp: Agency, business_unit: Person
) -> None:
    line = "Share it\tWMP\tShared\t2026-12-04\n"
    text = f"Action\tOwner\tMeasure\tDue\n{line}{line}"
    assert "the same as line 2" in checked(text, neglect).refused[0].faults["action"]
    record(text, neglect, business_unit)
    assert ["is open already" in draft.faults["action"] for draft in checked(text, neglect).drafts] == [True, True]


@pytest.mark.parametrize("heads", ["Action\tDue\tDue", "Action\tDue\tDeadline", "Action\tOwner\tBy whom"])
def test_two_columns_that_say_the_same_are_refused(neglect: Body, heads: str) -> None:
    with pytest.raises(Unreadable, match="Keep one"):
        checked(f"{heads}\na\tb\tc", neglect)


def test_columns_that_are_not_known_are_left_aside_and_named(neglect: Body, wmp: Agency) -> None:
    found = checked("No.\tAction\tOwnr\tOwner\tMeasure\tDue\tRAG\n1\ta\t\tWMP\tb\t2026-12-04\tgreen", neglect)
    assert found.headings.left == ["No.", "Ownr", "RAG"]
    assert found.drafts[0].is_good


def test_the_example_line_is_never_recorded(neglect: Body, wmp: Agency) -> None:
    found = checked(TABLE + "Example: share\tWMP\tb\t2026-12-04", neglect)
    assert (len(found.drafts), found.examples) == (2, 1)


def test_a_long_text_gets_a_short_name() -> None:
    assert len(short_title("x " * 300)) <= 120
    assert short_title("Share the neglect tool with schools. " + "More " * 40) == "Share the neglect tool with schools"
    assert short_title("One line\nand another") == "One line"


# ---- recording ----


def test_every_line_becomes_an_action_with_number_history_and_state(
    neglect: Body, wmp: Agency, council: Agency, chair: Person
) -> None:
    batch = record(TABLE, neglect, chair)
    actions = list(Action.objects.order_by("pk"))
    assert [action.reference for action in actions] == batch.references == ["NEG-2026-001", "NEG-2026-002"]
    row = actions[0].history.get()
    assert (row.history_user, row.history_change_reason, row.history_date) == (chair, "Recorded", NOW)
    assert [(move.move, move.by) for move in actions[0].moves.all()] == [("record", chair)]
    assert (actions[0].first_due_on, actions[0].status) == (dt.date(2026, 12, 4), "open")


def test_a_holder_of_several_gets_one_mail(neglect: Body, wmp: Agency, officer: Person, chair: Person) -> None:
    lines = "".join(f"Secret work {n}\tZelda Invented\tShared\t2026-12-0{n}\n" for n in range(4, 8))
    record(f"Action\tOwner\tMeasure\tDue\n{lines}", neglect, chair)
    mail = Notice.objects.get()
    assert (mail.to, mail.subject) == (officer, "4 actions for you from Neglect")
    assert "NEG-2026-001, NEG-2026-002" in mail.text
    assert "Secret work" not in mail.text + (mail.html or "")


def test_the_same_preview_is_recorded_once(neglect: Body, wmp: Agency, council: Agency, chair: Person) -> None:
    first = record(TABLE, neglect, chair)
    lines = checked(TABLE, neglect).drafts
    again = record_batch(token=TOKEN, body=neglect, lines=lines, by=chair, now=NOW)
    assert again == first
    assert Action.objects.count() == 2


def test_one_line_that_cannot_be_recorded_records_nothing(
    neglect: Body, wmp: Agency, council: Agency, chair: Person
) -> None:
    lines = checked(TABLE, neglect).good
    Agency.objects.filter(pk=council.pk).update(closed_on=TODAY - dt.timedelta(days=1))
    council.refresh_from_db()
    lines[1].agency = council
    with pytest.raises(ValidationError, match="Line 3: Dudley MBC has closed"):
        record_batch(token=TOKEN, body=neglect, lines=lines, by=chair, now=NOW)
    assert not Action.objects.exists() and not ActionBatch.objects.exists() and not Notice.objects.exists()


def test_the_chair_of_another_body_cannot_record_here(
    exploitation: Body, wmp: Agency, council: Agency, chair: Person
) -> None:
    with pytest.raises(NotYours):
        record(TABLE, exploitation, chair)


@pytest.mark.parametrize("token", ["", "x" * 32, "../../etc/passwd"])
def test_a_token_that_no_preview_gave_records_nothing(
    neglect: Body, wmp: Agency, council: Agency, chair: Person, token: str
) -> None:
    with pytest.raises(ValidationError, match="has run out"):
        record(TABLE, neglect, chair, token=token)


@pytest.mark.once
def test_reading_takes_the_same_queries_for_ten_lines_and_for_two_thousand(
    neglect: Body, wmp: Agency, officer: Person
) -> None:
    counted = []
    for many in (10, 2_000):
        rows = "".join(f"Share {n}\tWMP, Zelda Invented\tShared\t2026-12-04\n" for n in range(many))
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert len(checked(f"Action\tOwner\tMeasure\tDue\n{rows}", neglect).good) == many
        counted.append(len(caught))
    assert counted[0] == counted[1] <= 8


@pytest.mark.once
def test_recording_grows_by_a_few_queries_a_line(neglect: Body, wmp: Agency, officer: Person, chair: Person) -> None:
    counted = []
    for many in (10, 110):
        rows = "".join(f"Share {many} {n}\tWMP, Zelda Invented\tShared\t2026-12-04\n" for n in range(many))
        lines = checked(f"Action\tOwner\tMeasure\tDue\n{rows}", neglect).good
        with CaptureQueriesContext(connection) as caught:
            record_batch(token=f"{many:032x}", body=neglect, lines=lines, by=chair, now=NOW)
        counted.append(len(caught))
    assert (counted[1] - counted[0]) / 100 <= 10


# ---- pages ----


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


NEW = "/actions/many/"


def shown(client: Client, body: Body, text: str, query: str = "", **more: Any) -> Any:
    return client.post(NEW + query, {"body": body.pk, "text": text, "go": "check", **more})


def confirmed(client: Client, body: Body, page: Any, query: str = "", **more: Any) -> Any:
    """Press the button that records, with what the page carries."""
    hidden = {name: page.context[name] for name in ("token", "seen", "text")}
    return client.post(NEW + query, {"body": body.pk, "go": "record", **hidden, **more})


@pytest.fixture
def ready(neglect: Body, wmp: Agency, council: Agency, monday: Any) -> Body:
    return neglect


def test_a_chair_sees_what_would_be_recorded_then_confirms(ready: Body, chair: Person) -> None:
    client = client_of(chair)
    page = shown(client, ready, TABLE)
    assert page.status_code == 200 and not Action.objects.exists()
    assert "2\u00a0lines ready" in page.content.decode()
    done = confirmed(client, ready, page)
    batch = ActionBatch.objects.get()
    assert done.url == batch.get_absolute_url()
    assert "NEG-2026-002" in client.get(done.url).content.decode()


def test_confirming_twice_records_once(ready: Body, chair: Person) -> None:
    client = client_of(chair)
    page = shown(client, ready, TABLE)
    first, second = confirmed(client, ready, page), confirmed(client, ready, page)
    assert Action.objects.count() == 2
    assert second.status_code in (200, 302) and first.status_code == 302


def test_refused_lines_are_shown_with_their_numbers_and_can_be_mended(ready: Body, chair: Person) -> None:
    client = client_of(chair)
    page = shown(client, ready, TABLE.replace("4/12/2026", "ASAP").replace("WMP", "West Midlands Polise"))
    words = page.content.decode()
    assert "“ASAP” is not a date" in words and "Did you mean “West Midlands Police”?" in words
    assert 'name="line-2-due"' in words and 'value="ASAP"' in words
    again = shown(client, ready, page.context["text"], **{"line-2-due": "2026-12-04", "line-2-owner": "WMP"})
    assert again.context["refused"] == 0 and again.context["good"] == 2
    confirmed(client, ready, again)
    assert Action.objects.get(reference="NEG-2026-001").due_on == dt.date(2026, 12, 4)


def test_a_column_that_is_missing_is_filled_in_line_by_line(ready: Body, chair: Person) -> None:
    client = client_of(chair)
    page = shown(client, ready, "Action\tOwner\tDue\nShare it\tWMP\t2026-12-04")
    assert "no column Measure" in page.content.decode()
    again = shown(client, ready, page.context["text"], **{"line-2-measure": "All have it\nand use it"})
    assert again.context["good"] == 1
    confirmed(client, ready, again)
    assert Action.objects.get().measure == "All have it\nand use it"


def test_good_lines_may_be_recorded_and_the_rest_is_kept_to_be_mended(ready: Body, chair: Person) -> None:
    client = client_of(chair)
    page = shown(client, ready, TABLE.replace("4/12/2026", "ASAP"))
    done = client.get(confirmed(client, ready, page).url)
    assert Action.objects.count() == 1
    assert "1\u00a0line was left out" in done.content.decode()
    rest = client.get(done.context["rest_url"])
    assert "Share the neglect tool\tWMP\tAll schools have it\tASAP" in rest.content.decode()


def test_a_table_that_changed_since_is_shown_again_before_it_is_recorded(ready: Body, chair: Person) -> None:
    client = client_of(chair)
    page = shown(client, ready, TABLE)
    again = confirmed(client, ready, page, text=TABLE.replace("tool", "guide"))
    assert again.status_code == 200 and not Action.objects.exists()
    assert "changed since you last looked" in again.content.decode()


def test_what_was_pasted_comes_back_when_it_cannot_be_read(ready: Body, chair: Person) -> None:
    page = shown(client_of(chair), ready, "just some words")
    assert page.status_code == 422
    assert "headings are not there" in page.content.decode() and "just some words" in page.content.decode()


def test_a_vague_line_gets_advice_and_may_be_recorded_all_the_same(ready: Body, chair: Person) -> None:
    client = client_of(chair)
    page = shown(client, ready, "Action\tOwner\tMeasure\tDue\nImprove things\tWMP\tBetter awareness\t2026-12-05")
    assert "Could be better:" in page.content.decode() and "This is a Saturday" in page.content.decode()
    confirmed(client, ready, page)
    assert Action.objects.count() == 1


def test_nothing_sent_is_told(ready: Body, chair: Person) -> None:
    assert "Paste the table, or choose a file" in shown(client_of(chair), ready, " ").content.decode()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def workbook(*rows: list[Any]) -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    "file",
    [
        ("a.csv", "Action;Owner;Measure;Due\nShare – it;WMP;Shared;4/12/2026".encode("cp1252")),
        (
            "a.xlsx",
            workbook(["Action", "Owner", "Measure", "Due"], ["Share – it", "WMP", "Shared", dt.date(2026, 12, 4)]),
        ),
    ],
)
def test_a_file_is_read_as_if_it_were_pasted(ready: Body, chair: Person, file: tuple[str, bytes]) -> None:
    page = shown(client_of(chair), ready, "", file=upload(*file))
    assert page.context["good"] == 1
    assert "Share – it\tWMP\tShared\t" in page.context["text"]


@pytest.mark.parametrize(
    "file",
    [("a.pdf", b"%PDF-1.7"), ("a.xlsx", b"Action;Owner"), ("a.csv", b"PK\x03\x04"), ("a.csv", b"a\0b"), ("a.csv", b"")],
)
def test_a_file_that_is_no_table_changes_nothing(ready: Body, chair: Person, file: tuple[str, bytes]) -> None:
    page = shown(client_of(chair), ready, "", file=upload(*file))
    assert page.status_code == 422
    assert page.context["form"].errors["file"]


HOSTILE = [
    '=HYPERLINK("http://x")',
    "<script>alert(1)</script>",
    "{{ settings }}",
    "a\x07b\x1b[31m",
    "x" * 10_000,
    "\u202egnp.exe",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_cells_are_words_and_nothing_else(ready: Body, chair: Person, words: str) -> None:
    client = client_of(chair)
    page = shown(
        client,
        ready,
        f"Action\tOwner\tMeasure\tDue\n{words}\tWMP\t{words}\t2026-12-04\n{words}\t{words}\t{words}\t{words}",
    )
    assert page.status_code == 200
    confirmed(client, ready, page)
    action = Action.objects.get()
    assert len(action.title) <= 120 and not re.search("[\x07\x1b\u202e]", action.what + action.title)
    assert "<script>alert" not in client.get(ActionBatch.objects.get().get_absolute_url()).content.decode()


def test_from_a_meeting_the_actions_arise_there(ready: Body, chair: Person) -> None:
    meeting = make_meeting(ready, TODAY - dt.timedelta(days=2), status=Meeting.Status.HELD)
    client, query = client_of(chair), f"?meeting={meeting.pk}"
    assert "They arise from the meeting" in client.get(NEW + query).content.decode()
    confirmed(client, ready, shown(client, ready, TABLE, query), query)
    assert {action.meeting for action in Action.objects.all()} == {meeting}
    assert ActionBatch.objects.get().meeting == meeting


def test_the_ways_in(ready: Body, chair: Person, business_unit: Person) -> None:
    meeting = make_meeting(ready, TODAY - dt.timedelta(days=2), status=Meeting.Status.HELD)
    for path in ("/actions/", ready.get_absolute_url(), meeting.get_absolute_url()):
        assert "/actions/many/" in client_of(chair).get(path).content.decode(), path


def test_members_partners_and_strangers_find_no_way_in(
    ready: Body, member: Person, partner: Person, outsider: Person, inspector: Person, business_unit: Person
) -> None:
    batch = record(TABLE, ready, business_unit)
    for person in (member, partner, outsider, inspector):
        client = client_of(person)
        assert client.get(NEW).status_code == 403
        assert shown(client, ready, TABLE).status_code == 403
        assert client.get(f"{NEW}template.xlsx").status_code == 403
        assert client.get(batch.get_absolute_url()).status_code == 404
        assert "/actions/many/" not in client.get("/actions/").content.decode()


def test_another_bodys_chair_neither_sees_nor_records_there(
    ready: Body, exploitation: Body, chair: Person, business_unit: Person
) -> None:
    meeting = make_meeting(exploitation, TODAY)
    batch = record(TABLE, exploitation, business_unit)
    client = client_of(chair)
    assert client.get(f"{NEW}?meeting={meeting.pk}").status_code == 404
    assert client.get(f"{NEW}?rest={batch.token}").status_code == 404
    assert client.get(f"{NEW}?body={exploitation.slug}").status_code == 403
    assert client.get(batch.get_absolute_url()).status_code == 404
    page = shown(client, exploitation, TABLE)
    assert page.status_code == 422 and page.context["form"].errors["body"]


def test_looking_changes_nothing(ready: Body, chair: Person) -> None:
    client = client_of(chair)
    for path in (NEW, f"{NEW}template.csv", f"{NEW}template.xlsx"):
        assert client.get(path).status_code == 200
    assert client.get(f"{NEW}template.exe").status_code == 404
    assert not Action.objects.exists()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_table_to_fill_in_reads_back_without_its_example(ready: Body, chair: Person, kind: str) -> None:
    client = client_of(chair)
    response = client.get(reverse("subgroups:batch-template", args=[kind]))
    content = b"".join(response.streaming_content) if response.streaming else response.content
    page = shown(client, ready, "", file=upload(f"a.{kind}", content))
    assert (page.status_code, page.context["good"], page.context["refused"]) == (422, 0, 0)
    assert "The example line was left out" in page.content.decode()
    if kind == "xlsx":
        names = [row[0] for row in openpyxl.load_workbook(io.BytesIO(content))["Agencies"].iter_rows(values_only=True)]
        assert names == ["Agency", "Dudley MBC", "West Midlands Police"]


def test_two_thousand_lines_with_a_fault_on_each_are_answered(ready: Body, chair: Person) -> None:
    rows = "".join(f"Share {n}\tNobody {n}\tShared\tASAP\n" for n in range(2_000))
    page = shown(client_of(chair), ready, f"Action\tOwner\tMeasure\tDue\n{rows}")
    assert page.context["refused"] == 2_000 and len(page.context["mend_lines"]) == 50
    assert "1,950\u00a0more lines to mend" in page.content.decode()


def test_an_action_that_somebody_else_holds_is_untouched(ready: Body, chair: Person, police: Agency) -> None:
    before = make_action(ready, police, by=chair)
    client = client_of(chair)
    confirmed(client, ready, shown(client, ready, TABLE))
    assert before.history.count() == 1
