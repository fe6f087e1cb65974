"""Scores are counts with a base, judged without rounding."""

import pytest

from audits.scoring import Judgement, Limit, Score, Thresholds

LIMITS = Thresholds(Limit(75, "", "", True), Limit(51, "", "", False), Limit(50, "", "", True))


@pytest.mark.parametrize(("points", "base", "judged"), [
    (3, 6, Judgement.PLAN),
    (4, 6, Judgement.ATTENTION),
    (6, 8, Judgement.ACCEPTABLE),
    (745, 1000, Judgement.ATTENTION),
    (501, 1000, Judgement.ATTENTION),
    (0, 6, Judgement.PLAN),
])  # fmt: skip
def test_a_score_is_judged_as_counts(points: int, base: int, judged: Judgement) -> None:
    assert LIMITS.judge(Score(points, base, 2, 2)) is judged


def test_what_is_not_all_answered_is_not_judged() -> None:
    assert LIMITS.judge(Score(6, 6, 1, 2)) is Judgement.OPEN


def test_without_thresholds_nothing_is_judged() -> None:
    assert Thresholds().judge(Score(1, 6, 2, 2)) is Judgement.UNJUDGED
