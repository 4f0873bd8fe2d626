"""Who reads the public pages, and what they read of them."""

import html
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from portal.accounts.models import User
from tests.matching.conftest import index_all  # noqa: F401 - a fixture


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """What Redis keeps outlives a rollback, and the language of the last request its test."""
    cache.clear()
    with translation.override("vi"):
        yield
    cache.clear()


class Page:
    """An answer as people and as search engines read it."""

    def __init__(self, answer: Any) -> None:
        self.status = answer.status_code
        self.headers = answer.headers
        self.html = answer.content.decode()

    @property
    def text(self) -> str:
        return plain(re.sub(r"<(script|style)\b.*?</\1>", " ", self.html, flags=re.S))

    @property
    def facts(self) -> dict[str, str]:
        """Label → value with its note, of all facts tables; the first of a label counts."""
        rows = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", self.html, re.S)
        return {plain(label): plain(value) for label, value in reversed(rows)}

    @property
    def json_ld(self) -> dict[str, Any]:
        (block,) = re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', self.html, re.S
        )
        return json.loads(block)

    @property
    def actions(self) -> list[tuple[str, str]]:
        """Words and address of the buttons of the action bar, the key one first."""
        bar = re.findall(r'<div class="action-bar.*?</div>', self.html, re.S)
        links = re.findall(r'<a class="btn[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', "".join(bar), re.S)
        return [(plain(words), html.unescape(address)) for address, words in links]

    def section(self, heading: str) -> str:
        """The text of the section under a heading; empty where there is none."""
        for part in re.findall(r"<section\b.*?</section>", self.html, re.S):
            if f">{heading}</h2>" in part:
                return plain(part)
        return ""

    def marks(self, heading: str) -> dict[str, str]:
        """Lines of the reason list under a heading → fits, missing or todo."""
        for part in re.findall(r"<section\b.*?</section>", self.html, re.S):
            if f">{heading}</h2>" in part:
                found = re.findall(r'<li class="(\w+)">.*?<span>(.*?)</span>\s*</li>', part, re.S)
                return {plain(text): kind for kind, text in found}
        return {}


def plain(markup: str) -> str:
    """The text of some HTML."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


@pytest.fixture
def read() -> Callable[..., Page]:
    """Opens an address as somebody, nobody by default, and follows where it moved."""

    def get(address: str, user: User | None = None) -> Page:
        client = Client()
        if user is not None:
            client.force_login(user)
        return Page(client.get(address, follow=True))

    return get


@pytest.fixture
def queries_of() -> Callable[..., int]:
    """How many queries an address costs, code lists aside: each process keeps those a minute."""

    def count(address: str, user: User | None = None) -> int:
        client = Client()
        if user is not None:
            client.force_login(user)
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return sum('FROM "reference_code"' not in query["sql"] for query in seen)

    return count
