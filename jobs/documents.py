"""Vacancies as the search engine knows them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.html import strip_tags
from elasticsearch.dsl import Date, Integer, Keyword

from jobs.models import Vacancy, VacancySkill
from portal.accounts.models import is_shown, last_licensed_day
from portal.reference.countries import country_name
from portal.reference.models import DistrictUnit
from portal.search import places
from portal.search.documents import FAR_FUTURE, ListedDocument, isco_groups
from portal.search.registry import DocumentType, Json, Listing, register

_FIELDS = (
    "pk",
    "kind",
    "title",
    "description",
    "requirements",
    "benefits",
    "address",
    "country",
    "occupation_id",
    "occupation__isco_code",
    "unit_id",
    "industrial_park_id",
    "industry",
    "cmkt",
    "education",
    "shifts",
    "welfare",
    "employment_type",
    "contract",
    "pay_min",
    "pay_max",
    "experience_months",
    "languages",
    "physical_conditions",
    "published_at",
    "valid_through",
    "openings_left",
    "employer_id",
    "employer__name",
    "employer__verification",
    "employer__industry",
    "employer__licence_valid_until",
    "employer__verified_as",
)


_KINDS = {"vacancy": Vacancy.Kind.DOMESTIC, "overseas": Vacancy.Kind.OVERSEAS}
_SIMPLE_LOOKUPS = {
    "industry": "industry__in",
    "level": "cmkt__in",
    "shift": "shifts__overlap",
    "welfare": "welfare__overlap",
    "posted_after": "published_at__date__gte",
}


class VacancyDocument(ListedDocument):
    openings_left = Integer()
    contract = Keyword()
    country = Keyword()
    languages = Keyword()
    physical_conditions = Keyword()
    closes_on = Date()


def _ids() -> Iterator[str]:
    """Only published ones can have a document."""
    published = Vacancy.objects.filter(status=Vacancy.Status.PUBLISHED).order_by("pk")
    return map(str, published.values_list("pk", flat=True).iterator(chunk_size=5000))


def _build(ids: Sequence[str]) -> Iterator[tuple[str, Json | None]]:
    published = Vacancy.objects.filter(pk__in=ids, status=Vacancy.Status.PUBLISHED)
    # Plain values: at 50,000 vacancies, model instances took most of the time.
    rows = list(published.order_by().values(*_FIELDS))
    units = places.of_units(r["unit_id"] for r in rows if r["unit_id"])
    parks = places.of_parks(r["industrial_park_id"] for r in rows if r["industrial_park_id"])
    essential: dict[int, list[str]] = {}
    optional: dict[int, list[str]] = {}
    links = VacancySkill.objects.filter(vacancy__in=[r["pk"] for r in rows]).order_by("skill_id")
    for vacancy, skill, is_essential in links.values_list("vacancy_id", "skill_id", "essential"):
        (essential if is_essential else optional).setdefault(vacancy, []).append(skill)
    for row in rows:
        yield (
            str(row["pk"]),
            _document(
                row,
                units.get(row["unit_id"]),
                parks.get(row["industrial_park_id"]),
                essential.get(row["pk"], []),
                optional.get(row["pk"], []),
            ),
        )


def _document(
    row: Json,
    unit: places.Place | None,
    park: places.Place | None,
    essential: list[str],
    optional: list[str],
) -> Json:
    overseas = row["kind"] == Vacancy.Kind.OVERSEAS
    point = park or unit
    closes_on = row["valid_through"]
    licence = last_licensed_day(row["employer__licence_valid_until"], row["employer__verified_as"])
    # Nobody may be recruited for work abroad after the licence ended.
    known = [day for day in (closes_on, licence if overseas else None) if day]
    document = {
        "id": str(row["pk"]),
        "type": "vacancy",
        "kind": "overseas" if overseas else "vacancy",
        "title": row["title"],
        "organisation": row["employer__name"],
        "body": _plain(row["description"], row["requirements"], row["benefits"]),
        "place": "\n".join(
            filter(
                None, (*(unit.names if unit else ()), *(park.names if park else ()), row["address"])
            )
        ),
        "organisation_id": str(row["employer_id"]),
        "occupations": [row["occupation_id"], *isco_groups(row["occupation__isco_code"])],
        "skills": essential,
        "skills_optional": optional,
        "places": [*(unit.codes if unit else ()), *(park.codes if park else ())],
        "island": unit.island if unit else "",
        "industry": row["industry"] or row["employer__industry"],
        "level": row["cmkt"],
        "education": row["education"],
        "shifts": row["shifts"],
        "welfare": row["welfare"],
        "employment_type": row["employment_type"],
        "contract": row["contract"],
        "country": row["country"],
        "languages": row["languages"],
        "physical_conditions": row["physical_conditions"],
        "pay_min": row["pay_min"],
        "pay_max": row["pay_max"],
        "experience_months": row["experience_months"],
        "published_at": row["published_at"].isoformat(),
        "valid_through": min(known).isoformat() if known else FAR_FUTURE,
        "closes_on": closes_on.isoformat() if closes_on else None,
        "openings_left": row["openings_left"],
        "public": (
            is_shown(row["employer__verification"], row["employer__verified_as"])
            and (licence is not None or not overseas)
            and row["openings_left"] > 0
        ),
    }
    if point:
        document["location"] = {"lat": point.lat, "lon": point.lon}
    return document


def _plain(*texts: str) -> str:
    return "\n".join(strip_tags(text) if "<" in text else text for text in texts if text)


def _of_employers(ids: Sequence[str]) -> Iterable[str]:
    return _published(employer__in=ids)


def _of_occupations(ids: Sequence[str]) -> Iterable[str]:
    return _published(occupation__in=ids)


def _of_places(ids: Sequence[str]) -> Iterable[str]:
    return _published(_at(ids))


def _at(codes: Sequence[str]) -> Q:
    """The place is one of these: codes of units, former districts, provinces or parks."""
    in_districts = DistrictUnit.objects.filter(district__in=codes).values("unit")
    return (
        Q(unit__in=codes)
        | Q(unit__province__in=codes)
        | Q(industrial_park__in=codes)
        | Q(unit__in=in_districts)
    )


def _published(*conditions: Q, **lookups: Any) -> Iterable[str]:
    found = Vacancy.objects.filter(*conditions, status=Vacancy.Status.PUBLISHED, **lookups)
    return map(str, found.order_by().values_list("pk", flat=True).iterator(chunk_size=5000))


def _public() -> QuerySet[Vacancy]:
    return Vacancy.objects.public().select_related("employer")


_LISTED = (
    *("kind", "title", "address", "country", "occupation", "pay_min", "pay_max", "cmkt", "shifts"),
    *("welfare", "openings_left", "published_at", "valid_through"),
    *("unit", "industrial_park", "employer__name", "employer__verification"),
)


def _location(vacancy: Vacancy) -> tuple[float, float] | None:
    place = vacancy.industrial_park or vacancy.unit
    return (place.lat, place.lon) if place else None


def _summary(vacancy: Vacancy) -> Json:
    """One vacancy in the API's list of results; pay in VND/month."""
    return {
        "kind": "overseas" if vacancy.kind == Vacancy.Kind.OVERSEAS else "vacancy",
        "title": vacancy.title,
        "organisation": {"id": vacancy.employer_id, "name": vacancy.employer.name},
        "place": str(vacancy.industrial_park or vacancy.unit or country_name(vacancy.country)),
        "unit": vacancy.unit_id,
        "occupation": vacancy.occupation_id,
        "pay_min": vacancy.pay_min,
        "pay_max": vacancy.pay_max,
        "level": vacancy.cmkt,
        "shifts": vacancy.shifts,
        "welfare": vacancy.welfare,
        "openings_left": vacancy.openings_left,
        "published_at": vacancy.published_at,
        "valid_through": vacancy.valid_through,
    }


