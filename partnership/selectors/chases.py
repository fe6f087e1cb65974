"""Reads of the chase ledger: the list, one obligation's steps, and the counts for the annual report."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from partnership.kit.dates import Period, financial_year
from partnership.kit.prepared import Slot
from partnership.kit.querysets import with_words
from partnership.models import Chase, Notice, Person, Snooze, Telling
from partnership.obligations import ModelKind, Obligation, kind_of
from partnership.permissions import PreparedFor

ANSWERED, OPEN, UNOPENED, FAILED, NOBODY, BY_HAND = "answered", "open", "unopened", "failed", "nobody", "hand"
SILENT = "silent"


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
    if first := filters.get("from_on"):
        rows = rows.filter(on__gte=first)
    if last := filters.get("to_on"):
        rows = rows.filter(on__lte=last)
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
        case "silent":
            silent = Snooze.objects.current(on).filter(ended_at__isnull=True)
            rows = rows.filter(Exists(silent.filter(kind=OuterRef("kind"), subject=OuterRef("subject"))))
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


def silent_now(on: dt.date) -> list[Snooze]:
    """Every silence that holds on a day, the one that ends first on top. There are few at any time."""
    rows = Snooze.objects.current(on).filter(ended_at__isnull=True)
    return list(rows.select_related("by", "body").order_by("to_on", "pk"))


@dataclass(frozen=True)
class LedgerLink:
    """What a record's own page says of its ledger: how many chases there were, and when the last one was taken."""

    kind: str
    subject: int
    count: int
    last_on: dt.date | None


def _link(person: Any, kind: str) -> Any:
    of = kind_of(kind)
    taken = Chase.objects.filter(kind=kind, subject=OuterRef("pk")).order_by()
    return (
        of.seen_by(person)
        .filter(pk=Slot("subject", BigIntegerField()))
        .order_by()
        .annotate(
            chases_taken=Subquery(taken.values("kind").annotate(count=Count("pk")).values("count")),
            chased_last_on=Subquery(taken.order_by("-on").values("on")[:1]),
            owed_now=Exists(of.owed().filter(pk=OuterRef("pk"))),
        )
        .values_list("chases_taken", "chased_last_on", "owed_now")
    )


LINK = PreparedFor(_link)


def ledger_link(kind: str, subject: int, person: Person) -> LedgerLink | None:
    """The way to a record's ledger, in one query. None where it was never chased and is not owed, or is not theirs."""
    for count, last_on, is_owed in LINK(person, kind, subject=subject):
        return LedgerLink(kind, subject, count or 0, last_on) if count or is_owed else None
    return None


def silences(kind: str, on: dt.date) -> dict[int, dt.date]:
    """The things of a kind that are silent on a day, and until when. There are few at any time: one query a page."""
    rows = Snooze.objects.current(on).filter(kind=kind, ended_at__isnull=True)
    return dict(rows.order_by("to_on").values_list("subject", "to_on"))


@dataclass(frozen=True)
class Counted:
    """The chases of a period, for the annual report."""

    chases: int
    answered: int
    of_agencies: int
    by_hand: int
    nobody: int


def counted(period: Period, *, body_ids: list[int] | None = None) -> Counted:
    """Chases taken in a period, in all bodies or in some: all, answered, of agencies, by hand, to nobody in office."""
    rows = Chase.objects.filter(on__gte=period.first, on__lte=period.last)
    if body_ids is not None:
        rows = rows.filter(body__in=body_ids)
    untold = Exists(Telling.objects.filter(chase=OuterRef("pk"), person__isnull=True))
    found = rows.annotate(is_untold=untold).aggregate(
        chases=Count("pk"),
        answered=Count("pk", filter=Q(answered_at__isnull=False)),
        of_agencies=Count("pk", filter=Q(agency__isnull=False)),
        by_hand=Count("pk", filter=Q(by__isnull=False)),
        nobody=Count("pk", filter=Q(is_untold=True)),
    )
    return Counted(**found)
