"""Pages of what is listed: vacancies, courses and who offers them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
