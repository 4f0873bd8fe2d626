"""Courses as the search engine knows them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.html import strip_tags
from elasticsearch.dsl import Boolean, Date, Float, Integer, Long

from portal.accounts.models import is_shown
from portal.reference.models import DistrictUnit
from portal.search import places
from portal.search.documents import FAR_FUTURE, ListedDocument, isco_groups
from portal.search.registry import DocumentType, Json, Listing, register
from training.models import Course, Intake

_FIELDS = (
    "pk",
    "title",
    "description",
    "level",
    "months",
    "fee",
    "subsidised",
    "entry_education",
    "unit_id",
    "address",
    "published_at",
    "centre_id",
    "centre__name",
    "centre__verification",
    "centre__verified_as",
    "centre__industry",
)
_SIMPLE_LOOKUPS = {
    "level": "level__in",
    "skill": "skills__in",
    "industry": "centre__industry__in",
    "shift": "intakes__shift__in",
    "posted_after": "published_at__date__gte",
}
# What only work has: whoever asks for it does not look for a course.
_ONLY_WORK = ("pay_min", "welfare")


class CourseDocument(ListedDocument):
    seats_free = Integer()
    starts_on = Date()
    fee = Long()
    months = Float()
    subsidised = Boolean()


def _ids() -> Iterator[str]:
    """Only published ones can have a document."""
    published = Course.objects.filter(status=Course.Status.PUBLISHED).order_by("pk")
    return map(str, published.values_list("pk", flat=True).iterator(chunk_size=5000))


def _build(ids: Sequence[str]) -> Iterator[tuple[str, Json | None]]:
    published = Course.objects.filter(pk__in=ids, status=Course.Status.PUBLISHED)
    rows = list(published.order_by().values(*_FIELDS))
    keys = [r["pk"] for r in rows]
    units = places.of_units(r["unit_id"] for r in rows)
    occupations: dict[int, list[tuple[str, str]]] = {}
    prepares_for = Course.occupations.through.objects.filter(course__in=keys)
    for course, occupation, isco in prepares_for.order_by("occupation_id").values_list(
        "course_id", "occupation_id", "occupation__isco_code"
    ):
        occupations.setdefault(course, []).append((occupation, isco))
    skills: dict[int, list[str]] = {}
    teaches = Course.skills.through.objects.filter(course__in=keys).order_by("skill_id")
    for course, skill in teaches.values_list("course_id", "skill_id"):
        skills.setdefault(course, []).append(skill)
    intakes: dict[int, list[Intake]] = {}
    for intake in Intake.objects.open().filter(course__in=keys).order_by("starts_on", "pk"):
        intakes.setdefault(intake.course_id, []).append(intake)
    for row in rows:
        pk = row["pk"]
        yield (
            str(pk),
            _document(
                row,
                units[row["unit_id"]],
                occupations.get(pk, []),
                skills.get(pk, []),
                intakes.get(pk, []),
            ),
        )


def _document(
    row: Json,
    unit: places.Place,
    occupations: list[tuple[str, str]],
    skills: list[str],
    intakes: list[Intake],
) -> Json:
    starts: date | None = intakes[0].starts_on if intakes else None
    groups = dict.fromkeys(group for _, isco in occupations for group in isco_groups(isco))
    description = row["description"]
    return {
        "id": str(row["pk"]),
        "type": "course",
        "kind": "course",
        "title": row["title"],
        "organisation": row["centre__name"],
        "body": strip_tags(description) if "<" in description else description,
        "place": "\n".join(filter(None, (*unit.names, row["address"]))),
        "organisation_id": str(row["centre_id"]),
        "occupations": [*(occupation for occupation, _ in occupations), *groups],
        "skills": skills,
        "skills_optional": [],
        "places": list(unit.codes),
        "location": {"lat": unit.lat, "lon": unit.lon},
        "island": unit.island,
        "industry": row["centre__industry"],
        "level": row["level"],
        "education": row["entry_education"],
        "shifts": sorted({i.shift for i in intakes if i.shift}),
        "welfare": [],
        "published_at": row["published_at"].isoformat(),
        # A course stays; its intakes come and go.
        "valid_through": FAR_FUTURE,
        "seats_free": sum(i.seats_free for i in intakes),
        "starts_on": starts.isoformat() if starts else None,
        "fee": row["fee"],
        "months": float(row["months"]),
        "subsidised": row["subsidised"],
        "public": is_shown(row["centre__verification"], row["centre__verified_as"]),
    }


def _of_centres(ids: Sequence[str]) -> Iterable[str]:
    return _published(centre__in=ids)


def _of_intakes(ids: Sequence[str]) -> Iterable[str]:
    return _published(intakes__in=ids)


def _of_occupations(ids: Sequence[str]) -> Iterable[str]:
    return _published(occupations__in=ids)


def _of_places(ids: Sequence[str]) -> Iterable[str]:
    return _published(_at(ids))


def _at(codes: Sequence[str]) -> Q:
    """The place is one of these: codes of units, former districts or provinces."""
    in_districts = DistrictUnit.objects.filter(district__in=codes).values("unit")
    return Q(unit__in=codes) | Q(unit__province__in=codes) | Q(unit__in=in_districts)


def _published(*conditions: Q, **lookups: Any) -> Iterable[str]:
    found = Course.objects.filter(*conditions, status=Course.Status.PUBLISHED, **lookups)
    return map(str, found.order_by().values_list("pk", flat=True).distinct())


def _public() -> QuerySet[Course]:
    return Course.objects.public().select_related("centre").prefetch_related("intakes")


_LISTED = (
    *("title", "level", "months", "fee", "subsidised", "published_at"),
    *("unit", "centre__name", "centre__verification"),
)


def _location(course: Course) -> tuple[float, float] | None:
    return (course.unit.lat, course.unit.lon)


def _summary(course: Course) -> Json:
    """One course in the API's list of results; the fee in VND for the whole course."""
    open_intakes = [i for i in course.intakes.all() if i.is_open]
    return {
        "kind": "course",
        "title": course.title,
        "organisation": {"id": course.centre_id, "name": course.centre.name},
        "place": str(course.unit),
        "unit": course.unit_id,
        "level": course.level,
        "months": float(course.months),
        "fee": course.fee,
        "subsidised": course.subsidised,
        "seats_free": sum(i.seats_free for i in open_intakes),
        "starts_on": min((i.starts_on for i in open_intakes), default=None),
        "published_at": course.published_at,
    }


def _narrow(courses: QuerySet[Course], params: Json) -> QuerySet[Course]:
    if any(params[name] for name in _ONLY_WORK):
        return courses.none()
    if params["place"]:
        courses = courses.filter(_at(params["place"]))
    if params["occupation"]:
        wanted = Q(occupations__in=params["occupation"])
        for code in params["occupation"]:
            if code.startswith("isco:"):
                wanted |= Q(occupations__isco_code__startswith=code.removeprefix("isco:"))
        courses = courses.filter(wanted)
    for name, lookup in _SIMPLE_LOOKUPS.items():
        if params[name]:
            courses = courses.filter(**{lookup: params[name]})
    return courses.distinct()


COURSE = DocumentType(
    name="course",
    index="courses",
    document=CourseDocument,
    ids=_ids,
    build=_build,
    affected_by={
        "organisation": _of_centres,
        "intake": _of_intakes,
        "occupation": _of_occupations,
        "place": _of_places,
    },
    listing=Listing(
        public=_public,
        summary=_summary,
        location=_location,
        narrow=_narrow,
        kinds=("course",),
        columns=_LISTED,
    ),
)


def setup() -> None:
    """Registers courses with search; called when the app is ready."""
    register(COURSE)
