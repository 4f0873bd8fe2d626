"""What somebody reads on a result page."""

import html
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.test import Client


def plain(markup: str) -> str:
    """The text of some HTML."""
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())
    return re.sub(r" (?=[:,.;])", "", text)


@dataclass
class Page:
    """An answer, taken apart."""

    status: int
    html: str
    headers: Any

    @property
    def titles(self) -> list[str]:
        return [plain(t) for t in re.findall(r"<h2>\s*<a [^>]*>(.*?)</a>", self.html, re.S)]

    @property
    def heading(self) -> str:
        return plain(re.findall(r"<h1[^>]*>(.*?)</h1>", self.html, re.S)[0])

    @property
    def chips(self) -> dict[str, str]:
        """Text of each chip → where it leads."""
        found = re.findall(
            r'<a\s+class="chip[^"]*"\s+href="([^"]*)"[^>]*>(.*?)</a>', self.html, re.S
        )
        return {plain(text).removesuffix(" bỏ"): html.unescape(url) for url, text in found}

    @property
    def tabs(self) -> list[str]:
        (nav,) = re.findall(r'<nav class="tabs".*?</nav>', self.html, re.S)
        return [plain(li) for li in re.findall(r"<li>(.*?)</li>", nav, re.S)]

    @property
    def tab_urls(self) -> list[str]:
        (nav,) = re.findall(r'<nav class="tabs".*?</nav>', self.html, re.S)
        return [html.unescape(url) for url in re.findall(r'href="([^"]*)"', nav)]

    @property
    def problems(self) -> list[str]:
        found = re.findall(r'class="error-summary.*?</div>', self.html, re.S)
        return [plain(li) for li in re.findall(r"<li>(.*?)</li>", found[0], re.S)] if found else []

    @property
    def _asked_otherwise(self) -> str:
        found = re.findall(r'asked-otherwise">(.*?</div>\s*</div>)\s*</div>', self.html, re.S)
        return "".join(found)

    @property
    def asked_otherwise(self) -> str:
        """What is told of a question that found nothing, or had a slip."""
        return plain(self._asked_otherwise)

    @property
    def exact_urls(self) -> list[str]:
        """Where it is told to find what was asked for after all."""
        urls = re.findall(r'<a [^>]*href="([^"]*)"', self._asked_otherwise)
        return [html.unescape(url) for url in urls]

    def value(self, field_id: str) -> str:
        """What stands in an input."""
        (tag,) = re.findall(rf'<input[^>]*id="{field_id}"[^>]*>', self.html, re.S)
        return html.unescape(re.findall(r'value="([^"]*)"', tag)[0])

    def form(self, marker: str) -> dict[str, list[str]]:
        """What the form with this mark in its tag would send as it stands."""
        (body,) = re.findall(rf"<form[^>]*{marker}[^>]*>.*?</form>", self.html, re.S)
        sent: dict[str, list[str]] = {}
        for tag in re.findall(r"<input[^>]*>", body, re.S):
            name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
            if name and ("checkbox" not in tag or " checked" in tag):
                text = html.unescape(value[1]) if value else ""
                sent.setdefault(name[1], []).append(text)
        for name, options in re.findall(
            r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', body, re.S
        ):
            sent[name] = re.findall(r'value="([^"]*)"\s+selected', options)
        filled = {name: [v for v in values if v] for name, values in sent.items()}
        return {name: values for name, values in filled.items() if values}


def get(client: Client, url: str, params: Any = None) -> Page:
    answer = client.get(url, params)
    return Page(answer.status_code, answer.content.decode(), answer.headers)


def query(url: str) -> dict[str, list[str]]:
    """The parameters of an address."""
    return parse_qs(urlsplit(url).query)
