from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What every domain stands on; also the place of the project's own commands."""

    name = "portal"
    label = "portal"
