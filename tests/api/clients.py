"""Clients of the API, and how its errors are read."""

from typing import Any

from rest_framework.test import APIClient

from portal.accounts.models import Organisation, User
from tests.factories import MembershipFactory


def client_of(user: User | None) -> APIClient:
    """A client that is signed in as the user; nobody for None."""
    client = APIClient()
    if user is not None:
        client.force_authenticate(user)
    return client


def member_of(organisation: Organisation) -> APIClient:
    """A client signed in as somebody who acts for the organisation."""
    return client_of(MembershipFactory(organisation=organisation).user)


def faults(response: Any) -> dict[str, str]:
    """Field or parameter → code of what is wrong with it."""
    return {error["attr"]: error["code"] for error in response.json()["errors"]}
