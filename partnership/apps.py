"""The room `partnership`."""

from typing import Any

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils import timezone


def note_sign_in(sender: Any, user: Any, **kwargs: Any) -> None:
    """Note when somebody signed in, without a line of history: nothing about the person has changed."""
    type(user).objects.filter(pk=user.pk).update(last_login=timezone.now())


class PartnershipConfig(AppConfig):
    name = "partnership"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Django's own receiver saves the whole person, which would write a version into the history at each sign-in.
        user_logged_in.disconnect(dispatch_uid="update_last_login")
        user_logged_in.connect(note_sign_in, dispatch_uid="note_sign_in")
        # Declaring what this room owes and puts into people's hands is done by importing these modules.
        from partnership import document_reviews, documents_held  # noqa: F401
