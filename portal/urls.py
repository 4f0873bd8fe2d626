"""Every address of the portal; the domain apps bring their own."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path

from portal.api.unknown import UnknownAddressView

urlpatterns = [
    path("", include("portal.health.urls")),
    path("", include("frontend.urls_crawlers")),
    path(
        "api/v1/",
        include(
            [
                path("", include("portal.api.urls")),
                path("", include("portal.reference.urls")),
                path("", include("portal.search.urls")),
                path("", include("portal.people.urls")),
                path("", include("portal.notices.urls")),
                path("", include("portal.alerts.urls")),
                path("", include("training.urls")),
                path("", include("training.enrolment.urls")),
                path("", include("training.orders.urls")),
                path("", include("jobs.urls")),
                path("", include("jobs.applications.urls")),
                path("", include("jobs.complaints.urls")),
                path("", include("jobs.departures.urls")),
                path("", include("matching.recommend.urls")),
                # With the slash only: without it, the address with one is tried first.
                re_path(r"^[\s\S]*/$", UnknownAddressView.as_view()),
            ]
        ),
    ),
    *i18n_patterns(
        path("", include("frontend.urls_accounts")),
        path("accounts/", include("allauth.urls")),
        path("", include("frontend.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "frontend.views.errors.bad_request"
handler403 = "frontend.views.errors.forbidden"
handler404 = "frontend.views.errors.not_found"
handler429 = "frontend.views.errors.too_many"
handler500 = "frontend.views.errors.server_error"
