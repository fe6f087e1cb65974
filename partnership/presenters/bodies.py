"""Words and rows of bodies, seats and the structure."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from partnership.kit.charts.tree import Box, Rank
from partnership.kit.parts import Cell, Entry, Fact, Head, When
from partnership.kit.wording import (
    list_words,
    long_date,
    moment,
    number_words,
    plural,
    share,
    short_date,
    time_left,
    upper_first,
)
from partnership.models import Agency, Body, Document, Membership, QuorumRule, ReportingLine, Seat
from partnership.selectors.bodies import Branch
from partnership.selectors.people import may_open
from partnership.selectors.seats import SeatHeld

SHORT_KINDS = {
    Agency.Kind.LOCAL_AUTHORITY: "council",
    Agency.Kind.ICB: "ICB",
    Agency.Kind.POLICE: "police",
    Agency.Kind.RELEVANT: "relevant agency",
    Agency.Kind.COMMISSIONED: "commissioned service",
    Agency.Kind.VOLUNTARY: "voluntary sector",
    Agency.Kind.EDUCATION: "education",
    Agency.Kind.LAY: "lay member",
    Agency.Kind.EXTERNAL: "external body",
}


def in_a_sentence(name: str) -> str:
    """A body's name after a verb: "the Neglect sub group", "the DSPP Executive"; names with an article keep theirs."""
    return name if name.lower().startswith("the ") else f"the {name}"


def kicker(body: Body, parents: Sequence[Body]) -> str:
    """ "Sub group · children and adults · reports to the Safeguarding Adults Board and the DSPP Executive"."""
    said = [body.get_kind_display(), body.get_remit_display().lower()]
    if parents:
        said.append(f"reports to {list_words(in_a_sentence(parent.short_name) for parent in parents)}")
    return " · ".join(said)


def crumbs(body: Body, parents: Sequence[Body]) -> list[tuple[str, str]]:
    """Bodies, then the body above."""
    trail = [("Bodies", reverse("partnership:body-list"))]
    if parents:
        trail.append((parents[0].short_name, parents[0].get_absolute_url()))
    return trail


def crumbs_below(body: Body) -> list[tuple[str, str]]:
    """The trail of a page that belongs to a body."""
    return [("Bodies", reverse("partnership:body-list")), (body.short_name, body.get_absolute_url())]


def vacant_words(vacant: int) -> str:
    """ "one seat is vacant"."""
    if not vacant:
        return "no seat is vacant"
    return f"{number_words(vacant)} {'seat is' if vacant == 1 else 'seats are'} vacant"


def sentence(words: str) -> str:
    """With a capital and a full stop."""
    return f"{upper_first(words)}."


def seats_words(table: Sequence[SeatHeld]) -> str:
    """ "12 seats, 11 filled"."""
    filled = sum(not row.is_vacant for row in table)
    return f"{plural(len(table), 'seat')}, {filled} filled"


@dataclass(frozen=True)
class SeatRow:
    """A seat in a table: whose, what it is called, and who fills it or since when nobody does."""

    label: str
    title: str
    person: str
    url: str
    beside: str
    is_vacant: bool
    since: str
    days: str
    agency_url: str


def seat_row(held: SeatHeld, on: dt.date, viewer: Any) -> SeatRow:
    """One row, with a link where the viewer may open the person's page."""
    person = held.filling.person if held.filling else None
    leading = held.filling is not None and held.filling.role in (Membership.Role.CHAIR, Membership.Role.VICE_CHAIR)
    role = held.filling.get_role_display().lower() if held.filling and leading else ""
    since = held.vacant_since
    return SeatRow(
        label=held.seat.label,
        title=held.seat.title if held.seat.agency_id else "",
        person=f"{person.name}, {role}" if person and role else person.name if person else "",
        url=person.get_absolute_url() if person and may_open(viewer, person) else "",
        beside=list_words(f"{row.person.name} ({row.get_role_display().lower()})" for row in held.beside),
        is_vacant=held.is_vacant and held.seat.is_required,
        since=short_date(since, on).split("\u00a0", 1)[1] if since else "",
        days=plural((on - since).days, "day") if since else "",
        agency_url=held.seat.agency.get_absolute_url() if held.seat.agency else "",
    )


