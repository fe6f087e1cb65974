"""The list of actions."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from partnership.kit.tables import Column
from partnership.kit.views import ListPage
from partnership.permissions import BodyRight
from subgroups.forms import actions as forms
from subgroups.models import Action
from subgroups.presenters import actions as words
from subgroups.selectors import actions as selectors

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
    Column("Recorded", lambda row: row.opened_on),
    Column("First due date", lambda row: row.first_due_on),
    Column("Due date", lambda row: row.due_on),
    Column("Times moved", lambda row: row.moves_count),
    Column("Days moved", lambda row: row.days_slipped),
    Column("Closed", lambda row: row.closed_on),
    Column("Difference made", lambda row: row.impact),
]


class ActionList(ListPage):
    """All actions that the person may see, filtered by what stands in the address."""

    template_name = "subgroups/action_list.html"
    filter_form = forms.ActionFilter
    columns = COLUMNS
    file_name = "actions"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.clock = selectors.Clock.of(self.on)

    def rows(self, filters: dict[str, Any]) -> Any:
        return selectors.actions_for(self.request.user, filters, self.clock)

    def present(self, page: Any) -> Any:
        return words.list_rows(page, self.clock)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        counts = selectors.counts_for(Action.objects.visible_to(person), self.clock)
        may_record = person.rights.manages or bool(person.rights.bodies(BodyRight.RECORD))
        return super().get_context_data(
            heads=words.LIST_HEADS,
            title="Actions",
            lede=words.list_lede(counts),
            noun="action,actions",
            sorted_by="when due",
            key_rows=words.KEY_MEANS,
            new_url=reverse("subgroups:action-new") if may_record else "",
            **kwargs,
        )
