from django.urls import path
from rest_framework.routers import SimpleRouter

from training.enrolment.api import EnrolmentViewSet, RosterView
from training.enrolment.api_teaching import AttendanceView, ResultsView

enrolments = SimpleRouter(use_regex_path=False)
enrolments.register("enrolments", EnrolmentViewSet, basename="api-enrolment")

urlpatterns = [
    *enrolments.urls,
    path("intakes/<int:pk>/roster/", RosterView.as_view(), name="api-roster"),
    path(
        "intakes/<int:pk>/attendance/<str:day>/",
        AttendanceView.as_view(),
        name="api-attendance",
    ),
    path("intakes/<int:pk>/results/", ResultsView.as_view(), name="api-results"),
]
