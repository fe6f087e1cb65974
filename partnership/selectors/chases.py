"""Reads of the chase ledger: the list, one obligation's steps, and the counts for the annual report."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from partnership.kit.dates import Period, financial_year, london_date
from partnership.kit.querysets import with_words
from partnership.kit.working_days import WorkingDays
from partnership.models import Chase, Notice, Person, Snooze, Telling
from partnership.obligations import ModelKind, Obligation, kind_of

ANSWERED, OPEN, UNOPENED, FAILED, NOBODY, BY_HAND = "answered", "open", "unopened", "failed", "nobody", "hand"


def _tellings() -> QuerySet[Telling]:
    return Telling.objects.select_related("person", "instead_of", "notice")


def chases_for(filters: dict[str, Any], on: dt.date) -> QuerySet[Chase]:
    """The ledger, latest first."""
    rows = Chase.objects.select_related("body", "agency", "by", "answered_by")
    if words := filters.get("words"):
        rows = with_words(rows, words, "reference", "title")
    for name in ("body", "agency", "kind"):
        if value := filters.get(name):
            rows = rows.filter(**{name: value})
    match filters.get("step"):
        case "before":
            rows = rows.filter(offset__lt=0)
        case "moves":
            rows = rows.filter(offset__isnull=True, by__isnull=True)
        case str() as to if to:
            rows = rows.filter(to=to, by__isnull=True)
    if since := filters.get("since"):
        first = financial_year(on).first if since == "year" else on - dt.timedelta(days=int(since))
        rows = rows.filter(on__gte=first)
    told = Telling.objects.filter(chase=OuterRef("pk"))
    match filters.get("outcome"):
        case "answered":
            rows = rows.filter(answered_at__isnull=False)
        case "open":
            rows = rows.filter(answered_at__isnull=True)
        case "unopened":
            rows = rows.filter(
                Exists(told.filter(notice__status=Notice.Status.SENT)), ~Exists(told.filter(opened_at__isnull=False))
            )
        case "failed":
            gone = Q(notice__status=Notice.Status.FAILED) | Q(notice__bounced_at__isnull=False)
            rows = rows.filter(Exists(told.filter(gone)))
        case "nobody":
            rows = rows.filter(Exists(told.filter(person__isnull=True)))
        case "hand":
            rows = rows.filter(by__isnull=False)
    return rows.prefetch_related(Prefetch("tellings", _tellings())).order_by("-on", "-pk")


@dataclass(frozen=True)
class Ledger:
    """Everything kept of the chasing of one thing, whether or not it is owed now."""

    kind: ModelKind
    subject: int
    reference: str
    title: str
    path: str
    body_id: int | None
    agency_id: int | None
    owed: Obligation | None
    chases: list[Chase] = field(default_factory=list)
    snoozes: list[Snooze] = field(default_factory=list)

    def silence(self, on: dt.date) -> Snooze | None:
        """The silence that holds on a day."""
        return next((row for row in self.snoozes if row.is_current(on) and row.ended_at is None), None)


def ledger_of(kind: str, subject: int, person: Person) -> Ledger | None:
    """The ledger of one thing, for those who may see its record. None where there is none to see."""
    try:
        of = kind_of(kind)
    except KeyError:
        return None
    if not of.seen_by(person).filter(pk=subject).exists():
        return None
    owed = of.find(subject)
    rows = Chase.objects.filter(kind=kind, subject=subject).select_related("by", "answered_by")
    chases = list(rows.prefetch_related(Prefetch("tellings", _tellings())).order_by("on", "step_on", "pk"))
    if owed is None and not chases:
        return None
    about: Any = owed or chases[-1]
    snoozes = (
        Snooze.objects.filter(kind=kind, subject=subject).select_related("by", "ended_by").order_by("from_on", "pk")
    )
    return Ledger(
        kind=of,
        subject=subject,
        reference=about.reference,
        title=about.title,
        path=about.path,
        body_id=about.body_id,
        agency_id=about.agency_id,
        owed=owed,
        chases=chases,
        snoozes=list(snoozes.order_by("from_on", "pk")),
    )


def silences(kind: str, on: dt.date) -> dict[int, dt.date]:
    """The things of a kind that are silent on a day, and until when. There are few at any time: one query a page."""
    rows = Snooze.objects.current(on).filter(kind=kind, ended_at__isnull=True)
    return dict(rows.order_by("to_on").values_list("subject", "to_on"))


@dataclass(frozen=True)
class Counted:
    """The chases of a period, for the annual report."""

    chases: int
    answered: int
    answered_in_time: int
    within: int
    by_hand: int
    failed: int
    nobody: int
    silences: int
    by_step: list[tuple[str, int]]
    by_agency: list[tuple[str, int]]
    by_body: list[tuple[str, int]]


def counted(period: Period, *, within: int, calendar: WorkingDays) -> Counted:
    """Chases of a period by step, agency and body, and how many were answered within so many working days."""
    rows = Chase.objects.filter(on__gte=period.first, on__lte=period.last)
    told = Telling.objects.filter(chase__on__gte=period.first, chase__on__lte=period.last)
    answers = rows.exclude(answered_at=None).values_list("on", "answered_at")
    pairs = Counter((on, london_date(at)) for on, at in answers.iterator(2000) if at is not None)
    in_time = sum(count for (on, answered), count in pairs.items() if calendar.between(on, answered) <= within)

    def by(name: str) -> list[tuple[str, int]]:
        found = rows.exclude(**{name: None}).order_by().values_list(name).annotate(count=Count("pk"))
        return sorted(((str(key), count) for key, count in found), key=lambda pair: (-pair[1], pair[0]))

    return Counted(
        chases=rows.count(),
        answered=sum(pairs.values()),
        answered_in_time=in_time,
        within=within,
        by_hand=rows.filter(by__isnull=False).count(),
        failed=told.filter(Q(notice__status=Notice.Status.FAILED) | Q(notice__bounced_at__isnull=False)).count(),
        nobody=told.filter(person__isnull=True).count(),
        silences=Snooze.objects.filter(from_on__gte=period.first, from_on__lte=period.last).count(),
        by_step=by("to"),
        by_agency=by("agency__name"),
        by_body=by("body__name"),
    )
