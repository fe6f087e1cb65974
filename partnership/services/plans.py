"""Acts on strategic plans: the plan, its priorities, themes and objectives, its versions, what is said of progress."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.kit.errors import NotYours
from partnership.kit.history import save_as
from partnership.kit.slugs import free_slug
from partnership.kit.workflow import lock
from partnership.models import Body, Objective, Person, PlanVersion, Priority, Progress, StrategicPlan, Theme
from partnership.permissions import BodyRight


@transaction.atomic
def add_plan(
    *,
    title: str,
    body: Body,
    starts_on: dt.date,
    ends_on: dt.date,
    by: Person,
    approved_on: dt.date | None = None,
    values: Sequence[str] = (),
    aims: Sequence[str] = (),
    now: dt.datetime | None = None,
) -> StrategicPlan:
    """Begin a plan. Refuses an end before the start."""
    _refuse_backwards(starts_on, ends_on)
    plan = StrategicPlan(
        slug=free_slug(StrategicPlan, title, most=60),
        title=title.strip(),
        body=body,
        starts_on=starts_on,
        ends_on=ends_on,
        approved_on=approved_on,
        values=list(values),
        aims=list(aims),
    )
    return save_as(plan, by=by, reason="added", now=now)


@transaction.atomic
def change_plan(
    *,
    plan: StrategicPlan,
    title: str,
    body: Body,
    starts_on: dt.date,
    ends_on: dt.date,
    by: Person,
    approved_on: dt.date | None = None,
    values: Sequence[str] = (),
    aims: Sequence[str] = (),
    now: dt.datetime | None = None,
) -> StrategicPlan:
    """Change a plan's record. What its objectives say is changed one by one."""
    _refuse_backwards(starts_on, ends_on)
    current = lock(plan)
    current.title, current.body, current.approved_on = title.strip(), body, approved_on
    current.starts_on, current.ends_on = starts_on, ends_on
    current.values, current.aims = list(values), list(aims)
    return save_as(current, by=by, reason="changed", now=now)


@transaction.atomic
def add_plan_version(
    *, plan: StrategicPlan, number: str, dated: dt.date, change: str, by: Person, now: dt.datetime | None = None
) -> PlanVersion:
    """Record a new version of a plan and what changed. Refuses a number that is used and a day before the last one."""
    lock(plan)
    number = number.strip()
    if plan.versions.filter(number__iexact=number).exists():
        raise ValidationError({"number": "This version is here already. Enter the next number."})
    last = plan.versions.order_by("-dated").first()
    if last is not None and dated < last.dated:
        raise ValidationError({"dated": f"Version {last.number} is of a later day. Enter that day or one after it."})
    if last is not None and not change.strip():
        raise ValidationError({"change": "Enter what changed since the last version."})
    version = PlanVersion(plan=plan, number=number, dated=dated, change=change.strip())
    return save_as(version, by=by, reason="new version", now=now)


@transaction.atomic
def add_priority(
    *, plan: StrategicPlan, title: str, by: Person, summary: str = "", now: dt.datetime | None = None
) -> Priority:
    """Add a priority to a plan, with the next number. Refuses the same title twice."""
    lock(plan)
    if plan.priorities.filter(title__iexact=title.strip()).exists():
        raise ValidationError({"title": "The plan has a priority of this title. Enter another."})
    number = max(plan.priorities.values_list("number", flat=True), default=0) + 1
    priority = Priority(plan=plan, number=number, title=title.strip(), summary=summary.strip())
    return save_as(priority, by=by, reason="added", now=now)


@transaction.atomic
def change_priority(
    *, priority: Priority, title: str, by: Person, summary: str = "", now: dt.datetime | None = None
) -> Priority:
    """Change a priority's words. Its number stays: objectives are called by it."""
    current = lock(priority)
    if current.plan.priorities.filter(title__iexact=title.strip()).exclude(pk=current.pk).exists():
        raise ValidationError({"title": "The plan has a priority of this title. Enter another."})
    current.title, current.summary = title.strip(), summary.strip()
    return save_as(current, by=by, reason="changed", now=now)


@transaction.atomic
def add_theme(
    *,
    priority: Priority,
    title: str,
    by: Person,
    from_on: dt.date | None = None,
    to_on: dt.date | None = None,
    now: dt.datetime | None = None,
) -> Theme:
    """Add a theme to a priority, last. Refuses the same title twice and days the wrong way round."""
    lock(priority)
    if priority.themes.filter(title__iexact=title.strip()).exists():
        raise ValidationError({"title": "The priority has a theme of this title. Enter another."})
    _refuse_theme_backwards(from_on, to_on)
    place = max(priority.themes.values_list("place", flat=True), default=0) + 1
    theme = Theme(priority=priority, place=place, title=title.strip(), from_on=from_on, to_on=to_on)
    return save_as(theme, by=by, reason="added", now=now)


