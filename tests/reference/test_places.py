"""Places of today, the districts of yesterday, and which lies in which."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation
from rest_framework.test import APIClient

from portal.reference import places
from portal.reference.models import IndustrialPark, Unit
from portal.reference.places import distance_km, gazetteer
from tests.factories import AN_DUONG, CAT_HAI, TIEN_LANG

pytestmark = pytest.mark.django_db
URL = "/api/v1/places/"


@pytest.fixture(autouse=True)
def _fresh_gazetteer():
    places.forget()
    yield
    places.forget()


def get(**parameters: object) -> list[dict]:
    answer = APIClient().get(URL, parameters)
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def codes(**parameters: object) -> list[str]:
    return [place["code"] for place in get(**parameters)]


def test_a_name_that_is_a_district_and_a_ward_gives_both_to_choose():
    found = get(q="An Dương")
    assert [(p["code"], p["kind"]) for p in found[:2]] == [
        (AN_DUONG, "unit"),
        ("district-an-duong", "district"),
    ]
    assert found[0]["label"] == "Phường An Dương"


def test_in_english_old_districts_are_named_like_the_wards_of_today():
    with translation.override("en"):
        known = gazetteer().places
        assert known["district-an-duong"].label == "An Duong District"
        assert known["district-hai-duong"].label == "Hai Duong City"
        assert known["district-kinh-mon"].label == "Kinh Mon Town"
        assert known[AN_DUONG].label == "An Duong Ward"


@pytest.mark.parametrize("typed", ["Tiên Lãng", "tien lang", "TIÊN LÃNG", "xã tiên lãng", "Tiên L"])
def test_a_place_is_found_however_it_is_typed(typed):
    assert TIEN_LANG in codes(q=typed)


def test_places_here_come_before_their_namesakes_elsewhere():
    provinces = [place["province"] for place in get(q="Tân Hưng") if place["name"] == "Tân Hưng"]
    assert len(set(provinces)) > 1
    assert provinces == sorted(provinces, key=lambda code: code != places.HOME_PROVINCE)


@pytest.mark.parametrize("kind", ["unit", "district", "province", "park"])
def test_each_kind_can_be_asked_for_alone(kind):
    assert {place["kind"] for place in get(kind=kind, page_size=100)} == {kind}


def test_a_district_names_the_units_of_today_that_it_covers():
    (district,) = get(code="district-an-duong")
    assert AN_DUONG in district["units"]
    assert len(district["units"]) > 1
    assert district["province"] == places.HOME_PROVINCE


def test_labels_are_in_the_language_of_the_reader():
    answer = APIClient().get(URL, {"code": TIEN_LANG}, headers={"accept-language": "en"})
    assert answer.json()["results"][0]["label"] == "Tien Lang Commune"


def test_every_unit_here_leads_to_its_district_and_its_province():
    known = gazetteer()
    for place in known.places.values():
        if place.kind == "unit" and place.province == places.HOME_PROVINCE:
            around = known.containing(place.code)
            assert around[0] == place.code
            assert around[-1] == places.HOME_PROVINCE
            assert any(place.code in known.places[code].units for code in around[1:-1])


def test_a_unit_of_two_districts_has_the_larger_part_first():
    known = gazetteer()
    around = known.containing("11602")
    assert around == ["11602", "district-an-duong", "district-hong-bang", places.HOME_PROVINCE]


@pytest.mark.parametrize("typed", ["VSIP", "nomura", "kcn nomura", "Tràng Duệ"])
def test_a_park_is_found_by_what_people_call_it(typed):
    assert gazetteer().find(typed)[0].kind == "park"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("Xã An Đồng", "11617"), ("P. Nam Triệu", "11542"), ("TT Vĩnh Bảo", "11824")],
)
def test_a_place_of_before_is_found_with_what_it_was(typed, code):
    assert gazetteer().find(typed)[0].code == code


def test_a_number_is_no_name_of_a_place_whatever_stands_before_it():
    assert all("1" in place.full_name for place in gazetteer().find("quận 1"))


def test_a_park_adds_its_own_code():
    park = IndustrialPark.objects.first()
    assert gazetteer().containing(park.unit_id, park.pk)[-1] == park.pk


@pytest.mark.parametrize(
    ("one", "other", "km"),
    # As the crow flies, on a map; units are known by the middle of their area.
    [(AN_DUONG, TIEN_LANG, 18), (AN_DUONG, CAT_HAI, 45), (TIEN_LANG, TIEN_LANG, 0)],
)
def test_distances_are_those_of_the_map(one, other, km):
    a, b = gazetteer().places[one], gazetteer().places[other]
    assert distance_km(a.lat, a.lon, b.lat, b.lon) == pytest.approx(km, abs=4)


def test_a_unit_that_has_ended_is_known_but_no_longer_offered():
    yesterday = timezone.localdate() - timedelta(days=1)
    Unit.objects.filter(pk=TIEN_LANG).update(valid_until=yesterday)
    assert TIEN_LANG not in codes(q="Tiên Lãng")
    assert "district-tien-lang" in codes(q="Tiên Lãng")
    assert gazetteer().containing(TIEN_LANG)[-1] == places.HOME_PROVINCE
