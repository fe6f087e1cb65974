"""Who we are: bodies and whom they answer to, seats and who fills them."""

import datetime as dt

from partnership.kit.dates import Period
from partnership.models import Body, Membership, Seat
from reports.parts import Column, Figure, Row, Table, counted, listed, word
from reports.selectors.scope import Scope, agency_names
from reports.wording import long_date


def structure_parts(scope: Scope) -> tuple[Figure, Table, Table]:
    """The figure of bodies, the seats of each body, and the seats of the head body by agency, on the last day."""
    on = scope.period.last
    seats = list(
        Seat.objects.open(on)
        .filter(body_id__in=scope.ids, is_required=True)
        .select_related("body", "agency")
        .order_by("body", "place", "pk")
    )
    filling: dict[int, Membership] = {}
    for membership in Membership.objects.filling(on).filter(seat__in=seats).order_by("from_on", "pk"):
        filling[membership.seat_id] = membership
    return _figure(scope), _seats_by_body(scope, seats, filling), _seats_of_head(scope, seats, filling)


def _figure(scope: Scope) -> Figure:
    on = scope.period.last
    rows = []
    for body in scope.bodies:
        closed = not body.is_open(on)
        if closed:
            rank, note = "closed", f"closed {body.closed_on:%b %Y}"
        elif body == scope.head or body.kind == Body.Kind.PARTNERSHIP:
            rank, note = "top", ""
        elif body.kind in {Body.Kind.STATUTORY_GROUP, Body.Kind.BOARD, Body.Kind.EXECUTIVE}:
            rank, note = "middle", ""
        else:
            rank, note = "plain", ""
        rows.append({"key": str(body.pk), "label": body.short_name, "note": note, "rank": rank})
    names = {body.pk: body.short_name for body in scope.bodies}
    told: dict[int, list[str]] = {}
    for child, parent in scope.lines:
        told.setdefault(parent, []).append(names[child])
    sentences = [f"{listed(children)} {_report(children)} to {names[parent]}" for parent, children in told.items()]
    return Figure(
        key="structure",
        title=f"Who answers to whom, {long_date(on)}",
        finding=". ".join(sentences) + "." if sentences else "No reporting line between these bodies is recorded.",
        kind="structure",
        rows=tuple(rows),
        extra={"lines": [[str(child), str(parent)] for child, parent in scope.lines]},
        table="seats",
    )


def _report(children: list[str]) -> str:
    return "reports" if len(children) == 1 else "report"


def _seats_by_body(scope: Scope, seats: list[Seat], filling: dict[int, Membership]) -> Table:
    on = scope.period.last
    soon = on + dt.timedelta(days=90)
    rows, totals = [], [0, 0, 0]
    for body in scope.bodies:
        own = [seat for seat in seats if seat.body_id == body.pk]
        if not body.is_open(on):
            rows.append(
                Row((body.name, "–", f"Closed {long_date(body.closed_on)}" if body.closed_on else "Closed", "–"))
            )
            continue
        filled = [seat for seat in own if seat.pk in filling]
        ending = [seat for seat in filled if (end := filling[seat.pk].to_on) and end <= soon]
        vacant = len(own) - len(filled)
        totals = [totals[0] + len(own), totals[1] + len(filled), totals[2] + len(ending)]
        rows.append(
            Row((
                body.name,
                f"{len(filled)} of {len(own)}" if own else "no seats recorded",
                word(f"{vacant} vacant", "late") if vacant else "None",
                len(ending),
            ))
        )  # fmt: skip
    if rows:
        vacant = totals[0] - totals[1]
        rows.append(
            Row(
                ("All bodies", f"{totals[1]} of {totals[0]}", f"{vacant} vacant" if vacant else "None", totals[2]),
                "sum",
            )
        )
    return Table(
        key="seats",
        title=f"Seats and vacancies by body, {long_date(on)}",
        columns=(
            Column("Body"),
            Column("Seats filled", "number"),
            Column("Vacancies", "short"),
            Column("Terms ending within 90 days", "number"),
        ),
        rows=tuple(rows),
        note="Counted are seats that must be filled. A deputy does not fill a seat.",
        empty="No body is recorded for this period.",
    )


def _seats_of_head(scope: Scope, seats: list[Seat], filling: dict[int, Membership]) -> Table:
    on, head = scope.period.last, scope.head
    names = agency_names(on)
    chairs: dict[int, list[str]] = {}
    bodies = {body.pk: body.short_name for body in scope.bodies}
    for seat in seats:
        membership = filling.get(seat.pk)
        if membership and membership.role == Membership.Role.CHAIR and seat.agency_id:
            chairs.setdefault(seat.agency_id, []).append(bodies[seat.body_id])
    own = [seat for seat in seats if head and seat.body_id == head.pk]
    by_agency: dict[int | str, list[Seat]] = {}
    for seat in own:
        by_agency.setdefault(seat.agency_id or seat.title, []).append(seat)
    rows = []
    for key, held in by_agency.items():
        name, kind, _ = names[key] if isinstance(key, int) else (str(key), "Office", False)
        filled = sum(seat.pk in filling for seat in held)
        vacant = len(held) - filled
        chaired = listed(chairs.get(key, [])) if isinstance(key, int) else ""
        last = word(f"{vacant} vacant", "late") if vacant else chaired or "None"
        rows.append(Row((name, kind, f"{filled} of {len(held)}", last)))
    if rows:
        filled = sum(seat.pk in filling for seat in own)
        rows.append(
            Row(
                (
                    "All seats",
                    "",
                    f"{filled} of {len(own)}",
                    f"{len(own) - filled} vacant" if len(own) > filled else "None vacant",
                ),
                "sum",
            )
        )
    return Table(
        key="head-seats",
        title=f"Seats on the {head.short_name if head else 'head body'}, {long_date(on)}",
        columns=(
            Column("Agency or office"),
            Column("Kind"),
            Column("Filled", "number"),
            Column("Bodies it chairs, or vacancy"),
        ),
        rows=tuple(rows),
        empty="No seat is recorded for the body at the head of this report.",
    )


def seats_in_words(table: Table) -> str:
    """One sentence on vacancies, for the opening of the chapter."""
    total = next((row for row in table.rows if row.kind == "sum"), None)
    if total is None:
        return "No seats are recorded."
    filled, seats = (int(number) for number in str(total.cells[1]).split(" of "))
    if seats == filled:
        return f"All {seats} seats that must be filled were filled on the last day of the period."
    vacant = counted(seats - filled, "seat")
    return f"On the last day of the period {vacant} of {seats} stood vacant."


def period_in_words(period: Period) -> str:
    return f"{long_date(period.first)} to {long_date(period.last)}"
