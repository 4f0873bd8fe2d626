"""The settings of a test process: each parallel process has its own engine names and Redis."""

import os
import re

_worker = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0)
os.environ.setdefault("PORTAL_ENV", "dev")
os.environ["SEARCH_INDEX_PREFIX"] = f"test{_worker}"
os.environ["REDIS_BROKER_DB"] = str(2 * _worker + 2)
os.environ["REDIS_CACHE_DB"] = str(2 * _worker + 3)

from portal.settings import *  # noqa: E402, F403

ROOT_URLCONF = "portal.urls"
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
