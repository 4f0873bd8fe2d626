from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from portal.notices.models import Notice


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    """Rate limits count in Redis, which no test rolls back."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def code_sent() -> Callable[[], str]:
    """The code of the newest message."""
    return lambda: Notice.objects.filter(kind="sign_in_code").latest("pk").context["code"]


@pytest.fixture
def browser() -> Client:
    """Without JavaScript, with CSRF checks, as a phone browser comes."""
    return Client(enforce_csrf_checks=False)
