"""The outbox in words."""

import datetime as dt
from collections.abc import Iterable

from partnership.kit.parts import Cell, Fact, Head, Tag
from partnership.kit.wording import moment, plural
from partnership.models import Notice

NOTICE_HEADS = [
    Head("Written", "date", "time"),
    Head("Mail", "what"),
    Head("To", "", "held"),
    Head("State", "tag", "held"),
]
STATE_TAGS = {
    Notice.Status.WAITING: Tag("Waiting", "plain"),
    Notice.Status.SENDING: Tag("Being sent", "plain"),
    Notice.Status.SENT: Tag("Sent", ""),
    Notice.Status.FAILED: Tag("Failed", "plain"),
}
ARRIVED, CAME_BACK = Tag("Delivered", "met"), Tag("Came back", "plain")


def state_tag(notice: Notice) -> Tag:
    """Where a mail stands, as far as it is known."""
    if notice.bounced_at and notice.status == Notice.Status.FAILED:
        return CAME_BACK
    if notice.delivered_at and notice.status == Notice.Status.SENT:
        return ARRIVED
    return STATE_TAGS[Notice.Status(notice.status)]


def state_words(notice: Notice, on: dt.date) -> str:
    """The line under the state: what went wrong, and when the next try is."""
    said = [notice.failure]
    if notice.status == Notice.Status.WAITING and notice.tries:
        said.append(f"{plural(notice.tries, 'try', 'tries')}, the next {moment(notice.next_try_at, on)}")
    elif notice.status == Notice.Status.WAITING and notice.failure:
        said.append(f"next try {moment(notice.next_try_at, on)}")
    elif notice.status == Notice.Status.SENT and notice.opened_at:
        said.append(f"opened {moment(notice.opened_at, on)}")
    return "; ".join(part for part in said if part)


def kind_words(kind: str) -> str:
    """ "Daily digest"; the rooms above name their own kinds in words."""
    return Notice.Kind(kind).label if kind in Notice.Kind else kind.capitalize()


def notice_rows(notices: Iterable[Notice], on: dt.date) -> list[list[Cell]]:
    """Rows of the outbox."""
    return [
        [
            Cell(moment(notice.created_at, on)),
            Cell(notice.subject, f"/mails/{notice.pk}/", kind_words(notice.kind)),
            Cell(notice.to.name, meta=notice.to.agency.short_name if notice.to.agency else ""),
            Cell(tag=state_tag(notice), meta=state_words(notice, on)),
        ]
        for notice in notices
    ]


def held_words(held: tuple[dt.datetime, str] | None, on: dt.date) -> str:
    """The line above the outbox while every mail waits."""
    if held is None:
        return ""
    until, why = held
    return f"No mail goes out until {moment(until, on)}. {why.rstrip('.')}. What is written in the meantime waits here."


def notice_facts(notice: Notice, on: dt.date) -> list[Fact]:
    """What is known of one mail: its way from being written to being read."""
    facts = [
        Fact("To", f"{notice.to.name}, {notice.address or notice.to.email}"),
        Fact("State", "", tag=state_tag(notice)),
        Fact("Written", moment(notice.created_at, on)),
    ]
    if notice.tries:
        facts.append(Fact("Tried", plural(notice.tries, "time")))
    if notice.status == Notice.Status.WAITING:
        facts.append(Fact("Next try", moment(notice.next_try_at, on)))
    if notice.sent_at:
        facts.append(Fact("Sent", moment(notice.sent_at, on)))
    if notice.delivered_at:
        facts.append(Fact("Known to have arrived", moment(notice.delivered_at, on)))
    if notice.bounced_at:
        facts.append(Fact("Came back", moment(notice.bounced_at, on)))
    if notice.opened_at:
        facts.append(Fact("A link was opened", moment(notice.opened_at, on)))
    if notice.failure:
        facts.append(Fact("What went wrong", notice.failure))
    if notice.settled_note:
        facts.append(Fact("Dealt with", notice.settled_note))
    return facts
