"""Reading rows: capped counts and search by words."""

from typing import Any, TypeVar

from django.db import models
from django.db.models import Q

Rows = TypeVar("Rows", bound=models.QuerySet[Any])


def with_words(rows: Rows, words: str, *fields: str) -> Rows:
    """Keep the rows in which every word stands in one of the fields, whatever its capitals."""
    for word in words.replace("\x00", " ").split()[:8]:  # PostgreSQL takes no NUL in a text
        anywhere = Q()
        for name in fields:
            anywhere |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(anywhere)
    return rows


def capped_count(rows: models.QuerySet[Any], most: int = 10_000) -> int:
    """Count rows, but stop at `most`: an exact count of a million rows costs more than the page."""
    return rows.order_by()[: most + 1].count()
