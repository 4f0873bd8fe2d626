from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "matching.sample"
    label = "sample"
