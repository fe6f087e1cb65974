"""Signing in and out: the pages taken from allauth, one by one, under its own names. Nobody registers by themselves."""

from django.urls import path, re_path

from partnership.views import account

urlpatterns = [
    path("login/", account.SignIn.as_view(), name="account_login"),
    path("logout/", account.SignOut.as_view(), name="account_logout"),
    path("logout/elsewhere/", account.SignOutElsewhere.as_view(), name="account_logout_elsewhere"),
    path("confirm/", account.ProvePassword.as_view(), name="account_reauthenticate"),
    path("confirm/code/", account.ProveCode.as_view(), name="mfa_reauthenticate"),
    path("password/", account.ChangePassword.as_view(), name="account_change_password"),
    path("password/forgotten/", account.AskNewPassword.as_view(), name="account_reset_password"),
    path("password/forgotten/sent/", account.password_asked, name="account_reset_password_done"),
    re_path(
        r"^password/set/(?P<uidb36>[0-9a-z]{1,13})-(?P<key>[0-9a-z-]{1,100})/$",
        account.SetPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("", account.YourSignIn.as_view(), name="mfa_index"),
    path("code/", account.GiveCode.as_view(), name="mfa_authenticate"),
    path("app/", account.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("app/take-off/", account.TakeOffApp.as_view(), name="mfa_deactivate_totp"),
    path("recovery-codes/", account.MakeRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("people/<int:pk>/invite/", account.Invite.as_view(), name="account_invite"),
    path(
        "people/<int:pk>/second-factor/take-off/",
        account.ResetSecondFactor.as_view(),
        name="account_reset_second_factor",
    ),
]
