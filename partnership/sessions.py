"""Where sessions are kept: in the database, as Django does, each with its person. Every page of everybody reads one.

What a page asks of who is signed in comes with the session, in one query that is made once for each process: the
person, the agency whose name stands in the frame, the rights, and the stamp of what is remembered of some tables.
"""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db.models import CharField, DateTimeField, TextField
from django.db.models.expressions import RawSQL

from partnership.kit.dates import now
from partnership.kit.prepared import Prepared, Slot
from partnership.models import (
    AgencyClosure,
    BankHoliday,
    ChaseStep,
    Partnership,
    Person,
    QuorumRule,
    Session,
    Snooze,
)
from partnership.permissions import HELD_RIGHTS, held_rights

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
LIVING = Prepared(
    lambda: (
        Session.objects.select_related("person__agency")
        .annotate(stamp=STAMP, **held_rights("person"))
        .filter(session_key=Slot("key", CharField()), expire_date__gt=Slot("now", DateTimeField()))
    )
)


class SessionStore(DatabaseStore):
    """One session. Once it was read, `person` is who is signed in, with the rights of the moment."""

    person: Person | None = None

    @classmethod
    def get_model_class(cls) -> Any:
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row: Any = super().create_model_instance(data)
        row.person_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row

    def _get_session_from_db(self) -> Any:
        for row in LIVING(key=self.session_key, now=now()):
            if row.person is not None:
                row.person.stamp = row.stamp
                row.person.rights_read = [getattr(row, name) for name in HELD_RIGHTS]
                self.person = row.person
            return row
        self._session_key = None
        return None
