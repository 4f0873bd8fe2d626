"""Addresses that stand before allauth's own."""

from django.conf import settings
from django.urls import path

from frontend.views import dev, sign_in

urlpatterns = [
    path("accounts/login/", sign_in.LoginView.as_view(), name="account_login"),
    path("accounts/signup/", sign_in.SignupView.as_view(), name="account_signup"),
    path("accounts/password/reset/", sign_in.instead_of_reset, name="account_reset_password"),
    path("accounts/password/reset/<slug:step>/", sign_in.instead_of_reset),
    path("accounts/settings/", sign_in.account_settings, name="account_settings"),
    path("accounts/welcome/", sign_in.after_sign_in, name="after_sign_in"),
]
if settings.DEV:
    urlpatterns.append(path("dev/messages/", dev.messages, name="dev_messages"))
