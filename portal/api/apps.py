from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The road for programs: tokens, errors, paging, throttles, schema."""

    name = "portal.api"
    label = "api"
