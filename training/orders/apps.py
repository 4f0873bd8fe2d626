from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """Employers order classes; training centres offer them."""

    name = "training.orders"
    label = "orders"

    def ready(self) -> None:
        from portal.notices import events
        from training.orders import receivers, telling  # noqa: F401
        from training.orders.models import OrderOffer, TrainingOrder

        events.register(TrainingOrder, "state", telling.TOLD, telling.NOT_TOLD)
        events.register(OrderOffer, "state", telling.OFFER_TOLD, telling.OFFER_NOT_TOLD)
