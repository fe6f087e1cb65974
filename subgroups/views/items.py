"""Pages of agenda items: one item, added, changed, taken off."""

import datetime as dt
from typing import Any

from django.urls import reverse

from partnership.kit.history import history_of
from partnership.kit.markdown import to_html
from partnership.kit.parts import Entry
from partnership.kit.thread import thread_of
from partnership.kit.views import ObjectFormView, RecordView
from partnership.permissions import BodyRight
from subgroups.forms import meetings as forms
from subgroups.models import AgendaItem, Meeting
from subgroups.presenters import agendas as agenda_words
from subgroups.presenters import challenges as challenge_words
from subgroups.presenters import meetings as words
from subgroups.presenters import papers as paper_words
from subgroups.presenters import risks as risk_words
from subgroups.selectors import agendas as agenda_reads
from subgroups.selectors import meetings as reads
from subgroups.services import agendas
from subgroups.views.meeting_acts import MeetingAct
from subgroups.views.meetings import MEETINGS


def watched_entries(item: AgendaItem, meeting: Meeting, on: dt.date) -> list[Entry]:
    """What the items “Open challenges” and “Risks to look at” are about, while their meeting is open to record."""
    if item.kind == AgendaItem.Kind.CHALLENGES:
        return challenge_words.entries_of(agenda_reads.challenges_open(meeting.body_id), on)
    if item.kind == AgendaItem.Kind.RISKS:
        return risk_words.entries_of(agenda_reads.risks_due(meeting), on)
    return []


class ItemDetail(RecordView):
    """One item: what was asked, what was said, what came of it."""

    model = AgendaItem
    context_object_name = "item"
    template_name = "subgroups/meeting_item.html"

    def get_queryset(self) -> Any:
        rows = super().get_queryset().filter(meeting_id=self.kwargs["meeting_pk"])
        return reads.with_papers(
            rows.select_related("meeting__body", "lead__agency", "escalation", "about", "ratifies", "confirms")
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        item, person, on = self.object, self.request.user, self.on
        meeting = item.meeting
        records = meeting.allows(person, BodyRight.RECORD)
        arisen = reads.arisen_from(meeting, person)
        minuted = meeting.status in (*reads.AGREED, Meeting.Status.MINUTES_DRAFTED)
        shown = minuted or records
        return super().get_context_data(
            on=on,
            crumbs=[MEETINGS, (words.heading_of(meeting), meeting.get_absolute_url())],
            title=item.title,
            kicker=" · ".join([meeting.reference, *agenda_words.item_says(item)]),
            about=agenda_words.item_about(item),
            papers=paper_words.papers_of(item, on),
            papers_words=paper_words.papers_words([item], on),
            paper_url=f"{reverse('subgroups:paper-new', args=[meeting.pk])}?item={item.pk}"
            if meeting.status in reads.TO_COME
            else "",
            open_rows=watched_entries(item, meeting, on),
            notes=to_html(item.notes, top=3) if item.notes and shown else "",
            notes_words="" if shown else "The notes are shown here once the minutes are drafted.",
            made=[agenda_words.made(row, on) for row in arisen.of_item(item)],
            may_record=records and meeting.is_open_to_record,
            records=records,
            here=item.get_absolute_url(),
            run_url=f"{reverse('subgroups:meeting-run', args=[meeting.pk])}?item={item.pk}",
            knots=thread_of(item, person=person, on=on),
            **kwargs,
        )


class ItemNew(MeetingAct):
    form_class = forms.ItemForm
    title = "Add an item"
    submit_label = "Add the item"
    success_message = "The item is on the agenda"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "body": self.object.body, "on": self.on}

    def get_initial(self) -> dict[str, Any]:
        return {"purpose": AgendaItem.Purpose.DISCUSSION}

    def perform(self, form: Any) -> AgendaItem:
        given = dict(form.cleaned_data)
        given.pop("version", None)
        return agendas.add_item(meeting=self.object, by=self.request.user, now=self.now, **given)

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url() + "#agenda"


class ItemAct(ObjectFormView):
    """An act on one item, found within its meeting."""

    model = AgendaItem
    permission = BodyRight.RECORD
    form_class: Any = forms.SureForm

    def get_queryset(self) -> Any:
        rows = super().get_queryset().filter(meeting_id=self.kwargs["meeting_pk"])
        return rows.select_related("meeting__body")

    def get_crumbs(self) -> list[tuple[str, str]]:
        meeting = self.object.meeting
        return [MEETINGS, (words.heading_of(meeting), meeting.get_absolute_url())]

    def success_path(self, result: Any) -> str:
        return self.object.meeting.get_absolute_url() + "#agenda"

    def get_lede(self) -> str:
        return self.object.title


class ItemChange(ItemAct):
    form_class = forms.ItemForm
    title = "Change the item"
    success_message = "The item is changed"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "body": self.object.meeting.body, "on": self.on}

    def get_initial(self) -> dict[str, Any]:
        names = ("title", "purpose", "ask", "minutes_planned", "is_confidential", "version")
        return {"lead": self.object.lead_id, **{name: getattr(self.object, name) for name in names}}

    def perform(self, form: Any) -> AgendaItem:
        given = dict(form.cleaned_data)
        seen = given.pop("version", None)
        return agendas.change_item(item=self.object, by=self.request.user, now=self.now, seen=seen, **given)


class ItemRemove(ItemAct):
    title = "Take the item off the agenda"
    submit_label = "Take it off"
    success_message = "The item is off the agenda"

    def perform(self, form: Any) -> None:
        agendas.remove_item(item=self.object, by=self.request.user, now=self.now)


class ItemHistory(RecordView):
    """The versions of an item and its notes, for those who keep the record."""

    model = AgendaItem
    permission = BodyRight.RECORD
    template_name = "subgroups/meeting_history.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(meeting_id=self.kwargs["meeting_pk"]).select_related("meeting__body")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        item = self.object
        meeting = item.meeting
        return super().get_context_data(
            on=self.on,
            crumbs=[MEETINGS, (words.heading_of(meeting), meeting.get_absolute_url())],
            title="History",
            kicker=meeting.reference,
            what=item.title,
            lines=history_of(item),
            moves=[],
            **kwargs,
        )
