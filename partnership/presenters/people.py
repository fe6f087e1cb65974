"""Words and rows of people."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from partnership.holdings import Holding
from partnership.kit.parts import Cell, Entry, Fact, Head, Tag
from partnership.kit.wording import list_words, long_date, moment, short_date
from partnership.models import Appointment, Membership, Person
from partnership.presenters.away import away_fact, away_words

HEADS = [Head("Name", "what"), Head("Agency"), Head("Sits in"), Head("Last signed in", "date", width="ref")]


def rows(people: Iterable[Any], on: dt.date) -> list[list[Cell]]:
    """The list: each person with agency, seats and last sign-in."""
    return [
        [
            Cell(
                person.name,
                person.get_absolute_url(),
                meta=person.job_title,
                tag=None if person.is_active else Tag("Shut out", "plain"),
            ),
            Cell(person.agency.short_name if person.agency else ""),
            Cell(list_words(seat_words(row) for row in person.seats_now)),
            Cell(short_date(person.last_login, on) if person.last_login else "Never"),
        ]
        for person in people
    ]


def seat_words(row: Membership) -> str:
    """ "Neglect (chair)": the role is said where it is more than member."""
    name: str = row.seat.body.short_name
    return name if row.role == Membership.Role.MEMBER else f"{name} ({row.get_role_display().lower()})"


def lede(person: Person, seats: list[Membership], on: dt.date) -> str:
    """What to know first."""
    if not person.is_active:
        return "May not sign in."
    if away := away_words(person, on):
        return away
    if not seats:
        return "Has no seat at present."
    return f"Sits in {list_words(seat_words(row) for row in seats)}."


def facts(person: Person, on: dt.date) -> list[Fact]:
    """How to reach the person and whether they may sign in."""
    return [
        Fact("E-mail address", person.email, f"mailto:{person.email}"),
        Fact("Job title", person.job_title),
        Fact("Agency", person.agency.name, person.agency.get_absolute_url()) if person.agency else Fact("Agency"),
        Fact("Signs in", "yes" if person.is_active else "no, shut out"),
        Fact("Last signed in", moment(person.last_login, on) if person.last_login else "never"),
        Fact("Away", lines=away_fact(person)),
    ]


SEAT_HEADS = [Head("Body", "what"), Head("Seat"), Head("As", width="tag"), Head("When", width="next")]


def seat_rows(memberships: Iterable[Membership]) -> list[list[Cell]]:
    """Where somebody sits or sat."""
    return [
        [
            Cell(row.seat.body.name, row.seat.body.get_absolute_url()),
            Cell(str(row.seat)),
            Cell(row.get_role_display()),
            Cell(span(row)),
        ]
        for row in memberships
    ]


def span(row: Membership | Appointment) -> str:
    """ "since 1 May 2023", "1 May 2023 to 4 June 2024"."""
    first = long_date(row.from_on, weekday=False)
    return f"{first} to {long_date(row.to_on, weekday=False)}" if row.to_on else f"since {first}"


def holding_entries(holdings: Iterable[Holding], on: dt.date) -> list[Entry]:
    """What must be handed on."""
    return [
        Entry(holding.title, holding.path, muted=[
            holding.reference + (f", due {short_date(holding.due_on, on)}" if holding.due_on else "")
        ])
        for holding in holdings
    ]  # fmt: skip
