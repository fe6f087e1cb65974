"""The digest: one mail a person a day with all that person was not told yet, and what came of following its links."""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import CharField, Q

from partnership.chasing.drawing import Frame, draw_digest
from partnership.chasing.lines import DigestLine, digest_heading, digest_subject, grouped
from partnership.chasing.offices import Offices
from partnership.chasing.recording import Sight, batches, silent_until
from partnership.chasing.telling import Lines, Thing, ToTell, still_owed, to_tell, waiting
from partnership.kit.dates import at_hour
from partnership.kit.many_rows import NewRows, SetEach
from partnership.kit.prepared import PreparedAmong
from partnership.models import Notice, Person, Telling
from partnership.notices import one_line

log = logging.getLogger(__name__)

MOST_LINES = 40  # a longer mail is not read; the rest is a link to the page that has them all
READ_AT_ONCE, WRITTEN_AT_ONCE = 100, 25


def write_digests(*, on: dt.date, now: dt.datetime, sight: Sight | None = None) -> int:
    """Gather what each person was not told yet into one mail a day. Returns how many mails were written.

    One short transaction for a handful of people: a crash leaves whole digests or none. Where a handful fails, each is
    written by itself, so that one person whose digest fails does not hold up the others. What comes after today's
    digest waits for tomorrow's. What was done in the meantime is left out.
    """
    # In the order of the index that holds these alone: PostgreSQL would look for one through all that were ever told.
    if not waiting().order_by("person_id")[:1].exists():
        return 0
    sight = sight or Sight(on, now)
    hand_on_tellings(offices=sight.offices)
    had = Notice.objects.filter(kind="digest", on=on, created_at__gte=at_hour(on, 0))
    people = waiting().exclude(person__in=had.values("to")).order_by("person_id").values_list("person_id", flat=True)
    lines, written = Lines(sight), 0
    failure: Exception | None = None
    for batch in batches(people.distinct(), READ_AT_ONCE):
        rows: dict[int, list[ToTell]] = defaultdict(list)
        found = to_tell(waiting().filter(person__in=batch))
        silent = silent_now(found, on)
        for row in found:
            if (row.kind, row.subject) not in silent:
                rows[row.person_id].append(row)
        owed = still_owed(row for some in rows.values() for row in some)
        for handful in batches(rows, WRITTEN_AT_ONCE):
            some = {person_id: rows[person_id] for person_id in handful}
            try:
                written += write_together(rows=some, owed=owed, lines=lines, sight=sight)
                continue
            except Exception:
                log.warning("Digests could not be written together and are written one by one", exc_info=True)
            for person_id in handful:
                try:
                    written += write_together(rows={person_id: rows[person_id]}, owed=owed, lines=lines, sight=sight)
                except Exception as error:
                    log.exception("The digest of person %s was not written", person_id)
                    failure = failure or error
    if failure is not None:
        raise failure
    return written


