"""What the picture of the structure shows: bodies as boxes, reporting lines between them."""

import datetime as dt
from typing import Any

from partnership.selectors.bodies import Branch, as_tree, find_bodies


def structure_on(on: dt.date) -> tuple[list[Branch], list[tuple[Any, Any]]]:
    """The partnership's open bodies as a tree, and the pairs (child, parent) of its lines, the first line first."""
    branches = as_tree(find_bodies(on, state="open"))
    lines = [(branch.body, line.parent) for branch in branches for line in branch.body.lines_now]
    return branches, lines
