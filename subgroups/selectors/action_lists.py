"""The one engine of every list of actions: filters from the address, order, groups; today, or as at a past day."""

import datetime as dt
from dataclasses import astuple, dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.db.models.functions import Coalesce

from partnership.kit.dates import end_of_day
from partnership.kit.querysets import Merged, with_words
from partnership.models import Person
from subgroups.models import IS_LIVE, Action, DateChange
from subgroups.selectors.actions import Clock, Key
from subgroups.selectors.past import recorded_by, stood

OPEN = IS_LIVE & Q(status=Action.Status.OPEN)
RELATED = ("lead_agency", "body", "holder")
# Filters that are a field of the action itself.
FIELDS = ("body", "lead_agency", "holder", "origin", "objective")
SORTS = {
    "due": ["due_on", "id"],
    "-due": ["-due_on", "-id"],
    "moved": ["-days_slipped", "due_on", "id"],
    "held": ["lead_agency__name", "due_on", "id"],
    "number": ["reference"],
}
# For any other order the keys of all rows are sorted, and no more rows are read than a page has.
IN_ORDER_OF_AN_INDEX = {None, "", "due", "-due", "number"}


def in_key(key: str, clock: Clock) -> Q:
    """The condition of one state of the key. What is asked for beside the key is counted here too."""
    later = OPEN & Q(due_on__gt=clock.soon_until)
    at_risk = Q(judgement=Action.Judgement.AT_RISK)
    match key:
        case "all":
            return Q()
        case "live":
            return IS_LIVE
        case Key.OVERDUE:
            return OPEN & Q(due_on__lt=clock.on)
        case Key.AT_RISK:
            return OPEN & Q(due_on__gte=clock.on) & at_risk
        case Key.SOON:
            return OPEN & Q(due_on__gte=clock.on, due_on__lte=clock.soon_until) & ~at_risk
        case Key.ON_TRACK:
            return later & Q(judgement=Action.Judgement.ON_TRACK)
        case Key.SILENT:
            return later & Q(judgement=Action.Judgement.NONE)
        case "asked":
            return OPEN & Q(Exists(_asked_by(clock.on)))
        case "moved":
            return IS_LIVE & Q(moves_count__gte=2)
        case _:
            return Q(status=key) if key in {Key.CLOSED, Key.WITHDRAWN} else IS_LIVE & Q(status=key)


def _asked_by(on: dt.date) -> Any:
    """Requests for a new date that waited for an answer when the day ended."""
    at = end_of_day(on)
    waiting = Q(answered_at__isnull=True) | Q(answered_at__gt=at)
    return DateChange.objects.filter(waiting, action=OuterRef("id"), asked_at__lte=at)


@dataclass(frozen=True)
class Counts:
    """How many actions a group has, are still open, are overdue, moved twice or more; all moves and days moved."""

    count: int = 0
    live: int = 0
    overdue: int = 0
    moved: int = 0
    moves: int = 0
    days: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(one + two for one, two in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True)
class Wanted:
    """What a list was asked for: the person, the filters, the day whose end it shows, and whether that day is past."""

    person: Person
    filters: dict[str, Any]
    clock: Clock
    as_at: dt.date | None = None

    @property
    def key(self) -> str:
        return self.filters.get("key") or "live"

    def _seen(self, rows: Any) -> Any:
        """Of these actions those that the person may see today: nobody sees more of the past than of the present."""
        parts = rows.parts_visible_to(self.person)
        return Action.objects.filter(pk__in=Merged(Action.objects.all(), parts).keys()) if len(parts) > 1 else parts[0]

    def past(self, day: dt.date, *, live_only: bool) -> Any:
        """The rows before filters, as they stood when a past day ended."""
        # A body never changes: what is left out here is not looked up in the past.
        rows = Action.objects.filter(body=self.filters["body"]) if self.filters.get("body") else Action.objects.all()
        return stood(self._seen(recorded_by(rows, day, live_only=live_only)), day, live_only=live_only)

    @property
    def _live_only(self) -> bool:
        return self.key not in {"all", Key.CLOSED, Key.WITHDRAWN}

    def _narrowed(self, rows: Any) -> Any:
        """What the filters leave of some rows: actions, or actions as they stood."""
        filters = self.filters
        if words := filters.get("words"):
            rows = with_words(rows, words, "reference", "title", "what", "lead_agency__name")
        for name in FIELDS:
            if value := filters.get(name):
                rows = rows.filter(**{name: value})
        if priority := filters.get("priority"):
            rows = rows.filter(objective__theme__priority=priority)
        if period := filters.get("period"):
            rows = rows.filter(due_on__gte=period.first, due_on__lte=period.last)
        return rows if self.key in {"all", "live"} else rows.filter(in_key(self.key, self.clock))

    def _today(self) -> Any:
        return self._narrowed(Action.objects.live() if self._live_only else Action.objects.all())

    def filtered(self) -> Any:
        """The rows that the filters leave, in no order."""
        if self.as_at is None:
            return self._seen(self._today())
        return self._narrowed(self.past(self.as_at, live_only=self._live_only))

    def rows(self, *first: Any) -> Any:
        """The rows in order: by these fields first, then as was asked, the one due longest ago on top."""
        sort = self.filters.get("sort")
        order = *first, *SORTS.get(sort or "due", SORTS["due"])
        if self.as_at is not None:
            return self.filtered().select_related(*RELATED).order_by(*order)
        parts = self._today().parts_visible_to(self.person)
        if len(parts) == 1 and not first and sort in IN_ORDER_OF_AN_INDEX:
            return parts[0].select_related(*RELATED).order_by(*order)
        return Merged(Action.objects.select_related(*RELATED).order_by(*order), parts)

    def counts_by(self, *names: str) -> dict[tuple[Any, ...], Counts]:
        """How many actions each value has. One query."""
        counted = (
            self.filtered()
            .order_by()
            .values_list(*names)
            .annotate(
                count=Count("id"),
                live=Count("id", filter=IS_LIVE),
                overdue=Count("id", filter=OPEN & Q(due_on__lt=self.clock.on)),
                moved=Count("id", filter=IS_LIVE & Q(moves_count__gte=2)),
                moves=Coalesce(Sum("moves_count"), 0),
                days=Coalesce(Sum("days_slipped"), 0),
            )
        )
        return {tuple(row[: len(names)]): Counts(*row[len(names) :]) for row in counted}
