"""The log of who opened what, and conflicts of interest."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import save_as
from partnership.kit.workflow import lock
from partnership.models import Person
from reviews.models import Access, Conflict, Referral
from reviews.permissions import ReviewRight


def record_access(*, referral: Referral, what: str, by: Person, now: dt.datetime) -> Access:
    """Add one line to the log: somebody opened a referral, its review, or the history of one. One INSERT."""
    return Access.objects.create(referral=referral, what=what, person=by, at=now)


@transaction.atomic
def declare_conflict(*, referral: Referral, person: Person, reason: str, by: Person, now: dt.datetime) -> Conflict:
    """Shut one person out of one referral and its review, from now on. Refuses to shut out the one who declares it."""
    if not referral.allows(by, ReviewRight.KEEP):
        raise NotYours("A conflict of interest is recorded by the business unit.")
    if person.pk == by.pk:
        raise ValidationError({"person": "Ask a colleague to record a conflict of your own."})
    conflict = Conflict(
        referral=referral, person=person, reason=reason.strip(), declared_on=london_date(now), declared_by=by
    )
    return save_as(conflict, by=by, reason="Conflict declared", now=now)


@transaction.atomic
def lift_conflict(*, conflict: Conflict, reason: str, by: Person, now: dt.datetime) -> Conflict:
    """Let somebody in again, with the reason. Nobody lifts a conflict of their own."""
    current = lock(conflict)
    if not current.referral.allows(by, ReviewRight.KEEP):
        raise NotYours("A conflict of interest is lifted by the business unit.")
    if current.lifted_on is not None:
        raise WrongState("This has been lifted already.")
    if not reason.strip():
        raise ValidationError({"note": "Write why the person may read it again."})
    current.lifted_on, current.lifted_by, current.lifted_reason = london_date(now), by, reason.strip()
    return save_as(current, by=by, reason="Conflict lifted", now=now)
