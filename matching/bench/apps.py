from django.apps import AppConfig


class BenchConfig(AppConfig):
    name = "matching.bench"
    label = "bench"
