"""Handing on what a person or an agency holds: many things at once, one line of history each, one mail each holder."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.holdings import Handed, Handing, Holding, kind_of, seen_by
from partnership.kit.errors import NotYours
from partnership.kit.wording import list_words, plural
from partnership.models import Agency, Appointment, Person
from partnership.notices import record_notice
from partnership.permissions import AgencyRight


@dataclass(frozen=True)
class Wish:
    """One thing and whom it goes to: another agency, a person, or with neither its own agency's lead."""

    holding: Holding
    agency: Agency | None = None
    person: Person | None = None


def may_hand_on(holding: Holding, by: Person, *, to_agency: bool = False) -> bool:
    """Whether somebody may hand this on: the business unit, and its lead within the agency what a person may hold."""
    if by.rights.manages:
        return True
    if to_agency or holding.agency_id is None or not kind_of(holding.kind).is_named:
        return False
    return by.rights.on_agency(AgencyRight.LEAD, holding.agency_id)


@transaction.atomic
def hand_on(*, wishes: Sequence[Wish], reason: str, on: dt.date, by: Person, now: dt.datetime) -> int:
    """Give each thing to whoever takes it on, all or none, and tell each new holder once. Returns how many went.

    Refuses without a reason, to a closed agency, to somebody of another agency, and what is no longer held.
    """
    if not wishes:
        raise ValidationError("Tick what is handed on.")
    if not reason.strip():
        raise ValidationError({"reason": "Write why it is handed on."})
    for wish in wishes:
        if not may_hand_on(wish.holding, by, to_agency=wish.agency is not None):
            raise NotYours("This is handed on by the business unit, or by its agency’s lead within the agency.")
        if wish.agency is not None and not wish.agency.is_open(on):
            raise ValidationError(f"{wish.agency.name} is closed. Choose the agency that carries on now.")
        if wish.agency is not None and wish.agency.pk == wish.holding.agency_id:
            raise ValidationError(f"{wish.agency.short_name} holds “{wish.holding.title}” already.")
    if len(seen_by(by, [wish.holding for wish in wishes])) != len(wishes):
        raise NotYours("A conflict of interest shuts you out of some of these. A colleague hands them on.")
    by_kind: dict[str, list[Wish]] = defaultdict(list)
    for wish in wishes:
        by_kind[wish.holding.kind].append(wish)
    told: dict[Person, Counter[str]] = defaultdict(Counter)
    leads: dict[int, list[Person]] = {}
    for key, some in by_kind.items():
        handings = [Handing(wish.holding.subject, wish.agency, wish.person) for wish in some]
        for handed in kind_of(key).hand_on(handings, by=by, reason=reason.strip(), now=now):
            for person in _takers(handed, leads, on):
                told[person][key] += 1
    for person, counts in told.items():
        if person.pk != by.pk:
            _tell(person, counts, now)
    return len(wishes)


def _takers(handed: Handed, leads: dict[int, list[Person]], on: dt.date) -> list[Person]:
    """Who is told: the person who holds it now, or the lead of the agency where nobody is named."""
    if handed.person is not None:
        return [handed.person]
    if handed.agency is None:
        return []
    if handed.agency.pk not in leads:
        rows = Appointment.objects.current(on).filter(role=Appointment.Role.AGENCY_LEAD, agency=handed.agency)
        leads[handed.agency.pk] = [row.person for row in rows.select_related("person")]
    return leads[handed.agency.pk]


def _tell(person: Person, counts: "Counter[str]", now: dt.datetime) -> None:
    was = "was" if sum(counts.values()) == 1 else "were"
    words = list_words(plural(count, kind_of(key).word, kind_of(key).words) for key, count in counts.items())
    record_notice(
        key=f"handed on:{person.pk}:{now:%Y%m%d%H%M%S%f}",
        kind="handed on",
        to=person,
        subject=f"Handed on to you: {words}",
        lines=[f"{words} {was} handed on to you, or to the agency you lead."],
        path="/",
        now=now,
    )
