from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Training centres' courses and intakes."""

    name = "training"
