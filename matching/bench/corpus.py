"""The frozen corpus of tests/bench as rows of the database, and so as documents of the portal."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from jobs.models import Vacancy, VacancySkill
from portal.accounts.models import Organisation
from portal.search import registry
from portal.search.registry import Json
from training.models import Course, Intake

FOLDER = Path(settings.BASE_DIR) / "tests" / "bench"
_KINDS = {
    "vacancy": Organisation.Kind.EMPLOYER,
    "overseas": Organisation.Kind.OVERSEAS_AGENCY,
    "course": Organisation.Kind.TRAINING_CENTRE,
}
_LICENSED_DAYS = 3650


def lines(path: Path) -> list[Json]:
    """The objects of a file with one JSON object a line."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def documents() -> dict[str, list[Json]]:
    """Type → documents, built from rows by the portal's own builders. Ids are the corpus's.

    Writes the rows: call it on throwaway stores only.
    """
    return {name: list(_built(name, known)) for name, known in write().items()}


def write() -> dict[str, dict[str, str]]:
    """Writes the rows; returns, by type, ids of rows → ids of the corpus."""
    ads = lines(FOLDER / "corpus.jsonl")
    organisations = _organisations(ads)
    ids: dict[str, dict[str, str]] = {"vacancy": {}, "course": {}}
    for ad in ads:
        organisation = organisations[ad["kind"], ad["organisation"]]
        course = ad["kind"] == "course"
        row = (_course if course else _vacancy)(ad, organisation)
        ids["course" if course else "vacancy"][str(row.pk)] = ad["id"]
    return ids


def _built(name: str, ids: dict[str, str]) -> Iterator[Json]:
    for object_id, document in registry.get(name).build(list(ids)):
        assert document is not None
        yield document | {"id": ids[object_id]}


def _organisations(ads: list[Json]) -> dict[tuple[str, str], Organisation]:
    until = timezone.localdate() + timedelta(days=_LICENSED_DAYS)
    return {
        (kind, name): Organisation.objects.create(
            kind=_KINDS[kind],
            name=name,
            verification=Organisation.Verification.VERIFIED,
            licence_number="1" if kind == "overseas" else "",
            licence_valid_until=until if kind == "overseas" else None,
        )
        for kind, name in dict.fromkeys((ad["kind"], ad["organisation"]) for ad in ads)
    }


def _vacancy(ad: Json, employer: Organisation) -> Vacancy:
    overseas = ad["kind"] == "overseas"
    vacancy = Vacancy.objects.create(
        employer=employer,
        kind=Vacancy.Kind.OVERSEAS if overseas else Vacancy.Kind.DOMESTIC,
        occupation_id=ad["occupations"][0],
        unit_id=ad["unit"] or None,
        industrial_park_id=ad["park"] or None,
        cmkt=ad["level"],
        openings=5,
        openings_left=5,
        contract_approval_number="1" if overseas else "",
        status=Vacancy.Status.PUBLISHED,
        published_at=timezone.now() - timedelta(days=ad["published_days_ago"]),
        **{
            name: ad[name]
            for name in (
                *("title", "description", "requirements", "benefits", "address", "country"),
                *("shifts", "welfare", "employment_type", "experience_months", "languages"),
                *("pay_min", "pay_max"),
            )
        },
    )
    VacancySkill.objects.bulk_create(
        VacancySkill(vacancy=vacancy, skill_id=skill, essential=True) for skill in ad["skills"]
    )
    return vacancy


def _course(ad: Json, centre: Organisation) -> Course:
    course = Course.objects.create(
        centre=centre,
        unit_id=ad["unit"],
        status=Course.Status.PUBLISHED,
        published_at=timezone.now() - timedelta(days=ad["published_days_ago"]),
        **{
            name: ad[name]
            for name in ("title", "description", "level", "months", "fee", "subsidised")
        },
    )
    course.occupations.set(ad["occupations"])
    course.skills.set(ad["skills"])
    begins = timezone.localdate() + timedelta(days=30)
    Intake.objects.create(
        course=course,
        shift=ad["shift"],
        seats=30,
        starts_on=begins,
        enrol_until=begins,
        ends_on=begins + timedelta(days=round(30 * ad["months"])),
    )
    return course
