from rest_framework.routers import SimpleRouter

from jobs.api import VacancyViewSet

router = SimpleRouter(use_regex_path=False)
router.register("vacancies", VacancyViewSet, basename="api-vacancy")
urlpatterns = router.urls
