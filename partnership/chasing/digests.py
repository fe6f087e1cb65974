"""The digest: one mail a person a day with all that person was not told yet, and what came of following its links."""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Case, Q, Value, When

from partnership.chasing.drawing import Frame, draw_digest
from partnership.chasing.lines import DigestLine, digest_heading, digest_subject, grouped, next_words, told_words
from partnership.chasing.offices import Offices
from partnership.chasing.recording import Sight, batches, silent_until
from partnership.kit.dates import at_hour
from partnership.kit.wording import time_left
from partnership.models import Agency, Body, Notice, Partnership, Person, Telling
from partnership.notices import one_line
from partnership.obligations import Obligation, kind_of

log = logging.getLogger(__name__)

MOST_LINES = 40  # a longer mail is not read; the rest is a link to the page that has them all
READ_AT_ONCE, WRITTEN_AT_ONCE = 100, 25


@dataclass(frozen=True)
class Names:
    """Names of the partnership, of bodies and agencies, read once for a run."""

    bodies: dict[int, str]
    agencies: dict[int, str]
    partnership: Frame

    @classmethod
    def read(cls) -> "Names":
        return cls(
            dict(Body.objects.values_list("pk", "name")),
            dict(Agency.objects.values_list("pk", "short_name")),
            Frame.of(Partnership.objects.first()),
        )


def waiting() -> Any:
    """Tellings that are in no mail yet and have somebody to go to."""
    return Telling.objects.filter(notice__isnull=True, overtaken_on__isnull=True, person__isnull=False)


def write_digests(*, on: dt.date, now: dt.datetime, sight: Sight | None = None) -> int:
    """Gather what each person was not told yet into one mail a day. Returns how many mails were written.

    One short transaction for a handful of people: a crash leaves whole digests or none. Where a handful fails, each is
    written by itself, so that one person whose digest fails does not hold up the others. What comes after today's
    digest waits for tomorrow's. What was done in the meantime is left out.
    """
    if not waiting().exists():
        return 0
    sight = sight or Sight(on, now)
    hand_on_tellings(offices=sight.offices)
    had = Notice.objects.filter(kind="digest", on=on, created_at__gte=at_hour(on, 0))
    people = waiting().exclude(person__in=had.values("to")).order_by("person_id").values_list("person_id", flat=True)
    names, written = Names.read(), 0
    failure: Exception | None = None
    for batch in batches(people.distinct(), READ_AT_ONCE):
        rows: dict[int, list[Telling]] = defaultdict(list)
        found = list(waiting().filter(person__in=batch).select_related("chase", "instead_of"))
        silent = silent_now(found, on)
        for row in found:
            if (row.chase.kind, row.chase.subject) not in silent:
                rows[row.person_id].append(row)
        owed = still_owed(row for some in rows.values() for row in some)
        for handful in batches(rows, WRITTEN_AT_ONCE):
            some = {person_id: rows[person_id] for person_id in handful}
            try:
                written += write_together(rows=some, owed=owed, names=names, sight=sight)
                continue
            except Exception:
                log.warning("Digests could not be written together and are written one by one", exc_info=True)
            for person_id in handful:
                try:
                    written += write_together(rows={person_id: rows[person_id]}, owed=owed, names=names, sight=sight)
                except Exception as error:
                    log.exception("The digest of person %s was not written", person_id)
                    failure = failure or error
    if failure is not None:
        raise failure
    return written


def silent_now(rows: Iterable[Telling], on: dt.date) -> set[tuple[str, int]]:
    """The things behind tellings of which nothing is sent on a day: they wait for a later digest."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        by_kind[row.chase.kind].add(row.chase.subject)
    return {(kind, one) for kind, subjects in by_kind.items() for one in silent_until(kind, list(subjects), on)}


def digest_key(person_id: int, on: dt.date) -> str:
    """One digest per person and day."""
    return f"digest:{person_id}:{on.isoformat()}"


Owed = set[tuple[str, int, dt.date]]


def still_owed(rows: Iterable[Telling]) -> Owed:
    """Which obligations behind tellings are still owed under the same date: one query for each kind."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        by_kind[row.chase.kind].add(row.chase.subject)
    return {
        (kind, subject, due_on)
        for kind, subjects in by_kind.items()
        for subject, due_on in kind_of(kind).still_owed(subjects)
    }


