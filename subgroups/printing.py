"""An action log on paper. Three steps, each alone: `log_context`, `log_html`, `log_pdf`."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

from partnership.kit.dates import london_date
from partnership.kit.wording import clock as clock_words
from partnership.kit.wording import long_date, plural
from partnership.models import Partnership
from subgroups.models import ActionLog
from subgroups.presenters import action_lists, actions
from subgroups.selectors import action_plans
from subgroups.selectors.action_lists import Counts, Wanted
from subgroups.selectors.actions import key_of
from subgroups.selectors.past import NamesThen

if TYPE_CHECKING:
    from partnership.kit.pdf import Pdf


def log_context(log: ActionLog, wanted: Wanted) -> dict[str, Any]:
    """All that the printed log says: nothing but what its person may see at this moment."""
    by = log.grouped_by
    rows = wanted.rows(*(action_plans.order_of(by) if by else []))
    shown = list(NamesThen.of(wanted.as_at).dress(rows) if wanted.as_at else rows)
    if by:
        groups = action_plans.grouped(shown, by, action_plans.counts_of_groups(wanted, by), wanted.person)
        total = sum((group.counts for group in groups), Counts())
    else:
        total = sum(wanted.counts_by("is_live").values(), Counts())
        groups = [action_plans.Group(action_plans.Heading("Actions, the one due longest ago first"), total, shown)]
    partnership = Partnership.objects.first()
    made_on, day = london_date(log.asked_at), long_date(log.shown_on)
    standing = f"As at the end of {day}" if log.is_past else f"As it stands on {day}"
    made = f"{long_date(made_on)}, {clock_words(log.asked_at)}, for {log.asked_by.name}"
    return {
        "keys": [row.id for row in shown],
        "partnership": partnership.name if partnership else "Safeguarding partnership",
        "heading": log.heading,
        "about": log.about,
        "standing": standing,
        "lede": action_lists.plan_lede(total),
        "filters": log.filter_words,
        "running": " · ".join([log.heading, standing, *log.filter_words])[:160],
        "made": f"Made {made}",
        "made_on": made,
        "counted": plural(len(shown), "action"),
        "key": [(tag.words, tag.kind, meaning) for tag, meaning in actions.KEY_MEANS],
        "groups": [_group(number, group, wanted) for number, group in enumerate(groups, 1)],
        "created": made_on.isoformat(),
    }


def _group(number: int, group: action_plans.Group, wanted: Wanted) -> dict[str, Any]:
    return {
        "number": number,
        "above": group.heading.above,
        "words": group.heading.words,
        "count": action_lists.group_words(group.counts),
        "rows": [_row(row, wanted) for row in group.rows],
    }


def _row(row: Any, wanted: Wanted) -> dict[str, Any]:
    when, tag = actions.when_of(row, wanted.clock), actions.KEY_TAGS[key_of(row, wanted.clock)]
    return {
        "title": row.title,
        "reference": row.reference,
        "body": row.body.short_name,
        "what": row.what,
        "measure": row.measure,
        "held": row.lead_agency.name,
        "holder": row.holder.name if row.holder else "nobody named",
        "when": when.words,
        "date": when.date,
        "state": when.state,
        "key": tag.words,
        "kind": tag.kind,
        "says": row.impact if row.status == "closed" else actions.says_words(row),
        "moved": actions.moved_words(row),
        "first": f"first date {row.first_due_on.day} {row.first_due_on:%b %Y}" if row.moves_count else "",
    }


def log_html(context: Mapping[str, Any]) -> str:
    """Context to HTML for paper."""
    return render_to_string("pdf/action_log.html", dict(context))


def log_pdf(html: str, *, made_at: dt.datetime) -> "Pdf":
    """HTML to PDF."""
    # WeasyPrint is a third of the start and 30 MB; only workers print, so the web server never loads it.
    from partnership.kit.pdf import to_pdf

    return to_pdf(html, made_at=made_at)
