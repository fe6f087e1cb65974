"""The base of every record that is chased. It knows no other model, so that any of them may build on it."""

from typing import Any

from django.db import models


class Chased(models.Model):
    """Base of every record that is chased: it carries the day on which its ladder is looked at next.

    None means at the next run: it is new, or something about it changed. The chaser alone writes the day,
    past this class and its history. Looking once too often does nothing.
    """

    next_chase_on = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Every save may have moved a date, given work back or handed it on: the next run looks again."""
        self.next_chase_on = None
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "next_chase_on"}
        super().save(*args, **kwargs)
