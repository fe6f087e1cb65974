"""What is typed about returns: answers to a standard, moderation of a standard, sending back."""

from collections.abc import Iterable
from typing import Any

from audits.models import Answer
from partnership.kit import forms as f

EVIDENCE_KINDS = ("pdf", "docx", "xlsx", "pptx", "png", "jpg", "csv")


class LaterField(f.PortalBoundField):
    """A field that may wait until the return is submitted, and is needed then: not "optional"."""

    @property
    def is_optional(self) -> bool:
        return False


def scores_of(answer: Answer) -> list[tuple[int, str]]:
    """The scores of a question, each with its words."""
    return [(score, f"{score}: {words}") for score, words in enumerate(answer.question.descriptors)]


def _number_or_none(value: str) -> int | None:
    return int(value) if value != "" else None


class AnswerForm(f.VersionedForm):
    """The questions of one standard: a score by its words, what shows it, a file."""

    def __init__(self, *args: Any, answers: Iterable[Answer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = list(answers)
        for answer in self.answers:
            number = answer.question.number
            self.fields[f"score_{number}"] = f.Choice(
                f"{answer.question.code} {answer.question.text}",
                scores_of(answer),
                required=False,
                radios=True,
                initial=answer.score,
                bound_field_class=LaterField,
            )
            self.fields[f"evidence_{number}"] = f.LongText(
                f"What shows it ({answer.question.code})",
                rows=3,
                limit=4000,
                required=False,
                hint=answer.question.evidence_hint,
                initial=answer.evidence,
                bound_field_class=LaterField,
            )
            self.fields[f"file_{number}"] = f.File(
                f"Add a file ({answer.question.code})", required=False, kinds=EVIDENCE_KINDS
            )

    def groups(self) -> list[tuple[Answer, list[Any]]]:
        """Each answer with its fields."""
        return [
            (answer, [self[f"{name}_{answer.question.number}"] for name in ("score", "evidence", "file")])
            for answer in self.answers
        ]

    def given(self) -> dict[int, dict[str, Any]]:
        """What was typed, by the number of the question."""
        return {
            number: {
                "score": _number_or_none(self.cleaned_data[f"score_{number}"]),
                "evidence": self.cleaned_data[f"evidence_{number}"],
                "file": self.cleaned_data[f"file_{number}"],
            }
            for number in (answer.question.number for answer in self.answers)
        }


class ModerateStandardForm(f.VersionedForm):
    """The moderated score of each question of one standard, and why it differs."""

    def __init__(self, *args: Any, answers: Iterable[Answer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = list(answers)
        for answer in self.answers:
            number, code = answer.question.number, answer.question.code
            self.fields[f"moderated_{number}"] = f.Choice(
                f"Moderated score ({code})",
                scores_of(answer),
                radios=True,
                initial=answer.standing_score,
                missing=f"Choose the moderated score of question {code}",
            )
            self.fields[f"note_{number}"] = f.LongText(
                f"Why it differs ({code})",
                rows=2,
                limit=2000,
                required=False,
                hint="Needed where the score is not the agency’s own. The agency reads it.",
                initial=answer.moderation_note,
            )

    def groups(self) -> list[tuple[Answer, list[Any]]]:
        """Each answer with its fields."""
        return [
            (answer, [self[f"{name}_{answer.question.number}"] for name in ("moderated", "note")])
            for answer in self.answers
        ]

    def given(self) -> dict[int, dict[str, Any]]:
        """What was typed, by the number of the question."""
        return {
            number: {
                "score": int(self.cleaned_data[f"moderated_{number}"]),
                "note": self.cleaned_data[f"note_{number}"],
            }
            for number in (answer.question.number for answer in self.answers)
        }


class SendBackForm(f.PortalForm):
    """Sending a return back."""

    missing = f.LongText(
        "What is missing?",
        rows=4,
        hint="The agency reads this and knows what to do.",
        missing="Write what is missing, so that the agency knows what to do",
    )
    due_on = f.DateField("Due again on", missing="Enter the day by which it is returned again")


class FinishForm(f.PortalForm):
    """Finishing a moderation."""

    feedback = f.LongText(
        "What the moderation says to the agency",
        rows=5,
        limit=4000,
        required=False,
        hint="What is strong, what should change. It stands on the agency’s return.",
    )
