"""Who may what, at every address there is; and what must hold for every page."""

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test.client import Client, ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from tests.frontend import world as worlds
from tests.frontend.addresses import ADDRESSES, ALL, BARE, CATCH_ALL, Address
from tests.frontend.html import Page
from tests.frontend.words import leftovers
from tests.frontend.world import World

NONSENSE = "zz-zz"
SIGN_IN = "/accounts/login/"
SET_UP = "/accounts/2fa/totp/activate/"
REFUSALS = {401, 403, 404, 405}
HANDLER = ClientHandler(enforce_csrf_checks=False)
NOT_THERE = {"int": 10**30, "slug": "khong-co", "str": "khong-co"}
# Somebody who is not there is answered like somebody who did not agree, so that ids tell nothing.
TELLS_NOTHING = {"person"}
each_address = pytest.mark.parametrize("address", ADDRESSES, ids=lambda a: a.route or "home")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[World]:
    """Made once: what a request writes is undone after it (`ask`), and all of it at the end."""
    cache.clear()  # rate limits
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)


def routes() -> dict[str, URLPattern]:
    """Every route below the resolver's root, with its pattern; the first of each wins."""

    def walk(patterns: list, prefix: str) -> Iterator[tuple[str, URLPattern]]:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            else:
                yield route, pattern

    found: dict[str, URLPattern] = {}
    with translation.override("vi"):  # whose addresses have no prefix
        for route, pattern in walk(get_resolver().url_patterns, ""):
            found.setdefault(route, pattern)
    return found


def methods(pattern: URLPattern) -> set[str]:
    """What an API view answers to."""
    view = pattern.callback
    if hasattr(view, "actions"):
        return set(view.actions) - {"head"}
    return {m for m in view.cls.http_method_names if hasattr(view.cls, m)} - {"options", "head"}


def path_of(world: World, address: Address) -> str:
    return address.path({name: world.value(row) for name, row in address.values.items()})


def ask(world: World, who: str, method: str, path: str, data: dict | None = None) -> HttpResponse:
    """The answer, with everything that it wrote undone."""
    client = Client(raise_request_exception=False)
    client.handler = HANDLER  # one for all of them: making one takes longer than asking
    if user := world.people[who]:
        client.force_login(user)
    arguments: dict = {"data": data or {}}
    if path.startswith("/api/") and method != "get":
        arguments["content_type"] = "application/json"
    with transaction.atomic():
        answer = getattr(client, method)(path, **arguments)
        transaction.set_rollback(True)
    return answer


def outcome(answer: HttpResponse) -> str:
    """What became of a request, in one word."""
    if answer.status_code in (301, 302):
        if answer.url.startswith(SIGN_IN):
            return "sign in"
        return "set up" if answer.url.startswith(SET_UP) else "elsewhere"
    if answer.status_code in REFUSALS or answer.status_code >= 500:
        return str(answer.status_code)
    return "done"


def expected(address: Address, who: str, method: str) -> set[str]:
    if who in address.may[method]:
        return {"done", "elsewhere"}
    found = {str(address.refused)}
    if who in address.elsewhere:
        found = {"elsewhere", "sign in"}
    elif who in address.barred:
        found = {"403"}
    elif who in BARE and not address.is_api:
        found = {"set up", str(address.refused)}
    elif who == "stranger" and address.is_api:
        # What everybody may read, and this row may not be known to anybody else.
        found = {"401", str(address.refused)} if method == "get" else {"401"}
    elif who == "stranger":
        found = {"sign in"}
    return found if address.may[method] else found | {"405"}


def test_every_address_is_in_the_table() -> None:
    listed = {address.route for address in ADDRESSES} | {CATCH_ALL}
    there = set(routes())
    assert there - listed == set(), "say in tests/frontend/addresses.py who may"
    assert listed - there == set(), "these are no addresses any more"
    assert len(ADDRESSES) == len(listed) - 1, "an address stands twice"


@pytest.mark.parametrize(
    ("route", "pattern"),
    [(r, p) for r, p in routes().items() if r.startswith("api/") and r != CATCH_ALL],
)
def test_every_method_of_the_api_is_in_the_table(route: str, pattern: URLPattern) -> None:
    [address] = [a for a in ADDRESSES if a.route == route]
    assert set(address.may) == methods(pattern)


@each_address
def test_who_may(world: World, address: Address) -> None:
    path = path_of(world, address)
    wrong = {}
    for method in address.may:
        for who in sorted(ALL):
            sent = address.data if method == "post" else None
            found = outcome(ask(world, who, method, path, sent))
            wanted = expected(address, who, method)
            if found not in wanted:
                wrong[f"{method} as {who}"] = f"{found}, not {' or '.join(sorted(wanted))}"
    assert not wrong


@pytest.mark.parametrize(
    "address", [a for a in ADDRESSES if a.values], ids=lambda a: a.route or "home"
)
def test_what_is_not_there_is_not_found(world: World, address: Address) -> None:
    """Each part of the address alone replaced by one that does not exist, however long."""
    wrong = {}
    for name in address.values.keys() - TELLS_NOTHING:
        values = {n: world.value(row) for n, row in address.values.items()}
        kind = "int" if f"<int:{name}>" in address.route else "slug"
        path = address.path(values | {name: NOT_THERE[kind]})
        for method, may in address.may.items():
            for who in sorted(may - BARE)[:1]:
                found = outcome(ask(world, who, method, path, address.data))
                if found not in {"404", "elsewhere" if name == "slug" else "404"}:
                    wrong[f"{method} as {who} {path}"] = found
    assert not wrong


def typed_on(world: World, address: Address) -> set[str] | None:
    """What people wrote on a page; on that of the components nobody can tell."""
    return None if address.route == "styleguide/" else world.typed()


def fields_of(html: str) -> set[str]:
    names = re.findall(r'<(?:input|select|textarea)[^>]*?\bname="([^"]+)"', html)
    return set(names) - {"csrfmiddlewaretoken", "next"}


PAGES = [address for address in ADDRESSES if address.is_page]


@pytest.mark.parametrize("address", PAGES, ids=lambda a: a.route or "home")
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_is_sound(world: World, address: Address, language: str) -> None:
    """Whoever sees it: whole HTML in the reader's language, nothing that the CSP forbids."""
    path = path_of(world, address)
    prefix = "/en" if language == "en" else ""
    wrong = {}
    for who in sorted(address.may["get"] - BARE):
        answer = ask(world, who, "get", prefix + path)
        if answer.status_code != 200:
            continue
        page = Page(answer.content.decode())
        if page.language != language:
            page.problems.append(f"in {page.language}")
        page.problems += leftovers(page.said, language, typed_on(world, address))
        if "script-src 'self'" not in answer.headers["Content-Security-Policy"]:
            page.problems.append("no CSP")
        if page.problems:
            wrong[who] = page.problems
    assert not wrong


@pytest.mark.parametrize(
    "address", [a for a in PAGES if a.may.get("post")], ids=lambda a: a.route or "home"
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_a_form_refuses_is_told_in_its_language(
    world: World, address: Address, language: str
) -> None:
    path = ("/en" if language == "en" else "") + path_of(world, address)
    who = min(address.may["get"] & address.may["post"])
    fields = fields_of(ask(world, who, "get", path).content.decode())
    for text in ("", NONSENSE, "9" * 20):
        cache.clear()
        answer = ask(world, who, "post", path, dict.fromkeys(fields, text))
        if answer.status_code < 300 or answer.status_code == 400:
            page = Page(answer.content.decode())
            assert leftovers(page.said, language, world.typed()) == []
