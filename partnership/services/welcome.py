"""Adding a person and inviting them in one act."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.kit.errors import NotYours
from partnership.models import Agency, Person
from partnership.permissions import AgencyRight
from partnership.services.people import add_person
from partnership.services.people_access import invite_person, send_invitation


@transaction.atomic
def welcome_person(
    *,
    email: str,
    name: str,
    by: Person,
    now: dt.datetime,
    job_title: str = "",
    agency: Agency | None = None,
    invite: bool = True,
) -> Person:
    """Add a person and, where asked, send the invitation to sign in. Both or neither."""
    person = add_person(email=email, name=name, job_title=job_title, agency=agency, by=by, now=now)
    if invite:
        invite_person(person=person, by=by, now=now)
    return person


@transaction.atomic
def welcome_colleague(
    *, agency: Agency, email: str, name: str, by: Person, now: dt.datetime, job_title: str = ""
) -> Person:
    """Find or add somebody of an agency on the word of its lead, and invite them if they have never signed in.

    The account belongs to that agency and holds no right of its own. An address that is here for anybody outside the
    agency is refused, without a word of who that is.
    """
    if not by.rights.on_agency(AgencyRight.LEAD, agency.pk):
        raise NotYours("Colleagues are invited by the lead of their agency.")
    person = Person.objects.filter(email__iexact=email.strip()).first()
    if person is None:
        person = add_person(email=email, name=name, job_title=job_title, agency=agency, by=by, now=now)
    elif person.agency_id != agency.pk or not person.is_active:
        raise ValidationError({
            "email": "This address cannot be invited from here. Check it, or ask the business unit."
        })  # fmt: skip
    if person.last_login is None:
        send_invitation(person, now=now)
    return person
