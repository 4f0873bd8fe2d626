"""What the database refuses is taken for a form sent twice only where a form says which it is."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from portal.once import once
from portal.reference.models import Province

pytestmark = pytest.mark.django_db


def make_again() -> Province:
    """A row that is there already."""
    Province.objects.create(pk=Province.objects.earliest("pk").pk)
    raise AssertionError("the database took it")


def change() -> Province:
    return Province.objects.earliest("pk")


def test_with_a_key_the_first_one_is_changed() -> None:
    assert once(uuid4(), make_again, change) == change()
    assert Province.objects.exists(), "the connection goes on"


def test_without_a_key_nothing_else_is_touched() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        once(None, make_again, change)
