"""What happens around every request: headers, the idle limit, rights of the day, the second factor."""

import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from partnership.kit.dates import today
from partnership.roles import bring_rights_up_to_date

Answer = Callable[[HttpRequest], HttpResponse]


class PageHeaders:
    """Nothing that was signed in for may be kept by a browser or a proxy."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        response.setdefault("X-Frame-Options", "DENY")
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.setdefault("Cache-Control", "no-store")
        return response


class CurrentRights:
    """Ends an idle session, asks for the second factor where it is due, and brings rights up to the day.

    The last makes a membership that ended yesterday open nothing today, whether or not the nightly repair ran.
    """

    LAST_SEEN = "last_seen"
    FREE = ("/account/", "/static/", "/healthz", "/readyz")

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        if not person.is_authenticated:
            return self.answer(request)
        moment, seen = int(time.time()), request.session.get(self.LAST_SEEN)
        if seen is not None and moment - seen > settings.SESSION_IDLE_SECONDS:
            logout(request)
            return redirect(f"{reverse(settings.LOGIN_URL)}?next={request.path}")
        # One write a minute is enough for a limit of half an hour.
        if seen is None or moment - seen > 60:
            request.session[self.LAST_SEEN] = moment
        on = today()
        if person.rights_as_of != on:
            bring_rights_up_to_date([person], on=on)
        if (
            settings.SECOND_FACTOR_REQUIRED
            and not request.path.startswith(self.FREE)
            and not is_mfa_enabled(person)
        ):
            return redirect("mfa_activate_totp")
        return self.answer(request)
