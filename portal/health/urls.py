from django.urls import path

from portal.health import views

urlpatterns = [
    path("healthz", views.alive, name="healthz"),
    path("readyz", views.ready, name="readyz"),
    path("metrics", views.prometheus, name="metrics"),
]
