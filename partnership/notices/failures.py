"""What a person does about a mail that failed: send it again, or note how its reader was told."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.kit.errors import NotYours
from partnership.models import Notice, Person
from partnership.permissions import PortalRight


def _failed(notice: Notice, by: Person) -> Notice:
    """The row under a lock. Refuses others than the business unit, and mails that have not failed."""
    if not by.rights.has(PortalRight.MANAGE):
        raise NotYours("Failed mails are dealt with by the business unit.")
    current = Notice.objects.select_for_update().get(pk=notice.pk)
    if current.status != Notice.Status.FAILED:
        raise ValidationError("This mail has not failed.")
    return current


@transaction.atomic
def try_again(*, notice: Notice, by: Person, now: dt.datetime) -> Notice:
    """Put a failed mail back into the outbox, after the address was mended."""
    current = _failed(notice, by)
    current.status, current.tries, current.next_try_at = Notice.Status.WAITING, 0, now
    current.sent_at, current.provider_id, current.bounced_at, current.failure = None, "", None, ""
    current.settled_at, current.settled_note = None, ""
    current.save()
    return current


@transaction.atomic
def settle_failure(*, notice: Notice, note: str, by: Person, now: dt.datetime) -> Notice:
    """Note how a person was told otherwise, so that the failure leaves the business unit's home page."""
    current = _failed(notice, by)
    if not note.strip():
        raise ValidationError({"note": "Write how the person was told, for example “by telephone”."})
    current.settled_at, current.settled_note = now, f"{note.strip()} ({by})"[:300]
    current.save()
    return current
