"""Pages of people and their roles."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from partnership.forms.people import PersonAddForm, PersonChangeForm, PersonFilter, ShutOutForm
from partnership.forms.seats import AppointmentForm, EndForm
from partnership.holdings import held_by
from partnership.kit.page_parts import AddedTo
from partnership.kit.tables import Column
from partnership.kit.views import ListPage, RecordView
from partnership.kit.wording import list_words
from partnership.models import Appointment, Person
from partnership.permissions import AgencyRight
from partnership.presenters import people as words
from partnership.selectors.people import find_people
from partnership.selectors.seats import past_seats_of_person, roles_of_person, seats_of_person
from partnership.services import people as services
from partnership.services.away import may_set_away
from partnership.services.people_access import may_open_doors
from partnership.services.seats import appoint, end_appointment
from partnership.services.welcome import welcome_person
from partnership.views.managing import ManagedAct, ManagedFormView, WithDay


def hand_on_path(viewer: Any, person: Person) -> str:
    """Where the viewer hands on what a person holds; nothing if it is not theirs to do, or nothing is held."""
    if not viewer.rights.manages or not held_by(person):
        return ""
    return reverse("partnership:person-hand-on", args=[person.pk])


class PersonList(ListPage):
    """The people within one's scope: all for the business unit and administrators, an agency's for its lead."""

    template_name = "partnership/person_list.html"
    filter_form = PersonFilter
    file_name = "people"
    extra_context = {"noun": "person,people", "sorted_by": "name", "heads": words.HEADS}
    columns = [
        Column("Name", lambda row: row.name),
        Column("E-mail address", lambda row: row.email),
        Column("Job title", lambda row: row.job_title),
        Column("Agency", lambda row: row.agency.name if row.agency else ""),
        Column("Sits in", lambda row: list_words(words.seat_words(seat) for seat in row.seats_now)),
        Column("May sign in", lambda row: "yes" if row.is_active else "no"),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person: Any = request.user
        if not (may_open_doors(person) or person.rights.agencies(AgencyRight.LEAD)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def rows(self, filters: dict[str, Any]) -> Any:
        return find_people(
            self.request.user,
            self.on,
            words=filters.get("words") or "",
            agency=filters.get("agency"),
            state=filters.get("state") or "active",
        )

    def present(self, page: Any) -> Any:
        return words.rows(page, self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        return super().get_context_data(may_add=may_open_doors(person), **kwargs)


class PersonDetail(AddedTo, RecordView):
    model = Person
    template_name = "partnership/person_detail.html"
    page_name = "person"
    context_object_name = "record"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("agency", "away_deputy")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person, viewer = self.object, self.request.user
        seats = list(seats_of_person(person, self.on))
        past = list(past_seats_of_person(person, self.on))
        sits_in = {row.seat.body_id for row in seats}
        held = held_by(person)
        to_hand_on = [holding for holding in held if not person.is_active or holding.body_id not in sits_in]
        hands_on = viewer.rights.manages or person.agency_id in viewer.rights.agencies(AgencyRight.LEAD)
        roles = list(roles_of_person(person))
        doors = may_open_doors(viewer)
        return super().get_context_data(
            may_manage=viewer.rights.manages,
            may_open_doors=doors,
            may_invite=doors and person.is_active and person.last_login is None,
            may_reset=doors and person.is_active and person.pk != viewer.pk and person.last_login is not None,
            is_self=person.pk == viewer.pk,
            may_set_away=person.is_active and may_set_away(person, viewer),
            crumbs=[("People", reverse("partnership:person-list"))]
            if doors or viewer.rights.agencies(AgencyRight.LEAD)
            else [],
            lede=words.lede(person, seats, self.on),
            facts=words.facts(person, self.on),
            seat_heads=words.SEAT_HEADS,
            seat_rows=words.seat_rows(seats),
            past_rows=words.seat_rows(past),
            to_hand_on=words.holding_entries(to_hand_on, self.on),
            hand_on_url=reverse("partnership:person-hand-on", args=[person.pk]) if held and hands_on else "",
            roles=[(row, words.span(row), row.to_on is None or row.to_on >= self.on) for row in roles],
            on=self.on,
            **kwargs,
        )


class DoorFormView(ManagedFormView):
    """A form about people: for the business unit and the administrators."""

    def may(self, person: Any) -> bool:
        return may_open_doors(person)


class PersonAdd(WithDay, DoorFormView):
    form_class = PersonAddForm
    title = "Add a person"
    submit_label = "Add the person"
    success_message = "{result} added"

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [("People", reverse("partnership:person-list"))]

    def get_cancel_url(self) -> str:
        return reverse("partnership:person-list")

    def perform(self, form: Any) -> Person:
        return welcome_person(by=self.request.user, now=self.now, **form.cleaned_data)


class PersonAct(DoorFormView):
    """A form about one person."""

    model = Person
    related = ("agency",)

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [("People", reverse("partnership:person-list")), (self.object.name, self.object.get_absolute_url())]


class PersonChange(WithDay, PersonAct):
    form_class = PersonChangeForm
    title = "Change the person’s record"
    template_name = "partnership/person_change.html"
    success_message = "{result} changed"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(hand_on_url=hand_on_path(self.request.user, self.object), **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "person": self.object}

    def get_initial(self) -> dict[str, Any]:
        names = ("name", "email", "job_title", "agency")
        return {name: getattr(self.object, name) for name in names}

    def perform(self, form: Any) -> Person:
        return services.change_person(person=self.object, by=self.request.user, now=self.now, **form.cleaned_data)


class PersonDisable(PersonAct):
    form_class = ShutOutForm
    template_name = "partnership/person_disable.html"
    title = "Shut the person out"
    lede = "They are signed out everywhere at once. Seats and roles stay theirs until somebody ends them."
    submit_label = "Shut out"
    success_message = "{result} can no longer sign in"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            holdings=words.holding_entries(held_by(self.object), self.on),
            record=self.object,
            hand_on_url=hand_on_path(self.request.user, self.object),
            **kwargs,
        )

    def perform(self, form: Any) -> Person:
        return services.disable_person(
            person=self.object, on=self.on, by=self.request.user, now=self.now, **form.cleaned_data
        )

    def success_path(self, result: Any) -> str:
        """What they held comes next, if there is any of it."""
        return hand_on_path(self.request.user, result) or result.get_absolute_url()


class PersonEnable(PersonAct, ManagedAct):
    success_message = "{result} may sign in again"

    def perform(self, form: Any) -> Person:
        return services.enable_person(person=self.object, on=self.on, by=self.request.user, now=self.now)


class AppointmentAdd(WithDay, ManagedFormView):
    """Roles are given by the business unit alone."""

    model = Person
    form_class = AppointmentForm
    title = "Give a role"
    lede = "Roles that do not come from a seat. Chairs and members get theirs with their seat."
    submit_label = "Give the role"
    success_message = "{result}: role given"

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [("People", reverse("partnership:person-list")), (self.object.name, self.object.get_absolute_url())]

    def get_initial(self) -> dict[str, Any]:
        return {"from_on": self.on}

    def perform(self, form: Any) -> Appointment:
        return appoint(person=self.object, on=self.on, by=self.request.user, now=self.now, **form.cleaned_data)


class AppointmentEnd(ManagedFormView):
    model = Appointment
    related = ("person", "agency")
    form_class = EndForm
    title = "End the role"
    submit_label = "End the role"
    success_message = "Role ended"

    def own_url(self) -> str:
        url: str = self.object.person.get_absolute_url()
        return url

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [("People", reverse("partnership:person-list")), (self.object.person.name, self.own_url())]

    def get_lede(self) -> str:
        return f"{self.object.person.name}, {self.object.get_role_display().lower()}, {words.span(self.object)}."

    def get_initial(self) -> dict[str, Any]:
        return {"last_day": self.on}

    def perform(self, form: Any) -> Appointment:
        return end_appointment(
            appointment=self.object, on=self.on, by=self.request.user, now=self.now, **form.cleaned_data
        )