def quorum_words(rules: Iterable[QuorumRule]) -> str:
    """ "council, police and ICB each there"."""
    said = [
        SHORT_KINDS[Agency.Kind(rule.kind)] if rule.at_least == 1 else
        f"{rule.at_least} of kind {rule.get_kind_display().lower()}"
        for rule in rules
    ]  # fmt: skip
    if not said:
        return "No rule recorded"
    return f"{list_words(said)} {'each ' if len(said) > 1 else ''}there"


def how_it_works(body: Body, leaders: Sequence[Membership], rules: Sequence[QuorumRule]) -> list[Fact]:
    """Chair, vice chair, quorum, papers, minutes, attendance: the box at the side."""
    named = {leader.role: leader for leader in leaders}

    def holder(role: str) -> str:
        leader = named.get(role)
        if leader is None:
            return ""
        place = leader.seat.agency.short_name if leader.seat.agency else leader.seat.title
        return f"{leader.person.name}, {place}"

    facts = [
        Fact("Chair", holder(Membership.Role.CHAIR) or "Nobody"),
        Fact("Vice chair", holder(Membership.Role.VICE_CHAIR)),
        Fact("Quorum", quorum_words(rules)),
    ]
    if body.frequency:
        facts.append(Fact("Meets", body.frequency[:1].lower() + body.frequency[1:]))
    facts += [
        Fact("Papers", f"{plural(body.papers_before, 'working day')} before"),
        Fact("Minutes", f"{plural(body.minutes_after, 'working day')} after"),
        Fact("Attendance", f"{body.attendance_expected}\u00a0% expected"),
    ]
    return facts


def document_words(document: Document, on: dt.date) -> str:
    """ "agreed 15 Jan 2026, review due 15 Jan 2027"."""
    words = f"agreed {long_date(document.agreed_on, weekday=False)}"
    if document.review_on is None:
        return words
    due = long_date(document.review_on, weekday=False)
    if document.is_review_overdue(on):
        return f"{words}, review was due {due}, {time_left(document.review_on, on).words}"
    return f"{words}, review due {due}"


def term_entries(memberships: Iterable[Membership], on: dt.date, *, whose: bool = False) -> list[Entry]:
    """Terms that end soon, each with its seat and day; `whose` says the body too."""
    entries = []
    for row in memberships:
        role = row.get_role_display().lower()
        where = f"{role} of {row.seat.body.short_name}" if whose else role
        left = time_left(row.to_on, on).words.lower()
        said = f"until {short_date(row.to_on, on)}, {left}"
        entries.append(Entry(row.person.name, lines=[f"{row.seat.label}, {where}"], muted=[said]))
    return entries


# ---- the list ----

TREE_HEADS = [
    Head("Body", "what"),
    Head("Chair", width="says"),
    Head("Seats", "num", width="num"),
    Head("Vacant", "num", width="num"),
    Head("Meets", width="says"),
]


@dataclass(frozen=True)
class BodyRow:
    """A body in the tree: `depth` says how far it is set in."""

    depth: int
    name: str
    url: str
    meta: str
    chair: str
    seats: int
    vacant: int
    meets: str


def body_row(branch: Branch) -> BodyRow:
    """One row of the tree."""
    body = branch.body
    said = [body.get_kind_display(), body.get_remit_display().lower()]
    if branch.also:
        said.append(f"also reports to {list_words(in_a_sentence(parent.short_name) for parent in branch.also)}")
    return BodyRow(
        depth=min(branch.depth, 5),
        name=body.name,
        url=body.get_absolute_url(),
        meta=" · ".join(said),
        chair=body.chair_name or "",
        seats=body.seat_count,
        vacant=body.vacant_count,
        meets=body.frequency,
    )


