from django.urls import path
from rest_framework.routers import SimpleRouter

from jobs.applications.api import ApplicationViewSet, MessageTemplatesView

router = SimpleRouter(use_regex_path=False)
router.register("applications", ApplicationViewSet, basename="api-application")
urlpatterns = [
    *router.urls,
    path("message-templates/", MessageTemplatesView.as_view(), name="api-message-templates"),
]
