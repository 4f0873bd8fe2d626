from django.apps import AppConfig


class NeedsConfig(AppConfig):
    """Whom organisations will need in half a year (form 03 of Decree 23/2021)."""

    name = "jobs.needs"
    label = "needs"
