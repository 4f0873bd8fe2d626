"""Where listed documents are: the codes, names and point that a unit and a park stand for."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from portal.reference.models import DistrictUnit, IndustrialPark, Unit

EARTH_KM = 6371.0


@dataclass(frozen=True)
class Place:
    """A place of work or teaching, as documents carry it."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    lat: float
    lon: float
    island: str


def of_units(codes: Iterable[str]) -> dict[str, Place]:
    """Unit code → the unit with its province and the former districts it lay in; two queries."""
    units = Unit.objects.filter(pk__in=set(codes)).select_related("province")
    districts: dict[str, list[tuple[str, str]]] = {}
    links = DistrictUnit.objects.filter(unit__in=units).order_by("-share", "district_id")
    for unit, district, name in links.values_list("unit_id", "district_id", "district__full_name"):
        districts.setdefault(unit, []).append((district, name))
    return {
        unit.pk: Place(
            codes=(unit.pk, *(d for d, _ in districts.get(unit.pk, ())), unit.province_id),
            names=(
                unit.full_name,
                *(name for _, name in districts.get(unit.pk, ())),
                unit.province.full_name,
            ),
            lat=unit.lat,
            lon=unit.lon,
            island=unit.pk if unit.island else "",
        )
        for unit in units
    }


def of_parks(ids: Iterable[str]) -> dict[str, Place]:
    """Park id → the park's own point and names; one query."""
    return {
        park.pk: Place((park.pk,), (park.name, *park.synonyms), park.lat, park.lon, "")
        for park in IndustrialPark.objects.filter(pk__in=set(ids))
    }


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two points (latitude, longitude), as the crow flies."""
    lat_a, lon_a, lat_b, lon_b = map(radians, (*a, *b))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
