"""Scores of returns by standard, and the thresholds that hold for a round."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Prefetch, Q, Sum
from django.db.models.functions import Coalesce

from audits.models import Answer, Question, Return, Round, Standard
from audits.scoring import Judgement, Limit, Score, Thresholds
from partnership.models import Rule


def standards_of(framework_id: int) -> list[Standard]:
    """The standards of a framework with their questions. Two queries."""
    questions = Question.objects.select_related("standard").order_by("number")
    rows = Standard.objects.filter(framework_id=framework_id).order_by("number")
    return list(rows.prefetch_related(Prefetch("questions", questions)))


def thresholds_of(round_: Round) -> Thresholds:
    """The thresholds in force on the day a round's returns were due. A rule that is no whole number is left out."""
    framework = round_.framework
    keys = {
        "acceptable": framework.acceptable_rule,
        "attention": framework.attention_rule,
        "plan": framework.plan_rule,
    }
    rows = Rule.objects.current(round_.due_on).filter(key__in=[key for key in keys.values() if key])
    known = {
        rule.key: Limit(int(rule.value), rule.title, rule.citation, rule.is_verified)
        for rule in rows
        if rule.value.isdecimal() and rule.unit == Rule.Unit.PERCENT
    }
    return Thresholds(**{name: known.get(key) for name, key in keys.items()})


@dataclass(frozen=True)
class Scored:
    """What a return's answers come to, by standard: as the agency says, and as they stand after moderation."""

    own: dict[int, Score] = field(default_factory=dict)
    standing: dict[int, Score] = field(default_factory=dict)

    def whole(self, *, moderated: bool) -> Score:
        """All standards together."""
        return sum((self.standing if moderated else self.own).values(), Score())


def scores_of(returns: Collection[int], standards: list[Standard]) -> dict[int, Scored]:
    """The scores of these returns. One query, however many there are."""
    given = Q(score__isnull=False, is_brought=False)
    counted = (
        Answer.objects.filter(audit_return_id__in=returns)
        .order_by()
        .values_list("audit_return_id", "question__standard_id")
        .annotate(
            own=Coalesce(Sum("score", filter=given), 0),
            standing=Coalesce(Sum(Coalesce("moderated_score", F("score")), filter=given), 0),
            answered=Count("pk", filter=given),
        )
    )
    asked = {standard.pk: [question.most for question in standard.questions.all()] for standard in standards}
    found: dict[int, Scored] = defaultdict(Scored)
    for pk in returns:
        for standard_id, most in asked.items():
            found[pk].own[standard_id] = Score(0, sum(most), 0, len(most))
            found[pk].standing[standard_id] = Score(0, sum(most), 0, len(most))
    for pk, standard_id, own, standing, answered in counted:
        most = asked.get(standard_id, [])
        found[pk].own[standard_id] = Score(own, sum(most), answered, len(most))
        found[pk].standing[standard_id] = Score(standing, sum(most), answered, len(most))
    return dict(found)


@dataclass(frozen=True)
class Wanting:
    """A standard of a moderated return that needs an action plan and has none yet."""

    audit_return: Return
    standard: Standard
    score: Score

    @property
    def key(self) -> str:
        """Names it in a form."""
        return f"{self.audit_return.pk}-{self.standard.number}"


def wanting_plans(round_: Round) -> list[Wanting]:
    """Each standard of a moderated return at or below the lower threshold that has no action yet, by agency."""
    thresholds, standards = thresholds_of(round_), standards_of(round_.framework_id)
    rows: list[Any] = list(
        round_.returns.filter(status=Return.Status.MODERATED).select_related("agency", "round").order_by("agency__name")
    )
    scores = scores_of([row.pk for row in rows], standards)
    done = set(round_.returns.filter(actions__isnull=False).values_list("pk", "actions__standard_id"))
    return [
        Wanting(row, standard, score)
        for row in rows
        for standard in standards
        if (row.pk, standard.pk) not in done
        and thresholds.judge(score := scores[row.pk].standing[standard.pk]) is Judgement.PLAN
    ]
