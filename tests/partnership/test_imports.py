"""Loading a partnership from files: what is refused with which line, all or nothing, twice is nothing, and its page."""

import datetime as dt
import io
import re
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from partnership.imports import Refused, Source, apply_import, check, from_folder, from_upload, keeping
from partnership.imports.sources import MOST_IN_ONE_FILE
from partnership.kit.errors import WrongState
from partnership.models import Agency, Appointment, Body, Membership, Objective, Person, Progress, Seat
from partnership.permissions import AgencyRight, BodyRight
from tests.factories import NOW, TODAY, make_business_unit_person
from tests.tables import every_row

EXAMPLE = Path(__file__).parents[2] / "examples" / "dudley"
AGENCIES = """\
- key: police
  kind: police
  name: West Midlands Police
  short_name: Police
  aliases: [WMP]
- key: ccg
  kind: icb
  name: Dudley CCG
  short_name: CCG
  closed_on: 2022-06-30
  closing_reason: Replaced by the board.
  successor: icb
- key: icb
  kind: icb
  name: Black Country ICB
  short_name: ICB
  names:
    - {name: Black Country and West Birmingham CCG, short_name: BCWB, from_on: 2021-04-01, to_on: 2022-06-30}
"""
BODIES = """\
- key: executive
  code: EXEC
  name: The Executive
  short_name: Executive
  kind: executive
  remit: all_age
  quorum: [police, icb]
  seats:
    - {key: exec-police, agency: WMP, title: Commander}
    - {key: exec-icb, agency: icb, title: Chief nurse}
- key: neglect
  code: NEG
  name: Neglect sub group
  short_name: Neglect
  kind: sub_group
  remit: all_age
  standing_items: [{title: Data, purpose: discussion}]
  reports_to: [{body: EXEC, from_on: 2020-01-01}]
  terms: {version: 2, agreed_on: 2025-01-15, review_on: 2027-01-15, summary: Who does what.}
  seats:
    - {key: neg-police, agency: West Midlands Police, title: Member, opened_on: 2020-01-01}
"""
PEOPLE = """\
key,email,name,job_title,agency
ada-sample,ada@police.example,Ada Sample,Inspector,Police
ben-sample,ben@icb.example,Ben Sample,Chief nurse,ICB
unit-sample,unit@works.example,Una Sample,Coordinator,
"""
APPOINTMENTS = """\
person,role,agency,from_on,to_on
ada-sample,agency_lead,police,2024-01-01,
unit-sample,business_unit,,2024-01-01,
"""
MEMBERSHIPS = """\
seat,person,role,from_on,to_on
neg-police,ada-sample,chair,2024-01-01,
exec-icb,ben-sample,member,2024-01-01,2025-12-31
"""
PLAN = """\
key: plan
title: The plan
body: EXEC
version: V1
approved_on: 2022-06-30
starts_on: 2022-07-01
ends_on: 2024-06-30
values: [Openness]
aims: [Safety]
versions: [{number: V1, dated: 2022-06-30}]
priorities:
  - number: 1
    title: Neglect
    summary: See it early.
    themes:
      - title: Neglect
        objectives:
          - number: 1.1
            action: Use one tool
            measure: It is used
            owner_body: NEG
            start_on: 2022-09-01
            due_on: 2023-09-01
            progress: done
            progress_on: 2023-08-01
            progress_note: Launched.
          - number: 1.2
            action: Train people
            measure: They are trained
            owner_body: neglect
            start_on: 2022-09-01
            due_on: 2023-09-01
"""
FILES = {
    "agencies.yaml": AGENCIES,
    "bodies.yaml": BODIES,
    "people.csv": PEOPLE,
    "appointments.csv": APPOINTMENTS,
    "memberships.csv": MEMBERSHIPS,
    "plan.yaml": PLAN,
}


def source(**changed: str) -> Source:
    """The small partnership above, with files replaced by (or dropped for) what is given: agencies=…, people="" ."""
    files = dict(FILES)
    for stem, text in changed.items():
        name = next(name for name in [*FILES, "partnership.yaml"] if name.startswith(stem))
        files[name] = text
    return Source({name: text.encode() for name, text in files.items() if text})


def memberships(*rows: str) -> Source:
    """A file of memberships alone."""
    return Source({"memberships.csv": "\n".join(["seat,person,role,from_on,to_on", *rows, ""]).encode()})


