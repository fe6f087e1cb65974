"""Celery and its schedule. The database is the queue of record; the broker only wakes the workers."""

import os
import sqlite3
from pathlib import Path

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dspp.settings")

app = Celery("dspp", task_cls="celery.contrib.django.task:DjangoTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.conf.update(
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_serializer="json",
    accept_content=["json"],
    worker_prefetch_multiplier=4,
    broker_connection_retry_on_startup=True,
    # A broker may be away for a day: a worker waits for it and does not end.
    broker_connection_max_retries=None,
    worker_hijack_root_logger=False,
    timezone="Europe/London",
)
# Nothing runs between 23:00 and 01:00, when London and UTC may disagree on the date.
app.conf.beat_schedule = {
    "beat tick": {"task": "partnership.tasks.record_tick", "schedule": 60.0},
    "deliver notices": {"task": "partnership.tasks.deliver_notices", "schedule": 60.0},
    "write weeklies": {"task": "partnership.tasks.write_weeklies", "schedule": crontab(hour="7-18", minute="5")},
    "take receipts": {"task": "partnership.tasks.take_receipts", "schedule": crontab(hour="1-22", minute="*/10")},
    "chase what is due": {"task": "partnership.tasks.chase", "schedule": crontab(hour="7-19", minute="0,30")},
    "build letters": {"task": "partnership.tasks.build_letters", "schedule": 60.0},
    "bring to agendas": {"task": "subgroups.tasks.bring_to_agendas", "schedule": crontab(hour="7-19", minute="10,40")},
    "recount": {"task": "partnership.tasks.recount", "schedule": crontab(hour="2-6", minute="45")},
    "repair rights": {"task": "partnership.tasks.repair_rights", "schedule": crontab(hour="2-6", minute="30")},
    "clear sessions": {"task": "partnership.tasks.clear_sessions", "schedule": crontab(hour="3", minute="0")},
    "make action logs": {"task": "subgroups.tasks.make_action_logs", "schedule": 60.0},
    "build editions": {"task": "reports.tasks.build_editions", "schedule": 60.0},
}


def prepare_local_broker(url: str) -> None:
    """Put the broker's SQLite file into WAL mode, once, so that publishers and workers do not block each other."""
    prefix = "sqla+sqlite:///"
    if url.startswith(prefix):
        path = Path(url.removeprefix(prefix))
        path.parent.mkdir(parents=True, exist_ok=True)
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
