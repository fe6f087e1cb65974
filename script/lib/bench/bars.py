"""Which floor each page stands beside, and how far above it may lie: to pass, and to be great."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """The floor's page, the ratio to it, and queries: each as (pass, great). No ratio where none is asked for."""

    floor: str
    ratio: tuple[float, float] | None
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
BOARD_FROM = 10_000  # the floor of a board counts every row on each visit: of a thousand that costs nothing yet
BOARD_AT_MOST = (0.15, 0.05)  # from a million on: nothing may be counted on each visit
AT_ONCE = (2.5, 2.0)  # the 95th percentile of eight at once, beside the floor's list
CROWDED = ["action list", "action list, overdue", "home"]
GROWTH = {100_000: (1.3, 1.1), 1_000_000: (1.5, 1.2)}
GROWING = ["action list", "action list, overdue", "action"]
CHASE = {"postgresql": (2.5, 1.5), "sqlite": (6.0, 3.0)}  # for a million actions, fifty thousand of them late
CHASE_FROM = 1_000_000
SECOND_RUN = 0.5


def bar_of(name: str, size: int) -> Bar:
    """The bar of a page at a size. Boards that are counted live grow with the rows; ours may not."""
    bar = BARS[name]
    if bar.floor != BOARD or BOARD_FROM <= size < 1_000_000:
        return bar
    return Bar(bar.floor, BOARD_AT_MOST if size >= 1_000_000 else None, bar.queries)


def chase_bar(vendor: str, size: int) -> tuple[float, float] | None:
    """How far above bare SQL the chaser may lie. Five hundred digests are drawn and kept whatever the number of steps,
    so that fewer actions say nothing."""
    return CHASE[vendor] if size >= CHASE_FROM else None


def verdict(value: float, marks: tuple[float, float] | None) -> str:
    """ "great", "pass" or "missed"; nothing where no bar is set."""
    if marks is None:
        return ""
    good, great = marks
    return "great" if value <= great else "pass" if value <= good else "missed"
