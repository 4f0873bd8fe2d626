from django.apps import AppConfig


class RecommendConfig(AppConfig):
    """The one score, recommendations both ways, and their reasons."""

    name = "matching.recommend"
    label = "recommend"
