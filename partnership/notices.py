"""The outbox: services record mails in the same transaction as the act; the schedule delivers them."""

import datetime as dt
import logging
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.template.loader import render_to_string

from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours
from partnership.links import with_link
from partnership.models import Notice, Partnership, Person
from partnership.permissions import PortalRight

log = logging.getLogger(__name__)

CLAIM = dt.timedelta(minutes=10)
# How long to wait after each failed try; after the last one a person must look.
WAITS = [dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480)]


def one_line(text: str) -> str:
    """Text without line breaks and control characters: nothing in a name can add a header to a mail."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())


def render_mail(template: str, context: dict[str, Any]) -> tuple[str, str]:
    """The plain and the HTML form of a mail from templates/emails/`template`.{txt,html}."""
    context = {"address": settings.ADDRESS, "partnership": Partnership.objects.first(), **context}
    return render_to_string(f"emails/{template}.txt", context), render_to_string(f"emails/{template}.html", context)


def record_notice(
    *,
    key: str,
    kind: str,
    to: Person,
    subject: str,
    path: str,
    now: dt.datetime,
    lines: list[str],
    template: str = "notice",
    context: dict[str, Any] | None = None,
) -> Notice | None:
    """Put one mail into the outbox. The same key again, or a person who may not sign in, adds nothing.

    Mails say what happened and link to the record; they never quote what was written in it.
    """
    if not to.is_active:
        return None
    subject = one_line(subject)[:200]
    everything = {"person": to, "subject": subject, "lines": lines, "path": path, **(context or {})}
    text, html = render_mail(template, everything)
    notice, _ = Notice.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "to": to,
            "subject": subject,
            "text": text,
            "html": html,
            "on": london_date(now),
            "created_at": now,
            "next_try_at": now,
        },
    )
    return notice


def message_id(notice: Notice) -> str:
    """Made from the row, so that a mail sent twice after a crash is recognised as one by any mailbox."""
    host = urlsplit(settings.ADDRESS).hostname or "localhost"
    return f"<notice-{notice.pk}@{host}>"


def as_mail(notice: Notice, connection: Any) -> EmailMultiAlternatives:
    """The row as a mail with a plain and an HTML part, with one-use links made at this moment and kept nowhere."""
    mail = EmailMultiAlternatives(
        subject=notice.subject,
        body=with_link(notice.text, notice.to),
        to=[notice.to.email],
        headers={"Message-ID": message_id(notice), "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    if notice.html:
        mail.attach_alternative(with_link(notice.html, notice.to), "text/html")
    return mail


@dataclass
class Delivered:
    """What one delivery did."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0


def claim_next(now: dt.datetime, passed: set[int]) -> Notice | None:
    """Take one waiting notice for this worker alone. A claim runs out, so a killed worker loses nothing."""
    for pk in (
        Notice.objects.to_deliver(now)
        .exclude(pk__in=passed)
        .order_by("next_try_at", "pk")
        .values_list("pk", flat=True)[:20]
    ):
        mine = (
            Notice.objects.to_deliver(now).filter(pk=pk).update(status=Notice.Status.SENDING, claimed_until=now + CLAIM)
        )
        if mine:
            return Notice.objects.select_related("to").get(pk=pk)
        passed.add(pk)
    return None


def is_final(error: Exception) -> bool:
    """Whether trying again cannot help: the server refused the address for good (a 5xx answer)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and 500 <= error.smtp_code < 600


def said_by(error: Exception) -> str:
    """What went wrong, in a sentence for the business unit."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = {f"{code} {bytes(text).decode('utf-8', 'replace')}" for code, text in error.recipients.values()}
        return one_line(f"The address was refused: {', '.join(sorted(answers))}")[:300]
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return one_line(f"The mail server answered {error.smtp_code} {text}")[:300]
    if isinstance(error, ConnectionRefusedError):
        return "The mail server did not take the connection"
    if isinstance(error, TimeoutError):
        return "The mail server did not answer in time"
    return one_line(f"The mail server could not be used: {error or type(error).__name__}")[:300]


def put_off(notice: Notice, error: Exception, *, now: dt.datetime) -> bool:
    """Note a failed try. Returns True when it was the last one."""
    notice.tries += 1
    notice.failure = said_by(error)
    notice.claimed_until = None
    given_up = notice.tries > len(WAITS) or is_final(error)
    notice.status = Notice.Status.FAILED if given_up else Notice.Status.WAITING
    if not given_up:
        notice.next_try_at = now + WAITS[notice.tries - 1]
    notice.save()
    return given_up


def deliver_notices(*, now: dt.datetime, most: int = 500, clock: Callable[[], dt.datetime] | None = None) -> Delivered:
    """Send what waits, one claim at a time. One bad address never holds up the others.

    A worker killed between sending and noting it leaves the row claimed; the mail may go out once more, under the
    same Message-ID. Safe to run on several workers at once.
    """
    clock = clock or (lambda: now)
    done, passed = Delivered(), set[int]()
    connection = get_connection()
    for _ in range(most):
        moment = clock()
        notice = claim_next(moment, passed)
        if notice is None:
            break
        passed.add(notice.pk)
        try:
            as_mail(notice, connection).send()
        except (OSError, smtplib.SMTPException) as error:
            log.warning("Notice %s was not sent: %s", notice.pk, type(error).__name__)
            connection = get_connection()
            if put_off(notice, error, now=moment):
                done.failed += 1
            else:
                done.waiting += 1
            continue
        Notice.objects.filter(pk=notice.pk).update(
            status=Notice.Status.SENT,
            sent_at=moment,
            address=notice.to.email,
            claimed_until=None,
            failure="",
            tries=notice.tries + 1,
        )
        done.sent += 1
    return done


@transaction.atomic
def try_again(*, notice: Notice, by: Person, now: dt.datetime) -> Notice:
    """Put a failed mail back into the outbox, after the address was mended."""
    if not by.rights.has(PortalRight.MANAGE):
        raise NotYours("Failed mails are dealt with by the business unit.")
    current = Notice.objects.select_for_update().get(pk=notice.pk)
    if current.status != Notice.Status.FAILED:
        raise ValidationError("This mail has not failed.")
    current.status, current.tries, current.next_try_at = Notice.Status.WAITING, 0, now
    current.settled_at, current.settled_note = None, ""
    current.save()
    return current


@transaction.atomic
def settle_failure(*, notice: Notice, note: str, by: Person, now: dt.datetime) -> Notice:
    """Note how a person was told otherwise, so that the failure leaves the business unit's home page."""
    if not by.rights.has(PortalRight.MANAGE):
        raise NotYours("Failed mails are dealt with by the business unit.")
    if not note.strip():
        raise ValidationError({"note": "Write how the person was told, for example “by telephone”."})
    current = Notice.objects.select_for_update().get(pk=notice.pk)
    if current.status != Notice.Status.FAILED:
        raise ValidationError("This mail has not failed.")
    current.settled_at, current.settled_note = now, f"{note.strip()} ({by})"[:300]
    current.save()
    return current
