"""Acts on decisions: recording, changing until the minutes are agreed, superseding after, ratifying."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from partnership.kit.dates import london_date
from partnership.kit.errors import NotYours, WrongState
from partnership.kit.history import save_as
from partnership.kit.wording import list_words, long_date
from partnership.kit.workflow import lock
from partnership.models import Body, Person, ReportingLine
from partnership.permissions import BodyRight
from subgroups.models import AgendaItem, Decision, Meeting
from subgroups.selectors.rosters import quorum_of
from subgroups.services.agendas import land_waiting, need_open, need_record
from subgroups.services.numbers import decision_reference


def parents_of(body: Body, on: dt.date) -> list[Body]:
    """The bodies to which a body reports on a date."""
    lines = ReportingLine.objects.current(on).filter(body=body).select_related("parent")
    return [line.parent for line in lines]


def _check_ratifier(body: Body, ratifier: Body | None, on: dt.date) -> None:
    if ratifier is not None and ratifier not in parents_of(body, on):
        raise ValidationError({"ratify_by": f"Choose a body to which {body.short_name} reports."})


def _check_quorate(meeting: Meeting, ratify_by: Body | None) -> None:
    """An inquorate table decides nothing of its own; a parent body may ratify what it recommends."""
    if ratify_by is not None:
        return
    judged = quorum_of(meeting)
    if not judged.met:
        missing = list_words([part.name.lower() for part in judged.missing])
        raise ValidationError(
            f"The meeting is not quorate: {missing} missing. Mark who is here, or choose a parent body that must "
            "ratify the decision."
        )


@transaction.atomic
def record_decision(
    *,
    meeting: Meeting,
    text: str,
    reasons: str,
    by: Person,
    now: dt.datetime,
    item: AgendaItem | None = None,
    ratify_by: Body | None = None,
    supersedes: Decision | None = None,
) -> Decision:
    """Record what a meeting decided and why, numbered in its body's series.

    Refuses an inquorate meeting unless a parent body must ratify it, a meeting still to come, one that was
    cancelled, and one whose minutes are agreed. What must be ratified lands on the parent's next agenda.
    """
    current = lock(meeting)
    need_record(current, by)
    need_open(current)
    if london_date(now) < current.on:
        raise ValidationError(f"This meeting is on {long_date(current.on, weekday=False)}: it cannot have decided yet.")
    if item is not None and item.meeting_id != current.pk:
        raise ValidationError({"item": "Choose an item of this meeting."})
    _check_ratifier(current.body, ratify_by, current.on)
    _check_quorate(current, ratify_by)
    decision = Decision(
        body=current.body,
        meeting=current,
        item=item,
        reference=decision_reference(body=current.body, year=current.on.year),
        text=text,
        reasons=reasons,
        decided_on=current.on,
        ratify_by=ratify_by,
        supersedes=supersedes,
    )
    save_as(decision, by=by, reason="Supersedes" if supersedes else "Recorded", now=now)
    if ratify_by is not None:
        land_waiting(body=ratify_by, by=by, now=now)
    return decision


@transaction.atomic
def change_decision(
    *,
    decision: Decision,
    text: str,
    reasons: str,
    by: Person,
    now: dt.datetime,
    seen: int | None,
    ratify_by: Body | None = None,
) -> Decision:
    """Change a decision until the minutes are agreed; after that it can only be superseded.

    Raises Stale when somebody saved it since. Refused once a parent body ratified it.
    """
    current = lock(decision)
    need_record(current.meeting, by)
    if not current.meeting.is_open_to_record:
        raise WrongState("The minutes are agreed, so this decision stands. A later meeting can supersede it.")
    if current.ratified_on:
        raise WrongState("This decision was ratified, so it stands. A later meeting can supersede it.")
    _check_ratifier(current.body, ratify_by, current.decided_on)
    if ratify_by != current.ratify_by:
        _check_quorate(current.meeting, ratify_by)
    current.step_version(seen=seen)
    current.text, current.reasons, current.ratify_by = text, reasons, ratify_by
    save_as(current, by=by, reason="Changed", now=now)
    if ratify_by is not None:
        land_waiting(body=ratify_by, by=by, now=now)
    return current


@transaction.atomic
def supersede_decision(
    *,
    decision: Decision,
    meeting: Meeting,
    text: str,
    reasons: str,
    by: Person,
    now: dt.datetime,
    item: AgendaItem | None = None,
    ratify_by: Body | None = None,
) -> Decision:
    """Replace a decision by a new one of a later meeting of the same body. The old one stays and says so.

    Refused while the old one can still be changed, and if it was superseded already.
    """
    current = lock(decision)
    if meeting.body_id != current.body_id or (meeting.on, meeting.starts_at) < (
        current.meeting.on,
        current.meeting.starts_at,
    ):
        raise ValidationError({"meeting": f"Choose a later meeting of {current.body.short_name}."})
    if current.meeting.is_open_to_record and not current.ratified_on:
        raise WrongState("The minutes are not agreed yet, so change the decision itself.")
    if Decision.objects.filter(supersedes=current).exists():
        raise WrongState("This decision was superseded already. Supersede the newer one.")
    return record_decision(
        meeting=meeting,
        text=text,
        reasons=reasons,
        by=by,
        now=now,
        item=item,
        ratify_by=ratify_by,
        supersedes=current,
    )


@transaction.atomic
def ratify_decision(*, decision: Decision, by: Person, now: dt.datetime) -> Decision:
    """Ratify a decision of a body that reports to this one, as the chair of the parent body. Once only."""
    current = lock(decision)
    if current.ratify_by is None:
        raise WrongState("This decision needs no other body to ratify it.")
    if not current.ratify_by.allows(by, BodyRight.CHAIR):
        raise NotYours(f"This decision is ratified by the chair of {current.ratify_by.short_name}.")
    if current.ratified_on:
        raise WrongState("This decision was ratified already.")
    if Decision.objects.filter(supersedes=current).exists():
        raise WrongState("This decision was superseded, so there is nothing to ratify.")
    current.ratified_on, current.ratified_by = london_date(now), by
    return save_as(current, by=by, reason="Ratified", now=now)
