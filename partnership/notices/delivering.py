"""Sending what waits: one claim at a time, safe on several workers, nothing lost when one of them dies."""

import datetime as dt
import logging
import smtplib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import InterfaceError, OperationalError, connection
from django.db.models import F

from partnership.links import with_link
from partnership.models import Notice
from partnership.notices.pacing import WAITS, held_until, hold_all, resume, take_turn
from partnership.notices.refusals import Refused, judge
from partnership.notices.writing import message_id

log = logging.getLogger(__name__)

CLAIM = dt.timedelta(minutes=10)
# A server that hangs takes twenty seconds of each mail: after so many in a row the run ends.
MOST_HANGS = 3
# How long to wait, in seconds, for a database that went away between a mail and its note.
UNTIL_NOTED = [0.5, 1, 2, 4, 8]


class PortalMail(EmailMultiAlternatives):
    """A mail that knows whether it may have gone out before, and the number that a sending service gave it."""

    may_have_gone = False
    provider_id = ""


def as_mail(notice: Notice, connection: Any) -> PortalMail:
    """The row as a mail with a plain and an HTML part, with one-use links made at this moment and kept nowhere."""
    mail = PortalMail(
        subject=notice.subject,
        body=with_link(notice.text, notice.to),
        to=[notice.to.email],
        headers={"Message-ID": message_id(notice), "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    if notice.html:
        mail.attach_alternative(with_link(notice.html, notice.to), "text/html")
    mail.may_have_gone = notice.tries > 0
    return mail


@dataclass
class Delivered:
    """What one delivery did."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0


def claim_next(now: dt.datetime, passed: set[int]) -> Notice | None:
    """Take one waiting notice for this worker alone. A claim runs out, so a killed worker loses nothing.

    A claim that ran out counts as a try: the mail may have gone out.
    """
    waiting = Notice.objects.to_deliver(now).exclude(pk__in=passed).order_by("next_try_at", "pk")
    for pk, status in waiting.values_list("pk", "status")[:20]:
        mine = (
            Notice.objects.to_deliver(now)
            .filter(pk=pk, status=status)
            .update(
                status=Notice.Status.SENDING,
                claimed_until=now + CLAIM,
                tries=F("tries") + (1 if status == Notice.Status.SENDING else 0),
            )
        )
        if mine:
            return Notice.objects.select_related("to").get(pk=pk)
        passed.add(pk)
    return None


def give_back(notice: Notice) -> None:
    """Let go of a claim before anything was tried."""
    Notice.objects.filter(pk=notice.pk, status=Notice.Status.SENDING).update(
        status=Notice.Status.WAITING, claimed_until=None
    )


def put_off(notice: Notice, error: Exception, *, now: dt.datetime) -> bool:
    """Note a failed try. Returns True when it was the last one.

    While every mail waits it is not this mail's fault: the try does not count, and the mail waits with the others.
    """
    refusal = judge(error)
    if refusal.holds_all:
        notice.next_try_at = hold_all(why=refusal.words, now=now)
        notice.status, notice.claimed_until, notice.failure = Notice.Status.WAITING, None, refusal.words
        notice.save()
        return False
    notice.tries += 1
    notice.failure = refusal.words
    notice.claimed_until = None
    given_up = notice.tries > len(WAITS) or refusal.final
    notice.status = Notice.Status.FAILED if given_up else Notice.Status.WAITING
    if not given_up:
        notice.next_try_at = now + WAITS[notice.tries - 1]
    notice.save()
    return given_up


def deliver_notices(*, now: dt.datetime, most: int = 500, clock: Callable[[], dt.datetime] | None = None) -> Delivered:
    """Send what waits, one claim at a time. One bad address never holds up the others.

    A worker killed between sending and noting it leaves the row claimed; the mail may go out once more, under the
    same Message-ID. Safe to run on several workers at once. Ends early when the minute is full, or when the server
    asks for a pause.
    """
    clock = clock or (lambda: now)
    done, passed, hangs = Delivered(), set[int](), 0
    server = get_connection()
    for _ in range(most):
        moment = clock()
        if hangs == MOST_HANGS or held_until(moment):
            break
        notice = claim_next(moment, passed)
        if notice is None:
            break
        if not take_turn(moment):
            give_back(notice)
            break
        passed.add(notice.pk)
        mail = as_mail(notice, server)
        try:
            mail.send()
        except (OSError, smtplib.SMTPException, Refused) as error:
            log.warning("Notice %s was not sent: %s", notice.pk, type(error).__name__)
            hangs = hangs + 1 if isinstance(error, TimeoutError) else 0
            server = get_connection()
            if put_off(notice, error, now=moment):
                done.failed += 1
            else:
                done.waiting += 1
            continue
        hangs = 0
        note_sent(notice, mail, now=moment)
        done.sent += 1
    if done.sent:
        resume(clock())
    return done


def note_sent(notice: Notice, mail: PortalMail, *, now: dt.datetime) -> None:
    """The server took it. Whether it arrived is learnt later, from a receipt or a bounce.

    A database that broke off is waited for: whoever forgot that the mail was taken would send it again.
    """
    for seconds in [*UNTIL_NOTED, None]:
        try:
            _note_sent(notice, mail, now=now)
            return
        except (OperationalError, InterfaceError):
            if seconds is None or connection.in_atomic_block:
                raise
            log.warning("Notice %s was sent, and the database is away: it is noted in %s s", notice.pk, seconds)
            connection.close()
            time.sleep(seconds)


def _note_sent(notice: Notice, mail: PortalMail, *, now: dt.datetime) -> None:
    Notice.objects.filter(pk=notice.pk).update(
        status=Notice.Status.SENT,
        sent_at=now,
        address=notice.to.email,
        provider_id=mail.provider_id,
        delivered_at=None,
        bounced_at=None,
        claimed_until=None,
        failure="",
        tries=notice.tries + 1,
    )
