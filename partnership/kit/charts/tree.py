"""Bodies as boxes and reporting lines between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.safestring import SafeString

from .sheet import SCREEN, Medium, Sheet, nothing, wrap


class Rank(StrEnum):
    """How a box is drawn."""

    TOP = "top"
    MIDDLE = "middle"
    PLAIN = "plain"
    OUTSIDE = "outside"
    CLOSED = "closed"


@dataclass(frozen=True)
class Box:
    key: str
    label: str
    note: str = ""
    rank: Rank = Rank.PLAIN
    href: str = ""


def structure(
    boxes: Sequence[Box], lines: Sequence[tuple[str, str]], *, title: str, medium: Medium = SCREEN
) -> SafeString:
    """Bodies as boxes, 'reports to' as lines: `lines` holds pairs (child, parent).

    A body stands one row below the lowest body that it reports to. Its first parent is joined by a solid line, each
    further one by a dashed line. Unknown keys and circles are left out rather than drawn wrongly.
    """
    sheet, colour = Sheet(title, medium), medium.palette
    if not boxes:
        return nothing(sheet)
    known = {box.key: box for box in boxes}
    parents: dict[str, list[str]] = {key: [] for key in known}
    for child, parent in lines:
        if child in known and parent in known and child != parent and parent not in parents[child]:
            parents[child].append(parent)
    depth = _depths(list(known), parents)
    layers: list[list[str]] = [[] for _ in range(max(depth.values()) + 1)]
    for key in known:
        layers[depth[key]].append(key)
    spacing, size = medium.text * 0.9, medium.text
    least_wide = min(size * 7.9, medium.width)
    per_row = max(int((medium.width + spacing) // (least_wide + spacing)), 1)
    centre: dict[str, float] = {}
    place: dict[str, tuple[float, float, float, float]] = {}
    words: dict[str, tuple[list[str], list[str]]] = {}
    y = 1.0
    bus_gap = medium.row * 1.25
    for level, layer in enumerate(layers):
        if level:
            layer.sort(key=lambda key: sum(centre.get(p, 0.0) for p in parents[key]) / max(len(parents[key]), 1))
            y += bus_gap
        for start in range(0, len(layer), per_row):
            keys = layer[start : start + per_row]
            if start:
                y += medium.row * 0.7
            wide = min((medium.width - spacing * (len(keys) - 1)) / len(keys), size * (18 if level < 2 else 14.5))
            total = wide * len(keys) + spacing * (len(keys) - 1)
            for key in keys:
                box = known[key]
                words[key] = (
                    wrap(box.label, wide - size, size, bold=True, lines=3),
                    wrap(box.note, wide - size, medium.small, lines=2) if box.note else [],
                )
            tall = max(len(a) * size * 1.25 + len(b) * medium.small * 1.3 for a, b in (words[k] for k in keys)) + size
            x = (medium.width - total) / 2
            for key in keys:
                place[key] = (x, y, wide, tall)
                centre[key] = x + wide / 2
                x += wide + spacing
            y += tall
    _draw_lines(sheet, parents, place, list(known))
    fills = {
        Rank.TOP: (colour.deep, colour.deep, colour.paper, None),
        Rank.MIDDLE: (colour.strong, colour.strong, colour.paper, None),
        Rank.PLAIN: (colour.wash, colour.strong, colour.ink, None),
        Rank.OUTSIDE: (colour.paper, colour.edge, colour.quiet, "3 2"),
        Rank.CLOSED: (colour.paper, colour.edge, colour.quiet, "1 2"),
    }
    for key, box in known.items():
        x, top, wide, tall = place[key]
        fill, edge, ink, dash = fills[box.rank]
        if box.href:
            sheet.open_link(box.href)
        sheet.rect(x, top, wide, tall, fill, stroke=edge, stroke_width=1, rx=2, dash=dash)
        bold, plain = words[key]
        inside = len(bold) * size * 1.25 + len(plain) * medium.small * 1.3
        base = top + (tall - inside) / 2
        for row in bold:
            sheet.text(x + wide / 2, base + size * 0.95, row, anchor="middle", bold=True, fill=ink, size=size)
            base += size * 1.25
        for row in plain:
            sheet.text(x + wide / 2, base + medium.small, row, anchor="middle", fill=ink, size=medium.small)
            base += medium.small * 1.3
        if box.href:
            sheet.close_link()
    return sheet.svg(y + 1)


def _depths(keys: Sequence[str], parents: Mapping[str, list[str]]) -> dict[str, int]:
    """The longest way up for each key; a line that closes a circle is dropped."""
    depth: dict[str, int] = {}

    def visit(key: str, trail: tuple[str, ...]) -> int:
        if key not in depth:
            for parent in list(parents[key]):
                if parent in trail or parent == key:
                    parents[key].remove(parent)
            depth[key] = max((visit(parent, (*trail, key)) + 1 for parent in parents[key]), default=0)
        return depth[key]

    for key in keys:
        visit(key, ())
    return depth


Places = Mapping[str, tuple[float, float, float, float]]  # left, top, width, height


def _draw_lines(sheet: Sheet, parents: Mapping[str, list[str]], place: Places, keys: Sequence[str]) -> None:
    """Lines in right angles. Each parent has a height of its own, so that two families never share a stretch; a line
    that passes a row of boxes goes through a gap between them."""
    colour, medium = sheet.medium.palette, sheet.medium
    thin = medium.text / 11
    rows: dict[float, list[str]] = {}
    for key in keys:
        rows.setdefault(place[key][1], []).append(key)
    for row in rows.values():
        families = [parent for parent in row if any(parent in up for up in parents.values())]
        for order, parent in enumerate(families):
            x, top, wide, tall = place[parent]
            step = order / (len(families) - 1) if len(families) > 1 else 0.5
            bus = top + tall + medium.row * (0.35 + 0.5 * step)
            for child in keys:
                if parent not in parents[child]:
                    continue
                at = parents[child].index(parent)
                child_x, child_top, child_wide, _ = place[child]
                to_x = child_x + child_wide * (at + 1) / (len(parents[child]) + 1)
                points = [(x + wide / 2, top + tall), (x + wide / 2, bus)]
                for row_top, between in sorted(rows.items()):
                    if not top < row_top < child_top:
                        continue
                    gap_x = _gap(to_x, [place[key] for key in between], medium.width)
                    below = row_top + max(place[key][3] for key in between) + medium.row * (0.2 + 0.1 * step)
                    points += [(gap_x, points[-1][1]), (gap_x, below)]
                points += [(to_x, points[-1][1]), (to_x, child_top)]
                sheet.polyline(_straight(points), colour.strong if at == 0 else colour.edge, width=thin,
                               dash=None if at == 0 else "4 3")  # fmt: skip


def _gap(x: float, boxes: Sequence[tuple[float, float, float, float]], width: float) -> float:
    """The nearest place to `x` where a line passes between these boxes or beside them."""
    edges = sorted((left, left + wide) for left, _, wide, _ in boxes)
    gaps = [(0.0, edges[0][0])]
    gaps += [(before[1], after[0]) for before, after in zip(edges, edges[1:], strict=False)]
    gaps.append((edges[-1][1], width))
    places = []
    for low, high in gaps:
        inner = min((high - low) / 2, 4.0)
        places.append(min(max(x, low + inner), high - inner))
    return min(places, key=lambda place: (abs(place - x), place))


def _straight(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Without the points at which a line does not turn."""
    kept = [points[0]]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        same_x = abs(before[0] - here[0]) < 0.5 and abs(here[0] - after[0]) < 0.5
        same_y = abs(before[1] - here[1]) < 0.05 and abs(here[1] - after[1]) < 0.05
        if not same_x and not same_y and here != kept[-1]:
            kept.append(here)
    return [*kept, points[-1]]
