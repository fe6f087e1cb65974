"""Rounds in words: the list, the table of agencies and standards, who has not returned."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from audits.models import Return, Round
from audits.presenters.scores import RETURN_TAGS, score_words
from audits.scoring import Judgement, Score
from audits.selectors.rounds import RoundPage
from partnership.chasing import Rung
from partnership.kit.parts import Cell, Fact, Head, Tag, When, WorkRow
from partnership.kit.tables import Column
from partnership.kit.wording import list_words, long_date, percent, plural, share, short_date
from partnership.models import Person
from subgroups.presenters.actions import distance, told_on

Status = Round.Status
TAGS = {
    Status.DRAFTING: Tag("Being prepared", "plain"),
    Status.OPEN: Tag("Open", "met"),
    Status.CLOSED: Tag("Closed", "done"),
}
LIST_HEADS = [
    Head("Returns due", "time", "time"),
    Head("Round", "what"),
    Head("State", "tag", "tag"),
    Head("Returned", "", "says"),
    Head("Overdue", "num", "num"),
]


def when_of(round_: Round, on: dt.date) -> When:
    """The time cell of a round: late and soon only while something is owed."""
    if round_.status == Status.OPEN:
        return When.due(round_.due_on, on)
    if round_.status == Status.CLOSED:
        return When("done", "Closed", short_date(round_.closed_on, on))
    return When("later", "Opens", short_date(round_.opens_on, on))


def open_when(round_: Any, on: dt.date) -> When:
    """The same in the list, where a round whose returns are all in is late no more."""
    if round_.status == Status.OPEN and round_.returned == round_.asked:
        return When("later", "All in", f"due {short_date(round_.due_on, on)}")
    return when_of(round_, on)


def list_rows(rounds: Iterable[Any], on: dt.date) -> list[list[Cell]]:
    """Rows of the list of rounds."""
    rows = []
    for row in rounds:
        asked = row.status != Status.DRAFTING
        says = share(row.returned, row.asked) if asked else f"{plural(row.asked, 'agency', 'agencies')} chosen"
        meta = f"{row.moderated} moderated" if asked else ""
        rows.append(
            [
                Cell(when=open_when(row, on)),
                Cell(row.title, f"/audits/{row.pk}/", f"{row.framework.title} · {row.body.short_name}"),
                Cell(tag=TAGS[row.status]),
                Cell(says, meta=meta),
                Cell(str(row.overdue) if row.overdue else "none"),
            ]
        )
    return rows


def list_lede(overdue: int, *, own: bool) -> str:
    """The first line of the list: what needs doing."""
    if overdue:
        words = plural(overdue, "return of your agency is", "returns of your agency are") if own else plural(
            overdue, "return is", "returns are"
        )  # fmt: skip
        return f"{words} overdue."
    return "No return of your agency is overdue." if own else "No return is overdue."


@dataclass(frozen=True)
class MatrixCell:
    """One standard of one agency: share, counts, and what it means."""

    label: str
    share: str
    counts: str
    word: str
    strong: bool = False


@dataclass(frozen=True)
class MatrixRow:
    """One agency in the table of a round."""

    agency: str
    url: str
    tag: Tag | None
    basis: str
    cells: list[MatrixCell]


def is_moderated(row: Return) -> bool:
    """Whether the moderated scores are the ones that count."""
    return row.status == Return.Status.MODERATED


def matrix(page: RoundPage, on: dt.date) -> list[MatrixRow]:
    """Agencies and standards: the moderated score where there is one, else the agency's own once it is submitted."""
    rows = []
    for row in page.returns:
        scored = page.scores[row.pk]
        shown = scored.standing if is_moderated(row) else scored.own
        cells = []
        for standard in page.standards:
            score = shown[standard.pk]
            label = f"{standard.number} {standard.short_title}"
            if row.status not in Return.RETURNED:
                cells.append(MatrixCell(label, "–", f"{score.answered} of {score.asked} answered", ""))
                continue
            judged = page.thresholds.judge(score)
            word = judged.label if is_moderated(row) else "own score"
            points = f"{score.points} of {score.base}"
            strong = judged is Judgement.PLAN
            cells.append(MatrixCell(label, percent(score.points, score.base), points, word, strong))
        tag = Tag("Overdue", "late") if row.is_overdue(on) else RETURN_TAGS[Return.Status(row.status)]
        rows.append(MatrixRow(row.agency.short_name, f"/audits/returns/{row.pk}/", tag, row.get_basis_display(), cells))
    return rows


