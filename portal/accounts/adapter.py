"""allauth's door to our users."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Stores phones on the user and sends codes as notices."""
