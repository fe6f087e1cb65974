"""Acts on what is chased: silence it for a time with a reason, or chase it now by hand with a line of one's own."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.calendar import working_days
from partnership.chasing import Offices, Rung, Sight, Told
from partnership.chasing.drawing import drawn_groups
from partnership.chasing.lines import grouped
from partnership.chasing.recording import silent_until
from partnership.chasing.telling import Lines, ToTell, to_tell
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import save_as
from partnership.kit.personal_details import check_for_personal_details
from partnership.kit.wording import long_date, plural
from partnership.models import Agency, Chase, ChaseStep, Notice, Person, Snooze, Telling
from partnership.notices import one_line, record_notice
from partnership.obligations import ModelKind, Obligation, kind_of, kinds
from partnership.permissions import BodyRight

MOST_SILENT = 20  # working days
LONGEST_LINE = 300
MOST_AT_ONCE = 200


def may_steer(*, body_id: int | None, by: Person) -> bool:
    """Who may silence a chase or send one by hand: the business unit, and the chair of the body it is owed to."""
    return bool(by.rights.manages or by.rights.on_body(BodyRight.CHAIR, body_id))


def owes_it(owed: Obligation, by: Person) -> bool:
    """Whether a person owes the thing: nobody silences what they owe themselves."""
    return owed.office == "chair" or owed.owner_id == by.pk


def still_owed(kind: str, subject: int) -> Obligation:
    """The obligation, locked against two acts at once. Raises WrongState that says for whom it waits, if not owed."""
    of = kind_of(kind)
    of.model._base_manager.select_for_update(of=("self",)).filter(pk=subject).first()
    owed = of.find(subject)
    if owed is None:
        raise WrongState(of.waits_for(subject))
    return owed


def look_at(kind: ModelKind, subject: int) -> None:
    """Look at one ladder anew at the next run."""
    kind.model._base_manager.filter(pk=subject).update(next_chase_on=None)


# ---- silence ----


@transaction.atomic
def snooze(
    *, kind: str, subject: int, to_on: dt.date, reason: str, by: Person, on: dt.date, now: dt.datetime
) -> Snooze:
    """Send nothing about one thing until a day, at most 20 working days ahead, for a reason. Then it is caught up."""
    owed = still_owed(kind, subject)
    if not may_steer(body_id=owed.body_id, by=by):
        raise NotYours("Chases are silenced by the chair of the body and by the business unit.")
    if owes_it(owed, by) and not by.rights.manages:
        raise NotYours("You owe this yourself: ask the business unit.")
    latest = working_days().add(on, MOST_SILENT)
    if to_on <= on:
        raise ValidationError({"to_on": "Enter a day after today."})
    if to_on > latest:
        raise ValidationError(
            {"to_on": f"Enter {long_date(latest, weekday=False)} at the latest: {MOST_SILENT} working days from today."}
        )
    if not reason.strip():
        raise ValidationError({"reason": "Write why nothing is to be sent."})
    check_for_personal_details(reason=reason)
    standing = silent_until(kind, [subject], on)
    if subject in standing:
        until = long_date(standing[subject], weekday=False)
        raise WrongState(f"It is silent until {until} already. End that silence first.")
    row = Snooze(
        kind=kind,
        subject=subject,
        reference=owed.reference,
        body_id=owed.body_id,
        reason=one_line(reason)[:300],
        by=by,
        at=now,
        from_on=on,
        to_on=to_on,
    )
    save_as(row, by=by, reason="silenced", now=now)
    look_at(kind_of(kind), subject)
    return row


@transaction.atomic
def end_snooze(*, kind: str, subject: int, by: Person, on: dt.date, now: dt.datetime) -> Snooze:
    """End a silence early: what came in the meantime is told at the next run. Refuses where there is no silence."""
    row = (
        Snooze.objects.select_for_update()
        .current(on)
        .filter(kind=kind, subject=subject, ended_at__isnull=True)
        .order_by("-to_on")
        .first()
    )
    if row is None:
        raise WrongState("It is not silent: nothing is to be ended.")
    if not may_steer(body_id=row.body_id, by=by):
        raise NotYours("Silences are ended by the chair of the body and by the business unit.")
    row.ended_at, row.ended_by = now, by
    save_as(row, by=by, reason="ended early", now=now)
    look_at(kind_of(kind), subject)
    return row


# ---- by hand ----


def step_by_hand(on: dt.date) -> str:
    """The step of the ledger for a chase by hand: once a day for one thing."""
    return f"by-hand-{on.isoformat()}"


def _check_line(line: str) -> str:
    line = one_line(line)
    if len(line) > LONGEST_LINE:
        raise ValidationError({"line": f"Write {LONGEST_LINE} characters at most. You wrote {len(line)}."})
    check_for_personal_details(line=line)
    return line


@transaction.atomic
def chase_now(*, kind: str, subject: int, by: Person, on: dt.date, now: dt.datetime, line: str = "") -> list[Notice]:
    """Chase one thing at once, telling whoever owes it, with a line of one's own. Once a day for one thing.

    Refuses what waits for somebody else, saying for whom.
    """
    owed = still_owed(kind, subject)
    if not may_steer(body_id=owed.body_id, by=by):
        raise NotYours("Chases by hand are sent by the chair of the body and by the business unit.")
    line = _check_line(line)
    silent = silent_until(kind, [subject], on)
    if subject in silent:
        raise WrongState(f"It is silent until {long_date(silent[subject], weekday=False)}. End that silence first.")
    told = Offices(on).told(Rung(step_by_hand(on), ChaseStep.To.OWNER), owed)
    if all(one.person_id is None for one in told):
        raise ValidationError("Nobody holds the office that owes it. Name a holder or an agency lead first.")
    chase, is_new = Chase.objects.get_or_create(
        kind=kind,
        subject=subject,
        due_on=owed.due_on,
        step=step_by_hand(on),
        defaults=_by_hand(owed, line, by, on, now),
    )
    if not is_new:
        raise WrongState("It was chased by hand today already. Tomorrow it can be again.")
    tellings = _tell(chase, told)
    return _send(tellings, by=by, line=line, on=on, now=now, key=f"by-hand:{chase.pk}")


@dataclass(frozen=True)
class Overdue:
    """Something overdue of an agency, with the persons who are told of it."""

    owed: Obligation
    told: list[Told]


def overdue_of(agency: Agency, on: dt.date) -> list[Overdue]:
    """What an agency owes and has not done by its date, longest late first; silent and told by hand today left out.

    The agency's leads are told; where there are none, whoever holds the thing.
    """
    offices, found = Offices(on), []
    for kind in kinds():
        if not kind.agency:
            continue
        rows = kind.owed().filter(**{kind.agency: agency.pk, f"{kind.due}__lt": on}).order_by(kind.due, "pk")
        owed = [kind.describe(row) for row in rows[:MOST_AT_ONCE]]
        subjects = [one.subject for one in owed]
        silent = silent_until(kind.key, subjects, on)
        told_today = set(
            Chase.objects.filter(kind=kind.key, subject__in=subjects, step=step_by_hand(on)).values_list(
                "subject", flat=True
            )
        )
        for one in owed:
            if one.office == "owner" and one.subject not in silent and one.subject not in told_today:
                leads = [offices.stand_in(person, Telling.As.LEAD) for person in offices.leads(agency.pk)]
                holders = offices.holders(
                    one.office, owner_id=one.owner_id, agency_id=one.agency_id, body_id=one.body_id
                )
                found.append(Overdue(one, leads or holders))
    return sorted(found, key=lambda row: (row.owed.due_on, row.owed.reference))


@transaction.atomic
def chase_agency_now(*, agency: Agency, by: Person, on: dt.date, now: dt.datetime, line: str = "") -> list[Notice]:
    """Chase an agency at once for all that is overdue: one mail to each of its leads. Each thing once a day."""
    if not by.rights.manages:
        raise NotYours("A whole agency is chased by the business unit.")
    line = _check_line(line)
    Agency.objects.select_for_update().get(pk=agency.pk)
    rows = overdue_of(agency, on)
    if not rows:
        raise WrongState("Nothing of it is overdue that was not chased by hand today or is silent.")
    tellings: list[Telling] = []
    for row in rows:
        if not row.told:
            continue
        owed = row.owed
        chase = Chase.objects.create(
            kind=owed.kind, subject=owed.subject, due_on=owed.due_on, step=step_by_hand(on),
            **_by_hand(owed, line, by, on, now),
        )  # fmt: skip
        tellings += _tell(chase, row.told)
    if not tellings:
        raise ValidationError("Nobody leads this agency and nobody holds what it owes. Name an agency lead first.")
    return _send(tellings, by=by, line=line, on=on, now=now, key=f"by-hand:{tellings[0].chase_id}")


def _by_hand(owed: Obligation, line: str, by: Person, on: dt.date, now: dt.datetime) -> dict[str, object]:
    """The line of the ledger of a chase by hand, but for its key."""
    return {
        "to": ChaseStep.To.OWNER,
        "step_on": on,
        "on": on,
        "at": now,
        "by": by,
        "body_id": owed.body_id,
        "agency_id": owed.agency_id,
        "reference": owed.reference,
        "title": owed.title[:300],
        "path": owed.path,
        "note": line,
    }


def _tell(chase: Chase, told: Iterable[Told]) -> list[Telling]:
    once = {one.person_id: one for one in told if one.person_id is not None}
    return [
        Telling.objects.create(
            chase=chase, person_id=one.person_id, told_as=one.told_as, instead_of_id=one.instead_of_id
        )
        for one in once.values()
    ]


def _send(tellings: list[Telling], *, by: Person, line: str, on: dt.date, now: dt.datetime, key: str) -> list[Notice]:
    """One mail to each person with all that they are told of. It looks like the digest, with the line on top."""
    by_person: dict[int, list[ToTell]] = defaultdict(list)
    for row in to_tell(Telling.objects.filter(pk__in=[telling.pk for telling in tellings])):
        by_person[row.person_id].append(row)
    people = Person.objects.in_bulk(list(by_person))
    says, sent = Lines(Sight(on, now)), []
    for person_id, rows in by_person.items():
        lines = says.current(rows, {row.thing for row in rows})
        late = sum(one.due_on < on for one in lines)
        what = lines[0].reference if len(lines) == 1 else plural(len(lines), "thing")
        notice = record_notice(
            key=f"{key}:{person_id}",
            kind="chase",
            to=people[person_id],
            subject=f"{by.name} asks about {what}" + (f", {late} late" if len(lines) > 1 else f": {lines[0].words}"),
            path=lines[0].path,
            now=now,
            lines=[],
            template="by_hand",
            context={"by": by, "line": line, "groups": drawn_groups(grouped(lines), on), "on": on},
        )
        if notice is not None:
            Telling.objects.filter(pk__in=[row.pk for row in rows]).update(notice=notice)
            sent.append(notice)
    return sent
