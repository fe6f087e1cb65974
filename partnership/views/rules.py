"""What binds the partnership."""

from typing import Any

from django.views.generic import TemplateView

from partnership.kit.views import Clocked
from partnership.presenters import rules as words
from partnership.selectors.rules import what_binds, years_with_bank_holidays


class RuleList(Clocked, TemplateView):
    """Regimes with their rules and duties, each with citation, dates and whether somebody checked it."""

    template_name = "partnership/rule_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = what_binds()
        sections = words.bound(found, self.on)
        return super().get_context_data(
            lede=words.lede(found),
            in_force=[section for section in sections if section.is_in_force],
            past=[section for section in sections if not section.is_in_force],
            rule_heads=words.RULE_HEADS,
            duty_heads=words.DUTY_HEADS,
            years=years_with_bank_holidays(),
            on=self.on,
            **kwargs,
        )
