"""The outbox in words."""

import datetime as dt
from collections.abc import Iterable

from partnership.kit.parts import Cell, Fact, Head, Tag
from partnership.kit.wording import moment, plural
from partnership.models import Notice

NOTICE_HEADS = [
    Head("Written", "date", "date"),
    Head("Mail", "what"),
    Head("To", "", "held"),
    Head("State", "tag", "tag"),
]
STATE_TAGS = {
    Notice.Status.WAITING: Tag("Waiting", "plain"),
    Notice.Status.SENDING: Tag("Being sent", "plain"),
    Notice.Status.SENT: Tag("Sent", ""),
    Notice.Status.FAILED: Tag("Failed", "plain"),
}


def notice_rows(notices: Iterable[Notice], on: dt.date) -> list[list[Cell]]:
    """Rows of the outbox."""
    return [
        [
            Cell(moment(notice.created_at, on)),
            Cell(notice.subject, f"/mails/{notice.pk}/", notice.kind),
            Cell(notice.to.name, meta=notice.to.agency.short_name if notice.to.agency else ""),
            Cell(tag=STATE_TAGS[Notice.Status(notice.status)], meta=notice.failure),
        ]
        for notice in notices
    ]


def notice_facts(notice: Notice, on: dt.date) -> list[Fact]:
    """What is known of one mail."""
    facts = [
        Fact("To", f"{notice.to.name}, {notice.address or notice.to.email}"),
        Fact("State", "", tag=STATE_TAGS[Notice.Status(notice.status)]),
        Fact("Written", moment(notice.created_at, on)),
    ]
    if notice.sent_at:
        facts.append(Fact("Sent", moment(notice.sent_at, on)))
    if notice.opened_at:
        facts.append(Fact("A link was opened", moment(notice.opened_at, on)))
    if notice.failure:
        facts.append(Fact("What went wrong", f"{notice.failure}, after {plural(notice.tries, 'try', 'tries')}"))
    if notice.settled_note:
        facts.append(Fact("Dealt with", notice.settled_note))
    return facts
