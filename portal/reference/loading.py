"""Puts the project's own reference files into the database; running it again changes nothing."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from portal.changes import announce
from portal.reference import catalogue, codes, dataset, places
from portal.reference.dataset import rows, split
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
from portal.reference.syncing import sync

CODE_COLUMNS = {
    "code", "label_vi", "label_en", "synonyms_vi", "synonyms_en", "valid_from", "valid_until",
    "note",
}  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _load_places() -> None:
    def position(row: dict[str, str]) -> dict[str, Any]:
        return {"lat": float(row["lat"]), "lon": float(row["lon"])}

    provinces = [
        Province(
            **{k: row[k] for k in ("code", "name", "name_en", "full_name", "full_name_en")},
            **position(row),
        )
        for row, *_ in rows("places/provinces.csv")
    ]
    units = [
        Unit(
            **{k: row[k] for k in ("code", "name", "full_name", "full_name_en", "kind")},
            **position(row),
            province_id=row["province"],
            island=row["island"] == "1",
            wage_region=row["wage_region"],
        )
        for row, *_ in rows("places/units.csv")
    ]
    districts = [
        FormerDistrict(
            **{k: row[k] for k in ("code", "name", "full_name", "kind")},
            province_id=row["province"],
            valid_until=date.fromisoformat(row["valid_until"]),
        )
        for row, *_ in rows("places/former_districts.csv")
    ]
    links = [
        DistrictUnit(
            district_id=row["district"],
            unit_id=row["unit"],
            share=float(row["share"]),
            confidence=row["confidence"],
            source=row["source"],
        )
        for row, *_ in rows("places/district_units.csv")
    ]
    parks = [
        IndustrialPark(
            **{k: row[k] for k in ("id", "name", "name_en", "kind")},
            **position(row),
            synonyms=list(split(row["synonyms"])),
            unit_id=row["unit"],
        )
        for row, *_ in rows("places/industrial_parks.csv")
    ]
    synonyms = [
        PlaceSynonym(place=row["place"], name=name)
        for row, *_ in rows("places/place_synonyms.csv")
        for name in split(row["synonyms"])
    ]
    changed = [
        *(row.pk for row in sync(Province, provinces, "code")),
        *(row.pk for row in sync(Unit, units, "code")),
        *(row.pk for row in sync(FormerDistrict, districts, "code")),
        *(row.pk for row in sync(IndustrialPark, parks, "id")),
        # What lies there names the districts, and the place its synonyms.
        *(row.unit_id for row in sync(DistrictUnit, links, "district", "unit", ends=False)),
        *(row.place for row in sync(PlaceSynonym, synonyms, "place", "name", ends=False)),
    ]
    places.forget()
    announce("place", dict.fromkeys(changed))


def _load_concepts() -> None:
    data = dataset.load()

    def labelled(c: dataset.Concept) -> dict[str, Any]:
        return {
            "id": c.id,
            "label_vi": c.label_vi,
            "label_en": c.label_en,
            "synonyms_vi": list(c.synonyms_vi),
            "synonyms_en": list(c.synonyms_en),
        }

    skills = [Skill(kind=s.kind, **labelled(s)) for s in data.skills]
    occupations = [Occupation(isco_code=o.isco, **labelled(o)) for o in data.occupations]
    links = [
        OccupationSkill(occupation_id=link.occupation, skill_id=skill, essential=essential)
        for link in data.links
        for essential, group in ((True, link.essential), (False, link.optional))
        for skill in dict.fromkeys(group)
    ]
    announce("skill", [row.pk for row in sync(Skill, skills, "id")])
    announce("occupation", [row.pk for row in sync(Occupation, occupations, "id")])
    sync(OccupationSkill, links, "occupation", "skill", ends=False)
    catalogue.forget()


def _load_codes() -> None:
    order: dict[str, int] = {}
    entries = []
    for row, _, name in rows("codes"):
        order[name] = order.get(name, 0) + 1
        entries.append(
            Code(
                list=name,
                code=row["code"],
                label_vi=row["label_vi"],
                label_en=row["label_en"],
                synonyms_vi=list(split(row.get("synonyms_vi"))),
                synonyms_en=list(split(row.get("synonyms_en"))),
                order=order[name],
                extra={k: v for k, v in row.items() if k not in CODE_COLUMNS and v},
                valid_from=_day(row.get("valid_from")),
                valid_until=_day(row.get("valid_until")),
            )
        )
    sync(Code, entries, "list", "code")
    codes.forget()


def _load_rates() -> None:
    rates = [
        LegalRate(
            **{k: row[k] for k in ("code", "scope", "unit", "legal_source")},
            amount=Decimal(row["amount"]).quantize(Decimal("0.01")),
            valid_from=_day(row["valid_from"]),
            valid_until=_day(row["valid_until"]),
            verified=row["verified"] == "1",
            note=row["note"],
        )
        for row, *_ in rows("rates/legal_rates.csv")
    ]
    sync(LegalRate, rates, "code", "scope", "valid_from", ends=False)


STEPS: tuple[Callable[[], None], ...] = (_load_places, _load_concepts, _load_codes, _load_rates)


@transaction.atomic
def load_all() -> None:
    """Loads every list in one transaction.

    Raises ValueError with all problems when the occupation or skill files break their rules, or
    when a code changes its meaning.
    """
    problems = list(dataset.problems(dataset.load()))
    if problems:
        raise ValueError("\n".join(problems))
    for step in STEPS:
        step()
