"""Asking the sending service what became of the mails it took: arrived, lost for good, or lost for now."""

import datetime as dt
import logging
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from partnership.models import Notice
from partnership.notices.pacing import WAITS

log = logging.getLogger(__name__)

# What Notify says of a mail that it gave up, in words for the business unit.
LOST = {
    "permanent-failure": "The address does not exist, or its mail server refused the mail for good",
    "temporary-failure": "The mailbox could not be reached for three days, or it is full",
    "technical-failure": "The sending service failed on its own side",
    "virus-scan-failed": "The sending service refused the mail",
    "validation-failed": "The sending service refused the mail",
}
FOR_GOOD = {"permanent-failure", "virus-scan-failed", "validation-failed"}
ARRIVED = "delivered"
# Notify keeps what it sent for seven days, and tries for three.
KEPT = dt.timedelta(days=7)


@dataclass
class Receipts:
    """What one round of asking learnt."""

    asked: int = 0
    delivered: int = 0
    lost: int = 0
    again: int = 0


def unanswered(now: dt.datetime) -> QuerySet[Notice]:
    """Mails that the service took and of which nothing is known yet."""
    return Notice.objects.filter(
        status=Notice.Status.SENT, sent_at__gte=now - KEPT, delivered_at=None, bounced_at=None
    ).exclude(provider_id="")


def take_receipts(*, now: dt.datetime) -> Receipts:
    """Note what became of sent mails. Lost for good: failed. Lost for now: sent once more, later. Safe to run again."""
    learnt = Receipts()
    if settings.MAIL_ROUTE != "notify":
        return learnt
    # The client library is loaded only where it is used: it is a tenth of the start of a process.
    from partnership.notices import notify

    waiting = {row.provider_id: row for row in unanswered(now)}
    learnt.asked = len(waiting)
    oldest = min((row.sent_at for row in waiting.values() if row.sent_at), default=now) - dt.timedelta(hours=1)
    if not waiting:
        return learnt
    for told in notify.mails_sent(notify.client()):
        row = waiting.pop(str(told["id"]), None)
        if row is not None:
            _note(row, told["status"], learnt, now=now)
        if not waiting or dt.datetime.fromisoformat(told["created_at"]) < oldest:
            break
    return learnt


def _note(row: Notice, status: str, learnt: Receipts, *, now: dt.datetime) -> None:
    mine = Notice.objects.filter(pk=row.pk, status=Notice.Status.SENT, provider_id=row.provider_id)
    if status == ARRIVED:
        learnt.delivered += mine.update(delivered_at=now)
    elif status in FOR_GOOD or (status in LOST and row.tries > len(WAITS)):
        learnt.lost += mine.update(status=Notice.Status.FAILED, bounced_at=now, failure=LOST[status])
    elif status in LOST:
        learnt.again += mine.update(
            status=Notice.Status.WAITING,
            next_try_at=now + WAITS[row.tries - 1],
            failure=LOST[status],
            provider_id="",
            sent_at=None,
        )
    if status in LOST:
        log.warning("Notice %s was taken and then given up: %s", row.pk, status)
