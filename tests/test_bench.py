"""script/bench: what it is asked for, how it judges, and that each page of its table has a bar. No time is asserted."""

import argparse
import subprocess
import sys

import pytest
from django.conf import settings

sys.path.insert(0, str(settings.BASE / "script" / "lib"))

from run_bench import sizes

from bench import bars, tables
from bench.load import Taken, median


def test_sizes_are_read_and_put_in_order():
    assert sizes("1m,10k,10000") == [10_000, 1_000_000]
    with pytest.raises(argparse.ArgumentTypeError, match="at least 1k"):
        sizes("10")
    with pytest.raises(argparse.ArgumentTypeError):
        sizes("many")


def test_every_page_that_is_measured_has_a_bar():
    script = (settings.BASE / "script" / "lib" / "bench" / "product.py").read_text()
    named = [line.split('"')[1] for line in script.splitlines() if line.startswith('        ("')]
    assert named and set(named) == set(bars.BARS)


def test_a_board_counted_live_is_the_measure_only_while_it_is_small():
    assert bars.bar_of("home", 10_000).ratio == (2.0, 1.5)
    assert bars.bar_of("home", 1_000_000).ratio == (0.15, 0.05)
    assert bars.bar_of("action list", 1_000_000).ratio == (2.5, 1.8)
    assert bars.bar_of("home", 1_000).ratio is None and bars.bar_of("home", 1_000).queries == (8, 5)


def test_the_chaser_has_its_bar_at_a_million_actions():
    assert bars.chase_bar("sqlite", 1_000_000) == (6.0, 3.0)
    assert bars.chase_bar("postgresql", 100_000) is None
    assert (bars.verdict(9, None), tables.marks(None)) == ("", "")


@pytest.mark.parametrize(("value", "said"), [(1.8, "great"), (2.5, "pass"), (2.51, "missed")])
def test_a_figure_is_great_passes_or_is_missed(value, said):
    assert bars.verdict(value, (2.5, 1.8)) == said


def test_each_percentile_has_its_own_median():
    assert median([Taken(1, 9), Taken(2, 7), Taken(3, 8)]) == Taken(2, 8)


def test_a_page_stands_beside_its_floor_and_its_bar():
    rows = tables.page_rows(10_000, {"action": Taken(30, 40)}, {bars.DETAIL: Taken(10, 12)}, {"action": 9})
    assert rows == [
        ["action", "30.0", "40.0", "/detail/500/", "10.0", "12.0", "3.00", "4 / 3", "great", 9, "10 / 8", "pass"]
    ]
    assert "action" in tables.table(tables.PAGE_HEADS, rows).splitlines()[2]


def test_growth_is_counted_from_the_smallest_size():
    taken = {1_000: {"action": Taken(10, 1)}, 100_000: {"action": Taken(14, 1)}}
    assert tables.growth_rows(taken, ["action"]) == [["action", "1,000 to 100,000", "1.40", "1.3 / 1.1", "missed"]]


def test_a_second_run_that_writes_anything_has_missed_its_bar():
    own = {"seconds": 4, "chases": 100, "mails": 10, "second": 0.1, "again": 1, "peak": 100}
    floor = {"seconds": 2, "second": 0.1, "peak": 60}
    assert [row[-1] for row in tables.chase_rows("postgresql", 1_000_000, own, floor)] == ["pass", "", "missed"]


def test_it_says_what_it_does():
    done = subprocess.run([settings.BASE / "script" / "bench", "--help"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0
    assert "--sizes" in done.stdout and "--sqlite" in done.stdout
