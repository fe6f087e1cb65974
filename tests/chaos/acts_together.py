"""What several clients do at once to one record, each in a process of its own. Answers are plain data."""

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from partnership.kit.dates import now, today
from partnership.kit.errors import Stale
from partnership.models import Agency, Appointment, Body, Duty, Person, Regime
from reports import services as reports
from reports.models import Edition, EditionFile, Report, Section, Signature
from subgroups.models import Action, AgendaItem, Meeting
from subgroups.services import actions, agendas, meetings
from tests import factories
from tests.factories import PDF


def unit() -> Person:
    return Person.objects.get(name="Business unit")


def make_shared() -> dict[str, int]:
    """A meeting's item, an action and a section of a report, to be written by all."""
    by, at = unit(), now()
    body, agency = Body.objects.get(code="NEG"), Agency.objects.order_by("pk").first()
    meeting = Meeting.objects.filter(body=body).first() or meetings.plan_meeting(
        body=body, meets_on=today(), starts_at=dt.time(10), by=by, now=at
    )
    item = agendas.add_item(meeting=meeting, title="Notes of all", by=by, now=at)
    action = factories.make_action(body, agency, by=by, due_on=today() + dt.timedelta(days=90), now=at, what="first")  # type: ignore[arg-type]
    section = make_report().sections.order_by("pk").first()
    assert section is not None
    return {"item": item.pk, "action": action.pk, "section": section.pk}


def make_report() -> Report:
    """A report of a small law."""
    by, at = unit(), now()
    regime, is_new = Regime.objects.get_or_create(
        key="chaos", defaults={"name": "Law", "applies_to": "adults", "citation": "s1", "is_verified": True}
    )
    if is_new:
        Duty.objects.create(
            regime=regime, code="a", place=1, title="What was done", level="must", is_verified=True,
            answered_by="narrative:objective", kind="content",
        )  # fmt: skip
    return reports.open_report(
        title="Annual report", regimes=[regime], from_on=dt.date(2025, 4, 1), to_on=dt.date(2026, 3, 31), by=by, now=at
    )


# ---- a record that all write ----


def word(client: int, number: int) -> str:
    """A word of letters alone that no other client writes."""
    letters = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    return f"{chr(ord('a') + client)}{letters}"


def read(what: str, pk: int) -> tuple[Any, str]:
    if what == "item":
        item = AgendaItem.objects.get(pk=pk)
        return item, item.notes
    if what == "action":
        action = Action.objects.get(pk=pk)
        return action, action.what
    section = Section.objects.get(pk=pk)
    return section, section.body


def write(what: str, row: Any, text: str, by: Person) -> None:
    if what == "item":
        agendas.save_notes(item=row, notes=text, seen=row.version, by=by, now=now())
    elif what == "action":
        actions.change_action(action=row, what=text, seen=row.version, by=by, now=now())
    else:
        reports.write_section(section=row, body=text, seen=row.version, by=by, now=now())


def edit(*, what: str, pk: int, client: int, times: int) -> dict[str, int]:
    """Add so many words to one text. Who comes second sees what stands, keeps their own, and adds it to that."""
    by, told = unit(), {"saved": 0, "stale": 0, "without both texts": 0}
    for number in range(times):
        mine = word(client, number)
        row, text = read(what, pk)
        while True:
            try:
                write(what, row, f"{text} {mine}", by)
                break
            except Stale as stale:
                told["stale"] += 1
                field = {"item": "notes", "action": "what", "section": "body"}[what]
                # The refusal carries what now stands, so that both texts are at hand.
                theirs = getattr(stale.current, field)
                told["without both texts"] += theirs == text or mine in theirs.split()
                row, text = read(what, pk)
        told["saved"] += 1
    return told


# ---- one thing that all do ----


def make_claimed() -> int:
    """An action that waits to be closed."""
    by, at, holder = unit(), now(), Person.objects.get(name="Holder 0")
    action = factories.make_action(
        Body.objects.get(code="NEG"), holder.agency, by=by, holder=holder, due_on=today(), now=at
    )
    files = [SimpleUploadedFile("report.pdf", PDF)]
    return actions.claim_complete(action=action, impact="so that it is", by=holder, now=at, files=files).pk


