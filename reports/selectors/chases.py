"""How often somebody had to be reminded, whether they answered, and the letters of challenge that were sent."""

from partnership.kit.wording import percent
from partnership.selectors.chases import counted
from partnership.selectors.letters import chases_by_agency
from reports.parts import Column, Row, Table
from reports.selectors.scope import Scope
from reports.wording import short_date


def chase_words(scope: Scope) -> str:
    """How many chases the ledger holds for the period and how many were answered. Nothing where there was none."""
    found = counted(scope.period, body_ids=scope.ids)
    if not found.chases:
        return ""
    was = "was" if found.chases == 1 else "were"
    by_hand = f", {found.by_hand:,} of them by hand" if found.by_hand else ""
    said = (
        f"In the period {found.chases:,} {'chase' if found.chases == 1 else 'chases'} {was} sent{by_hand}. "
        f"{found.answered:,} of {found.chases:,} were answered ({percent(found.answered, found.chases)})."
    )
    if others := found.chases - found.of_agencies:
        said += (
            f" {others:,} {'was' if others == 1 else 'were'} about what chairs and the business unit owed; the table "
            f"counts the {found.of_agencies:,} about what agencies owed."
        )
    if found.nobody:
        said += f" In {found.nobody:,} nobody held an office that was to be told."
    return said


def chase_table(scope: Scope) -> Table:
    """Chases and letters of the period for each agency, the most chased first."""
    first, last = scope.period.first, scope.period.last
    found = chases_by_agency(first, last, body_ids=scope.ids)
    rows = [Row((count.name, count.chases, count.answered, count.to_executive, count.letters)) for count in found]
    if len(rows) > 1:
        numbers = [(count.chases, count.answered, count.to_executive, count.letters) for count in found]
        rows.append(Row(("All agencies", *(sum(column) for column in zip(*numbers, strict=True))), "sum"))
    return Table(
        key="chases",
        title=f"Chases and letters of challenge, {short_date(first)} to {short_date(last)}",
        columns=(
            Column("Agency"),
            Column("Chases", "number"),
            Column("Answered", "number"),
            Column("Brought to the Executive", "number"),
            Column("Letters sent", "number"),
        ),
        rows=tuple(rows),
        note="A chase is a step of the ladder taken for one thing owed. Answered: its holder acted afterwards.",
        empty="Nobody had to be chased in the period.",
    )
