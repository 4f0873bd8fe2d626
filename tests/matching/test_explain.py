"""What the words of an explanation make of figures."""

from dataclasses import replace

import pytest
from django.utils import translation

from matching.recommend.explain import for_employer, for_seeker
from matching.recommend.facts import PersonFacts, VacancyFacts
from matching.recommend.score import score

pytestmark = pytest.mark.django_db

KM = 1 / 111.195  # in degrees of latitude
HOME = PersonFacts(id=1, lat=20.7, lon=106.6, max_distance_km=15)
JOB = VacancyFacts(id=1, occupation="welder", isco="7212", lat=20.7, lon=106.6)


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


def away(km: float) -> VacancyFacts:
    return replace(JOB, lat=HOME.lat + km * KM)


def told_seeker(person: PersonFacts, vacancy: VacancyFacts) -> list[str]:
    return [r.text for r in for_seeker(person, vacancy, score(person, vacancy))]


def told_employer(person: PersonFacts, vacancy: VacancyFacts) -> list[str]:
    return [r.text for r in for_employer(person, vacancy, score(person, vacancy))]


@pytest.mark.parametrize(
    ("km", "text"),
    [
        (0, "Nhà ở ngay gần chỗ làm"),
        (0.9, "Nhà ở ngay gần chỗ làm"),
        (1.2, "Nhà cách chỗ làm 1 km"),
        (6.4, "Nhà cách chỗ làm 6 km"),
    ],
)
def test_no_figure_for_work_next_door(km: float, text: str) -> None:
    assert text in told_employer(HOME, away(km))


@pytest.mark.parametrize(
    ("km", "said"), [(15.04, "15,1"), (15.4, "15,4"), (15.6, "16"), (22, "22")]
)
def test_what_is_too_far_never_reads_like_the_limit(km: float, said: str) -> None:
    assert f"Cách nhà bạn {said} km, xa hơn mức 15 km bạn muốn" in told_seeker(HOME, away(km))


def test_less_pay_never_reads_like_the_pay_wished_for() -> None:
    person = replace(HOME, pay_min=8_000_000)
    vacancy = replace(JOB, pay_max=7_960_000)
    assert "Lương đến 7,96 triệu, thấp hơn mức bạn mong là 8 triệu" in told_seeker(person, vacancy)
    with translation.override("en"):
        text = "Pay up to 7.96 million VND, below your wish of 8 million VND"
        assert text in told_seeker(person, vacancy)
