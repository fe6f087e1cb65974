"""The golden thread as challenges and risks tell it."""

import datetime as dt
from typing import Any

from partnership.kit.dates import financial_year, london_date
from partnership.kit.thread import Knot, tells_of
from partnership.kit.wording import plural
from partnership.permissions import BodyRight
from subgroups.models import Action, Challenge, Risk
from subgroups.presenters.thread_meetings import MOST, short


def _actions(rows: Any, person: Any, place: int) -> list[Knot]:
    """The actions that came of a record, as far as the person may see them."""
    seen = list(Action.objects.visible_to(person).filter(pk__in=rows.values("pk")).order_by("reference")[: MOST + 1])
    knots = [
        Knot(place, "Action", short(f"{action.reference} {action.title}"), action.get_absolute_url(), action.due_on)
        for action in seen[:MOST]
    ]
    if len(seen) > MOST:
        knots.append(Knot(place, "More actions", plural(rows.count() - MOST, "more", "more")))
    if not seen:
        knots.append(Knot(place, "Actions", "None recorded from it", happened=False))
    return knots


@tells_of(Challenge)
def thread_of_challenge(row: Challenge, person: Any, on: dt.date) -> list[Knot]:
    """The meeting or letter, the challenge, the answer, the actions, what came of it, the year's report."""
    knots = []
    if row.meeting and row.body.allows(person, BodyRight.READ):
        knots.append(Knot(-20, "Meeting", row.meeting.reference, row.meeting.get_absolute_url(), row.meeting.on))
    if row.letter:
        sent = london_date(row.letter.sent_at) if row.letter.sent_at else None
        knots.append(Knot(-10, "Letter", row.letter.reference, on=sent))
    knots.append(Knot(0, "This challenge", row.reference, here=True))
    if row.answered_at:
        knots.append(Knot(10, "Answer", f"by {row.to_agency.short_name}", on=london_date(row.answered_at)))
    elif row.status == Challenge.Status.MADE:
        knots.append(Knot(10, "Answer", "Not yet given", on=row.answer_due_on, happened=False))
    knots += _actions(row.actions, person, 20)
    if row.status == Challenge.Status.WITHDRAWN:
        return [*knots, Knot(30, "Withdrawn", "Nothing more is owed")]
    closed = row.status == Challenge.Status.CLOSED
    label = row.get_outcome_display() if closed else "Not judged yet"
    knots.append(Knot(30, "What came of it", label, on=row.closed_on, happened=closed))
    year = financial_year(row.made_on)
    knots.append(
        Knot(50, f"Annual report {year.first.year} to {year.last.year}", "Counted by the day it was made",
             happened=False)
    )  # fmt: skip
    return knots


@tells_of(Risk)
def thread_of_risk(row: Risk, person: Any, on: dt.date) -> list[Knot]:
    """The risk, each look at it, the actions against it, and its end."""
    knots = [Knot(0, "This risk", row.reference, here=True)]
    looks = list(row.moves.filter(move="review"))
    for look in looks[-MOST:]:
        knots.append(Knot(10, "Looked at", short(look.note), on=london_date(look.at)))
    knots += _actions(row.actions, person, 20)
    if row.status == Risk.Status.CLOSED:
        knots.append(Knot(30, "Closed", short(row.closing_reason), on=row.closed_on))
    else:
        knots.append(Knot(30, "Next look", "Not yet", on=row.review_on, happened=False))
    return knots


@tells_of(Action)
def what_an_action_answers(action: Action, person: Any, on: dt.date) -> list[Knot]:
    """The risk or the challenge that an action came from, for those who may read it."""
    knots = []
    for kind, model, pk in (("Risk", Risk, action.risk_id), ("Challenge", Challenge, action.challenge_id)):
        row = model.objects.visible_to(person).filter(pk=pk).first() if pk else None
        if row:
            knots.append(Knot(-25, kind, short(str(row)), row.get_absolute_url()))
    return knots
