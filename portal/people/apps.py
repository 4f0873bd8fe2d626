from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Job seekers: who they are, what they can do, what they want, what they allow."""

    name = "portal.people"
    label = "people"

    def ready(self) -> None:
        from portal.people import receivers  # noqa: F401
