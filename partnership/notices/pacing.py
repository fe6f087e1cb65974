"""How fast mails go out: at most so many in a minute, and none while the server asks for a pause.

Both are kept as rows, so that several workers keep them together.
"""

import datetime as dt

from django.conf import settings
from django.db import transaction

from partnership.models import JobRun

# How long to wait after each failed try; after the last one a person must look.
WAITS = [dt.timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480)]
PACE, PAUSE = "mail pace", "mail pause"
KEPT = dt.timedelta(hours=1)


def take_turn(now: dt.datetime) -> bool:
    """Count one try into this clock minute, unless it is full (PORTAL_MAIL_PER_MINUTE). Without a limit: always."""
    most = settings.MAIL_PER_MINUTE
    if not most:
        return True
    minute = f"{now:%Y-%m-%d %H:%M}"
    with transaction.atomic():
        _, is_new = JobRun.objects.get_or_create(
            job=PACE, period=minute, defaults={"started_at": now, "counts": {"tries": 0}}
        )
        # The lock makes workers count one after the other.
        row = JobRun.objects.select_for_update().get(job=PACE, period=minute)
        if row.counts["tries"] >= most:
            return False
        row.counts = {"tries": row.counts["tries"] + 1}
        row.save(update_fields=["counts"])
        if is_new:
            JobRun.objects.filter(job=PACE, started_at__lt=now - KEPT).delete()
    return True


def _pause() -> JobRun | None:
    return JobRun.objects.filter(job=PAUSE, period=PAUSE).first()


def held_until(now: dt.datetime) -> tuple[dt.datetime, str] | None:
    """Until when every mail waits, and why; None when mails go out."""
    row = _pause()
    if row is None or row.finished_at is None or row.finished_at <= now:
        return None
    return row.finished_at, row.counts["why"]


@transaction.atomic
def hold_all(*, why: str, now: dt.datetime) -> dt.datetime:
    """Let every mail wait, each time longer while the server stays unwell. Returns until when.

    Several workers that are refused at once count as one.
    """
    JobRun.objects.get_or_create(job=PAUSE, period=PAUSE, defaults={"started_at": now, "counts": {"times": 0}})
    row = JobRun.objects.select_for_update().get(job=PAUSE, period=PAUSE)
    if row.finished_at is not None and row.finished_at > now:
        return row.finished_at
    times = row.counts["times"]
    row.finished_at = now + WAITS[min(times, len(WAITS) - 1)]
    row.counts = {"times": times + 1, "why": why}
    row.save()
    return row.finished_at


def resume(now: dt.datetime) -> None:
    """A mail went out: forget the pauses before it. One that another worker has just begun stays."""
    JobRun.objects.filter(job=PAUSE, finished_at__lte=now).delete()
