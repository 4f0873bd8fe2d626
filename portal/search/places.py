"""Where listed documents are: the codes, names and point that a unit and a park stand for.

Read from the database with each batch, and not from the gazetteer: a worker that remembers
places for some minutes would write the old ones under the new version, and nobody would notice.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.reference.models import DistrictUnit, IndustrialPark, Unit


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
