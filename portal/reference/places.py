"""Places by code: units of today, former districts, provinces and industrial parks.

Every process keeps the few thousand rows in memory, since all of search and matching needs them.
"""

import math
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from portal.reference.models import (
    DistrictUnit,
    FormerDistrict,
    IndustrialPark,
    PlaceSynonym,
    Province,
    Unit,
)
from portal.reference.names import Fit, Name, alike, fit, name_of
from portal.textfold import fold

EARTH_RADIUS_KM = 6371.0
# Names repeat all over the country; people here mean the place here.
HOME_PROVINCE = "31"
KEEP_SECONDS = 600
# Kinds of place with their short forms, as they stand before a name.
_KIND = re.compile(
    r"^\s*(?:(?:xã|phường|thị trấn|thị xã|thành phố|quận|huyện|thôn)\s+"
    r"|(?:tt|tx|tp|p|x|q|h)[.\s]\s*)(?=\D)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Place:
    """Any place with a code. `units` are the codes of today's units it covers.

    One that has ended is known by its code only; former districts are offered all the same.
    """

    code: str
    kind: str
    name: str
    full_name: str
    full_name_en: str
    lat: float
    lon: float
    province: str
    units: frozenset[str]
    island: str = ""
    synonyms: tuple[str, ...] = ()
    valid_until: date | None = None

    @property
    def is_offered(self) -> bool:
        return (
            self.kind == "district"
            or self.valid_until is None
            or self.valid_until >= timezone.localdate()
        )

    @property
    def label(self) -> str:
        """The full name in the reader's language."""
        return self.full_name_en if get_language() == "en" else self.full_name


class Gazetteer:
    """All places of the country, and which contains which."""

    def __init__(self) -> None:
        self.read_at = time.monotonic()
        synonyms: dict[str, list[str]] = {}
        for place, name in PlaceSynonym.objects.values_list("place", "name"):
            synonyms.setdefault(place, []).append(name)
        links: dict[str, list[DistrictUnit]] = {}
        self.districts_of: dict[str, list[str]] = {}
        for link in DistrictUnit.objects.order_by("unit_id", "-share"):
            links.setdefault(link.district_id, []).append(link)
            self.districts_of.setdefault(link.unit_id, []).append(link.district_id)
        units = {u.code: u for u in Unit.objects.select_related("province")}
        parks = {k.id: k for k in IndustrialPark.objects.all()}
        of_province: dict[str, set[str]] = {}
        self.places: dict[str, Place] = {}

        def put(code: str, kind: str, *names: str, **values: Any) -> None:
            others = (*names, *synonyms.get(code, ()))
            self.places[code] = Place(code=code, kind=kind, synonyms=others, **values)

        for u in units.values():
            of_province.setdefault(u.province_id, set()).add(u.code)
            put(
                u.code, "unit", name=u.name, full_name=u.full_name,
                full_name_en=u.full_name_en, lat=u.lat, lon=u.lon, province=u.province_id,
                units=frozenset([u.code]), island=u.code if u.island else "",
                valid_until=u.valid_until,
            )  # fmt: skip
        for p in Province.objects.all():
            put(
                p.code, "province", name=p.name, full_name=p.full_name,
                full_name_en=p.full_name_en, lat=p.lat, lon=p.lon, province=p.code,
                units=frozenset(of_province.get(p.code, ())), valid_until=p.valid_until,
            )  # fmt: skip
        for d in FormerDistrict.objects.all():
            parts = links.get(d.code, [])
            total = sum(x.share for x in parts) or 1
            put(
                d.code, "district", name=d.name, full_name=d.full_name,
                full_name_en=d.full_name_en,
                lat=sum(units[x.unit_id].lat * x.share for x in parts) / total,
                lon=sum(units[x.unit_id].lon * x.share for x in parts) / total,
                province=d.province_id, units=frozenset(x.unit_id for x in parts),
                valid_until=d.valid_until,
            )  # fmt: skip
        for k in parks.values():
            put(
                k.id, "park", *k.synonyms, name=k.name, full_name=k.name, full_name_en=k.name_en,
                lat=k.lat, lon=k.lon, province=units[k.unit_id].province_id,
                units=frozenset([k.unit_id]),
                island=k.unit_id if units[k.unit_id].island else "",
                valid_until=k.valid_until,
            )  # fmt: skip

        self._rows: dict[str, dict[str, Unit | IndustrialPark]] = {
            "unit": dict(units),
            "industrial_park": dict(parks),
        }

    def put_into(self, things: Iterable[Any]) -> None:
        """Gives rows of things that lie in a unit or a park the kept rows of these, which spares
        the database joins."""
        for thing in things:
            for name, rows in self._rows.items():
                place = rows.get(getattr(thing, f"{name}_id", None) or "")
                if place is not None:
                    setattr(thing, name, place)

    @cached_property
    def codes(self) -> frozenset[str]:
        return frozenset(self.places)

    @cached_property
    def _named(self) -> list[tuple[Place, list[Name], list[Name]]]:
        """Places, those here first, each with its labels and its other names."""
        offered = [p for p in self.places.values() if p.is_offered]
        nearest_first = sorted(offered, key=lambda p: p.province != HOME_PROVINCE)
        return [
            (
                place,
                [name_of(place.name), name_of(place.full_name)],
                [name_of(place.full_name_en), *map(name_of, place.synonyms)],
            )
            for place in nearest_first
        ]

    def find(self, text: str) -> list[Place]:
        """Places of which a name holds the text, best first (portal.reference.names), of equals
        those here; all of them for no text."""
        if not fold(text):
            return [place for place, _labels, _synonyms in self._named]
        found = self._holding(name_of(text))
        # Communes of before are known by their name; people say what they were as well.
        without_kind = _KIND.sub("", text)
        return found or (self._holding(name_of(without_kind)) if fold(without_kind) else [])

    def _holding(self, typed: Name) -> list[Place]:
        # Who types no marks means the place here rather than one elsewhere that has none; and who
        # types a whole name means the place here that was called so.
        ranked = [
            (how.share, place.province != HOME_PROVINCE and not how.share, how, position)
            for position, (place, labels, synonyms) in enumerate(self._named)
            if (how := self._fit(typed, labels, synonyms)) is not None
        ]
        return [self._named[position][0] for *_how, position in sorted(ranked)]

    @staticmethod
    def _fit(typed: Name, labels: list[Name], synonyms: list[Name]) -> Fit | None:
        how = fit(typed, labels, synonyms)
        return how._replace(respelled=False) if how else None

    def island_at(self, lat: float, lon: float) -> str:
        """The island (its unit's code) whose centre is the nearest of all units'; none: empty."""
        units = (p for p in self.places.values() if p.kind == "unit" and p.is_offered)
        nearest = min(units, key=lambda p: distance_km(lat, lon, p.lat, p.lon), default=None)
        return nearest.island if nearest else ""

    def nearest(self, text: str, most: int) -> list[Place]:
        """Places here, and provinces, that are spelt most like a text that names none."""
        return [self.places[code] for code in alike(text, self._by_name, most)]

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for place, labels, synonyms in self._named:
            if place.province == HOME_PROVINCE or place.kind == "province":
                for name in (*labels, *synonyms):
                    found.setdefault(name.folded, []).append(place.code)
        return found

    def containing(self, unit: str, park: str | None = None) -> list[str]:
        """Codes of every place that a workplace in the unit (and park) belongs to."""
        province = self.places[unit].province
        return [unit, *self.districts_of.get(unit, ()), province, *([park] if park else ())]


_gazetteer: Gazetteer | None = None


def gazetteer() -> Gazetteer:
    """All places, read again every ten minutes."""
    global _gazetteer
    if _gazetteer is None or time.monotonic() - _gazetteer.read_at > KEEP_SECONDS:
        _gazetteer = Gazetteer()
    return _gazetteer


def forget() -> None:
    """Drops what this process keeps, after places were loaded anew."""
    global _gazetteer
    _gazetteer = None


def is_place(code: str) -> bool:
    return code in gazetteer().codes


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance in km as the crow flies (haversine)."""
    a1, a2 = math.radians(lat1), math.radians(lat2)
    half = (
        math.sin((a2 - a1) / 2) ** 2
        + math.cos(a1) * math.cos(a2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(half))
