"""Pages on which something happens to a meeting: planned, moved, issued, held, minuted, agreed, confirmed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views import View

from partnership.kit.errors import NotYours, Stale
from partnership.kit.views import GuardedObjectMixin, ObjectFormView, ServiceFormView
from partnership.models import Body
from partnership.permissions import BodyRight
from subgroups.forms import meetings as forms
from subgroups.models import AgendaItem, Meeting
from subgroups.presenters import agendas as agenda_words
from subgroups.presenters import meetings as words
from subgroups.selectors import meetings as reads
from subgroups.selectors import rosters
from subgroups.services import agendas, attendance
from subgroups.services import meetings as services
from subgroups.views.filtered import records_somewhere
from subgroups.views.meetings import MEETINGS


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
            (item, field, " · ".join(agenda_words.item_says(item)), item.kind in (item.Kind.STANDING, item.Kind.ITEM))
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
