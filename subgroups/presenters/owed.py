"""What is owed besides actions in rows of work, and what the registers of a body hold."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.urls import reverse

from partnership.kit.parts import Entry, Link, When, WorkRow
from partnership.kit.wording import plural, short_date
from partnership.models import Body
from subgroups.selectors.owed import Owed

# By kind: the word, where the row leads, the act that settles it and its words, and who does it.
WORDS = {
    "paper": "paper",
    "planned-report": "report of the forward plan",
    "challenge-answer": "challenge",
    "judge": "answer to a challenge",
    "risk-review": "risk",
    "document-review": "document to review",
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
        case _:
            return f"/challenges/{row.reference}/"


ACTS = {
    "paper": ("Hand it in", "hand-in/"),
    "planned-report": ("Hand it in", "hand-in/"),
    "challenge-answer": ("Answer", "answer/"),
    "judge": ("Close or ask again", ""),
    "risk-review": ("Look at it again", "review/"),
    "document-review": ("Review it", ""),
}
ASKED = {
    "paper": "The paper is handed in",
    "planned-report": "The report is handed in",
    "challenge-answer": "The agency answers",
    "judge": "You judge the answer",
    "risk-review": "You look at it again",
    "document-review": "It is found right, or changed",
}


def work_rows(rows: Iterable[Owed], on: dt.date, *, may_act: bool = True) -> list[WorkRow]:
    """Rows of a work list. Late papers in a chair's list are for reading: the agency hands them in."""
    found = []
    for row in rows:
        path, (words, then) = _path(row), ACTS[row.kind]
        reference = "" if row.kind in ("planned-report", "document-review") else f"{row.reference} · "
        when = (
            When("later", "Answered", short_date(row.due_on, on)) if row.kind == "judge" else When.due(row.due_on, on)
        )
        found.append(
            WorkRow(
                when=when,
                what=row.title,
                url=path,
                reference=f"{reference}{WORDS[row.kind]}, {row.body}",
                held_by=row.who,
                next=ASKED[row.kind],
                act=Link(words, f"{path}{then}") if may_act else None,
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
