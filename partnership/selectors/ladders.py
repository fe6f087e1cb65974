"""Reads of ladders: which bodies have their own, who changed what, names for a preview."""

from typing import Any

from django.db.models import Count, QuerySet

from partnership.models import Body, ChaseStep, Person


def bodies_with_own_ladder() -> QuerySet[Body]:
    """Bodies that do not climb the partnership's ladder, by name, with how many steps theirs has."""
    rows: QuerySet[Body] = Body.objects.annotate(steps=Count("chase_steps")).filter(steps__gt=0)
    return rows.order_by("name")


def changes_of_ladder(body: Body | None, *, most: int = 30) -> list[Any]:
    """The saved versions of a ladder's steps, latest first."""
    rows = ChaseStep.history.filter(body=body).select_related("history_user")
    return list(rows.order_by("-history_date", "-history_id")[:most])


def names_of_people() -> dict[int, str]:
    """Everybody's name by id."""
    return dict(Person.objects.values_list("pk", "name"))


def names_of_bodies() -> dict[int, str]:
    """Every body's name by id."""
    return dict(Body.objects.values_list("pk", "name"))
