"""What an agency answers to each question, with the evidence, beside what the moderation made of it."""

from typing import Any

from django.core.files.storage import storages
from django.db import models
from django.db.models import Q

from audits.models.frameworks import Question, Standard
from audits.models.rounds import Return
from partnership.kit.addresses import address_of
from partnership.kit.history import Tracked
from partnership.kit.models import Versioned
from partnership.kit.personal_details import no_personal_details
from partnership.models import Person
from subgroups.models import Action


class Answer(Tracked, Versioned):
    """One answer. The agency's own score is never overwritten: the moderated one stands beside it."""

    audit_return = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    score = models.PositiveSmallIntegerField("own score", null=True, blank=True)
    evidence = models.TextField("evidence in words", blank=True, validators=[no_personal_details])
    # Last round's answer, put here when the round opened. Until the agency saves it, it is not this round's answer.
    brought_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="brought_to", editable=False
    )
    is_brought = models.BooleanField("brought forward, not yet confirmed", default=False, editable=False)
    moderated_score = models.PositiveSmallIntegerField(null=True, blank=True)
    moderation_note = models.TextField("why the score was changed", blank=True, validators=[no_personal_details])

    class Meta:
        ordering = ["question__standard__number", "question__number"]
        constraints = [
            models.UniqueConstraint(fields=["audit_return", "question"], name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(
                condition=Q(moderated_score__isnull=True) | Q(score__isnull=False),
                name="%(app_label)s_%(class)s_moderates_a_score",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.audit_return}, {self.question.code}"

    @property
    def is_answered(self) -> bool:
        """Whether the agency has given this round's score."""
        return self.score is not None and not self.is_brought

    @property
    def standing_score(self) -> int | None:
        """The score that counts: the moderated one where there is one."""
        return self.score if self.moderated_score is None else self.moderated_score


def files() -> Any:
    """Where uploaded files are kept: the shared store, never the code's own folders."""
    return storages["default"]


class AnswerFile(Tracked):
    """A file that shows what an answer says. Kept under a name of its own; the checksum is taken on arrival."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="files")
    name = models.CharField("file name", max_length=150)
    file = models.FileField(upload_to="audits/%Y/%m/", storage=files, max_length=300)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField("size in bytes")
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("audits:answer-file", self.answer.audit_return_id, self.pk)

    @property
    def kind(self) -> str:
        """The kind of file in capitals: "PDF"."""
        return self.name.rsplit(".", 1)[-1].upper()


class AuditAction(Tracked):
    """An action that a return's score on one standard asked for."""

    audit_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="actions")
    standard = models.ForeignKey(Standard, on_delete=models.PROTECT, related_name="actions")
    action = models.OneToOneField(Action, on_delete=models.PROTECT, related_name="asked_by_audit")

    class Meta:
        ordering = ["standard__number"]
        constraints = [
            models.UniqueConstraint(fields=["audit_return", "standard"], name="%(app_label)s_%(class)s_once")
        ]

    def __str__(self) -> str:
        return f"{self.action.reference} follows {self.audit_return}, standard {self.standard.number}"
