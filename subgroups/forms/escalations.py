"""What is typed about escalations."""

import datetime as dt
from typing import Any

from django.db.models import Q

from partnership.kit import forms as f
from partnership.models import Body, Person, ReportingLine
from partnership.permissions import BodyRight
from subgroups.models import Escalation


class EscalationFilter(f.FilterForm):
    """The filters above the list of escalations."""

    body = f.ModelChoice("From or to", required=False, blank="Any body")
    year = f.Choice("Year sent", [], blank="Any year", radios=False)
    state = f.Choice(
        "State",
        [("overdue", "Reply overdue"), *Escalation.Status.choices],
        blank="Any state",
        radios=False,
    )

    def __init__(self, *args: Any, person: Person, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        bodies = Body.objects.readable_by(person)
        some = Q(escalations_sent__isnull=False) | Q(escalations_received__isnull=False)
        self.fields["body"].queryset = bodies.filter(some).distinct().order_by("name")
        years = range(on.year, on.year - 11, -1)
        self.fields["year"].choices = [("", "Any year"), *((str(year), str(year)) for year in years)]


class EscalationForm(f.PortalForm):
    """A question to a body above, with its evidence, what is asked, and by when."""

    from_body = f.ModelChoice("Body that asks", missing="Choose the body that asks")
    to_body = f.ModelChoice("Body that is asked", missing="Choose the body that is asked")
    question = f.Text("Question", limit=200, missing="Enter the question in one line")
    evidence = f.LongText(
        "Evidence",
        rows=5,
        hint="What shows that this body cannot settle it. No person’s details",
        missing="Write the evidence",
    )
    ask = f.LongText(
        "What is asked", rows=3, hint="The decision or the act that is wanted", missing="Write what is asked"
    )
    reply_due_on = f.DateField("Reply due", missing="Enter the date by which a reply is needed")

    def __init__(self, *args: Any, person: Person, on: dt.date, from_body: Body | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = ReportingLine.objects.current(on)
        above = Body.objects.open(on).internal()
        if from_body is not None:
            del self.fields["from_body"]
            lines = lines.filter(body=from_body)
        else:
            mine = Body.objects.open(on).internal().filter(pk__in=lines.values("body"))
            if not person.rights.manages:
                mine = mine.filter(pk__in=person.rights.bodies(BodyRight.RECORD))
            self.fields["from_body"].queryset = mine.order_by("name")
        self.fields["to_body"].queryset = above.filter(pk__in=lines.values("parent")).order_by("name")


class ReplyForm(f.PortalForm):
    """The reply of the body that was asked."""

    reply = f.LongText(
        "Reply",
        rows=6,
        hint="What was decided, and what the body that asked should do now",
        missing="Write the reply",
    )
