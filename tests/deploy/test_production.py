"""Production starts as docs/production.md says, and refuses to start without what it needs."""

import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests import waiting
from tests.conftest import process_environment
from tests.end_to_end.conftest import free_port

ROOT = Path(settings.BASE_DIR)
DOCUMENT = (ROOT / "docs" / "production.md").read_text()
NEEDED = {
    "SECRET_KEY": "t" * 60,
    "ALLOWED_HOSTS": "benviec.example",
    "EMAIL_URL": "smtp://127.0.0.1:1",
    "SMS_HTTP_URL": "http://127.0.0.1:1/",
    "SMS_HTTP_TOKEN": "token",
}
PROXIED = {"Host": "benviec.example", "X-Forwarded-Proto": "https"}


def production(static: Path, **more: str) -> dict[str, str]:
    """The environment of a production process on this test's stores."""
    inherited = process_environment()
    for name in ("PORTAL_ENV", "PORTAL_BASE_URL", "SECRET_KEY"):
        inherited.pop(name, None)
    return inherited | NEEDED | {"PORTAL_STATIC_ROOT": str(static)} | more


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("missing", sorted(NEEDED))
def test_what_is_needed_is_named(db, tmp_path: Path, missing: str) -> None:
    environment = production(tmp_path)
    del environment[missing]
    done = run(environment, "-c", "import portal.settings")
    assert done.returncode
    assert missing in done.stderr


def test_every_variable_is_documented() -> None:
    source = (ROOT / "portal" / "settings.py").read_text()
    read = set(re.findall(r"""(?:env\.\w+|needed)\(\s*["']([A-Z_]+)["']""", source))
    assert len(read) > 20
    assert sorted(v for v in read if f"`{v}`" not in DOCUMENT) == []


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        """Shows the redirect itself."""


def ask(url: str, **headers: str) -> tuple[int, dict[str, str]]:
    request = urllib.request.Request(url, headers=headers)
    try:
        answer = urllib.request.build_opener(_Stay).open(request, timeout=30)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.status, {k.lower(): v for k, v in answer.headers.items()}


@pytest.fixture
def site(committed_db, engine, tmp_path: Path) -> Iterator[str]:
    """A web server started by the command of the document, behind a proxy that ends TLS."""
    environment = production(tmp_path, PORTAL_PROCESS="web", BEHIND_TLS_PROXY="1")
    for command in re.findall(r"^python manage\.py (.+)$", DOCUMENT, re.MULTILINE):
        done = run(environment, "manage.py", *command.split())
        assert not done.returncode, done.stderr
    port = free_port()
    line = re.search(r"gunicorn .+? portal\.wsgi", DOCUMENT)[0]
    options = line.replace("0.0.0.0:8000", f"127.0.0.1:{port}").split()
    process = subprocess.Popen(
        [sys.executable, "-m", *options], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"

    def up() -> bool:
        try:
            return ask(f"{url}/healthz", **PROXIED)[0] == 200
        except OSError:
            return False

    waiting.until(up, "production answers", seconds=90)
    yield url
    process.terminate()
    process.wait(30)


def test_it_starts_with_safe_defaults(site: str) -> None:
    status, headers = ask(f"{site}/accounts/login/", **PROXIED)
    assert status == 200
    assert "max-age=31536000" in headers["strict-transport-security"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "camera=()" in headers["permissions-policy"]
    assert "Secure" in headers["set-cookie"]
    assert ask(f"{site}/", Host="benviec.example")[0] == 301
    assert ask(f"{site}/", Host="other.example", **{"X-Forwarded-Proto": "https"})[0] == 400
    assert ask(f"{site}/dev/messages/", **PROXIED)[0] == 404
    assert ask(f"{site}/khong-co/", **PROXIED)[0] == 404
