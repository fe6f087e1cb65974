"""Who is signed in, read with the agency whose name stands in the frame of every page."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import IntegerField, Subquery

from partnership.models import AgencyClosure, BankHoliday, ChaseStep, Partnership, Person, QuorumRule, Snooze


class HowMany(Subquery):
    """The number of rows of a query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


# Each save of these leaves a row of history, and nothing takes one away: their numbers are the stamp under which what
# is remembered of these tables holds. Bank holidays are also loaded many at once, without history.
STAMPS = {
    f"stamp_{place}": HowMany(rows.order_by().values("pk"))
    for place, rows in enumerate(
        [
            BankHoliday.objects.all(),
            *(
                model.history.all()
                for model in (AgencyClosure, BankHoliday, ChaseStep, Partnership, QuorumRule, Snooze)
            ),
        ]
    )
}


def stamp_of(person: Any) -> tuple[int, ...] | None:
    """The stamp that was read with a person, if it was."""
    found = tuple(getattr(person, name, None) for name in STAMPS)
    return None if None in found else found  # type: ignore[return-value]  # none of them is None


class PersonBackend(ModelBackend):
    """Django's own way of signing in by password; one read a request instead of two."""

    def get_user(self, user_id: Any) -> Person | None:
        people = Person.objects.select_related("agency").annotate(**STAMPS).order_by()
        person = people.filter(pk=user_id).first()
        return person if person is not None and self.user_can_authenticate(person) else None
