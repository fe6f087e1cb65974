"""Letters of challenge: drafted by the last steps of a ladder; a person adds a line, and sends or withholds them."""

import datetime as dt
import logging

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from partnership.chasing.ladders import Ladders
from partnership.chasing.offices import Offices
from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import save_as
from partnership.kit.workflow import lock, move
from partnership.models import Agency, Body, Chase, ChaseStep, Letter, LetterFile, Notice, Person
from partnership.notices import one_line, record_notice
from partnership.obligations import Obligation, kind_of
from partnership.permissions import PortalRight
from partnership.workflow import SEND_LETTER, WITHHOLD_LETTER

log = logging.getLogger(__name__)

# A step that was taken longer ago has had its letter, or was done before one could be drafted.
LOOK_BACK = dt.timedelta(days=30)


def draft_letters(*, on: dt.date, now: dt.datetime) -> int:
    """Draft a letter for each chase whose step asks for one and that has none. Returns how many were drafted.

    What is no longer owed gets none. Unique per chase: safe to run again and on several workers. One that fails is
    logged and the rest are drafted; then the failure is raised.
    """
    ladders = Ladders()
    found = Chase.objects.filter(letter__isnull=True, on__gte=on - LOOK_BACK, on__lte=on, by__isnull=True)
    chases = [
        chase
        for chase in found.filter(step__in=ladders.steps_with_letters()).order_by("pk")
        if any(rung.letter and rung.key == chase.step for rung in ladders.of(chase.body_id))
    ]
    if not chases:
        return 0
    offices, drafted = Offices(on), 0
    failure: Exception | None = None
    for chase in chases:
        owed = kind_of(chase.kind).find(chase.subject)
        if owed is None or owed.due_on != chase.due_on:
            continue
        try:
            drafted += _draft(chase, owed, offices, on=on, now=now)
        except IntegrityError:
            log.info("The letter of chase %s was drafted by another worker", chase.pk)
        except Exception as error:
            log.exception("The letter of chase %s was not drafted", chase.pk)
            failure = failure or error
    if failure is not None:
        raise failure
    return drafted


@transaction.atomic
def _draft(chase: Chase, owed: Obligation, offices: Offices, *, on: dt.date, now: dt.datetime) -> int:
    Chase.objects.select_for_update().get(pk=chase.pk)
    if Letter.objects.filter(chase=chase).exists():
        return 0
    # An action, the answer on its date and its impact check bear one reference: one row of numbers for their letters.
    number = Letter.objects.filter(chase__reference=chase.reference).count() + 1
    letter = Letter(
        chase=chase,
        reference=f"{chase.reference}-L{number}",
        body_id=chase.body_id,
        agency_id=chase.agency_id,
        to_id=addressee(chase, offices, owed.office),
        drafted_on=on,
    )
    letter.facts = facts_of(letter, owed, on)
    save_as(letter, by=None, reason="drafted", now=now)
    LetterFile.objects.create(letter=letter, asked_at=now, doing="Waiting for its turn")
    return 1


def addressee(chase: Chase, offices: Offices, office: str) -> int | None:
    """The agency's lead; of what a chair owes, the chair."""
    people = offices.chairs(chase.body_id) if office == "chair" else offices.leads(chase.agency_id)
    return people[0] if people else None


def facts_of(letter: Letter, owed: Obligation, on: dt.date) -> dict[str, object]:
    """What the letter says, as it stands on a day: plain data that is never looked up again."""
    chases = Chase.objects.filter(kind=letter.chase.kind, subject=letter.chase.subject)
    return {
        "kind": kind_of(owed.kind).word,
        "reference": owed.reference,
        "title": one_line(owed.title),
        "due_on": owed.due_on.isoformat(),
        "days_late": max((on - owed.due_on).days, 0),
        "moves": owed.slips,
        "body": _name(letter.body),
        "agency": _name(letter.agency),
        "to": {"name": letter.to.name, "job_title": letter.to.job_title} if letter.to else {},
        "to_executive": letter.chase.to == ChaseStep.To.EXECUTIVE,
        "said_on": on.isoformat(),
        "chases": [_said(chase) for chase in chases.prefetch_related("tellings__person").order_by("step_on", "pk")],
    }


def _name(of: Body | Agency | None) -> str:
    return of.name if of else ""


def _said(chase: Chase) -> dict[str, object]:
    told = [row.person.name for row in chase.tellings.all() if row.person and not row.overtaken_on]
    return {"on": chase.on.isoformat(), "due_on": chase.due_on.isoformat(), "told": told}


def _refuse_others(by: Person) -> None:
    if not by.rights.has(PortalRight.MANAGE):
        raise NotYours("Letters of challenge are sent by the business unit.")


@transaction.atomic
def write_line(*, letter: Letter, line: str, by: Person, now: dt.datetime) -> Letter:
    """Put a line of one's own into a draft and make its PDF anew, with the facts and the addressee of the day.

    Refuses others than the business unit, and a letter that was sent, withheld or is no longer owed.
    """
    _refuse_others(by)
    current = lock(letter)
    if current.status != Letter.Status.DRAFTED:
        raise WrongState("This letter is not a draft any more.")
    owed = kind_of(current.chase.kind).find(current.chase.subject)
    if owed is None or owed.due_on != current.chase.due_on:
        raise ValidationError("This has been claimed complete or given a new date since. Withhold the letter.")
    on = london_date(now)
    current.line = one_line(line)
    current.to_id = addressee(current.chase, Offices(on), owed.office)
    current.facts = facts_of(current, owed, on)
    current.sha256 = ""
    save_as(current, by=by, reason="line written", now=now)
    LetterFile.objects.update_or_create(
        letter=current,
        defaults={
            "status": LetterFile.Status.WAITING,
            "asked_at": now,
            "tries": 0,
            "percent": 0,
            "failure": "",
            "doing": "Waiting for its turn",
            "claimed_until": None,
        },
    )
    return current


@transaction.atomic
def send_letter(*, letter: Letter, by: Person, now: dt.datetime) -> Letter:
    """Send the letter as it can be read: frozen with its checksum, and its addressee told by mail with a link.

    Refuses one whose PDF is not made, that has nobody to go to, or whose cause was done meanwhile.
    """

    def sent(row: Letter) -> None:
        row.sent_at, row.sent_by = now, by

    done = move(letter, SEND_LETTER, by=by, now=now, on=london_date(now), change=sent)
    assert done.to is not None, "a letter without an addressee is not sent"
    record_notice(
        key=f"letter:{done.pk}",
        kind=Notice.Kind.LETTER,
        to=done.to,
        subject=f"Letter of challenge {done.reference}",
        path=done.get_absolute_url(),
        now=now,
        lines=[
            "The partnership has written you a letter about something that is owed and has not been done.",
            "Read it in the portal, and answer on the record that it names.",
        ],
    )
    return done


@transaction.atomic
def withhold_letter(*, letter: Letter, reason: str, by: Person, now: dt.datetime) -> Letter:
    """Keep a draft from going out, with the reason. The ledger of letters keeps it."""
    return move(letter, WITHHOLD_LETTER, by=by, note=reason, now=now, on=london_date(now))
