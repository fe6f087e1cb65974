"""The ledger in words: its list, and the page of one thing that is chased."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from partnership.kit.dates import london_date
from partnership.kit.parts import Cell, Fact, Head, Rung, When
from partnership.kit.wording import (
    NBSP,
    clock,
    list_words,
    long_date,
    moment,
    number_words,
    plural,
    short_date,
    time_left,
    upper_first,
)
from partnership.kit.working_days import WorkingDays
from partnership.models import Chase, Notice, Snooze, Telling
from partnership.obligations import Obligation, kind_of
from partnership.selectors.chases import Ledger, LedgerLink

CHASE_HEADS = [
    Head("Taken on", "date", "date"),
    Head("What is owed", "what"),
    Head("Step", "", "held"),
    Head("Told", "", "held"),
    Head("Outcome", "", "next"),
]


def step_words(chase: Chase) -> str:
    """ "5 working days after", "by hand, by Cal Specimen"."""
    if chase.by_id is not None:
        return f"by hand, by {chase.by.name}" if chase.by else "by hand"
    if chase.offset is None:
        return "move of the date"
    if chase.offset == 0:
        return "on the day"
    return f"{plural(abs(chase.offset), 'working day')} {'before' if chase.offset < 0 else 'after'}"


def told_one(telling: Telling) -> str:
    """ "Ruth Sample (agency lead), in place of Sam Specimen"."""
    if telling.person is None:
        return f"nobody is {telling.get_told_as_display()}"
    words = f"{telling.person.name} ({telling.get_told_as_display()})"
    return f"{words}, in place of {telling.instead_of.name}" if telling.instead_of else words


def told_words(chase: Chase) -> str:
    """Who was told, and in whose place."""
    names = []
    for row in chase.tellings.all():
        name = row.person.name if row.person else f"nobody is {row.get_told_as_display()}"
        names.append(f"{name} in place of {row.instead_of.name}" if row.instead_of else name)
    return list_words(names)


def sent_words(telling: Telling) -> tuple[str, str]:
    """What became of telling one person: what went wrong, and how it went."""
    notice = telling.notice
    if telling.person_id is None:
        return "Nobody holds the office", ""
    if telling.overtaken_on is not None:
        return "", "done before the mail was written"
    if notice is None:
        return "", "in the next digest"
    if notice.bounced_at is not None:
        return f"Came back: {notice.failure or 'not delivered'}", notice.settled_note
    if notice.status == Notice.Status.FAILED:
        return f"Failed: {notice.failure or 'not delivered'}", notice.settled_note
    if notice.status != Notice.Status.SENT:
        return "", "waiting in the outbox"
    arrived = "delivered" if notice.delivered_at else "sent"
    at = notice.delivered_at or notice.sent_at
    said = arrived
    if at:
        said += f" {clock(at) if london_date(at) == telling.chase.on else moment(at, london_date(at))}"
    return "", f"{said}, link {'opened' if telling.opened_at else 'not opened'}"


def outcome_words(chase: Chase) -> str:
    """What came of it: an answer first, then what went wrong, then how it went."""
    rows = list(chase.tellings.all())
    if any(row.person_id is None for row in rows):
        return "Nobody holds the office"
    if wrong := [strong for row in rows if (strong := sent_words(row)[0])]:
        return wrong[0].partition(":")[0]
    if chase.answered_at is not None:
        return f"Answered by {chase.answered_by.name}" if chase.answered_by else "Answered"
    if any(row.notice is None and row.overtaken_on is None for row in rows):
        return "In the next digest"
    if rows and all(row.overtaken_on for row in rows):
        return "Done before the mail was written"
    if any(row.notice is not None and row.notice.status != Notice.Status.SENT for row in rows):
        return "Waiting in the outbox"
    if all(row.opened_at for row in rows):
        return "Sent, opened"
    mails = [row.notice for row in rows if row.overtaken_on is None]
    return "Delivered" if all(mail is not None and mail.delivered_at for mail in mails) else "Sent"


def ledger_path(kind: str, subject: int) -> str:
    """Where the whole ledger of one thing stands."""
    return f"/chases/{kind}/{subject}/"


Silent = Mapping[tuple[str, int], Snooze]


def silence_words(snooze: Snooze | None, on: dt.date) -> str:
    """ "silent until Fri 4 Dec, agreed by Cal Specimen: the report is awaited"."""
    if snooze is None:
        return ""
    return f"silent until {short_date(snooze.to_on, on)}, agreed by {snooze.by.name}: {snooze.reason}"


SILENCE_HEADS = [
    Head("Until", "date", "date"),
    Head("Silent", "what"),
    Head("Agreed by", "", "held"),
    Head("Why"),
]


def silence_rows(snoozes: Iterable[Snooze], on: dt.date) -> list[list[Cell]]:
    """What is silent now, each leading to the ledger of its thing."""
    return [
        [
            Cell(short_date(row.to_on, on)),
            Cell(
                row.reference,
                ledger_path(row.kind, row.subject),
                " · ".join(part for part in (kind_of(row.kind).word, row.body.short_name if row.body else "") if part),
            ),
            Cell(row.by.name, meta=f"on {short_date(row.from_on, on)}"),
            Cell(row.reason),
        ]
        for row in snoozes
    ]


@dataclass(frozen=True)
class LedgerWay:
    """The box on a record's page that leads to its ledger."""

    url: str
    words: str


