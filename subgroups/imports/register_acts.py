"""What is done with papers, forward plans, challenges, risks and documents, each act one call of a service."""

import datetime as dt
from functools import partial

from partnership.models import Agency, Appointment, Document, Person
from partnership.services.bodies import change_document
from subgroups.imports.meeting_acts import MeetingActs
from subgroups.imports.papers import paper
from subgroups.imports.reading import Entry
from subgroups.imports.stage import Waits, name_of
from subgroups.models import Challenge, Paper, PlannedReport, Risk
from subgroups.services import challenges, papers, planned_reports, risks

ASKED_BEFORE = 20  # working days


class RegisterActs(MeetingActs):
    """The obligations of a body besides its actions."""

    def set_down_registers(self) -> None:
        """Everything that the files say of them, each for its day."""
        year = self.year
        for row in year.owners:
            self.put(self.first, dt.time(9, 5), row, partial(self.give_documents, row))
        for row in year.planned_reports:
            self.set_down_report(row)
        for row in year.challenges:
            self.set_down_challenge(row)
        for row in year.risks:
            self.set_down_risk(row)

    def set_down_papers(self, row: Entry, day: dt.date, planned: dt.date) -> None:
        """The papers of a meeting's own items: asked for, and handed in."""
        for item in row.items:
            for one in item.papers:
                asked = self.done_day(one.asked_on) if one.asked_on else self.calendar.add(day, -ASKED_BEFORE)
                asked = max(planned, min(asked, self.last_done))
                self.put(asked, dt.time(10, 20), one, partial(self.ask_paper, row, item, one))
                if one.handed_in_on:
                    handed = max(asked, self.done_day(one.handed_in_on))
                    self.put(handed, dt.time(14, 25), one, partial(self.hand_in, one))

    # ---- papers and reports ----

    def writer(self, author: Person | None, agency: Agency | None) -> Person:
        """Who hands something in: the author, else the lead of the agency, else the business unit."""
        if author:
            return self.people[author.pk]
        lead = Appointment.objects.current(self.on).filter(role=Appointment.Role.AGENCY_LEAD, agency=agency)
        first = lead.order_by("pk").values_list("person_id", flat=True).first()
        return self.people[first] if first in self.people else self.unit

    def ask_paper(self, row: Entry, item: Entry, one: Entry, now: dt.datetime) -> None:
        meeting = self.meeting(row)
        if "row" not in item.values:
            self.add_item(meeting, item, now)
        one.values["row"] = papers.ask_for_paper(
            item=item.row, title=one.title, agency=one.agency, author=one.author, by=self.unit, now=now
        )

    def hand_in(self, one: Entry, now: dt.datetime) -> None:
        asked: Paper | None = one.values.get("row")
        if asked is None:
            raise Waits(name_of(one))
        by = self.writer(one.author, asked.agency)
        file = paper(f"{one.title.replace('/', '-')}.pdf", one.text)
        handed = papers.hand_in_paper(paper=asked, file=file, by=by, now=now)
        self.files.append(str(handed.file.name))

    def set_down_report(self, row: Entry) -> None:
        asked = self.done_day(row.asked_on)
        self.put(asked, dt.time(11, 20), row, partial(self.ask_report, row))
        if row.received_on:
            day = max(asked, self.done_day(row.received_on))
            self.put(day, dt.time(15, 35), row, partial(self.receive_report, row))
        elif row.withdrawn_on:
            day = max(asked, self.done_day(row.withdrawn_on))
            self.put(day, dt.time(15, 35), row, partial(self.drop_report, row))

    def ask_report(self, row: Entry, now: dt.datetime) -> None:
        named = next((one for one in self.year.meetings if one.key == row.meeting), None) if row.meeting else None
        row.values["row"] = planned_reports.ask_for_report(
            body=row.body,
            title=row.title,
            agency=row.agency,
            author=row.author,
            meeting=self.meeting(named) if named else None,
            due_on=self.any_day(row.due_on) if row.due_on else None,
            by=self.unit,
            now=now,
        )

    def report(self, row: Entry) -> PlannedReport:
        if "row" not in row.values:
            raise Waits(name_of(row))
        found: PlannedReport = row.row
        found.refresh_from_db()
        return found

    def receive_report(self, row: Entry, now: dt.datetime) -> None:
        report = self.report(row)
        if not row.text:
            planned_reports.receive_report(report=report, note=row.note, by=self.unit, now=now)
            return
        file = paper(f"{row.title.replace('/', '-')}.pdf", row.text)
        handed = papers.hand_in_report(report=report, file=file, by=self.writer(row.author, row.agency), now=now)
        self.files.append(str(handed.file.name))

    def drop_report(self, row: Entry, now: dt.datetime) -> None:
        planned_reports.withdraw_report(report=self.report(row), reason=row.reason, by=self.unit, now=now)

    # ---- challenges and risks ----

    def set_down_challenge(self, row: Entry) -> None:
        made = self.done_day(row.made_on)
        self.put(made, dt.time(16, 10), row, partial(self.challenge, row))
        for day, act in (
            (row.answered_on, self.answer),
            (row.closed_on, self.close_challenge),
            (row.withdrawn_on, self.withdraw_challenge),
        ):
            if day:
                self.put(max(made, self.done_day(day)), dt.time(16, 30), row, partial(act, row))

    def challenge(self, row: Entry, now: dt.datetime) -> None:
        row.values["row"] = challenges.make_challenge(
            body=row.body,
            to_agency=row.to,
            from_agency=row.values["from"],
            subject=row.subject,
            text=row.text,
            answer_due_on=self.any_day(row.answer_due_on),
            by=self.chair(row.body),
            now=now,
        )

    def made(self, row: Entry) -> Challenge:
        if "row" not in row.values:
            raise Waits(name_of(row))
        found: Challenge = row.row
        return found

    def answer(self, row: Entry, now: dt.datetime) -> None:
        by = self.writer(row.by, row.to)
        challenges.answer_challenge(challenge=self.made(row), answer=row.answer, by=by, now=now)

    def close_challenge(self, row: Entry, now: dt.datetime) -> None:
        challenges.close_challenge(
            challenge=self.made(row),
            outcome=row.outcome,
            what_changed=row.what_changed,
            by=self.chair(row.body),
            now=now,
        )

    def withdraw_challenge(self, row: Entry, now: dt.datetime) -> None:
        challenges.withdraw_challenge(challenge=self.made(row), reason=row.reason, by=self.chair(row.body), now=now)

    def set_down_risk(self, row: Entry) -> None:
        opened = self.done_day(row.opened_on)
        self.put(opened, dt.time(12, 10), row, partial(self.record_risk, row))
        for look in row.looks:
            self.put(max(opened, self.done_day(look.on)), dt.time(12, 30), look, partial(self.look, row, look))
        if row.closed_on:
            self.put(max(opened, self.done_day(row.closed_on)), dt.time(12, 50), row, partial(self.close_risk, row))

    def record_risk(self, row: Entry, now: dt.datetime) -> None:
        row.values["row"] = risks.record_risk(
            body=row.body,
            title=row.title,
            description=row.description,
            controls=row.controls,
            likelihood=row.likelihood,
            impact=row.impact,
            agency=row.agency,
            review_on=self.any_day(row.review_on),
            by=self.chair(row.body),
            now=now,
        )

    def risk(self, row: Entry) -> Risk:
        if "row" not in row.values:
            raise Waits(name_of(row))
        found: Risk = row.row
        return found

    def look(self, row: Entry, look: Entry, now: dt.datetime) -> None:
        risks.review_risk(
            risk=self.risk(row),
            note=look.note,
            likelihood=look.likelihood,
            impact=look.impact,
            review_on=self.any_day(look.review_on),
            by=self.chair(row.body),
            now=now,
        )

    def close_risk(self, row: Entry, now: dt.datetime) -> None:
        risks.close_risk(risk=self.risk(row), reason=row.reason, by=self.chair(row.body), now=now)

    # ---- documents ----

    def give_documents(self, row: Entry, now: dt.datetime) -> None:
        """Name who reviews the documents of a body."""
        for document in Document.objects.filter(body=row.body):
            change_document(
                document=document,
                title=document.title,
                agreed_on=document.agreed_on,
                review_on=document.review_on,
                summary=document.summary,
                owner=row.person,
                by=self.unit,
                now=now,
            )
