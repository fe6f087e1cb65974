"""Action plans: whose they are, and the groups in which actions stand: priority and objective, body, or origin."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Count, F, Q

from partnership.models import Agency, Body, Objective, Person, Priority
from subgroups.models import Action, Challenge, Meeting, Risk
from subgroups.selectors.action_lists import Counts, Wanted

BY_OBJECTIVE, BY_BODY, BY_ORIGIN = "objective", "body", "origin"
# What an action of each origin came from, where this room knows the record.
ORIGIN_FIELDS = {
    Action.Origin.MEETING: "meeting",
    Action.Origin.RISK: "risk",
    Action.Origin.CHALLENGE: "challenge",
    Action.Origin.OBJECTIVE: "objective",
}


@dataclass(frozen=True)
class Heading:
    """What stands over a group: a larger heading that several share, its own words, and where they lead."""

    words: str
    above: str = ""
    url: str = ""


@dataclass
class Group:
    """Actions under one heading. The counts are of the whole group, the rows of this page."""

    heading: Heading
    counts: Counts
    rows: list[Any] = field(default_factory=list)


def grouping_of(kind: str, origin: str = "") -> str:
    """The field by which a plan of this kind is grouped."""
    if kind == "origin":
        return ORIGIN_FIELDS.get(Action.Origin(origin), BY_BODY)
    return BY_BODY if kind == "objective" else BY_OBJECTIVE


def order_of(field_name: str) -> list[Any]:
    """The order in which groups come: the plan's own; names; the latest meeting first. Those without one come last."""
    match field_name:
        case "objective":
            place = "objective__theme__priority"
            fields = [f"{place}__plan_id", f"{place}__number", "objective__theme__place", "objective__place"]
            return [F(name).asc(nulls_last=True) for name in fields]
        case "meeting":
            return [F("meeting__on").desc(nulls_last=True), F("meeting_id").desc(nulls_last=True)]
        case "body":
            return ["body__name"]
    return [F(f"{field_name}__reference").asc(nulls_last=True)]


def counts_of_groups(wanted: Wanted, by: str) -> dict[int | None, Counts]:
    """The counts of each group of a plan, whatever the page shows of it. One query."""
    return {key[0]: counted for key, counted in wanted.counts_by(f"{by}_id").items()}


def grouped(rows: Iterable[Any], by: str, counts: dict[int | None, Counts], person: Person) -> list[Group]:
    """The rows of one page under their headings, each with the counts of its whole group. One query."""
    groups: dict[int | None, Group] = {}
    rows = list(rows)
    headings = headings_of(by, {getattr(row, f"{by}_id") for row in rows}, person)
    for row in rows:
        key = getattr(row, f"{by}_id")
        if key not in groups:
            groups[key] = Group(headings[key], counts.get(key, Counts()))
        groups[key].rows.append(row)
    return list(groups.values())


def headings_of(by: str, keys: set[int | None], person: Person) -> dict[int | None, Heading]:
    """A heading for each key. A record that the person may not open is named by its kind only. One query at most."""
    found: dict[int | None, Heading] = {None: Heading(_NONE.get(by, "Without an origin on record"))}
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return found
    match by:
        case "objective":
            for one in Objective.objects.filter(pk__in=wanted).select_related("theme__priority"):
                found[one.pk] = Heading(f"{one.number} {one.what}", str(one.theme.priority), one.get_absolute_url())
        case "body":
            for body in Body.objects.filter(pk__in=wanted):
                found[body.pk] = Heading(body.name, url=body.get_absolute_url())
        case "meeting":
            seen = Meeting.objects.visible_to(person).values("pk")
            for meeting in (
                Meeting.objects.filter(pk__in=wanted)
                .select_related("body")
                .annotate(opens=Count("pk", filter=Q(pk__in=seen)))
            ):
                words = f"{meeting.body.name}, {meeting.on.day} {meeting.on:%B %Y}"
                found[meeting.pk] = Heading(words, url=meeting.get_absolute_url() if meeting.opens else "")
        case "risk":
            for risk in Risk.objects.visible_to(person).filter(pk__in=wanted):
                found[risk.pk] = Heading(f"{risk.reference} {risk.title}", url=risk.get_absolute_url())
        case "challenge":
            for challenge in Challenge.objects.visible_to(person).filter(pk__in=wanted):
                words = f"{challenge.reference} {challenge.subject}"
                found[challenge.pk] = Heading(words, url=challenge.get_absolute_url())
    kept = Heading({"risk": "A risk on a register", "challenge": "A challenge"}.get(by, "Not on record"))
    return {**dict.fromkeys(wanted, kept), **found}


_NONE = {"objective": "Serves no objective of the plan", "meeting": "Recorded outside a meeting"}


@dataclass(frozen=True)
class Choice:
    """A plan to choose: its name, where it stands, and how many of its actions the person sees."""

    words: str
    url_args: tuple[str, Any]
    counts: Counts
    under: str = ""


def plans_to_choose(person: Person, by: str, wanted: Wanted) -> list[Choice]:
    """The plans of one tab that hold an open action which the person may see. Two queries."""
    match by:
        case "body":
            return _choices(Body.objects.order_by("name"), wanted, "body_id", "body")
        case "agency":
            return _choices(Agency.objects.order_by("name"), wanted, "lead_agency_id", "agency")
        case "priority":
            return _of_the_plan(wanted)
        case "person":
            counts = wanted.counts_by("holder_id")
            rows = Person.objects.filter(pk__in=[key for (key,) in counts if key]).select_related("agency")
            rows = rows.order_by("agency__name", "name")
            return [
                Choice(one.name, ("person", one.pk), counts[(one.pk,)], one.agency.name if one.agency else "")
                for one in rows
            ]
    counts = wanted.counts_by("origin")
    return [
        Choice(origin.label, ("origin", origin.value), counts.get((origin.value,), Counts()))
        for origin in Action.Origin
    ]


def _choices(rows: Any, wanted: Wanted, name: str, kind: str) -> list[Choice]:
    counts = wanted.counts_by(name)
    return [Choice(one.name, (kind, one.slug), counts[(one.pk,)]) for one in rows if (one.pk,) in counts]


def _of_the_plan(wanted: Wanted) -> list[Choice]:
    """Priorities, each followed by its objectives; last the actions that serve none."""
    counts = wanted.counts_by("objective_id")
    objectives = Objective.objects.select_related("theme__priority__plan").order_by(
        "-theme__priority__plan__starts_on", "theme__priority__number", "theme__place", "place"
    )
    by_priority: dict[Priority, list[Objective]] = {}
    for one in objectives:
        by_priority.setdefault(one.theme.priority, []).append(one)
    found = []
    for priority, own in by_priority.items():
        whole = reduce(add, (counts.get((one.pk,), Counts()) for one in own), Counts())
        found.append(Choice(str(priority), ("priority", priority.pk), whole, priority.plan.title))
        for one in own:
            under = f"Objective of priority {priority.number}"
            words = f"{one.number} {one.what}"
            found.append(Choice(words, ("objective", one.pk), counts.get((one.pk,), Counts()), under))
    return found


def person_with_plan(viewer: Person) -> Any:
    """People whose plan somebody may open: those they may see, and those who hold an action that they may see."""
    held = Action.objects.visible_to(viewer).filter(holder__isnull=False).values("holder")
    return Person.objects.filter(Q(pk__in=Person.objects.visible_to(viewer).values("pk")) | Q(pk__in=held))
