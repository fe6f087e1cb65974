"""Signing in and out, passwords and the second factor: allauth's views with our forms, codes and answers."""

from typing import Any

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal.ratelimit import respond_429
from allauth.mfa.base import views as factor
from allauth.mfa.totp import views as app
from allauth.mfa.totp.internal import flows as app_flows
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View

from partnership.forms import account as forms
from partnership.kit.errors import NotYours
from partnership.kit.views import Clocked
from partnership.kit.wording import plural
from partnership.models import Person
from partnership.second_factor import codes_left, has_app, make_recovery_codes, mark_current_codes_used
from partnership.services import people_access
from partnership.services.people import end_sessions
from partnership.signin import SECOND, ProveAgainMixin, forget_proof

TOO_MANY = {"too_many_login_attempts", "rate_limited"}
# Why somebody finds themselves on the sign-in page.
SAID = {
    "out": "You have signed out.",
    "idle": "You were signed out because nothing happened for half an hour. What you typed is kept on this computer.",
    "long": "You were signed out after 12 hours. What you typed is kept on this computer.",
}


class Refusing:
    """Says that a form was refused, and slows down whoever tries too often, in numbers that machines read too."""

    def form_invalid(self, form: Any) -> HttpResponse:
        page: Any = self
        codes = {error.code for errors in form.errors.as_data().values() for error in errors}
        if codes & TOO_MANY:
            return respond_429(page.request)
        response = super().form_invalid(form)  # type: ignore[misc]  # a mixin: the view comes after it
        response.status_code = 422
        return response


class SignIn(Refusing, account.LoginView):
    """The door."""

    form_class = forms.SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(said=SAID.get(self.request.GET.get("said", ""), ""), **kwargs)


@method_decorator(never_cache, name="dispatch")
class SignOut(account.LogoutView):
    """Signing out, by POST only; the browser is told to forget everything of this portal."""

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
        return response


class ProvePassword(Refusing, account.ReauthenticateView):
    """It is you: the password once more, for whoever has no second factor."""

    form_class = forms.ProvePasswordForm


class AskNewPassword(Refusing, account.PasswordResetView):
    """Somebody who does not know their password asks for a link."""

    form_class = forms.AskNewPasswordForm


class SetPassword(Refusing, account.PasswordResetFromKeyView):
    """The page behind the link of an invitation, or of a forgotten password. It signs nobody in."""

    form_class = forms.SetPasswordForm
    success_url = reverse_lazy("account_login")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        get_adapter().forget_failures(self.request, self.reset_user)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = getattr(self, "reset_user", None)
        return super().get_context_data(is_first=person is not None and person.last_login is None, **kwargs)


class ChangePassword(Refusing, account.PasswordChangeView):
    """A new password; every other session of the person ends with the old one."""

    form_class = forms.ChangePasswordForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not request.user.has_usable_password():
            return redirect("account_reset_password")
        return super().dispatch(request, *args, **kwargs)


class YourSignIn(TemplateView):
    """How the person signs in: address, password, app, recovery codes."""

    template_name = "mfa/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person: Any = self.request.user
        facts = [("Name", person.name), ("E-mail address", person.email), ("Job title", person.job_title)]
        return super().get_context_data(facts=facts, has_app=has_app(person), codes_left=codes_left(person), **kwargs)


class SignOutElsewhere(View):
    """End every other session of the person: a computer left open, a phone that is lost."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        person: Any = request.user
        ended = end_sessions(person, but=request.session.session_key)
        messages.success(
            request, f"Signed out in {plural(ended, 'other place')}." if ended else "You were signed in only here."
        )
        return redirect("mfa_index")


class GiveCode(Refusing, factor.AuthenticateView):
    """The second factor at the door."""

    form_class = forms.GiveCodeForm

    def _build_forms(self) -> Any:
        # Codes only: a page without the field is a form without a code, not a security key.
        given = self.request.POST if self.request.method == "POST" else None
        self.auth_form, self.webauthn_form = self.form_class(user=self.stage.login.user, data=given), None
        return self.auth_form


class ProveCode(Refusing, factor.ReauthenticateView):
    """It is you: a code once more."""

    form_class = forms.ProveCodeForm


class ShowsCodes:
    """Shows recovery codes in the very answer that makes them: they are never stored, so never shown again."""

    def show_codes(self, person: Person) -> HttpResponse:
        page: Any = self
        page.template_name = "mfa/recovery_codes/shown.html"
        return page.render_to_response({"codes": make_recovery_codes(person), "view": page})


class SetUpApp(ShowsCodes, Refusing, app.ActivateTOTPView):
    """Set up an app: scan the square, give its first code, keep the recovery codes."""

    form_class = forms.SetUpAppForm

    def form_valid(self, form: Any) -> HttpResponse:
        person: Any = self.request.user
        row, _ = app_flows.activate_totp(self.request, form)
        mark_current_codes_used(row)
        record_authentication(self.request, person, SECOND, type=row.type, id=row.pk, reauthenticated=True)
        return self.show_codes(person)


class TakeOffApp(Refusing, app.DeactivateTOTPView):
    """Take the app off, for instance before a new phone is set up."""

    form_class = forms.TakeOffAppForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(second_factor_required=settings.SECOND_FACTOR_REQUIRED, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        forget_proof(self.request)
        return response


class MakeRecoveryCodes(ProveAgainMixin, ShowsCodes, Clocked, TemplateView):
    """Ten new recovery codes in place of the old."""

    template_name = "mfa/recovery_codes/generate.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not has_app(request.user):
            return redirect("mfa_activate_totp")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(codes_left=codes_left(self.request.user), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        person: Any = request.user
        people_access.tell_of_change(person=person, what="New recovery codes were made for you", now=self.now)
        return self.show_codes(person)


class AccessAct(Clocked, View):
    """An act on somebody's access, by a button on their page: POST only, then back to the page."""

    http_method_names = ["post"]
    success_message = ""

    def perform(self, person: Person) -> Any:
        """Call the service."""
        raise NotImplementedError("An act on access says which service it calls.")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        by: Any = request.user
        person = get_object_or_404(Person.objects.visible_to(by), pk=pk)
        try:
            self.perform(person)
        except NotYours as refusal:
            raise PermissionDenied(" ".join(refusal.messages)) from refusal
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, self.success_message.format(person=person))
        return redirect(person.get_absolute_url())


class Invite(AccessAct):
    """Send somebody their invitation."""

    success_message = "An invitation is on its way to {person}. Its link is good once, for 24 hours."

    def perform(self, person: Person) -> Any:
        by: Any = self.request.user
        return people_access.invite_person(person=person, by=by, now=self.now)


class ResetSecondFactor(AccessAct):
    """Take off a second factor that is lost."""

    success_message = "{person} has no second factor now, is signed out everywhere, and was told by mail."

    def perform(self, person: Person) -> Any:
        by: Any = self.request.user
        return people_access.reset_second_factor(person=person, by=by, now=self.now)


password_asked = login_not_required(TemplateView.as_view(template_name="account/password_reset_done.html"))
