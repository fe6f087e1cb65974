"""Who is signed in, read with the agency whose name stands in the frame of every page."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import BigIntegerField, TextField
from django.db.models.expressions import RawSQL

from partnership.kit.prepared import Prepared, Slot
from partnership.models import AgencyClosure, BankHoliday, ChaseStep, Partnership, Person, QuorumRule, Snooze

# Each save of these leaves a row of history, and nothing takes one away: their numbers are the stamp under which what
# is remembered of these tables holds. Bank holidays are also loaded many at once, without history.
STAMPED = [
    BankHoliday,
    *(model.history.model for model in (AgencyClosure, BankHoliday, ChaseStep, Partnership, QuorumRule, Snooze)),
]
# Written out once: it stands in the one query that every page of everybody makes.
STAMP: RawSQL = RawSQL(
    " || '/' || ".join(f'(SELECT COUNT(*) FROM "{model._meta.db_table}")' for model in STAMPED),
    [],
    output_field=TextField(),
)
SIGNED_IN = Prepared(
    lambda: (
        Person.objects.select_related("agency")
        .annotate(stamp=STAMP)
        .order_by()
        .filter(pk=Slot("pk", BigIntegerField()))
    )
)


class PersonBackend(ModelBackend):
    """Django's own way of signing in by password; one read a request instead of two."""

    def get_user(self, user_id: Any) -> Person | None:
        person = next(iter(SIGNED_IN(pk=user_id)), None)
        return person if person is not None and self.user_can_authenticate(person) else None
