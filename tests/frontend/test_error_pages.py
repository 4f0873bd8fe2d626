"""What people see when something cannot be done: what happened, and the next step."""

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation

from frontend.views import errors
from tests.factories import EscUserFactory, UserFactory
from tests.frontend.html import Page

pytestmark = pytest.mark.django_db


def check(answer: HttpResponse, status: int) -> str:
    """The page's HTML; a sound page that no search engine keeps, with a way out."""
    assert answer.status_code == status
    html = answer.content.decode()
    assert Page(html).problems == []
    assert 'content="noindex"' in html
    assert 'class="btn btn-primary"' in html
    return html


def test_nothing_at_this_address(client: Client) -> None:
    html = check(client.get("/khong-co-trang-nay/"), 404)
    assert "Không tìm thấy" in html or "không tìm thấy" in html
    assert 'lang="en"' in check(client.get("/en/no-such-page/"), 404)


@pytest.mark.parametrize(
    "path",
    [
        "/\0",
        "/%00",
        "/bao-cao/theo-doi/%00/",
        "/chung-chi/%00/",
        "/" + "x" * 5000,
        "/<script>",
        "/😀",
        "/%ff%fe",
    ],
)
def test_odd_addresses_are_told_the_same_and_not_repeated(client: Client, path: str) -> None:
    html = check(client.get(path), 404)
    assert "<script>" not in html.replace("<script src", "")


def test_what_is_not_for_you(client: Client) -> None:
    client.force_login(UserFactory())
    check(client.get("/ban-lam-viec/"), 403)


@pytest.mark.parametrize(
    ("path", "back"),
    [
        ("/du-lieu-cua-toi/tim-viec/", "/du-lieu-cua-toi/"),
        ("/du-lieu-cua-toi/dong-y/matching/", "/du-lieu-cua-toi/"),
        ("/en/du-lieu-cua-toi/tim-viec/", "/en/du-lieu-cua-toi/"),
        ("/ban-lam-viec/don-vi/1/duyet/", "/ban-lam-viec/don-vi/1/"),
        ("/ban-lam-viec/tim-kiem/doi-chieu/", "/ban-lam-viec/tim-kiem/"),
    ],
)
def test_the_address_of_a_button_opened_like_a_page(client: Client, path: str, back: str) -> None:
    client.force_login(EscUserFactory(esc_role="administrator"))
    answer = client.get(path)
    html = check(answer, 405)
    assert answer.headers["Allow"] == "POST"
    assert f'class="btn btn-primary" href="{back}"' in html


def test_a_page_that_takes_no_form(client: Client) -> None:
    answer = client.post("/cach-hoat-dong/")
    assert answer.headers["Allow"] == "GET, HEAD"
    assert 'class="btn btn-primary" href="/"' in check(answer, 405)


def test_a_form_that_stood_open_too_long() -> None:
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x"})
    assert 'href="/accounts/login/"' in check(answer, 403)


def test_too_many_tries(client: Client, monkeypatch) -> None:
    from portal.api.throttles import PublicThrottle

    monkeypatch.setattr(PublicThrottle, "get_rate", lambda self: "2/minute")
    cache.clear()
    statuses = [client.get("/tim-viec/").status_code for _ in range(2)]
    answer = client.get("/tim-viec/")
    cache.clear()
    assert (statuses, answer.status_code) == ([200, 200], 429)
    assert int(answer.headers["Retry-After"]) > 0
    check(answer, 429)


@pytest.mark.parametrize(
    "sent",
    [
        {"data": {"q": "x" * 3_000_000}},
        {"data": {f"f{n}": "x" for n in range(1001)}},
        {"data": b"x", "content_type": "text/plain", "CONTENT_LENGTH": str(9 * 1024**2)},
    ],
    ids=["large", "fields", "huge"],
)
def test_too_much_at_once(client: Client, sent: dict) -> None:
    check(client.post("/accounts/login/", **sent), 413)


def test_a_host_that_is_not_ours(client: Client) -> None:
    check(client.get("/", headers={"host": "evil.example"}), 400)


def test_our_own_fault_needs_no_database_and_no_user(
    rf: RequestFactory, django_assert_num_queries
) -> None:
    for language in ("vi", "en"):
        with translation.override(language), django_assert_num_queries(0):
            html = check(errors.server_error(rf.get("/")), 500)
        assert f'lang="{language}"' in html


def test_an_exception_in_a_view_ends_there(monkeypatch) -> None:
    from frontend.views.public import home

    def fails(*_: object) -> None:
        raise RuntimeError("a bug with a secret in it")

    monkeypatch.setattr(home, "render", fails)
    html = check(Client(raise_request_exception=False).get("/"), 500)
    assert "secret" not in html


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (errors.bad_request, 400),
        (errors.forbidden, 403),
        (errors.not_found, 404),
        (errors.csrf_failure, 403),
        (errors.too_many, 429),
        (errors.server_error, 500),
    ],
)
def test_programs_get_json(rf: RequestFactory, view, status: int) -> None:
    answer = view(rf.get("/api/v1/anything/"))
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/json"
