"""Production starts as docs/production.md says, and refuses to start without what it needs."""

import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache

from portal.accounts.models import User
from tests import waiting
from tests.conftest import process_environment
from tests.end_to_end.conftest import free_port

ROOT = Path(settings.BASE_DIR)
DOCUMENT = (ROOT / "docs" / "production.md").read_text()
NEEDED = {
    "SECRET_KEY": "t" * 60,
    "DATA_KEYS": "dGVzdC1vbmx5LXRlc3Qtb25seS10ZXN0LW9ubHktISE=",
    "ALLOWED_HOSTS": "benviec.example",
    "EMAIL_URL": "smtp://127.0.0.1:1",
    "SMS_HTTP_URL": "http://127.0.0.1:1/",
    "SMS_HTTP_TOKEN": "token",
}
# Commands of the table of processes, by the process.
COMMANDS = dict(re.findall(r"`PORTAL_PROCESS=(\w+) (.+?)`", DOCUMENT))
PROXIED = {"Host": "benviec.example", "X-Forwarded-Proto": "https"}


def production(static: Path, **more: str) -> dict[str, str]:
    """The environment of a production process on this test's stores."""
    inherited = process_environment()
    for name in ("PORTAL_ENV", "PORTAL_BASE_URL", "SECRET_KEY", "DATA_KEYS"):
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
    files = ("portal/settings.py", "deploy/gunicorn.conf.py")
    source = "".join((ROOT / name).read_text() for name in files)
    read = set(re.findall(r"""(?:env\.\w+|environ\.get|needed)\(\s*["']([A-Z_]+)["']""", source))
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
def start(committed_db, engine, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Starts the web server, a worker or beat with the command of the document, after a release
    as it stands there; behind a proxy that ends TLS. Gives the portal's address."""
    port = free_port()
    environment = production(tmp_path, BEHIND_TLS_PROXY="1", WEB_WORKERS="1")
    for command in re.findall(r"^python manage\.py (.+)$", DOCUMENT, re.MULTILINE):
        done = run(environment, "manage.py", *command.split())
        assert not done.returncode, done.stderr
    started: list[subprocess.Popen] = []

    def one(name: str) -> str:
        line = COMMANDS[name].replace("0.0.0.0:8000", f"127.0.0.1:{port}")
        line = line.replace("/var/lib/benviec", str(tmp_path))
        started.append(
            subprocess.Popen(
                [sys.executable, "-m", *line.split()],
                cwd=ROOT,
                env=environment | {"PORTAL_PROCESS": name},
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
        return f"http://127.0.0.1:{port}"

    yield one
    for process in started:
        process.terminate()
    for process in started:
        process.wait(60)


@pytest.fixture
def site(start: Callable[[str], str]) -> str:
    url = start("web")

    def up() -> bool:
        try:
            return ask(f"{url}/healthz", **PROXIED)[0] == 200
        except OSError:
            return False

    waiting.until(up, "production answers", seconds=90)
    return url


def check_safe_defaults(site: str) -> None:
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


def test_it_starts_as_written(site: str, start: Callable[[str], str]) -> None:
    """One test, since a release takes long: safe, with an administrator, and each part works."""
    check_safe_defaults(site)
    assert User.objects.get().esc_role == User.EscRole.ADMINISTRATOR
    cache.clear()
    for name in ("worker", "beat"):
        start(name)

    def parts() -> dict[str, bool]:
        request = urllib.request.Request(f"{site}/readyz", headers=PROXIED)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return {name: part["ok"] for name, part in json.load(answer)["parts"].items()}

    waiting.until(lambda: all(parts().values()), "each part works", seconds=120)
