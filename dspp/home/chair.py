"""What waits for the chair of a body."""

import datetime as dt
from typing import Any

from dspp.home.page import Section, counted
from subgroups.presenters.owed import work_rows
from subgroups.selectors.owed import owed_in_bodies


def chair_work(person: Any, on: dt.date) -> tuple[list[Section], list[str]]:
    """What waits for a chair: minutes to agree, actions to close, dates to answer, replies that are owed."""
    rows = work_rows(owed_in_bodies(person, on), on)
    said = []
    if rows:
        said.append(counted(len(rows), "thing waits for you as chair", "things wait for you as chair"))
    section = Section(
        "For you as chair",
        rows=rows,
        count=str(len(rows)) if rows else "none",
        empty="Nothing waits for you. Minutes, actions to close, new dates, escalations and risks appear here.",
        what="What",
        held="From",
        next="What is asked",
    )
    return [section], said
