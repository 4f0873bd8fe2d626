from django.apps import AppConfig


class EnrolmentConfig(AppConfig):
    """Who takes part in a class: places, support, attendance, results, and what became of it."""

    name = "training.enrolment"
    label = "enrolment"

    def ready(self) -> None:
        from portal.notices import events
        from training.enrolment import receivers, telling  # noqa: F401
        from training.enrolment.models import Enrolment, SupportClaim

        events.register(Enrolment, "status", telling.TOLD, telling.NOT_TOLD)
        events.register(SupportClaim, "state", telling.CLAIM_TOLD, telling.CLAIM_NOT_TOLD)
        for kind, when in telling.BESIDE.items():
            events.beside(kind, when)
