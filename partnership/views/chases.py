"""Pages of the chase ledger, and the link in a digest."""

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import TemplateView

from partnership import chasing
from partnership.forms import chases as forms
from partnership.kit.dates import now
from partnership.kit.tables import Column
from partnership.kit.views import ListPage, RightRequired
from partnership.models import Telling
from partnership.permissions import PortalRight
from partnership.presenters import chases as words
from partnership.selectors import chases as selectors
from partnership.selectors.notices import failures


class ChaseList(RightRequired, ListPage):
    """The ledger: every step that was taken, whom it told, and whether the mail arrived."""

    portal_right = PortalRight.MANAGE
    template_name = "partnership/chase_list.html"
    filter_form = forms.ChaseFilter
    file_name = "chases"
    columns = [
        Column("Taken on", lambda row: row.on),
        Column("Number", lambda row: row.reference),
        Column("What is owed", lambda row: row.title),
        Column("Due", lambda row: row.due_on),
        Column("Step", lambda row: words.step_words(row)),
        Column("Told", lambda row: words.told_words(row)),
        Column("Outcome", lambda row: words.outcome_words(row)),
    ]

    def rows(self, filters: dict[str, Any]) -> Any:
        return selectors.chases_for(filters)

    def present(self, page: Any) -> Any:
        return words.chase_rows(page, self.on)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        failed = failures().count()
        return super().get_context_data(
            heads=words.CHASE_HEADS,
            title="Chases",
            lede=words.chases_lede(failed),
            noun="chase,chases",
            sorted_by="when they were taken",
            **kwargs,
        )


class ChaseLadder(TemplateView):
    """How the portal chases: the steps, in words, for everybody who is chased."""

    template_name = "partnership/chase_ladder.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        ladders = chasing.Ladders()
        return super().get_context_data(steps=words.ladder_rows(ladders.of(None)), **kwargs)


def chase_link(request: HttpRequest, pk: int) -> HttpResponseRedirect:
    """The link in a digest: note that its reader followed it, and go on to the record."""
    person: Any = request.user
    telling = get_object_or_404(Telling.objects.select_related("chase").filter(person=person), pk=pk)
    chasing.note_opened(telling_id=telling.pk, person=person, now=now())
    return redirect(telling.chase.path)
