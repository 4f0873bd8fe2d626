from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Messages to people: a row first, then e-mail or SMS by a worker."""

    name = "portal.notices"
    label = "notices"

    def ready(self) -> None:
        from portal.notices import receivers  # noqa: F401
