from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    """Anybody reports bad ads, frauds and bad treatment; the centre looks into it and answers."""

    name = "jobs.complaints"
    label = "complaints"

    def ready(self) -> None:
        from jobs.complaints import receivers, telling  # noqa: F401
        from jobs.complaints.models import Complaint
        from portal.notices import events

        events.register(Complaint, "state", telling.TOLD, telling.NOT_TOLD)
        for kind, when in telling.BESIDE.items():
            events.beside(kind, when)
