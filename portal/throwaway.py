"""Stores of their own for benches: a database, index names and Redis databases, all gone after."""

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from redis import Redis

from portal.celery import app

# Nobody else uses these two of a Redis; what an earlier bench left there is thrown away.
BROKER_DB, CACHE_DB = 14, 15


@dataclass(frozen=True)
class Stores:
    """What other processes must be told to work on these stores."""

    environment: dict[str, str]

    @contextmanager
    def process(self, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
        """A `python -m …` process on these stores, ended afterwards."""
        process = subprocess.Popen(  # noqa: S603 our own interpreter
            [sys.executable, "-m", *arguments],
            env={**os.environ, **self.environment, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield process
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(30)
            process.kill()
            process.wait()


@contextmanager
def stores(name: str) -> Iterator[Stores]:
    """Empty stores with the reference data in them; this process uses them meanwhile.

    It logs warnings only: what a bench prints is to be read.
    """
    from portal.search import indexes
    from portal.search.models import PendingChange

    logging.getLogger().setLevel(logging.WARNING)
    names = f"{name}_{os.getpid()}"
    before = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"bench_{names}"
    database = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    settings.SEARCH_INDEX_PREFIX = f"bench-{names}".replace("_", "-")
    settings.CELERY_BROKER_URL = f"{settings.REDIS_URL}/{BROKER_DB}"
    app.conf.broker_url = settings.CELERY_BROKER_URL
    settings.CACHES["default"]["LOCATION"] = f"{settings.REDIS_URL}/{CACHE_DB}"
    caches.close_all()
    with suppress(AttributeError):  # nobody has used it yet
        del caches["default"]
    try:
        _empty_redis()
        call_command("load_reference", verbosity=0)
        PendingChange.objects.all().delete()
        indexes.create_all(fresh=True)
        yield Stores(
            {
                "DATABASE_URL": os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{database}",
                "SEARCH_INDEX_PREFIX": settings.SEARCH_INDEX_PREFIX,
                "REDIS_BROKER_DB": str(BROKER_DB),
                "REDIS_CACHE_DB": str(CACHE_DB),
            }
        )
    finally:
        indexes.drop_all()
        _empty_redis()
        connection.creation.destroy_test_db(before, verbosity=0)


def _empty_redis() -> None:
    for number in (BROKER_DB, CACHE_DB):
        with Redis.from_url(f"{settings.REDIS_URL}/{number}") as redis:
            redis.flushdb()
