"""Adding a person and inviting them in one act."""

import datetime as dt

from django.db import transaction

from partnership.models import Agency, Person
from partnership.services.people import add_person
from partnership.services.people_access import invite_person


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
