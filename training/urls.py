from django.urls import include, path
from rest_framework.routers import SimpleRouter

from training.api import CourseViewSet, IntakeViewSet

courses = SimpleRouter(use_regex_path=False)
courses.register("courses", CourseViewSet, basename="api-course")
intakes = SimpleRouter(use_regex_path=False)
intakes.register("intakes", IntakeViewSet, basename="api-intake")

urlpatterns = [*courses.urls, path("courses/<int:course_pk>/", include(intakes.urls))]
