"""/sitemap.xml: the public pages by section, in both languages, as search engines take them."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap, views
from django.core.paginator import Page, Paginator
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from frontend.present import course_url, organisation_url, vacancy_url
from jobs.models import Vacancy
from portal.accounts.models import Organisation
from training.models import Course

KEPT_SECONDS = 3600


class InLanguages(Paginator):
    """Pages of rows, each row in every language; only the rows of the page are read."""

    def page(self, number: Any) -> "Page[Any]":
        page = super().page(number)
        languages = [code for code, _name in settings.LANGUAGES]
        page.object_list = [(row, code) for row in page.object_list for code in languages]
        return page


class Section(Sitemap):
    """Pages of one kind. The host is that of PORTAL_BASE_URL, whichever was asked."""

    i18n = alternates = True
    # With two languages and their links to each other, a file of half a megabyte.
    limit = 1000

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.BASE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.BASE_URL).netloc

    def items(self) -> Any:
        raise NotImplementedError

    @property
    def paginator(self) -> "Paginator[Any]":
        return InLanguages(self.items(), self.limit)


class Pages(Section):
    """Pages that are always there, by the name of their address."""

    def items(self) -> list[str]:
        return ["home", "search", "courses", "how_it_works", "privacy"]

    def location(self, item: str) -> str:
        return reverse(item)


class Rows(Section):
    """Pages of rows that carry `updated_at`."""

    def lastmod(self, item: Any) -> datetime:
        return item.updated_at

    def get_latest_lastmod(self) -> datetime | None:
        latest: datetime | None = self.items().aggregate(latest=Max("updated_at"))["latest"]
        return latest


class Vacancies(Rows):
    def items(self) -> QuerySet[Vacancy]:
        return Vacancy.objects.public().only("title", "updated_at").order_by("pk")

    def location(self, item: Vacancy) -> str:
        return vacancy_url(item)


class Courses(Rows):
    def items(self) -> QuerySet[Course]:
        return Course.objects.public().only("title", "updated_at").order_by("pk")

    def location(self, item: Course) -> str:
        return course_url(item)


class Organisations(Rows):
    def items(self) -> QuerySet[Organisation]:
        return Organisation.objects.shown().only("name", "updated_at").order_by("pk")

    def location(self, item: Organisation) -> str:
        return organisation_url(item)


SECTIONS: dict[str, type[Section]] = {
    "pages": Pages,
    "vacancies": Vacancies,
    "courses": Courses,
    "organisations": Organisations,
}


@require_safe
@login_not_required
@cache_control(public=True, max_age=KEPT_SECONDS)
def index(request: HttpRequest) -> HttpResponse:
    """Where the files of each section are; many files for a section with many pages."""
    files = []
    for name, section in SECTIONS.items():
        address = settings.BASE_URL + reverse("sitemap", args=[name])
        pages = section()
        latest = pages.get_latest_lastmod()
        for number in pages.paginator.page_range:
            where = address if number == 1 else f"{address}?p={number}"
            files.append({"location": where, "last_mod": latest})
    return render(request, "sitemap_index.xml", {"sitemaps": files}, content_type="application/xml")


@require_safe
@login_not_required
@cache_control(public=True, max_age=KEPT_SECONDS)
def section(request: HttpRequest, section: str) -> HttpResponse:
    """One file; 404 for a section or page that is not there."""
    if section not in SECTIONS:
        raise Http404
    return views.sitemap(request, {section: SECTIONS[section]()}, section)
