"""What workers may pay for going abroad, and what stops an order from going public."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from jobs import services
from jobs.models import OverseasFee, Vacancy
from jobs.moderation.checks import findings_of
from jobs.moderation.facts import Facts, FeeLimits, Limit, facts_for
from jobs.moderation.overseas import service_ceiling
from jobs.overseas import set_fees
from portal.validation import ChangedError
from tests.factories import OrganisationFactory, VacancyFactory

LAW = "69/2020/QH14, Article 23"
CAP = Limit(Decimal(300), LAW, verified=False)
BROKERAGE = Limit(Decimal(0), LAW, verified=True)
WORKER = FeeLimits(Limit(Decimal(100), LAW, verified=True), CAP, BROKERAGE)
SEAFARER = FeeLimits(Limit(Decimal(150), LAW, verified=True), CAP, BROKERAGE)
PAID = ("service", "worker")
PAY = 30_000_000


def found(
    fees: dict, term: int | None = 36, limits: FeeLimits = WORKER, **fields: object
) -> set[tuple[str, str, str]]:
    values = {"kind": "overseas", "title": "Thợ hàn", "pay_min": PAY, "term_months": term}
    facts = Facts(fee_limits=limits, fees=fees)
    return {
        (f.field, f.code, str(f.severity))
        for f in findings_of(Vacancy(**values | fields), facts)
        if f.field.startswith("fee_")
    }


@pytest.mark.parametrize(
    ("term", "limits", "most"),
    [
        (12, WORKER, PAY),
        (36, WORKER, 3 * PAY),
        (18, WORKER, PAY * 3 // 2),
        (6, WORKER, PAY // 2),
        (12, SEAFARER, PAY * 3 // 2),
        (24, SEAFARER, 3 * PAY),
    ],
)
def test_the_service_fee_has_a_ceiling_by_pay_and_term(
    term: int, limits: FeeLimits, most: int
) -> None:
    order = Vacancy(kind="overseas", pay_min=PAY, term_months=term)
    assert service_ceiling(order, Facts(fee_limits=limits)) == most
    assert not found({PAID: most}, term, limits)
    assert found({PAID: most + 1}, term, limits) == {("fee_service", "fee_ceiling", "block")}


@pytest.mark.parametrize(("term", "limits"), [(60, WORKER), (36, SEAFARER)])
def test_three_months_in_all_are_not_verified_and_only_a_doubt(
    term: int, limits: FeeLimits
) -> None:
    assert not found({PAID: 3 * PAY}, term, limits)
    assert found({PAID: 3 * PAY + 1}, term, limits) == {("fee_service", "fee_ceiling", "doubt")}


def test_what_the_employer_abroad_pays_of_it_comes_off() -> None:
    fees = {PAID: 2 * PAY, ("service", "employer"): PAY}
    assert not found(fees)
    assert found(fees | {PAID: 2 * PAY + 1}) == {("fee_service", "fee_ceiling", "block")}


def test_workers_pay_no_brokerage_others_may() -> None:
    assert found({("brokerage", "worker"): 1}) == {("fee_brokerage", "brokerage", "block")}
    assert not found({("brokerage", "agency"): 10_000_000})


@pytest.mark.parametrize("fields", [{"pay_min": None}, {"term_months": None}])
def test_without_pay_and_term_no_fee_can_be_judged(fields: dict) -> None:
    assert found({PAID: 1}, **fields) == {("fee_service", "fee_not_measurable", "block")}
    assert not found({}, **fields)


def test_other_fees_have_no_ceiling_here_and_work_at_home_has_none_of_them() -> None:
    assert not found({("air-ticket", "worker"): 20_000_000, ("training", "worker"): 9_000_000})
    assert not found({PAID: 9 * PAY}, kind="domestic")


def order(**fields: object) -> Vacancy:
    licence = timezone.localdate() + timedelta(days=300)
    return VacancyFactory(
        **{
            "employer": OrganisationFactory(
                kind="overseas_agency", licence_number="12/GP", licence_valid_until=licence
            ),
            "kind": "overseas",
            "country": "JP",
            "unit": None,
            "contract_approval_number": "45/HD",
            "term_months": 36,
            "pay_min": PAY,
            "pay_max": None,
            "status": "draft",
            "published_at": None,
            **fields,
        }
    )


@pytest.mark.django_db
class TestSaying:
    def test_the_rates_of_today_are_those_of_the_law(self) -> None:
        assert service_ceiling(order(), facts_for(order(), posted_anew=False)) == 3 * PAY
        sailor = order(occupation_id="deck-rating", term_months=12)
        assert service_ceiling(sailor, facts_for(sailor, posted_anew=False)) == PAY * 3 // 2

    def test_they_are_put_in_place_of_those_before(self) -> None:
        row = order()
        set_fees(vacancy_id=row.pk, fees={PAID: PAY, ("visa", "agency"): 2_000_000})
        set_fees(vacancy_id=row.pk, fees={PAID: 2 * PAY, ("visa", "worker"): 0})
        assert [(f.kind, f.payer, f.amount) for f in OverseasFee.objects.all()] == [
            (*PAID, 2 * PAY)
        ]

    def test_beyond_the_ceiling_nothing_is_saved(self) -> None:
        row = order()
        with pytest.raises(ValidationError) as refused:
            set_fees(vacancy_id=row.pk, fees={PAID: 3 * PAY + 1, ("brokerage", "worker"): 5})
        assert set(refused.value.error_dict) == {"fee_service", "fee_brokerage"}
        assert not OverseasFee.objects.exists()

    def test_less_pay_later_stops_it_from_going_public(self) -> None:
        row = order()
        set_fees(vacancy_id=row.pk, fees={PAID: 3 * PAY})
        services.update_vacancy(vacancy_id=row.pk, values={"pay_min": PAY - 1_000_000})
        with pytest.raises(ValidationError) as refused:
            services.publish_vacancy(vacancy_id=row.pk)
        assert set(refused.value.error_dict) == {"fee_service"}

    def test_within_it_the_order_is_public(self) -> None:
        row = order()
        set_fees(vacancy_id=row.pk, fees={PAID: 3 * PAY})
        assert services.publish_vacancy(vacancy_id=row.pk).status == "published"

    def test_an_open_one_in_doubt_waits_for_the_centre(self) -> None:
        row = order(status="published", published_at=timezone.now(), term_months=60)
        assert set_fees(vacancy_id=row.pk, fees={PAID: 3 * PAY + 1}).status == "review"

    def test_who_read_an_older_version_is_told(self) -> None:
        row = order()
        read = Vacancy.objects.get().updated_at
        set_fees(vacancy_id=row.pk, fees={PAID: PAY}, version=read)
        with pytest.raises(ChangedError):
            set_fees(vacancy_id=row.pk, fees={}, version=read)
        assert OverseasFee.objects.get().amount == PAY

    def test_work_at_home_has_no_fees(self) -> None:
        with pytest.raises(ValidationError):
            set_fees(vacancy_id=VacancyFactory().pk, fees={PAID: 1})
