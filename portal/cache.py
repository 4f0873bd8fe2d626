"""The cache that may be away: a lost Redis makes pages slower, never broken."""

import time
from functools import cached_property
from typing import Any

import structlog
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError, TimeoutError

log = structlog.get_logger(__name__)

# A Redis that hangs costs each question its whole time limit; one page asks several.
PAUSE_SECONDS = 5


def _tolerant(name: str, fallback: Any) -> Any:
    def method(self: "TolerantRedisCache", *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < self.again_at:
            return fallback(*args, **kwargs)
        try:
            return getattr(RedisCache, name)(self, *args, **kwargs)
        except (RedisConnectionError, TimeoutError, RedisError, OSError) as error:
            self.again_at = time.monotonic() + PAUSE_SECONDS
            log.warning("cache_away", operation=name, error=type(error).__name__)
            return fallback(*args, **kwargs)

    method.__name__ = name
    return method


class _KeptClient(RedisCacheClient):
    """Keeps its client of the one server: Django makes one for each command, which takes about as
    long as the command."""

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        return self._kept

    @cached_property
    def _kept(self) -> Any:
        return super().get_client(write=True)


class TolerantRedisCache(RedisCache):
    """Django's Redis cache that answers like an empty cache while Redis is away.

    After a failure it is not asked again for 5 seconds.
    """

    again_at = 0.0

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _KeptClient

    add = _tolerant("add", lambda *a, **k: True)
    get = _tolerant("get", lambda key, default=None, version=None: default)
    set = _tolerant("set", lambda *a, **k: None)
    touch = _tolerant("touch", lambda *a, **k: False)
    delete = _tolerant("delete", lambda *a, **k: False)
    get_many = _tolerant("get_many", lambda *a, **k: {})
    set_many = _tolerant("set_many", lambda *a, **k: [])
    delete_many = _tolerant("delete_many", lambda *a, **k: None)
    has_key = _tolerant("has_key", lambda *a, **k: False)
    incr = _tolerant("incr", lambda key, delta=1, version=None: delta)
    clear = _tolerant("clear", lambda *a, **k: False)
