"""Printed action logs in words."""

import datetime as dt

from django.utils.text import slugify

from partnership.kit.parts import Fact
from partnership.kit.wording import long_date, moment
from subgroups.models import ActionLog


def lede(log: ActionLog) -> str:
    """How far it is, and what to do."""
    if log.is_ready:
        return "The log is ready. It holds what you may see, as it stood when it was made."
    if log.is_on_its_way:
        return "The log is being made. It takes a few seconds; a long one about a minute."
    return "The log could not be made after three tries, for the reason below. Ask again, or take the list as CSV."


def facts(log: ActionLog, on: dt.date) -> list[Fact]:
    """What was asked for."""
    return [
        Fact("List", log.heading),
        Fact("Shows", f"{'The end of ' if log.is_past else ''}{long_date(log.shown_on)}"),
        Fact("Filters", "; ".join(log.filter_words) or "None but the list’s own"),
        Fact("Asked for", moment(log.asked_at, on)),
        Fact("What went wrong", log.failure),
    ]


def file_name(log: ActionLog) -> str:
    """ "action-log-neglect-sub-group-2026-03-31.pdf"."""
    return f"action-log-{slugify(log.heading)[:60]}-{log.shown_on.isoformat()}.pdf"
