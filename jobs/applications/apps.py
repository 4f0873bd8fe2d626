from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """People apply for vacancies, and employers answer them."""

    name = "jobs.applications"
    label = "applications"

    def ready(self) -> None:
        from jobs.applications import receivers, telling  # noqa: F401
        from jobs.applications.models import Application
        from portal.notices import events

        events.register(Application, "status", telling.TOLD, telling.NOT_TOLD)
        for kind, when in telling.BESIDE.items():
            events.beside(kind, when)
