"""Actions in words: the key, work rows, the ladder, the dates, the first line of a page."""

import datetime as dt
from collections.abc import Iterable

from partnership.chasing import Rung as Step
from partnership.kit.charts import slips
from partnership.kit.parts import Fact, Link, Rung, Tag, When, WorkRow
from partnership.kit.wording import (
    NBSP,
    list_words,
    long_date,
    moment,
    plural,
    short_date,
    time_left,
    times_words,
    upper_first,
)
from partnership.kit.wording import clock as clock_words
from partnership.models import Chase, ChaseStep, Notice, Telling
from subgroups.models import Action, DateChange
from subgroups.selectors.actions import Clock, Key, waits_since

KEY_TAGS = {
    Key.OVERDUE: Tag("Overdue", "late"),
    Key.SOON: Tag("Due soon", "soon"),
    Key.AT_RISK: Tag("At risk", "soon"),
    Key.ON_TRACK: Tag("On track", "met"),
    Key.SILENT: Tag("Nothing said", "plain"),
    Key.CLAIMED: Tag("To be closed", "plain"),
    Key.PROPOSED: Tag("Proposed", "plain"),
    Key.CLOSED: Tag("Complete", "done"),
    Key.WITHDRAWN: Tag("Withdrawn", "plain"),
}
KEY_MEANS = [
    (KEY_TAGS[Key.OVERDUE], "red: past its date, worked out by the portal, cannot be changed by hand"),
    (KEY_TAGS[Key.SOON], "amber: due in 10 working days or fewer"),
    (KEY_TAGS[Key.AT_RISK], "amber: the holder says that the date may be missed"),
    (KEY_TAGS[Key.ON_TRACK], "green: later, and the holder says so"),
    (KEY_TAGS[Key.SILENT], "later, and the holder has said nothing yet"),
    (KEY_TAGS[Key.CLAIMED], "claimed complete, waits for a second person"),
    (KEY_TAGS[Key.CLOSED], "blue: closed by a second person, with evidence"),
]
TOLD = {
    ChaseStep.To.OWNER: "Owner told",
    ChaseStep.To.OWNER_AND_LEAD: "Owner and agency lead told",
    ChaseStep.To.CHAIR: "Chair told",
    ChaseStep.To.EXECUTIVE: "Executive told",
}
# What a chase in the ledger of an action was about, where it was not the action itself.
ABOUT = {
    "support": ", for a supporting agency’s part",
    "date-answer": ", for the answer to a new date",
    "ownership-answer": ", for the answer to whose it is",
    "impact-check": ", for whether it lasted",
}


def distance(offset: int | None) -> str:
    """How far a step lies from the due date."""
    if offset is None:
        return "second move"
    if offset == 0:
        return "on the day"
    return f"{plural(abs(offset), 'working day')} {'before' if offset < 0 else 'after'}"


def short_distance(offset: int | None) -> str:
    """The same under a heading that says "working days": "10 before"."""
    if not offset:
        return distance(offset)
    return f"{abs(offset)}{NBSP}{'before' if offset < 0 else 'after'}"


def told_on(step: Step, day: dt.date, on: dt.date) -> str:
    """ "Chair told on Wed 25 Nov", "Owner told today"."""
    words = TOLD[ChaseStep.To(step.to)]
    days = (day - on).days
    return f"{words} {'tomorrow' if days == 1 else f'on {short_date(day, on)}'}"


def next_words(action: Action, clock: Clock) -> tuple[str, str]:
    """What happens next if nothing is done, and when that is in the ladder."""
    if action.status == Action.Status.CLAIMED:
        return "A second person closes or returns it", ""
    if action.status == Action.Status.PROPOSED:
        return "The chair accepts it", ""
    if not action.is_live:
        return "Nothing more is owed", ""
    if since := waits_since(action):
        return f"Waits for the chair since {short_date(since.date(), clock.on)}", "nobody is chased meanwhile"
    if until := clock.silent.get(action.pk):
        return f"Silent until {short_date(until, clock.on)}", "then it is chased again"
    ahead = clock.next_step(action)
    if ahead is None:
        return "Stands on the Executive’s agenda", "the last step was taken"
    step, day = ahead
    meta = distance(step.offset)
    if step.to == ChaseStep.To.EXECUTIVE:
        meta += "; it goes on its next agenda by itself"
    return told_on(step, day, clock.on), meta


def when_of(action: Action, clock: Clock) -> When:
    """The time cell of an action: late and soon only while its holder owes it."""
    if action.status == Action.Status.CLOSED:
        return When("done", "Closed", short_date(action.closed_on, clock.on))
    if action.status == Action.Status.WITHDRAWN:
        return When("done", "Withdrawn", "")
    if action.status == Action.Status.CLAIMED:
        return When("later", "Claimed", short_date(action.claimed_on, clock.on))
    due = When.due(action.due_on, clock.on, soon_until=clock.soon_until)
    # What waits for the chair is nobody's lateness meanwhile.
    return When("later", due.words, due.date) if waits_since(action) else due


