"""Words of an agenda: its items with their times, and what came of each."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from partnership.kit.dates import at_hour
from partnership.kit.filled import drawn
from partnership.kit.markdown import to_html
from partnership.kit.parts import AgendaLine, Entry, Link, When
from partnership.kit.wording import (
    clock,
    list_words,
    long_date,
    plural,
    short_date,
)
from subgroups.models import AgendaItem, Attendance, Meeting
from subgroups.selectors.meetings import TO_COME, Arisen, Outcome

Status, Mark = Meeting.Status, Attendance.Mark


def item_times(meeting: Meeting, items: Sequence[AgendaItem]) -> list[str]:
    """When each item begins, as far as the planned minutes of those before it are known."""
    at: dt.datetime | None = at_hour(meeting.on, meeting.starts_at.hour, meeting.starts_at.minute)
    said = []
    for item in items:
        said.append(clock(at) if at else "")
        at = at + dt.timedelta(minutes=item.minutes_planned) if at and item.minutes_planned else None
    return said


def agenda_lines(
    meeting: Meeting, items: Sequence[AgendaItem], current: AgendaItem | None, url_of: Any, *, actions: str = ""
) -> list[AgendaLine]:
    """The agenda beside a live meeting."""
    lines = []
    for number, (item, at) in enumerate(zip(items, item_times(meeting, items), strict=True), 1):
        planned = f"{item.minutes_planned} min" if item.minutes_planned else ""
        if item == current:
            remark = f"now, {planned}" if planned else "now"
        elif item.is_done:
            remark = "done"
        else:
            secret = "confidential" if item.is_confidential else ""
            count = actions if item.kind == AgendaItem.Kind.ACTIONS else ""
            remark = ", ".join(part for part in (at or planned, count, secret) if part)
        lines.append(AgendaLine(str(number), item.title, url_of(item), remark, item.is_done, item == current))
    return lines


PURPOSES = {"information": "for information", "discussion": "for discussion", "decision": "for decision"}
KIND_SAYS = {
    AgendaItem.Kind.MINUTES: "last minutes",
    AgendaItem.Kind.CHASE: "brought by the portal: overdue",
    AgendaItem.Kind.ESCALATION: "escalation",
    AgendaItem.Kind.RATIFY: "to ratify",
    AgendaItem.Kind.REPORT: "by the forward plan",
}


def item_says(item: AgendaItem, at: str = "") -> list[str]:
    """The line under an item: its purpose, who leads it, when and how long."""
    lead = item.lead
    led_by = f"{lead.name}, {lead.agency.short_name}" if lead and lead.agency else lead.name if lead else ""
    said = [
        PURPOSES.get(item.purpose, ""),
        KIND_SAYS.get(AgendaItem.Kind(item.kind), ""),
        led_by,
        f"{item.minutes_planned} min" if item.minutes_planned else "",
        at,
        "confidential" if item.is_confidential else "",
    ]
    return [part for part in said if part]


def item_about(item: AgendaItem) -> list[Link]:
    """What an item is about: the record that brought it here."""
    found = []
    if item.escalation:
        found.append(Link(item.escalation.reference, item.escalation.get_absolute_url()))
    if item.about:
        found.append(Link(item.about.reference, item.about.get_absolute_url()))
    if item.ratifies:
        found.append(Link(item.ratifies.reference, item.ratifies.get_absolute_url()))
    if item.confirms:
        words = f"Minutes of {long_date(item.confirms.on, weekday=False)}"
        found.append(Link(words, item.confirms.get_absolute_url()))
    return found


@dataclass(frozen=True)
class ItemRow:
    """One item of the agenda on a meeting's page, with what came of it: the words of its template."""

    key: int
    number: int
    url: str
    title: str
    says: str
    about: SafeString
    ask: str
    papers: SafeString | str
    notes: SafeString | str
    made: SafeString


@dataclass(frozen=True)
class Made:
    """A decision, an action or an escalation in one line."""

    kind: str
    reference: str
    words: str
    url: str
    meta: str
    change_url: str = ""
    act_url: str = ""


PATHS = {"decision": "/decisions/", "action": "/actions/", "escalation": "/escalations/"}


def made(outcome: Outcome, on: dt.date, *, may_change: bool = False) -> Made:
    """One outcome of a meeting in words."""
    url = f"{PATHS[outcome.kind]}{outcome.reference}/"
    act_url = ""
    day = short_date(outcome.day, on)
    if outcome.kind == "decision":
        meta = {
            "superseded": "superseded",
            "ratified": f"ratified by the {outcome.who}",
            "to ratify": f"to be ratified by the {outcome.who}",
        }.get(outcome.state, "")
        may_change = may_change and outcome.state in ("", "to ratify")
        act_url = f"{PATHS['action']}new/?decision={outcome.reference}" if may_change else ""
    elif outcome.kind == "action":
        ended = {"closed": "closed", "withdrawn": "withdrawn"}.get(outcome.state)
        meta = f"{outcome.who}, {ended or f'due {day}'}"
    else:
        ended = {"replied": "replied", "withdrawn": "withdrawn"}.get(outcome.state)
        meta = f"to the {outcome.who}, {ended or f'reply due {day}'}"
        may_change = False
    change_url = f"{url}change/" if may_change else ""
    return Made(outcome.kind.capitalize(), outcome.reference, outcome.words, url, meta, change_url, act_url)


def _papers(lines: Sequence[Any]) -> str:
    return render_to_string("subgroups/paper_files.html", {"papers": lines}) if lines else ""


def item_rows(
    meeting: Meeting,
    items: Sequence[AgendaItem],
    arisen: Arisen,
    on: dt.date,
    *,
    with_notes: bool,
    papers_of: Callable[[AgendaItem], Sequence[Any]] = lambda item: (),
) -> list[ItemRow]:
    """The agenda as a page shows it: what is asked, papers, what came of it, and the notes once they are minutes."""
    times = item_times(meeting, items) if meeting.status in TO_COME else [""] * len(items)
    return [
        ItemRow(
            key=item.pk,
            number=number,
            url=item.get_absolute_url(),
            title=item.title,
            says=" · ".join(item_says(item, at)),
            about=drawn("subgroups/meeting_item_about.html", map(asdict, item_about(item))),
            ask=item.ask,
            papers=_papers(papers_of(item)),
            notes=to_html(item.notes, top=4) if with_notes and item.notes else "",
            made=drawn("subgroups/meeting_item_made.html", (made(outcome, on) for outcome in arisen.of_item(item))),
        )
        for number, (item, at) in enumerate(zip(items, times, strict=True), 1)
    ]


def arisen_words(arisen: Arisen) -> str:
    """ "2 decisions, 3 actions and 1 escalation"."""
    said = [
        plural(len(rows), word)
        for rows, word in (
            (arisen.decisions, "decision"),
            (arisen.actions, "action"),
            (arisen.escalations, "escalation"),
        )
        if rows
    ]
    return list_words(said)


def open_action_entries(actions: Iterable[Any], on: dt.date) -> list[Entry]:
    """Open actions as the item of that name shows them."""
    return [
        Entry(
            f"{action.reference} {action.title}",
            action.get_absolute_url(),
            when=When.due(action.due_on, on) if action.status == "open" else None,
            muted=[
                action.lead_agency.short_name
                + ("" if action.status == "open" else f", {action.get_status_display().lower()}")
            ],
        )
        for action in actions
    ]


def open_action_count(actions: Sequence[Any], on: dt.date) -> str:
    """ "7, one late"."""
    late = sum(action.is_overdue(on) for action in actions)
    return f"{len(actions)}, {late} late" if late else str(len(actions))
