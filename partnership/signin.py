"""How people sign in: by invitation only, by e-mail address, with a second factor, and again before they sign.

The pages are in `views/account.py`, the codes in `second_factor.py`, the one-use links in `links.py`.
"""

import time
from typing import Any

import qrcode  # type: ignore[import-untyped]  # it brings no types
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import mark_safe

from partnership.kit.dates import now
from partnership.kit.history import save_as
from partnership.models import Person
from partnership.second_factor import has_app, vault
from partnership.services import people_access

SIGNED_IN_AT = "signed_in_at"
SECOND = "mfa"

# What happened to an account, in words for the mail that tells its owner.
TOLD = {
    "account/email/password_changed": "Your password was changed",
    "account/email/password_reset": "Your password was set",
    "mfa/email/totp_activated": "An app now confirms that it is you",
    "mfa/email/totp_deactivated": "The app was taken off your sign-in",
}


class Adapter(DefaultAccountAdapter):
    """Nobody registers by themselves: the business unit adds people and invites them."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": "The e-mail address or the password is not right. Check both.",
        "incorrect_password": "This is not your password. Enter it again.",
        "enter_current_password": "This is not your present password. Enter it again.",
        "invalid_password_reset": "This link is used or too old.",
        "too_many_login_attempts": "Too many tries. Wait five minutes, then try again.",
        "rate_limited": "Too many tries. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names."""

    def is_ajax(self, request: HttpRequest) -> bool:
        """These pages are pages, whatever a client says that it accepts."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Go on to a path of this portal only: no host, not even our own, and nothing a browser reads as one."""
        return url.startswith("/") and url.isprintable() and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def login(self, request: HttpRequest, user: Any) -> None:
        """Open the session and note when. A sign-in is not a change of the person: it leaves no row in the history."""
        user.skip_history_when_saving = True
        try:
            super().login(request, user)
        finally:
            del user.skip_history_when_saving
        request.session[SIGNED_IN_AT] = int(time.time())

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return redirect("account_login")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return f"{reverse('account_login')}?said=out"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def set_password(self, user: Any, password: str) -> None:
        user.set_password(password)
        save_as(user, by=user, reason="password set", update_fields=["password"])

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Check the password of the person signed in, counting failures like those at the door."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Whoever has a second factor proves it; a password is enough only for whoever has none."""
        if not user.is_authenticated:
            return []
        name = "mfa_reauthenticate" if has_app(user) else "account_reauthenticate"
        return [{"id": name, "description": "", "url": reverse(name)}]

    def forget_failures(self, request: HttpRequest, person: Person) -> None:
        """A new password proves who it is: earlier failures under this address no longer hold the door shut."""
        self._delete_login_attempts_cached_email(request, email=person.email)

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        """Tell people by mail what happened to their account."""
        if what := TOLD.get(template_prefix):
            people_access.tell_of_change(person=user, what=what, now=now())


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps secrets encrypted, and draws the square code as part of the page."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is not right, or was used already. Enter the one that the app shows now.",
        "cannot_delete_authenticator": "The app cannot be taken off.",
        "unverified_email": "The e-mail address is not confirmed.",
        "rate_limited": "Too many tries. Wait five minutes, then try again.",
        "too_many_login_attempts": "Too many tries. Wait five minutes, then try again.",
    }

    def encrypt(self, text: str) -> str:
        return vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return vault().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """The square code as SVG with presentation attributes only: the page allows no data: image and no style."""
        code = qrcode.QRCode(border=1)  # the page around it is white
        code.add_data(url)
        rows = code.get_matrix()
        dots = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
        return format_html(
            '<svg class="app-square" viewBox="0 0 {0} {0}" width="240" height="240" role="img">'
            "<title>Square code for an authenticator app</title>"
            '<rect width="{0}" height="{0}" fill="#ffffff"/><path d="{1}" fill="#000000"/></svg>',
            len(rows),
            mark_safe(dots),
        )


def proved_second_factor(request: HttpRequest) -> bool:
    """Whether a code was given in this session. An app that was set up elsewhere since does not count."""
    return any(record["method"] == SECOND for record in get_authentication_records(request, request.user))


def forget_proof(request: HttpRequest) -> None:
    """This session has no second factor any more: its app was taken away."""
    records = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [row for row in records if row["method"] != SECOND]


def recently_proved(request: HttpRequest) -> bool:
    """Whether the person proved again, in the last five minutes, that it is them: by a code where they have an app,
    else by the password. Signing in does not count."""
    since = time.time() - settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    proofs = [
        record["method"]
        for record in get_authentication_records(request, request.user)
        if record.get("reauthenticated") and record["at"] > since
    ]
    return SECOND in proofs or (bool(proofs) and not has_app(request.user))


class ProveAgainMixin:
    """A view that opens only to somebody who proved in the last five minutes that it is them, such as a signature.

    Others are asked first and come back to the page. Put it before the mixins that find the record.
    """

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not recently_proved(request):
            if request.method == "POST":
                messages.info(request, "Nothing was saved yet. Confirm that it is you, then send the page again.")
            asking = urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})
            return redirect(f"{reverse('account_reauthenticate')}?{asking}")
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a mixin: the view comes after it
