"""Forms about seats, memberships and appointments."""

import datetime as dt
from typing import Any

from partnership.kit import forms as f
from partnership.models import Appointment, Membership
from partnership.selectors.agencies import open_agencies
from partnership.selectors.people import active_people

ROLE_HINTS = {
    Membership.Role.CHAIR: "Fills the seat; agrees minutes, grants new dates and closes actions",
    Membership.Role.VICE_CHAIR: "Fills the seat; the same rights as the chair",
    Membership.Role.MEMBER: "Fills the seat; reads the papers and takes part",
    Membership.Role.DEPUTY: "Comes in the member’s place; counts for the agency",
    Membership.Role.ADVISER: "Takes part and does not fill the seat",
    Membership.Role.OBSERVER: "Reads only and does not fill the seat",
}


class SeatForm(f.PortalForm):
    agency = f.ModelChoice(
        "Agency", required=False, blank="No agency: a seat for a role", hint="Who must fill the seat"
    )
    title = f.Text(
        "Seat", limit=120, hint="The role at the table, for example “Police lead”", missing="Enter the seat’s title"
    )
    is_required = f.Tick("Must be filled: shown as a vacancy while it is empty", initial=True)
    opened_on = f.DateField("First day", required=False, hint="Leave it out if the seat was always there")

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = open_agencies(on)  # type: ignore[attr-defined]  # a model choice


class SeatChangeForm(f.PortalForm):
    title = f.Text("Seat", limit=120, missing="Enter the seat’s title")
    is_required = f.Tick("Must be filled: shown as a vacancy while it is empty")
    place = f.WholeNumber("Place on the list", least=1, most=200, width=3)


class SeatCloseForm(f.PortalForm):
    closed_on = f.DateField("Last day", missing="Enter the seat’s last day")
    reason = f.LongText("Why it closes", rows=3, limit=500, missing="Enter why the seat closes")


class FillSeatForm(f.PortalForm):
    person = f.PersonChoice("Person", missing="Choose who takes the seat")
    role = f.Choice("As", Membership.Role.choices, hints=ROLE_HINTS, initial=Membership.Role.MEMBER)
    from_on = f.DateField("First day", missing="Enter the first day")
    to_on = f.DateField("Last day", required=False, hint="Leave it out if no end is agreed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = active_people()  # type: ignore[attr-defined]  # a model choice


class EndForm(f.PortalForm):
    last_day = f.DateField("Last day", hint="From the next day it opens nothing", missing="Enter the last day")


class RoleForm(f.PortalForm):
    role = f.Choice("Role from then on", Membership.Role.choices, hints=ROLE_HINTS, missing="Choose the role")
    from_on = f.DateField("First day in the new role", missing="Enter the first day")


class AppointmentForm(f.PortalForm):
    role = f.Choice(
        "Role",
        Appointment.Role.choices,
        radios=True,
        missing="Choose the role",
        hints={
            Appointment.Role.BUSINESS_UNIT: "Keeps everything but signs nothing",
            Appointment.Role.INDEPENDENT_CHAIR: "Reads everything and signs the annual report",
            Appointment.Role.SCRUTINEER: "Reads everything",
            Appointment.Role.SAFEGUARDING_PARTNER: "Signs for the agency and sees its work",
            Appointment.Role.AGENCY_LEAD: "Keeps the agency’s actions, returns and statements",
            Appointment.Role.ADMINISTRATOR: "Keeps accounts and settings",
            Appointment.Role.INSPECTOR: "Reads everything, for as long as it is needed",
        },
    )
    agency = f.ModelChoice("Agency", required=False, hint="For an agency lead or a safeguarding partner")
    from_on = f.DateField("First day", missing="Enter the first day")
    to_on = f.DateField("Last day", required=False, hint="Leave it out if no end is agreed")

    def __init__(self, *args: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = open_agencies(on)  # type: ignore[attr-defined]  # a model choice
