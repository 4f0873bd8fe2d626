from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """What is checked before a vacancy goes public, and what the centre decides where in doubt."""

    name = "jobs.moderation"
    label = "moderation"
