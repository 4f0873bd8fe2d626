import pytest
from django.test import Client

from portal.accounts.models import User
from tests.factories import EscUserFactory


@pytest.fixture
def counsellor(db) -> User:
    return EscUserFactory(full_name="Vũ Thị Cán")


@pytest.fixture
def administrator(db) -> User:
    return EscUserFactory(full_name="Đỗ Văn Quản", esc_role=User.EscRole.ADMINISTRATOR)


@pytest.fixture
def officer(counsellor: User) -> Client:
    """The browser of a counsellor."""
    client = Client()
    client.force_login(counsellor)
    return client


@pytest.fixture
def admin(administrator: User) -> Client:
    """The browser of an administrator."""
    client = Client()
    client.force_login(administrator)
    return client
