"""A year worth reporting on, the law that asks for it, and the people who sign."""

import datetime as dt

import pytest

from partnership.kit.dates import at_hour
from partnership.models import Agency, Appointment, Body, Chase, Duty, Person, Regime
from reports import services
from reports.models import Edition, Report
from subgroups.models import Attendance, Decision, Meeting
from tests import factories

FIRST, LAST = dt.date(2025, 4, 1), dt.date(2026, 3, 31)
NOW = factories.NOW


@pytest.fixture
def care(db: None) -> Regime:
    """A small law: two things that must be there, one that only should, one whose source nobody has read."""
    regime = Regime.objects.create(
        key="care-act-2014", name="Care Act 2014", applies_to="adults", citation="Schedule 2", is_verified=True
    )
    duties = [
        ("a", "What was done to achieve the objective", "must", True, "narrative:objective", "content"),
        ("actions", "What was promised", "must", True, "actions", "content"),
        ("challenge", "Who was challenged", "should", True, "narrative:challenge", "content"),
        ("g", "Findings not acted on", "must", False, "narrative:findings-not-implemented", "content"),
        ("copy", "Copy to the leader of the council", "must", True, "", "recipient"),
    ]
    for place, (code, title, level, checked, answer, kind) in enumerate(duties, 1):
        Duty.objects.create(
            regime=regime, code=code, place=place, title=title, level=level, is_verified=checked, answered_by=answer,
            kind=kind,
        )  # fmt: skip
    return regime


@pytest.fixture
def year(executive: Body, neglect: Body, police: Agency, council: Agency, icb: Agency, business_unit: Person) -> None:
    """Two meetings of the Executive, one of Neglect, a decision, two actions, and a chase of one of them."""
    seats = {agency: factories.make_seat(executive, agency) for agency in (police, council, icb)}
    for month, marks in ((5, ("present", "deputy", "absent")), (9, ("remote", "apologies", "present"))):
        meeting = factories.make_meeting(executive, dt.date(2025, month, 12), status=Meeting.Status.CONFIRMED)
        for seat, mark in zip(seats.values(), marks, strict=True):
            Attendance.objects.create(meeting=meeting, seat=seat, mark=mark)
    factories.make_meeting(executive, dt.date(2025, 11, 12), status=Meeting.Status.CANCELLED)
    meeting = factories.make_meeting(neglect, dt.date(2025, 6, 3), status=Meeting.Status.CONFIRMED)
    Decision.objects.create(
        body=neglect, meeting=meeting, reference="NEG-D-2025-01", text="Adopt the strategy", reasons="It is ready",
        decided_on=meeting.on,
    )  # fmt: skip
    for day, due in ((dt.date(2025, 6, 3), dt.date(2025, 9, 1)), (dt.date(2026, 3, 2), dt.date(2026, 3, 20))):
        action = factories.make_action(neglect, police, by=business_unit, due_on=due, now=at_hour(day, 12))
    Chase.objects.create(
        kind="action", subject=action.pk, due_on=due, step="3-before", to="owner", offset=-3, step_on=due, on=due,
        at=at_hour(due, 7), body=neglect, agency=police, reference=action.reference, title=action.title, path="/",
    )  # fmt: skip


@pytest.fixture
def signers(independent_chair: Person, safeguarding_partner: Person, council: Agency, icb: Agency) -> list[Person]:
    """The chair and one partner for each of the three kinds; the police partner stands in the cast."""
    people = [independent_chair, safeguarding_partner]
    for agency in (council, icb):
        person = factories.make_person(f"Partner of {agency.short_name}", agency)
        factories.make_appointment(person, Appointment.Role.SAFEGUARDING_PARTNER, agency)
        people.append(person)
    return people


@pytest.fixture
def report(care: Regime, year: None, signers: list[Person], business_unit: Person) -> Report:
    return services.open_report(
        title="Annual report 2025/26", regimes=[care], from_on=FIRST, to_on=LAST, by=business_unit, now=NOW,
        due_on=dt.date(2026, 12, 31),
    )  # fmt: skip


def write_everything(report: Report, by: Person) -> None:
    for section in report.sections.all():
        services.write_section(
            section=section, body="What happened.\n\nAnd **what came of it**.", by=by, now=NOW, seen=section.version
        )


def approve(report: Report, by: Person) -> Edition:
    write_everything(report, by)
    services.submit_for_review(report=report, by=by, now=NOW)
    services.approve_report(report=report, by=by, now=NOW, note="Agreed by the Executive")
    report.refresh_from_db()
    return report.editions.standing().get()


def sign(edition: Edition, person: Person, *, now: dt.datetime = NOW):
    return services.sign_edition(
        edition=edition, by=Person.objects.get(pk=person.pk), reauthenticated_at=now - dt.timedelta(minutes=1),
        second_factor=True, data_sha256=edition.data_sha256, now=now,
    )  # fmt: skip


@pytest.fixture
def edition(report: Report, business_unit: Person) -> Edition:
    return approve(report, business_unit)
