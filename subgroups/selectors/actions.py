"""Reads of actions that span models: lists with filters, what one action's page shows, counts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, Exists, OuterRef, Q, QuerySet

from partnership.calendar import working_days
from partnership.chasing import Calendars, Ladders, Rung, next_step
from partnership.kit.prepared import Prepared, PreparedAmong, PreparedBy, PreparedCounts, Slot, Slots, keep_related
from partnership.kit.querysets import capped_counts
from partnership.kit.remembered import remembered
from partnership.kit.working_days import WorkingDays
from partnership.models import Agency, Body, Chase, Person, Telling
from partnership.permissions import BodyRight, PreparedFor
from partnership.selectors.chases import silences
from subgroups.models import (
    IS_LIVE,
    Action,
    ActionUpdate,
    AgendaItem,
    Challenge,
    DateChange,
    Decision,
    Evidence,
    ImpactCheck,
    Meeting,
    OwnershipQuery,
    Risk,
    Support,
)
from subgroups.obligations import ACTIONS, DATE_ANSWERS, IMPACT_CHECKS, OWNERSHIP_ANSWERS, SUPPORTS, owed

NUMBER = BigIntegerField()
SOON_WORKING_DAYS = 10  # the first step of the usual ladder before a due date


class Key:
    """The states of the key on each list. Overdue and due soon are worked out; at risk is what the holder says."""

    OVERDUE, SOON, AT_RISK, ON_TRACK, SILENT = "overdue", "soon", "at_risk", "on_track", "silent"
    CLAIMED, PROPOSED, CLOSED, WITHDRAWN = "claimed", "proposed", "closed", "withdrawn"


@dataclass(frozen=True)
class Clock:
    """What time words need of a day: the day, the calendar, the last day that counts as soon, the ladders."""

    on: dt.date
    calendar: WorkingDays
    soon_until: dt.date

    @classmethod
    def of(cls, on: dt.date, calendar: WorkingDays | None = None) -> "Clock":
        """Read once a page."""
        calendar = calendar or working_days()
        soon_until = calendar.add(on, SOON_WORKING_DAYS)
        return cls(on, calendar, soon_until)

    @cached_property
    def ladders(self) -> Ladders:
        """Read only where it is said what happens next."""
        return remembered("ladders", Ladders)

    @cached_property
    def calendars(self) -> Calendars:
        """Read only where it is said what happens next."""
        return remembered("calendars of agencies", Calendars.read)

    @cached_property
    def silent(self) -> dict[int, dt.date]:
        """The actions of which nothing is sent on the day, and until when. Read when it is first asked."""
        return remembered(f"silences of {self.on}", lambda: silences(ACTIONS.key, self.on))

    @cached_property
    def _ahead(self) -> dict[int, tuple[Rung, dt.date] | None]:
        """What happens next with each action that was asked about: a row says it in several places."""
        return {}

    def next_step(self, action: Action) -> tuple[Rung, dt.date] | None:
        """What happens next with an action if nothing is done; nothing while it waits for somebody else."""
        if action.status != Action.Status.OPEN or waits_since(action):
            return None
        if action.pk not in self._ahead:
            calendar = self.calendars.of(action.lead_agency_id)
            self._ahead[action.pk] = next_step(owed(action), self.ladders.of(action.body_id), self.on, calendar)
        return self._ahead[action.pk]


def waits_since(action: Action) -> dt.datetime | None:
    """Since when the chair owes an answer on an action, as far as it was read (see `with_waits`)."""
    since: dt.datetime | None = getattr(action, "waits_since", None)
    return since


def key_of(action: Action, clock: Clock) -> str:
    """Where an action stands in the key. Nobody can paint an overdue one green."""
    if action.status != Action.Status.OPEN:
        return action.status
    if action.due_on < clock.on:
        return Key.OVERDUE
    if action.judgement == Action.Judgement.AT_RISK:
        return Key.AT_RISK
    if action.due_on <= clock.soon_until:
        return Key.SOON
    return Key.ON_TRACK if action.judgement == Action.Judgement.ON_TRACK else Key.SILENT


def to_count(rows: Any, on: dt.date, soon_until: dt.date) -> dict[str, Any]:
    """What is counted of live actions: all, those overdue, due soon, moved more than once, claimed complete.

    Each is read from an index alone, and no further than a page can use. The rows are actions, or actions as they
    stood on the day.
    """
    live = rows.filter(IS_LIVE)
    open_ = live.filter(status=Action.Status.OPEN)
    return {
        "live": live,
        "overdue": open_.filter(due_on__lt=on),
        "soon": open_.filter(due_on__gte=on, due_on__lte=soon_until),
        "moved": live.filter(moves_count__gte=2),
        "claimed": live.filter(status=Action.Status.CLAIMED),
    }


def _each(on: dt.date, soon_until: dt.date) -> dict[str, Count]:
    """The same of live rows that are gone through once."""
    open_ = Q(status=Action.Status.OPEN)
    return {
        "live": Count("id"),
        "overdue": Count("id", filter=open_ & Q(due_on__lt=on)),
        "soon": Count("id", filter=open_ & Q(due_on__gte=on, due_on__lte=soon_until)),
        "moved": Count("id", filter=Q(moves_count__gte=2)),
        "claimed": Count("id", filter=Q(status=Action.Status.CLAIMED)),
    }


def _of_all(person: Any, on: dt.date, soon_until: dt.date) -> dict[str, Any]:
    return to_count(Action.objects.visible_to(person), on, soon_until)


def _of_few(person: Any, on: dt.date, soon_until: dt.date) -> Any:
    return Action.objects.live_visible_to(person).order_by().values("is_live").annotate(**_each(on, soon_until))


COUNTS_OF_ALL, COUNTS_OF_FEW = PreparedFor(_of_all, PreparedCounts), PreparedFor(_of_few)


def counts_visible_to(person: Person, clock: Clock) -> dict[str, int]:
    """The same of all that a person may see today. Where that is everything, each count stops at what is of use; of
    some bodies and agencies there are few enough to go through them once."""
    days = clock.on, clock.soon_until
    if person.rights.sees_everything:
        every: dict[str, int] = COUNTS_OF_ALL(person, *days)
        return every
    counted = COUNTS_OF_FEW(person, *days)
    return {name: counted[0][name] if counted else 0 for name in _each(*days)}


def counts_for(rows: Any, clock: Clock) -> dict[str, int]:
    """How many of these live actions there are, are overdue, are due soon, and have moved more than once."""
    if rows.model is Action:
        return capped_counts(**to_count(rows, clock.on, clock.soon_until))
    # Each count of a past day would look that day up again: all are taken in one reading.
    counted: dict[str, int] = rows.filter(IS_LIVE).order_by().aggregate(**_each(clock.on, clock.soon_until))
    return counted


# What hangs on an action, in the order in which its page shows it, and how each is read.
HANGING: dict[str, Any] = {
    "supports": Support.objects.select_related("agency", "done_by"),
    "updates": ActionUpdate.objects.select_related("by", "agency"),
    "evidence": Evidence.objects.select_related("by"),
    "date_changes": DateChange.objects.select_related("asked_by", "answered_by"),
    "ownership_queries": OwnershipQuery.objects.select_related("asked_by", "answered_by", "agency", "suggested"),
    "impact_checks": ImpactCheck.objects.select_related("checked_by"),
}


def _hanging(name: str) -> Any:
    return HANGING[name].filter(action=Slot("action", BigIntegerField()))


HANGING_ON = {name: Prepared(partial(_hanging, name)) for name in HANGING}


def _record(person: Any) -> Any:
    """An action with what its page shows of other records, which of these the person may see, and what hangs on it."""

    def seen(model: Any, field: str) -> Exists:
        return Exists(model.objects.visible_to(person).filter(pk=OuterRef(field)))

    return (
        Action.objects.visible_to(person)
        .with_waits()
        .filter(reference=Slot("reference", CharField()))
        .select_related(
            "body", "lead_agency", "holder", "holder__agency", "meeting", "meeting__body", "item", "decision",
            "objective", "objective__theme__priority__plan", "claimed_by", "closed_by", "risk", "challenge",
        )
        .annotate(
            sees_risk=seen(Risk, "risk_id"),
            sees_challenge=seen(Challenge, "challenge_id"),
            sees_meeting=seen(Meeting, "meeting_id"),
            sees_item=seen(AgendaItem, "item_id"),
            sees_decision=seen(Decision, "decision_id"),
            was_brought=Exists(AgendaItem.objects.filter(about=OuterRef("pk"), chase__isnull=False)),
            **{f"has_{name}": Exists(rows.filter(action=OuterRef("pk"))) for name, rows in HANGING.items()},
        )
    )  # fmt: skip


RECORD = PreparedFor(_record)


def action_record(person: Person, reference: str) -> Action | None:
    """One action with everything that its own page shows, or None where the person may not know it."""
    for action in RECORD(person, reference=reference):
        related = {
            name: prepared(action=action.pk) if getattr(action, f"has_{name}") else []
            for name, prepared in HANGING_ON.items()
        }
        keep_related(action, **related)
        return action
    return None


def _brought(person: Any) -> Any:
    seen = Meeting.objects.visible_to(person).filter(pk=OuterRef("meeting_id"))
    rows = AgendaItem.objects.filter(about=Slot("action", BigIntegerField()), chase__isnull=False)
    return rows.select_related("meeting__body").annotate(sees_meeting=Exists(seen))


BROUGHT = PreparedFor(_brought)


def items_brought(action: Action, person: Any) -> list[Any]:
    """The items by which steps of the ladder brought an action to meetings; each says whether the person may see its
    meeting."""
    rows: list[Any] = BROUGHT(person, action=action.pk)
    return rows


def _chases(*counts: tuple[str, int]) -> Any:
    about = Q()
    for kind, count in counts:
        subjects = Slots(tuple(f"{kind} {place}" for place in range(count)), NUMBER)
        about |= Q(kind=kind, subject__in=subjects)
    return Chase.objects.filter(about).order_by("on", "step_on", "pk")


CHASES = PreparedBy(_chases)
TOLD_OF = PreparedAmong(
    lambda chases: (
        Telling.objects.filter(chase_id__in=chases)
        .select_related("person", "notice")
        .defer("notice__text", "notice__html")  # the mails themselves
    )
)


def chases_of(action: Action) -> list[Chase]:
    """The ledger of one action and of what hangs on it, oldest first, with who was told and what became of the mail.

    What hangs on it: the parts of supporting agencies, the answers that the chair owed, whether its difference lasted.
    """
    hanging = {
        ACTIONS: [action],
        SUPPORTS: action.supports.all(),
        DATE_ANSWERS: action.date_changes.all(),
        OWNERSHIP_ANSWERS: action.ownership_queries.all(),
        IMPACT_CHECKS: action.impact_checks.all(),
    }
    subjects = {kind.key: [row.pk for row in rows] for kind, rows in hanging.items() if rows}
    given = {f"{kind} {place}": pk for kind, pks in subjects.items() for place, pk in enumerate(pks)}
    chases: list[Chase] = CHASES.shape(*((kind, len(pks)) for kind, pks in subjects.items()))(**given)
    told: dict[int, list[Telling]] = defaultdict(list)
    for telling in TOLD_OF([chase.pk for chase in chases]):
        told[telling.chase_id].append(telling)
    for chase in chases:
        keep_related(chase, tellings=told[chase.pk])
    return chases


# What a row of a work list says of an action. To read the other half of its columns takes as long again.
IN_A_ROW = (
    "reference", "title", "body__short_name", "lead_agency__short_name", "holder__name", "holder__job_title", "due_on",
    "chase_from_on", "status", "is_live", "judgement", "last_update_on", "moves_count", "days_slipped", "claimed_on",
    "impact", "closed_on",
)  # fmt: skip


def _rows(actions: Any) -> Any:
    return actions.with_waits().select_related("body", "lead_agency", "holder").only(*IN_A_ROW)


BY_KEY = PreparedAmong(lambda keys: _rows(Action.objects.filter(pk__in=keys)).order_by())


def actions_by_key(keys: Iterable[int]) -> dict[int, Action]:
    """Actions by their keys, with what a row shows of them."""
    return {row.pk: row for row in BY_KEY(list(keys))}


def supported_by(agencies: "set[int] | frozenset[int]") -> Any:
    """Live actions of others that these agencies support."""
    return (
        Action.objects.live()
        .filter(supports__agency_id__in=agencies)
        .exclude(lead_agency_id__in=agencies)
        .select_related("body", "lead_agency", "holder")
        .order_by("due_on", "pk")
        .distinct()
    )


@dataclass(frozen=True)
class Shown:
    """Actions of a home page: those asked for by their keys, those that wait for somebody else, those closed last."""

    by_key: dict[int, Action]
    waiting: list[Action]
    closed: list[Action]


MOST_SHOWN, MOST_CLOSED = 50, 3


def _shown(agencies: int) -> Any:
    """A union of keys, which both databases follow into the rows: an "or" would read every action."""
    keys = Slots(tuple(f"key {place}" for place in range(MOST_SHOWN)), NUMBER)
    parts, theirs = [Action.objects.filter(pk__in=keys)], [Q(holder=Slot("holder", NUMBER))]
    if agencies:
        leads = Q(lead_agency_id__in=Slots(tuple(f"agency {place}" for place in range(agencies)), NUMBER))
        theirs.append(leads)
        closed = Action.objects.filter(leads, closed_on__isnull=False).order_by("-closed_on", "-pk")[:MOST_CLOSED]
        parts.append(Action.objects.filter(pk__in=closed.values("pk")))
    for whose in theirs:
        waiting = Action.objects.waiting().filter(whose).order_by("due_on", "pk")[:MOST_SHOWN]
        parts.append(Action.objects.filter(pk__in=waiting.values("pk")))
    first, *others = (part.order_by().values("pk") for part in parts)
    return _rows(Action.objects.filter(pk__in=first.union(*others))).order_by("due_on", "pk")


SHOWN = PreparedBy(_shown)


def shown_to(person: Person, leads: Collection[int], keys: Iterable[int]) -> Shown:
    """The open actions of these keys, at most fifty; of the agencies that a person leads, and of what the person
    holds, those that wait for somebody else; and what these agencies closed last. One query."""
    slots = dict.fromkeys((f"key {place}" for place in range(MOST_SHOWN)), 0)  # no action has the number 0
    slots |= {f"key {place}": key for place, key in enumerate(keys)}
    slots |= {f"agency {place}": pk for place, pk in enumerate(leads)}
    by_key, waiting, closed = {}, [], []
    for row in SHOWN.shape(len(leads))(holder=person.pk, **slots):
        if row.closed_on is not None:
            closed.append(row)
        elif row.status == Action.Status.CLAIMED or waits_since(row):
            waiting.append(row)
        else:
            by_key[row.pk] = row
    return Shown(by_key, waiting[:MOST_SHOWN], sorted(closed, key=lambda row: (row.closed_on, row.pk), reverse=True))


def people_of(agency: Agency) -> QuerySet[Person]:
    """Who may hold an action of an agency: its people, those of its parts and of the agency it is a part of."""
    family = Q(agency=agency) | Q(agency__part_of=agency)
    if agency.part_of_id:
        family |= Q(agency_id=agency.part_of_id)
    return Person.objects.filter(family, is_active=True)


def bodies_to_record_in(person: Person, on: dt.date) -> Any:
    """The open bodies in which somebody records actions: all for the business unit, their own for a chair."""
    bodies = Body.objects.open(on).internal().order_by("name")
    return bodies if person.rights.manages else bodies.filter(pk__in=person.rights.bodies(BodyRight.RECORD))
