"""Pages of meetings: the list, one meeting, its agenda, the live page, attendance and minutes."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from partnership.kit.errors import NotYours, Stale, WrongState
from partnership.kit.history import history_of
from partnership.kit.markdown import to_html
from partnership.kit.parts import Entry
from partnership.kit.tables import Column
from partnership.kit.thread import thread_of
from partnership.kit.views import GuardedObjectMixin, ListPage, ObjectFormView, RecordView, ServiceFormView
from partnership.kit.wording import clock, long_date
from partnership.kit.workflow import Transition
from partnership.models import Body, Person
from partnership.permissions import BodyRight
from partnership.views.chases import HasLedger
from subgroups.forms import meetings as forms
from subgroups.models import AgendaItem, Meeting
from subgroups.presenters import challenges as challenge_words
from subgroups.presenters import meetings as words
from subgroups.presenters import papers as paper_words
from subgroups.presenters import risks as risk_words
from subgroups.selectors import agendas as agenda_reads
from subgroups.selectors import meetings as reads
from subgroups.selectors import rosters
from subgroups.services import agendas, attendance
from subgroups.services import meetings as services
from subgroups.workflow import meetings as workflow

MEETINGS = ("Meetings", "/meetings/")


def records_somewhere(person: Any) -> bool:
    """Whether a person keeps the record of any body."""
    return person.rights.manages or bool(person.rights.bodies(BodyRight.RECORD))


class FilteredList(ListPage):
    """A list whose filter form needs the day."""

    @cached_property
    def form(self) -> Any:
        return self.filter_form(self.request.GET or None, person=self.request.user, on=self.on)

    def chosen(self, name: str) -> int | None:
        """A number out of the filters."""
        value = self.filters.get(name)
        return int(value) if value else None


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


# ---- one meeting ----


def watched_entries(item: AgendaItem, meeting: Meeting, on: dt.date) -> list[Entry]:
    """What the items “Open challenges” and “Risks to look at” are about, while their meeting is open to record."""
    if item.kind == AgendaItem.Kind.CHALLENGES:
        return challenge_words.entries_of(agenda_reads.challenges_open(meeting.body_id), on)
    if item.kind == AgendaItem.Kind.RISKS:
        return risk_words.entries_of(agenda_reads.risks_due(meeting), on)
    return []


def _open(step: Transition, meeting: Meeting, person: Any) -> bool:
    """Whether state and right allow a move. What its guards judge, the page has read already and adds itself."""
    return meeting.status in step.sources and meeting.allows(person, step.right)


class MeetingDetail(HasLedger, RecordView):
    """One meeting: what needs doing, the agenda with what came of it, who comes or came, and its thread."""

    chased_as = "minutes"
    model = Meeting
    template_name = "subgroups/meeting_detail.html"

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
        own = next(
            (row for place, row in zip(places, words.seat_rows(places, beforehand=True), strict=True) if place in mine),
            None,
        )
        return super().get_context_data(
            on=on,
            crumbs=[MEETINGS, (meeting.body.short_name, meeting.body.get_absolute_url())],
            title=words.heading_of(meeting),
            lede=words.lede_of(meeting, owed, on, reason=reason),
            facts=words.facts_of(meeting, owed, on),
            quorum=None if cancelled else words.quorum_words(judged, beforehand=beforehand),
            items=words.item_rows(
                meeting,
                items,
                arisen,
                on,
                with_notes=minuted or records,
                papers_of=lambda item: paper_words.papers_of(item, on),
            ),
            papers_words=paper_words.papers_words(items, on),
            arisen_words=words.arisen_words(arisen),
            seats=[] if cancelled else words.seat_rows(places, beforehand=beforehand),
            beforehand=beforehand,
            coming=coming,
            who_words="Who is coming" if beforehand else "Who is here" if coming else "Who came",
            summary=to_html(meeting.summary, top=3) if meeting.summary and (minuted or records) else "",
            loose=[words.made(row, on) for row in arisen.outcomes if row.item_id is None],
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
        body = words.calendar_file(meeting, host=host, url=url, now=self.now)
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


# ---- planning and its like ----


class MeetingNew(ServiceFormView):
    """Plan a meeting."""

    form_class = forms.MeetingForm
    title = "Plan a meeting"
    submit_label = "Plan the meeting"
    success_message = "{result.reference} is planned"
    crumbs = [MEETINGS]
    cancel_url = "/meetings/"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not records_somewhere(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.request.user, "on": self.on}

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("body", "")
        body = Body.objects.filter(slug=asked[:60]).first() if asked else None
        return {"body": body.pk if body else None}

    def perform(self, form: Any) -> Meeting:
        given = dict(form.cleaned_data)
        given.pop("version", None)
        return services.plan_meeting(by=self.request.user, now=self.now, **given)


class MeetingAct(ObjectFormView):
    """An act on one meeting."""

    model = Meeting
    permission = BodyRight.RECORD
    form_class: Any = forms.SureForm

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("body")

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [MEETINGS, (words.heading_of(self.object), self.object.get_absolute_url())]

    def success_path(self, result: Any) -> str:
        return self.object.get_absolute_url()


class MeetingChange(MeetingAct):
    """When and where."""

    form_class = forms.MeetingForm
    title = "Change the meeting"
    lede = "On another day members are asked again whether they come."
    success_message = "The meeting is changed"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.request.user, "on": self.on, "is_new": False}

    def get_initial(self) -> dict[str, Any]:
        row = self.object
        names = ("starts_at", "ends_at", "place", "title", "version")
        return {"meets_on": row.on, **{name: getattr(row, name) for name in names}}

    def perform(self, form: Any) -> Meeting:
        given = dict(form.cleaned_data)
        seen = given.pop("version", None)
        return services.change_meeting(meeting=self.object, by=self.request.user, now=self.now, seen=seen, **given)

    def take_errors(self, form: Any, error: ValidationError) -> None:
        """The form calls the date by another name than the record."""
        if isinstance(error, Stale):
            row = error.current
            names = ("starts_at", "ends_at", "place", "title", "version")
            error = Stale({"meets_on": row.on, **{name: getattr(row, name) for name in names}})
        super().take_errors(form, error)


class MeetingCancel(MeetingAct):
    form_class = forms.ReasonForm
    title = "Cancel the meeting"
    lede = "What stands open on its agenda goes to the next meeting. A cancelled meeting never counts in attendance."
    submit_label = "Cancel the meeting"
    success_message = "The meeting is cancelled"

    def get_form_kwargs(self) -> dict[str, Any]:
        missing = "Write why the meeting is cancelled"
        return {**super().get_form_kwargs(), "label": "Why is it cancelled?", "missing": missing}

    def perform(self, form: Any) -> Meeting:
        return services.cancel_meeting(
            meeting=self.object, reason=form.cleaned_data["note"], by=self.request.user, now=self.now
        )


class MeetingIssue(MeetingAct):
    title = "Issue the agenda"
    lede = (
        "Standing items, the last minutes, open actions and what others ask of the body come onto it by themselves, if "
        "they are not there yet."
    )
    submit_label = "Issue the agenda"
    success_message = "The agenda is issued"

    def perform(self, form: Any) -> Meeting:
        return services.issue_agenda(meeting=self.object, by=self.request.user, now=self.now)


class MeetingHold(MeetingAct):
    title = "End the meeting"
    lede = (
        "Apologies that were sent stand. Seats that nobody marked can be marked until the minutes are agreed. What was "
        "not answered goes to the next agenda."
    )
    submit_label = "End the meeting"
    success_message = "The meeting is ended. Draft minutes come next"

    def get_cancel_url(self) -> str:
        return reverse("subgroups:meeting-run", args=[self.object.pk])

    def perform(self, form: Any) -> Meeting:
        return services.hold_meeting(meeting=self.object, by=self.request.user, now=self.now)


class MeetingMinutes(MeetingAct):
    """Write the summary and hand the minutes to the chair; correct it until they are agreed."""

    form_class = forms.SummaryForm
    title = "Draft the minutes"
    submit_label = "Hand the minutes to the chair"
    success_message = "The chair has the minutes"

    def get_initial(self) -> dict[str, Any]:
        return {"summary": self.object.summary, "version": self.object.version}

    def perform(self, form: Any) -> Meeting:
        summary, by, now = form.cleaned_data["summary"], self.request.user, self.now
        if self.object.status == Meeting.Status.MINUTES_DRAFTED:
            seen = form.cleaned_data.get("version")
            return services.change_summary(meeting=self.object, summary=summary, by=by, now=now, seen=seen)
        return services.draft_minutes(meeting=self.object, summary=summary, by=by, now=now)


class MeetingAgree(MeetingAct):
    permission = BodyRight.CHAIR
    title = "Agree the minutes"
    lede = "From then on attendance, notes and decisions stand as they are; a decision can only be superseded."
    submit_label = "Agree the minutes"
    success_message = "The minutes are agreed"

    def perform(self, form: Any) -> Meeting:
        return services.agree_minutes(meeting=self.object, by=self.request.user, now=self.now)


class MeetingConfirm(MeetingAct):
    form_class = forms.ConfirmForm
    title = "Confirm the minutes"
    submit_label = "Confirm the minutes"
    success_message = "The minutes are confirmed"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "meetings": reads.may_confirm(self.object, self.on)}

    def get_initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("at", "")
        return {"at": int(asked) if asked.isdecimal() and len(asked) < 19 else None}

    def perform(self, form: Any) -> Meeting:
        at = form.cleaned_data["at"]
        return services.confirm_minutes(meeting=self.object, at=at, by=self.request.user, now=self.now)


class MeetingDrawUp(GuardedObjectMixin, View):
    """Pull onto the agenda what belongs there. POST only."""

    model = Meeting
    permission = BodyRight.RECORD

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        meeting = self.get_object()
        return answer(
            request,
            lambda: agendas.draw_up_agenda(meeting=meeting, by=request.user, now=self.now),
            to=meeting.get_absolute_url() + "#agenda",
            said="The agenda is drawn up",
        )


def answer(request: HttpRequest, act: Any, *, to: str, said: str) -> HttpResponseBase:
    """Do an act that has no form, and go on; a refusal is said on the page that one comes back to."""
    try:
        act()
    except NotYours as refusal:
        raise PermissionDenied(" ".join(refusal.messages)) from refusal
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, said)
    return redirect(to)


class MeetingAgenda(MeetingAct):
    """Put the agenda into another order, and reach the acts on its items."""

    form_class = forms.ArrangeForm
    title = "Arrange the agenda"
    lede = "Give each item its number. The same number twice keeps the order in which they stand."
    submit_label = "Save the order"
    success_message = "The agenda is arranged"
    template_name = "subgroups/meeting_agenda.html"

    @cached_property
    def items(self) -> list[AgendaItem]:
        return reads.items_for(self.object, self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "items": self.items}

    def perform(self, form: Any) -> Any:
        return agendas.arrange_items(
            meeting=self.object,
            numbers=form.numbers(),
            by=self.request.user,  # type: ignore[arg-type]  # signed in, so a Person
            now=self.now,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs.get("form") or self.get_form()
        kwargs["form"] = form
        fields = [form[name] for name in form.fields]
        rows = [
            (item, field, " · ".join(words.item_says(item)), item.kind in (item.Kind.STANDING, item.Kind.ITEM))
            for item, field in zip(self.items, fields, strict=True)
        ]
        return super().get_context_data(rows=rows, **kwargs)


class MeetingAnswer(MeetingAct):
    """Whether somebody comes: by the member, or by the chair and the business unit for anybody."""

    permission = BodyRight.TAKE_PART
    form_class = forms.AnswerForm
    title = "Say whether you come"
    submit_label = "Send the answer"
    success_message = "Your answer is noted"

    @cached_property
    def records(self) -> bool:
        return self.object.allows(self.request.user, BodyRight.RECORD)

    @cached_property
    def places(self) -> list[rosters.Place]:
        places = rosters.roster(self.object)
        if self.records:
            return [place for place in places if place.holder]
        return rosters.seats_of(self.request.user, places)  # type: ignore[arg-type]  # signed in, so a Person

    def get_title(self) -> str:
        return "Note an answer" if self.records else self.title

    def get_object(self, queryset: Any = None) -> Any:
        self.object = super().get_object(queryset)
        if not self.places:
            raise PermissionDenied
        return self.object

    def get_form_kwargs(self) -> dict[str, Any]:
        deputies = rosters.who_may_deputise(self.places)
        people = [person for staff in deputies.values() for person in staff]
        return {
            **super().get_form_kwargs(),
            "places": self.places,
            "people": people,
            "for_others": self.records,
        }

    def get_initial(self) -> dict[str, Any]:
        mine = rosters.seats_of(self.request.user, self.places)  # type: ignore[arg-type]
        said = mine[0].said if mine else ""
        return {"seat": mine[0].seat.pk if mine else None, "answer": said}

    def perform(self, form: Any) -> Any:
        given, by = form.cleaned_data, self.request.user
        seat_id = int(given.get("seat") or self.places[0].seat.pk)
        place = next(place for place in self.places if place.seat.pk == seat_id)
        is_mine = any(person.pk == by.pk for person in place.people())
        common: dict[str, Any] = {
            "meeting": self.object,
            "seat_id": seat_id,
            "of": by if is_mine or not place.holder else place.holder.person,
            "by": by,
            "now": self.now,
        }
        match given["answer"]:
            case "apologies":
                return attendance.send_apologies(**common)
            case "deputy":
                return attendance.send_deputy(deputy=given["deputy"], **common)
            case said:
                return attendance.say_coming(remote=said == "remote", **common)


# ---- the live page ----


class MeetingRun(MeetingAct):
    """The page of a running meeting: agenda, the item at hand, what was recorded, who is here.

    Without a script one button saves everything. With it the same form is sent as one types, and the answer is JSON.
    """

    form_class = forms.RunForm
    template_name = "subgroups/meeting_run.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.object.is_open_to_record:
            return redirect(self.object.get_absolute_url())
        return super().get(request, *args, **kwargs)

    @cached_property
    def items(self) -> list[AgendaItem]:
        return reads.items_for(self.object, self.request.user)

    @cached_property
    def item(self) -> AgendaItem | None:
        """The item asked for, else the first that is not done."""
        asked = self.request.GET.get("item", "")
        if asked:
            found = next((item for item in self.items if str(item.pk) == asked), None)
            if found is None:
                raise Http404
            return found
        return next((item for item in self.items if not item.is_done), self.items[-1] if self.items else None)

    @cached_property
    def places(self) -> list[rosters.Place]:
        return rosters.roster(self.object)

    @property
    def day_has_come(self) -> bool:
        return self.object.on <= self.on

    def url_of(self, item: AgendaItem | None) -> str:
        path = reverse("subgroups:meeting-run", args=[self.object.pk])
        return f"{path}?item={item.pk}" if item else path

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "places": self.places, "has_item": self.item is not None}

    def get_initial(self) -> dict[str, Any]:
        return {"notes": self.item.notes, "version": self.item.version} if self.item else {}

    def get_title(self) -> str:
        doing = "meeting in progress" if self.object.status in reads.TO_COME else "record of the meeting"
        return f"{self.object.body.short_name}: {doing}"

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [MEETINGS, (words.heading_of(self.object), self.object.get_absolute_url())]

    def perform(self, form: Any) -> AgendaItem | None:
        came = form.came()
        people = Person.objects.in_bulk(list(came.values())) if came else {}
        return services.record_meeting(
            meeting=self.object,
            marks=form.marks() if self.day_has_come else {},
            deputies={seat: people.get(person) for seat, person in came.items()},
            item=self.item,
            notes=form.cleaned_data.get("notes", ""),
            seen=form.cleaned_data.get("version"),
            is_done=self.request.POST.get("go") == "next",
            by=self.request.user,  # type: ignore[arg-type]  # signed in, so a Person
            now=self.now,
        )

    @property
    def wants_json(self) -> bool:
        return self.request.headers.get("Accept") == "application/json"

    def form_valid(self, form: Any) -> HttpResponse:
        if not self.wants_json:
            return super().form_valid(form)
        try:
            saved = self.perform(form)
        except NotYours as refusal:
            return JsonResponse({"message": " ".join(refusal.messages)}, status=403)
        except ValidationError as refusal:
            status = 409 if isinstance(refusal, Stale | WrongState) else 422
            return JsonResponse({"message": " ".join(refusal.messages)}, status=status)
        places = rosters.roster(self.object)
        panel = render_to_string("subgroups/meeting_quorum.html", {"quorum": self.quorum(places)})
        return JsonResponse(
            {
                "version": saved.version if saved else None,
                "saved": clock(self.now),
                "parts": {"quorum": panel, "marked": words.marked_words(places)},
            }
        )

    def form_invalid(self, form: Any) -> HttpResponse:
        if self.wants_json:
            return JsonResponse({"message": "press Save to see why"}, status=422)
        return super().form_invalid(form)

    def success_path(self, result: Any) -> str:
        go = self.request.POST.get("go")
        if go == "end":
            return reverse("subgroups:meeting-hold", args=[self.object.pk])
        if go == "next" and self.item in self.items:
            following = self.items[self.items.index(self.item) + 1 :]
            return self.url_of(following[0] if following else self.item)
        return self.url_of(self.item)

    def quorum(self, places: list[rosters.Place]) -> words.QuorumWords:
        return words.quorum_words(rosters.quorum(self.object, places), beforehand=False, mark_url="#who")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting, item, on, person = self.object, self.item, self.on, self.request.user
        form = kwargs.get("form") or self.get_form()
        kwargs["form"] = form
        chosen = {name: value for name, value in form.data.items() if value} if form.is_bound else {}
        deputised = [
            place for place in self.places if chosen.get(f"seat-{place.seat.pk}", place.mark) == reads.Mark.DEPUTY
        ]
        people = rosters.who_may_deputise(deputised) if deputised else {}
        seats_url = reverse("partnership:body-seats", args=[meeting.body.slug]) if person.rights.manages else ""
        arisen = reads.arisen_from(meeting, person)
        is_actions = item is not None and item.kind == AgendaItem.Kind.ACTIONS
        open_actions = reads.open_actions_of(meeting.body, person) if is_actions else []
        seats = words.pick_rows(self.places, chosen, people, on, fill_url=seats_url)
        number = self.items.index(item) + 1 if item else 0
        return super().get_context_data(
            on=on,
            record=meeting,
            kicker=f"{long_date(meeting.on)}{f', {meeting.place}' if meeting.place else ''}",
            quorum=self.quorum(self.places),
            lines=words.agenda_lines(
                meeting,
                self.items,
                item,
                self.url_of,
                actions=words.open_action_count(open_actions, on) if is_actions else "",
            ),
            item=item,
            item_kicker=" · ".join([f"Item {number}", *words.item_says(item)]) if item else "",
            about=words.item_about(item) if item else [],
            made=[words.made(row, on, may_change=True) for row in arisen.of_item(item)] if item else [],
            loose=[words.made(row, on, may_change=True) for row in arisen.outcomes if row.item_id is None],
            open_actions=words.open_action_entries(open_actions, on),
            papers=paper_words.papers_of(item, on) if item else [],
            open_rows=watched_entries(item, meeting, on) if item else [],
            seats=seats if self.day_has_come else [],
            seats_words=words.marked_words(self.places),
            day_has_come=self.day_has_come,
            run_url=self.url_of(item),
            saved_at=clock(item.notes_at) if item and item.notes_at else "",
            is_last=bool(item) and number == len(self.items),
            can_end=meeting.status in reads.TO_COME and self.day_has_come,
            **kwargs,
        )


# ---- items ----


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
            kicker=" · ".join([meeting.reference, *words.item_says(item)]),
            about=words.item_about(item),
            papers=paper_words.papers_of(item, on),
            papers_words=paper_words.papers_words([item], on),
            paper_url=f"{reverse('subgroups:paper-new', args=[meeting.pk])}?item={item.pk}"
            if meeting.status in reads.TO_COME
            else "",
            open_rows=watched_entries(item, meeting, on),
            notes=to_html(item.notes, top=3) if item.notes and shown else "",
            notes_words="" if shown else "The notes are shown here once the minutes are drafted.",
            made=[words.made(row, on) for row in arisen.of_item(item)],
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
