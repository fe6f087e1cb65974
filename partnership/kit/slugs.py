"""Addresses made of words."""

from typing import Any

from django.utils.text import slugify


def free_slug(model: Any, words: str, *, most: int) -> str:
    """An address made of words that no other row of the model has yet, at most `most` characters long."""
    stem = slugify(words.replace("’", ""))[: most - 4].strip("-") or "new"
    slug, number = stem, 1
    while model.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{stem}-{number}"
    return slug
