from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, organisations, memberships and who may do what."""

    name = "portal.accounts"
    label = "accounts"