def totals(page: RoundPage) -> list[MatrixCell]:
    """All moderated returns together, by standard. Nothing while none is moderated."""
    moderated = [row for row in page.returns if is_moderated(row)]
    if not moderated:
        return []
    cells = []
    for standard in page.standards:
        whole = sum((page.scores[row.pk].standing[standard.pk] for row in moderated), Score())
        good = sum(
            page.thresholds.judge(page.scores[row.pk].standing[standard.pk]) is Judgement.ACCEPTABLE
            for row in moderated
        )
        label = f"{standard.number} {standard.short_title}"
        counts = f"{whole.points} of {whole.base}"
        cells.append(
            MatrixCell(label, percent(whole.points, whole.base), counts, f"{good} of {len(moderated)} acceptable")
        )
    return cells


def lede_of(round_: Round, page: RoundPage, on: dt.date) -> str:
    """The first lines of a round's page: what needs doing."""
    asked = len(page.returns)
    if round_.status == Status.DRAFTING:
        words = plural(asked, "agency", "agencies")
        return f"{words} chosen, and nobody is asked yet. Opens on {long_date(round_.opens_on)}."
    back = sum(row.status in Return.RETURNED for row in page.returns)
    late = sum(row.is_overdue(on) for row in page.returns)
    waits = sum(row.status == Return.Status.SUBMITTED for row in page.returns)
    said = [f"{share(back, asked)} returned"]
    if late:
        said.append(f"{plural(late, 'return is', 'returns are')} overdue")
    if waits:
        said.append(f"{plural(waits, 'waits', 'wait')} for moderation")
    return f"{list_words(said)}. {'Due' if round_.status == Status.OPEN else 'Was due'} {long_date(round_.due_on)}."


def missing_rows(
    page: RoundPage,
    leads: dict[int, list[Person]],
    steps: dict[int, tuple[Rung, dt.date] | None],
    on: dt.date,
    soon_until: dt.date,
) -> list[WorkRow]:
    """Who has not returned, the longest overdue first, and what happens next if nothing is done."""
    rows = []
    for row in sorted(page.returns, key=lambda one: (one.due_on, one.agency.name)):
        if row.status not in Return.WITH_THE_AGENCY:
            continue
        people = leads.get(row.agency_id, [])
        scored = page.scores[row.pk].whole(moderated=False)
        ahead = steps.get(row.pk)
        rows.append(
            WorkRow(
                when=When.due(row.due_on, on, soon_until=soon_until),
                what=row.agency.name,
                url=f"/audits/returns/{row.pk}/",
                reference=f"{row.get_status_display()} · {score_words(scored)}",
                held_by=list_words([lead.name for lead in people]) or "No lead",
                held_meta="" if people else "Nobody can return it until the agency has a lead",
                next=told_on(ahead[0], ahead[1], on) if ahead else "Stands on the Executive’s agenda",
                next_meta=distance(ahead[0].offset) if ahead else "the last step was taken",
            )
        )
    return rows


def closed_missing(page: RoundPage) -> str:
    """Which agencies a closed round ended without."""
    names = [row.agency.short_name for row in page.returns if row.status in Return.WITH_THE_AGENCY]
    return f"Closed without {list_words(names)}." if names else ""


def facts_of(round_: Round, page: RoundPage, on: dt.date) -> list[Fact]:
    """What a round is."""
    facts = [
        Fact("Framework", str(round_.framework), lines=[round_.framework.about] if round_.framework.about else []),
        Fact("Asked by", round_.body.name, url=round_.body.get_absolute_url()),
        Fact("Period", f"{long_date(round_.from_on, weekday=False)} to {long_date(round_.to_on, weekday=False)}"),
        Fact("Returns due", long_date(round_.due_on)),
    ]
    if page.actions:
        words = f"{plural(page.actions, 'action')}, {page.closed_actions} closed"
        facts.append(Fact("Action plans", words))
    return facts


def columns(page: RoundPage) -> list[Column]:
    """The table of a round as a file: own and moderated points beside their base, standard by standard."""

    def own(standard: Any) -> Any:
        return lambda row: _points(page.scores[row.pk].own[standard.pk])

    def standing(standard: Any) -> Any:
        return lambda row: _points(page.scores[row.pk].standing[standard.pk]) if is_moderated(row) else ""

    found = [
        Column("Agency", lambda row: row.agency.name),
        Column("Asked", lambda row: row.get_basis_display()),
        Column("State", lambda row: row.get_status_display()),
        Column("Due", lambda row: row.due_on),
    ]
    for standard in page.standards:
        base = sum(question.most for question in standard.questions.all())
        heading = f"{standard.number} {standard.short_title}"
        found.append(Column(f"{heading}: own score of {base}", own(standard)))
        found.append(Column(f"{heading}: moderated score of {base}", standing(standard)))
    return found


def _points(score: Score) -> int | str:
    return score.points if score.is_complete else ""
