"""What the plan promised under a priority, and how far its owners say it is."""

import datetime as dt

from partnership.models import Objective, Priority
from reports.parts import Column, Row, Table, word
from reports.wording import short_date


def priority_table(priority: Priority, on: dt.date) -> Table:
    """The objectives of a priority with owner, date and what was last said of them by that day."""
    objectives = (
        Objective.objects.filter(theme__priority=priority)
        .select_related("owner", "theme")
        .prefetch_related("said")
        .order_by("theme__place", "place")
    )
    rows = []
    for objective in objectives:
        said = next((row for row in objective.said.all() if row.on <= on), None)
        progress = said.get_progress_display() if said else "Nothing said yet"
        state = said.progress if said else ""
        if state == Objective.Progress.DONE:
            shown: str | dict[str, str] = word(progress, "ok")
        elif objective.due_on < on:
            shown = word(f"{progress}, date passed", "late")
        else:
            shown = progress
        rows.append(
            Row((f"{objective.number} {objective.what}", objective.measure, objective.owner.short_name,
                 short_date(objective.due_on), shown))
        )  # fmt: skip
    return Table(
        key=f"priority-{priority.number}",
        title=f"Objectives of priority {priority.number}: {priority.title}",
        columns=(
            Column("What will make a difference"),
            Column("How we will know"),
            Column("Owner"),
            Column("Due", "short"),
            Column("Progress"),
        ),
        rows=tuple(rows),
        note="Progress is what the owner last said of it in the period.",
        empty="The plan sets no objective under this priority.",
        long=True,
    )
