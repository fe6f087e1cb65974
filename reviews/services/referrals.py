"""Acts on referrals: recording, criteria, recommending, deciding, closing, withdrawing."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import delete_as, save_as
from partnership.kit.personal_details import check_for_personal_details
from partnership.kit.workflow import lock, move
from partnership.models import Agency, Appointment, Body, Membership, Person, Regime
from partnership.notices import record_notice
from partnership.permissions import AgencyRight
from reviews import workflow
from reviews.criteria import limbs_for
from reviews.models import Criterion, Involvement, Referral
from reviews.permissions import ReviewRight
from reviews.services.deadlines import start_clocks_of_referral
from reviews.services.numbers import REFERRAL, next_reference
from subgroups.models import Decision, Meeting

LEARNING_AND_IMPROVEMENT = "LAI"  # the code of the sub group that receives referrals


def receiving_body() -> Body:
    """The Learning and Improvement sub group. Raises ValidationError where there is none."""
    body = Body.objects.filter(code=LEARNING_AND_IMPROVEMENT).first()
    if body is None:
        raise ValidationError(
            f"No body has the code {LEARNING_AND_IMPROVEMENT}. Add the Learning and Improvement sub group first."
        )
    return body


def _check_dates(aware_on: dt.date, referred_on: dt.date, on: dt.date) -> None:
    if aware_on > on:
        raise ValidationError({"aware_on": "Enter a date that is not in the future."})
    if referred_on > on:
        raise ValidationError({"referred_on": "Enter a date that is not in the future."})
    if referred_on < aware_on:
        raise ValidationError({"referred_on": "Enter a date that is not before the date of awareness."})


def _set_involved(referral: Referral, agencies: Iterable[Agency], *, by: Person, now: dt.datetime) -> None:
    wanted = {agency.pk: agency for agency in agencies}
    for row in referral.involvements.all():
        if row.agency_id not in wanted:
            delete_as(row, by=by, reason="Corrected", now=now)
        wanted.pop(row.agency_id, None)
    for agency in wanted.values():
        save_as(Involvement(referral=referral, agency=agency), by=by, reason="Recorded", now=now)


@transaction.atomic
def record_referral(
    *,
    kind: str,
    agency: Agency,
    case_code: str,
    aware_on: dt.date,
    summary: str,
    by: Person,
    now: dt.datetime,
    referred_on: dt.date | None = None,
    involved: Iterable[Agency] = (),
    also: str = "",
    panel: Body | None = None,
) -> Referral:
    """Put a case forward for review: numbered, its clocks begun. A lead refers for the own agency only.

    Refuses any text with a person's details, and a case code that is a person's number.
    """
    on = london_date(now)
    if not (by.rights.manages or agency.pk in by.rights.agencies(AgencyRight.LEAD)):
        raise NotYours("Referrals are made by the business unit or by the lead of the agency that refers.")
    referred_on = referred_on or on
    _check_dates(aware_on, referred_on, on)
    applies_to = Regime.For.CHILDREN if kind == Referral.Kind.CHILD else Regime.For.ADULTS
    referral = Referral(
        reference=next_reference(series=REFERRAL, year=on.year),
        case_code=case_code.strip(),
        kind=kind,
        also=also if kind == Referral.Kind.CHILD else "",
        regime=Regime.objects.filter(applies_to=applies_to).current(referred_on).order_by("-from_on").first(),
        agency=agency,
        body=receiving_body(),
        panel=panel if by.rights.manages else None,
        aware_on=aware_on,
        referred_on=referred_on,
        summary=summary.strip(),
    )
    save_as(referral, by=by, reason="Recorded", now=now)
    referral.moves.create(from_status="", to_status=referral.status, move="record", by=by, at=now)
    _set_involved(referral, involved, by=by, now=now)
    start_clocks_of_referral(referral=referral, by=by, now=now)
    return referral


@transaction.atomic
def change_referral(*, referral: Referral, by: Person, now: dt.datetime, seen: int | None, **fields: Any) -> Referral:
    """Correct what was written, and choose the panel. Clocks that are still running follow the date of awareness.

    Raises Stale when somebody saved it since. Refuses once the referral has ended.
    """
    involved: Iterable[Agency] | None = fields.pop("involved", None)
    unknown = set(fields) - {"case_code", "aware_on", "referred_on", "summary", "also", "panel"}
    if unknown:
        raise ValidationError(f"These cannot be changed here: {', '.join(sorted(unknown))}.")
    current = lock(referral)
    if not current.allows(by, ReviewRight.KEEP):
        raise NotYours("A referral is corrected by the business unit.")
    if not current.is_open:
        raise WrongState("This referral has ended, so it stays as it is.")
    current.step_version(seen=seen)
    for name, value in fields.items():
        setattr(current, name, value)
    if current.kind != Referral.Kind.CHILD:
        current.also = ""
    _check_dates(current.aware_on, current.referred_on, london_date(now))
    save_as(current, by=by, reason="Corrected", now=now)
    if involved is not None:
        _set_involved(current, involved, by=by, now=now)
    start_clocks_of_referral(referral=current, by=by, now=now)
    return current


@transaction.atomic
def record_criteria(
    *, referral: Referral, answers: Mapping[str, str], reasons: str, by: Person, now: dt.datetime
) -> Referral:
    """Hold a referral against each limb of the law as it read on the day of referral. Again, the answers are replaced.

    Refuses a limb without an answer, and no reasons.
    """
    current = lock(referral)
    if not reasons.strip():
        raise ValidationError({"reasons": "Write the reasons for these answers."})
    check_for_personal_details(reasons=reasons)
    limbs = limbs_for(current.kind, current.referred_on)
    missing = {limb.key for limb in limbs} - {key for key, answer in answers.items() if answer}
    if missing:
        raise ValidationError("Answer every criterion. “Not clear yet” is an answer.")

    def reasoned(row: Referral) -> None:
        row.criteria_reasons = reasons.strip()

    assessed = move(
        current, workflow.RECORD_CRITERIA, by=by, note=reasons, now=now, on=london_date(now), change=reasoned
    )
    known = {row.key: row for row in assessed.criteria.all()}
    for place, limb in enumerate(limbs, 1):
        row = known.pop(limb.key, None) or Criterion(referral=assessed, key=limb.key)
        row.place, row.level, row.joined, row.text = place, limb.level, limb.joined, limb.text
        row.citation, row.is_verified, row.answer = limb.citation, limb.verified, answers[limb.key]
        save_as(row, by=by, reason="Criteria recorded", now=now)
    for row in known.values():
        delete_as(row, by=by, reason="Criteria recorded again", now=now)
    return assessed


def _outcome_of_kind(referral: Referral, outcome: str) -> None:
    if outcome not in Referral.OUTCOMES_FOR[Referral.Kind(referral.kind)]:
        raise ValidationError({"outcome": "Choose an outcome from the list."})


@transaction.atomic
def recommend_outcome(
    *,
    referral: Referral,
    outcome: str,
    reasons: str,
    by: Person,
    now: dt.datetime,
    meeting: Meeting | None = None,
    decision: Decision | None = None,
) -> Referral:
    """Record what the Learning and Improvement sub group recommends, with reasons, and tell those who decide.

    The meeting or decision it comes from belongs to that sub group.
    """
    on = london_date(now)
    current = lock(referral)
    if not reasons.strip():
        raise ValidationError({"reasons": "Write the reasons for the recommendation."})
    check_for_personal_details(reasons=reasons)
    _outcome_of_kind(current, outcome)
    if decision is not None:
        if decision.body_id != current.body_id:
            raise ValidationError({"decision": f"Choose a decision of {current.body.short_name}."})
        meeting = decision.meeting
    if meeting is not None and meeting.body_id != current.body_id:
        raise ValidationError({"meeting": f"Choose a meeting of {current.body.short_name}."})
    workflow.agrees_with_the_law(outcome, current)

    def recommend(row: Referral) -> None:
        row.recommended, row.recommended_on = outcome, on
        row.recommendation_reasons = reasons.strip()
        row.meeting, row.decision = meeting, decision

    done = move(current, workflow.RECOMMEND, by=by, note=reasons, now=now, on=on, change=recommend)
    for person in deciders_of(done, on):
        if person != by and not done.is_shut_to(person):
            record_notice(
                key=f"referral recommended:{done.pk}:{person.pk}:{now:%Y%m%d%H%M%S}",
                kind="referral recommended",
                to=person,
                subject=f"{done.reference}: a recommendation waits for your decision",
                lines=[f"{done.body.name} has made its recommendation on a referral.", "You are asked to decide."],
                path=done.get_absolute_url(),
                now=now,
            )
    return done


def deciders_of(referral: Referral, on: dt.date) -> list[Person]:
    """Who is asked to decide: the independent chair about adults; about children the chairs of the panel chosen, or
    the safeguarding partners where none was."""
    people = Person.objects.filter(is_active=True).order_by("name")
    if referral.kind == Referral.Kind.ADULT:
        role = Appointment.Role.INDEPENDENT_CHAIR
    elif referral.panel_id:
        chairs = Membership.objects.current(on).filter(
            seat__body_id=referral.panel_id, role__in=[Membership.Role.CHAIR, Membership.Role.VICE_CHAIR]
        )
        return list(people.filter(pk__in=chairs.values("person_id")))
    else:
        role = Appointment.Role.SAFEGUARDING_PARTNER
    appointed = Appointment.objects.current(on).filter(role=role)
    return list(people.filter(pk__in=appointed.values("person_id")))


@transaction.atomic
def decide_referral(
    *,
    referral: Referral,
    outcome: str,
    reasons: str,
    by: Person,
    now: dt.datetime,
    decided_on: dt.date | None = None,
    dissent: str = "",
    panel_view: str = "",
) -> Referral:
    """Decide whether there will be a review, with recorded reasons: the independent chair about adults, the panel's
    chair or a safeguarding partner about children. Awaiting the national panel may be decided again, nothing else.
    """
    on = london_date(now)
    current = lock(referral)
    check_for_personal_details(reasons=reasons, dissent=dissent)
    _outcome_of_kind(current, outcome)
    decided_on = decided_on or on
    if decided_on > on:
        raise ValidationError({"decided_on": "Enter a date that is not in the future."})
    if decided_on < current.referred_on:
        raise ValidationError({"decided_on": "Enter a date that is not before the referral."})
    if current.status == Referral.Status.RECOMMENDED and current.allows(by, ReviewRight.DECIDE):
        workflow.agrees_with_the_law(outcome, current)

    def decide(row: Referral) -> None:
        row.outcome, row.decided_on, row.decided_by = outcome, decided_on, by
        row.decision_reasons, row.dissent = reasons.strip(), dissent.strip()
        row.panel_view = panel_view if row.kind == Referral.Kind.CHILD else ""

    decided = move(current, workflow.DECIDE, by=by, note=reasons, now=now, on=on, change=decide)
    leads = Appointment.objects.current(on).filter(role=Appointment.Role.AGENCY_LEAD, agency_id=decided.agency_id)
    for person in Person.objects.filter(pk__in=leads.values("person_id")):
        if person != by and not decided.is_shut_to(person):
            record_notice(
                key=f"referral decided:{decided.pk}:{person.pk}:{now:%Y%m%d%H%M%S}",
                kind="referral decided",
                to=person,
                subject=f"{decided.reference}: decided",
                lines=["A decision was made on a referral of your agency. The reasons are on its page."],
                path=decided.get_absolute_url(),
                now=now,
            )
    return decided


@transaction.atomic
def send_back(*, referral: Referral, reason: str, by: Person, now: dt.datetime) -> Referral:
    """Look at the criteria again before anybody decides, with the reason."""
    check_for_personal_details(note=reason)
    return move(referral, workflow.REASSESS, by=by, note=reason, now=now, on=london_date(now))


@transaction.atomic
def close_referral(*, referral: Referral, learning: str, by: Person, now: dt.datetime) -> Referral:
    """End a referral on which no review follows, with what was learned from it."""
    on = london_date(now)
    check_for_personal_details(learning=learning)

    def close(row: Referral) -> None:
        row.closed_on, row.learning = on, learning.strip()

    return move(referral, workflow.CLOSE, by=by, note=learning, now=now, on=on, change=close)


@transaction.atomic
def withdraw_referral(*, referral: Referral, reason: str, by: Person, now: dt.datetime) -> Referral:
    """End a referral that was not one, with the reason: sent twice, or to the wrong area."""
    on = london_date(now)
    check_for_personal_details(note=reason)

    def end(row: Referral) -> None:
        row.closed_on = on

    return move(referral, workflow.WITHDRAW, by=by, note=reason, now=now, on=on, change=end)
