from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Vacancies at home and overseas."""

    name = "jobs"
