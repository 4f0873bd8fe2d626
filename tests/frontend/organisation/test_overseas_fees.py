"""The page of what workers pay for an order, and what the public reads of it."""

import pytest
from django.test import Client
from django.utils import timezone

from jobs.models import OverseasFee, Vacancy
from portal.accounts.models import Organisation
from tests.factories import MembershipFactory, VacancyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(agency: Organisation) -> Vacancy:
    return VacancyFactory(
        employer=agency,
        kind="overseas",
        country="JP",
        unit=None,
        contract_approval_number="45/HD",
        term_months=12,
        pay_min=30_000_000,
        pay_max=None,
        status="draft",
        published_at=None,
    )


@pytest.fixture
def at_agency(client: Client, agency: Organisation) -> Client:
    client.force_login(MembershipFactory(organisation=agency).user)
    return client


def page_of(order: Vacancy) -> str:
    return f"/tuyen-dung/tin/{order.pk}/chi-phi/"


def test_the_ceiling_stands_beside_the_field(at_agency: Client, order: Vacancy) -> None:
    form = at_agency.get(page_of(order)).context["form"]
    assert "30.000.000" in str(form["fee_service"].help_text)
    Vacancy.objects.update(term_months=None)
    assert "30.000.000" not in str(at_agency.get(page_of(order)).context["form"]["fee_service"])


def test_amounts_are_saved_and_shown_again(at_agency: Client, order: Vacancy) -> None:
    given = {"fee_service": "25 triệu", "fee_visa_employer": "2.000.000"}
    answer = at_agency.post(page_of(order), given)
    assert answer["Location"].endswith(f"/tin/{order.pk}/kiem-tra/")
    assert {(f.kind, f.payer, f.amount) for f in OverseasFee.objects.all()} == {
        ("service", "worker", 25_000_000),
        ("visa", "employer", 2_000_000),
    }
    assert "25.000.000" in at_agency.get(answer["Location"]).content.decode()
    assert "25.000.000" in at_agency.get(page_of(order)).content.decode()


def test_too_much_is_refused_at_its_field_and_stays_typed(
    at_agency: Client, order: Vacancy
) -> None:
    answer = at_agency.post(page_of(order), {"fee_service": "30.000.001", "fee_other": "x"})
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"fee_service", "fee_other"}
    assert "30.000.001" in answer.content.decode()
    assert not OverseasFee.objects.exists()


def test_what_keeps_it_from_going_public_leads_to_the_page(
    at_agency: Client, order: Vacancy
) -> None:
    OverseasFee.objects.create(vacancy=order, kind="brokerage", payer="worker", amount=1_000_000)
    check = f"/tuyen-dung/tin/{order.pk}/kiem-tra/"
    page = at_agency.post(check, {"do": "publish"}).content.decode()
    assert f"{page_of(order)}#id_fee_brokerage" in page
    order.refresh_from_db()
    assert order.status == "draft"


def test_what_a_second_editor_typed_stays_beside_what_is_saved(
    at_agency: Client, order: Vacancy
) -> None:
    read = str(at_agency.get(page_of(order)).context["form"].initial["opened"])
    at_agency.post(page_of(order), {"opened": read, "fee_service": "2.000.000"})
    asked = at_agency.post(page_of(order), {"opened": read, "fee_service": "1.000.000"})
    form = asked.context["form"]
    assert form["fee_service"].value() == "1.000.000"
    assert "2.000.000" in str(form.errors["fee_service"])
    assert OverseasFee.objects.get().amount == 2_000_000
    again = {"opened": form["opened"].value(), "fee_service": "1.000.000"}
    at_agency.post(page_of(order), again)
    assert OverseasFee.objects.get().amount == 1_000_000


def test_work_at_home_has_no_such_page(client: Client) -> None:
    vacancy = VacancyFactory()
    client.force_login(MembershipFactory(organisation=vacancy.employer).user)
    assert client.get(page_of(vacancy)).status_code == 404


def test_the_public_reads_what_it_costs(client: Client, order: Vacancy) -> None:
    Vacancy.objects.update(status="published", published_at=timezone.now())
    url = f"/viec-lam/x-{order.pk}/"
    without = client.get(url, follow=True).content.decode()
    assert "25.000.000" not in without
    for kind, payer, amount in (
        ("service", "worker", 20_000_000),
        ("visa", "worker", 5_000_000),
        ("air-ticket", "employer", 9_000_000),
    ):
        OverseasFee.objects.create(vacancy=order, kind=kind, payer=payer, amount=amount)
    page = client.get(url, follow=True).content.decode()
    for amount in ("25.000.000", "20.000.000", "9.000.000"):
        assert amount in page
