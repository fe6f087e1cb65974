"""Returns in words: where one stands, its standards, its answers beside the moderation."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from audits.models import Answer, Return, Round, Standard
from audits.presenters.rounds import is_moderated
from audits.presenters.scores import TAGS, counted_words, score_words
from audits.scoring import Score, Thresholds
from audits.selectors.scores import Scored
from partnership.kit.parts import Cell, Entry, Head
from partnership.kit.tables import Column
from partnership.kit.wording import long_date, moment, plural, share, short_date, time_left

HEADS = [
    Head("Standard", "what"),
    Head("Answered", "", "num"),
    Head("Own score", "", "num"),
    Head("Moderated", "", "num"),
    Head("Means", "tag", "says"),
]
Status = Return.Status


def lede_of(row: Return, scored: Scored, thresholds: Thresholds, on: dt.date) -> tuple[str, str, str]:
    """The time in words, its state (for the colour), and the rest of the first line."""
    whole = scored.whole(moderated=is_moderated(row))
    if row.status == Status.MODERATED:
        judged = [thresholds.judge(score) for score in scored.standing.values()]
        return "", "", f"Moderated on {short_date(row.moderated_at, on)}: {counted_words(judged)}."
    if row.status == Status.SUBMITTED:
        return "", "", f"Submitted {moment(row.submitted_at, on)} by {row.submitted_by}. It waits for moderation."
    if row.round.status != Round.Status.OPEN:
        return "", "", f"Not returned. {share(whole.answered, whole.asked)} answered when the round closed."
    left = time_left(row.due_on, on)
    time = f"{left.words}, due {long_date(row.due_on)}." if left.state == "late" else f"Due {long_date(row.due_on)}."
    answered = f"{share(whole.answered, whole.asked)} answered."
    if row.status == Status.SENT_BACK:
        answered = f"Sent back with a note of what is missing. {answered}"
    return time, left.state, answered


def standard_rows(
    row: Return,
    standards: list[Standard],
    scored: Scored,
    thresholds: Thresholds,
    *,
    may_answer: bool,
    may_moderate: bool,
    looked_at: set[int],
) -> list[list[Cell]]:
    """Rows of the standards of one return: own score beside the moderated one."""
    rows = []
    for standard in standards:
        own, standing = scored.own[standard.pk], scored.standing[standard.pk]
        path = f"/audits/returns/{row.pk}/standards/{standard.number}/"
        act = "answer/" if may_answer else "moderate/" if may_moderate else ""
        moderated = score_words(standing) if is_moderated(row) else ""
        if may_moderate:
            moderated = score_words(standing) if standard.pk in looked_at else "not looked at yet"
        judged = thresholds.judge(standing if is_moderated(row) else own)
        rows.append(
            [
                Cell(f"{standard.number} {standard.title}", f"{path}{act}"),
                Cell(f"{own.answered} of {own.asked}"),
                Cell(score_words(own) if own.is_complete else ""),
                Cell(moderated),
                Cell(tag=TAGS[judged], meta="" if is_moderated(row) or not TAGS[judged] else "by its own score"),
            ]
        )
    return rows


@dataclass(frozen=True)
class AnswerWords:
    """One answer on a page: the question, own score in words, evidence, moderation, last round."""

    answer: Answer
    code: str
    own: str
    own_words: str
    moderated: str
    moderated_words: str
    note: str
    last: str


def answer_words(answer: Answer, *, show_moderation: bool) -> AnswerWords:
    """An answer beside what the moderation made of it, where its reader may see that yet."""
    question = answer.question
    own = f"{answer.score} of {question.most}" if answer.is_answered else "Not answered"
    moderated = answer.moderated_score if show_moderation else None
    changed = moderated is not None and moderated != answer.score
    last = ""
    before = answer.brought_from
    if before is not None and before.standing_score is not None:
        last = f"{before.standing_score} of {question.most} in {before.audit_return.round.title}"
    return AnswerWords(
        answer=answer,
        code=question.code,
        own=own,
        own_words=question.descriptors[answer.score] if answer.is_answered and answer.score is not None else "",
        moderated="" if moderated is None else f"{moderated} of {question.most}",
        moderated_words=question.descriptors[moderated] if changed and moderated is not None else "",
        note=answer.moderation_note if show_moderation else "",
        last=last,
    )


def shows_moderation(row: Return, person: Any) -> bool:
    """The agency sees moderated scores once the moderation is finished; the business unit while it works."""
    return is_moderated(row) or bool(person.rights.manages and row.status == Status.SUBMITTED)


def action_entries(row: Return, on: dt.date) -> list[Entry]:
    """The actions that a return asked for."""
    return [
        Entry(
            f"{link.action.reference} {link.action.title}",
            link.action.get_absolute_url(),
            [f"{link.action.get_status_display()}, due {short_date(link.action.due_on, on)}"],
        )
        for link in row.actions.all()
    ]


def progress_words(whole: Score) -> str:
    """How far a return is."""
    left = whole.asked - whole.answered
    return "Every question is answered" if not left else f"{plural(left, 'question')} to answer"


def columns(row: Return, person: Any) -> list[Column]:
    """A return as a file: every question with its answer, evidence, and the moderation once it is finished."""
    shown = shows_moderation(row, person)
    return [
        Column("Standard", lambda one: one.question.standard.number),
        Column("Standard in words", lambda one: one.question.standard.title),
        Column("Number", lambda one: one.question.code),
        Column("Question", lambda one: one.question.text),
        Column("Own score", lambda one: one.score if one.is_answered else ""),
        Column("Of", lambda one: one.question.most),
        Column("Own score in words", lambda one: one.question.descriptors[one.score] if one.is_answered else ""),
        Column("Evidence", lambda one: one.evidence),
        Column("Files", lambda one: ", ".join(file.name for file in one.files.all())),
        Column("Moderated score", lambda one: one.moderated_score if shown else ""),
        Column("Why it was changed", lambda one: one.moderation_note if shown else ""),
        Column("Last round", lambda one: one.brought_from.standing_score if one.brought_from else ""),
    ]
