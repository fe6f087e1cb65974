"""Where sessions are kept: in the database, as Django does, read by a query that is made once for each process."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField

from partnership.kit.dates import now
from partnership.kit.prepared import Prepared, Slot

LIVING = Prepared(
    lambda: Session.objects.filter(session_key=Slot("key", CharField()), expire_date__gt=Slot("now", DateTimeField()))
)


class SessionStore(DatabaseStore):
    """One session. Every page of everybody reads one."""

    def _get_session_from_db(self) -> Any:
        for row in LIVING(key=self.session_key, now=now()):
            return row
        self._session_key = None
        return None
