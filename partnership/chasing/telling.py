"""What is to be told: the tellings that are in no mail yet, and the line that each makes in one."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from partnership.chasing.drawing import Frame
from partnership.chasing.lines import DigestLine, next_words, told_words
from partnership.chasing.recording import Sight
from partnership.kit.wording import time_left
from partnership.models import Agency, Body, Partnership, Telling
from partnership.notices import one_line
from partnership.obligations import Obligation, kind_of

Thing = tuple[str, int, dt.date]  # an obligation under one due date


class ToTell(NamedTuple):
    """One telling, with what its line says of its step."""

    pk: int
    person_id: int
    told_as: str
    instead_of: str | None
    kind: str
    subject: int
    due_on: dt.date
    step_on: dt.date
    body_id: int | None
    agency_id: int | None
    reference: str
    title: str

    @property
    def thing(self) -> Thing:
        """What it is about."""
        return self.kind, self.subject, self.due_on


OF_CHASE = ("kind", "subject", "due_on", "step_on", "body_id", "agency_id", "reference", "title")


def to_tell(rows: Any) -> list[ToTell]:
    """Tellings as tuples: there are thousands of them, and a model instance takes ten times as long."""
    fields = ("pk", "person_id", "told_as", "instead_of__name", *(f"chase__{name}" for name in OF_CHASE))
    return list(map(ToTell._make, rows.values_list(*fields)))


def waiting() -> Any:
    """Tellings that are in no mail yet and have somebody to go to."""
    return Telling.objects.filter(notice__isnull=True, overtaken_on__isnull=True, person__isnull=False)


def still_owed(rows: Iterable[ToTell]) -> set[Thing]:
    """Which obligations behind tellings are still owed under the same date: one query for each kind."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        by_kind[row.kind].add(row.subject)
    return {
        (kind, subject, due_on)
        for kind, subjects in by_kind.items()
        for subject, due_on in kind_of(kind).still_owed(subjects)
    }


class Lines:
    """The lines of a run. Names are read once, and what many lines have in common is worded once."""

    def __init__(self, sight: Sight) -> None:
        on = sight.on
        self.partnership = Frame.of(Partnership.objects.first())
        self._sight = sight
        self._bodies = dict(Body.objects.values_list("pk", "name"))
        self._agencies = dict(Agency.objects.values_list("pk", "short_name"))
        self._left = cache(lambda due_on: time_left(due_on, on).words)
        self._told = cache(told_words)
        self._next = cache(self._find_next)

    def _find_next(self, due_on: dt.date, step_on: dt.date, body_id: int | None, agency_id: int | None) -> str:
        """What happens after a step. Moves of the date are taken at once: only days are still to come."""
        # Steps before the one that is told are not asked for.
        owed = Obligation("", 0, "", "", "", due_on, step_on, body_id, agency_id, None)
        on = self._sight.on
        return next_words(next(((rung, day) for rung, day in self._sight.days_of(owed) if day > on), None), on)

    def current(self, rows: Iterable[ToTell], owed: set[Thing]) -> list[DigestLine]:
        """The obligations behind tellings that are still owed, longest late first, each with its body.

        Several steps of one obligation make one line: the last of them. Agencies are named where there are several.
        """
        latest: dict[tuple[str, int], ToTell] = {}
        for row in sorted(rows, key=lambda row: (row.due_on, row.step_on, row.pk)):
            if row.thing in owed:
                latest[row.kind, row.subject] = row
        several = len({row.agency_id for row in latest.values()}) > 1
        found = [self.line(row, says_agency=several) for row in latest.values()]
        return sorted(found, key=lambda line: (line.due_on, line.reference))

    def line(self, row: ToTell, *, says_agency: bool) -> DigestLine:
        """One line of a digest."""
        kind = kind_of(row.kind)
        return DigestLine(
            reference=row.reference,
            title=one_line(row.title),
            path=f"/told/{row.pk}/",
            words=self._left(row.due_on),
            due_on=row.due_on,
            kind=kind.word,
            kinds=kind.words,
            told_as=row.told_as,
            told_words=self._told(row.told_as, row.instead_of or ""),
            next_words=self._next(row.due_on, row.step_on, row.body_id, row.agency_id),
            body=self._bodies.get(row.body_id or 0, "The partnership"),
            agency=self._agencies.get(row.agency_id or 0, "") if says_agency else "",
        )
