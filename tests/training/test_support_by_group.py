"""What each group may get for a course, for whoever reads about it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.reference.models import LegalRate
from tests.factories import CourseFactory
from training.entitlement import by_group

pytestmark = pytest.mark.django_db


def rate(code: str, group: str, amount: int, **fields: object) -> None:
    LegalRate.objects.create(
        code=code, scope=group, amount=amount, unit="VND", verified=True, legal_source="x",
        valid_from=timezone.localdate() - timedelta(days=10), **fields,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _rates() -> None:
    LegalRate.objects.all().delete()
    rate("training-support-max", "woman", 2_000_000)
    rate("training-support-max", "disabled", 6_000_000)
    rate(
        "training-support-max", "fisher", 9_000_000, valid_until=timezone.localdate() - timedelta(1)
    )
    # Travel alone gives no right to anything.
    rate("training-travel", "hardship-commune", 300_000)
    rate("training-travel-from-distance", "hardship-commune", 5)
    rate("training-travel", "disabled", 300_000)
    rate("training-travel-from-distance", "disabled", 5)
    rate("ui-training-from-3-months", "unemployment-insurance", 1_500_000)


def totals(**fields: object) -> dict[str, int]:
    course = CourseFactory(**({"subsidised": True, "fee": 5_000_000, "months": 3} | fields))
    return {found.group: found.total for found in by_group(course)}


def test_highest_first_and_never_more_than_the_fee() -> None:
    assert list(totals().items()) == [
        ("disabled", 5_000_000), ("unemployment-insurance", 4_500_000), ("woman", 2_000_000),
    ]  # fmt: skip


def test_where_only_insurance_pays() -> None:
    assert list(totals(subsidised=False)) == ["unemployment-insurance"]
    assert list(totals(level="college")) == ["unemployment-insurance"]


def test_a_free_course_needs_no_support() -> None:
    assert totals(fee=0) == {}


def test_two_queries(django_assert_num_queries) -> None:
    course = CourseFactory(subsidised=True, fee=1)
    with django_assert_num_queries(2):
        by_group(course)
