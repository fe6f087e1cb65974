"""Addresses of pages, for records that stand on many pages."""

from functools import lru_cache
from typing import Any

from django.urls import reverse


@lru_cache(maxsize=20_000)
def address_of(name: str, *of: Any) -> str:
    """The address of that name for these values, as `reverse` gives it, put together once for each process.

    A list names fifty records and more; `reverse` tries its patterns anew for each. The portal stands at the root of
    its host, so no address depends on a request.
    """
    return reverse(name, args=of)