def load(given: Source, by: Person | None = None, now: dt.datetime = NOW) -> Any:
    return apply_import(source=given, by=by, now=now, on=TODAY)


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if words in line)


def packed(*entries: tuple[str | zipfile.ZipInfo, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in entries:
            zipped.writestr(name, content)
    return stream.getvalue()


# ---- loading ----


def test_every_kind_of_record_is_loaded(db: None) -> None:
    load(source())
    icb = Agency.objects.get(slug="icb")
    assert Agency.objects.get(slug="ccg").successor == icb
    assert icb.name_on(dt.date(2022, 1, 1)) == "Black Country and West Birmingham CCG"
    neglect = Body.objects.get(slug="neglect")
    assert [parent.code for parent in neglect.parents.all()] == ["EXEC"]
    assert [str(item) for item in neglect.standing_items.all()] == ["Data"]
    assert neglect.documents.get().number == "2"
    assert {rule.kind for rule in Body.objects.get(code="EXEC").quorum.all()} == {"police", "icb"}
    assert Seat.objects.get(slug="exec-police").agency == Agency.objects.get(slug="police")
    assert Objective.objects.get(number="1.1").owner == neglect
    told = Progress.objects.get()
    assert (told.on, str(told.by)) == (dt.date(2023, 8, 1), "Una Sample")


def test_loaded_people_cannot_sign_in_by_any_password_yet(db: None) -> None:
    load(source())
    assert not Person.objects.get(email="ada@police.example").has_usable_password()


def test_rights_follow_at_once(db: None) -> None:
    load(source())
    ada, ben = Person.objects.get(name="Ada Sample"), Person.objects.get(name="Ben Sample")
    neglect, executive = Body.objects.get(code="NEG"), Body.objects.get(code="EXEC")
    assert ada.rights.on_body(BodyRight.CHAIR, neglect.pk)
    assert ada.rights.on_agency(AgencyRight.LEAD, Agency.objects.get(slug="police").pk)
    assert not ben.rights.on_body(BodyRight.READ, executive.pk), "a membership that has ended opens nothing"


def test_loading_twice_changes_nothing_and_writes_no_history(db: None) -> None:
    load(source())
    before = every_row()
    preview = load(source(), now=NOW + dt.timedelta(days=1))
    assert not preview.changes
    assert every_row() == before


def test_history_names_the_import_and_the_person(business_unit: Person) -> None:
    load(source(), by=business_unit)
    row = Agency.objects.get(slug="police").history.get()
    assert (row.history_change_reason, row.history_user, row.history_date) == ("Import", business_unit, NOW)


def test_a_changed_field_is_shown_old_and_new_and_saved_with_history(db: None) -> None:
    load(source())
    given = source(agencies=AGENCIES.replace("short_name: Police", "short_name: WM Police"))
    changed = check(given).changed
    assert [(one.words, one.old, one.new) for one in changed[0].differences] == [("Short name", "Police", "WM Police")]
    load(given)
    police = Agency.objects.get(slug="police")
    assert police.short_name == "WM Police"
    assert police.history.count() == 2
    assert Agency.objects.get(slug="icb").history.count() == 1


def test_short_lists_are_taken_as_a_whole(db: None) -> None:
    load(source())
    bodies = BODIES.replace("quorum: [police, icb]", "quorum: [police]")
    load(source(bodies=bodies, agencies=AGENCIES.replace("[WMP]", "[WMP, Old Bill]")))
    assert [rule.kind for rule in Body.objects.get(code="EXEC").quorum.all()] == ["police"]
    assert {row.alias for row in Agency.objects.get(slug="police").aliases.all()} == {"WMP", "Old Bill"}


def test_a_record_that_a_file_does_not_name_stays(db: None) -> None:
    load(source())
    load(
        Source(
            {"memberships.csv": b"seat,person,role,from_on,to_on\nexec-police,ada@police.example,member,2025-01-01,\n"}
        )
    )
    assert Membership.objects.count() == 3


def test_one_file_alone_finds_people_by_address_or_by_name(db: None) -> None:
    load(source())
    load(memberships("exec-police,ada-sample,member,2025-01-01,", "exec-icb,BEN@icb.example,deputy,2025-01-01,"))
    assert Membership.objects.filter(from_on=dt.date(2025, 1, 1)).count() == 2


def test_objectives_may_change_places(db: None) -> None:
    load(source())
    load(
        source(
            plan=PLAN.replace("number: 1.1", "number: 9.9").replace("number: 1.2", "number: 1.1").replace("9.9", "1.2")
        )
    )
    assert [row.number for row in Objective.objects.order_by("place")] == ["1.2", "1.1"]


def test_dates_semicolons_and_a_byte_order_mark_of_a_spreadsheet_are_read(db: None) -> None:
    load(source())
    text = "\ufeffseat;person;role;from_on;to_on\r\nexec-police;ada-sample;member;17/03/2025;\r\n"
    load(Source({"memberships.csv": text.encode()}))
    assert Membership.objects.filter(from_on=dt.date(2025, 3, 17)).exists()


def test_the_example_loads_whole_and_twice_is_nothing(db: None) -> None:
    first = apply_import(source=from_folder(EXAMPLE), by=None, now=NOW, on=TODAY)
    assert len(first.added) > 500
    assert not apply_import(source=from_folder(EXAMPLE), by=None, now=NOW, on=TODAY).changes
    assert Objective.objects.count() == 23


# ---- refusing ----

REFUSALS = [
    ("people", PEOPLE.replace("job_title", "job"), 1, "no column “job”"),
    ("people", PEOPLE.replace("key,email,name,job_title,agency", "key,email,name,agency"), 1, "job_title"),
    ("people", PEOPLE.replace("Inspector,Police", "Inspector,Polise"), 2, "No agency is called “Polise”"),
    ("people", PEOPLE.replace("ada@police.example", "ada at police"), 2, "valid email address"),
    ("people", PEOPLE.replace("ben@icb.example", "ADA@police.example"), 3, "stands already in line 2"),
    ("people", PEOPLE.replace("ben-sample,", "ada-sample,"), 3, "used twice"),
    ("people", PEOPLE.replace(",Inspector", ""), 2, "4 cells; the heading has 5"),
    ("people", PEOPLE.replace("Ada Sample", "A" * 101), 2, "at most 100"),
    ("people", PEOPLE.replace("Ada Sample", '"Ada Sample'), 2, "cells"),
    ("appointments", APPOINTMENTS.replace("agency_lead,police", "agency_lead,"), 2, "Enter the agency"),
    ("appointments", APPOINTMENTS.replace("business_unit,,", "business_unit,icb,"), 3, "Leave the agency empty"),
    ("appointments", APPOINTMENTS.replace("agency_lead", "agency_head"), 2, "not known for “role”"),
    ("appointments", APPOINTMENTS.replace("ada-sample", "ada-sampel"), 2, "Did you mean “ada-sample”?"),
    ("memberships", MEMBERSHIPS.replace("2024-01-01,2025", "2024-02-30,2025"), 3, "not a date"),
    ("memberships", MEMBERSHIPS.replace("2024-01-01,2025", "0001-01-01,2025"), 3, "not a date"),
    ("memberships", MEMBERSHIPS.replace("2025-12-31", "2023-12-31"), 3, "before the first"),
    ("memberships", MEMBERSHIPS.replace("neg-police", "neg-polise"), 2, "Did you mean “neg-police”?"),
    ("memberships", MEMBERSHIPS + "exec-icb,ada-sample,chair,2025-06-01,\n", 4, "is filled by Ben Sample"),
    ("memberships", MEMBERSHIPS + "exec-icb,ben-sample,member,2024-01-01,\n", 4, "stands already in line 3"),
    ("agencies", AGENCIES.replace("  kind: police", "  kind: army"), 2, "not known for “kind”"),
    ("agencies", AGENCIES.replace("  short_name: CCG", "  shortname: CCG"), 9, "no field “shortname”"),
    ("agencies", AGENCIES.replace("- key: icb", "- key: ccg"), 13, "stands already in line 6"),
    ("agencies", AGENCIES.replace("successor: icb", "successor: icbb"), 12, "No agency is called “icbb”"),
    ("agencies", AGENCIES.replace("  names:", "  successor: ccg\n  names:"), 12, "round in a circle"),
    ("agencies", AGENCIES.replace("[WMP]", "[WMP, Dudley CCG]"), 5, "a name of ccg already"),
    ("agencies", AGENCIES.replace("2022-06-30\n", "30.6.2022\n"), 10, "not a date"),
    ("agencies", AGENCIES.replace("[WMP]", "&a [WMP]\n  names: *a"), 5, "anchors"),
    ("agencies", AGENCIES.replace("[WMP]", "!!python/object:os.system [WMP]"), 5, "plain value"),
    ("agencies", AGENCIES.replace("name: Dudley CCG", "name: !!binary aGVsbG8="), 8, "plain value"),
    ("agencies", AGENCIES.replace("  name: Dudley CCG", "\tname: Dudley CCG"), 8, "cannot be read as YAML"),
    ("agencies", AGENCIES.replace("name: Dudley CCG", "kind: icb"), 8, "“kind” stands twice"),
    ("agencies", "agencies: none\n", 1, "is a list"),
    ("agencies", "[" * 40 + "]" * 40, 1, "nested too deeply"),
    ("bodies", BODIES.replace("code: NEG", "code: EXEC"), 12, "belongs to executive already"),
    ("bodies", BODIES.replace("code: NEG", "code: NEGLECT"), 12, "at most 6"),
    ("bodies", BODIES.replace("quorum: [police, icb]", "quorum: [polise]"), 7, "not known for “quorum”"),
    ("bodies", BODIES.replace("key: exec-icb", "key: exec-police"), 10, "stands already in line 9"),
    (
        "bodies", BODIES.replace("  quorum:", "  reports_to: [{body: NEG, from_on: 2020-01-01}]\n  quorum:"),
        7, "round in a circle",
    ),
    ("bodies", BODIES.replace("{body: EXEC,", "{body: NEG,"), 18, "does not report to itself"),
    ("bodies", BODIES.replace("  standing_items", "  closed_on: 2025-01-01\n  standing_items"), 17, "closing_reason"),
    ("plan", PLAN.replace("owner_body: NEG", "owner_body:"), 21, "Enter “owner_body”"),
    (
        "plan",
        PLAN.replace("            due_on: 2023-09-01\n            progress: done", "            progress: done"),
        18, "Enter “due_on”",
    ),
    ("plan", PLAN.replace("number: 1.2", "number: 1.1"), 27, "stands already in line 18"),
    ("plan", PLAN.replace("version: V1", "version: V3"), 4, "not among the versions"),
    ("partnership", "name: X\nshort_name: X\nplace: Y\ncolours: {brand: teal}\n", 4, "Enter a colour"),
]  # fmt: skip


@pytest.mark.once  # files are judged before the database is asked
@pytest.mark.parametrize(("stem", "text", "line", "words"), REFUSALS, ids=[f"{one[0]}-{one[3]}" for one in REFUSALS])
def test_a_fault_is_told_with_its_line_and_nothing_is_loaded(
    db: None, stem: str, text: str, line: int, words: str
) -> None:
    before = every_row()
    with pytest.raises(Refused) as refusal:
        load(source(**{stem: text}))
    told = [fault for fault in refusal.value.faults if words in fault.sentence]
    assert told, [str(fault) for fault in refusal.value.faults]
    assert (told[0].file.partition(".")[0], told[0].line) == (stem, line)
    assert every_row() == before


def test_one_fault_is_told_once_not_again_for_all_that_lead_to_it(db: None) -> None:
    faults = check(source(agencies=AGENCIES.replace("kind: police", "kind: army"))).faults
    assert len(faults) == 1


def test_all_faults_are_told_at_once(db: None) -> None:
    given = source(people=PEOPLE.replace("Police", "Polise"), memberships=MEMBERSHIPS.replace("neg-police", "neg"))
    assert [fault.file for fault in check(given).faults] == ["memberships.csv", "people.csv"]


def test_a_seat_filled_in_the_database_is_not_filled_again(db: None) -> None:
    load(source())
    given = memberships("neg-police,ben-sample,member,2025-01-01,")
    assert "is filled by Ada Sample" in check(given).faults[0].sentence


def test_somebody_whose_address_changed_is_not_added_a_second_time(db: None) -> None:
    load(source())
    given = Source({"people.csv": b"key,email,name,job_title,agency\nada-sample,ada@new.example,Ada Sample,,police\n"})
    assert "Change the address on their page first" in check(given).faults[0].sentence


def test_a_file_in_another_alphabet_is_told_by_line(db: None) -> None:
    given = Source({"people.csv": PEOPLE.replace("Ada Sample", "Ad\xe8le").encode("latin-1")})
    assert (check(given).faults[0].line, "UTF-8" in check(given).faults[0].sentence) == (2, True)


def test_a_failure_while_writing_leaves_nothing_behind(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_off(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("pulled out")

    monkeypatch.setattr("partnership.imports.applying.bring_rights_up_to_date", break_off)
    before = every_row()
    with pytest.raises(RuntimeError):
        load(source())
    assert every_row() == before


def test_a_record_that_moved_since_the_preview_stops_the_import(business_unit: Person) -> None:
    load(source())
    given = source(agencies=AGENCIES.replace("Black Country ICB", "NHS Black Country ICB"))
    token = check(given).token
    Agency.objects.filter(slug="icb").update(name="Renamed meanwhile")
    with pytest.raises(WrongState, match="Something changed"):
        apply_import(source=given, by=business_unit, now=NOW, on=TODAY, token=token)
    assert Agency.objects.get(slug="icb").name == "Renamed meanwhile"


# ---- files and ZIPs ----


def test_a_zip_of_the_folder_is_read_and_other_files_are_left_aside() -> None:
    given = from_upload(
        "Dudley.ZIP", packed(("dudley/people.csv", PEOPLE), ("dudley/year.yaml", "x"), ("__MACOSX/._x", "x"))
    )
    assert list(given.files) == ["people.csv"]
    assert given.left_aside == ["year.yaml", "__MACOSX/._x"]


def _link() -> tuple[zipfile.ZipInfo, str]:
    entry = zipfile.ZipInfo("people.csv")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry, "/etc/passwd"


def _lying(size: int) -> bytes:
    """A ZIP whose directory claims another size than it unpacks to."""
    content = packed(("people.csv", b"a" * (MOST_IN_ONE_FILE + 10)))
    real = (MOST_IN_ONE_FILE + 10).to_bytes(4, "little")
    return content.replace(real, size.to_bytes(4, "little"))


TRICKS = {
    "path out": packed(("../people.csv", PEOPLE)),
    "path out below": packed(("a/../../people.csv", PEOPLE)),
    "absolute": packed(("/people.csv", PEOPLE)),
    "backslash": packed(("..\\people.csv", PEOPLE)),
    "drive": packed(("C:people.csv", PEOPLE)),
    "control": packed(("people\n.csv", PEOPLE)),
    "link": packed(_link()),
    "bomb": packed(("people.csv", b"a" * (MOST_IN_ONE_FILE + 1))),
    "lying bomb": _lying(100),
    "many": packed(*[(f"year/{number}.yaml", "x") for number in range(60)]),
    "twice": packed(("people.csv", PEOPLE), ("PEOPLE.CSV", PEOPLE)),
    "unknown": packed(("people.csv", PEOPLE), ("run.exe", "x")),
    "nothing": packed(("year.yaml", "x")),
    "no zip": b"PK\x03\x04 and then nothing",
    "empty": b"",
}


@pytest.mark.parametrize("trick", TRICKS)
def test_a_zip_with_a_trick_is_refused(trick: str) -> None:
    with pytest.raises(ValidationError):
        from_upload("files.zip", TRICKS[trick])


@pytest.mark.parametrize("name", ["notes.txt", "people.xlsx", "../people.csv.exe", "people"])
def test_a_file_by_another_name_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="Choose a ZIP file"):
        from_upload(name, b"x")


def test_a_zip_named_csv_is_refused() -> None:
    with pytest.raises(ValidationError, match="not that of people.csv"):
        from_upload("people.csv", packed(("people.csv", PEOPLE)))


# ---- the command ----


def test_the_command_loads_and_says_what_it_did(db: None, tmp_path: Path, capsys: Any) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    call_command("load_partnership", tmp_path)
    assert re.match(r"\d+ added, 0 changed, 0 unchanged", capsys.readouterr().out)
    assert Appointment.objects.count() == 2


def test_the_command_lists_faults_and_fails(db: None, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE)
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_partnership", tmp_path)
    assert "people.csv, line 2: No agency is called “Police”" in capsys.readouterr().err


def test_the_command_can_check_only(db: None, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "agencies.yaml").write_text(AGENCIES)
    call_command("load_partnership", tmp_path, check_only=True)
    assert "add agency: Dudley CCG" in capsys.readouterr().out
    assert not Agency.objects.exists()


# ---- the page ----


def send(client: Client, name: str = "files.zip", content: bytes | None = None) -> Any:
    content = packed(*FILES.items()) if content is None else content
    return client.post(reverse("partnership:import-new"), {"file": SimpleUploadedFile(name, content)})


def confirm(client: Client, url: str) -> Any:
    match = re.search(rb'name="token" value="([0-9a-f]{64})"', client.get(url).content)
    assert match
    return client.post(url, {"token": match[1].decode()})


def test_the_business_unit_sends_reads_confirms(client: Client, business_unit: Person) -> None:
    client.force_login(business_unit)
    assert client.get(reverse("partnership:import-new")).status_code == 200
    sent = send(client)
    assert sent.status_code == 302
    page = client.get(sent.url)
    assert page.status_code == 200
    assert "Ada Sample" in page.content.decode()
    assert not Agency.objects.exists(), "a preview loads nothing"
    assert confirm(client, sent.url).status_code == 302
    assert Membership.objects.count() == 2
    assert Agency.objects.get(slug="police").history.get().history_user == business_unit
    assert client.get(sent.url).status_code == 404, "what was loaded is not kept"


def test_the_page_shows_refusals_and_offers_no_confirmation(client: Client, business_unit: Person) -> None:
    client.force_login(business_unit)
    sent = send(client, "people.csv", PEOPLE.encode())
    page = client.get(sent.url).content.decode()
    assert "people.csv, line 2" in page
    assert 'name="token"' not in page
    assert client.post(sent.url, {"token": "0" * 64}).status_code == 422
    assert not Person.objects.filter(name="Ada Sample").exists()


def test_the_page_shows_old_and_new(client: Client, business_unit: Person) -> None:
    load(source())
    client.force_login(business_unit)
    sent = send(client, "agencies.yaml", AGENCIES.replace("Dudley CCG", "Dudley group").encode())
    page = client.get(sent.url).content.decode()
    assert "Dudley CCG" in page and "Dudley group" in page


def test_the_page_stops_when_something_changed_since_the_preview(client: Client, business_unit: Person) -> None:
    client.force_login(business_unit)
    url = send(client, "agencies.yaml", AGENCIES.encode()).url
    token = check(from_upload("agencies.yaml", AGENCIES.encode())).token
    Agency.objects.create(slug="police", kind="police", name="Police", short_name="Police")
    answer = client.post(url, {"token": token})
    assert answer.status_code == 409
    assert "Something changed since this preview" in answer.content.decode()
    assert Agency.objects.count() == 1


def test_a_file_that_cannot_be_opened_is_told_at_the_field(client: Client, business_unit: Person) -> None:
    client.force_login(business_unit)
    answer = send(client, content=TRICKS["bomb"])
    assert answer.status_code == 422
    assert "unpacks to more than 2 MB" in answer.content.decode()


def test_a_preview_is_of_its_sender_only_and_for_an_hour(client: Client, business_unit: Person) -> None:
    client.force_login(business_unit)
    url = send(client).url
    other = Client()
    other.force_login(make_business_unit_person("Another"))
    assert other.get(url).status_code == 404
    kept = url.rstrip("/").rpartition("/")[2]
    late = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=61)
    assert keeping.kept_source(kept=kept, by=business_unit, now=late) is None
    assert storages["default"].listdir("imports")[1] == []


def test_nothing_of_the_upload_is_in_the_session(client: Client, business_unit: Person) -> None:
    client.force_login(business_unit)
    send(client)
    assert "police" not in str(dict(client.session.items()))


@pytest.mark.parametrize("who", ["chair", "member", "partner", "outsider", "independent_chair", "inspector"])
def test_only_the_business_unit_loads_files(client: Client, request: pytest.FixtureRequest, who: str) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("partnership:import-new")).status_code == 403
    assert send(client).status_code == 403
    assert client.get(reverse("partnership:import-preview", args=["0" * 32])).status_code == 403


def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client, partnership: Any) -> None:
    assert client.get(reverse("partnership:import-new")).status_code == 302
    assert send(client).status_code == 302
