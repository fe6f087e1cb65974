"""What is chosen when things are handed on: which of them, to whom, and why."""

from collections.abc import Sequence
from typing import Any

from partnership.holdings import Holding
from partnership.kit import forms as f
from partnership.models import Agency, Person
from partnership.services.handing import Wish

LEAD = "lead"
# Choosing row by row stays readable up to here; longer lists are handed on in several goes.
MOST_CHOSEN_BY_ROW = 60


class HandOnForm(f.PortalForm):
    """Ticked rows, one new holder for all of them, another for some, and the reason."""

    everybody = f.Choice("Who takes on what is ticked?", [], radios=False, missing="Choose who takes on what is ticked")
    reason = f.Text("Why", limit=80, hint="Kept in the history of each.", missing="Write why it is handed on")

    def __init__(
        self,
        *args: Any,
        holdings: Sequence[Holding],
        people: Sequence[Person],
        agencies: Sequence[Agency] = (),
        lead: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.holdings = {holding.key: holding for holding in holdings}
        self.people = {f"person-{person.pk}": person for person in people}
        self.agencies = {f"agency-{agency.pk}": agency for agency in agencies}
        self.choices = self._choices(lead)
        self.fields["everybody"].choices = [("", "Choose one"), *self.choices]  # type: ignore[attr-defined]  # a choice
        messages = self.fields["everybody"].error_messages
        messages["invalid_choice"] = messages["required"]
        self.by_row = len(holdings) <= MOST_CHOSEN_BY_ROW

    def _choices(self, lead: str) -> list[Any]:
        groups: list[Any] = []
        if self.agencies:
            groups.append(("Another agency", [(key, agency.name) for key, agency in self.agencies.items()]))
        named = [(key, _name(person)) for key, person in self.people.items()]
        if lead:
            named.insert(0, (LEAD, lead))
        if named:
            groups.append(("Within the agency", named))
        return groups

    @property
    def ticked(self) -> list[str]:
        """The rows that are ticked: all of them until somebody says otherwise."""
        if not self.is_bound:
            return list(self.holdings)
        getlist = getattr(self.data, "getlist", None)
        return [key for key in (getlist("tick") if getlist else []) if isinstance(key, str)]

    def chosen_for(self, key: str) -> str:
        """Who takes on one row, if it is not who takes on all."""
        return str(self.data.get(f"to-{key}", "")) if self.is_bound and self.by_row else ""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.ticked and all(self.chosen_for(key) for key in self.ticked) and "everybody" in self.errors:
            del self.errors["everybody"]  # each row says for itself
        if self.errors:
            return given
        gone = [key for key in self.ticked if key not in self.holdings]
        if gone:
            self.add_error(None, "Some of these were finished or handed on meanwhile. Read the list again.")
            return given
        if not self.ticked:
            self.add_error(None, "Tick what is handed on.")
            return given
        known = {LEAD, *self.people, *self.agencies}
        wishes = []
        for key in self.ticked:
            to = self.chosen_for(key) or given.get("everybody") or ""
            if to not in known:
                self.add_error("everybody", "Choose who takes on what is ticked")
                return given
            wishes.append(Wish(self.holdings[key], self.agencies.get(to), self.people.get(to)))
        given["wishes"] = wishes
        return given


def _name(person: Person) -> str:
    agency = person.agency.short_name if person.agency else ""
    return ", ".join(part for part in (person.name, person.job_title, agency) if part)
