"""How many database queries something takes."""

from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext


def count_queries(ask: Callable[[], object]) -> int:
    """Queries that `ask` takes once it was asked before: what a process keeps does not count."""
    ask()
    with CaptureQueriesContext(connection) as seen:
        ask()
    return len(seen)
