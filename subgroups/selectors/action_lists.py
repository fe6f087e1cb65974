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
from subgroups.selectors.past import actions_as_at

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

    def scope(self) -> Any:
        """The actions that the person may see today: nobody sees more of the past than of the present."""
        rows = Action.objects.visible_to(self.person)
        # A body never changes: what is left out here is not looked up in the past.
        return rows.filter(body=self.filters["body"]) if self.filters.get("body") else rows

    def base(self, *, live_only: bool) -> Any:
        """The rows before filters: actions, or what they were when the day ended."""
        if self.as_at is None:
            return self.scope().filter(IS_LIVE) if live_only else self.scope()
        return actions_as_at(self.scope(), self.as_at, live_only=live_only)

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

    def filtered(self) -> Any:
        """The rows that the filters leave, in no order."""
        return self._narrowed(self.base(live_only=self._live_only))

    def rows(self, *first: Any) -> Any:
        """The rows in order: by these fields first, then as was asked, the one due longest ago on top."""
        order = *first, *SORTS.get(self.filters.get("sort") or "due", SORTS["due"])
        if self.as_at is not None:
            return self.filtered().select_related(*RELATED).order_by(*order)
        actions = Action.objects.live() if self._live_only else Action.objects.all()
        whole, *others = parts = self._narrowed(actions).parts_visible_to(self.person)
        if not others:
            return whole.select_related(*RELATED).order_by(*order)
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
