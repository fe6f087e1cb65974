"""Words of a roster: who comes or came, by seat, and whether that makes a quorum."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from partnership.kit.parts import Link, QuorumPart
from partnership.kit.wording import (
    list_words,
    plural,
    short_date,
)
from partnership.models import Agency, Person
from subgroups.models import Attendance, Meeting
from subgroups.selectors.rosters import Needed, Place, Quorum

Status, Mark = Meeting.Status, Attendance.Mark


KIND_NAMES = {Agency.Kind.LOCAL_AUTHORITY: "Council", Agency.Kind.ICB: "ICB"}
MARK_WORDS = {
    Mark.PRESENT: "Here",
    Mark.REMOTE: "Remote",
    Mark.DEPUTY: "Deputy",
    Mark.APOLOGIES: "Apologies",
    Mark.ABSENT: "Absent",
    Mark.VACANT: "Vacant",
}
PAST_WORDS = {**MARK_WORDS, Mark.PRESENT: "Present"}
SAID_WORDS = {
    Mark.PRESENT: "Coming",
    Mark.REMOTE: "Joining remotely",
    Mark.DEPUTY: "Sending a deputy",
    Mark.APOLOGIES: "Apologies",
}
PICKS = [
    (mark.value, MARK_WORDS[mark]) for mark in (Mark.PRESENT, Mark.REMOTE, Mark.DEPUTY, Mark.APOLOGIES, Mark.ABSENT)
]
VACANT_PICKS = [(Mark.DEPUTY.value, "Deputy"), (Mark.VACANT.value, "Vacant")]


WHY_NOT = {
    Mark.APOLOGIES.value: "apologies",
    Mark.ABSENT.value: "absent",
    Mark.VACANT.value: "seat vacant",
    "no seat": "no seat here",
}


def _quorum_part(part: Needed, *, beforehand: bool) -> QuorumPart:
    name = KIND_NAMES.get(Agency.Kind(part.kind), part.name)
    if part.at_least > 1:
        name = f"{name}, {part.there} of {part.at_least}"
    if part.met:
        return QuorumPart(name, True, {"remote": "remote", "deputy": "deputy"}.get(part.how, ""))
    unknown = "no answer yet" if beforehand else "not marked yet"
    return QuorumPart(name, False, WHY_NOT.get(part.why_not, unknown))


@dataclass(frozen=True)
class QuorumWords:
    """What the quorum component is given."""

    parts: list[QuorumPart]
    met: bool
    words: str
    link: Link | None
    warning: str = ""


def quorum_words(judged: Quorum, *, beforehand: bool, mark_url: str = "") -> QuorumWords:
    """Quorum by kind of agency, then the count of seats; beforehand a warning where it is already out of reach."""
    parts = [_quorum_part(part, beforehand=beforehand) for part in judged.needed]
    verb = "coming" if beforehand else "at the table"
    words = f"{judged.at_table} of {plural(judged.filled, 'filled seat')} {verb}"
    vacant = f", {judged.vacant} vacant" if judged.vacant else ""
    open_seats = judged.unanswered if beforehand else judged.unmarked
    warning, link = "", None
    if open_seats and mark_url and not beforehand:
        link = Link(f"{plural(open_seats, 'seat')} to mark", mark_url, vacant)
    else:
        open_words = f", {plural(open_seats, 'answer')} to come" if beforehand and open_seats else ""
        open_words = open_words or (f", {open_seats} to mark" if open_seats else "")
        words += f"{open_words}{vacant}"
    if beforehand and not judged.is_possible:
        missing = list_words(
            [KIND_NAMES.get(Agency.Kind(part.kind), part.name) for part in judged.needed if not part.is_possible]
        )
        warning = (
            f"As it stands this meeting will not be quorate: {missing} will not be there. Ask for a deputy, or move it."
        )
    return QuorumWords(parts, judged.met, words, link, warning)


@dataclass(frozen=True)
class SeatRow:
    """One seat of the table of who comes or came."""

    name: str
    title: str
    who: str
    mark: str
    meta: str


def _who(place: Place) -> str:
    return place.holder.person.name if place.holder else "vacant"


def seat_rows(places: Sequence[Place], *, beforehand: bool) -> list[SeatRow]:
    """Who is coming, or who came, by seat."""
    rows = []
    for place in places:
        row = place.attendance
        mark = Mark(row.mark) if row else None
        if place.is_vacant and (mark is None or mark == Mark.VACANT):
            word, meta = "Vacant", ""
        elif row is None or mark is None:
            word, meta = ("No answer yet" if beforehand else "Not marked"), ""
        else:
            said = row.is_expected
            word = (SAID_WORDS if said and beforehand else PAST_WORDS).get(mark, MARK_WORDS[mark])
            meta = row.came.name if row.came and mark == Mark.DEPUTY else ""
            if said and not beforehand:
                word, meta = "Not marked", f"said beforehand: {SAID_WORDS.get(mark, '').lower()}"
        role = "" if place.counts else f", {place.holder.get_role_display().lower()}" if place.holder else ""
        title = place.seat.title if place.seat.agency_id else ""
        rows.append(SeatRow(place.name, title, _who(place) + role, word, meta))
    return rows


@dataclass(frozen=True)
class PickRow:
    """One seat of the live page: five choices, or how long it has been vacant."""

    pk: int
    name: str
    title: str
    field: str
    choices: list[tuple[str, str]]
    value: str
    vacant: str
    fill_url: str
    came_field: str = ""
    came: Sequence[tuple[int, str, bool]] = ()


def pick_rows(
    places: Sequence[Place],
    chosen: Mapping[str, str],
    people: Mapping[int, list[Person]],
    on: dt.date,
    *,
    fill_url: str = "",
) -> list[PickRow]:
    """Seats to tap. What was sent as apologies is chosen beforehand, so that it needs no second tap."""
    rows = []
    for place in places:
        seat = place.seat
        field = f"seat-{seat.pk}"
        value = chosen.get(field) or place.mark or (place.said if place.said == Mark.APOLOGIES else "")
        vacant, choices = "", PICKS
        if place.is_vacant:
            vacant = f"vacant since {short_date(place.left_on, on)}" if place.left_on else "vacant"
            choices = VACANT_PICKS if place.deputies or place.mark == Mark.DEPUTY else []
            value = value or Mark.VACANT
        came: list[tuple[int, str, bool]] = []
        if value == Mark.DEPUTY:
            now = chosen.get(f"came-{seat.pk}") or str(place.attendance.came_id if place.attendance else "")
            came = [(person.pk, person.name, str(person.pk) == now) for person in people.get(seat.pk, [])]
        title = seat.title if seat.agency_id else ""
        holder = place.holder.person.name if place.holder else ""
        said = f"said: {SAID_WORDS[Mark(place.said)].lower()}" if place.said and place.said != Mark.APOLOGIES else ""
        role = "" if place.counts or not place.holder else place.holder.get_role_display().lower()
        second = " · ".join(part for part in (title, holder, role, said) if part)
        rows.append(
            PickRow(
                seat.pk,
                place.name,
                second,
                field,
                choices,
                value,
                vacant,
                fill_url if vacant else "",
                f"came-{seat.pk}",
                came,
            )
        )
    return rows


def marked_words(places: Sequence[Place]) -> str:
    """ "10 of 11 marked, one tap each"."""
    counted = [place for place in places if place.counts and not place.is_vacant]
    return f"{sum(bool(place.mark) for place in counted)} of {len(counted)} marked, one tap each"
