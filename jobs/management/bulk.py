"""Vacancies by the ten thousand, for benches."""

import random

from django.utils import timezone

from jobs.models import Vacancy, VacancySkill
from portal.accounts.models import Organisation
from portal.reference.models import Occupation, OccupationSkill, Unit
from portal.search.concepts import HOME_PROVINCE
from portal.search.outbox import batches

EMPLOYERS = 400
SKILLS = 5
# Of real ads: a few sentences to half a page.
SENTENCES = (
    "Vận hành máy theo hướng dẫn của tổ trưởng và ghi sổ theo dõi mỗi ca.",
    "Làm việc tại xưởng, có xe đưa đón từ Tiên Lãng, Vĩnh Bảo và Kiến Thuỵ.",
    "Lương cơ bản cộng chuyên cần, ăn ca, tăng ca theo luật lao động.",
    "Ưu tiên người có kinh nghiệm, chưa biết nghề được đào tạo tại chỗ.",
    "Đóng bảo hiểm đầy đủ, thưởng lễ Tết, khám sức khoẻ định kỳ mỗi năm.",
    "Hồ sơ gồm sơ yếu lý lịch, giấy khám sức khoẻ, bằng cấp nếu có.",
    "Thời gian làm việc 8 giờ một ngày, nghỉ chủ nhật và ngày lễ.",
    "Chăm chỉ, cẩn thận, chịu được áp lực, gắn bó lâu dài với công ty.",
)


def generate(number: int, rng: random.Random) -> None:
    """Writes so many open vacancies of invented employers, without announcing them."""
    employers = Organisation.objects.bulk_create(
        Organisation(
            kind=Organisation.Kind.EMPLOYER,
            name=f"Công ty TNHH Cơ khí Bến Cảng {n}",
            verification=Organisation.Verification.VERIFIED,
        )
        for n in range(EMPLOYERS)
    )
    occupations = list(Occupation.objects.all())
    units = list(Unit.objects.filter(province=HOME_PROVINCE))
    skills: dict[str, list[str]] = {}
    for owner, skill in OccupationSkill.objects.values_list("occupation_id", "skill_id"):
        skills.setdefault(owner, []).append(skill)
    for batch in batches(range(number)):
        rows = []
        for n in batch:
            occupation = rng.choice(occupations)
            pay = rng.randrange(6, 20) * 1_000_000
            rows.append(
                Vacancy(
                    employer=rng.choice(employers),
                    title=f"{occupation.label_vi} {n}",
                    description=" ".join(rng.choices(SENTENCES, k=rng.randrange(3, 10))),
                    requirements=" ".join(rng.choices(SENTENCES, k=rng.randrange(1, 5))),
                    benefits=" ".join(rng.choices(SENTENCES, k=rng.randrange(1, 5))),
                    occupation=occupation,
                    openings=5,
                    openings_left=5,
                    pay_min=pay,
                    pay_max=pay + 3_000_000,
                    employment_type="full-time",
                    shifts=["day"],
                    welfare=["shuttle"],
                    unit=rng.choice(units),
                    status=Vacancy.Status.PUBLISHED,
                    published_at=timezone.now(),
                )
            )
        created = Vacancy.objects.bulk_create(rows)
        VacancySkill.objects.bulk_create(
            VacancySkill(vacancy=vacancy, skill_id=skill, essential=n < SKILLS - 1)
            for vacancy in created
            for n, skill in enumerate(skills.get(vacancy.occupation_id, [])[:SKILLS])
        )