def write_together(*, rows: dict[int, list[Telling]], owed: Owed, names: Names, sight: Sight) -> int:
    """Write the digests of some people in one transaction, all or none. Whoever has one of the day is passed by.

    Returns how many were written.
    """
    on, now = sight.on, sight.now
    gone: list[int] = []
    written: list[tuple[Notice, list[int]]] = []
    with transaction.atomic():
        # The locks, taken in one order, make two workers take turns; the notices' unique key makes each digest one.
        people = list(Person.objects.select_for_update(of=("self",)).filter(pk__in=rows).order_by("pk"))
        keys = {digest_key(person.pk, on): person for person in people}
        had = set(Notice.objects.filter(key__in=keys).values_list("key", flat=True))
        for key, person in keys.items():
            if key in had:
                continue
            # Done or moved meanwhile: the ledger keeps the rows and says so.
            over = {row.pk for row in rows[person.pk] if _thing(row) not in owed}
            gone += over
            if lines := current_lines(rows[person.pk], owed, names, sight):
                told = [row.pk for row in rows[person.pk] if row.pk not in over]
                written.append((digest_of(person, key, lines, names, on=on, now=now), told))
        if gone:
            Telling.objects.filter(pk__in=gone, notice__isnull=True).update(overtaken_on=on)
        Notice.objects.bulk_create([notice for notice, _ in written])
        if written:
            every = [pk for _, told in written for pk in told]
            by_mail = Case(*(When(pk__in=told, then=Value(notice.pk)) for notice, told in written))
            Telling.objects.filter(pk__in=every, notice__isnull=True).update(notice=by_mail)
    return len(written)


def digest_of(
    person: Person, key: str, lines: list[DigestLine], names: Names, *, on: dt.date, now: dt.datetime
) -> Notice:
    """One person's digest of a day, to be saved."""
    # What was brought to the Executive is never among those left out.
    shown = sorted(lines, key=lambda line: line.told_as != Telling.As.EXECUTIVE)[:MOST_LINES]
    subject = digest_subject(lines, on)
    text, html = draw_digest(
        name=person.name,
        subject=subject,
        heading=digest_heading(lines, on),
        preview=one_line(f"{shown[0].words}: {shown[0].title}"),
        groups=grouped(shown),
        left_out=len(lines) - len(shown),
        on=on,
        partnership=names.partnership,
    )
    return Notice(
        key=key, kind="digest", to=person, subject=subject, text=text, html=html, on=on, created_at=now, next_try_at=now
    )


def _thing(row: Telling) -> tuple[str, int, dt.date]:
    return row.chase.kind, row.chase.subject, row.chase.due_on


def current_lines(rows: list[Telling], owed: Owed, names: Names, sight: Sight) -> list[DigestLine]:
    """The obligations behind tellings that are still owed, longest late first, each with its body.

    Several steps of one obligation make one line: the last of them. Agencies are named where there are several.
    """
    latest: dict[tuple[str, int], Telling] = {}
    for row in sorted(rows, key=lambda row: (row.chase.due_on, row.chase.step_on, row.pk)):
        if _thing(row) in owed:
            latest[row.chase.kind, row.chase.subject] = row
    several = len({row.chase.agency_id for row in latest.values()}) > 1
    found = [line_of(row, names, sight, says_agency=several) for row in latest.values()]
    return sorted(found, key=lambda line: (line.due_on, line.reference))


def line_of(row: Telling, names: Names, sight: Sight, *, says_agency: bool) -> DigestLine:
    """One line of a digest."""
    chase = row.chase
    ladder = sight.days_of(
        Obligation(
            kind=chase.kind,
            subject=chase.subject,
            reference="",
            title="",
            path="",
            due_on=chase.due_on,
            # Only what comes after this step is asked for.
            chase_from_on=chase.step_on,
            body_id=chase.body_id,
            agency_id=chase.agency_id,
            owner_id=None,
        )
    )
    return DigestLine(
        reference=chase.reference,
        title=one_line(chase.title),
        path=f"/told/{row.pk}/",
        words=time_left(chase.due_on, sight.on).words,
        due_on=chase.due_on,
        kind=kind_of(chase.kind).word,
        kinds=kind_of(chase.kind).words,
        told_as=row.told_as,
        told_words=told_words(row.told_as, row.instead_of.name if row.instead_of else ""),
        next_words=next_words(next(((rung, day) for rung, day in ladder if day > sight.on), None), sight.on),
        body=names.bodies.get(chase.body_id or 0, "The partnership"),
        agency=names.agencies.get(chase.agency_id or 0, "") if says_agency else "",
    )


def hand_on_tellings(*, offices: Offices) -> int:
    """Give what somebody was to be told to whoever is the right person now. Returns how many were handed on.

    Between a step and its digest a person may leave, change agency or lose the office: the step stays taken, once, and
    nothing of an agency goes to somebody who works for another.
    """
    changed = 0
    rows = waiting().values_list("pk", "person_id", "instead_of_id", "told_as", "chase__agency_id", "chase__body_id")
    for pk, person_id, instead_of_id, told_as, agency_id, body_id in rows.iterator(2000):
        if offices.is_still(told_as, instead_of_id or person_id, agency_id=agency_id, body_id=body_id):
            continue
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