def closed_entries(bodies: Iterable[Body]) -> list[Entry]:
    """Closed bodies with their reason."""
    return [
        Entry(
            body.name,
            body.get_absolute_url(),
            lines=[body.closing_reason] if body.closing_reason else [],
            muted=[_life(body)],
        )
        for body in bodies
    ]


def _life(body: Body) -> str:
    closed = long_date(body.closed_on, weekday=False)
    return f"{long_date(body.opened_on, weekday=False)} to {closed}" if body.opened_on else f"until {closed}"


def outside_entries(bodies: Iterable[Body]) -> list[Entry]:
    """Bodies of others with what they are there for."""
    return [Entry(body.name, body.get_absolute_url(), lines=[body.purpose] if body.purpose else []) for body in bodies]


def list_lede(open_bodies: Sequence[Any]) -> str:
    """ "13 bodies with 107 seats; three seats are vacant."."""
    seats, vacant = sum(body.seat_count for body in open_bodies), sum(body.vacant_count for body in open_bodies)
    words = f"{plural(len(open_bodies), 'body', 'bodies')} with {plural(seats, 'seat')}"
    return f"{words}; {vacant_words(vacant)}."


def count_words(outside: int, closed: int) -> str:
    """What is counted beside the bodies of the tree: "with 27 of others and 15 that have closed"."""
    said = [f"{outside} of others"] if outside else []
    if closed:
        said.append(f"{closed} that {'has' if closed == 1 else 'have'} closed")
    return f"with {list_words(said)}" if said else ""


# ---- the picture ----

RANKS = {
    Body.Kind.PARTNERSHIP: Rank.TOP,
    Body.Kind.EXECUTIVE: Rank.MIDDLE,
    Body.Kind.STATUTORY_GROUP: Rank.MIDDLE,
    Body.Kind.BOARD: Rank.MIDDLE,
    Body.Kind.EXTERNAL: Rank.OUTSIDE,
}


def boxes(branches: Iterable[Branch]) -> list[Box]:
    """The boxes of the picture."""
    return [
        Box(
            key=str(branch.body.pk),
            label=branch.body.short_name,
            note=_box_note(branch.body),
            rank=RANKS.get(branch.body.kind, Rank.PLAIN),
            href=branch.body.get_absolute_url(),
        )
        for branch in branches
    ]


def vacancy_entries(seats: Iterable[Seat]) -> list[Entry]:
    """Seats that nobody fills, each with its body."""
    return [Entry(str(seat), seat.body.get_absolute_url(), muted=[seat.body.name]) for seat in seats]


def _box_note(body: Any) -> str:
    if not body.seat_count:
        return ""
    return f"{share(body.seat_count - body.vacant_count, body.seat_count).split(',')[0]} filled"


# ---- seats page ----


@dataclass(frozen=True)
class SitterRow:
    """Somebody on a seat, and where their place there is changed or ended."""

    who: str
    name: str
    url: str
    since: str
    role_url: str
    end_url: str


def sitter_rows(held: SeatHeld, viewer: Any) -> list[SitterRow]:
    """Who fills a seat, then who stands beside."""
    rows = [row for row in (held.filling, *held.beside) if row is not None]
    return [_sitter(row, viewer) for row in rows]


def _sitter(row: Membership, viewer: Any) -> SitterRow:
    said = row.person.name
    if row.role != Membership.Role.MEMBER:
        said = f"{said}, {row.get_role_display().lower()}"
    since = f"since {long_date(row.from_on, weekday=False)}"
    if row.to_on:
        since = f"{since}, until {long_date(row.to_on, weekday=False)}"
    return SitterRow(
        who=said,
        name=row.person.name,
        url=row.person.get_absolute_url() if may_open(viewer, row.person) else "",
        since=since,
        role_url=reverse("partnership:membership-role", args=[row.pk]),
        end_url=reverse("partnership:membership-end", args=[row.pk]),
    )


