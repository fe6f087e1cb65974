"""A letter of challenge on paper. Three steps, each alone: `letter_context`, `letter_html`, `letter_bytes`."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

from partnership.kit.wording import list_words, long_date, number_words, plural, short_date
from partnership.models import Letter, Partnership

if TYPE_CHECKING:
    from partnership.kit.pdf import Pdf


def letter_context(letter: Letter, partnership: Partnership | None) -> dict[str, Any]:
    """All that the letter says. Takes what is frozen; asks nothing of the records it is about."""
    facts = letter.facts
    said_on, due_on = dt.date.fromisoformat(facts["said_on"]), dt.date.fromisoformat(facts["due_on"])
    moves = facts["moves"]
    chases = [
        {
            "on": short_date(dt.date.fromisoformat(chase["on"]), None),
            "due_on": short_date(dt.date.fromisoformat(chase["due_on"]), None),
            "told": list_words(chase["told"]) or "nobody held the office",
        }
        for chase in facts["chases"]
    ]
    return {
        "letter": letter,
        "partnership": partnership,
        "facts": facts,
        "to": facts["to"],
        "date": long_date(said_on, weekday=False),
        "iso": said_on.isoformat(),
        "due": long_date(due_on),
        "late": plural(facts["days_late"], "day") if facts["days_late"] else "",
        "moved": ("once" if moves == 1 else "twice" if moves == 2 else f"{number_words(moves)} times") if moves else "",
        "chases": chases,
        "times": plural(len(chases), "time"),
    }


def letter_html(context: Mapping[str, Any]) -> str:
    """Context to HTML for paper."""
    return render_to_string("pdf/letter.html", dict(context))


def letter_bytes(html: str, *, made_at: dt.datetime) -> "Pdf":
    """HTML to PDF."""
    # WeasyPrint is a third of the start and 30 MB; only workers print, so the web server never loads it.
    from partnership.kit.pdf import to_pdf

    return to_pdf(html, made_at=made_at)
