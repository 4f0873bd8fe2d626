"""The home page: one question, three doors, and what is new."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frontend.present import course_card, vacancy_card
from jobs.models import Vacancy
from portal.reference.places import HOME_PROVINCE
from training.models import Course

NEW_VACANCIES = 6
NEW_COURSES = 3
COUNTS_KEY = "frontend.home_counts"
COUNTS_SECONDS = 60


@require_safe
@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """From PostgreSQL alone, so that the first page stands while the engine is away."""
    here = {"unit__province": HOME_PROVINCE}
    vacancies = (
        Vacancy.objects.public()
        .filter(kind=Vacancy.Kind.DOMESTIC, **here)
        .select_related("employer", "unit__province", "industrial_park")
        .order_by("-published_at", "-pk")
    )
    courses = (
        Course.objects.public()
        .filter(subsidised=True, **here)
        .select_related("centre", "unit")
        .prefetch_related("intakes")
        .order_by("-published_at", "-pk")
    )
    context = {
        "vacancies": [vacancy_card(v) for v in vacancies[:NEW_VACANCIES]],
        "courses": [course_card(c) for c in courses[:NEW_COURSES]],
        "counts": cache.get_or_set(COUNTS_KEY, _counts, COUNTS_SECONDS),
    }
    return render(request, "public/home.html", context)


def _counts() -> dict[str, Any]:
    courses = Course.objects.public()
    return {
        "vacancies": Vacancy.objects.public().filter(kind=Vacancy.Kind.DOMESTIC).count(),
        "courses": courses.count(),
        "subsidised": courses.filter(subsidised=True).count(),
    }
