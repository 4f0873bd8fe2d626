from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Training centres' courses and intakes."""

    name = "training"

    def ready(self) -> None:
        from training import documents

        documents.setup()
