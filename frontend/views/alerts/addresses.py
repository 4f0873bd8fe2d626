"""Where a saved search is shown, and where its feed is."""

from django.http import QueryDict
from django.urls import reverse

from frontend.views.public.asked import COURSES, OVERSEAS
from portal.alerts.models import SavedSearch


def results_url(search: SavedSearch) -> str:
    return _address(search, "courses", "search")


def feed_url(search: SavedSearch) -> str:
    return _address(search, "courses_feed", "search_feed")


def _address(search: SavedSearch, of_courses: str, of_jobs: str) -> str:
    query = QueryDict(search.query, mutable=True)
    kinds = query.pop("kind", [])
    # The page shows one kind at a time; a program may have saved several.
    if kinds == [OVERSEAS]:
        query["kind"] = OVERSEAS
    return f"{reverse(of_courses if kinds == [COURSES] else of_jobs)}?{query.urlencode()}"
