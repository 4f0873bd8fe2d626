from django.apps import AppConfig


class RecommendConfig(AppConfig):
    """The one score, recommendations both ways, and their reasons."""

    name = "matching.recommend"
    label = "recommend"

    def ready(self) -> None:
        from matching.recommend import receivers  # noqa: F401
        from portal.notices import events

        events.beside("candidate_invited", "An employer invites somebody whom it found.")
        events.beside(
            "training_order_certified", "Certificates of a class that an employer ordered are out."
        )
