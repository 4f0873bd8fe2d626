"""Pages for everybody."""

from django.conf import settings
from django.urls import path
from django_permissions_policy.decorators import permissions_policy_override

from frontend.views.alerts import feed, links
from frontend.views.public import about, complaints, home, results, suggestions

# Only pages with the button "near me" may ask the browser where it is.
with_near_me = permissions_policy_override({**settings.PERMISSIONS_POLICY, "geolocation": ["self"]})

urlpatterns = [
    path("", with_near_me(home.home), name="home"),
    path("tim-viec/", with_near_me(results.jobs), name="search"),
    path("hoc-nghe/", with_near_me(results.courses), name="courses"),
    path("tim-viec/atom/", feed.jobs, name="search_feed"),
    path("hoc-nghe/atom/", feed.courses, name="courses_feed"),
    path("viec-moi/<str:token>/", links.news, name="alert_news"),
    path("viec-moi/<str:token>/dung/", links.stop, name="alert_stop"),
    path("goi-y/", suggestions.words, name="suggest_words"),
    path("goi-y/noi/", suggestions.places, name="suggest_places"),
    path("bao-cao/", complaints.complain, name="complain"),
    path("bao-cao/theo-doi/<str:secret>/", complaints.status, name="complaint_status"),
    path("cach-hoat-dong/", about.how_it_works, name="how_it_works"),
    path("quyen-rieng-tu/", about.privacy, name="privacy"),
]