def make_edition() -> int:
    """An approved report that waits for signatures: of the chair, and of four partners for three offices."""
    by, at, report = unit(), now(), make_report()
    chair = factories.make_person("Independent chair")
    factories.make_appointment(chair, Appointment.Role.INDEPENDENT_CHAIR, on=today())
    for kind in Agency.SAFEGUARDING_PARTNERS:
        agency = factories.make_agency(f"Partner {kind}", kind)
        for _ in range(1 + (kind == Agency.Kind.ICB)):
            person = factories.make_person(f"Partner of {kind}", agency)
            factories.make_appointment(person, Appointment.Role.SAFEGUARDING_PARTNER, agency, on=today())
    for section in report.sections.all():
        reports.write_section(section=section, body="What came of it.", by=by, now=at, seen=section.version)
    reports.submit_for_review(report=report, by=by, now=at)
    reports.approve_report(report=report, by=by, now=at, note="Agreed")
    return report.editions.standing().get().pk


def won(act: Callable[[], Any]) -> bool:
    """Whether it was this client who did it; who comes later is told so in a sentence."""
    try:
        act()
    except ValidationError as told:
        assert told.messages[0]
        return False
    return True


def close_at(*, pk: int, client: int, at: float) -> bool:
    by = [unit(), Person.objects.get(name="Chair of NEG")][client % 2]
    action = Action.objects.get(pk=pk)
    time.sleep(max(0, at - time.time()))
    return won(lambda: actions.close_action(action=action, by=by, now=now()))


def sign_at(*, pk: int, client: int, at: float) -> bool:
    edition = Edition.objects.get(pk=pk)
    roles = [Appointment.Role.SAFEGUARDING_PARTNER, Appointment.Role.INDEPENDENT_CHAIR]
    people = list(Person.objects.filter(appointments__role__in=roles).order_by("pk").distinct())
    by = people[client % len(people)]
    time.sleep(max(0, at - time.time()))
    return won(lambda: reports.sign_edition(
        edition=edition, by=by, reauthenticated_at=now(), second_factor=True, data_sha256=edition.data_sha256,
        now=now(),
    ))  # fmt: skip


def signed(*, pk: int) -> dict[str, Any]:
    """Who signed an edition, and what became of the report."""
    rows = Signature.objects.filter(edition_id=pk)
    edition = Edition.objects.get(pk=pk)
    return {
        "offices": sorted(f"{row.capacity} {row.agency_kind}" for row in rows),
        "same text": all(row.data_sha256 == edition.data_sha256 for row in rows),
        "status": edition.report.status,
        "files": EditionFile.objects.filter(edition=edition, stage=EditionFile.Stage.SIGNED).count(),
    }


# ---- for the drill ----


def write_more(*, times: int) -> int:
    """So many acts after a backup: actions, updates with files."""
    by, at, body = unit(), now(), Body.objects.get(code="NEG")
    holder = Person.objects.get(name="Holder 0")
    for number in range(times):
        action = factories.make_action(body, holder.agency, by=by, due_on=today(), now=at)
        if number % 5 == 0:
            upload = SimpleUploadedFile("later.pdf", PDF + str(number).encode())
            actions.add_update(action=action, text="Later", judgement="on_track", by=by, now=at, files=[upload])
    return times


def sign_all(*, pk: int) -> dict[str, str]:
    """Let every office sign an edition, and make its file."""
    for client in range(8):
        sign_at(pk=pk, client=client, at=0)
    reports.build_waiting(clock=now)
    row = EditionFile.objects.get(edition_id=pk, stage=EditionFile.Stage.SIGNED)
    return {"path": f"{row.edition.get_absolute_url()}pdf/", "sha256": row.sha256}


def everything_destroyed() -> None:
    """The database as on a new machine: nothing in it."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    else:
        connection.close()
        for path in settings.DATA.glob("portal.sqlite3*"):
            path.unlink()
