"""Whether this process lives, and whether the whole is ready: database, broker, and the age of the last beat."""

import datetime as dt

from celery import current_app
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from kombu.exceptions import OperationalError

from partnership.kit.dates import now
from partnership.models import JobRun

OLDEST_BEAT = dt.timedelta(minutes=5)


@login_not_required
def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers."""
    return HttpResponse("ok", content_type="text/plain")


def database_answers() -> bool:
    """Whether a query comes back."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def broker_answers() -> bool:
    """Whether the broker takes a connection within a second."""
    try:
        with current_app.connection_for_read() as broker:
            broker.ensure_connection(max_retries=0, timeout=1)
        return True
    except (OperationalError, OSError):
        return False


def beat_is_fresh(at: dt.datetime) -> bool:
    """Whether the schedule has run within five minutes."""
    last = JobRun.objects.filter(job="tick").order_by("-started_at").values_list("started_at", flat=True).first()
    return last is not None and at - last <= OLDEST_BEAT


@login_not_required
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when database, broker and schedule are well, 503 with the ones that are not."""
    database = database_answers()
    checks = {"database": database, "broker": broker_answers(), "schedule": database and beat_is_fresh(now())}
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)
