"""What stands beside a vacancy or course: what prepares for it, what it leads to, what is like it.

For everybody, hence without a person and without a score; from PostgreSQL alone, so that the
pages stand while the engine is away.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FloatField,
    IntegerField,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Power

from jobs.models import Vacancy, VacancySkill
from portal.reference.models import Unit
from training.models import Course, Intake

# A single shared skill says little: nearly everybody teaches and asks for safety at work.
SHARED_SKILLS = 2
# Degrees of longitude are this much shorter than those of latitude here (cos 20.8°).
NARROWER = 0.935


def courses_for(vacancy: Vacancy) -> QuerySet[Course]:
    """Public courses that prepare for the vacancy: for its occupation, or for several of the
    skills that it cannot do without. Those with free seats first, then by how much they share,
    then the nearest to the workplace."""
    essential = VacancySkill.objects.filter(vacancy=vacancy, essential=True).values("skill")
    return _courses([vacancy.occupation_id], essential, near=vacancy.unit)


def courses_like(course: Course) -> QuerySet[Course]:
    """Other public courses for the same occupations or several of the same skills."""
    trades, skills = course.occupations.values("pk"), course.skills.values("pk")
    return _courses(trades, skills, near=course.unit).exclude(pk=course.pk)


def _courses(trades: Any, skills: Any, *, near: Unit | None) -> QuerySet[Course]:
    through = Course.occupations.through.objects
    return (
        Course.objects.public()
        .annotate(
            for_trade=Exists(through.filter(course=OuterRef("pk"), occupation__in=trades)),
            shared=_count(Course.skills.through, "course", skill__in=skills),
            has_seats=Exists(Intake.objects.open().filter(course=OuterRef("pk"))),
        )
        .exclude(for_trade=False, shared__lt=SHARED_SKILLS)
        .select_related("centre", "unit")
        .prefetch_related("intakes")
        .order_by("-has_seats", "-for_trade", "-shared", _far(near), "-pk")
    )


def vacancies_for(course: Course) -> QuerySet[Vacancy]:
    """Open vacancies in the occupations that the course prepares for: those first that need most
    of what it teaches, then the nearest to where it is taught."""
    taught = course.skills.values("pk")
    return (
        _vacancies()
        .filter(occupation__in=course.occupations.values("pk"))
        .annotate(shared=_count(VacancySkill, "vacancy", skill__in=taught, essential=True))
        .order_by("-shared", _far(course.unit), "-published_at", "-pk")
    )


def openings(occupations: Iterable[str]) -> dict[tuple[str, str], int]:
    """Occupation and kind (at home, abroad) → open vacancies; one query, none are left out."""
    found = Vacancy.objects.public().filter(occupation__in=list(occupations)).order_by()
    counted = found.values_list("occupation", "kind").annotate(n=Count("pk"))
    return {(occupation, kind): n for occupation, kind, n in counted}


def courses_of_trade(occupation: str) -> int:
    """How many public courses prepare for an occupation."""
    return Course.objects.public().filter(occupations=occupation).count()


def vacancies_like(vacancy: Vacancy) -> QuerySet[Vacancy]:
    """Other open vacancies of the occupation and of those near it by ISCO-08, nearest trade and
    then nearest workplace first; at home or abroad as this one is."""
    isco = vacancy.occupation.isco_code
    nearness = Case(
        When(occupation=vacancy.occupation_id, then=Value(0)),
        When(occupation__isco_code__startswith=isco[:3], then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return (
        _vacancies()
        .filter(kind=vacancy.kind, occupation__isco_code__startswith=isco[:2])
        .exclude(pk=vacancy.pk)
        .order_by(nearness, _far(vacancy.unit), "-published_at", "-pk")
    )


def _vacancies() -> QuerySet[Vacancy]:
    return Vacancy.objects.public().select_related("employer", "unit__province", "industrial_park")


def _count(through: type[Model], owner: str, **conditions: Any) -> Combinable:
    """How many rows of a link table an object has that meet the conditions."""
    links = through._default_manager.filter(**{owner: OuterRef("pk")}, **conditions)
    counted = links.order_by().values(owner).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0))


def _far(place: Unit | None) -> Combinable:
    """A number that grows with the distance of the row's unit from the place; only to order by."""
    if place is None:
        return Value(0.0, output_field=FloatField())
    north = Power(F("unit__lat") - Value(place.lat), 2)
    east = Power((F("unit__lon") - Value(place.lon)) * Value(NARROWER), 2)
    return Coalesce(north + east, Value(0.0), output_field=FloatField())
