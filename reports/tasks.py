"""Jobs of reports: shells around services."""

import logging

from celery import shared_task
from django.db import transaction
from kombu.exceptions import OperationalError

from partnership.kit.dates import now
from reports.services import build_waiting

log = logging.getLogger(__name__)


@shared_task
def build_editions() -> None:
    """Make the PDFs that wait. Run each minute, and at once after an approval or the last signature."""
    counts = build_waiting(clock=now)
    if any(counts.values()):
        log.info("Editions: %s built, %s failed", counts["built"], counts["failed"])


def nudge() -> None:
    """Wake a worker once the act is kept. A broker that is away costs a minute: the schedule comes by anyway."""

    def wake() -> None:
        try:
            build_editions.delay()
        except OperationalError as away:
            log.warning("No worker could be woken (%s); the schedule makes the PDF within a minute", away)

    transaction.on_commit(wake)
