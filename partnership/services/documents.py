"""Acts of a review: a governing document is found still right, or a new version takes its place."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.chasing import note_answer
from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import save_as
from partnership.kit.workflow import lock
from partnership.models import Document, Person
from partnership.permissions import BodyRight
from partnership.services.bodies import add_document


def may_review(document: Document, by: Person) -> bool:
    """A document is reviewed by its owner, the chair of its body or the business unit."""
    return document.owner_id == by.pk or document.body.allows(by, BodyRight.RECORD)


def _lock(document: Document, by: Person) -> Document:
    current = lock(document)
    if not may_review(current, by):
        raise NotYours("A document is reviewed by its owner, the chair of its body or the business unit.")
    if not Document.objects.latest_versions().filter(pk=current.pk).exists():
        raise WrongState("A newer version has taken the place of this one. Review that.")
    return current


@transaction.atomic
def review_document(*, document: Document, note: str, review_on: dt.date, by: Person, now: dt.datetime) -> Document:
    """Say that a document was looked at and is still right, and when it is looked at next."""
    current = _lock(document, by)
    if review_on <= london_date(now):
        raise ValidationError({"review_on": "Enter a date that is still to come."})
    current.review_on = review_on
    save_as(current, by=by, reason=f"Reviewed, still right. {note.strip()}".strip(), now=now)
    note_answer(kind="document-review", subject=current.pk, by=by, now=now)
    return current


@transaction.atomic
def renew_document(
    *,
    document: Document,
    number: str,
    agreed_on: dt.date,
    review_on: dt.date,
    by: Person,
    now: dt.datetime,
    summary: str = "",
) -> Document:
    """Put a new version into a document's place, with the same owner. The one before stays on the list."""
    current = _lock(document, by)
    if agreed_on < current.agreed_on:
        raise ValidationError({"agreed_on": "Enter a date that is not before the version in force."})
    made = add_document(
        body=current.body, kind=current.kind, title=current.title, number=number, summary=summary,
        agreed_on=agreed_on, review_on=review_on, owner=current.owner, by=by, now=now,
    )  # fmt: skip
    note_answer(kind="document-review", subject=current.pk, by=by, now=now)
    return made
