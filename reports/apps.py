"""The room `reports`."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Declaring what this room tells is done by importing it.
        from reports import threads  # noqa: F401
