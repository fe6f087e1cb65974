"""The moves of a meeting: planned, agenda issued, held, minutes drafted, agreed by the chair, confirmed by the next."""

from django.core.exceptions import ValidationError

from partnership.kit.wording import list_words, long_date, plural
from partnership.kit.workflow import Act, transition
from partnership.permissions import BodyRight
from subgroups.models import Action, Decision, Escalation, Meeting
from subgroups.selectors.rosters import roster

Status = Meeting.Status


def day_has_come(act: Act) -> None:
    """What happens at a meeting is recorded on its day or later."""
    if act.on < act.obj.on:
        day = long_date(act.obj.on, weekday=False)
        raise ValidationError(f"This meeting is on {day}. If it was held earlier, change its date first.")


def body_is_open(act: Act) -> None:
    """A body that has closed holds no more meetings."""
    if not act.obj.body.is_open(act.obj.on):
        raise ValidationError(f"{act.obj.body.name} is closed on that date. Cancel the meeting or change its date.")


def nothing_recorded(act: Act) -> None:
    """A meeting at which something was decided took place: it is ended, not cancelled."""
    for rows in (Decision.objects, Action.objects, Escalation.objects):
        if rows.filter(meeting=act.obj).exists():
            raise ValidationError(
                "Decisions or actions were recorded at this meeting. End it instead of cancelling it."
            )


def everyone_is_marked(act: Act) -> None:
    """Minutes say of every seat how it was filled."""
    unmarked = [place.name for place in roster(act.obj) if place.is_unmarked]
    if unmarked:
        seats = plural(len(unmarked), "seat")
        raise ValidationError(f"Mark attendance first: {seats} without a mark ({list_words(unmarked, most=4)}).")


ISSUE = transition(
    "issue",
    sources={Status.PLANNED},
    target=Status.AGENDA_ISSUED,
    right=BodyRight.RECORD,
    guards=[body_is_open],
)
CANCEL = transition(
    "cancel",
    sources={Status.PLANNED, Status.AGENDA_ISSUED},
    target=Status.CANCELLED,
    right=BodyRight.RECORD,
    guards=[nothing_recorded],
    needs_note="Write why the meeting is cancelled. The reason stays on the record.",
)
HOLD = transition(
    "end",
    sources={Status.PLANNED, Status.AGENDA_ISSUED},
    target=Status.HELD,
    right=BodyRight.RECORD,
    guards=[body_is_open, day_has_come],
)
DRAFT_MINUTES = transition(
    "draft",
    sources={Status.HELD},
    target=Status.MINUTES_DRAFTED,
    right=BodyRight.RECORD,
)
AGREE_MINUTES = transition(
    "agree",
    sources={Status.MINUTES_DRAFTED},
    target=Status.MINUTES_AGREED,
    right=BodyRight.CHAIR,
    guards=[everyone_is_marked],
)
CONFIRM_MINUTES = transition(
    "confirm",
    sources={Status.MINUTES_AGREED},
    target=Status.CONFIRMED,
    right=BodyRight.RECORD,
)
MOVES = [ISSUE, CANCEL, HOLD, DRAFT_MINUTES, AGREE_MINUTES, CONFIRM_MINUTES]
