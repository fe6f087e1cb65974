"""What the picture of the structure shows: bodies as boxes, reporting lines between them."""

import datetime as dt
from typing import Any

from partnership.models import Body, ReportingLine
from partnership.selectors.bodies import Branch, as_tree, find_bodies


def structure_on(on: dt.date) -> tuple[list[Branch], list[tuple[Any, Any]]]:
    """The partnership's open bodies as a tree, and the pairs (child, parent) of its lines, the first line first."""
    branches = as_tree(find_bodies(on, state="open"))
    lines = [(branch.body, line.parent) for branch in branches for line in branch.body.lines_now]
    return branches, lines


def began_on() -> dt.date | None:
    """The first day for which the structure is known."""
    days = [*ReportingLine.objects.order_by("from_on").values_list("from_on", flat=True)[:1]]
    days += [
        *Body.objects.filter(opened_on__isnull=False).order_by("opened_on").values_list("opened_on", flat=True)[:1]
    ]
    return min(days, default=None)
