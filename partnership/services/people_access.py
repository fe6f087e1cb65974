"""Acts on a person's access: invite, ask for a new password, take off a lost second factor, make the first login."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours
from partnership.kit.history import save_as
from partnership.kit.workflow import lock
from partnership.links import LINK_MARK, fresh_link
from partnership.models import Appointment, Notice, Person
from partnership.notices import record_notice
from partnership.permissions import PortalRight
from partnership.roles import bring_rights_up_to_date
from partnership.second_factor import forget_second_factor
from partnership.services.people import end_sessions


def may_open_doors(by: Person) -> bool:
    """Whether somebody may invite people and take off a lost second factor."""
    return by.rights.has(PortalRight.MANAGE) or by.rights.has(PortalRight.ADMINISTER)


@transaction.atomic
def invite_person(*, person: Person, by: Person, now: dt.datetime) -> Notice:
    """Send a person a one-use link, good for 24 hours, to set a password.

    Refuses somebody who is shut out, and somebody who has signed in already: they ask for a new password themselves.
    Twice within a minute sends one mail.
    """
    _refuse_others(by)
    current = lock(person)
    if not current.is_active:
        raise ValidationError(f"{current} may not sign in. Let them in again first.")
    if current.last_login is not None:
        raise ValidationError(
            f"{current} has signed in before. If the password is forgotten, they ask for a new one on the sign-in page."
        )
    notice = send_invitation(current, now=now)
    assert notice is not None, "a person who may sign in gets a notice"
    return notice


def send_invitation(person: Person, *, now: dt.datetime) -> Notice | None:
    """Put the mail with a one-use link to set a password into the outbox. Whoever calls this asks who may."""
    return _send_link(person, kind="invitation", subject="Your invitation to the safeguarding portal", now=now)


@transaction.atomic
def ask_new_password(*, email: str, now: dt.datetime) -> Notice | None:
    """Send a one-use link to whoever has this address and may sign in. Says nothing about whether somebody has."""
    person = Person.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if person is None:
        return None
    return _send_link(person, kind="new-password", subject="Set a new password for the portal", now=now)


def tell_of_change(*, person: Person, what: str, now: dt.datetime) -> Notice | None:
    """Tell a person by mail what happened to their account, so that they notice if it was not them."""
    return record_notice(
        key=f"account:{person.pk}:{what}:{now:%Y%m%d%H%M%S}"[:120],
        kind="account",
        to=person,
        subject=what,
        path=reverse("account_login"),
        now=now,
        lines=["If this was you, there is nothing to do.", "If it was not, tell the business unit at once."],
        template="account/change",
    )


@transaction.atomic
def reset_second_factor(*, person: Person, by: Person, now: dt.datetime) -> Person:
    """Take off a second factor whose phone and recovery codes are lost, sign the person out, and tell them.

    They set up a new one at the next sign-in. Refuses one's own: a colleague must be satisfied that it is you.
    """
    _refuse_others(by)
    if person.pk == by.pk:
        raise ValidationError("Ask a colleague: nobody takes off their own second factor without a code.")
    current = lock(person)
    if not forget_second_factor(current):
        raise ValidationError(f"{current} has no second factor to take off.")
    save_as(current, by=by, reason="second factor taken off", now=now, update_fields=["is_active"])
    end_sessions(current)
    tell_of_change(person=current, what="Your second factor was taken off", now=now)
    return current


@transaction.atomic
def open_first_login(*, email: str, name: str, now: dt.datetime) -> str:
    """Make the first person of an empty portal, of the business unit and its administrator, and return their link.

    Refuses once somebody manages the portal: from then on people are added on its pages.
    """
    on = london_date(now)
    manages = Appointment.objects.current(on).filter(role=Appointment.Role.BUSINESS_UNIT, person__is_active=True)
    if manages.exists():
        raise ValidationError("Somebody manages this portal already. People are added on its pages.")
    person = Person.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        person = Person(email=email.strip().lower(), name=name.strip())
        person.set_unusable_password()
        save_as(person, by=None, reason="first login", now=now)
    for role in (Appointment.Role.BUSINESS_UNIT, Appointment.Role.ADMINISTRATOR):
        appointment = Appointment(person=person, role=role, from_on=on)
        save_as(appointment, by=None, reason="first login", now=now)
    bring_rights_up_to_date([person], on=on)
    return fresh_link(person)


def _refuse_others(by: Person) -> None:
    if not may_open_doors(by):
        raise NotYours("Access is given by the business unit and the administrators.")


def _send_link(person: Person, *, kind: str, subject: str, now: dt.datetime) -> Notice | None:
    return record_notice(
        key=f"{kind}:{person.pk}:{now:%Y%m%d%H%M}",
        kind=kind,
        to=person,
        subject=subject,
        path=reverse("account_login"),
        now=now,
        lines=[],
        template=f"account/{kind.replace('-', '_')}",
        context={"link": LINK_MARK},
    )
