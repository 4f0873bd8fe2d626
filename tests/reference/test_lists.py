"""What all lists promise to those who read them, checked on the lists as they are loaded."""

import itertools
from collections import defaultdict
from datetime import date

import pytest
from django.db.models import Count, F, Q, Sum

from jobs.models import Vacancy
from portal.people.models import Person
from portal.reference.codes import entries
from portal.reference.fields import CodeField, CodesField
from portal.reference.models import (
    Code,
    DistrictUnit,
    FormerDistrict,
    IndustrialPark,
    LegalRate,
    Occupation,
    OccupationSkill,
    PlaceSynonym,
    Province,
    Skill,
    Unit,
)
from portal.reference.places import HOME_PROVINCE, distance_km, gazetteer
from portal.textfold import nfc
from training.models import Course, Intake

pytestmark = pytest.mark.django_db
DATED = (Province, Unit, FormerDistrict, IndustrialPark, Occupation, Skill, Code, LegalRate)
REFORM = date(2025, 7, 1)


def test_the_country_is_whole():
    """34 provinces and 3,321 units since 1 July 2025 (Resolution 202/2025/QH15)."""
    assert Province.objects.count() == 34
    assert Unit.objects.count() == 3321
    assert Unit.objects.filter(province=HOME_PROVINCE).count() == 114
    assert not Province.objects.exclude(units__isnull=False).exists()


def test_every_place_lies_in_the_country():
    for model in (Province, Unit, IndustrialPark):
        outside = ~Q(lat__range=(6.5, 23.5)) | ~Q(lon__range=(102, 115.5))
        assert not model.objects.filter(outside).exists()


def test_parks_lie_by_the_unit_that_they_name():
    for park in IndustrialPark.objects.select_related("unit"):
        assert park.unit.province_id == HOME_PROVINCE
        # A unit is known by its middle, a zone reaches over several.
        assert distance_km(park.lat, park.lon, park.unit.lat, park.unit.lon) < 15, park.pk


def test_the_districts_of_2017_cover_the_units_of_today():
    ours = Q(province=HOME_PROVINCE)
    assert FormerDistrict.objects.filter(ours).count() == 15 + 12
    assert all(d.valid_until < REFORM for d in FormerDistrict.objects.all())
    assert all(d.pk.startswith("district-") for d in FormerDistrict.objects.all())
    assert not FormerDistrict.objects.filter(links__isnull=True).exists()
    shares = Unit.objects.filter(ours).annotate(covered=Sum("district_links__share"))
    assert {round(unit.covered or 0, 6) for unit in shares} == {1}
    assert not DistrictUnit.objects.filter(source="").exists()
    assert not DistrictUnit.objects.exclude(unit__province=F("district__province")).exists()


def test_synonyms_name_places_that_there_are():
    assert not set(PlaceSynonym.objects.values_list("place", flat=True)) - gazetteer().codes


@pytest.mark.parametrize("model", DATED)
def test_nothing_ends_before_it_begins(model):
    assert not model.objects.filter(valid_until__lt=F("valid_from")).exists()


@pytest.mark.parametrize("model", [Occupation, Skill, Code])
def test_every_label_is_there_in_both_languages_and_in_one_spelling(model):
    for row in model.objects.all():
        for text in (row.label_vi, row.label_en, *row.synonyms_vi, *row.synonyms_en):
            assert text, row.pk
            assert text == nfc(text), text


def test_a_list_names_each_of_its_codes_differently():
    for label in ("label_vi", "label_en"):
        twice = Code.objects.values("list", label).annotate(n=Count("pk")).filter(n__gt=1)
        assert not list(twice)


@pytest.mark.parametrize("model", [Vacancy, Course, Intake, Person])
def test_every_list_that_a_form_offers_is_filled(model):
    for field in model._meta.get_fields():
        if isinstance(field, CodeField | CodesField):
            assert len(entries(field.list_name)) >= 2, field.list_name


def test_codes_that_point_to_other_lists_point_somewhere():
    reports_as = Code.objects.filter(extra__has_key="reports_as")
    for code in reports_as:
        assert code.extra["reports_as"] in entries(code.list), code
    for level in entries("vqf").values():
        assert level.extra["cmkt"] in entries("cmkt")


@pytest.mark.parametrize("name", ["pay_bands", "size_bands", "experience_bands"])
def test_bands_leave_no_gap(name):
    bands = [entry.extra for entry in entries(name).values()]
    for low, high in itertools.pairwise(bands):
        if "max" in low and "min" in high:
            assert int(high["min"]) - int(low["max"]) in (0, 1)


def test_occupations_and_skills_are_linked_both_ways():
    assert not Occupation.objects.filter(skill_links__isnull=True).exists()
    assert OccupationSkill.objects.filter(essential=True).count() > 5 * 0.9 * 450
    ours = Occupation.objects.filter(isco_code__regex=r"^[0-9]\d{3}$").count()
    assert ours == Occupation.objects.count()


def test_of_each_rate_one_row_holds_on_a_day():
    periods = defaultdict(list)
    for rate in LegalRate.objects.all():
        assert rate.legal_source
        assert rate.amount >= 0
        assert rate.valid_from
        periods[rate.code, rate.scope].append((rate.valid_from, rate.valid_until or date.max))
    for rows in periods.values():
        rows.sort()
        for (_, until), (begins, _) in itertools.pairwise(rows):
            assert until < begins


def test_rates_of_groups_name_groups_that_there_are():
    groups = set(entries("priority_groups"))
    scopes = LegalRate.objects.filter(code__startswith="training-support")
    known = groups | {"all", "worker", "seafarer", "hardship-commune"}
    assert not set(scopes.values_list("scope", flat=True)) - known


def test_every_region_has_a_minimum_wage_and_every_unit_here_a_region():
    today = LegalRate.objects.valid_on(date.today()).filter(code="minimum-wage-month")
    regions = set(today.values_list("scope", flat=True))
    assert regions == {"I", "II", "III", "IV"}
    here = Unit.objects.filter(province=HOME_PROVINCE).values_list("wage_region", flat=True)
    assert set(here) <= regions