PAST_HEADS = [
    Head("Who", "what"),
    Head("Seat"),
    Head("As", width="tag"),
    Head("From", "date", width="date"),
    Head("To", "date", width="date"),
]


def past_rows(memberships: Iterable[Membership]) -> list[list[Cell]]:
    """Who sat here before."""
    return [
        [
            Cell(row.person.name, row.person.get_absolute_url()),
            Cell(str(row.seat)),
            Cell(row.get_role_display()),
            Cell(short_date(row.from_on)),
            Cell(short_date(row.to_on)),
        ]
        for row in memberships
    ]


def closed_seat_entries(seats: Iterable[Seat]) -> list[Entry]:
    """Closed seats with their reason."""
    return [
        Entry(str(seat), lines=[seat.closing_reason] if seat.closing_reason else [], muted=[
            f"closed {long_date(seat.closed_on, weekday=False)}"
        ])
        for seat in seats
    ]  # fmt: skip


# ---- lines and documents ----


def line_entries(lines: Iterable[ReportingLine]) -> list[Entry]:
    """Whom a body reported to, and when."""
    return [
        Entry(
            line.parent.name,
            line.parent.get_absolute_url(),
            muted=[
                f"{long_date(line.from_on, weekday=False)} to {long_date(line.to_on, weekday=False)}"
                if line.to_on
                else f"since {long_date(line.from_on, weekday=False)}"
            ],
        )
        for line in lines
    ]


def document_heads(*, may_change: bool) -> list[Head]:
    """The heads of the list of documents."""
    heads = [Head("Document", "head"), Head("Agreed", "date", width="date"), Head("Review due", width="ref")]
    heads.append(Head("Reviewed by", width="held"))
    return [*heads, Head("Change", width="tag")] if may_change else heads


def reviewer(document: Document) -> str:
    """Who reviews a document."""
    return document.owner.name if document.owner else "The chair"


REVIEW_HEADS = [
    Head("Review", "time", "time"),
    Head("Document", "what"),
    Head("Body", "", "held"),
    Head("Reviewed by", "", "held"),
]


def review_rows(documents: Iterable[Document], on: dt.date) -> list[list[Cell]]:
    """Documents in the order of their review dates."""
    return [
        [
            Cell(when=When.due(row.review_on, on)),
            Cell(
                row.title, reverse("partnership:document-list", args=[row.body.slug]),
                f"version {row.number}, agreed {long_date(row.agreed_on, weekday=False)}",
            ),
            Cell(row.body.short_name),
            Cell(reviewer(row)),
        ]
        for row in documents
    ]  # fmt: skip


def look_entries(lines: Iterable[Any], on: dt.date) -> list[Entry]:
    """What was done with a document, the latest first: each line of its history that has a reason."""
    return [
        Entry(upper_first(line.reason), muted=[moment(line.at, on) + (f", {line.by.name}" if line.by else "")])
        for line in lines
        if line.reason
    ]


def document_rows(
    documents: Iterable[Document], on: dt.date, *, may_change: bool, may_review: Collection[int] = ()
) -> list[list[Cell]]:
    """The documents of a body, latest first."""
    return [
        [
            Cell(str(document), meta=document.summary),
            Cell(long_date(document.agreed_on, weekday=False)),
            Cell(
                long_date(document.review_on, weekday=False) if document.review_on else "No date",
                meta=time_left(document.review_on, on).words if document.is_review_overdue(on) else "",
            ),
            Cell(
                "Review it" if document.pk in may_review else reviewer(document),
                reverse("partnership:document-review", args=[document.pk]) if document.pk in may_review else "",
                meta=reviewer(document) if document.pk in may_review else "",
            ),
            *([Cell("Change", reverse("partnership:document-change", args=[document.pk]))] if may_change else []),
        ]
        for document in documents
    ]
