"""What this room shows of a body beside its page: the attendance as a file."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.generic import View

from partnership.kit.tables import csv_response
from partnership.kit.views import GuardedObjectMixin
from partnership.models import Body
from partnership.permissions import BodyRight
from partnership.presenters.bodies import seat_row
from partnership.selectors.seats import seats_of_body
from subgroups.presenters import bodies as words
from subgroups.selectors.bodies import meetings_of


class BodyAttendance(GuardedObjectMixin, View):
    """The table of seats and attendance as CSV, for those who may read the body."""

    model = Body
    permission = BodyRight.READ

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        body = self.get_object()
        meetings = meetings_of(body, self.on)
        table = seats_of_body(body, self.on)
        rows = [(seat_row(held, self.on, request.user), meetings.marks_of(held.seat)) for held in table]
        return csv_response(f"{body.slug}-attendance", words.attend_columns(meetings), rows)
