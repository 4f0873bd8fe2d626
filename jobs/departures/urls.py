from rest_framework.routers import SimpleRouter

from jobs.departures.api import DepartureViewSet

router = SimpleRouter(use_regex_path=False)
router.register("departures", DepartureViewSet, basename="api-departure")
urlpatterns = router.urls