def moved_words(action: Action) -> str:
    """ "twice, 122 days" or "never"."""
    if not action.moves_count:
        return "never"
    return f"{times_words(action.moves_count)}, {plural(action.days_slipped, 'day')}"


def says_words(action: Action) -> str:
    """What the holder says, kept apart from what the portal works out."""
    if action.status == Action.Status.CLOSED:
        return action.impact[:80]
    return {"on_track": "on track", "at_risk": "at risk"}.get(action.judgement, "nothing yet")


def work_row(action: Action, clock: Clock, *, for_agency: bool = False, may_update: bool = False) -> WorkRow:
    """One action in a work list. In an agency's own list the person stands where others see the agency."""
    words, meta = next_words(action, clock)
    path = f"/actions/{action.reference}/"
    moved = ""
    if action.moves_count:
        moved = f"date moved {moved_words(action)}"
    said = f"says {says_words(action)}" if action.judgement else "no update yet"
    if action.last_update_on and not action.judgement:
        said = f"last update {short_date(action.last_update_on, clock.on)}"
    holder = action.holder.job_title or action.holder.name if action.holder else "Nobody named"
    return WorkRow(
        when=when_of(action, clock),
        what=action.title,
        url=path,
        reference=f"{action.reference} · {action.body.short_name}",
        held_by=holder if for_agency else action.lead_agency.short_name,
        held_meta=said if for_agency else moved or holder,
        next=words,
        next_meta=meta,
        act=Link("Add an update", f"{path}update/") if may_update and action.status == Action.Status.OPEN else None,
    )


def lede_of(action: Action, clock: Clock) -> tuple[str, str, str]:
    """The first line of an action's page: words of time, their state, and the rest of the sentence."""
    on = clock.on
    match action.status:
        case Action.Status.CLOSED:
            by = action.closed_by.name if action.closed_by else ""
            return "Closed", "", f"on {short_date(action.closed_on, on)} by {by}."
        case Action.Status.WITHDRAWN:
            return "Withdrawn.", "", "Nothing is owed. The reason is below."
        case Action.Status.CLAIMED:
            by = action.claimed_by.name if action.claimed_by else ""
            return "Claimed complete", "", f"by {by} on {short_date(action.claimed_on, on)}. A second person closes it."
        case Action.Status.PROPOSED:
            return "Proposed.", "", "It counts and is chased once the chair has accepted it."
    left = time_left(action.due_on, on, soon_until=clock.soon_until)
    if since := waits_since(action):
        waits = f"It waits for the chair since {short_date(since.date(), on)}; nobody is chased for it meanwhile."
        return f"{left.words}.", left.state, waits
    if until := clock.silent.get(action.pk):
        return f"{left.words}.", left.state, f"Silent until {long_date(until)}: nobody is chased before."
    ahead = clock.next_step(action)
    if ahead is None:
        return f"{left.words}.", left.state, "Every step of the ladder has been taken; it stands with the Executive."
    step, day = ahead
    days = (day - on).days
    when = (
        "tomorrow"
        if days == 1
        else f"on {long_date(day).rsplit(' ', 1)[0]}"
        if days < 7
        else f"on {short_date(day, on)}"
    )
    who = {
        ChaseStep.To.OWNER: "Its holder is reminded",
        ChaseStep.To.OWNER_AND_LEAD: "Its holder and the agency lead are told",
        ChaseStep.To.CHAIR: f"The chair of {action.body.short_name} is told",
        ChaseStep.To.EXECUTIVE: "It goes to the Executive",
    }[ChaseStep.To(step.to)]
    return f"{left.words}.", left.state, f"{who} {when} unless it is claimed complete or the chair grants a new date."


def agreed_facts(action: Action) -> list[Fact]:
    """What was agreed, as facts."""
    holder = f"{action.holder.name}, {action.holder.job_title}".strip(", ") if action.holder else "nobody named yet"
    lines = [f"with {row.agency.short_name}{f': {row.part}' if row.part else ''}" for row in action.supports.all()]
    said = {"on_track": "Holder says: on track", "at_risk": "Holder says: at risk"}.get(action.judgement, "")
    close = "Evidence, a “so that” sentence and a second person"
    facts = [
        Fact("What", action.what),
        Fact("Measure of success", action.measure),
        Fact("Held by", f"{action.lead_agency.name}, {holder}", lines=lines),
        Fact("State", said, tag=Tag(action.get_status_display())),
    ]
    if action.impact:
        facts.append(Fact("Difference made", action.impact))
    if action.is_live:
        facts.append(Fact("To close it", close))
    return facts


