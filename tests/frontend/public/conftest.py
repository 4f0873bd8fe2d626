"""The public pages on the real engine, with what a test made searchable at once."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache

from jobs.models import Vacancy
from portal.changes import announce
from portal.search import vocabulary
from tests.search.conftest import drain  # noqa: F401 - a fixture


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Rate limits and counts lie in Redis, which no test rolls back."""
    cache.clear()
    vocabulary.forget()
    yield
    cache.clear()


@pytest.fixture
def publish(drain: Callable[[], None]) -> Callable[..., tuple[Any, ...]]:  # noqa: F811
    """Makes rows searchable and hands them back."""

    def run(*rows: Any) -> tuple[Any, ...]:
        for row in rows:
            announce("vacancy" if isinstance(row, Vacancy) else "course", [row.pk])
        drain()
        return rows

    return run
