"""The page that is open while a meeting goes on: who is there, item after item."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.kit.errors import NotYours, Stale, WrongState
from partnership.kit.wording import clock, long_date
from partnership.models import Person
from subgroups.forms import meetings as forms
from subgroups.models import AgendaItem
from subgroups.presenters import agendas as agenda_words
from subgroups.presenters import meetings as words
from subgroups.presenters import papers as paper_words
from subgroups.presenters import rosters as roster_words
from subgroups.selectors import meetings as reads
from subgroups.selectors import rosters
from subgroups.services import meetings as services
from subgroups.views.items import watched_entries
from subgroups.views.meeting_acts import MeetingAct
from subgroups.views.meetings import MEETINGS


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
                "parts": {"quorum": panel, "marked": roster_words.marked_words(places)},
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

    def quorum(self, places: list[rosters.Place]) -> roster_words.QuorumWords:
        return roster_words.quorum_words(rosters.quorum(self.object, places), beforehand=False, mark_url="#who")

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
        seats = roster_words.pick_rows(self.places, chosen, people, on, fill_url=seats_url)
        number = self.items.index(item) + 1 if item else 0
        return super().get_context_data(
            on=on,
            record=meeting,
            kicker=f"{long_date(meeting.on)}{f', {meeting.place}' if meeting.place else ''}",
            quorum=self.quorum(self.places),
            lines=agenda_words.agenda_lines(
                meeting,
                self.items,
                item,
                self.url_of,
                actions=agenda_words.open_action_count(open_actions, on) if is_actions else "",
            ),
            item=item,
            item_kicker=" · ".join([f"Item {number}", *agenda_words.item_says(item)]) if item else "",
            about=agenda_words.item_about(item) if item else [],
            made=[agenda_words.made(row, on, may_change=True) for row in arisen.of_item(item)] if item else [],
            loose=[agenda_words.made(row, on, may_change=True) for row in arisen.outcomes if row.item_id is None],
            open_actions=agenda_words.open_action_entries(open_actions, on),
            papers=paper_words.papers_of(item, on) if item else [],
            open_rows=watched_entries(item, meeting, on) if item else [],
            seats=seats if self.day_has_come else [],
            seats_words=roster_words.marked_words(self.places),
            day_has_come=self.day_has_come,
            run_url=self.url_of(item),
            saved_at=clock(item.notes_at) if item and item.notes_at else "",
            is_last=bool(item) and number == len(self.items),
            can_end=meeting.status in reads.TO_COME and self.day_has_come,
            **kwargs,
        )
