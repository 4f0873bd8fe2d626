"""Addresses: each part once, one name for a place in each language, on pages and in JSON-LD."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from frontend.places import street, whole_address
from frontend.present import organisation_url, place_of, vacancy_url
from portal.reference.models import IndustrialPark, Unit
from tests.factories import AN_DUONG, TIEN_LANG, OrganisationFactory, VacancyFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> SimpleNamespace:
    """A park with its ward."""
    park = IndustrialPark.objects.select_related("unit__province").get(pk="park-trang-due")
    return SimpleNamespace(park=park, unit=park.unit)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("Lô A1", "Lô A1"),
        ("KCN Tràng Duệ", ""),
        ("kcn trang due", ""),
        ("Lô A1, KCN Tràng Duệ, TP Hải Phòng", "Lô A1"),
        ("Số 1,  đường Tràng Duệ , Hải Phòng", "Số 1, đường Tràng Duệ"),
        ("Thôn Đoài, xã Hồng Phong", "Thôn Đoài, xã Hồng Phong"),
    ],
)
def test_what_is_told_beside_it_is_taken_out_of_the_street(place, typed: str, kept: str) -> None:
    assert street(typed, place.unit, place.park) == kept


def test_the_ward_and_the_city_are_told_once() -> None:
    unit = Unit.objects.select_related("province").get(pk=TIEN_LANG)
    typed = "Số 5 Minh Đức, xã Tiên Lãng, thành phố Hải Phòng"
    assert whole_address(typed, unit) == "Số 5 Minh Đức, Xã Tiên Lãng, Hải Phòng"
    assert whole_address("Số 5", None) == "Số 5"


def test_a_page_and_its_json_ld_name_the_park_once(read, place) -> None:
    employer = OrganisationFactory(
        address=place.park.name, unit=place.unit, industrial_park=place.park
    )
    row = VacancyFactory(
        employer=employer, address=place.park.name, unit=place.unit, industrial_park=place.park
    )
    page = read(vacancy_url(row))
    assert page.facts["Nơi làm việc"].count(place.park.name) == 1
    assert page.json_ld["jobLocation"]["address"]["streetAddress"] == place.park.name
    address = read(organisation_url(employer)).facts["Địa chỉ"]
    assert address == f"{place.park.name}, {place.unit}, Hải Phòng"


def test_in_english_the_city_has_one_name(read, place) -> None:
    row = VacancyFactory(unit_id=AN_DUONG)
    park = VacancyFactory(unit=place.unit, industrial_park=place.park)
    with translation.override("en"):
        assert place_of(row) == "An Duong Ward, Hải Phòng"
        assert place_of(park) == f"{place.park.name_en}, {place.unit.full_name_en}"
        assert str(row.unit.province) == "Hải Phòng City"
        text = read(vacancy_url(row)).text
    assert "Haiphong" not in text
    assert "Hai Phong" not in text


def test_no_park_has_another_name_for_the_city() -> None:
    names = IndustrialPark.objects.values_list("name_en", flat=True)
    assert [n for n in names if "Hai Phong" in n or "Haiphong" in n] == []
