"""Pages of seats and memberships."""

from typing import Any

from django.urls import reverse

from partnership.forms.seats import EndForm, FillSeatForm, RoleForm, SeatChangeForm, SeatCloseForm, SeatForm
from partnership.holdings import held_by
from partnership.kit.views import RecordView
from partnership.models import Body, Membership, Seat
from partnership.permissions import PortalRight
from partnership.presenters import bodies as words
from partnership.presenters.people import holding_entries, span
from partnership.selectors.seats import closed_seats_of_body, past_memberships_of_body, seats_of_body
from partnership.services import seats as services
from partnership.views.managing import ManagedFormView, WithDay


class BodySeats(RecordView):
    """Every seat of a body with what the business unit may do to it, and who sat there before."""

    model = Body
    permission = PortalRight.MANAGE
    template_name = "partnership/body_seats.html"
    context_object_name = "body"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        body, viewer = self.object, self.request.user
        table = seats_of_body(body, self.on)
        return super().get_context_data(
            crumbs=words.crumbs_below(body),
            lede=words.seats_words(table) + ".",
            seats=[(held, words.seat_row(held, self.on, viewer), words.sitter_rows(held, viewer)) for held in table],
            past_heads=words.PAST_HEADS,
            past_rows=words.past_rows(past_memberships_of_body(body, self.on)),
            closed=words.closed_seat_entries(closed_seats_of_body(body, self.on)),
            is_open=body.closed_on is None,
            on=self.on,
            **kwargs,
        )


def seats_url(body: Body) -> str:
    """The page on which a body's seats are kept."""
    return reverse("partnership:body-seats", args=[body.slug])


class SeatAdd(WithDay, ManagedFormView):
    model = Body
    form_class = SeatForm
    title = "Add a seat"
    submit_label = "Add the seat"
    success_message = "Seat added: {result}"

    def own_url(self) -> str:
        return seats_url(self.object)

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [*words.crumbs_below(self.object), ("Seats", self.own_url())]

    def get_initial(self) -> dict[str, Any]:
        return {"opened_on": self.on}

    def perform(self, form: Any) -> Seat:
        return services.add_seat(body=self.object, by=self.request.user, now=self.now, **form.cleaned_data)


class SeatAct(ManagedFormView):
    """A form about one seat."""

    model = Seat
    related = ("body", "agency")

    def own_url(self) -> str:
        return seats_url(self.object.body)

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [*words.crumbs_below(self.object.body), ("Seats", self.own_url())]

    def get_lede(self) -> str:
        return f"{self.object}, in {self.object.body.name}."


class SeatChange(SeatAct):
    form_class = SeatChangeForm
    title = "Change the seat"
    success_message = "Seat changed"

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.object, name) for name in ("title", "is_required", "place")}

    def perform(self, form: Any) -> Seat:
        return services.change_seat(seat=self.object, by=self.request.user, now=self.now, **form.cleaned_data)


class SeatClose(SeatAct):
    form_class = SeatCloseForm
    title = "Close the seat"
    submit_label = "Close the seat"
    success_message = "Seat closed: {result}"

    def get_lede(self) -> str:
        return f"{self.object}, in {self.object.body.name}. Memberships on it end on its last day."

    def get_initial(self) -> dict[str, Any]:
        return {"closed_on": self.on}

    def perform(self, form: Any) -> Seat:
        return services.close_seat(
            seat=self.object, on=self.on, by=self.request.user, now=self.now, **form.cleaned_data
        )


class SeatFill(SeatAct):
    form_class = FillSeatForm
    title = "Fill the seat"
    submit_label = "Fill the seat"
    success_message = "Seat filled: {result}"

    def get_initial(self) -> dict[str, Any]:
        return {"from_on": self.on}

    def perform(self, form: Any) -> Membership:
        return services.fill_seat(seat=self.object, on=self.on, by=self.request.user, now=self.now, **form.cleaned_data)


class MembershipAct(ManagedFormView):
    """A form about one membership."""

    model = Membership
    related = ("person", "seat__body", "seat__agency")

    def own_url(self) -> str:
        return seats_url(self.object.seat.body)

    def get_crumbs(self) -> list[tuple[str, str]]:
        return [*words.crumbs_below(self.object.seat.body), ("Seats", self.own_url())]

    def get_lede(self) -> str:
        row = self.object
        return f"{row.person.name}, {row.get_role_display().lower()} of {row.seat.body.name}, {span(row)}."


class MembershipEnd(MembershipAct):
    form_class = EndForm
    template_name = "partnership/membership_end.html"
    title = "End the membership"
    submit_label = "End the membership"
    success_message = "Membership ended: {result}"

    def get_initial(self) -> dict[str, Any]:
        return {"last_day": self.on}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = held_by(self.object.person, body_id=self.object.seat.body_id)
        return super().get_context_data(
            holdings=holding_entries(held, self.on),
            record=self.object,
            body=self.object.seat.body,
            hand_on_url=reverse("partnership:person-hand-on", args=[self.object.person_id]),
            **kwargs,
        )

    def perform(self, form: Any) -> Membership:
        return services.end_membership(
            membership=self.object, on=self.on, by=self.request.user, now=self.now, **form.cleaned_data
        )

    def success_path(self, result: Any) -> str:
        """What they held in this body comes next, if there is any of it."""
        held = held_by(self.object.person, body_id=self.object.seat.body_id)
        return reverse("partnership:person-hand-on", args=[self.object.person_id]) if held else self.own_url()


class MembershipRole(MembershipAct):
    form_class = RoleForm
    title = "Change the role"
    submit_label = "Change the role"
    success_message = "Role changed: {result}"

    def get_initial(self) -> dict[str, Any]:
        return {"role": self.object.role, "from_on": self.on}

    def perform(self, form: Any) -> Membership:
        return services.change_role(
            membership=self.object, on=self.on, by=self.request.user, now=self.now, **form.cleaned_data
        )
