"""Sitemap and robots: what search engines are led to, and what they are kept out of."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from frontend.present import course_url, organisation_url, vacancy_url
from frontend.views.listings import sitemaps
from jobs.models import Vacancy
from tests.factories import CourseFactory, OrganisationFactory, VacancyFactory

pytestmark = pytest.mark.django_db

NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}
BASE = "https://benviec.example"


@pytest.fixture(autouse=True)
def _base_url(settings) -> None:
    settings.BASE_URL = BASE


def read(address: str) -> ElementTree.Element:
    answer = Client().get(address.removeprefix(BASE))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml"
    return ElementTree.fromstring(answer.content)


def entries(section: str) -> dict[str, ElementTree.Element]:
    """Address → its entry, of all files of a section that the index names."""
    files = [
        loc.text
        for loc in read("/sitemap.xml").iterfind("s:sitemap/s:loc", NAMES)
        if f"sitemap-{section}.xml" in loc.text
    ]
    return {
        url.find("s:loc", NAMES).text: url
        for address in files
        for url in read(address).iterfind("s:url", NAMES)
    }


def test_it_names_what_is_public_in_both_languages() -> None:
    vacancy, course = VacancyFactory(), CourseFactory()
    found = entries("vacancies")
    vi, en = BASE + vacancy_url(vacancy), f"{BASE}/en{vacancy_url(vacancy)}"
    assert set(found) == {vi, en}
    for url in found.values():
        links = {a.get("hreflang"): a.get("href") for a in url.iterfind("x:link", NAMES)}
        assert links == {"vi": vi, "en": en}
        assert url.find("s:lastmod", NAMES).text == timezone.localdate().isoformat()
    assert BASE + course_url(course) in entries("courses")
    assert BASE + organisation_url(vacancy.employer) in entries("organisations")
    assert {f"{BASE}/", f"{BASE}/en/tim-viec/", f"{BASE}/quyen-rieng-tu/"} <= set(entries("pages"))


def test_it_names_nothing_else() -> None:
    VacancyFactory(status="draft", published_at=None)
    VacancyFactory(status="closed")
    VacancyFactory(openings_left=0)
    VacancyFactory(valid_through=timezone.localdate() - timedelta(days=1))
    VacancyFactory(employer__verification="suspended")
    CourseFactory(status="draft", published_at=None)
    CourseFactory(centre__verification="pending")
    assert not entries("vacancies")
    assert not entries("courses")
    for state in ("pending", "refused", "suspended"):
        OrganisationFactory(verification=state, refusal_reason="x", name=f"Ẩn {state}")
    assert not [address for address in entries("organisations") if "/an-" in address]


def test_every_page_it_names_can_be_read() -> None:
    VacancyFactory()
    CourseFactory()
    for section in sitemaps.SECTIONS:
        for address in entries(section):
            assert Client().get(address.removeprefix(BASE)).status_code == 200, address


def test_many_pages_take_several_files(monkeypatch, django_assert_num_queries) -> None:
    monkeypatch.setattr(sitemaps.Section, "limit", 2)
    rows = [VacancyFactory(title=f"Thợ {number}") for number in range(5)]
    assert len(entries("vacancies")) == 2 * len(rows)
    with django_assert_num_queries(2):
        Client().get("/sitemap-vacancies.xml?p=2")


def test_the_index_tells_when_something_changed_last() -> None:
    VacancyFactory()
    past = timezone.now() - timedelta(days=30)
    Vacancy.objects.filter(pk=VacancyFactory().pk).update(updated_at=past)
    dates = {
        site.find("s:loc", NAMES).text: site.find("s:lastmod", NAMES)
        for site in read("/sitemap.xml").iterfind("s:sitemap", NAMES)
    }
    assert dates[f"{BASE}/sitemap-vacancies.xml"].text.startswith(timezone.localdate().isoformat())
    assert dates[f"{BASE}/sitemap-pages.xml"] is None


@pytest.mark.parametrize(
    "address",
    ["/sitemap-x.xml", "/sitemap-vacancies.xml?p=9", "/sitemap-vacancies.xml?p=x", "/sitemap-.xml"],
)
def test_there_are_no_other_files(address) -> None:
    assert Client().get(address).status_code == 404


def closed_to_crawlers(path: str) -> bool:
    """How crawlers read robots.txt: a path begins with a rule, `*` standing for anything."""
    import re

    lines = Client().get("/robots.txt").content.decode().splitlines()
    rules = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")]
    assert "" not in rules
    return any(re.match(re.escape(rule).replace(r"\*", ".*"), path) for rule in rules)


def test_robots_name_the_sitemap() -> None:
    answer = Client().get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    lines = answer.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert f"Sitemap: {BASE}/sitemap.xml" in lines


@pytest.mark.parametrize("start", ["", "/en"])
def test_robots_keep_out_of_what_needs_an_account(start) -> None:
    own = ("recommendations", "profile", "my_data", "employer_home", "centre_home", "staff_home")
    for name in (*own, "account_login", "account_settings", "register_organisation"):
        assert closed_to_crawlers(start + reverse(name)), name
    assert closed_to_crawlers("/api/v1/search/")
    assert closed_to_crawlers(start + reverse("vacancy_edit", args=[1]))


@pytest.mark.parametrize("start", ["", "/en"])
def test_robots_let_into_what_is_public(start) -> None:
    vacancy, course = VacancyFactory(), CourseFactory()
    rows = (vacancy_url(vacancy), course_url(course), organisation_url(vacancy.employer))
    pages = [reverse(name) for name in sitemaps.Pages().items()]
    for path in (*rows, *pages, "/static/build/app.css"):
        assert not closed_to_crawlers(start + path), path
