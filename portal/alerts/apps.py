from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Saved searches, and what they send: at most one message a day to each person."""

    name = "portal.alerts"
    label = "alerts"

    def ready(self) -> None:
        from portal.alerts import receivers  # noqa: F401
        from portal.notices import events
        from portal.notices.kinds import NEW_MATCHES

        events.beside(NEW_MATCHES, "There is something new for saved searches; once a day.")
