"""The filters of scorecards and of slippage, kept in the address."""

from typing import Any

from partnership.kit import forms as f
from partnership.kit.dates import Period, quarter, quarters_to
from partnership.models import Body, Person
from partnership.permissions import BodyRight
from subgroups.forms.action_lists import PastDayFilter, quarter_words

QUARTERS_TO_CHOOSE = 9


def bodies_counted_for(person: Person) -> Any:
    """Bodies whose figures somebody may choose: all for whoever sees everything, else those that they chair."""
    rows = Body.objects.internal().order_by("name")
    return rows if person.rights.sees_everything else rows.filter(pk__in=person.rights.bodies(BodyRight.CHAIR))


class SlippageFilter(PastDayFilter):
    """Slippage of one body, or of all that one may see; today or as at a past day."""

    field_order = ["body", "as_at"]
    body = f.ModelChoice("Body", blank="All bodies")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        self.fields["body"].queryset = bodies_counted_for(person)  # type: ignore[attr-defined]


class AgencyScoreFilter(PastDayFilter):
    """The quarter in which a scorecard ends, and the day as at which it is counted."""

    field_order = ["quarter", "body", "as_at"]
    quarter = f.Choice("Quarter", [], blank="The last that is over", radios=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.periods = {f"{one.first:%Y-%m}": one for one in quarters_to(quarter(self.on), QUARTERS_TO_CHOOSE)[::-1]}
        field: Any = self.fields["quarter"]
        field.choices = [field.choices[0], *((word, quarter_words(one)) for word, one in self.periods.items())]

    def clean_quarter(self) -> Period | None:
        chosen = self.cleaned_data.get("quarter")
        return self.periods[chosen] if chosen else None


class ScorecardFilter(AgencyScoreFilter, SlippageFilter):
    """A scorecard of all agencies: for one body, or for all that one may see."""

    field_order = ["quarter", "body", "as_at"]
