"""The product's own settings, with the clock of the world and tables made without replaying their history."""

from django.utils import timezone

from tests.chaos import clock

timezone.now = clock.now  # before anything takes it

from dspp.settings import *  # noqa: E402, F403


class _NoMigrations:
    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


MIGRATION_MODULES = _NoMigrations()
EMAIL_TIMEOUT = 5
