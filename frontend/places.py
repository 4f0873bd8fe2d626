"""Addresses in words: each part once, in the reader's language."""

from collections.abc import Iterator

from portal.reference.models import IndustrialPark, Unit
from portal.reference.places import gazetteer
from portal.textfold import fold


def street(address: str, unit: Unit | None, park: IndustrialPark | None = None) -> str:
    """What the typed address says beyond the park, the ward and the province, which people write
    into it although they are told beside it."""
    told = {fold(name) for name in _names(unit, park)}
    parts = [part.strip() for part in address.split(",")]
    return ", ".join(part for part in parts if part and fold(part) not in told)


def whole_address(address: str, unit: Unit | None, park: IndustrialPark | None = None) -> str:
    """Street, park, ward and province in one line. Needs unit__province fetched along."""
    parts = [street(address, unit, park), park, unit, unit and unit.province.short_name]
    return ", ".join(str(part) for part in parts if part)


def _names(unit: Unit | None, park: IndustrialPark | None) -> Iterator[str]:
    """Everything that the told places are called. A unit's other names are those of communes that
    went into it, which say more than its own."""
    places = gazetteer().places
    codes = [park and park.pk, unit and unit.pk, unit and unit.province_id]
    for place in (places[code] for code in codes if code in places):
        yield from (place.name, place.full_name, place.full_name_en)
        if place.kind != "unit":
            yield from place.synonyms
