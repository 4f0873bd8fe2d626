"""Every page of the portal."""

from django.apps import AppConfig


class FrontendConfig(AppConfig):
    name = "frontend"
