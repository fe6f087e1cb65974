"""What a world does in a process of its own, with the product's settings of that world. Answers are plain data."""

import datetime as dt
import hashlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection

from partnership.calendar import load_bank_holidays
from partnership.kit.dates import at_hour, now
from partnership.kit.kept_counts import kept_counts
from partnership.models import Agency, Appointment, Body, Membership, Partnership, Person
from subgroups.models import Action
from subgroups.services import actions
from tests import factories
from tests.chaos.acts_together import (  # noqa: F401  # found here by name
    close_at,
    edit,
    everything_destroyed,
    make_claimed,
    make_edition,
    make_shared,
    sign_all,
    sign_at,
    signed,
    write_more,
)
from tests.factories import PDF

PASSWORD = "correct horse battery staple"


def make_tables() -> None:
    """Tables as the models have them."""
    call_command("migrate", run_syncdb=True, verbosity=0, interactive=False)
    call_command("createcachetable", "cache", verbosity=0)
    load_bank_holidays(first_year=2024, last_year=2030)


def make_cast(people: int) -> None:
    """A small partnership: an Executive and a sub group with chairs, three agencies with leads, and holders."""
    Partnership.objects.create(pk=1, name="Partnership", short_name="P", first_line="A", second_line="B", place="C")
    executive = factories.make_body("EXEC", Body.Kind.EXECUTIVE, name="Executive")
    neglect = factories.make_body("NEG", name="Neglect sub group", parent=executive)
    agencies = [factories.make_agency(f"Agency {number}", Agency.Kind.POLICE) for number in range(3)]
    for body in (executive, neglect):
        head = factories.make_person(f"Chair of {body.code}", agencies[0])
        factories.make_membership(head, body, role=Membership.Role.CHAIR)
    unit = factories.make_business_unit_person("Business unit")
    unit.set_password(PASSWORD)
    unit.save()
    for agency in agencies:
        factories.make_appointment(
            factories.make_person(f"Lead of {agency}", agency), Appointment.Role.AGENCY_LEAD, agency
        )
    for number in range(people):
        factories.make_person(f"Holder {number}", agencies[number % 3])


def two_actions(opened_on: dt.date, due_on: dt.date) -> tuple[Action, Action]:
    """One open and one closed, made through the services as a user makes them."""
    unit, holder = Person.objects.get(name="Business unit"), Person.objects.get(name="Holder 0")
    chair = Person.objects.get(name="Chair of NEG")
    at = at_hour(opened_on, 9)
    both = [
        factories.make_action(
            Body.objects.get(code="NEG"), holder.agency, by=unit, holder=holder, due_on=due_on, now=at
        )
        for _ in range(2)
    ]
    upload = SimpleUploadedFile("report.pdf", PDF)
    claimed = actions.claim_complete(action=both[1], impact="so that it is", by=holder, now=at, files=[upload])
    closed = actions.close_action(action=claimed, by=chair, now=at)
    both[0].refresh_from_db()
    return both[0], closed


def make_rows(opened_on: str, due: list[str], rows: int, live_every: int) -> dict[str, int]:
    """So many actions, every n-th of them open, their dates and holders spread evenly; the rest are closed."""
    first, dates = dt.date.fromisoformat(opened_on), [dt.date.fromisoformat(day) for day in due]
    live, closed = two_actions(first, dates[0])
    holders = list(Person.objects.filter(name__startswith="Holder").order_by("pk").values_list("pk", "agency_id"))
    count = {"live": rows // live_every, "closed": rows - rows // live_every}
    for model, number in ((live, count["live"]), (closed, count["closed"])):
        multiply(model, number, dates, holders)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return count


def multiply(model: Action, number: int, dates: list[dt.date], holders: list[tuple[int, int]]) -> None:
    """Copy one row so often, in the database alone."""
    quote = connection.ops.quote_name
    columns = [field.column for field in Action._meta.concrete_fields if not field.primary_key and not field.generated]
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE place_date (place integer, day date)")
        cursor.executemany("INSERT INTO place_date VALUES (%s, %s)", list(enumerate(dates)))
        cursor.execute("CREATE TEMPORARY TABLE place_holder (place integer, person bigint, agency bigint)")
        cursor.executemany(
            "INSERT INTO place_holder VALUES (%s, %s, %s)", [(place, *pair) for place, pair in enumerate(holders)]
        )
        taken = {
            "reference": f"'{model.reference[:4]}{model.status[:2]}' || n",
            "due_on": "place_date.day",
            "first_due_on": "place_date.day",
            "holder_id": "place_holder.person",
            "lead_agency_id": "place_holder.agency",
            "next_chase_on": "NULL",
        }
        said = ", ".join(taken.get(column, f"model.{quote(column)}") for column in columns)
        names = ", ".join(map(quote, columns))
        table = quote(Action._meta.db_table)
        cursor.execute(
            f"INSERT INTO {table} ({names}) "
            "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < %s) "
            f"SELECT {said} FROM numbers "
            f"JOIN place_date ON place_date.place = n %% {len(dates)} "
            f"JOIN place_holder ON place_holder.place = (n / {len(dates)}) %% {len(holders)} "
            f"JOIN {table} AS model ON model.id = %s",
            [number, model.pk],
        )
        cursor.execute("DROP TABLE place_date")
        cursor.execute("DROP TABLE place_holder")
    if model.status == Action.Status.OPEN:
        # The models themselves go, so that what is expected is what was copied.
        model.moves.all().delete()
        model.delete()
    type(model).objects.filter(pk=model.pk).update(next_chase_on=None)


def fingerprint() -> dict[str, str]:
    """Each table's rows as a count and one checksum, whatever their order; of counts, what their lines come to."""
    said = {}
    lines = {model._meta.db_table: model for model in kept_counts()}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names()) - {"cache"}):
            what = lines[table].summed() if table in lines else f"SELECT * FROM {connection.ops.quote_name(table)}"
            cursor.execute(what)
            count = total = 0
            while rows := cursor.fetchmany(5000):
                count += len(rows)
                total += sum(int.from_bytes(hashlib.sha256(repr(row).encode()).digest()[:16], "big") for row in rows)
            said[table] = f"{count} {total:x}"
    return said


def owe(*, due_on: str) -> str:
    """One more action with this date, held by somebody."""
    holder, by = Person.objects.get(name="Holder 1"), Person.objects.get(name="Business unit")
    body = Body.objects.get(code="NEG")
    due = dt.date.fromisoformat(due_on)
    return factories.make_action(body, holder.agency, by=by, holder=holder, due_on=due, now=now()).reference


def manage(*, words: list[str]) -> Any:
    """One of the product's commands."""
    return call_command(words[0], *words[1:])


def refused(*, words: list[str]) -> str:
    """What one of the product's commands says when it refuses."""
    try:
        call_command(words[0], *words[1:])
    except CommandError as error:
        return str(error)
    return "it was done"
