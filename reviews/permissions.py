"""Who may do what with referrals and reviews: the names of rights, and which office gives which.

- The business unit reads all; it records, assesses, recommends, commissions and closes; it keeps deadlines, conflicts
  and the log of who opened what. It decides nothing.
- The independent chair reads all and decides about adults.
- A safeguarding partner reads what is about children and decides about it, as does the chair of the panel chosen.
- Members of the recommending sub group and of the panel chosen read theirs; the sub group's chair assesses and
  recommends.
- An agency lead refers, and reads what the agency referred and the recommendations addressed to it.

A conflict of interest shuts one person out of one referral and its review, whatever the office.
"""

import enum
from typing import Any
from weakref import WeakKeyDictionary

from partnership.models import Appointment, RoleGroup
from partnership.permissions import AgencyRight, PortalRight, Rights


class ReviewRight(enum.StrEnum):
    """Rights over one referral and the review that came of it."""

    KEEP = "keep"  # correct, meet deadlines, commission, close, publish, declare conflicts, read who opened it
    ASSESS = "assess"  # record criteria, recommend, answer recommendations, read the history
    DECIDE = "decide"


_held: WeakKeyDictionary[Rights, frozenset[str]] = WeakKeyDictionary()


def _offices(person: Any) -> frozenset[str]:
    """The offices of somebody who may sign, read once for each time the rights are read. Others cost no query."""
    rights: Rights = person.rights
    if not rights.has(PortalRight.SIGN):
        return frozenset()
    if rights not in _held:
        groups = RoleGroup.objects.filter(group__user=person, body__isnull=True)
        _held[rights] = frozenset(groups.values_list("role", flat=True))
    return _held[rights]


def is_independent_chair(person: Any) -> bool:
    """Whether this is the independent chair, who decides about adults."""
    return Appointment.Role.INDEPENDENT_CHAIR in _offices(person)


def is_safeguarding_partner(person: Any) -> bool:
    """Whether this is one of the three safeguarding partners, who decide about children."""
    return Appointment.Role.SAFEGUARDING_PARTNER in _offices(person)


def may_refer(person: Any) -> bool:
    """Whether somebody may make a referral: the business unit for any agency, a lead for the own one."""
    return person.rights.manages or bool(person.rights.agencies(AgencyRight.LEAD))