def ledger_way(link: LedgerLink | None, on: dt.date) -> LedgerWay | None:
    """ "3 chases, the last one on Mon 7 Dec"."""
    if link is None:
        return None
    words = "Nobody was chased for this yet."
    if link.last_on:
        last = "on" if link.count == 1 else "the last one on"
        words = f"{plural(link.count, 'chase')}, {last} {short_date(link.last_on, on)}."
    return LedgerWay(ledger_path(link.kind, link.subject), words)


def chase_rows(chases: Iterable[Chase], on: dt.date, silent: Silent) -> list[list[Cell]]:
    """Rows of the ledger, each leading to the ledger of its thing. What is silent now says so under its outcome."""
    return [
        [
            Cell(short_date(chase.on, on)),
            Cell(
                chase.title,
                ledger_path(chase.kind, chase.subject),
                f"{chase.reference} · due {short_date(chase.due_on, on)}",
            ),
            Cell(step_words(chase)),
            Cell(told_words(chase)),
            Cell(outcome_words(chase), meta=silence_words(silent.get((chase.kind, chase.subject)), on)),
        ]
        for chase in chases
    ]


def chases_lede(failed: int, silent: int) -> str:
    """The first line of the ledger."""
    quiet = ""
    if silent:
        quiet = f" {number_words(silent).capitalize()} {'thing is' if silent == 1 else 'things are'} silent now."
    if not failed:
        return f"Every chase that was sent has been delivered.{quiet}"
    mails, need = ("mail", "needs") if failed == 1 else ("mails", "need")
    return f"{number_words(failed).capitalize()} {mails} could not be delivered and {need} a person.{quiet}"


# ---- one thing ----


def silent_words(snooze: Snooze | None, on: dt.date) -> str:
    """ "Silent until Fri 4 Dec"."""
    return f"Silent until {short_date(snooze.to_on, on)}" if snooze else ""


def ledger_lede(ledger: Ledger, on: dt.date) -> str:
    """The first line: silent, waiting for somebody, or how it stands to its date."""
    if silence := ledger.silence(on):
        return f"Silent until {long_date(silence.to_on)}, agreed by {silence.by.name}: {silence.reason}"
    if ledger.owed is None:
        return ledger.kind.waits_for(ledger.subject)
    left = time_left(ledger.owed.due_on, on)
    steps = sum(chase.due_on == ledger.owed.due_on for chase in ledger.chases)
    return f"{left.words}; {plural(steps, 'chase')} for this date."


