"""Mails about an action: what happened and where to look, never what was written in it."""

import datetime as dt

from partnership.models import Person
from partnership.notices import record_notice
from subgroups.models import Action


def tell(action: Action, to: Person, kind: str, subject: str, *, lines: list[str], now: dt.datetime) -> None:
    """Put a mail about an action into the outbox: what happened and where to look, never what was written in it."""
    record_notice(
        key=f"{kind}:{action.pk}:{to.pk}:{now:%Y%m%d%H%M%S}",
        kind=kind,
        to=to,
        subject=subject,
        lines=lines,
        path=action.get_absolute_url(),
        now=now,
    )
