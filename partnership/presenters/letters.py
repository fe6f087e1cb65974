"""Letters of challenge in words."""

import datetime as dt
from collections.abc import Iterable

from partnership.kit.parts import Cell, Fact, Head, Tag
from partnership.kit.wording import moment, number_words, plural, short_date
from partnership.models import Letter, LetterFile, LetterMove
from partnership.presenters.chases import step_words

LETTER_HEADS = [
    Head("Drafted", "date", "date"),
    Head("About", "what"),
    Head("To", "", "held"),
    Head("State", "tag", "tag"),
]
STATE_TAGS = {
    Letter.Status.DRAFTED: Tag("To send", "plain"),
    Letter.Status.SENT: Tag("Sent", ""),
    Letter.Status.WITHHELD: Tag("Withheld", "plain"),
}


def to_words(letter: Letter) -> str:
    """Whom it is addressed to."""
    return letter.to.name if letter.to else "nobody leads the agency"


def letter_rows(letters: Iterable[Letter], on: dt.date) -> list[list[Cell]]:
    """Rows of the list of letters."""
    return [
        [
            Cell(short_date(letter.drafted_on, on)),
            Cell(letter.chase.title, f"/letters/{letter.pk}/", letter.reference),
            Cell(to_words(letter), meta=letter.agency.short_name if letter.agency else ""),
            Cell(tag=STATE_TAGS[Letter.Status(letter.status)], meta=state_words(letter, on)),
        ]
        for letter in letters
    ]


def state_words(letter: Letter, on: dt.date) -> str:
    """The line under the state."""
    if letter.sent_at:
        return moment(letter.sent_at, on)
    if letter.status == Letter.Status.DRAFTED and letter.making.status != LetterFile.Status.READY:
        return letter.making.get_status_display().lower()
    return ""


def letters_lede(count: int) -> str:
    """The first line of the list."""
    if not count:
        return "No letter waits for you. The last steps of the ladder draft them; a person sends them."
    words = "letter waits" if count == 1 else "letters wait"
    return f"{number_words(count).capitalize()} {words} to be read, and sent or withheld."


def letter_lede(letter: Letter, on: dt.date) -> str:
    """The first line of one letter: what needs doing, or what was done."""
    match letter.status:
        case Letter.Status.SENT:
            return f"Sent to {to_words(letter)} on {moment(letter.sent_at, on)}."
        case Letter.Status.WITHHELD:
            return "Withheld. Nothing was sent."
    if letter.to is None:
        return (
            f"Nobody leads {letter.agency.name if letter.agency else 'the agency'}: appoint a lead, then save the line."
        )
    return f"A draft to {letter.to.name}. Read it, add a line of your own, then send or withhold it."


def letter_facts(letter: Letter, on: dt.date) -> list[Fact]:
    """What is known of one letter."""
    facts = letter.facts
    due_on = dt.date.fromisoformat(facts["due_on"])
    rows = [
        Fact(facts["kind"].capitalize(), f"{facts['reference']}: {facts['title']}", url=letter.chase.path),
        Fact("Due", f"{short_date(due_on, on)}, {plural(facts['days_late'], 'day')} late when it was written"),
        Fact("Its date moved", plural(facts["moves"], "time") if facts["moves"] else "never"),
        Fact("Reminded", plural(len(facts["chases"]), "time")),
        Fact("To", to_words(letter), lines=[letter.agency.name] if letter.agency else []),
        Fact("Drafted", f"{short_date(letter.drafted_on, on)}, by the step {step_words(letter.chase)}"),
    ]
    if letter.line:
        rows.append(Fact("A line of one’s own", letter.line))
    return rows


def move_facts(moves: Iterable[LetterMove], on: dt.date) -> list[Fact]:
    """What was done with it, and why."""
    return [
        Fact(
            move.to_status.capitalize(),
            f"{moment(move.at, on)}, by {move.by.name if move.by else 'the portal'}",
            lines=[move.note] if move.note else [],
        )
        for move in moves
    ]
