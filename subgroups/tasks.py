"""Shells around services: find work, call, count, log."""

import logging

from celery import shared_task

from partnership.kit.dates import now
from subgroups.services import agendas

log = logging.getLogger(__name__)


@shared_task
def bring_to_agendas() -> None:
    """Put what reached a body by itself (last chases, escalations) on that body's next agenda. Safe to run again."""
    agendas.land_everything(now=now())
