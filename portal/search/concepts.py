"""What people search for by name: occupations, skills, places and organisations.

One index for all four, for typeahead and for reading a title as an occupation.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from portal.accounts.models import Organisation
from portal.reference.models import (
    FormerDistrict,
    IndustrialPark,
    Occupation,
    PlaceSynonym,
    Province,
    Skill,
    Unit,
)
from portal.search.documents import FAR_FUTURE, ConceptDocument
from portal.search.registry import DocumentType, Json, register

OCCUPATION, SKILL, PLACE, ORGANISATION = "occupation", "skill", "place", "organisation"
# Names of wards repeat all over the country; people here mean the one here.
HOME_PROVINCE = "31"
# By how many points of portal.search.suggest something comes before its namesakes: places here,
# and trades before skills. To this, occupations and skills add one for each of their names: the
# more words people have for something, the more they look for it.
HERE, NEAR, FAR = 50, 25, 0
TRADE = 20
# Nobody begins to type with these.
_HEADS = ("nhân viên", "chuyên viên", "công nhân", "kỹ thuật viên", "thợ", "người", "lái")


def concept_id(kind: str, key: object) -> str:
    """The id of a concept's document, for instance "skill:tig-welding"."""
    return f"{kind}:{key}"


def _document(kind: str, key: object, **values: Any) -> tuple[str, Json]:
    document_id = concept_id(kind, key)
    labels = [values["label_vi"], values["label_en"], *values.pop("short", ())]
    names = dict.fromkeys(name for name in (*labels, *values.pop("names", ())) if name)
    until = values.pop("valid_until", None)
    values = {"code": str(key), "weight": FAR, "public": True} | values
    return document_id, {
        "id": document_id,
        "type": "concept",
        "concept": kind,
        "label": list(dict.fromkeys(labels)),
        "name": list(names),
        "valid_through": until.isoformat() if until else FAR_FUTURE,
        **values,
    }


def _labelled(kind: str, model: type[Occupation] | type[Skill]) -> Callable[..., Any]:
    def build(keys: list[str]) -> Iterator[tuple[str, Json]]:
        for row in model.objects.filter(pk__in=keys):
            names = (*row.synonyms_vi, *row.synonyms_en)
            values: dict[str, Any] = {"weight": len(names)}
            if isinstance(row, Occupation):
                values = {
                    "weight": TRADE + len(names),
                    "code": row.isco_code,
                    "short": _without_head(row.label_vi),
                }
            yield _document(
                kind,
                row.pk,
                label_vi=row.label_vi,
                label_en=row.label_en,
                names=names,
                valid_until=row.valid_until,
                **values,
            )

    return build


def _without_head(label: str) -> tuple[str, ...]:
    """The trade itself: "bảo vệ" of "Nhân viên bảo vệ"."""
    found = [h for h in _HEADS if label.lower().startswith(f"{h} ")]
    return tuple(label[len(head) + 1 :] for head in found)


def _places(keys: list[str]) -> Iterator[tuple[str, Json]]:
    synonyms: dict[str, list[str]] = {}
    for code, name in PlaceSynonym.objects.filter(place__in=keys).values_list("place", "name"):
        synonyms.setdefault(code, []).append(name)

    def place(row: Any, label_vi: str, label_en: str, weight: int, *short: str) -> Any:
        return _document(
            PLACE,
            row.pk,
            label_vi=label_vi,
            label_en=label_en,
            short=short,
            names=(*getattr(row, "synonyms", ()), *sorted(synonyms.get(row.pk, ()))),
            weight=weight,
            # People go on naming districts that are no more.
            valid_until=None if isinstance(row, FormerDistrict) else row.valid_until,
        )

    for province in Province.objects.filter(pk__in=keys):
        yield place(
            province,
            province.full_name,
            province.full_name_en,
            NEAR,
            province.name,
            province.name_en,
        )
    for unit in Unit.objects.filter(pk__in=keys):
        weight = HERE if unit.province_id == HOME_PROVINCE else FAR
        yield place(unit, unit.full_name, unit.full_name_en, weight, unit.name)
    for district in FormerDistrict.objects.filter(pk__in=keys):
        weight = HERE if district.province_id == HOME_PROVINCE else FAR
        yield place(district, district.full_name, district.full_name_en, weight, district.name)
    for park in IndustrialPark.objects.filter(pk__in=keys):
        yield place(park, park.name, park.name_en, HERE)


def _organisations(keys: list[str]) -> Iterator[tuple[str, Json]]:
    rows = Organisation.objects.filter(pk__in=[k for k in keys if k.isdigit()])
    for row in rows.exclude(kind=Organisation.Kind.ESC_OFFICE):
        yield _document(
            ORGANISATION,
            row.pk,
            label_vi=row.name,
            label_en=row.name,
            public=row.is_shown,
        )


_BUILDERS = {
    OCCUPATION: _labelled(OCCUPATION, Occupation),
    SKILL: _labelled(SKILL, Skill),
    PLACE: _places,
    ORGANISATION: _organisations,
}
_MODELS: dict[str, tuple[Any, ...]] = {
    OCCUPATION: (Occupation,),
    SKILL: (Skill,),
    PLACE: (Province, Unit, FormerDistrict, IndustrialPark),
    ORGANISATION: (Organisation,),
}


def _ids() -> Iterator[str]:
    for kind, models in _MODELS.items():
        for model in models:
            for key in model.objects.order_by("pk").values_list("pk", flat=True).iterator():
                yield concept_id(kind, key)


def _build(ids: Sequence[str]) -> Iterator[tuple[str, Json | None]]:
    keys: dict[str, list[str]] = {}
    for document_id in ids:
        kind, _, key = document_id.partition(":")
        keys.setdefault(kind, []).append(key)
    for kind, of_kind in keys.items():
        yield from _BUILDERS[kind](of_kind)


def _named(kind: str) -> Callable[[Sequence[str]], Iterable[str]]:
    return lambda ids: [concept_id(kind, i) for i in ids]


CONCEPT = DocumentType(
    name="concept",
    index="concepts",
    document=ConceptDocument,
    ids=_ids,
    build=_build,
    affected_by={kind: _named(kind) for kind in _BUILDERS},
)


def setup() -> None:
    """Registers the concepts; called when the app is ready."""
    register(CONCEPT)
