"""The declaration of whom an organisation will need in half a year."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from jobs.needs.models import HiringNeed
from jobs.needs.services import declare, period_of, periods_on_offer
from portal.reference.models import Occupation

pytestmark = pytest.mark.django_db


def url(organisation) -> str:
    return f"/don-vi-cua-toi/{organisation.pk}/nhu-cau/"


def rows_of(need: HiringNeed) -> list[tuple[str, int]]:
    return [(row.occupation_id, row.number) for row in need.rows.all()]


def test_half_years_begin_in_january_and_july() -> None:
    assert period_of(date(2026, 6, 30)) == (date(2026, 1, 1), date(2026, 6, 30))
    assert period_of(date(2026, 7, 1)) == (date(2026, 7, 1), date(2026, 12, 31))
    this, following = periods_on_offer()
    assert (following[0] - this[1]).days == 1


def test_declared_and_declared_again(employer, member_of) -> None:
    client = member_of(employer)
    first = periods_on_offer()[1][0].isoformat()
    data = {
        "period": first,
        "occupation_1": "Thợ hàn",
        "number_1": "20",
        "occupation_3": "Thợ may công nghiệp",
        "number_3": "5",
    }
    page = client.post(url(employer), {**data, "occupation_3": "", "number_3": ""})
    assert page.status_code == 302, page.context["form"].errors
    need = HiringNeed.objects.get()
    assert rows_of(need) == [("welder", 20)]
    form = client.get(f"{url(employer)}?from={first}").context["form"]
    assert form["number_1"].value() == 20
    again = {"period": first, "occupation_1": "tho han", "number_1": "7"}
    refused = client.post(url(employer), again).context["form"]
    assert set(refused.errors) == {"period"}, "who opened another one does not replace it unseen"
    shown = client.get(url(employer)).context["form"]
    assert (shown["opened"].value(), shown["number_1"].value()) == (first, 20)
    client.post(url(employer), again | {"opened": first})
    need = HiringNeed.objects.get()
    assert rows_of(need) == [("welder", 7)]
    assert "7" in client.get(url(employer)).content.decode()


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({}, {"occupation_1"}),
        ({"occupation_1": "Thợ hàn"}, {"number_1"}),
        ({"number_1": "5"}, {"occupation_1"}),
        ({"occupation_1": "Thợ hàn", "number_1": "0"}, {"number_1"}),
        ({"occupation_1": "Thợ hàn", "number_1": "9" * 30}, {"number_1"}),
        ({"occupation_1": "bay lên mặt trăng", "number_1": "5"}, {"occupation_1"}),
        ({"period": "1999-01-01", "occupation_1": "Thợ hàn", "number_1": "5"}, {"period"}),
        (
            {
                "occupation_1": "Thợ hàn",
                "number_1": "5",
                "occupation_2": "Thợ hàn",
                "number_2": "5",
            },
            {"occupation_1"},
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_field(employer, member_of, given, fields) -> None:
    data = {"period": periods_on_offer()[0][0].isoformat(), **given}
    page = member_of(employer).post(url(employer), data)
    assert set(page.context["form"].errors) == fields
    assert not HiringNeed.objects.exists()


def test_the_service_refuses_what_the_form_never_sends(employer) -> None:
    welder = Occupation.objects.get(pk="welder")
    for period, rows in (
        (date(1999, 1, 1), [(welder, 5)]),
        (periods_on_offer()[0][0], [(welder, 0)]),
        (periods_on_offer()[0][0], []),
    ):
        with pytest.raises(ValidationError):
            declare(organisation_id=employer.pk, period_from=period, rows=rows)
