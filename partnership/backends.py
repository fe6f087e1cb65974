"""Who is signed in, read with the agency whose name stands in the frame of every page."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from partnership.models import Person


class PersonBackend(ModelBackend):
    """Django's own way of signing in by password; one read a request instead of two."""

    def get_user(self, user_id: Any) -> Person | None:
        person = Person.objects.select_related("agency").filter(pk=user_id).first()
        return person if person is not None and self.user_can_authenticate(person) else None
