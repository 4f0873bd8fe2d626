from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    """Who takes part in a class: places, support, attendance, results, and what became of it."""

    name = "training.enrolment"
    label = "enrolment"

    def ready(self) -> None:
        from training.enrolment import receivers  # noqa: F401
