"""Pages of what is listed: vacancies, courses and who offers them."""

from django.urls import path

from frontend.views.listings.course import course
from frontend.views.listings.organisation import organisation
from frontend.views.listings.vacancy import vacancy

urlpatterns = [
    path("viec-lam/<slug:slug>-<int:pk>/", vacancy, name="vacancy"),
    path("khoa-hoc/<slug:slug>-<int:pk>/", course, name="course"),
    path("don-vi/<slug:slug>-<int:pk>/", organisation, name="organisation"),
]
