from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """What is checked before a vacancy goes public, and what the centre decides where in doubt."""

    name = "jobs.moderation"
    label = "moderation"

    def ready(self) -> None:
        from jobs.moderation.models import Review
        from portal.notices import events

        events.register(
            Review,
            "state",
            {Review.State.APPROVED: "vacancy_approved", Review.State.REFUSED: "vacancy_refused"},
            {
                Review.State.WAITING: "Who publishes is told on the page that the centre looks.",
                Review.State.WITHDRAWN: "The employer did it.",
            },
        )
