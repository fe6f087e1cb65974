"""Acts on bodies: add, change, close, whom they report to, quorum, standing items and governing documents."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from partnership.kit.history import delete_as, save_as
from partnership.kit.slugs import free_slug
from partnership.kit.wording import list_words, long_date
from partnership.kit.workflow import lock
from partnership.models import Body, Document, Person, QuorumRule, ReportingLine, StandingItem
from partnership.roles import bring_rights_up_to_date
from partnership.services.seats import end_all_on

ONE_DAY = dt.timedelta(days=1)
WRITABLE = frozenset(
    {
        "code", "name", "short_name", "aliases", "kind", "remit", "purpose", "duties", "frequency", "meets_every_weeks",
        "attendance_expected", "papers_before", "minutes_after", "opened_on",
    }
)  # fmt: skip


def _write(body: Body, fields: Mapping[str, Any]) -> None:
    for name in fields:
        if name not in WRITABLE:
            raise TypeError(f"{name} is not written by this act.")
    for name, value in fields.items():
        setattr(body, name, value)
    body.code = body.code.strip().upper()


@transaction.atomic
def add_body(
    *,
    by: Person,
    on: dt.date,
    parents: Iterable[Body] = (),
    quorum: Mapping[str, int] | None = None,
    now: dt.datetime | None = None,
    **fields: Any,
) -> Body:
    """Add a body, with whom it reports to and its quorum. Refuses a code that another body has."""
    body = Body(slug=free_slug(Body, fields.get("short_name") or fields.get("name") or "", most=60))
    _write(body, fields)
    _refuse_taken_code(body)
    save_as(body, by=by, reason="added", now=now)
    for parent in parents:
        line = ReportingLine(body=body, parent=parent, from_on=body.opened_on or on)
        save_as(line, by=by, reason="added", now=now)
    if quorum:
        set_quorum(body=body, kinds=quorum, by=by, now=now)
    return body


@transaction.atomic
def change_body(
    *, body: Body, by: Person, seen: int | None = None, now: dt.datetime | None = None, **fields: Any
) -> Body:
    """Change what a body's record says. Raises Stale when somebody saved it since `seen`."""
    current = lock(body)
    current.step_version(seen=seen)
    _write(current, fields)
    _refuse_taken_code(current)
    return save_as(current, by=by, reason="changed", now=now)


def _refuse_taken_code(body: Body) -> None:
    other = Body.objects.filter(code__iexact=body.code).exclude(pk=body.pk).first()
    if other is not None:
        raise ValidationError({"code": f"{other.name} has this code. Enter another: numbers of actions start with it."})


@transaction.atomic
def close_body(
    *, body: Body, closed_on: dt.date, reason: str, on: dt.date, by: Person, now: dt.datetime | None = None
) -> Body:
    """Close a body with its reason; its seats close, its members leave and it reports to nobody from the next day.

    Refuses a closed body, a day to come, and a body that others report to and to nobody else. Its open actions stay
    and must be passed to another body.
    """
    current = lock(body)
    if current.closed_on is not None:
        raise ValidationError(f"This body closed on {long_date(current.closed_on, weekday=False)} already.")
    if closed_on > on:
        raise ValidationError({"closed_on": "Enter today or a day that has passed. Come back on the day it closes."})
    if not reason.strip():
        raise ValidationError({"reason": "Enter why it closed: people will look for it here."})
    below = ReportingLine.objects.current(closed_on).filter(parent=current, body__closed_on__isnull=True)
    left_alone = [
        line.body.short_name
        for line in below.select_related("body")
        if not line.body.lines_up.current(closed_on).exclude(parent=current).exists()
    ]
    if left_alone:
        raise ValidationError(
            f"{list_words(left_alone)} would report to nobody. Say first whom they report to from then on."
        )
    current.step_version(seen=None)
    current.closed_on, current.closing_reason = closed_on, reason.strip()
    current = save_as(current, by=by, reason="closed", now=now)
    people: list[Person] = []
    for seat in current.seats.filter(closed_on__isnull=True):
        people += end_all_on(seat, last_day=closed_on, by=by, now=now)
        seat.closed_on, seat.closing_reason = closed_on, "The body closed"
        save_as(seat, by=by, reason="body closed", now=now)
    lines = ReportingLine.objects.filter(Q(body=current) | Q(parent=current), to_on__isnull=True)
    for line in lines.filter(from_on__lte=closed_on):
        line.to_on = closed_on
        save_as(line, by=by, reason="body closed", now=now)
    bring_rights_up_to_date(people, on=on)
    return current


@transaction.atomic
def set_reporting_lines(
    *, body: Body, parents: Iterable[Body], from_on: dt.date, by: Person, now: dt.datetime | None = None
) -> Body:
    """Say whom a body reports to from a day on. Lines that go on are left alone; others end on the day before.

    Refuses a closed parent and a circle: a body that reports, perhaps through others, to this one.
    """
    current = lock(body)
    wanted = {parent.pk: parent for parent in parents}
    for parent in wanted.values():
        if parent.pk == current.pk:
            raise ValidationError({"parents": "A body cannot report to itself."})
        if not parent.is_open(from_on):
            raise ValidationError({"parents": f"{parent.name} is closed. Choose another."})
        if current.pk in _all_above(parent, on=from_on):
            raise ValidationError({"parents": f"{parent.name} reports to this body, so this body cannot report to it."})
    for line in current.lines_up.filter(Q(to_on__isnull=True) | Q(to_on__gte=from_on)):
        if line.parent_id in wanted and line.to_on is None:
            del wanted[line.parent_id]
        elif line.from_on >= from_on:
            delete_as(line, by=by, reason="never began")  # It never began, so there is no day to keep.
        else:
            line.to_on = from_on - ONE_DAY
            save_as(line, by=by, reason="ended", now=now)
    for parent in wanted.values():
        save_as(ReportingLine(body=current, parent=parent, from_on=from_on), by=by, reason="added", now=now)
    return current


