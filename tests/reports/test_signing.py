"""Signatures: the right offices, each once, on what stands, by somebody who has just proved who they are."""

import datetime as dt
import threading
import time
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection

from partnership.kit.errors import NotYours, WrongState
from partnership.models import Agency, Appointment, Person
from reports import services
from reports.models import Edition, EditionFile, Report, Signature
from reports.selectors import offices_of
from tests.factories import TODAY, make_appointment, make_person
from tests.reports.conftest import NOW, sign


def test_the_last_signature_makes_the_report_signed_and_asks_for_the_signed_file(
    edition: Edition, signers: list[Person]
) -> None:
    for person in signers[:-1]:
        sign(edition, person)
    assert Report.objects.get().status == Report.Status.APPROVED
    sign(edition, signers[-1])
    assert Report.objects.get().status == Report.Status.SIGNED
    assert EditionFile.objects.filter(stage=EditionFile.Stage.SIGNED).count() == 1
    assert all(office.signature for office in offices_of(edition.report, on=TODAY, edition=edition))


def test_a_signature_keeps_who_what_and_how(edition: Edition, safeguarding_partner: Person) -> None:
    signature = sign(edition, safeguarding_partner)
    assert (signature.capacity, signature.agency_kind) == ("safeguarding_partner", Agency.Kind.POLICE)
    assert signature.agency_name == "West Midlands Police"
    assert signature.data_sha256 == edition.data_sha256
    assert signature.second_factor


def test_nobody_signs_twice(edition: Edition, independent_chair: Person) -> None:
    sign(edition, independent_chair)
    with pytest.raises(WrongState, match="signed this edition already"):
        sign(edition, independent_chair)
    assert Signature.objects.count() == 1


def test_an_office_signs_once_whoever_holds_it(edition: Edition, safeguarding_partner: Person, police: Agency) -> None:
    second = make_person("Second partner", police)
    make_appointment(second, Appointment.Role.SAFEGUARDING_PARTNER, police)
    sign(edition, safeguarding_partner)
    with pytest.raises(WrongState, match="for your office"):
        sign(edition, second)


def test_only_required_offices_sign(edition: Edition, business_unit: Person, chair: Person, fire: Agency) -> None:
    for person in (business_unit, chair):
        with pytest.raises(NotYours):
            sign(edition, person)
    other = make_person("Partner of the fire service", fire)
    make_appointment(other, Appointment.Role.SAFEGUARDING_PARTNER, fire)
    with pytest.raises(NotYours, match="not among those"):
        sign(edition, other)


def test_an_office_that_ended_yesterday_signs_nothing_today(edition: Edition, independent_chair: Person) -> None:
    Appointment.objects.filter(person=independent_chair).update(to_on=TODAY - dt.timedelta(days=1))
    with pytest.raises(NotYours):
        sign(edition, independent_chair)


def test_a_void_edition_is_not_signed(edition: Edition, business_unit: Person, independent_chair: Person) -> None:
    services.reopen_report(report=edition.report, reason="A wrong figure", by=business_unit, now=NOW)
    with pytest.raises(WrongState, match="void"):
        sign(edition, independent_chair)


@pytest.mark.parametrize(
    ("minutes", "checksum", "says"),
    [(6, None, "five minutes"), (-1, None, "five minutes"), (1, "0" * 64, "not the edition that stands")],
)
def test_a_stale_proof_or_another_text_is_refused(
    edition: Edition, independent_chair: Person, minutes: int, checksum: str | None, says: str
) -> None:
    with pytest.raises(ValidationError, match=says):
        services.sign_edition(
            edition=edition, by=independent_chair, reauthenticated_at=NOW - dt.timedelta(minutes=minutes),
            second_factor=False, data_sha256=checksum or edition.data_sha256, now=NOW,
        )  # fmt: skip
    assert not Signature.objects.exists()


def once_it_is_free(act: Callable[[], str]) -> str:
    """SQLite in memory refuses a second writer at once where a file would let it wait: ask again."""
    for _ in range(400):
        try:
            return act()
        except OperationalError as locked:
            if "locked" not in str(locked):
                raise
            time.sleep(0.02)
    raise AssertionError("The database never came free.")


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_leave_one_row_for_each_office(edition: Edition, signers: list[Person]) -> None:
    results: list[str] = []
    start = threading.Barrier(8)

    def attempt(person: Person) -> None:
        start.wait()
        try:
            results.append(once_it_is_free(lambda: outcome(person)))
        finally:
            connection.close()

    def outcome(person: Person) -> str:
        try:
            sign(edition, person)
        except ValidationError:
            return "refused"
        return "signed"

    threads = [threading.Thread(target=attempt, args=(person,)) for person in signers * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["refused"] * 4 + ["signed"] * 4
    assert Signature.objects.count() == 4
    assert Report.objects.get().status == Report.Status.SIGNED
    assert EditionFile.objects.filter(stage=EditionFile.Stage.SIGNED).count() == 1
