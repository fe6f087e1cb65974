"""Acts on rounds: planning, choosing the agencies, opening with last round's answers, closing, opening again."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from audits import workflow
from audits.models import Answer, Framework, Question, Return, Round
from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import create_all_as, delete_as, save_as
from partnership.kit.workflow import lock, move
from partnership.models import Agency, Appointment, Body, Person
from partnership.notices import record_notice
from partnership.permissions import PortalRight

Basis = Return.Basis
# Children Act 2004 s11(1) names whom it binds; voluntary bodies, schools and colleges are invited.
BASIS_OF_KIND = {
    Agency.Kind.LOCAL_AUTHORITY: Basis.STATUTORY,
    Agency.Kind.ICB: Basis.STATUTORY,
    Agency.Kind.POLICE: Basis.STATUTORY,
    Agency.Kind.RELEVANT: Basis.STATUTORY,
    Agency.Kind.COMMISSIONED: Basis.COMMISSIONED,
    Agency.Kind.VOLUNTARY: Basis.VOLUNTARY,
    Agency.Kind.EDUCATION: Basis.VOLUNTARY,
}


def may_be_asked(on: dt.date) -> "Iterable[Agency]":
    """Agencies that exist on a day and are of a kind that is asked."""
    return Agency.objects.open(on).filter(kind__in=BASIS_OF_KIND).order_by("name")


def leads_of(agencies: Collection[int], on: dt.date) -> dict[int, list[Person]]:
    """Who leads each of these agencies on a day."""
    rows = Appointment.objects.current(on).filter(
        role=Appointment.Role.AGENCY_LEAD, agency_id__in=agencies, person__is_active=True
    )
    found: dict[int, list[Person]] = defaultdict(list)
    for row in rows.select_related("person").order_by("from_on", "pk"):
        if row.agency_id is not None:
            found[row.agency_id].append(row.person)
    return found


def tell_leads(row: Return, kind: str, subject: str, *, lines: list[str], on: dt.date, now: dt.datetime) -> None:
    """Put a mail to an agency's leads into the outbox: what happened and where to look, never an answer or a score."""
    for lead in leads_of([row.agency_id], on)[row.agency_id]:
        record_notice(
            key=f"{kind}:{row.pk}:{lead.pk}:{now:%Y%m%d%H%M%S}",
            kind=kind,
            to=lead,
            subject=subject,
            lines=lines,
            path=row.get_absolute_url(),
            now=now,
        )


@transaction.atomic
def plan_round(
    *,
    framework: Framework,
    body: Body,
    title: str,
    from_on: dt.date,
    to_on: dt.date,
    opens_on: dt.date,
    due_on: dt.date,
    bases: Collection[str],
    by: Person,
    now: dt.datetime,
) -> Round:
    """Prepare a round for the agencies bound by law, by contract or invited. Nobody is asked before it opens.

    A part of an agency is not asked beside the whole; it can be chosen by hand. Refuses anybody but the business unit.
    """
    on = london_date(now)
    if not by.rights.has(PortalRight.MANAGE):
        raise NotYours("Rounds are prepared by the business unit.")
    if not body.is_open(on):
        raise ValidationError({"body": f"{body.name} has closed. Choose the body that took over its work."})
    row = Round(
        framework=framework, body=body, title=title, from_on=from_on, to_on=to_on, opens_on=opens_on, due_on=due_on
    )
    save_as(row, by=by, reason="Prepared", now=now)
    row.moves.create(from_status="", to_status=row.status, move="prepare", by=by, at=now)
    chosen = [agency for agency in may_be_asked(on) if agency.part_of_id is None and basis_of(agency) in bases]
    _ask(row, chosen, by=by, now=now)
    return row


def basis_of(agency: Agency) -> str:
    """Why an agency is asked. Refuses a kind of agency that audits do not ask."""
    try:
        return BASIS_OF_KIND[Agency.Kind(agency.kind)]
    except KeyError:
        raise ValidationError({"agencies": f"{agency.name} is not asked in audits. Leave it out."}) from None


def _ask(row: Round, agencies: Iterable[Agency], *, by: Person, now: dt.datetime) -> None:
    create_all_as(
        [
            Return(
                round=row, agency=agency, basis=basis_of(agency), due_on=row.due_on, chase_from_on=row.opens_on
            )
            for agency in agencies
        ],
        Return,
        by=by,
        reason="Chosen",
        now=now,
    )  # fmt: skip


