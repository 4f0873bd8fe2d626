from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    """Code lists with validity dates: places, occupations, skills, legal rates."""

    name = "portal.reference"
    label = "reference"
