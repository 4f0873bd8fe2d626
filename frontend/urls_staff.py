"""Pages of the employment service centre."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
