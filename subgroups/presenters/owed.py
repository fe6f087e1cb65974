"""What is owed besides actions in rows of work, and what the registers of a body hold."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.urls import reverse

from partnership.kit.parts import Entry, Link, When, WorkRow
from partnership.kit.wording import plural, short_date
from partnership.models import Body
from subgroups.models.meetings import meeting_name
from subgroups.selectors.owed import Owed

# By kind: the word, where the row leads, the act that settles it and its words, and who does it.
WORDS = {
    "paper": "paper",
    "planned-report": "report of the forward plan",
    "challenge-answer": "challenge",
    "judge": "answer to a challenge",
    "risk-review": "risk",
    "document-review": "document to review",
    "reply": "escalation",
}


def _path(row: Owed) -> str:
    match row.kind:
        case "paper":
            return f"/papers/{row.pk}/"
        case "planned-report":
            return f"/planned-reports/{row.pk}/"
        case "risk-review":
            return f"/risks/{row.reference}/"
        case "document-review":
            return f"/documents/{row.pk}/review/"
        case "reply":
            return f"/escalations/{row.reference}/"
        case "close" | "new-date":
            return f"/actions/{row.reference}/"
        case "minutes":
            return f"/meetings/{row.pk}/"
        case _:
            return f"/challenges/{row.reference}/"


ACTS = {
    "paper": ("Hand it in", "hand-in/"),
    "planned-report": ("Hand it in", "hand-in/"),
    "challenge-answer": ("Answer", "answer/"),
    "judge": ("Close or ask again", ""),
    "risk-review": ("Look at it again", "review/"),
    "document-review": ("Review it", ""),
    "reply": ("Reply", "reply/"),
    "close": ("Close or return", ""),
    "new-date": ("Answer", "answer-date/"),
}
ASKED = {
    "paper": "The paper is handed in",
    "planned-report": "The report is handed in",
    "challenge-answer": "The agency answers",
    "judge": "You judge the answer",
    "risk-review": "You look at it again",
    "document-review": "It is found right, or changed",
    "close": "You close it or return it",
    "new-date": "You grant or refuse the new date",
    "minutes": "You agree the minutes",
}
# What has been done already and waits for a chair: by kind, what was done on the day that stands in its row.
DONE = {"judge": "Answered", "close": "Claimed"}


def _reference(row: Owed, on: dt.date) -> str:
    """The line of small words under what is owed."""
    match row.kind:
        case "planned-report" | "document-review":
            return f"{WORDS[row.kind]}, {row.body}"
        case "reply":
            return f"{row.reference} · {WORDS[row.kind]}"
        case "close":
            return f"{row.reference} · {row.body}"
        case "new-date":
            return f"{row.reference} · asks for {short_date(row.also_on, on)}"
        case "minutes":
            return row.reference
        case _:
            return f"{row.reference} · {WORDS[row.kind]}, {row.body}"


def _title(row: Owed) -> str:
    if row.kind == "minutes" and row.also_on:
        return f"Minutes of {meeting_name(row.body, row.also_on)}"
    return row.title


def work_rows(rows: Iterable[Owed], on: dt.date, *, may_act: bool = True) -> list[WorkRow]:
    """Rows of a work list. Late papers in a chair's list are for reading: the agency hands them in."""
    found = []
    for row in rows:
        path, (words, then) = _path(row), ACTS.get(row.kind, ("", ""))
        done = DONE.get(row.kind)
        found.append(
            WorkRow(
                when=When("later", done, short_date(row.due_on, on)) if done else When.due(row.due_on, on),
                what=_title(row),
                url=path,
                reference=_reference(row, on),
                held_by=row.who,
                next=ASKED.get(row.kind) or f"{row.body} replies",
                act=Link(words, f"{path}{then}") if may_act and words else None,
            )
        )
    return found


def late_entries(counts: Mapping[str, int]) -> list[Entry]:
    """What is open or late besides actions, for the business unit: each with the list that holds it."""
    lists = [
        ("paper", "paper late", "papers late", f"{reverse('subgroups:paper-list')}?state=late"),
        ("planned-report", "planned report late", "planned reports late",
         f"{reverse('subgroups:planned-report-list')}?state=late"),
        ("minutes", "set of minutes to draft", "sets of minutes to draft",
         f"{reverse('subgroups:meeting-list')}?when=past"),
        ("minutes-agree", "set of minutes late to agree", "sets of minutes late to agree",
         f"{reverse('subgroups:meeting-list')}?when=past"),
        ("challenge-answer", "challenge without answer", "challenges without answer",
         f"{reverse('subgroups:challenge-list')}?state=made"),
        ("risk-review", "risk to look at", "risks to look at", f"{reverse('subgroups:risk-list')}?state=review"),
        ("document-review", "document to review", "documents to review", reverse("partnership:document-review-list")),
    ]  # fmt: skip
    return [Entry(plural(counts[kind], one, many), url) for kind, one, many, url in lists if counts.get(kind)]


def register_links(body: Body, counts: Mapping[str, int]) -> list[Link]:
    """The action plan, forward plan, papers, challenges and risks of a body, each with what it holds."""

    def said(kind: str, word: str) -> str:
        return plural(counts[kind], word, word) if counts.get(kind) else "none"

    of_body = f"?body={body.pk}"
    return [
        Link("Action plan", reverse("subgroups:body-plan", args=[body.slug]), "by priority and objective"),
        Link("Forward plan", reverse("subgroups:forward-plan", args=[body.slug]), said("planned-report", "expected")),
        Link("Papers", reverse("subgroups:paper-list") + of_body, said("paper", "not here yet")),
        Link("Challenges", reverse("subgroups:challenge-list") + of_body, said("challenge", "open")),
        Link("Risks", reverse("subgroups:risk-list") + of_body, said("risk", "open")),
    ]
