"""Which places a text names that people typed: "An Dương", "xã Tiên Lãng, Hải Phòng"."""

from collections.abc import Iterator
from itertools import takewhile

from portal.reference.places import HOME_PROVINCE, Place, gazetteer
from portal.textfold import fold, nfc


def parts_of(text: str) -> list[str]:
    """What stands between the commas of an address."""
    return [part for part in text.split(",") if fold(part)]


def readings(text: str) -> Iterator[list[Place]]:
    """For each part of an address the places that are called so: of places with one name those in
    the province named beside it, else those here."""
    parts = parts_of(text)
    for part in parts:
        same = _as_written(_named(part), part)
        yield _here_first(same, [p for p in parts if p is not part])


def _named(text: str) -> list[Place]:
    folded = fold(text)
    return list(takewhile(lambda place: _is_named(place, folded), gazetteer().find(text)))


def _is_named(place: Place, folded: str) -> bool:
    names = (place.name, place.full_name, place.full_name_en, *place.synonyms)
    return any(fold(name) == folded for name in names)


def _as_written(same: list[Place], text: str) -> list[Place]:
    """Where tone marks tell places apart, those with the marks of the text."""
    wanted = nfc(text).lower()
    return [p for p in same if wanted in (p.name.lower(), p.full_name.lower())] or same


def _here_first(same: list[Place], beside: list[str]) -> list[Place]:
    """Of places with one name those in the province named beside it, else those here."""
    named = set(map(fold, beside))
    provinces = [
        p.province for p in same if named and _is_in(gazetteer().places[p.province], named)
    ] or [HOME_PROVINCE]
    return [p for p in same if p.province in provinces] or same


def _is_in(province: Place, named: set[str]) -> bool:
    return any(_is_named(province, folded) for folded in named)
