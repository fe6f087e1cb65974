"""Shells around services: find work, call, count, log."""

import logging

from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from partnership.kit.dates import now
from subgroups.services import action_logs, agendas

log = logging.getLogger(__name__)


@shared_task
def bring_to_agendas() -> None:
    """Put what reached a body by itself (last chases, escalations) on that body's next agenda. Safe to run again."""
    agendas.land_everything(now=now())


@shared_task
def make_action_logs() -> None:
    """Make the printed logs that wait. Run each minute, and at once when one is asked for."""
    counts = action_logs.make_logs(clock=now)
    if any(counts.values()):
        log.info("Action logs: %s made, %s failed", counts["built"], counts["failed"])


def nudge() -> None:
    """Wake a worker once the request is kept. A broker that is away costs a minute: the schedule comes by anyway."""

    def wake() -> None:
        try:
            make_action_logs.delay()
        except OperationalError as away:
            log.warning("No worker could be woken (%s); the schedule makes the log within a minute", away)

    transaction.on_commit(wake)
