"""A small SMS provider that speaks HTTP, so that its failures are real ones."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Provider:
    """Remembers what it took; `status` and `hold` say how it answers."""

    def __init__(self) -> None:
        self.taken: list[dict[str, str]] = []
        self.keys: list[str | None] = []
        self.tokens: list[str | None] = []
        self.status = 200
        self.answers = threading.Event()
        self.answers.set()
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                provider.taken.append(json.loads(body))
                provider.keys.append(self.headers["Idempotency-Key"])
                provider.tokens.append(self.headers["Authorization"])
                provider.answers.wait(30)
                try:
                    self.send_response(provider.status)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                except OSError:
                    pass  # whoever asked is gone

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,))
        self.thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/sms"

    def hold(self) -> None:
        """Takes messages from now on, and does not answer."""
        self.answers.clear()

    def stop(self) -> None:
        self.answers.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    provider = Provider()
    settings.SMS_BACKEND = "portal.notices.backends.HttpSms"
    settings.SMS_HTTP_URL = provider.url
    settings.SMS_HTTP_TOKEN = "a-token"
    settings.SMS_HTTP_TIMEOUT = 0.5
    yield provider
    provider.stop()
