"""Putting mails into the outbox, in the transaction of the act that they tell of."""

import datetime as dt
import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string

from partnership.kit.dates import london_date
from partnership.models import Notice, Partnership, Person


def one_line(text: str) -> str:
    """Text without line breaks and control characters: nothing in a name can add a header to a mail."""
    if not text.isprintable():
        text = "".join(mark if mark.isprintable() else " " for mark in text)
    return " ".join(text.split())


def render_mail(template: str, context: dict[str, Any]) -> tuple[str, str]:
    """The plain and the HTML form of a mail from templates/emails/`template`.{txt,html}."""
    context = {"address": settings.ADDRESS, "partnership": Partnership.objects.first(), **context}
    return render_to_string(f"emails/{template}.txt", context), render_to_string(f"emails/{template}.html", context)


def record_notice(
    *,
    key: str,
    kind: str,
    to: Person,
    subject: str,
    path: str,
    now: dt.datetime,
    lines: list[str],
    template: str = "notice",
    context: dict[str, Any] | None = None,
) -> Notice | None:
    """Put one mail into the outbox. The same key again, or a person who may not sign in, adds nothing.

    Mails say what happened and link to the record; they never quote what was written in it.
    """
    if not to.is_active:
        return None
    subject = one_line(subject)[:200]
    everything = {"person": to, "subject": subject, "lines": lines, "path": path, **(context or {})}
    text, html = render_mail(template, everything)
    notice, _ = Notice.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "to": to,
            "subject": subject,
            "text": text,
            "html": html,
            "on": london_date(now),
            "created_at": now,
            "next_try_at": now,
        },
    )
    return notice


def _host() -> str:
    return urlsplit(settings.ADDRESS).hostname or "localhost"


def message_id(notice: Notice) -> str:
    """Made from the row, so that a mail sent twice after a crash is recognised as one by any mailbox."""
    return f"<notice-{notice.pk}@{_host()}>"


def numbers_named(text: str) -> list[int]:
    """The rows of the outbox whose Message-ID stands in a text, such as a mail that came back."""
    return [int(number) for number in re.findall(rf"<notice-(\d{{1,18}})@{re.escape(_host())}>", text)]
