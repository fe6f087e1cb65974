"""What is done with actions, each act one call of a service."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from partnership import chasing
from partnership.models import Agency, Appointment, Body, Person, Telling
from subgroups.imports.papers import paper
from subgroups.imports.reading import Entry
from subgroups.imports.stage import Stage, Waits
from subgroups.models import Action, DateChange, Evidence
from subgroups.services import actions

REOPENED_FOR = 20  # working days


class ActionActs(Stage):
    """Recording an action, and every event of its life."""

    def record(self, row: Entry, now: dt.datetime, *, body: Body, decision: str = "", **about: Any) -> None:
        decision = decision or row.decision
        if decision and decision not in self.decisions:
            raise Waits(decision)
        self.actions[row.key] = actions.record_action(
            body=body,
            lead_agency=row.agency,
            holder=row.holder,
            title=row.title,
            what=row.what,
            measure=row.measure,
            due_on=self.any_day(row.due_on),
            objective=row.objective,
            decision=self.decisions[decision] if decision else None,
            supporting=row.supporting,
            propose=row.propose,
            by=self.unit,
            now=now,
            **about,
        )

    def do(self, row: Entry, event: Entry, now: dt.datetime) -> None:
        """One event of an action."""
        if row.key not in self.actions or row.key in self.refused:
            raise Waits(row.key)
        action = self.actions[row.key]
        theirs = event.do in ("update", "ask_date", "claim")
        answers = event.do in ("grant_date", "refuse_date")
        asked = action.date_changes.filter(status=DateChange.Status.ASKED).first() if answers else None
        asker = asked.asked_by if asked else None
        by = event.by or (self.holder(action) if theirs else self.chair(action.body, but=asker))
        by = self.people[by.pk]
        self.follow_link(action, by, now)
        files = [paper(name, text) for name, text in event.evidence]
        match event.do:
            case "update":
                self.update(action, event, by, now, files)
            case "ask_date":
                to_on = self.any_day(event.to_on)
                if event.to_on > row.due_on and to_on <= action.due_on:
                    # Both fell onto one day because the days between are holidays this year.
                    to_on = self.calendar.add(action.due_on, 1)
                actions.ask_new_date(action=action, to_on=to_on, reason=event.reason, by=by, now=now)
            case "grant_date" | "refuse_date":
                if asked is None:
                    raise ValidationError("No new date has been asked for that could be answered.")
                grant = event.do == "grant_date"
                actions.answer_new_date(change=asked, grant=grant, answer=event.text, by=by, now=now)
            case "claim":
                if event.text:
                    self.update(action, event, by, now - dt.timedelta(minutes=4), [])
                self.finish_parts(action, now - dt.timedelta(minutes=2))
                actions.claim_complete(action=action, impact=event.impact, files=files, by=by, now=now)
            case "return":
                actions.return_action(action=action, missing=event.text, by=by, now=now)
            case "close":
                actions.close_action(action=action, impact=event.impact, by=by, now=now)
            case "withdraw":
                actions.withdraw_action(action=action, reason=event.reason, by=by, now=now)
            case "open":
                actions.open_action(action=action, by=by, now=now)
            case "reopen":
                due = self.any_day(event.to_on) if event.to_on else self.calendar.add(now.date(), REOPENED_FOR)
                actions.reopen_action(action=action, reason=event.reason, due_on=due, by=by, now=now)
        if files:
            self.files += [str(row.file.name) for row in Evidence.objects.filter(action=action, at=now)]
        if event.do != "update":
            action.refresh_from_db()

    def update(
        self, action: Action, event: Entry, by: Person, now: dt.datetime, files: list[SimpleUploadedFile]
    ) -> None:
        text, judgement = event.text, event.judgement
        actions.add_update(action=action, text=text, judgement=judgement, files=files, by=by, now=now)

    def finish_parts(self, action: Action, now: dt.datetime) -> None:
        """Whoever supports an action has done its part by the time it is claimed complete."""
        for part in actions.open_parts(action):
            note = f"Done as agreed: {part.part}" if part.part else "Done as agreed."
            actions.finish_part(support=part, note=note, by=self.lead(part.agency), now=now)

    def holder(self, action: Action) -> Person:
        """Who speaks for the agency: the person holding the action, else the lead of the agency."""
        return self.people[action.holder_id] if action.holder_id else self.lead(action.lead_agency)

    def lead(self, agency: Agency) -> Person:
        """The lead of an agency, else the business unit."""
        lead = Appointment.objects.current(self.on).filter(role=Appointment.Role.AGENCY_LEAD, agency=agency)
        first = lead.order_by("pk").first()
        return self.people[first.person_id] if first else self.unit

    def follow_link(self, action: Action, by: Person, now: dt.datetime) -> None:
        """Whoever acts on an action after a digest named it followed the link."""
        if not any(kind == "action" and subject == action.pk for kind, subject, _, _ in self._taken):
            return
        told = Telling.objects.filter(person=by, chase__kind="action", chase__subject=action.pk, notice__isnull=False)
        last = told.filter(opened_at=None).order_by("-pk").values_list("pk", flat=True).first()
        if last is not None:
            chasing.note_opened(telling_id=last, person=by, now=now - dt.timedelta(minutes=9))