@transaction.atomic
def change_round(
    *,
    round_: Round,
    title: str,
    from_on: dt.date,
    to_on: dt.date,
    opens_on: dt.date,
    due_on: dt.date,
    agencies: Collection[Agency],
    by: Person,
    now: dt.datetime,
    seen: int | None,
) -> Round:
    """Correct a round that is being prepared: its words, its dates, and who is asked.

    Raises Stale when somebody saved it since. Refuses once it has opened.
    """
    current = lock(round_)
    if not current.allows(by, PortalRight.MANAGE):
        raise NotYours("Rounds are prepared by the business unit.")
    if current.status != Round.Status.DRAFTING:
        raise WrongState("This round has opened, so what agencies were asked stays as it is.")
    current.step_version(seen=seen)
    current.title, current.from_on, current.to_on = title, from_on, to_on
    current.opens_on, current.due_on = opens_on, due_on
    save_as(current, by=by, reason="Corrected", now=now)
    wanted = {agency.pk: agency for agency in agencies}
    for row in current.returns.select_related("agency"):
        if row.agency_id not in wanted:
            delete_as(row, by=by, reason="Left out", now=now)
            continue
        wanted.pop(row.agency_id)
        if row.due_on != due_on or row.chase_from_on != opens_on:
            row.due_on, row.chase_from_on = due_on, opens_on
            save_as(row, by=by, reason="Corrected", now=now)
    _ask(current, wanted.values(), by=by, now=now)
    return current


def last_answers(round_: Round, agencies: Collection[int]) -> dict[tuple[int, str], Answer]:
    """The latest answers that these agencies gave in earlier rounds of the same framework, by agency and question."""
    rows = (
        Answer.objects.filter(
            audit_return__round__framework__key=round_.framework.key,
            audit_return__agency_id__in=agencies,
            audit_return__status__in=Return.RETURNED,
            score__isnull=False,
        )
        .exclude(audit_return__round=round_)
        .select_related("question", "audit_return")
        .order_by("audit_return__round__due_on", "pk")
    )
    return {(row.audit_return.agency_id, row.question.key): row for row in rows}


@transaction.atomic
def open_round(*, round_: Round, by: Person, now: dt.datetime) -> Round:
    """Send the round to its agencies: each gets its questions, with last round's answers brought forward, and a mail.

    What was brought forward is not an answer of this round before the agency has saved it.
    """
    on = london_date(now)
    opened = move(round_, workflow.OPEN, by=by, now=now, on=on)
    returns = list(opened.returns.select_related("agency"))
    before = last_answers(opened, [row.agency_id for row in returns])
    questions = list(Question.objects.filter(standard__framework=opened.framework_id))
    answers = []
    for row in returns:
        row.chase_from_on = on
        save_as(row, by=by, reason="Round opened", now=now)
        for question in questions:
            last = before.get((row.agency_id, question.key))
            score = last.standing_score if last else None
            fits = score is not None and score <= question.most
            answers.append(
                Answer(
                    audit_return=row,
                    question=question,
                    score=score if fits else None,
                    evidence=last.evidence if last else "",
                    brought_from=last,
                    is_brought=last is not None,
                )
            )
    create_all_as(answers, Answer, by=by, reason="Round opened", now=now)
    for row in returns:
        tell_leads(row, "audit opened", f"{opened.title}: your return is asked for", on=on, now=now, lines=[
            f"{opened.body.name} asks {row.agency.short_name} for its return.",
            f"It is due on {row.due_on.day} {row.due_on:%B %Y}.",
        ])  # fmt: skip
    return opened


@transaction.atomic
def close_round(*, round_: Round, by: Person, now: dt.datetime, note: str = "") -> Round:
    """End a round. What was sent in is moderated first; where agencies have not returned, a note says so.

    Nothing of it is chased any more, and its returns stay readable.
    """
    on = london_date(now)
    missing = round_.returns.filter(status__in=Return.WITH_THE_AGENCY).count()
    if missing and not note.strip():
        raise ValidationError({"note": "Some agencies have not returned. Write why the round is closed without them."})

    def end(row: Round) -> None:
        row.closed_on = on

    return move(round_, workflow.CLOSE, by=by, note=note, now=now, on=on, change=end)


@transaction.atomic
def reopen_round(*, round_: Round, reason: str, by: Person, now: dt.datetime) -> Round:
    """Open a closed round again, with the reason. What is still owed is chased from this day."""
    on = london_date(now)

    def begin(row: Round) -> None:
        row.closed_on = None

    reopened = move(round_, workflow.REOPEN, by=by, note=reason, now=now, on=on, change=begin)
    for row in reopened.returns.filter(status__in=Return.WITH_THE_AGENCY):
        row.chase_from_on = on
        save_as(row, by=by, reason="Round opened again", now=now)
    return reopened
