"""People at their own pages, as browsers without JavaScript see them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from portal.accounts.models import User
from portal.people.models import Person
from portal.people.services import give_consent, person_of
from tests.factories import UserFactory
from tests.matching.conftest import index_all  # noqa: F401 - a fixture

# What the forms send where somebody leaves everything as it is.
BLANK: dict[str, dict[str, Any]] = {
    "person": {"full_name": "Phạm Thị Hoa"},
    "work": {"title": "Thợ hàn"},
    "skills": {},
    "wish": {},
    "place": {"max_distance_km": "15"},
    "consent": {},
}


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Rate limits and the weights of skills are kept in Redis, the language in the thread."""
    cache.clear()
    with translation.override("vi"):
        yield


@pytest.fixture
def user(db) -> User:
    return UserFactory(full_name="Phạm Thị Hoa")


@pytest.fixture
def phone(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def send(phone: Client) -> Callable[..., HttpResponse]:
    """Sends one step of the profile."""

    def run(step: str, **values: Any) -> HttpResponse:
        return phone.post(reverse("profile_step", args=[step]), BLANK[step] | values)

    return run


@pytest.fixture
def person(user: User) -> Person:
    """The reader, with a profile and the consent to be recommended jobs."""
    person = person_of(user=user)
    give_consent(person_id=person.pk, purpose="matching")
    return person


def errors_of(page: HttpResponse) -> dict[str, list[str]]:
    """Field → messages, of the form on a page."""
    return {name: list(found) for name, found in page.context["form"].errors.items()}