def silent_now(rows: Iterable[ToTell], on: dt.date) -> set[tuple[str, int]]:
    """The things behind tellings of which nothing is sent on a day: they wait for a later digest."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        by_kind[row.kind].add(row.subject)
    return {(kind, one) for kind, subjects in by_kind.items() for one in silent_until(kind, list(subjects), on)}


def digest_key(person_id: int, on: dt.date) -> str:
    """One digest per person and day."""
    return f"digest:{person_id}:{on.isoformat()}"


# The locks, taken in one order, make two workers take turns; the notices' unique key makes each digest one.
LOCKED = PreparedAmong(
    lambda keys: Person.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk", "name")
)
HAD = PreparedAmong(
    lambda keys: Notice.objects.filter(key__in=keys).order_by().values_list("key", flat=True), of=CharField()
)
NEW_DIGESTS = NewRows(
    Notice, "key", "to", "subject", "text", "html", same=["kind", "on", "created_at", "next_try_at"], few=True
)
TOLD_IN = SetEach(Telling, "notice", if_empty=True)


def write_together(*, rows: dict[int, list[ToTell]], owed: set[Thing], lines: Lines, sight: Sight) -> int:
    """Write the digests of some people in one transaction, all or none. Whoever has one of the day is passed by.

    Returns how many were written.
    """
    on, now = sight.on, sight.now
    gone: list[int] = []
    new: list[tuple[Any, ...]] = []
    told: list[list[int]] = []
    with transaction.atomic():
        keys = {digest_key(pk, on): (pk, name) for pk, name in LOCKED(rows)}
        had = set(HAD(keys))
        for key, (pk, name) in keys.items():
            if key in had:
                continue
            # Done or moved meanwhile: the ledger keeps the rows and says so.
            over = {row.pk for row in rows[pk] if row.thing not in owed}
            gone += over
            if said := lines.current(rows[pk], owed):
                subject, text, html = digest_of(name, said, lines.partnership, on)
                new.append((key, pk, subject, text, html))
                told.append([row.pk for row in rows[pk] if row.pk not in over])
        if gone:
            Telling.objects.filter(pk__in=gone, notice__isnull=True).update(overtaken_on=on)
        mails = NEW_DIGESTS(new, kind=Notice.Kind.DIGEST, on=on, created_at=now, next_try_at=now)
        TOLD_IN((row, mail) for mail, some in zip(mails, told, strict=True) for row in some)
    return len(new)


def digest_of(name: str, lines: list[DigestLine], partnership: Frame, on: dt.date) -> tuple[str, str, str]:
    """One person's digest of a day: its subject, its plain and its HTML form."""
    # What was brought to the Executive is never among those left out.
    shown = sorted(lines, key=lambda line: line.told_as != Telling.As.EXECUTIVE)[:MOST_LINES]
    subject = digest_subject(lines, on)
    text, html = draw_digest(
        name=name,
        subject=subject,
        heading=digest_heading(lines, on),
        preview=one_line(f"{shown[0].words}: {shown[0].title}"),
        groups=grouped(shown),
        left_out=len(lines) - len(shown),
        on=on,
        partnership=partnership,
    )
    return subject, text, html


def hand_on_tellings(*, offices: Offices) -> int:
    """Give what somebody was to be told to whoever is the right person now. Returns how many were handed on.

    Between a step and its digest a person may leave, change agency or lose the office: the step stays taken, once, and
    nothing of an agency goes to somebody who works for another.
    """

    def is_right(person_id: int, instead_of_id: int | None, told_as: str, agency_id: int, body_id: int) -> bool:
        return offices.is_still(told_as, instead_of_id or person_id, agency_id=agency_id, body_id=body_id)

    changed = 0
    fields = ("person_id", "instead_of_id", "told_as", "chase__agency_id", "chase__body_id")
    # On nearly every day all are right, which is seen without going through each.
    if all(is_right(*who) for who in waiting().order_by().values_list(*fields).distinct()):
        return 0
    for pk, *who in waiting().values_list("pk", *fields).iterator(2000):
        if is_right(*who):
            continue
        _, _, told_as, agency_id, body_id = who
        new = offices.now(told_as, agency_id=agency_id, body_id=body_id)
        with transaction.atomic():
            row = Telling.objects.select_for_update().filter(pk=pk, notice__isnull=True).first()
            if row is None:
                continue
            if new.person_id and Telling.objects.filter(chase_id=row.chase_id, person_id=new.person_id).exists():
                row.delete()  # that person is told of this very step already
            else:
                row.person_id, row.told_as, row.instead_of_id = new.person_id, new.told_as, new.instead_of_id
                row.save()
        changed += 1
    return changed


@transaction.atomic
def note_opened(*, telling_id: int, person: Person, now: dt.datetime) -> bool:
    """Note that a person followed the link of a digest. Others' links and second visits change nothing."""
    rows = Telling.objects.filter(pk=telling_id, person=person, opened_at__isnull=True)
    mails = list(rows.values_list("notice_id", flat=True))
    noted = rows.update(opened_at=now)
    # By its key alone: as a join PostgreSQL walks the whole outbox while it has no statistics of it.
    Notice.objects.filter(pk__in=[pk for pk in mails if pk], opened_at__isnull=True).update(opened_at=now)
    return bool(noted)


def untold(on: dt.date) -> "Iterable[Telling]":
    """Tellings for which nobody held the office: the business unit must fill it."""
    return (
        Telling.objects.filter(Q(person__isnull=True), chase__on__lte=on)
        .select_related("chase", "chase__body")
        .order_by("-chase__on", "-pk")
    )
