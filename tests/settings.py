"""The settings of a test process: each parallel process has its own index names and Redis."""

import os
import re
from urllib.parse import urlsplit

_worker = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0)
_database = urlsplit(os.environ.get("DATABASE_URL", "")).path.strip("/") or "test"
_redis = int(urlsplit(os.environ.get("REDIS_URL", "")).path.strip("/") or 0) + _worker
os.environ.setdefault("PORTAL_ENV", "dev")
os.environ["SEARCH_INDEX_PREFIX"] = f"test-{_database}-{_worker}"
os.environ["REDIS_BROKER_DB"] = os.environ["REDIS_CACHE_DB"] = str(_redis)

from portal.settings import *  # noqa: E402, F403

STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
# Else every test client begins by reading all static files.
WHITENOISE_AUTOREFRESH = True
PRIVATE_ROOT = BASE_DIR / ".run" / "test-private" / f"{_database}-{_worker}"  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


class _Undefined(str):
    """Fails the test in which a template shows a variable that nobody gave it."""

    def __contains__(self, part: object) -> bool:
        return part == "%s"  # so that Django asks for the name to be put in

    def __mod__(self, name: object) -> str:
        raise AssertionError(f"undefined in a template: {name}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = _Undefined("undefined")  # noqa: F405
