"""What is typed to sign in, to set a password, and to prove a second factor: allauth's forms in the portal's words."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_second_factor_adapter
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.totp import forms as app_forms
from django import forms

from partnership.kit.dates import now
from partnership.kit.forms import Email, PortalForm, PortalFormMixin, Text
from partnership.links import LinkTokens
from partnership.models import Person
from partnership.second_factor import spend_code
from partnership.services.people_access import ask_new_password

PASSWORD_RULE = "12 characters or more, best three or four words that have nothing to do with each other."
CODE_HINT = "6 figures that the app shows now. If the phone is lost, one of your recovery codes."


class Password(Text):
    """A password: kept as typed, blanks included, never sent back to the page, never cut."""

    def __init__(self, label: str, *, autocomplete: str = "current-password", **given: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"})
        super().__init__(label, widget=widget, limit=None, strip=False, **given)


class NewPassword(Password):
    """A password being chosen; the portal's rules judge it with its person in mind."""

    def __init__(self, label: str, **given: Any) -> None:
        super().__init__(label, autocomplete="new-password", **given)
        self.user: Person | None = None

    def clean(self, value: Any) -> str:
        password: str = super().clean(value)
        return get_adapter().clean_password(password, user=self.user)


class Code(Text):
    """A code of the app, or a recovery code."""

    def __init__(self, hint: str = CODE_HINT) -> None:
        super().__init__("Code", hint=hint, missing="Enter the code", width=10, autocomplete="one-time-code", limit=40)
        self.widget.attrs["spellcheck"] = "false"


def own_email() -> Email:
    return Email(missing="Enter your e-mail address", autocomplete="username")


class SignInForm(PortalFormMixin, account_forms.LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = own_email()
        self.fields["password"] = Password("Password", missing="Enter your password")
        self.order_fields(["login", "password"])


class AskNewPasswordForm(PortalForm):
    """The address to which a link goes, if somebody has it."""

    email = own_email()

    def save(self, request: Any, **given: Any) -> str:
        """Record the mail. Nothing tells whether somebody has this address."""
        ask_new_password(email=self.cleaned_data["email"], now=now())
        return self.cleaned_data["email"]


class LinkForm(account_forms.UserTokenForm):
    """Checks the link of a mail: it opens the page for somebody who may sign in, once and for 24 hours."""

    token_generator = LinkTokens()

    def _get_user(self, uidb36: str) -> Person | None:
        person = super()._get_user(uidb36)
        return person if person is not None and person.is_active else None


class SetPasswordForm(PortalFormMixin, account_forms.ResetPasswordKeyForm):
    """A new password, typed twice, by whoever holds the link."""

    password1 = NewPassword("New password", hint=PASSWORD_RULE, missing="Enter a new password")
    password2 = Password("New password again", missing="Enter the new password again", autocomplete="new-password")

    def clean(self) -> Any:
        return same_twice(self)


class ChangePasswordForm(PortalFormMixin, account_forms.ChangePasswordForm):
    """A new password by whoever knows the present one."""

    oldpassword = Password("Present password", missing="Enter your present password")
    password1 = NewPassword("New password", hint=PASSWORD_RULE, missing="Enter a new password")
    password2 = Password("New password again", missing="Enter the new password again", autocomplete="new-password")

    def clean(self) -> Any:
        return same_twice(self)


def same_twice(form: forms.Form) -> dict[str, Any]:
    """Refuse two different new passwords."""
    first, second = form.cleaned_data.get("password1"), form.cleaned_data.get("password2")
    if first and second and first != second:
        form.add_error("password2", "The two new passwords differ. Enter the same one twice.")
    return form.cleaned_data


class ProvePasswordForm(PortalFormMixin, account_forms.ReauthenticateForm):
    """The password once more."""

    password = Password("Password", missing="Enter your password")


class SpendsCode:
    """Spends a code where allauth would check it: a code opens the door once, even if the cache is emptied."""

    user: Person
    authenticator: Any

    def clean_code(self) -> str:
        form: Any = self
        clear_failures = check_rate_limit(self.user)
        code: str = form.cleaned_data["code"]
        found = spend_code(self.user, code)
        if found is None:
            raise get_second_factor_adapter().validation_error("incorrect_code")
        found.user = self.user
        self.authenticator = found
        clear_failures()
        return code


class GiveCodeForm(PortalFormMixin, SpendsCode, factor_forms.AuthenticateForm):
    """The second factor at the door."""

    code = Code()


class ProveCodeForm(PortalFormMixin, SpendsCode, factor_forms.ReauthenticateForm):
    """The second factor once more."""

    code = Code()


class SetUpAppForm(PortalFormMixin, app_forms.ActivateTOTPForm):
    """The first code of an app proves that it holds the secret."""

    code = Code(hint="6 figures that the app shows now.")


class TakeOffAppForm(PortalFormMixin, app_forms.DeactivateTOTPForm):
    """Nothing to type: whoever came here has just given a code."""
