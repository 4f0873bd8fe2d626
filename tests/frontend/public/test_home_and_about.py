"""The first page, and those that say how all of it works."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from frontend.views.public.about import COMPONENTS, PURPOSES
from jobs.models import Vacancy
from matching.recommend.weights import WEIGHTS
from portal.accounts.models import Organisation
from portal.people.models import Consent
from tests.factories import (
    CourseFactory,
    EscUserFactory,
    IntakeFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
    VacancyFactory,
)
from tests.frontend.public.reading import get, plain

pytestmark = pytest.mark.django_db
PAGES = (
    "/",
    "/tim-viec/",
    "/hoc-nghe/",
    "/goi-y/",
    "/goi-y/noi/",
    "/cach-hoat-dong/",
    "/quyen-rieng-tu/",
)


def test_the_newest_here_and_how_much_there_is(client: Client):
    now = timezone.now()
    for n in range(8):
        VacancyFactory(title=f"Thợ hàn số {n}", published_at=now - timedelta(hours=n))
    VacancyFactory(title="Ở Hà Nội", unit_id="00004")
    VacancyFactory(title="Đã đóng", status=Vacancy.Status.CLOSED)
    VacancyFactory(
        title="Chưa duyệt",
        employer=OrganisationFactory(verification=Organisation.Verification.PENDING),
    )
    CourseFactory(title="Khoá có phí")
    IntakeFactory(course=CourseFactory(title="Khoá được hỗ trợ", subsidised=True))
    text = plain(get(client, "/").html)
    assert "Bạn đang tìm gì?" in text
    assert "9 việc đang tuyển" in text
    assert "2 khoá, 1 khoá được hỗ trợ học phí" in text
    assert "Thợ hàn số 0" in text
    assert "Thợ hàn số 5" in text
    for hidden in ("Thợ hàn số 6", "Ở Hà Nội", "Đã đóng", "Chưa duyệt", "Khoá có phí"):
        assert hidden not in text
    assert "Khoá được hỗ trợ" in text


def test_an_empty_portal_has_a_next_step(client: Client):
    page = get(client, "/")
    assert "Việc mới sẽ hiện ở đây" in page.html
    assert 'href="/hoc-nghe/"' in page.html


def test_the_home_page_asks_the_database_little(client: Client, django_assert_num_queries):
    VacancyFactory.create_batch(2)
    get(client, "/")
    with django_assert_num_queries(2):
        get(client, "/")
    VacancyFactory.create_batch(4)
    for course in CourseFactory.create_batch(3, subsidised=True):
        IntakeFactory(course=course)
    with django_assert_num_queries(3):  # and their intakes
        get(client, "/")


@pytest.mark.parametrize("who", ["stranger", "user", "seeker", "employer", "officer"])
def test_everybody_may_read_the_public_pages(client: Client, engine, who: str):
    user = {
        "stranger": lambda: None,
        "user": UserFactory,
        "seeker": lambda: PersonFactory().user,
        "employer": lambda: MembershipFactory().user,
        "officer": EscUserFactory,
    }[who]()
    if user:
        client.force_login(user)
    for prefix in ("", "/en"):
        for url in PAGES:
            answer = client.get(prefix + url)
            assert answer.status_code == 200, prefix + url
            if not url.startswith("/goi-y/"):
                assert f'<html lang="{prefix[1:] or "vi"}">' in answer.content.decode()


def test_links_of_the_public_pages_lead_somewhere(client: Client, engine):
    import re

    VacancyFactory(title="Thợ hàn")
    IntakeFactory(course=CourseFactory(subsidised=True))
    cache.clear()
    links = {
        href
        for url in PAGES[:3] + PAGES[5:]
        for href in re.findall(r'<a [^>]*href="(/[^"#]*)', get(client, url).html)
    }
    assert len(links) > 12
    for href in sorted(links):
        assert client.get(href, follow=True).status_code == 200, href


def test_the_points_that_are_told_are_those_of_the_score(client: Client):
    assert COMPONENTS.keys() == WEIGHTS.keys()
    page = get(client, "/cach-hoat-dong/")
    for name, weight in WEIGHTS.items():
        assert f"{COMPONENTS[name]} {weight}" in plain(page.html), name


def test_every_purpose_of_consent_is_told(client: Client):
    assert set(PURPOSES) == set(Consent.Purpose)
    text = plain(get(client, "/quyen-rieng-tu/").html)
    for words in PURPOSES.values():
        assert str(words) in text
    assert "91/2025/QH15" in text


def test_pages_say_what_a_shared_link_shows(client: Client, engine):
    for url in PAGES[:3] + PAGES[5:]:
        page = get(client, url).html
        assert page.count('rel="canonical"') == 1, url
        assert page.count('property="og:title"') == 1
        assert page.count("hreflang=") >= 2
        assert "noindex" not in page
