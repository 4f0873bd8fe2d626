"""Pages for everybody."""

from django.urls import path

from frontend.views.public import about, home, results, suggestions

urlpatterns = [
    path("", home.home, name="home"),
    path("tim-viec/", results.jobs, name="search"),
    path("hoc-nghe/", results.courses, name="courses"),
    path("goi-y/", suggestions.words, name="suggest_words"),
    path("goi-y/noi/", suggestions.places, name="suggest_places"),
    path("cach-hoat-dong/", about.how_it_works, name="how_it_works"),
    path("quyen-rieng-tu/", about.privacy, name="privacy"),
]
