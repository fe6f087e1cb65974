"""Rows of what an agency owes, of every kind: when, what, with whom, and what happens next if nothing is done."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from partnership.chasing import Rung, next_step
from partnership.kit.parts import Link, When, WorkRow
from partnership.kit.prepared import PreparedAmong
from partnership.kit.tables import Column
from partnership.models import Agency, Body, ChaseStep, Person
from partnership.obligations import Obligation, kind_of
from partnership.permissions import AgencyRight
from subgroups.models import Action
from subgroups.presenters.actions import distance, told_on, work_row
from subgroups.selectors.actions import Clock, actions_by_key

# Kinds whose own page is not where one acts.
ACTS = {
    "support": ("Our part is done", "parts/{subject}/done/"),
    "impact-check": ("Say whether it lasted", ""),
    "audit-return": ("Answer it", ""),
}


HOLDERS = PreparedAmong(lambda people: Person.objects.filter(pk__in=people).only("name", "job_title").order_by())
BODIES = PreparedAmong(lambda bodies: Body.objects.filter(pk__in=bodies).only("short_name").order_by())


class Owed:
    """Obligations as rows of a page or lines of a file. Reads what it needs of all of them at once."""

    def __init__(self, obligations: Iterable[Obligation], person: Any, clock: Clock) -> None:
        self.obligations = list(obligations)
        self.person, self.clock = person, clock
        self.leads = person.rights.agencies(AgencyRight.LEAD)
        # Where the obligations were read just now, so were the actions behind them.
        rows: dict[tuple[str, int], Any] = getattr(obligations, "rows", {})
        keys = [one.subject for one in self.obligations if one.kind == "action"]
        self.actions: dict[int, Action] = {key: rows["action", key] for key in keys if ("action", key) in rows}
        self.actions |= actions_by_key(key for key in keys if key not in self.actions)
        others = [one for one in self.obligations if one.kind != "action"]
        self.people = {one.pk: one for one in HOLDERS({one.owner_id for one in others if one.owner_id})}
        self.bodies = {one.pk: one for one in BODIES({one.body_id for one in others if one.body_id})}

    def rows(self) -> list[WorkRow]:
        """One row for each, in the order given."""
        return [self.row(one) for one in self.obligations]

    def action_of(self, one: Obligation) -> Action | None:
        """The action that is owed, where it is one."""
        return self.actions.get(one.subject) if one.kind == "action" else None

    def next_step(self, one: Obligation) -> tuple[Rung, dt.date] | None:
        """What happens next with an obligation if nothing is done."""
        clock = self.clock
        if action := self.action_of(one):
            return clock.next_step(action)
        return next_step(one, clock.ladders.of(one.body_id), clock.on, clock.calendars.of(one.agency_id))

    def row(self, one: Obligation) -> WorkRow:
        action = self.action_of(one)
        if action is not None:
            return self.action_row(action)
        kind, body = kind_of(one.kind), self.bodies.get(one.body_id or 0)
        holder = self.people.get(one.owner_id or 0)
        ahead = self.next_step(one)
        words, meta = self.next_words(one.owner_id, ahead)
        label, path = ACTS.get(one.kind, ("Open it", ""))
        return WorkRow(
            when=When.due(one.due_on, self.clock.on, soon_until=self.clock.soon_until),
            what=one.title,
            url=one.path,
            reference=" · ".join(filter(None, [kind.word, one.reference, body.short_name if body else ""])),
            held_by=(holder.job_title or holder.name) if holder else "Agency lead",
            next=words,
            next_meta=meta,
            act=Link(label, one.path + path.format(subject=one.subject)),
        )

    def action_row(self, action: Action) -> WorkRow:
        """An action, with every act that its agency has on it."""
        row = work_row(action, self.clock, for_agency=True, may_update=True)
        more = [
            Link("Claim complete", f"{row.url}claim/"),
            Link("Ask for a new date", f"{row.url}ask-date/"),
            Link("This is not ours", f"{row.url}not-ours/"),
        ]
        if action.lead_agency_id in self.leads:
            more.append(Link("Give it to a colleague", f"{row.url}delegate/"))
        words, meta = self.next_words(action.holder_id, self.clock.next_step(action))
        return row.with_acts(more, next=words, next_meta=meta)

    def next_words(self, owner_id: int | None, ahead: tuple[Rung, dt.date] | None) -> tuple[str, str]:
        """Who is told next and when, in the reader's own words: "You are told on Wed 25 Nov"."""
        if ahead is None:
            return "Stands on the Executive’s agenda", "the last step was taken"
        step, day = ahead
        words = told_on(step, day, self.clock.on)
        mine = owner_id == self.person.pk or (owner_id is None and self.leads)
        if mine and step.to == ChaseStep.To.OWNER:
            words = words.replace("Owner told", "You are told", 1)
        elif mine and step.to == ChaseStep.To.OWNER_AND_LEAD:
            words = words.replace("Owner and agency lead told", "You are told", 1)
        meta = distance(step.offset)
        if step.to == ChaseStep.To.EXECUTIVE:
            meta += "; it goes on its next agenda by itself"
        return words, meta

    def goes_to_executive(self) -> list[dt.date]:
        """The days within a week on which something of this goes to the Executive."""
        ahead = [step for one in self.obligations if (step := self.next_step(one))]
        on = self.clock.on
        return sorted(day for rung, day in ahead if rung.to == ChaseStep.To.EXECUTIVE and (day - on).days < 7)


class Lines:
    """What is owed as lines of a file, read a few hundred at a time."""

    def __init__(self, owed: Any, person: Any, clock: Clock) -> None:
        self.owed, self.person, self.clock = owed, person, clock
        self.agencies = Agency.objects.in_bulk()
        self.bodies = Body.objects.in_bulk()

    def iterator(self, size: int = 500) -> Any:
        start = 0
        while page := self.owed[start : start + size]:
            drawn = Owed(page, self.person, self.clock)
            for one in page:
                yield one, drawn.row(one), self
            start += size


COLUMNS = [
    Column("Due", lambda line: line[0].due_on),
    Column("Kind", lambda line: kind_of(line[0].kind).word),
    Column("Number", lambda line: line[0].reference),
    Column("What is owed", lambda line: line[0].title),
    Column("Body", lambda line: line[2].bodies[line[0].body_id].name if line[0].body_id else ""),
    Column("Agency", lambda line: line[2].agencies[line[0].agency_id].name if line[0].agency_id else ""),
    Column("With", lambda line: line[1].held_by),
    Column("If nothing is done", lambda line: line[1].next),
]
