"""Signed-in members of organisations, and what their forms send."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from portal.accounts.models import Organisation
from tests.factories import MembershipFactory, OrganisationFactory


@pytest.fixture(autouse=True)
def _nobody_asked_before() -> None:
    cache.clear()


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    """A browser of this user, in Vietnamese."""

    def sign_in(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def member_of(signed_in) -> Callable[..., Client]:
    """The browser of a new owner of the organisation."""

    def make(organisation: Organisation, **fields: Any) -> Client:
        return signed_in(MembershipFactory(organisation=organisation, **fields).user)

    return make


@pytest.fixture
def employer() -> Organisation:
    return OrganisationFactory()


@pytest.fixture
def centre() -> Organisation:
    return OrganisationFactory(kind=Organisation.Kind.TRAINING_CENTRE)


@pytest.fixture
def agency() -> Organisation:
    return OrganisationFactory(
        kind=Organisation.Kind.OVERSEAS_AGENCY,
        licence_number="123/LĐTBXH-GP",
        licence_valid_until=timezone.localdate() + timedelta(days=300),
    )


def a_day(days: int) -> str:
    """A day from now, as people type it."""
    return f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}"


def vacancy_data(**changes: Any) -> dict[str, Any]:
    """What the browser sends for a whole vacancy."""
    return {
        "title": "Thợ hàn CO2",
        "occupation": "mig-welder",
        "openings": "3",
        "description": "Hàn khung thép trong xưởng.",
        "place": "Xã Tiên Lãng",
        "pay_min": "9 triệu",
        "pay_max": "14.000.000",
        "employment_type": "full-time",
        "experience_months": "0",
        "shifts": ["day"],
        "welfare": ["shuttle", "meal-1"],
        "valid_through": a_day(30),
        "do": "save",
        **changes,
    }


def course_data(**changes: Any) -> dict[str, Any]:
    """What the browser sends for a whole course."""
    return {
        "title": "Hàn cơ bản",
        "description": "Học hàn từ đầu.",
        "occupations": ["welder"],
        "skills": ["arc-welding"],
        "level": "elementary",
        "months": "2,5",
        "hours_theory": "60",
        "hours_practice": "240",
        "fee": "3 triệu",
        "place": "Xã Tiên Lãng",
        "do": "save",
        **changes,
    }


def opened(client: Client, url: str) -> str:
    """What the form on a page carries from when it was opened."""
    found = re.search(r'name="opened" value="([^"]*)"', client.get(url).content.decode())
    assert found, url
    return unescape(found[1])
