from django.urls import include, path
from rest_framework.routers import SimpleRouter

from training.orders.api import OrderOfferViewSet, TrainingOrderViewSet

orders = SimpleRouter(use_regex_path=False)
orders.register("training-orders", TrainingOrderViewSet, basename="api-training-order")
offers = SimpleRouter(use_regex_path=False)
offers.register("offers", OrderOfferViewSet, basename="api-order-offer")

urlpatterns = [*orders.urls, path("training-orders/<int:order_pk>/", include(offers.urls))]
