"""Words and rows of plans and objectives."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from partnership.kit.parts import Cell, Entry, Fact, Head, Tag, When
from partnership.kit.wording import long_date, month_and_year, plural, share, short_date, time_left
from partnership.models import Objective, PlanVersion, Priority, Progress, StrategicPlan

P = Objective.Progress
STILL_OWED = (P.NOT_STARTED, P.UNDER_WAY)

LIST_HEADS = [
    Head("Plan", "what"),
    Head("From", "date", width="date"),
    Head("To", "date", width="date"),
    Head("Objectives done", width="held"),
    Head("Late", "num", width="num"),
]


def list_rows(plans: Iterable[Any]) -> list[list[Cell]]:
    """The list of plans."""
    return [
        [
            Cell(plan.title, plan.get_absolute_url(), meta=plan.body.name),
            Cell(month_and_year(plan.starts_on)),
            Cell(month_and_year(plan.ends_on)),
            Cell(share(plan.done_count, plan.objective_count) if plan.objective_count else "None yet"),
            Cell(str(plan.late_count)),
        ]
        for plan in plans
    ]


def is_late(objective: Objective, on: dt.date) -> bool:
    """Past its date and neither done nor stopped."""
    return objective.progress in STILL_OWED and objective.due_on < on


def time_of(objective: Objective, on: dt.date) -> When:
    """How an objective's date stands; a finished one has no time left to lose."""
    if objective.progress in STILL_OWED:
        return When.due(objective.due_on, on)
    return When("later", objective.get_progress_display(), short_date(objective.due_on, on))


def progress_tag(objective: Objective) -> Tag:
    """Progress in a word."""
    return Tag(objective.get_progress_display(), "done" if objective.progress == P.DONE else "plain")


@dataclass(frozen=True)
class ThemeRows:
    """A theme with its objectives as rows of one table."""

    pk: int
    title: str
    when: str
    rows: list[list[Cell]]


@dataclass(frozen=True)
class PriorityRows:
    """A priority with its themes."""

    pk: int
    title: str
    summary: str
    count: str
    anchor: str
    themes: list[ThemeRows]


OBJECTIVE_HEADS = [
    Head("When", "time", width="held"),
    Head("What will make a difference", "what"),
    Head("How we will know"),
    Head("Owner", width="held"),
]


def priorities(found: Iterable[Priority], on: dt.date) -> list[PriorityRows]:
    """The whole plan as headings and tables."""
    out = []
    for priority in found:
        objectives = [objective for theme in priority.themes.all() for objective in theme.objectives.all()]
        done = sum(objective.progress == P.DONE for objective in objectives)
        out.append(
            PriorityRows(
                pk=priority.pk,
                title=str(priority),
                summary=priority.summary,
                count=f"{share(done, len(objectives))} done" if objectives else "no objective yet",
                anchor=f"priority-{priority.number}",
                themes=[_theme(theme, on) for theme in priority.themes.all()],
            )
        )
    return out


def _theme(theme: Any, on: dt.date) -> ThemeRows:
    when = ""
    if theme.from_on or theme.to_on:
        first = f"from {long_date(theme.from_on, weekday=False)}" if theme.from_on else ""
        last = f"to {long_date(theme.to_on, weekday=False)}" if theme.to_on else ""
        when = f"{first} {last}".strip()
    rows = [
        [
            Cell(when=time_of(objective, on)),
            Cell(f"{objective.number} {objective.what}", objective.get_absolute_url()),
            Cell(objective.measure),
            Cell(objective.owner.short_name),
        ]
        for objective in theme.objectives.all()
    ]
    return ThemeRows(theme.pk, theme.title, when, rows)


def plan_lede(found: Sequence[Priority], on: dt.date) -> str:
    """ "23 objectives: 11 done, 3 late."."""
    objectives = [row for priority in found for theme in priority.themes.all() for row in theme.objectives.all()]
    if not objectives:
        return "No objective yet. Begin with a priority."
    done = sum(row.progress == P.DONE for row in objectives)
    late = sum(is_late(row, on) for row in objectives)
    words = f"{plural(len(objectives), 'objective')}: {done} done"
    return f"{words}, {late} late." if late else f"{words}, none late."


def plan_facts(plan: StrategicPlan) -> list[Fact]:
    """Whose plan it is and for when."""
    return [
        Fact("Whose", plan.body.name, plan.body.get_absolute_url()),
        Fact("From", long_date(plan.starts_on, weekday=False)),
        Fact("To", long_date(plan.ends_on, weekday=False)),
        Fact("Approved", long_date(plan.approved_on, weekday=False)),
    ]


def version_entries(versions: Iterable[PlanVersion]) -> list[Entry]:
    """The versions, latest first."""
    return [
        Entry(f"Version {version.number}", lines=[version.change] if version.change else [],
              muted=[long_date(version.dated, weekday=False)])
        for version in versions
    ]  # fmt: skip


def objective_lede(objective: Objective, on: dt.date) -> str:
    """How it stands, in a sentence."""
    said = objective.get_progress_display()
    if objective.progress not in STILL_OWED:
        return f"{said}."
    left = time_left(objective.due_on, on)
    return f"{said}; {left.words[:1].lower()}{left.words[1:]}, due {short_date(objective.due_on, on)}."


def objective_facts(objective: Objective) -> list[Fact]:
    """Owner and dates."""
    return [
        Fact("Owner", objective.owner.name, objective.owner.get_absolute_url()),
        Fact("Starts", long_date(objective.starts_on, weekday=False)),
        Fact("Due", long_date(objective.due_on, weekday=False)),
    ]


def said_entries(said: Iterable[Progress], on: dt.date) -> list[Entry]:
    """What was said of progress, latest first."""
    return [
        Entry(row.get_progress_display(), lines=[row.note], muted=[f"{row.by.name}, {short_date(row.on, on)}"])
        for row in said
    ]