def answer_words(chase: Chase, calendar: WorkingDays) -> str:
    """ "Answered by Gethin Madeup after 3 working days"."""
    if chase.answered_at is None:
        return ""
    days = calendar.between(chase.on, london_date(chase.answered_at))
    after = "on the same day" if days <= 0 else f"after {plural(days, 'working day')}"
    return f"Answered by {chase.answered_by.name if chase.answered_by else 'somebody'} {after}"


def ledger_rungs(ledger: Ledger, calendar: WorkingDays, on: dt.date) -> list[Rung]:
    """Every step, and the silences between them, in the order of time."""
    found: list[tuple[dt.date, int, Rung]] = []
    for chase in ledger.chases:
        outcomes = [sent_words(row) for row in chase.tellings.all()]
        wrong = list_words(dict.fromkeys(strong for strong, _ in outcomes if strong))
        how = dict.fromkeys(rest for _, rest in outcomes if rest)
        said = [answer_words(chase, calendar), *how]
        if chase.note:
            said.append(f"“{chase.note}”")
        rest = "; ".join(part for part in said if part)
        found.append(
            (
                chase.on,
                0,
                Rung(
                    state="failed" if wrong else "sent",
                    date=short_date(chase.on, on),
                    distance=_distance(chase),
                    to=list_words(told_one(row) for row in chase.tellings.all()) or "Nobody",
                    strong=wrong,
                    outcome=upper_first(rest),
                ),
            )
        )
    for row in ledger.snoozes:
        ended = f" Ended early on {short_date(london_date(row.ended_at), on)}." if row.ended_at else ""
        found.append(
            (
                row.from_on,
                1,
                Rung(
                    state="next" if row is ledger.silence(on) else "sent",
                    date=short_date(row.from_on, on),
                    distance="silent",
                    to=f"Nobody, until {short_date(row.to_on, on)}",
                    strong=f"Silence agreed by {row.by.name}",
                    outcome=f"{row.reason.rstrip('.')}.{ended}",
                ),
            )
        )
    return [rung for _, _, rung in sorted(found, key=lambda one: one[:2])]


def _distance(chase: Chase) -> str:
    if chase.by_id is not None:
        return "by hand"
    if chase.offset is None:
        return "date moved"
    return f"{abs(chase.offset)}{NBSP}{'before' if chase.offset < 0 else 'after'}" if chase.offset else "on the day"


def ledger_facts(ledger: Ledger, on: dt.date) -> list[Fact]:
    """What is known of the thing, and its counts."""
    answered = sum(chase.answered_at is not None for chase in ledger.chases)
    facts = [Fact("Record", ledger.reference, ledger.path)]
    if ledger.owed:
        facts.append(Fact("Due", long_date(ledger.owed.due_on)))
        if ledger.owed.slips:
            facts.append(Fact("Date moved", plural(ledger.owed.slips, "time")))
    facts += [
        Fact("Chases", f"{len(ledger.chases)}, {answered} answered" if ledger.chases else "none yet"),
        Fact("Silences", str(len(ledger.snoozes)) if ledger.snoozes else ""),
    ]
    return facts


@dataclass(frozen=True)
class Acts:
    """Which acts the page of a ledger offers."""

    chase: bool
    snooze: bool
    end_snooze: bool


OVERDUE_HEADS = [Head("When", "time", "time"), Head("What is owed", "what"), Head("Date moved", "num", "num")]


def overdue_rows(owed: Iterable[Obligation], on: dt.date) -> list[list[Cell]]:
    """What an agency would be chased for."""
    return [
        [
            Cell(when=When.due(one.due_on, on)),
            Cell(one.title, one.path, one.reference),
            Cell(plural(one.slips, "time") if one.slips else "never"),
        ]
        for one in owed
    ]
