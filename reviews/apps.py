"""The room `reviews`."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Declaring what this room holds and tells of the golden thread is done by importing these modules.
        from reviews import holdings, threads  # noqa: F401
