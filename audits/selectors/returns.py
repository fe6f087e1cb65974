"""Reads of returns: one agency's return with all that its page shows, and its answers."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from audits.models import Answer, AnswerFile, AuditAction, Return, Standard
from partnership.models import Person


def return_record(person: Person) -> Any:
    """The queryset of a return's own page: what it shows but for its answers."""
    return (
        Return.objects.visible_to(person)
        .select_related("round__framework", "round__body", "agency", "submitted_by", "moderated_by")
        .prefetch_related(Prefetch("actions", AuditAction.objects.select_related("action", "standard")))
    )


def answers_of(row: Return, standard: Standard | None = None) -> QuerySet[Answer]:
    """A return's answers in the order of the questions, with files and last round's answer."""
    answers = row.answers.select_related("question__standard", "brought_from__audit_return__round").prefetch_related(
        "files", Prefetch("brought_from__files", AnswerFile.objects.select_related("answer"))
    )
    if standard is not None:
        answers = answers.filter(question__standard=standard)
    return answers.order_by("question__standard__number", "question__number")
