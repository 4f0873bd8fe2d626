"""What stands around every page: menus by role, the languages, the sample banner, who helps."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories import (
    EscUserFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
)
from tests.frontend.html import Page

pytestmark = pytest.mark.django_db
PLAIN = "/cach-hoat-dong/"


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


def header(client: Client, path: str = PLAIN) -> tuple[list[str], list[str]]:
    """Addresses in the main menu, and in the account menu."""
    html = client.get(path).content.decode()
    assert Page(html).problems == []
    menu, *account = re.findall(
        r'<nav class="site-nav".*?</nav>|<div class="menu-panel">.*?</div>', html, re.S
    )
    links = re.compile(r'<a\s+href="([^"]+)"')
    return links.findall(menu), [url for part in account for url in links.findall(part)]


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


FOR_ALL = ["/tim-viec/", "/hoc-nghe/"]
SETTINGS = "/accounts/settings/"


def test_a_stranger_finds_jobs_courses_and_the_way_in(client: Client) -> None:
    assert header(client) == (FOR_ALL, [])
    assert 'href="/accounts/login/"' in client.get(PLAIN).content.decode()


def test_a_seeker_finds_the_own_pages() -> None:
    for user in (PersonFactory().user, UserFactory()):
        menu, account = header(signed_in(user))
        assert menu == [*FOR_ALL, "/danh-cho-ban/"]
        own = ("ho-so", "khoa-hoc-cua-toi", "ung-tuyen", "du-lieu-cua-toi", "viec-da-luu")
        assert account == ["/thong-bao/", *(f"/{page}/" for page in own), SETTINGS]


def test_members_find_the_pages_of_their_kind() -> None:
    user = MembershipFactory().user
    menu, account = header(signed_in(user))
    assert menu == [*FOR_ALL, "/tuyen-dung/"]
    assert "/tuyen-dung/tin/" in account
    assert "/dao-tao/khoa-hoc/" not in account
    MembershipFactory(user=user, organisation=OrganisationFactory(kind="training_centre"))
    menu, account = header(signed_in(user))
    assert menu == [*FOR_ALL, "/tuyen-dung/", "/dao-tao/"]
    assert {"/tuyen-dung/tin/", "/dao-tao/khoa-hoc/", "/don-vi-cua-toi/"} <= set(account)


def test_staff_find_the_desk_and_administrators_the_accounts() -> None:
    menu, account = header(signed_in(EscUserFactory()))
    assert menu == [*FOR_ALL, "/ban-lam-viec/"]
    desk = ("don-vi", "ket-qua-tuyen", "cau-tim-kiem", "tim-kiem")
    assert account == ["/thong-bao/", *(f"/ban-lam-viec/{page}/" for page in desk), SETTINGS]
    _, account = header(signed_in(EscUserFactory(esc_role="administrator")))
    assert "/ban-lam-viec/tai-khoan/" in account


def test_each_entry_leads_to_a_page_and_is_marked_there() -> None:
    for user in (UserFactory(), MembershipFactory().user, EscUserFactory()):
        client = signed_in(user)
        for url in (url for part in header(client) for url in part):
            html = client.get(url).content.decode()
            assert re.search(rf'href="{url}"\s+aria-current="page"', html), url


def test_the_other_language_shows_the_same_page(client: Client) -> None:
    html = client.get(f"{PLAIN}?a=1").content.decode()
    assert re.search(rf'href="/en{PLAIN}\?a=1"\s+hreflang="en"\s+lang="en"', html)
    english = client.get(f"/en{PLAIN}").content.decode()
    assert re.search(rf'href="{PLAIN}"\s+hreflang="vi"\s+lang="vi"', english)
    for page in (html, english):
        assert len(re.findall(r'<link rel="alternate" hreflang="(?:vi|en)"', page)) == 2


def test_the_keyboard_reaches_the_content_first(client: Client) -> None:
    html = client.get(PLAIN).content.decode()
    body = html[html.index("<body") :]
    assert body.index('href="#main"') < body.index("site-header")
    assert '<main id="main" tabindex="-1">' in html


def test_invented_data_is_said_on_every_page(client: Client) -> None:
    assert "sample-banner" not in client.get(PLAIN).content.decode()
    cache.clear()
    OrganisationFactory(is_sample=True)
    assert "sample-banner" in client.get(PLAIN).content.decode()


def test_who_helps_stands_at_the_foot(client: Client, settings) -> None:
    settings.HELP_PHONE, settings.HELP_EMAIL = "+842253822616", "giup@example.vn"
    html = client.get(PLAIN).content.decode()
    assert 'href="tel:+842253822616"' in html
    assert "0225 3822 616" in html
    assert 'href="mailto:giup@example.vn"' in html
    settings.HELP_PHONE = settings.HELP_EMAIL = ""
    assert "tel:" not in client.get(PLAIN).content.decode()


def test_a_name_in_the_menu_is_text(client: Client) -> None:
    client.force_login(UserFactory(full_name="<img src=x onerror=alert(1)>"))
    html = client.get(PLAIN).content.decode()
    assert "&lt;img src=x" in html
    assert "<img src=x" not in html
