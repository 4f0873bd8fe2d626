from rest_framework.routers import SimpleRouter

from jobs.complaints.api import ComplaintViewSet

router = SimpleRouter(use_regex_path=False)
router.register("complaints", ComplaintViewSet, basename="api-complaint")
urlpatterns = router.urls
