from django.apps import AppConfig


class DeparturesConfig(AppConfig):
    """Who goes abroad by an order of an agency, and how they come back."""

    name = "jobs.departures"
    label = "departures"

    def ready(self) -> None:
        from jobs.departures import receivers, telling  # noqa: F401
        from jobs.departures.models import Departure
        from portal.notices import events

        events.register(Departure, "state", telling.TOLD, {})
