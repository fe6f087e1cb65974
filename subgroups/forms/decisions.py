"""What is typed about decisions."""

from collections.abc import Sequence
from typing import Any

from partnership.kit import forms as f
from partnership.models import Body
from subgroups.forms.meetings import BodyAndYearFilter


class DecisionFilter(BodyAndYearFilter):
    """The filters above the decision list."""

    dates = "decisions__decided_on"

    words = f.Text("Words or number", limit=80)
    state = f.Choice(
        "Standing",
        [("stands", "Stands"), ("to_ratify", "To be ratified"), ("superseded", "Superseded")],
        blank="Any",
        radios=False,
    )

    field_order = ["words", "body", "year", "state"]


class DecisionForm(f.VersionedForm):
    """What was decided and why."""

    text = f.LongText("What was decided", rows=3, limit=2000, missing="Write what was decided")
    reasons = f.LongText("Reasons", rows=4, missing="Write why: the reasons are part of the decision")
    ratify_by = f.ModelChoice(
        "Must a body above ratify it?",
        required=False,
        blank="No, it stands by itself",
        hint="Needed where the meeting is not quorate",
    )

    def __init__(self, *args: Any, parents: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ratify_by"].queryset = Body.objects.filter(pk__in=[body.pk for body in parents])
        if not parents:
            del self.fields["ratify_by"]


class SupersedeForm(DecisionForm):
    """The decision that replaces another, and the meeting that took it."""

    meeting = f.ModelChoice("Decided at the meeting of", missing="Choose the meeting that decided it")

    field_order = ["meeting", "text", "reasons", "ratify_by"]

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings
        del self.fields["version"]
