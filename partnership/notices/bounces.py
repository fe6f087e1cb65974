"""Mails that came back: what a delivery status notification (RFC 3464) says of a mail of ours, in plain words."""

import datetime as dt
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from typing import Any

from partnership.models import Notice
from partnership.notices.writing import numbers_named

log = logging.getLogger(__name__)

# The second and third number of an enhanced status code (RFC 3463), the nearest meaning first.
MEANINGS = [
    ("1.1", "No such mailbox exists at that address"),
    ("1.2", "The mail server of that address does not exist"),
    ("1.10", "That address takes no mail"),
    ("1.", "The address is not a good one"),
    ("2.1", "The mailbox is switched off"),
    ("2.2", "The mailbox is full"),
    ("2.", "The mailbox does not take mail"),
    ("3.4", "The mail was too large for the other mail server"),
    ("3.", "The other mail server could not take the mail"),
    ("4.7", "The other mail server did not take the mail in time"),
    ("4.", "The other mail server could not be reached"),
    ("7.", "The other mail server refused the mail by its own rules"),
]
OTHERWISE = "The other mail server sent the mail back"


@dataclass(frozen=True)
class Report:
    """What one notification says of one mail."""

    notice_id: int
    action: str  # failed, delayed, delivered, relayed, expanded
    status: str
    at: dt.datetime | None


@dataclass
class Bounces:
    """What one reading did. `unknown` are mails that are no notification about a mail of ours."""

    read: int = 0
    failed: int = 0
    delivered: int = 0
    delayed: int = 0
    unknown: int = 0


def words_for(status: str) -> str:
    """ "5.1.1" → "No such mailbox exists at that address (5.1.1)"."""
    detail = status.partition(".")[2]
    found = next((words for key, words in MEANINGS if detail == key or (key[-1] == "." and detail.startswith(key))), "")
    return f"{found or OTHERWISE} ({status})" if status else OTHERWISE


def reports_in(mail: EmailMessage) -> Iterator[Report]:
    """What a notification says, recipient by recipient. A mail that is not one says nothing."""
    if mail.get_content_type() != "multipart/report":
        return
    numbers = {number for part in mail.walk() for number in _named_in(part)}
    for part in mail.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks: Any = part.get_payload()
        for block in blocks:
            action = str(block.get("Action", "")).strip().lower()
            if not action:
                continue  # the first block is about the server
            status = str(block.get("Status", "")).split()
            at = _moment(block.get("Last-Attempt-Date") or mail.get("Date"))
            for number in sorted(numbers):
                yield Report(number, action, status[0] if status else "", at)


def _named_in(part: Any) -> list[int]:
    """Mails of ours that a part names: in the headers of what came back, or in what the notification answers."""
    said = [str(value) for name in ("Message-ID", "In-Reply-To", "References") for value in part.get_all(name, [])]
    if part.get_content_type() == "text/rfc822-headers":
        said.append(part.get_payload())
    return numbers_named(" ".join(said))


def _moment(said: Any) -> dt.datetime | None:
    try:
        at = parsedate_to_datetime(str(said))
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)


def take_bounces(mails: Iterable[EmailMessage], *, now: dt.datetime) -> Bounces:
    """Note what came back. A mail that was thought sent becomes failed, with the reason. Safe to read again.

    A notification older than the last sending is about an earlier try and changes nothing.
    """
    learnt = Bounces()
    for mail in mails:
        learnt.read += 1
        reports = list(reports_in(mail))
        learnt.unknown += not reports
        for report in reports:
            _note(report, learnt, now=now)
    return learnt


def _note(report: Report, learnt: Bounces, *, now: dt.datetime) -> None:
    sent = Notice.objects.filter(pk=report.notice_id, status=Notice.Status.SENT)
    if report.at is not None:
        # Clocks of mail servers differ by minutes.
        sent = sent.filter(sent_at__lte=report.at + dt.timedelta(minutes=15))
    match report.action:
        case "failed":
            words = words_for(report.status)
            changed = sent.update(status=Notice.Status.FAILED, bounced_at=now, failure=words, delivered_at=None)
            if changed:
                log.warning("Notice %s came back: %s", report.notice_id, words)
            learnt.failed += changed
        case "delivered" | "relayed" | "expanded":
            learnt.delivered += sent.filter(delivered_at=None, bounced_at=None).update(delivered_at=now)
        case "delayed":
            learnt.delayed += sent.exists()
