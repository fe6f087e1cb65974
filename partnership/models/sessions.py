"""Sessions: the browsers in which people are signed in."""

from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from partnership.models.people import Person


class Session(AbstractBaseSession):
    """One session, and whose it is: read with the person, and found when the person is to be signed out everywhere."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="sessions")

    @classmethod
    def get_session_store_class(cls) -> Any:
        from partnership.sessions import SessionStore

        return SessionStore
