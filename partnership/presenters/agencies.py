"""Words and rows of agencies."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from partnership.kit.parts import Cell, Entry, Fact, Head, Tag
from partnership.kit.wording import list_words, long_date, plural
from partnership.models import Agency, AgencyName, Appointment, Person
from partnership.selectors.seats import SeatHeld

HEADS = [
    Head("Agency", "what"),
    Head("Kind", width="next"),
    Head("Seats", "num", width="num"),
    Head("People", "num", width="num"),
]


def rows(agencies: Iterable[Any]) -> list[list[Cell]]:
    """The list: each agency with its kind and counts."""
    return [
        [
            Cell(agency.name, agency.get_absolute_url(), meta=_meta(agency)),
            Cell(agency.get_kind_display()),
            Cell(str(agency.seat_count)),
            Cell(str(agency.people_count)),
        ]
        for agency in agencies
    ]


def _meta(agency: Agency) -> str:
    said = []
    if agency.part_of:
        said.append(f"part of {agency.part_of.name}")
    if agency.closed_on:
        said.append(f"closed {long_date(agency.closed_on, weekday=False)}")
    if agency.successor:
        said.append(f"now {agency.successor.name}")
    return " · ".join(said)


def lede(agency: Agency, seats: Sequence[SeatHeld], on: dt.date) -> str:
    """What to know first: closed and why, or its seats and how many are empty."""
    if not agency.is_open(on) and agency.closed_on:
        words = f"Closed on {long_date(agency.closed_on, weekday=False)}."
        return f"{words} {agency.successor.name} carries on." if agency.successor else words
    if not seats:
        return "Holds no seat at present."
    vacant = [held for held in seats if held.is_vacant and held.seat.is_required]
    words = (
        f"Holds {plural(len(seats), 'seat')} in {plural(len({held.seat.body_id for held in seats}), 'body', 'bodies')}"
    )
    if not vacant:
        return f"{words}, all filled."
    where = list_words([held.seat.body.short_name for held in vacant], most=3)
    return f"{words}; {plural(len(vacant), 'seat is', 'seats are')} vacant: {where}."


def facts(agency: Agency) -> list[Fact]:
    """What it is and what it is part of."""
    known = [
        Fact("Kind", agency.get_kind_display()),
        Fact("Short name", agency.short_name if agency.short_name != agency.name else ""),
        Fact("Safeguarding partner", "yes, one of the three" if agency.is_safeguarding_partner else ""),
        Fact("Began", long_date(agency.opened_on, weekday=False)),
        Fact("Closed", long_date(agency.closed_on, weekday=False)),
        Fact("Why it closed", agency.closing_reason),
    ]
    if agency.part_of:
        known.append(Fact("Part of", agency.part_of.name, agency.part_of.get_absolute_url()))
    if agency.successor:
        known.append(Fact("Successor", agency.successor.name, agency.successor.get_absolute_url()))
    return known


def linked(agencies: Iterable[Agency]) -> list[Entry]:
    """Parts or predecessors as a short list."""
    return [
        Entry(agency.name, agency.get_absolute_url(), muted=[_meta(agency)] if _meta(agency) else [])
        for agency in agencies
    ]


def name_entries(names: Iterable[AgencyName]) -> list[Entry]:
    """The names over time, the present one first."""
    entries = []
    for row in names:
        first = "" if row.from_on.year <= 1900 else f"from {long_date(row.from_on, weekday=False)}"
        last = f"to {long_date(row.to_on, weekday=False)}" if row.to_on else "still"
        entries.append(Entry(row.name, muted=[f"{first} {last}".strip() if row.to_on or first else "present name"]))
    return entries


SEAT_HEADS = [Head("Body and seat", "what"), Head("Who fills it"), Head("Since", "date", width="date")]


def seat_rows(table: Iterable[SeatHeld]) -> list[list[Cell]]:
    """The seats it holds, by body, with who fills them."""
    out = []
    for held in table:
        beside = list_words(f"{row.person.name} ({row.get_role_display().lower()})" for row in held.beside)
        since = held.filling.from_on if held.filling else held.vacant_since
        vacant = Tag("Vacant", "plain") if held.is_vacant and held.seat.is_required else None
        who = held.filling.person.name if held.filling else "" if vacant else "Nobody"
        out.append(
            [
                Cell(held.seat.body.name, held.seat.body.get_absolute_url(), meta=held.seat.title),
                Cell(who, meta=beside, tag=vacant),
                Cell(long_date(since, weekday=False)),
            ]
        )
    return out


def people_entries(people: Iterable[Person], leads: Sequence[Appointment]) -> list[Entry]:
    """Who works there, as far as the viewer may see."""
    roles: dict[int, list[str]] = {}
    for appointment in leads:
        roles.setdefault(appointment.person_id, []).append(appointment.get_role_display().lower())
    return [
        Entry(
            person.name,
            person.get_absolute_url(),
            lines=[line for line in (person.job_title, list_words(roles.get(person.pk, []))) if line],
            muted=[] if person.is_active else ["may not sign in"],
        )
        for person in people
    ]


def lead_entries(leads: Iterable[Appointment]) -> list[Entry]:
    """Who speaks for it, for those who may not see its people."""
    return [Entry(row.person.name, lines=[row.get_role_display()]) for row in leads]
