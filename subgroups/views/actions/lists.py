"""The list of actions, today and as at a past day, with its files."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property

from partnership.kit.tables import Column
from partnership.kit.views import ListPage
from partnership.permissions import BodyRight
from subgroups.forms.action_lists import ActionFilter
from subgroups.presenters import action_lists as words
from subgroups.presenters.actions import KEY_MEANS
from subgroups.selectors.action_lists import Wanted
from subgroups.selectors.actions import Clock, counts_for, counts_visible_to
from subgroups.selectors.past import NamesThen
from subgroups.services.action_logs import ask_for_log
from subgroups.tasks import nudge
from subgroups.views.past import PastDay

COLUMNS = [
    Column("Number", lambda row: row.reference),
    Column("Action", lambda row: row.title),
    Column("What will be done", lambda row: row.what),
    Column("Measure of success", lambda row: row.measure),
    Column("Body", lambda row: row.body.name),
    Column("Held by", lambda row: row.lead_agency.name),
    Column("Person", lambda row: row.holder.name if row.holder else ""),
    Column("State", lambda row: row.get_status_display()),
    Column("Holder says", lambda row: row.get_judgement_display()),
    Column("Origin", lambda row: row.get_origin_display()),
    Column("Recorded", lambda row: row.opened_on),
    Column("First due date", lambda row: row.first_due_on),
    Column("Due date", lambda row: row.due_on),
    Column("Times moved", lambda row: row.moves_count),
    Column("Days moved", lambda row: row.days_slipped),
    Column("Closed", lambda row: row.closed_on),
    Column("Difference made", lambda row: row.impact),
]


class ActionsPage(PastDay, ListPage):
    """What every list of actions shares: one engine, one filter, the key, a past day with its banner, its files."""

    filter_form: Any = ActionFilter
    columns = COLUMNS
    file_name = "actions"
    fixed = ""  # the filter that the page itself fixes

    @cached_property
    def form(self) -> Any:
        return ActionFilter(self.request.GET or None, person=self.request.user, fixed=self.fixed)

    @cached_property
    def clock(self) -> Clock:
        return Clock.of(self.shown_on, self.calendar)

    @cached_property
    def wanted(self) -> Wanted:
        person: Any = self.request.user
        return Wanted(person, {**self.filters, **self.narrowed()}, self.clock, self.as_at)

    def narrowed(self) -> dict[str, Any]:
        """What the page itself fixes, whatever the address says."""
        return {}

    def rows(self, filters: dict[str, Any]) -> Any:
        return self.wanted.rows()

    def shown(self, rows: Iterable[Any]) -> Iterable[Any]:
        """The rows, those of a past day under the names of that day."""
        return NamesThen.of(self.as_at).dress(rows) if self.as_at else rows

    def present(self, page: Any) -> Any:
        return words.list_rows(self.shown(page), self.clock)

    def exported(self, filters: dict[str, Any]) -> Iterable[Any]:
        return self.shown(self.rows(filters).iterator(2000))

    log_about = "All bodies"
    grouped_by = ""

    @property
    def log_heading(self) -> str:
        """What a printed log of this list is called."""
        return "Actions"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask for the list as a PDF action log, which a worker makes."""
        person: Any = request.user
        try:
            log = ask_for_log(
                wanted=self.wanted,
                heading=self.log_heading,
                about=self.log_about,
                filter_words=[words.said_of_filter(chip) for chip in self.form.chosen()],
                grouped_by=self.grouped_by,
                by=person,
                now=self.now,
            )
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(request.get_full_path())
        nudge()
        return redirect(log)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            noun="action,actions", key_rows=KEY_MEANS, log_url=self.request.get_full_path(), **kwargs
        )


class ActionList(ActionsPage):
    """All actions that the person may see, filtered by what stands in the address."""

    template_name = "subgroups/action_list.html"

    @cached_property
    def counts(self) -> dict[str, int]:
        """Of all that the person may see: the first line of the page, whatever the filters leave."""
        person: Any = self.request.user
        if self.as_at is None:
            return counts_visible_to(person, self.clock)
        return counts_for(Wanted(person, {}, self.clock).past(self.as_at, live_only=True), self.clock)

    def counted(self) -> int | None:
        """The first line has counted what the key alone asks for; anything else is counted by itself."""
        asked = {name for name, value in self.filters.items() if value} - {"key", "sort", "as_at"}
        return None if asked else self.counts.get(self.wanted.key)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        may_record = person.rights.manages or bool(person.rights.bodies(BodyRight.RECORD))
        sort = self.filters.get("sort") or "due"
        return super().get_context_data(
            title="Actions",
            lede=words.list_lede(self.counts, self.as_at),
            heads=words.list_heads(self.query, sort),
            sorted_by=words.SORTED_BY.get(sort, words.SORTED_BY["due"]),
            new_url=reverse("subgroups:action-new") if may_record and not self.as_at else "",
            **kwargs,
        )