def _narrow(vacancies: QuerySet[Vacancy], params: Json) -> QuerySet[Vacancy]:
    if params["kind"]:
        vacancies = vacancies.filter(kind__in=[_KINDS[k] for k in params["kind"] if k in _KINDS])
    if params["place"]:
        vacancies = vacancies.filter(_at(params["place"]))
    if params["pay_min"]:
        enough = Q(pay_max__gte=params["pay_min"]) | Q(pay_min__gte=params["pay_min"])
        vacancies = vacancies.filter(enough)
    if params["occupation"]:
        groups = [c.removeprefix("isco:") for c in params["occupation"] if c.startswith("isco:")]
        wanted = Q(occupation__in=params["occupation"])
        for group in groups:
            wanted |= Q(occupation__isco_code__startswith=group)
        vacancies = vacancies.filter(wanted)
    if params["skill"]:
        asking = VacancySkill.objects.filter(skill__in=params["skill"]).values("vacancy")
        vacancies = vacancies.filter(pk__in=asking)
    for name, lookup in _SIMPLE_LOOKUPS.items():
        if params[name]:
            vacancies = vacancies.filter(**{lookup: params[name]})
    return vacancies


VACANCY = DocumentType(
    name="vacancy",
    index="vacancies",
    document=VacancyDocument,
    ids=_ids,
    build=_build,
    affected_by={
        "organisation": _of_employers,
        "occupation": _of_occupations,
        "place": _of_places,
    },
    listing=Listing(
        public=_public,
        summary=_summary,
        location=_location,
        narrow=_narrow,
        kinds=("vacancy", "overseas"),
        columns=_LISTED,
    ),
)


def setup() -> None:
    """Registers vacancies with search; called when the app is ready."""
    register(VACANCY)
