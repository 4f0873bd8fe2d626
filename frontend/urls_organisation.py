"""Pages of employers, agencies and training centres."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
