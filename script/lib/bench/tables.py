"""The figures in columns, as they are printed."""

from collections.abc import Sequence

from bench.bars import AT_ONCE, GROWTH, SECOND_RUN, bar_of, chase_bar, verdict
from bench.load import Taken


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Columns as wide as they must be; words to the left, the rest to the right."""
    cells = [list(map(str, row)) for row in (heads, *rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(heads))]
    lines = [
        "  ".join(cell.ljust(width) if at == 0 else cell.rjust(width) for at, (cell, width) in enumerate(pairs))
        for pairs in (list(zip(row, widths, strict=True)) for row in cells)
    ]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def marks(pair: tuple[float, float] | None) -> str:
    return f"{pair[0]:g} / {pair[1]:g}" if pair else ""


def page_rows(
    size: int, taken: dict[str, Taken], floors: dict[str, Taken], queries: dict[str, int]
) -> list[list[object]]:
    """One line a page: its time, its floor's, the ratio with its bar, the queries with theirs."""
    rows: list[list[object]] = []
    for name, own in taken.items():
        bar, floor = bar_of(name, size), floors[bar_of(name, size).floor]
        ratio = own.p50 / floor.p50
        asked = queries[name]
        rows.append(
            [
                name, f"{own.p50:.1f}", f"{own.p95:.1f}", bar.floor, f"{floor.p50:.1f}", f"{floor.p95:.1f}",
                f"{ratio:.2f}", marks(bar.ratio), verdict(ratio, bar.ratio), asked,
                marks(bar.queries), verdict(asked, bar.queries),
            ]
        )  # fmt: skip
    return rows


PAGE_HEADS = [
    "page", "p50 ms", "p95 ms", "floor", "p50 ms", "p95 ms", "ratio", "bar", "", "queries", "bar", "",
]  # fmt: skip


def crowd_rows(taken: dict[str, Taken], floor: Taken) -> list[list[object]]:
    """Eight at once: the 95th percentile beside that of the floor's list."""
    found: list[list[object]] = []
    for name, own in taken.items():
        ratio = own.p95 / floor.p95
        found.append(
            [name, f"{own.p95:.1f}", f"{floor.p95:.1f}", f"{ratio:.2f}", marks(AT_ONCE), verdict(ratio, AT_ONCE)]
        )
    return found


def growth_rows(by_size: dict[int, dict[str, Taken]], names: Sequence[str]) -> list[list[object]]:
    """How much slower a page became from the smallest size to the larger ones."""
    first = min(by_size)
    found: list[list[object]] = []
    for name in names:
        for size, bar in GROWTH.items():
            if size in by_size and size > first and name in by_size[first]:
                ratio = by_size[size][name].p50 / by_size[first][name].p50
                found.append([name, f"{first:,} to {size:,}", f"{ratio:.2f}", marks(bar), verdict(ratio, bar)])
    return found


def chase_rows(vendor: str, size: int, own: dict[str, float], floor: dict[str, float]) -> list[list[object]]:
    """The chaser beside bare SQL: time, memory, and a second run that finds nothing to do."""
    ratio, bar = own["seconds"] / floor["seconds"], chase_bar(vendor, size)
    first = f"{own['chases']:.0f} steps, {own['mails']:.0f} mails"
    second = (SECOND_RUN, SECOND_RUN)
    return [
        [
            first, f"{own['seconds']:.2f} s", f"{floor['seconds']:.2f} s", f"{ratio:.2f}", marks(bar),
            verdict(ratio, bar),
        ],
        ["peak memory", f"{own['peak']:.0f} MB", f"{floor['peak']:.0f} MB", "", "", ""],
        [
            f"second run, {own['again']:.0f} written", f"{own['second']:.2f} s", f"{floor['second']:.2f} s", "",
            f"{SECOND_RUN:g} s", verdict(own["second"] if not own["again"] else 9, second),
        ],
    ]  # fmt: skip
