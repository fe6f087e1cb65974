"""Asking for an action log, making those that wait, and handing one out."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError

from partnership.kit import builds
from partnership.kit.builds import Made, Say
from partnership.kit.dates import Period
from partnership.kit.wording import plural
from partnership.models import Person
from subgroups import printing
from subgroups.models import Action, ActionLog
from subgroups.selectors.action_lists import Wanted
from subgroups.selectors.actions import Clock

MOST_ACTIONS = 2000


def ask_for_log(
    *, wanted: Wanted, heading: str, about: str, filter_words: list[str], grouped_by: str, by: Person, now: dt.datetime
) -> ActionLog:
    """Put a list of actions into the queue of files to be made, as PDF for the person who asks.

    Refuses an empty list and one of more than 2,000 actions. Asking again while the same waits gives that one.
    """
    count = wanted.filtered()[: MOST_ACTIONS + 1].count()
    if not count:
        raise ValidationError("No action is in this list, so there is nothing to print.")
    if count > MOST_ACTIONS:
        raise ValidationError(
            f"A printed log holds {plural(MOST_ACTIONS, 'action')} at most, and this list is longer. "
            "Narrow it with the filters, or take it as CSV."
        )
    given = {
        "asked_by": by,
        "heading": heading[:400],
        "about": about[:200],
        "filters": stored(wanted.filters),
        "filter_words": filter_words,
        "grouped_by": grouped_by,
        "shown_on": wanted.clock.on,
        "is_past": wanted.as_at is not None,
    }
    waiting = ActionLog.objects.filter(status=ActionLog.Status.WAITING, **given).first()
    return waiting or ActionLog.objects.create(asked_at=now, doing="Waiting for its turn", **given)


def stored(filters: dict[str, Any]) -> dict[str, Any]:
    """Filters as they are kept: keys of records, words, and periods as two dates."""
    kept: dict[str, Any] = {}
    for name, value in filters.items():
        if value in (None, "") or name == "as_at":
            continue
        if isinstance(value, Period):
            kept[name] = [value.first.isoformat(), value.last.isoformat()]
        else:
            kept[name] = getattr(value, "pk", value)
    return kept


def wanted_of(log: ActionLog) -> Wanted:
    """The list that a log was asked for, within what its person may see by now."""
    filters = dict(log.filters)
    if period := filters.get("period"):
        filters["period"] = Period(*map(dt.date.fromisoformat, period))
    clock = Clock.of(log.shown_on)
    return Wanted(log.asked_by, filters, clock, log.shown_on if log.is_past else None)


def make_logs(*, clock: Callable[[], dt.datetime], most: int = 10) -> dict[str, int]:
    """Make the logs that wait, as any file that a worker makes. Safe to run again."""
    return builds.build_waiting(ActionLog, _make, clock=clock, most=most)


def _make(log: ActionLog, say: Say) -> Made:
    say(20, "Writing the pages")
    context = printing.log_context(log, wanted_of(log))
    html = printing.log_html(context)
    say(40, "Laying out the pages")
    made = printing.log_pdf(html, made_at=log.asked_at)
    say(90, "Keeping the file")
    ActionLog.objects.filter(pk=log.pk).update(actions=context["keys"])
    return Made(f"action-log-{log.pk}.pdf", made.content, made.sha256, made.pages)


def may_be_handed_out(log: ActionLog, person: Person) -> bool:
    """Whether the person asked for it and may still see every action that it holds."""
    if log.asked_by_id != person.pk or not log.is_ready:
        return False
    return Action.objects.visible_to(person).filter(pk__in=log.actions).count() == len(log.actions)
