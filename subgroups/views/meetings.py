"""Pages of meetings: the list, one meeting, its calendar file and its history."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views import View

from partnership.kit.history import history_of
from partnership.kit.markdown import to_html
from partnership.kit.tables import Column
from partnership.kit.thread import thread_of
from partnership.kit.views import GuardedObjectMixin, RecordView
from partnership.kit.wording import clock
from partnership.kit.workflow import Transition
from partnership.permissions import BodyRight
from partnership.views.chases import HasLedger
from subgroups.forms import meetings as forms
from subgroups.models import Meeting
from subgroups.presenters import agendas as agenda_words
from subgroups.presenters import calendar_files
from subgroups.presenters import meetings as words
from subgroups.presenters import papers as paper_words
from subgroups.presenters import rosters as roster_words
from subgroups.selectors import meetings as reads
from subgroups.selectors import rosters
from subgroups.views.filtered import FilteredList, records_somewhere
from subgroups.workflow import meetings as workflow

MEETINGS = ("Meetings", "/meetings/")


class MeetingList(FilteredList):
    """Meetings to come, or those that were."""

    template_name = "subgroups/meeting_list.html"
    filter_form = forms.MeetingFilter
    file_name = "meetings"
    columns = [
        Column("Number", lambda row: row.reference),
        Column("Body", lambda row: row.body.name),
        Column("Name", lambda row: row.title),
        Column("Date", lambda row: row.on),
        Column("Starts", lambda row: clock(row.starts_at)),
        Column("Ends", lambda row: clock(row.ends_at)),
        Column("Place", lambda row: row.place),
        Column("State", lambda row: row.get_status_display()),
        Column("Agenda issued", lambda row: row.agenda_issued_on),
        Column("Minutes drafted", lambda row: row.minutes_drafted_on),
    ]

    def rows(self, filters: dict[str, Any]) -> Any:
        return reads.meetings_for(
            self.request.user,
            self.on,
            when=filters.get("when", ""),
            body=self.chosen("body"),
            year=self.chosen("year"),
        )

    def present(self, page: Any) -> Any:
        meetings = list(page)
        return words.list_rows(meetings, reads.attendance_counts(meetings), self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        when = self.filters.get("when")
        said = {"past": "Meetings that were held or cancelled.", "all": "All meetings."}
        return super().get_context_data(
            title="Meetings",
            lede=said.get(when or "", "Meetings to come, the next one first."),
            heads=words.LIST_HEADS,
            noun="meeting,meetings",
            sorted_by="date, the latest first" if when else "date, the next first",
            new_url=reverse("subgroups:meeting-new") if records_somewhere(self.request.user) else "",
            **kwargs,
        )


def _open(step: Transition, meeting: Meeting, person: Any) -> bool:
    """Whether state and right allow a move. What its guards judge, the page has read already and adds itself."""
    return meeting.status in step.sources and meeting.allows(person, step.right)


class MeetingDetail(HasLedger, RecordView):
    """One meeting: what needs doing, the agenda with what came of it, who comes or came, and its thread."""

    model = Meeting
    template_name = "subgroups/meeting_detail.html"

    @property
    def chased_as(self) -> str:  # type: ignore[override]  # what is owed of a meeting changes with its state
        drafted = self.object.minutes_drafted_on is not None
        return "minutes-agree" if drafted else "minutes"

    def get_object(self, queryset: Any = None) -> Meeting:
        meeting = reads.meeting_record(self.request.user, self.kwargs["pk"])
        if meeting is None:
            raise Http404
        return meeting

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting, person, on = self.object, self.request.user, self.on
        places = rosters.roster(meeting)
        coming = meeting.status in reads.TO_COME
        # Once somebody was marked the meeting is on: what was said beforehand no longer counts.
        beforehand = coming and not any(place.mark for place in places if not place.is_vacant)
        items = reads.items_for(meeting, person)
        arisen = reads.arisen_from(meeting, person)
        owed = reads.owed_dates(meeting)
        records = meeting.allows(person, BodyRight.RECORD)
        judged = rosters.quorum(meeting, places, beforehand=beforehand)
        cancelled = meeting.status == Meeting.Status.CANCELLED
        reason = self.note_of("cancel") if cancelled else ""
        minuted = meeting.status in (*reads.AGREED, Meeting.Status.MINUTES_DRAFTED)
        mine = rosters.seats_of(person, places) if meeting.allows(person, BodyRight.TAKE_PART) else []  # type: ignore[arg-type]
        seats = zip(places, roster_words.seat_rows(places, beforehand=True), strict=True)
        own = next((row for place, row in seats if place in mine), None)
        return super().get_context_data(
            on=on,
            crumbs=[MEETINGS, (meeting.body.short_name, meeting.body.get_absolute_url())],
            title=words.heading_of(meeting),
            lede=words.lede_of(meeting, owed, on, reason=reason),
            facts=words.facts_of(meeting, owed, on),
            quorum=None if cancelled else roster_words.quorum_words(judged, beforehand=beforehand),
            items=agenda_words.item_rows(
                meeting,
                items,
                arisen,
                on,
                with_notes=minuted or records,
                papers_of=lambda item: paper_words.papers_of(item, on),
            ),
            papers_words=paper_words.papers_words(items, on),
            arisen_words=agenda_words.arisen_words(arisen),
            seats=[] if cancelled else roster_words.seat_rows(places, beforehand=beforehand),
            beforehand=beforehand,
            coming=coming,
            who_words="Who is coming" if beforehand else "Who is here" if coming else "Who came",
            summary=to_html(meeting.summary, top=3) if meeting.summary and (minuted or records) else "",
            loose=[agenda_words.made(row, on) for row in arisen.outcomes if row.item_id is None],
            own=own,
            may=self.may(meeting, person, places, arisen, bool(mine)),
            here=meeting.get_absolute_url(),
            knots=thread_of(meeting, person=person, on=on),
            **kwargs,
        )

    def note_of(self, move: str) -> str:
        row = self.object.moves.filter(move=move).last()
        return row.note if row else ""

    def may(
        self, meeting: Meeting, person: Any, places: list[rosters.Place], arisen: reads.Arisen, seated: bool
    ) -> dict[str, bool]:
        """Which buttons stand on the page: state and right from the table of moves, guards from what was read."""
        coming = meeting.status in reads.TO_COME
        records = meeting.allows(person, BodyRight.RECORD)
        today_or_past = meeting.on <= self.on
        marked = not any(place.is_unmarked for place in places)
        return {
            "record": records and meeting.is_open_to_record,
            "change": records and coming,
            "draw_up": records and meeting.status == Meeting.Status.PLANNED,
            "issue": _open(workflow.ISSUE, meeting, person),
            "cancel": _open(workflow.CANCEL, meeting, person) and not arisen.outcomes,
            "run": records and meeting.is_open_to_record and today_or_past,
            "minutes": _open(workflow.DRAFT_MINUTES, meeting, person),
            "change_summary": records and meeting.status == Meeting.Status.MINUTES_DRAFTED,
            "agree": _open(workflow.AGREE_MINUTES, meeting, person) and marked,
            "mark_first": meeting.status == Meeting.Status.MINUTES_DRAFTED and records and not marked,
            "confirm": _open(workflow.CONFIRM_MINUTES, meeting, person),
            "answer": coming and (seated or records),
        }


class MeetingCalendar(GuardedObjectMixin, View):
    """The meeting as a file for a calendar."""

    model = Meeting

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        meeting = self.get_object()
        host = urlsplit(settings.ADDRESS).hostname or "portal"
        url = f"{settings.ADDRESS}{meeting.get_absolute_url()}"
        body = calendar_files.calendar_file(meeting, host=host, url=url, now=self.now)
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{meeting.reference}.ics"'
        return response


class MeetingHistory(RecordView):
    """Every change of a meeting, and its moves."""

    model = Meeting
    template_name = "subgroups/meeting_history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting = self.object
        return super().get_context_data(
            on=self.on,
            crumbs=[MEETINGS, (words.heading_of(meeting), meeting.get_absolute_url())],
            title="History",
            kicker=meeting.reference,
            what=words.heading_of(meeting),
            lines=history_of(meeting),
            moves=words.move_entries(meeting.moves.select_related("by"), Meeting.Status, self.on),
            **kwargs,
        )
