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
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
