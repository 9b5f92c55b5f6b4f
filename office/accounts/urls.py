"""The pages of signing in and of one's own account, as allauth makes them.

allauth has more: sign-up, one's addresses, a forgotten password by mail. They are not bound: an administrator
makes accounts and gives one-time codes, and each of them sends mail in the request, to whatever address was
typed.
"""

from allauth.account import views
from allauth.mfa.recovery_codes.views import generate_recovery_codes
from allauth.mfa.totp.views import activate_totp
from django.urls import include, path

from office.accounts.factors import make_once
from office.accounts.pages import choose_password
from office.accounts.sessions import clear_at_logout

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", clear_at_logout(views.logout), name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", choose_password, name="account_set_password"),
    path("2fa/totp/activate/", make_once(activate_totp), name="mfa_activate_totp"),
    path(
        "2fa/recovery-codes/generate/",
        make_once(generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]
