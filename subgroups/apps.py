"""The room `subgroups`."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SubgroupsConfig(AppConfig):
    name = "subgroups"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from partnership.kit import kept

        # Declaring what this room owes and tells is done by importing these modules.
        from subgroups import holdings, obligations, page_parts, threads  # noqa: F401

        post_migrate.connect(kept.keep, sender=self)