@transaction.atomic
def change_theme(
    *,
    theme: Theme,
    title: str,
    by: Person,
    from_on: dt.date | None = None,
    to_on: dt.date | None = None,
    now: dt.datetime | None = None,
) -> Theme:
    """Change a theme's words and the time in which it holds."""
    current = lock(theme)
    if current.priority.themes.filter(title__iexact=title.strip()).exclude(pk=current.pk).exists():
        raise ValidationError({"title": "The priority has a theme of this title. Enter another."})
    _refuse_theme_backwards(from_on, to_on)
    current.title, current.from_on, current.to_on = title.strip(), from_on, to_on
    return save_as(current, by=by, reason="changed", now=now)


@transaction.atomic
def add_objective(
    *,
    theme: Theme,
    what: str,
    measure: str,
    owner: Body,
    starts_on: dt.date,
    due_on: dt.date,
    by: Person,
    number: str = "",
    now: dt.datetime | None = None,
) -> Objective:
    """Add an objective: what will make a difference, how we will know, who owns it, from when to when.

    Refuses one without a measure, an owner that is closed, a due date before the start, and a number used in the plan.
    """
    lock(theme)
    plan = theme.priority.plan
    place = max(theme.objectives.values_list("place", flat=True), default=0) + 1
    objective = Objective(
        theme=theme,
        place=place,
        number=number.strip() or _next_number(theme),
        what=what.strip(),
        measure=measure.strip(),
        owner=owner,
        starts_on=starts_on,
        due_on=due_on,
    )
    _judge_objective(objective, plan)
    return save_as(objective, by=by, reason="added", now=now)


@transaction.atomic
def change_objective(
    *,
    objective: Objective,
    what: str,
    measure: str,
    owner: Body,
    starts_on: dt.date,
    due_on: dt.date,
    number: str,
    by: Person,
    seen: int | None = None,
    now: dt.datetime | None = None,
) -> Objective:
    """Change an objective. Raises Stale when somebody saved it since `seen`; refuses what `add_objective` refuses."""
    current = lock(objective)
    current.step_version(seen=seen)
    current.what, current.measure, current.owner = what.strip(), measure.strip(), owner
    current.starts_on, current.due_on, current.number = starts_on, due_on, number.strip()
    _judge_objective(current, current.theme.priority.plan)
    return save_as(current, by=by, reason="changed", now=now)


@transaction.atomic
def record_progress(
    *, objective: Objective, progress: str, note: str, on: dt.date, by: Person, now: dt.datetime | None = None
) -> Progress:
    """Say how far an objective has come, with a sentence of evidence. What was said before stays.

    For the business unit and for those who record in the body that owns it. Refuses an empty note, and saying the
    same thing twice on one day.
    """
    current = lock(objective)
    if not may_record_progress(current, by):
        raise NotYours("Progress is recorded by the business unit or the body that owns the objective.")
    if not note.strip():
        raise ValidationError({"note": "Enter what shows it, in a sentence."})
    said = current.said.filter(on=on, progress=progress, note=note.strip(), by=by).first()
    if said is not None:
        return said
    said = Progress(objective=current, on=on, progress=progress, note=note.strip(), by=by)
    save_as(said, by=by, reason="progress recorded", now=now)
    current.progress = progress
    current.step_version(seen=None)
    save_as(current, by=by, reason="progress recorded", now=now)
    return said


def may_record_progress(objective: Objective, person: Any) -> bool:
    """Whether the person speaks for the body that owns an objective."""
    return person.rights.on_body(BodyRight.RECORD, objective.owner_id)


def _next_number(theme: Theme) -> str:
    """The number after the last one of the priority: 2.1 … 2.9, 2.10."""
    start = f"{theme.priority.number}."
    numbers = Objective.objects.filter(theme__priority=theme.priority).values_list("number", flat=True)
    ends = [
        int(number[len(start) :]) for number in numbers if number.startswith(start) and number[len(start) :].isdigit()
    ]
    return f"{start}{max(ends, default=0) + 1}"


def _judge_objective(objective: Objective, plan: StrategicPlan) -> None:
    if not objective.measure:
        raise ValidationError({"measure": "Enter how we will know that it made a difference."})
    if objective.owner.closed_on is not None:
        raise ValidationError({"owner": f"{objective.owner.name} is closed. Choose the body that carries on now."})
    taken = Objective.objects.of_plan(plan).filter(number__iexact=objective.number).exclude(pk=objective.pk)
    if taken.exists():
        raise ValidationError({"number": "Another objective of this plan has that number. Enter the next one."})


def _refuse_backwards(starts_on: dt.date, ends_on: dt.date) -> None:
    if ends_on < starts_on:
        raise ValidationError({"ends_on": "Enter a last day that is not before the first day."})


def _refuse_theme_backwards(from_on: dt.date | None, to_on: dt.date | None) -> None:
    if from_on is not None and to_on is not None and to_on < from_on:
        raise ValidationError({"to_on": "Enter a last day that is not before the first day."})
