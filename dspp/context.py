"""What every page needs: the partnership, the tabs of the person's role, who is signed in."""

from typing import Any

from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, Any]:
    return {}
