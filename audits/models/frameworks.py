"""What agencies are asked: a framework in its editions, its standards, and the questions of each with their scores."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from partnership.kit.history import Tracked


class Framework(Tracked):
    """A set of standards that agencies are held against. A later edition stands beside the earlier one."""

    key = models.SlugField(max_length=40)
    edition = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=150)
    about = models.TextField("what it is", blank=True)
    citation = models.CharField("source", max_length=300, blank=True)
    # Keys of the rules that hold its thresholds, in per cent of a standard's points.
    acceptable_rule = models.SlugField("rule: acceptable from", max_length=60)
    attention_rule = models.SlugField("rule: needs attention from", max_length=60, blank=True)
    plan_rule = models.SlugField("rule: action plan at or below", max_length=60)

    class Meta:
        ordering = ["key", "-edition"]
        constraints = [models.UniqueConstraint(fields=["key", "edition"], name="%(app_label)s_%(class)s_once")]

    def __str__(self) -> str:
        return f"{self.title}, edition {self.edition}"


class Standard(Tracked):
    """One thing that an agency should be able to say of itself."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="standards")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    short_title = models.CharField(max_length=60)
    about = models.TextField("what it means", blank=True)

    class Meta:
        ordering = ["framework", "number"]
        constraints = [models.UniqueConstraint(fields=["framework", "number"], name="%(app_label)s_%(class)s_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Question(Tracked):
    """One question of a standard. Its score is the place of the words that fit best: nought, one, two and so on.

    `key` stays the same from edition to edition, so that last round's answer finds its question.
    """

    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    text = models.CharField(max_length=300)
    evidence_hint = models.CharField("what shows it", max_length=300, blank=True)
    descriptors = models.JSONField("what each score means")

    class Meta:
        ordering = ["standard", "number"]
        constraints = [models.UniqueConstraint(fields=["standard", "number"], name="%(app_label)s_%(class)s_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

    def clean(self) -> None:
        super().clean()
        words: Any = self.descriptors
        sound = isinstance(words, list) and all(isinstance(one, str) and one.strip() for one in words)
        if not sound or not 2 <= len(words) <= 5:
            raise ValidationError({"descriptors": "Write what each score means: from two to five sentences."})

    @property
    def code(self) -> str:
        """Its number as people say it: "4.2"."""
        return f"{self.standard.number}.{self.number}"

    @property
    def most(self) -> int:
        """The highest score."""
        return len(self.descriptors) - 1
