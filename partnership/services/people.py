"""Acts on people: add, change, let in and shut out. Roles are given by seats and appointments."""

import datetime as dt

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.holdings import held_by
from partnership.kit.history import save_as
from partnership.kit.wording import plural
from partnership.kit.workflow import lock
from partnership.models import Agency, Person, Session
from partnership.roles import bring_rights_up_to_date


@transaction.atomic
def add_person(
    *,
    email: str,
    name: str,
    by: Person,
    job_title: str = "",
    agency: Agency | None = None,
    now: dt.datetime | None = None,
) -> Person:
    """Add a person who may sign in once invited. Refuses an e-mail address that is here, whatever its capitals."""
    _refuse_taken_email(email, but=None)
    person = Person(email=email.strip().lower(), name=name.strip(), job_title=job_title.strip(), agency=agency)
    person.set_unusable_password()
    return save_as(person, by=by, reason="added", now=now)


@transaction.atomic
def change_person(
    *,
    person: Person,
    email: str,
    name: str,
    by: Person,
    job_title: str = "",
    agency: Agency | None = None,
    now: dt.datetime | None = None,
) -> Person:
    """Change a person's record; the address is that of the login too. Refuses an address that is here already.

    Whoever moves to another agency leaves the old one's work behind: refused until that is handed on.
    """
    _refuse_taken_email(email, but=person)
    current = lock(person)
    _refuse_work_left(current, agency)
    old_email = current.email
    current.email, current.name = email.strip().lower(), name.strip()
    current.job_title, current.agency = job_title.strip(), agency
    save_as(current, by=by, reason="changed", now=now)
    if old_email != current.email:
        # The sign-in library keeps addresses in a table of its own.
        EmailAddress.objects.filter(user=current, email__iexact=old_email).update(email=current.email, verified=False)
    return current


@transaction.atomic
def disable_person(
    *, person: Person, on: dt.date, by: Person, reason: str = "", now: dt.datetime | None = None
) -> Person:
    """Shut a person out: every session ends now and the rights go. Seats stay theirs until somebody ends them.

    Refuses shutting oneself out. Doing it twice does nothing more.
    """
    if person.pk == by.pk:
        raise ValidationError("You cannot shut yourself out. Ask somebody else of the business unit.")
    current = lock(person)
    if not current.is_active:
        return current
    current.is_active = False
    save_as(current, by=by, reason=reason.strip() or "shut out", now=now)
    end_sessions(current)
    bring_rights_up_to_date([current], on=on)
    return current


@transaction.atomic
def enable_person(*, person: Person, on: dt.date, by: Person, now: dt.datetime | None = None) -> Person:
    """Let a person in again with the rights of the seats and roles held today. Doing it twice does nothing more."""
    current = lock(person)
    if current.is_active:
        return current
    current.is_active = True
    save_as(current, by=by, reason="let in again", now=now)
    bring_rights_up_to_date([current], on=on)
    return current


def end_sessions(person: Person, *, but: str | None = None) -> int:
    """Sign a person out everywhere, but for the session of one key if given. Returns how many sessions ended."""
    theirs = Session.objects.filter(person=person)
    ended, _ = (theirs.exclude(pk=but) if but else theirs).delete()
    return ended


def _refuse_work_left(person: Person, agency: Agency | None) -> None:
    """The work of an agency never moves along with a person, and nobody of another agency holds it."""
    if agency is not None and agency.pk == person.agency_id:
        return
    near = {agency.pk, agency.part_of_id} if agency else set()
    near |= set(Agency.objects.filter(part_of=agency).values_list("pk", flat=True)) if agency else set()
    left = [holding for holding in held_by(person) if holding.agency_id and holding.agency_id not in near]
    if left:
        things = plural(len(left), "thing")
        raise ValidationError(
            {"agency": f"{person.name} holds {things} of the old agency. Hand them on first, then change the agency."}
        )


def _refuse_taken_email(email: str, *, but: Person | None) -> None:
    others = Person.objects.filter(email__iexact=email.strip())
    if but is not None:
        others = others.exclude(pk=but.pk)
    if others.exists():
        raise ValidationError(
            {"email": "Somebody with this e-mail address is here already. Look for them in the list."}
        )
