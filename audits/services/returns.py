"""Acts of an agency on its return: answering a standard, taking a file away, submitting. And sending a return back."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from audits import workflow
from audits.models import Answer, AnswerFile, Return, Standard
from audits.services.rounds import tell_leads
from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, Stale, WrongState
from partnership.kit.files import check_upload
from partnership.kit.history import delete_as, save_as
from partnership.kit.workflow import lock, move
from partnership.models import Person
from partnership.permissions import AgencyRight


@dataclass(frozen=True)
class Given:
    """What an agency says to one question."""

    score: int | None
    evidence: str = ""
    file: Any = None


def answers_to(row: Return, standard: Standard) -> list[Answer]:
    """A return's answers to one standard, in the order of its questions."""
    answers = row.answers.filter(question__standard=standard).select_related("question__standard")
    return list(answers.order_by("question__number"))


def version_of(answers: list[Answer]) -> int:
    """Which state of a standard's answers somebody has before them: each save of one of them counts one on."""
    return sum(answer.version for answer in answers)


def need_open(row: Return, by: Person) -> None:
    """Refuse whoever may not fill a return in, and a return that is not with the agency."""
    if not row.allows(by, AgencyRight.UPDATE_WORK):
        raise NotYours("A return is filled in by the agency’s own lead.")
    if row.round.status != row.round.Status.OPEN:
        raise WrongState("This round is not open, so the return stays as it is.")
    if row.status not in Return.WITH_THE_AGENCY:
        raise WrongState("This return was submitted. Ask the business unit to send it back if something is wrong.")


def check_seen(answers: list[Answer], seen: int | None, names: Mapping[str, str]) -> None:
    """Raises Stale, with what now stands, when somebody saved this standard since it was opened."""
    if seen is None or seen == version_of(answers):
        return
    standing: dict[str, Any] = {"version": version_of(answers)}
    for answer in answers:
        for name, field in names.items():
            standing[f"{name}_{answer.question.number}"] = getattr(answer, field)
    raise Stale(standing)


def at_question(error: ValidationError, number: int, names: Mapping[str, str]) -> dict[str, list[str]]:
    """A model's errors under the names of one question's fields."""
    if not hasattr(error, "error_dict"):
        return {"__all__": error.messages}
    back = {field: name for name, field in names.items()}
    return {
        f"{back[field]}_{number}" if field in back else "__all__": sentences
        for field, sentences in error.message_dict.items()
    }


FIELDS = {"score": "score", "evidence": "evidence"}


@transaction.atomic
def answer_standard(
    *,
    audit_return: Return,
    standard: Standard,
    given: Mapping[int, Given],
    by: Person,
    now: dt.datetime,
    seen: int | None = None,
) -> Return:
    """Save what an agency says to the questions of one standard, by their numbers. It need not be complete yet.

    Saving confirms what was brought forward. Raises Stale when a colleague saved the same standard meanwhile.
    """
    row = lock(audit_return)
    need_open(row, by)
    answers = answers_to(row, standard)
    check_seen(answers, seen, FIELDS)
    wrong: dict[str, list[str]] = {}
    for answer in answers:
        number = answer.question.number
        said = given.get(number)
        if said is None:
            continue
        if said.score is not None and not 0 <= said.score <= answer.question.most:
            wrong[f"score_{number}"] = [f"Choose a score from 0 to {answer.question.most}."]
            continue
        text = said.evidence.strip()
        confirmed = answer.is_brought and said.score is not None
        if confirmed or (answer.score, answer.evidence) != (said.score, text):
            answer.score, answer.evidence = said.score, text
            # What was agreed in moderation belongs to the score that was sent in, not to a new one.
            answer.moderated_score, answer.moderation_note = None, ""
            answer.is_brought = answer.is_brought and said.score is None
            answer.version += 1
            try:
                save_as(answer, by=by, reason="Answered", now=now)
            except ValidationError as error:
                wrong |= at_question(error, number, FIELDS)
        if said.file:
            try:
                keep_file(answer, said.file, by=by, now=now)
            except ValidationError as error:
                wrong[f"file_{number}"] = error.messages
    if wrong:
        raise ValidationError(wrong)
    if row.status == Return.Status.NOT_STARTED:
        row = move(row, workflow.START, by=by, now=now, on=london_date(now))
    return row


def keep_file(answer: Answer, upload: Any, *, by: Person, now: dt.datetime) -> AnswerFile:
    """Keep one checked file under a name of our own making."""
    checked = check_upload(upload)
    extension = checked.name.rsplit(".", 1)[-1].lower()
    upload.name = f"return-{answer.audit_return_id}-{checked.sha256[:16]}.{extension}"
    file = AnswerFile(
        answer=answer,
        name=checked.name,
        file=upload,
        content_type=checked.content_type,
        size=checked.size,
        sha256=checked.sha256,
        by=by,
        at=now,
    )
    return save_as(file, by=by, reason="Evidence", now=now)


@transaction.atomic
def take_file_away(*, file: AnswerFile, by: Person, now: dt.datetime) -> None:
    """Take a file off an answer while the return is with the agency. History keeps that it was there."""
    need_open(lock(file.answer.audit_return), by)
    delete_as(file, by=by, reason="Taken away", now=now)


@transaction.atomic
def submit_return(*, audit_return: Return, by: Person, now: dt.datetime) -> Return:
    """Send a return in. Every question has its answer, and each score above nought says what shows it."""

    def sign(row: Return) -> None:
        row.submitted_at, row.submitted_by = now, by

    return move(audit_return, workflow.SUBMIT, by=by, now=now, on=london_date(now), change=sign)


@transaction.atomic
def send_back_return(
    *, audit_return: Return, missing: str, due_on: dt.date, by: Person, now: dt.datetime
) -> Return:  # fmt: skip
    """Give a return back to the agency, saying what is missing and by when. The chase goes on from this day."""
    on = london_date(now)
    if due_on <= on:
        raise ValidationError({"due_on": "Enter a date that is still to come."})

    def give_back(row: Return) -> None:
        row.submitted_at, row.submitted_by = None, None
        row.due_on, row.chase_from_on = due_on, on

    row = move(audit_return, workflow.SEND_BACK, by=by, note=missing, now=now, on=on, change=give_back)
    tell_leads(row, "audit sent back", f"{row.round.title}: your return came back", on=on, now=now, lines=[
        "Your return came back with a note of what is missing.",
        f"It is due again on {due_on.day} {due_on:%B %Y}.",
    ])  # fmt: skip
    return row
