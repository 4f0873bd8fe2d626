from django.urls import path
from rest_framework.routers import SimpleRouter

from training.enrolment.api import EnrolmentViewSet, RosterView

enrolments = SimpleRouter(use_regex_path=False)
enrolments.register("enrolments", EnrolmentViewSet, basename="api-enrolment")

urlpatterns = [
    *enrolments.urls,
    path("intakes/<int:pk>/roster/", RosterView.as_view(), name="api-roster"),
]
