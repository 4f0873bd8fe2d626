"""A whole portal for one test: web server, worker and stores, driven by a real Chromium."""

import os
import socket
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import waiting

# The browser is driven from an event loop in this thread; queries of tests run beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = "/usr/bin/chromium"
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def start_web(start_process: Callable[..., Any], **environment: str) -> str:
    """Starts a web server on this test's stores; its address once it answers."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    start_process(
        "gunicorn",
        "portal.wsgi",
        f"--bind=127.0.0.1:{port}",
        "--threads=4",
        PORTAL_PROCESS="web",
        PORTAL_BASE_URL=url,
        **environment,
    )
    waiting.until(lambda: _answers(f"{url}/healthz"), "the web server answers", seconds=90)
    return url


@pytest.fixture
def site(committed_db, engine, worker, start_process) -> str:
    """The address of a running portal on this test's stores."""
    return start_web(start_process)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def open_context(browser: Browser, site: str) -> Iterator:
    """Makes browser contexts (one a person) that fail the test on any error in the page; further
    options are Playwright's of a context."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_(*, phone: bool = False, script: bool = True, **options: Any) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport=PHONE if phone else DESKTOP,
            java_script_enabled=script,
            locale="vi-VN",
            is_mobile=phone,
            has_touch=phone,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda e: errors.append(str(e)))
        page.on(
            "response",
            lambda r: errors.append(f"{r.status} {r.url}") if r.status >= 500 else None,
        )
        page.set_default_timeout(15_000)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not errors
