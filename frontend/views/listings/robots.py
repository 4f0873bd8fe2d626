"""/robots.txt: crawlers keep out of what needs an account and of what is for programs."""

import re
from collections.abc import Iterator
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

# Open to everybody, and still nothing that a search engine should list.
NO_PAGES = ("api/", "accounts/", "dev/", "goi-y/")
LANGUAGE_PREFIXES = ("/", "/en/")


@require_safe
@login_not_required
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        *(f"Disallow: {start}{path}" for path in _closed() for start in LANGUAGE_PREFIXES),
        "",
        f"Sitemap: {settings.BASE_URL}{reverse('sitemap_index')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@cache
def _closed() -> list[str]:
    """Beginnings of the addresses of every page that needs an account, as the views say it."""
    paths = {
        re.sub(r"<[^>]*>", "*", route)
        for route, view in _views(get_resolver("frontend.urls").url_patterns)
        if getattr(view, "login_required", True)
    }
    shortest: list[str] = []
    for path in sorted({*paths, *NO_PAGES}):
        if not any(path.startswith(known) for known in shortest):
            shortest.append(path)
    return shortest


def _views(
    patterns: list[URLPattern | URLResolver], start: str = ""
) -> Iterator[tuple[str, object]]:
    for pattern in patterns:
        route = start + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, route)
        else:
            yield route, pattern.callback
