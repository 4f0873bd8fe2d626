"""Pages of job seekers."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
