from django.urls import path
from rest_framework.routers import SimpleRouter

from jobs.api import VacancyViewSet
from jobs.overseas_api import OverseasFeesView

router = SimpleRouter(use_regex_path=False)
router.register("vacancies", VacancyViewSet, basename="api-vacancy")
urlpatterns = [
    *router.urls,
    path("vacancies/<int:pk>/fees/", OverseasFeesView.as_view(), name="api-overseas-fees"),
]
