"""People, and a small city of random vacancies, courses and people, the same for each seed."""

import random
from datetime import timedelta
from typing import Any

from django.utils import timezone

from jobs.models import Vacancy, VacancySkill
from portal.accounts.models import Organisation
from portal.people.models import Consent, Experience, JobWish, Person, PersonSkill
from portal.reference.codes import entries
from portal.reference.models import Occupation, OccupationSkill, Unit
from tests.factories import OrganisationFactory, UserFactory, VacancyFactory

HOME_PROVINCE = "31"
# What a trained welder can do.
BASICS = ["arc-welding", "metal-grinding", "technical-drawing-reading"]


def person(
    *,
    wanted: list[str] | None = None,
    skills: list[str] | None = None,
    did: dict[str, int] | None = None,
    wish: dict[str, Any] | None = None,
    agrees: bool = True,
    visible: bool = False,
    **fields: Any,
) -> Person:
    """A job seeker with an account; `did` maps occupations to months. `agrees` to be recommended
    jobs, and is `visible` to employers."""
    made = Person.objects.create(user=UserFactory(), **{"full_name": "Phạm Thị Hẹn"} | fields)
    own = JobWish.objects.create(person=made, **wish or {})
    own.occupations.set(wanted or [])
    PersonSkill.objects.bulk_create(PersonSkill(person=made, skill_id=s) for s in skills or [])
    for occupation, months in (did or {}).items():
        Experience.objects.create(
            person=made, title="Việc cũ", occupation_id=occupation, months=months,
            employer="Công ty Cũ",
        )  # fmt: skip
    purposes = {Consent.Purpose.MATCHING: agrees, Consent.Purpose.CANDIDATE_SEARCH: visible}
    Consent.objects.bulk_create(
        Consent(person=made, purpose=purpose, text_version="1")
        for purpose, given in purposes.items()
        if given
    )
    return made


def vacancy(
    essential: list[str] | None = None, optional: list[str] | None = None, **fields: Any
) -> Vacancy:
    made = VacancyFactory(**fields)
    VacancySkill.objects.bulk_create(
        VacancySkill(vacancy=made, skill_id=skill, essential=is_essential)
        for is_essential, skills in ((True, essential), (False, optional))
        for skill in skills or []
    )
    return made


class City:
    """Random but plausible: every field that filters and scores is used."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.units = list(Unit.objects.filter(province=HOME_PROVINCE).order_by("code"))
        self.occupations = list(Occupation.objects.order_by("id"))
        self.skills: dict[str, list[str]] = {}
        for occupation, skill in OccupationSkill.objects.order_by("skill_id").values_list(
            "occupation_id", "skill_id"
        ):
            self.skills.setdefault(occupation, []).append(skill)
        self.trades = [
            o
            for group in ("72", "73", "74", "81", "51", "93")
            for o in self.rng.sample(self._of(group), 4)
        ]

    def _of(self, group: str) -> list[Occupation]:
        return [o for o in self.occupations if o.isco_code.startswith(group)]

    def vacancies(self, count: int) -> None:
        rng = self.rng
        employers = [OrganisationFactory() for _ in range(3)]
        agency = OrganisationFactory(
            kind=Organisation.Kind.OVERSEAS_AGENCY,
            licence_valid_until=timezone.localdate() + timedelta(days=90),
        )
        rows, links = [], []
        for number in range(count):
            trade = rng.choice(self.trades)
            abroad = rng.random() < 0.05
            pay = rng.choice([None, 6, 8, 10, 12, 15])
            rows.append(
                Vacancy(
                    employer=agency if abroad else rng.choice(employers),
                    kind="overseas" if abroad else "domestic",
                    country="JP" if abroad else "",
                    contract_approval_number="1" if abroad else "",
                    title=f"{trade.label_vi} {number}",
                    description="Mô tả",
                    occupation=trade,
                    openings=2,
                    openings_left=2,
                    pay_min=pay and (pay - 2) * 1_000_000,
                    pay_max=rng.choice([None, pay and pay * 1_000_000]),
                    employment_type=rng.choice(["full-time", "full-time", "part-time"]),
                    shifts=rng.choice(
                        [[], ["day"], ["day", "night"], ["office-hours"], ["flexible"]]
                    ),
                    welfare=rng.sample(
                        ["shuttle", "dormitory", "meal-1", "nursery"], rng.randint(0, 2)
                    ),
                    education=rng.choice(["", "lower-secondary", "upper-secondary"]),
                    cmkt=rng.choice(["", "untrained", "elementary", "intermediate", "college"]),
                    experience_months=rng.choice([0, 0, 12, 36]),
                    languages=rng.choice([[], [], ["english"]]),
                    unit=None if abroad else rng.choice(self.units),
                    status="published",
                    published_at=timezone.now() - timedelta(days=rng.randint(0, 60)),
                )
            )
        Vacancy.objects.bulk_create(rows)
        for row in rows:
            chosen = rng.sample(self.skills[row.occupation_id], rng.randint(0, 6))
            links += [
                VacancySkill(vacancy=row, skill_id=s, essential=i < 4) for i, s in enumerate(chosen)
            ]
        VacancySkill.objects.bulk_create(links)

    def person(self) -> Person:
        rng = self.rng
        trade = rng.choice(self.trades)
        return person(
            wanted=[o.pk for o in rng.sample(self._of(trade.isco_code[:2]), 2)],
            skills=rng.sample(self.skills[trade.pk], rng.randint(0, 6)),
            did={trade.pk: rng.randint(1, 60)},
            experience_months=60,
            unit=rng.choice(self.units),
            education=rng.choice(["", "lower-secondary", "upper-secondary"]),
            cmkt=rng.choice(["", "untrained", "elementary", "college"]),
            wish={
                "max_distance_km": rng.choice([5, 15, 30]),
                "pay_min": rng.choice([None, 7_000_000, 11_000_000]),
                "shifts": rng.choice([[], ["day"], ["day", "night"]]),
                "employment_types": rng.choice([[], ["full-time"]]),
                "overseas": rng.random() < 0.3,
                "needs_dormitory": rng.random() < 0.2,
                "needs_shuttle": rng.random() < 0.2,
                "places": rng.choice([[], [HOME_PROVINCE], ["district-an-duong"]]),
            },
        )


def level(list_name: str, rank: int) -> str:
    return list(entries(list_name))[rank]
