"""The room `audits`."""

from django.apps import AppConfig


class AuditsConfig(AppConfig):
    name = "audits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Declaring what this room holds, chases and tells of the golden thread is done by importing these modules.
        from audits import holdings, obligations, threads  # noqa: F401
