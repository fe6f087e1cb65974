"""What happens around every request: headers, the limits of a session, rights of the day, the second factor."""

import datetime as dt
import logging
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user, logout
from django.contrib.auth.middleware import AuthenticationMiddleware, LoginRequiredMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from partnership.backends import giving
from partnership.kit.dates import today
from partnership.kit.outages import is_full_disk
from partnership.kit.remembered import remembering
from partnership.roles import bring_rights_up_to_date, rights_hold
from partnership.second_factor import has_app
from partnership.signin import SIGNED_IN_AT, proved_second_factor

log = logging.getLogger(__name__)

Answer = Callable[[HttpRequest], HttpResponse]

HEADERS = {
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class PageHeaders:
    """Nothing that was signed in for may be kept by a browser or a proxy; nothing here is framed or borrowed."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        said = response.get("Cache-Control", "")
        person = getattr(request, "user", None)
        if person is not None and person.is_authenticated and "public" not in said and "no-store" not in said:
            response["Cache-Control"] = "no-store"
        return response


class Sessions(SessionMiddleware):
    """Sessions. One that cannot be saved (a full disk) loses the hour of its last use, not the page that was asked.

    Signing in saves its session within the act, and is refused there.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except DatabaseError:
            if settings.SESSION_COOKIE_NAME not in request.COOKIES:
                raise
            log.exception("A session could not be saved")
            return response


def who_asks(request: HttpRequest) -> Any:
    """Who is signed in, judged by Django's own rules; the person was read with the session."""
    session: Any = request.session
    session.get(SESSION_KEY)  # reads it
    with giving(session.person):
        return get_user(request)


class WhoAsks(AuthenticationMiddleware):
    """Django's own, without a query for the person."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: who_asks(request))  # type: ignore[assignment]


def page_to_return_to(request: HttpRequest) -> str:
    """Where somebody goes on after signing in: the page, or for something sent, the page it was sent from."""
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return reverse("home")
    return f"{came_from.path or '/'}?{came_from.query}" if came_from.query else came_from.path or "/"


class SignInRequired(LoginRequiredMiddleware):
    """Every page is for people who signed in, unless its view says otherwise."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        """To the sign-in page, and back afterwards. A save in the background gets 401, never a page that looks like
        success."""
        if request.headers.get("Sec-Fetch-Dest") == "empty":
            return HttpResponse("Sign in again.", status=401, content_type="text/plain")
        asked = {"next": page_to_return_to(request)}
        if said := getattr(request, "session_ended", ""):
            asked["said"] = said
        return redirect(f"{reverse('account_login')}?{urlencode(asked)}")


class CurrentRights:
    """Ends a session that is idle or old, asks for the second factor where it is due, and brings rights up to the day.

    The last makes a membership that ended yesterday open nothing today, whether or not the nightly repair ran.
    """

    LAST_SEEN = "last_seen"
    # What somebody needs who has still to prove, or set up, the second factor. Everything else is shut.
    BEFORE_SECOND_FACTOR = {
        "account_logout",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "colours",
        "healthz",
        "readyz",
    }

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person: Any = request.user
        if person.is_authenticated:
            if ended := self.reason_to_end(request):
                logout(request)
                request.session_ended = ended  # type: ignore[attr-defined]  # told to SignInRequired, which redirects
            else:
                on = today()
                if person.rights_as_of != on:
                    self.bring_up_to(on, person)
                if request.method in {"GET", "HEAD"}:
                    with remembering(getattr(person, "stamp", None)):
                        return self.answer(request)
        return self.answer(request)

    def bring_up_to(self, on: dt.date, person: Any) -> None:
        """Bring rights up to the day. A full disk keeps nobody from reading whose rights have not changed."""
        try:
            bring_rights_up_to_date([person], on=on)
        except DatabaseError as error:
            if not is_full_disk(error) or not rights_hold(person, on=on):
                raise
            log.warning("The disk is full: that rights are those of the day could not be noted")

    def process_view(self, request: HttpRequest, view_func: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Let nobody past without the second factor, where it is required."""
        person: Any = request.user
        if not settings.SECOND_FACTOR_REQUIRED or not person.is_authenticated or proved_second_factor(request):
            return None
        name = request.resolver_match.url_name if request.resolver_match else None
        if name in self.BEFORE_SECOND_FACTOR:
            return None
        if has_app(person):
            asked = urlencode({"next": page_to_return_to(request)})
            return redirect(f"{reverse('mfa_reauthenticate')}?{asked}")
        return redirect("mfa_activate_totp")

    def reason_to_end(self, request: HttpRequest) -> str:
        """Why the session ends now, as a key of the sign-in page's sentences, or nothing. Notes that it was used."""
        moment, session = int(time.time()), request.session
        if moment - session.setdefault(SIGNED_IN_AT, moment) >= settings.SESSION_COOKIE_AGE:
            return "long"
        seen = session.get(self.LAST_SEEN)
        if seen is not None and moment - seen > settings.SESSION_IDLE_SECONDS:
            return "idle"
        # One write a minute is enough for a limit of half an hour.
        if seen is None or moment - seen > 60:
            session[self.LAST_SEEN] = moment
        return ""