def dates_words(action: Action, on: dt.date) -> str:
    """ "moved twice, 122 days in all, now 24 days late"."""
    never = "never moved" if action.due_on >= action.first_due_on else "brought forward, never moved later"
    parts = [f"moved {times_words(action.moves_count)}" if action.moves_count else never]
    if action.days_slipped:
        parts.append(f"{plural(action.days_slipped, 'day')} in all")
    if action.is_overdue(on):
        parts.append(f"now {plural((on - action.due_on).days, 'day')} late")
    return ", ".join(parts)


def dates_chart(action: Action, granted: list[DateChange], on: dt.date) -> str:
    """The life of the promise as a picture."""
    ended = action.closed_on or (action.claimed_on if action.status == Action.Status.CLAIMED else None)
    dates = [action.first_due_on, *(change.to_on for change in granted)]
    return slips(opened_on=action.opened_on, due_dates=dates, today=on, closed_on=ended)


def date_rows(action: Action, changes: list[DateChange], on: dt.date) -> list[dict[str, str]]:
    """The table beside the picture: each date, how far it moved, why, and who granted it."""
    rows = [
        {
            "date": short_date(action.first_due_on, on),
            "note": "first date" + ("" if any(change.status == "granted" for change in changes) else ", stands"),
            "moved": "–",
            "reason": "Set when it was recorded",
            "by": action.body.short_name,
        }
    ]
    last = next((one for one in reversed(changes) if one.status == DateChange.Status.GRANTED), None)
    for change in changes:
        word = {"asked": "asked for", "refused": "refused", "undone": "taken back"}.get(change.status, "")
        if change is last:
            word = "stands"
        answered = change.answered_by.name if change.answered_by else "waits for the chair"
        rows.append(
            {
                "date": short_date(change.to_on, on),
                "note": word,
                "moved": _moved(change) if change.status == DateChange.Status.GRANTED else "–",
                "reason": change.reason + (f" Answer: {change.answer}" if change.answer else ""),
                "by": answered,
            }
        )
    return rows


def _moved(change: DateChange) -> str:
    """ "20 days", "9 days earlier"."""
    return plural(change.days, "day") if change.is_slip else f"{plural(-change.days, 'day')} earlier"


def outcome(telling: Telling, on: dt.date) -> tuple[str, str]:
    """What came of telling somebody: the part that matters, and the rest."""
    if telling.person_id is None:
        return "Nobody holds this office.", "The business unit sees it on its home page"
    notice = telling.notice
    if notice is None:
        return "", "Done before the mail was written" if telling.overtaken_on else "In the next digest"
    if notice.status == Notice.Status.FAILED:
        return f"Failed: {notice.failure or 'not delivered'}.", notice.settled_note
    if notice.status != Notice.Status.SENT or notice.sent_at is None:
        return "", "Waiting in the outbox"
    return "", f"Sent {clock_words(notice.sent_at)}, {'opened' if telling.opened_at else 'not opened'}"


def ladder_rungs(chases: Iterable[Chase], action: Action, clock: Clock) -> list[Rung]:
    """The ledger of an action, and the step that comes next."""
    rungs = []
    for chase in chases:
        outcomes = [(telling, *outcome(telling, clock.on)) for telling in chase.tellings.all()]
        failed = any(strong for _, strong, _ in outcomes)
        rungs.append(
            Rung(
                state="failed" if failed else "sent",
                date=short_date(chase.on, clock.on),
                distance=short_distance(chase.offset),
                to=list_words(t.person.name if t.person else "Nobody" for t, _, _ in outcomes)
                + ABOUT.get(chase.kind, ""),
                outcome=list_words(dict.fromkeys(rest for _, _, rest in outcomes if rest), last="and"),
                strong=" ".join(dict.fromkeys(strong for _, strong, _ in outcomes if strong)),
            )
        )
    if ahead := clock.next_step(action):
        step, day = ahead
        rungs.append(
            Rung(
                state="next",
                date=short_date(day, clock.on),
                distance=short_distance(step.offset),
                to=upper_first(ChaseStep.To(step.to).label),
                strong="Next",
                outcome="Goes on its agenda by itself" if step.to == ChaseStep.To.EXECUTIVE else "",
            )
        )
    return rungs


def chases_words(rungs: list[Rung]) -> str:
    """ "6 sent, 1 failed, next on Fri 27 Nov"."""
    sent, failed = (sum(rung.state == state for rung in rungs) for state in ("sent", "failed"))
    parts = [f"{sent}{NBSP}sent"] if sent else []
    if failed:
        parts.append(f"{failed}{NBSP}failed")
    ahead = [rung for rung in rungs if rung.state == "next"]
    if ahead:
        parts.append(f"next on {ahead[0].date}")
    return ", ".join(parts) or "none"


def said_at(at: dt.datetime, on: dt.date) -> str:
    """When something was said."""
    return moment(at, on)