def _all_above(body: Body, *, on: dt.date) -> set[int]:
    """Ids of everything that a body reports to, directly or through others."""
    lines = list(ReportingLine.objects.current(on).values_list("body_id", "parent_id"))
    above: set[int] = set()
    layer = {body.pk}
    while layer:
        layer = {parent for child, parent in lines if child in layer} - above
        above |= layer
    return above


@transaction.atomic
def set_quorum(*, body: Body, kinds: Mapping[str, int], by: Person, now: dt.datetime | None = None) -> Body:
    """Say which kinds of agency must be there, and how many of each, for a body to decide. None means no rule."""
    held = {rule.kind: rule for rule in QuorumRule.objects.select_for_update(of=("self",)).filter(body=body)}
    for kind, rule in held.items():
        if kind not in kinds:
            delete_as(rule, by=by, reason="not needed any more")
    for kind, at_least in kinds.items():
        rule = held.get(kind) or QuorumRule(body=body, kind=kind)
        if rule.pk is None or rule.at_least != at_least:
            rule.at_least = at_least
            save_as(rule, by=by, reason="quorum set", now=now)
    return body


@transaction.atomic
def add_standing_item(
    *, body: Body, title: str, purpose: str, by: Person, place: int | None = None, now: dt.datetime | None = None
) -> StandingItem:
    """Put an item on every agenda of a body, last unless a place is given. Refuses the same title twice."""
    lock(body)
    if body.standing_items.filter(title__iexact=title.strip()).exists():
        raise ValidationError({"title": "This item is on every agenda already."})
    count = body.standing_items.count()
    item = StandingItem(body=body, title=title.strip(), purpose=purpose, place=count + 1)
    save_as(item, by=by, reason="added", now=now)
    if place is not None and place <= count:
        _put_in_place(body, item, place, by=by, now=now)
    return item


@transaction.atomic
def change_standing_item(
    *, item: StandingItem, title: str, purpose: str, place: int, by: Person, now: dt.datetime | None = None
) -> StandingItem:
    """Change a standing item's words, purpose or place on the agenda. Agendas already issued stay as they are."""
    lock(item.body)
    if item.body.standing_items.filter(title__iexact=title.strip()).exclude(pk=item.pk).exists():
        raise ValidationError({"title": "This item is on every agenda already."})
    current = lock(item)
    current.title, current.purpose = title.strip(), purpose
    save_as(current, by=by, reason="changed", now=now)
    _put_in_place(item.body, current, place, by=by, now=now)
    return current


@transaction.atomic
def remove_standing_item(*, item: StandingItem, by: Person, now: dt.datetime | None = None) -> Body:
    """Take an item off future agendas. Doing it twice does nothing more."""
    lock(item.body)
    current = StandingItem.objects.filter(pk=item.pk).first()
    if current is not None:
        delete_as(current, by=by, reason="removed")
        _number(list(item.body.standing_items.all()), by=by, now=now)
    return item.body


def _put_in_place(body: Body, item: StandingItem, place: int, *, by: Person, now: dt.datetime | None) -> None:
    others = [other for other in body.standing_items.all() if other.pk != item.pk]
    others.insert(max(place - 1, 0), item)
    _number(others, by=by, now=now)


def _number(items: list[StandingItem], *, by: Person, now: dt.datetime | None) -> None:
    for place, item in enumerate(items, 1):
        if item.place != place:
            item.place = place
            save_as(item, by=by, reason="order changed", now=now)


@transaction.atomic
def add_document(
    *,
    body: Body,
    kind: str,
    title: str,
    number: str,
    agreed_on: dt.date,
    by: Person,
    review_on: dt.date | None = None,
    summary: str = "",
    owner: Person | None = None,
    now: dt.datetime | None = None,
) -> Document:
    """Record a version of a governing document. Refuses the same version twice and a review before agreement."""
    if review_on is not None and review_on <= agreed_on:
        raise ValidationError({"review_on": "Enter a review date after the day it was agreed."})
    if body.documents.filter(kind=kind, title__iexact=title.strip(), number=number.strip()).exists():
        raise ValidationError({"number": "This version is here already. Enter the next number."})
    document = Document(
        body=body,
        kind=kind,
        title=title.strip(),
        number=number.strip(),
        summary=summary.strip(),
        agreed_on=agreed_on,
        review_on=review_on,
        owner=owner,
    )
    return save_as(document, by=by, reason="added", now=now)


@transaction.atomic
def change_document(
    *,
    document: Document,
    title: str,
    agreed_on: dt.date,
    by: Person,
    review_on: dt.date | None = None,
    summary: str = "",
    owner: Person | None = None,
    now: dt.datetime | None = None,
) -> Document:
    """Put a document's record right, or move its review date. A new version is a new record."""
    if review_on is not None and review_on <= agreed_on:
        raise ValidationError({"review_on": "Enter a review date after the day it was agreed."})
    current = lock(document)
    current.title, current.summary = title.strip(), summary.strip()
    current.agreed_on, current.review_on, current.owner = agreed_on, review_on, owner
    return save_as(current, by=by, reason="changed", now=now)
