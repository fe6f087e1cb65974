"""Making the PDFs of letters: a queue in the database, emptied by the schedule, a nudge or a command."""

import datetime as dt
import logging
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F

from partnership import letter_pdf
from partnership.kit.history import save_as
from partnership.models import Letter, LetterFile, Partnership

log = logging.getLogger(__name__)

# Longer than the longest letter takes; a worker that has not finished by then is dead.
CLAIM = dt.timedelta(minutes=5)


def build_letters(*, clock: Callable[[], dt.datetime], most: int = 50) -> dict[str, int]:
    """Make the letters that wait. Each is claimed first, so two workers never make one twice. Safe to run again.

    A failure is kept with its reason and tried again; the rest go on. Raises at the end if any letter failed.
    """
    counts = {"built": 0, "failed": 0}
    failure: Exception | None = None
    for _ in range(most):
        row = _claim(clock())
        if row is None:
            break
        try:
            _build(row, clock=clock)
            counts["built"] += 1
        except Exception as error:  # one bad letter must not hold up the others
            log.exception("Letter %s could not be made", row.letter_id)
            _fail(row, error)
            counts["failed"] += 1
            failure = failure or error
    if failure is not None:
        raise failure
    return counts


@transaction.atomic
def _claim(now: dt.datetime) -> LetterFile | None:
    row = LetterFile.objects.to_build(now).select_for_update(of=("self",)).order_by("asked_at", "pk").first()
    if row is None:
        return None
    LetterFile.objects.filter(pk=row.pk).update(
        status=LetterFile.Status.BUILDING, claimed_until=now + CLAIM, tries=F("tries") + 1, percent=20, failure="",
        doing="Writing the pages",
    )  # fmt: skip
    return LetterFile.objects.select_related("letter__sent_by").get(pk=row.pk)


def _build(row: LetterFile, *, clock: Callable[[], dt.datetime]) -> None:
    letter = row.letter
    made_at = row.asked_at  # the same draft gives the same bytes: it carries the moment at which it was asked for
    html = letter_pdf.letter_html(letter_pdf.letter_context(letter, Partnership.objects.first()))
    LetterFile.objects.filter(pk=row.pk).update(percent=50, doing="Laying out the pages")
    made = letter_pdf.letter_bytes(html, made_at=made_at)
    with transaction.atomic():
        current = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
        mine = LetterFile.objects.filter(pk=row.pk, status=LetterFile.Status.BUILDING, asked_at=row.asked_at)
        if current.status != Letter.Status.DRAFTED or not mine.exists():
            return  # sent, withheld or changed meanwhile: what was made is of no use
        store, before = current.file.storage, current.file.name
        if before:
            transaction.on_commit(lambda: store.delete(before))
        current.file.save(f"{current.reference}.pdf", ContentFile(made.content), save=False)
        current.sha256 = made.sha256
        save_as(current, by=None, reason="made", now=clock())
        mine.update(
            status=LetterFile.Status.READY, percent=100, doing="Ready", built_at=clock(), claimed_until=None,
            pages=made.pages,
        )  # fmt: skip


def _fail(row: LetterFile, failure: Exception) -> None:
    """Keep the reason; wait for the next run, or stand still for a person after the last try."""
    last = row.tries >= LetterFile.MOST_TRIES
    LetterFile.objects.filter(pk=row.pk, asked_at=row.asked_at).update(
        status=LetterFile.Status.FAILED if last else LetterFile.Status.WAITING,
        failure=str(failure)[:300], percent=0, claimed_until=None,
        doing="Stopped after three tries" if last else "Waiting for another try",
    )  # fmt: skip
