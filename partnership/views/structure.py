"""The picture of the structure."""

from typing import Any

from django.views.generic import TemplateView

from partnership.kit.charts.tree import structure
from partnership.kit.views import Clocked
from partnership.presenters import bodies as words
from partnership.selectors.seats import terms_ending, vacancies
from partnership.selectors.structure import structure_on


class Structure(Clocked, TemplateView):
    """Bodies as boxes, reporting lines between them, and the same as a list."""

    template_name = "partnership/structure.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        branches, lines = structure_on(self.on)
        title = "Who reports to whom"
        pairs = [(str(child.pk), str(parent.pk)) for child, parent in lines]
        return super().get_context_data(
            picture=structure(words.boxes(branches), pairs, title=title),
            rows=[words.body_row(branch) for branch in branches],
            lede=words.list_lede([branch.body for branch in branches]),
            vacant=words.vacancy_entries(vacancies(self.on)),
            terms=words.term_entries(terms_ending(self.on), self.on, whose=True),
            on=self.on,
            **kwargs,
        )
