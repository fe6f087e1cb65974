"""Signing an edition: by the right office, once, on what stands, by somebody who has just proved who they are."""

import datetime as dt
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import save_as
from partnership.kit.workflow import lock, move
from partnership.models import Agency, Person, Regime
from partnership.permissions import PortalRight
from reports import workflow
from reports.models import Edition, EditionFile, Report, RequiredSignatory, Signature
from reports.models.signatures import Capacity
from reports.selectors import offices_of, offices_to_sign
from reports.services.building import ask_for_file

# How fresh a proof of who one is must be for a signature.
FRESH = dt.timedelta(minutes=5)


@transaction.atomic
def require_signatories(*, regimes: Iterable[Regime], by: Person, on: dt.date, now: dt.datetime) -> None:
    """Give each regime without signatories its set: the independent chair and the three safeguarding partners.

    Children Act 2004 s16E and the Care Act 2014 schedule 2 name the three; the chair signs by local agreement.
    """
    offices = [(Capacity.INDEPENDENT_CHAIR, "")]
    offices += [(Capacity.SAFEGUARDING_PARTNER, kind) for kind in Agency.SAFEGUARDING_PARTNERS]
    for regime in regimes:
        if regime.signatories.exists():
            continue
        for place, (capacity, kind) in enumerate(offices, 1):
            row = RequiredSignatory(regime=regime, capacity=capacity, agency_kind=kind, place=place, from_on=on)
            save_as(row, by=by, reason="Required", now=now)


def sign_edition(
    *,
    edition: Edition,
    by: Person,
    reauthenticated_at: dt.datetime,
    second_factor: bool,
    data_sha256: str,
    now: dt.datetime,
) -> Signature:
    """Put one person's signature under an edition. The last one that is required makes the report signed.

    Refuses: an edition that is void or whose checksum is not the one the person read; a person whose office need not
    sign or has signed; a second signature; a proof of identity older than five minutes.
    """
    try:
        with transaction.atomic():
            return _sign(edition, by, reauthenticated_at, second_factor, data_sha256, now)
    except IntegrityError as clash:
        # Two requests at one instant: the database let one of them through.
        raise WrongState("This office has signed the edition already.") from clash


def _sign(
    edition: Edition,
    by: Person,
    reauthenticated_at: dt.datetime,
    second_factor: bool,
    data_sha256: str,
    now: dt.datetime,
) -> Signature:
    report = lock(edition.report)
    edition = lock(edition)
    if not by.rights.has(PortalRight.SIGN):
        raise NotYours("Reports are signed by the independent chair and the safeguarding partners.")
    if edition.is_void:
        raise WrongState("This edition is void: the report has changed. Read and sign the edition that stands.")
    if report.status != Report.Status.APPROVED:
        raise WrongState(f"This report is not waiting for signatures: it is now “{report.get_status_display()}”.")
    if data_sha256 != edition.data_sha256:
        raise WrongState("What you read is not the edition that stands. Read it again before you sign.")
    if not dt.timedelta(0) <= now - reauthenticated_at <= FRESH:
        raise ValidationError("Enter your password again: more than five minutes have passed.")
    offices = offices_of(report, on=london_date(now), edition=edition)
    if any(office.signature and office.signature.person_id == by.pk for office in offices):
        raise WrongState("You have signed this edition already.")
    office = offices_to_sign(offices, by)
    if office is None:
        if any(office.held_by(by) for office in offices):
            raise WrongState("Somebody else has signed for your office already.")
        raise NotYours("Your office is not among those that must sign this report.")
    held = office.held_by(by)
    assert held is not None
    signature = Signature.objects.create(
        edition=edition,
        person=by,
        capacity=office.capacity,
        agency_kind=office.agency_kind,
        agency=held.agency,
        name=by.name,
        job_title=by.job_title,
        agency_name=held.agency.name if held.agency else "",
        data_sha256=edition.data_sha256,
        reauthenticated_at=reauthenticated_at,
        second_factor=second_factor,
        signed_at=now,
    )
    rest = [other for other in offices if other.signature is None and other is not office]
    if not rest:
        move(report, workflow.COMPLETE, by=by, now=now, on=london_date(now), note=f"Edition {edition.number}")
        ask_for_file(edition=edition, stage=EditionFile.Stage.SIGNED, now=now)
    return signature
