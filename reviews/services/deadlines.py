"""Clocks that law and guidance set: started with the rule of the day, met with proof, late with a reason."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.calendar import working_days
from partnership.deadlines import due_from, rule_on
from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import save_as
from partnership.kit.workflow import lock
from partnership.models import Person
from reviews import deadlines as law
from reviews.models import Deadline, Referral
from reviews.permissions import ReviewRight


def start_clock(*, referral: Referral, key: str, start_on: dt.date, by: Person, now: dt.datetime) -> Deadline:
    """Begin (or, while it is not met, begin again) the clock of a rule, with its number as it stands on that day.

    The due date is stored with its start and its rule: a later change of the rule does not rewrite the past. Where the
    rule is not loaded the row says so by having no date.
    """
    rule = rule_on(key, start_on)
    deadline = Deadline.objects.filter(referral=referral, rule_key=key).first() or Deadline(
        referral=referral, rule_key=key
    )
    if deadline.met_on is not None:
        return deadline
    deadline.rule, deadline.start_on = rule, start_on
    deadline.title = rule.title if rule else law.TITLES[key]
    deadline.length = law.length_of(rule) if rule else ""
    deadline.citation = rule.citation if rule else ""
    deadline.is_verified = bool(rule and rule.is_verified)
    deadline.due_on = due_from(rule, start_on, working_days(), backwards=key in law.COUNTED_BACKWARDS) if rule else None
    return save_as(deadline, by=by, reason="Clock begun", now=now)


def start_clocks_of_referral(*, referral: Referral, by: Person, now: dt.datetime) -> None:
    """The clocks that begin on the day of awareness."""
    keys = [law.NOTIFY, law.TELL_PARTNERS] if referral.kind == Referral.Kind.CHILD else []
    if referral.also == Referral.Also.LOOKED_AFTER:
        keys.append(law.LOOKED_AFTER)
    if referral.also == Referral.Also.CARE_LEAVER:
        keys.append(law.CARE_LEAVER)
    for key in keys:
        start_clock(referral=referral, key=key, start_on=referral.aware_on, by=by, now=now)


@transaction.atomic
def meet_deadline(
    *, deadline: Deadline, met_on: dt.date, by: Person, now: dt.datetime, proof: str = "", late_reason: str = ""
) -> Deadline:
    """Record that something was done, on which day and with what proof; the clock that follows it begins.

    Late by a rule that was checked against its source needs the reason. An unverified rule never blocks.
    """
    current = lock(deadline)
    referral = current.referral
    if not referral.allows(by, ReviewRight.KEEP):
        raise NotYours("Deadlines are kept by the business unit.")
    if current.met_on is not None:
        raise WrongState("This has been recorded as done already.")
    if met_on > london_date(now):
        raise ValidationError({"met_on": "Enter a date that is not in the future."})
    # What is counted backwards from a day to come is done before the clock's start.
    if met_on < current.start_on and current.rule_key not in law.COUNTED_BACKWARDS:
        raise ValidationError({"met_on": "Enter a date that is not before the day on which the clock began."})
    late = current.due_on is not None and met_on > current.due_on
    if late and current.is_verified and not late_reason.strip():
        raise ValidationError({"late_reason": "It was late: write why. The reason stays on the record."})
    current.met_on, current.proof, current.late_reason = met_on, proof.strip(), late_reason.strip() if late else ""
    save_as(current, by=by, reason="Done", now=now)
    if follower := law.FOLLOWED_BY.get(current.rule_key):
        start_clock(referral=referral, key=follower, start_on=met_on, by=by, now=now)
    return current


def meet_by_key(
    *, referral: Referral, key: str, met_on: dt.date, by: Person, now: dt.datetime, late_reason: str = ""
) -> None:
    """Meet the clock of a rule, if it runs."""
    running = Deadline.objects.filter(referral=referral, rule_key=key, met_on__isnull=True).first()
    if running is not None:
        meet_deadline(deadline=running, met_on=met_on, by=by, now=now, late_reason=late_reason)
