"""The room `subgroups`."""

from django.apps import AppConfig


class SubgroupsConfig(AppConfig):
    name = "subgroups"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Declaring what this room owes and tells is done by importing these modules.
        from subgroups import holdings, obligations, page_parts, threads  # noqa: F401
