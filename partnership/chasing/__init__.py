"""The chase: which step of the ladder is due for what, who is told, and the one digest a person gets on a day.

Two jobs, each safe to run again and on several workers at once: record the steps that are due (unique per obligation,
due date and step), gather what a person has not been told into one digest. The outbox delivers it.
"""

import datetime as dt

from partnership.chasing.calendars import Calendars, calendar_of
from partnership.chasing.digests import (
    digest_key,
    hand_on_tellings,
    note_opened,
    untold,
    write_digests,
)
from partnership.chasing.ladders import DEFAULT_LADDER, Ladders, Rung, day_of, next_look, next_step, steps_due
from partnership.chasing.lines import digest_subject
from partnership.chasing.offices import Offices, Told
from partnership.chasing.recording import Recorded, Sight, kinds_waiting, look_again, note_answer, record_chases
from partnership.chasing.weekly import week_key, write_weeklies

__all__ = [
    "DEFAULT_LADDER",
    "Calendars",
    "Ladders",
    "Offices",
    "Recorded",
    "Rung",
    "Sight",
    "Told",
    "calendar_of",
    "chase",
    "day_of",
    "digest_key",
    "digest_subject",
    "hand_on_tellings",
    "kinds_waiting",
    "look_again",
    "next_look",
    "next_step",
    "note_answer",
    "note_opened",
    "record_chases",
    "steps_due",
    "untold",
    "week_key",
    "write_digests",
    "write_weeklies",
]


def chase(*, on: dt.date, now: dt.datetime) -> dict[str, int]:
    """Record the due steps and write the digests of a day. Returns counts for the log.

    A handful that could not be recorded is raised, after everybody else was told.
    """
    try:
        recorded = record_chases(on=on, now=now)
    finally:
        digests = write_digests(on=on, now=now)
    return {"looked at": recorded.looked_at, "chases": recorded.chases, "digests": digests}
