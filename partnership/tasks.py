"""Shells around services: find work, call, count, log. The schedule stands in `dspp/celery.py`."""

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from celery import shared_task
from django.db import IntegrityError, transaction
from kombu.exceptions import OperationalError

from partnership import chasing, notices, roles
from partnership.kit.dates import now, today
from partnership.kit.kept_counts import kept_counts
from partnership.models import JobRun
from partnership.services import letter_files, letters
from partnership.sessions import SessionStore

log = logging.getLogger(__name__)

# No job of a period takes so long: a run that has not ended by then was killed.
KILLED = dt.timedelta(hours=1)


def once(job: str, period: str, at: dt.datetime, work: Callable[[], dict[str, int]]) -> dict[str, int] | None:
    """Do a job for a period unless somebody has begun it: two schedulers during a deploy are normal.

    A run that failed gives the period back, so that the next tick tries again; one that was killed loses it after an
    hour.
    """
    JobRun.objects.filter(job=job, period=period, finished_at=None, started_at__lt=at - KILLED).delete()
    try:
        with transaction.atomic():
            run = JobRun.objects.create(job=job, period=period, started_at=at)
    except IntegrityError:
        return None
    try:
        run.counts = work()
    except BaseException:
        run.delete()
        raise
    run.finished_at = now()
    run.save()
    log.info("%s %s: %s", job, period, run.counts)
    return run.counts


@shared_task
def record_tick() -> None:
    """Note that the schedule and a worker are alive; keep a day of ticks."""
    at = now()
    JobRun.objects.get_or_create(
        job="tick", period=f"{at:%Y-%m-%d %H:%M}", defaults={"started_at": at, "finished_at": at}
    )
    JobRun.objects.filter(job="tick", started_at__lt=at - dt.timedelta(days=1)).delete()


@shared_task
def chase() -> dict[str, int]:
    """Record the steps that are due today and write the digests. Runs again within the day change nothing twice."""
    on, at = today(), now()
    counts = chasing.chase(on=on, now=at)
    counts["letters"] = letters.draft_letters(on=on, now=at)
    log.info("chase: %s", counts)
    if counts["letters"]:
        nudge_letters()
    return counts


@shared_task
def build_letters() -> dict[str, int]:
    """Make the letters of challenge that wait. Run each minute, and at once after a line was written."""
    counts = letter_files.build_letters(clock=now)
    if any(counts.values()):
        log.info("build letters: %s", counts)
    return counts


def nudge_letters() -> None:
    """Wake a worker once the act is kept. A broker that is away costs a minute: the schedule comes by anyway."""

    def wake() -> None:
        try:
            build_letters.delay()
        except OperationalError as away:
            log.warning("No worker could be woken (%s); the schedule makes the letter within a minute", away)

    transaction.on_commit(wake)


@shared_task
def write_weeklies() -> int:
    """Write the week of each chair, once a week: on Monday, or on the first working day after it."""
    count = chasing.write_weeklies(on=today(), now=now())
    if count:
        log.info("write weeklies: %s", count)
    return count


@shared_task
def deliver_notices() -> dict[str, int]:
    """Send what waits in the outbox."""
    done = notices.deliver_notices(now=now(), clock=now)
    counts = {"sent": done.sent, "waiting": done.waiting, "failed": done.failed}
    if any(counts.values()):
        log.info("deliver notices: %s", counts)
    return counts


def deliver_at_once() -> None:
    """Wake a worker once the act is kept. A broker that is away costs a minute: the schedule comes by anyway."""

    def wake() -> None:
        try:
            deliver_notices.delay()
        except OperationalError as away:
            log.warning("No worker could be woken (%s); the schedule sends the mail within a minute", away)

    transaction.on_commit(wake)


@shared_task
def take_receipts() -> dict[str, int]:
    """Ask the sending service what became of the mails it took."""
    learnt = notices.take_receipts(now=now())
    counts = {"asked": learnt.asked, "delivered": learnt.delivered, "lost": learnt.lost, "again": learnt.again}
    if learnt.asked:
        log.info("take receipts: %s", counts)
    return counts


@shared_task
def clear_sessions() -> None:
    """Throw away sessions that have run out."""
    SessionStore.clear_expired()


@shared_task
def repair_rights() -> dict[str, int] | None:
    """Bring everybody's groups up to the day, once a night."""
    on = today()

    def work() -> dict[str, Any]:
        changed = roles.repair_rights(on=on)
        if changed:
            log.warning("Rights of %s people had drifted and were repaired", changed)
        return {"changed": changed}

    return once("repair rights", on.isoformat(), now(), work)


@shared_task
def recount() -> dict[str, int] | None:
    """Hold the counts that are kept beside records against the records, once a night, and put right what drifted."""

    def work() -> dict[str, Any]:
        drifted = {model._meta.label: model.recount() for model in kept_counts()}
        for label, keys in drifted.items():
            if keys:
                log.error("%s had drifted for %s keys and was put right. Find out what wrote past it.", label, keys)
        return drifted

    return once("recount", today().isoformat(), now(), work)
