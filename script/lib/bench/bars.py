"""Which floor each page stands beside, and how far above it may lie: to pass, and to be great."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """The floor's page, the ratio to it, and queries: each as (pass, great)."""

    floor: str
    ratio: tuple[float, float]
    queries: tuple[int, int] | None = None


LIST, OVERDUE, DETAIL, BOARD, SEARCH = "/count/", "/overdue/", "/detail/500/", "/board/", "/list/"
HOME = Bar(BOARD, (2.0, 1.5), (8, 5))
ROWS = Bar(LIST, (2.5, 1.8), (8, 6))
BARS = {
    "home": HOME,
    "home, agency lead": Bar(OVERDUE, (2.5, 1.8), (8, 5)),
    "home, chair": HOME,
    "action list": ROWS,
    "action list, overdue": ROWS,
    "action list, agency lead": ROWS,
    "action": Bar(DETAIL, (4.0, 3.0), (10, 8)),
    "agency": Bar(DETAIL, (4.0, 3.0)),
    "scorecard": Bar(BOARD, (2.0, 1.5)),
    "scorecard, agency": Bar(BOARD, (2.0, 1.5)),
    "meeting list": ROWS,
    "meeting": Bar(DETAIL, (4.0, 3.0), (15, 12)),
    "decision list": ROWS,
    "search": Bar(SEARCH, (4.0, 2.0)),
}
BOARD_AT_MOST = (0.15, 0.05)  # from a million on: nothing may be counted on each visit
AT_ONCE = (2.5, 2.0)  # the 95th percentile of eight at once, beside the floor's list
CROWDED = ["action list", "action list, overdue", "home"]
GROWTH = {100_000: (1.3, 1.1), 1_000_000: (1.5, 1.2)}
GROWING = ["action list", "action list, overdue", "action"]
CHASE = {"postgresql": (2.5, 1.5), "sqlite": (6.0, 3.0)}
SECOND_RUN = 0.5


def bar_of(name: str, size: int) -> Bar:
    """The bar of a page at a size. Boards that are counted live grow with the rows; ours may not."""
    bar = BARS[name]
    if bar.floor == BOARD and size >= 1_000_000:
        return Bar(bar.floor, BOARD_AT_MOST, bar.queries)
    return bar


def verdict(value: float, marks: tuple[float, float]) -> str:
    """ "great", "pass" or "missed"."""
    good, great = marks
    return "great" if value <= great else "pass" if value <= good else "missed"
