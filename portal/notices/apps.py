from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Messages to people: a row first, then e-mail or SMS by a worker."""

    name = "portal.notices"
    label = "notices"

    def ready(self) -> None:
        from portal.accounts.models import Organisation
        from portal.notices import events, receivers

        events.register(Organisation, "verification", receivers.TOLD, receivers.NOT_TOLD)
        for kind, when in receivers.BESIDE.items():
            events.beside(kind, when)
