"""People who saved searches, jobs that become findable, and the messages that leave."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.http import QueryDict
from django.utils import timezone

from portal.accounts.models import User
from portal.alerts.models import SavedSearch, Subscriber
from portal.alerts.services import save_search
from portal.people.services import give_consent, person_of
from tests.factories import UserFactory
from tests.frontend.public.conftest import publish  # noqa: F401 - a fixture
from tests.search.conftest import drain  # noqa: F401 - a fixture

HAI_PHONG = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = timezone.localdate()


def at(hour: int, minute: int = 0, *, days: int = 0, second: int = 0) -> datetime:
    """That time of a day so far ahead that everything made by a test was made before."""
    day = TODAY + timedelta(days=2 + days)
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=HAI_PHONG)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


def seeker(**values: Any) -> User:
    """Somebody with a proven phone who agreed to be told."""
    user = UserFactory(**values)
    give_consent(person_id=person_of(user=user).pk, purpose="notices")
    return user


def save(user: User, query: str = "q=thợ hàn", **values: Any) -> SavedSearch:
    row, _made = save_search(user=user, search=QueryDict(query), **values)
    return row


@pytest.fixture
def user(db: None) -> User:
    return seeker()


@pytest.fixture
def due_again() -> Callable[[User], None]:
    """Lets somebody be due at once, as if their day was over."""

    def run(user: User) -> None:
        Subscriber.objects.filter(user=user).update(next_at=timezone.now())

    return run
