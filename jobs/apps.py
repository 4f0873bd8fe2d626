from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Vacancies at home and overseas."""

    name = "jobs"

    def ready(self) -> None:
        from jobs import documents

        documents.setup()
