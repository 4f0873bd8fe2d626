from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """People apply for vacancies, and employers answer them."""

    name = "jobs.applications"
    label = "applications"

    def ready(self) -> None:
        from jobs.applications import receivers  # noqa: F401
