"""What waits for the chair of a body."""

import datetime as dt
from typing import Any

from django.urls import reverse

from dspp.home.page import Section, counted
from subgroups.presenters.owed import work_rows
from subgroups.selectors.owed import owed_in_bodies

MOST_SHOWN = 50


def chair_work(person: Any, on: dt.date, *, every: bool = False) -> tuple[list[Section], list[str]]:
    """What waits for a chair: minutes to agree, actions to close, dates to answer, replies that are owed.

    More than fifty are shown where somebody asks for every one.
    """
    found = owed_in_bodies(person, on)
    more = len(found) > MOST_SHOWN and not every
    said = []
    if found:
        said.append(counted(len(found), "thing waits for you as chair", "things wait for you as chair"))
    section = Section(
        "For you as chair",
        rows=work_rows(found[:MOST_SHOWN] if more else found, on),
        count=f"{len(found)}, the first {MOST_SHOWN} here" if more else str(len(found)) if found else "none",
        url=f"{reverse('home')}?chair=all" if more else "",
        words=f"All {len(found)}" if more else "",
        empty="Nothing waits for you. Minutes, actions to close, new dates, escalations and risks appear here.",
        what="What",
        held="From",
        next="What is asked",
    )
    return [section], said
