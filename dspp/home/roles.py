"""Which home page a person gets."""

import datetime as dt
from typing import Any

from dspp.home.overseer import overseer
from dspp.home.page import Page
from dspp.home.partner import own_work
from dspp.home.unit import business_unit
from partnership.permissions import PortalRight


def build(person: Any, on: dt.date, *, every: bool = False) -> Page:
    """The page of the person's role; somebody with several roles gets the sections of each. `every`: a chair asks for
    all that waits."""
    if person.rights.manages:
        return business_unit(person, on)
    if person.rights.has(PortalRight.OVERSEE):
        return overseer(person, on)
    return own_work(person, on, every=every)
