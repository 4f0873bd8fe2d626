"""People at the pages of saved searches, as browsers without JavaScript see them."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from portal.accounts.models import User
from tests.alerts.conftest import seeker
from tests.frontend.public.conftest import publish  # noqa: F401 - a fixture
from tests.search.conftest import drain  # noqa: F401 - a fixture


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()
    translation.activate("vi")


@pytest.fixture
def user(db: None) -> User:
    return seeker()


@pytest.fixture
def phone(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
