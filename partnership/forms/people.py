"""Forms about people."""

import datetime as dt
from typing import Any

from partnership.kit import forms as f
from partnership.models import Person
from partnership.selectors.agencies import open_agencies
from partnership.selectors.people import agencies_seen_by


class PersonFilter(f.FilterForm):
    words = f.Text("Name, e-mail address or job title")
    agency = f.ModelChoice("Agency", required=False, blank="Any agency")
    state = f.Choice("Sign-in", [("shut", "Shut out"), ("all", "Everybody")], required=False, blank="May sign in")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies_seen_by(self.person)  # type: ignore[attr-defined]  # a model choice


class PersonForm(f.PortalForm):
    """A person as they are known at work: no more is kept."""

    name = f.Text("Name", limit=100, missing="Enter the person’s name", autocomplete="off")
    email = f.Email(
        "E-mail address",
        limit=200,
        hint="At work. They sign in with it.",
        missing="Enter the e-mail address that they sign in with",
        autocomplete="off",
    )
    job_title = f.Text("Job title", limit=120, required=False, autocomplete="off")
    agency = f.ModelChoice("Agency", required=False, blank="No agency")

    def __init__(self, *args: Any, on: dt.date, person: Person | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = open_agencies(on, also=person.agency if person else None)  # type: ignore[attr-defined]  # a model choice


class PersonAddForm(PersonForm):
    invite = f.Tick("Send an invitation to sign in now", initial=True)


class PersonChangeForm(PersonForm):
    """What is known of a person already."""


class ShutOutForm(f.PortalForm):
    reason = f.Text(
        "Why", limit=100, required=False, hint="Kept in the record’s history, for example “left the agency”"
    )
