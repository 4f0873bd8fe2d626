"""The engine must choose what the score would choose."""

import pytest

from jobs.models import Vacancy
from matching.recommend.read import person_facts, skill_weights, vacancy_facts
from matching.recommend.retrieval import retrieve
from matching.recommend.score import obstacle, score, total
from tests.matching.makers import City

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(index_all) -> City:
    made = City(seed=7)
    made.vacancies(600)
    index_all()
    return made


def test_hard_filters_of_engine_and_score_say_the_same(city: City) -> None:
    everything = vacancy_facts(Vacancy.objects.public())
    lost = 0
    for person in person_facts([city.person() for _ in range(25)]):
        found = set(retrieve(person, skill_weights(), size=1000))
        possible = {v.id for v in everything if obstacle(person, v) is None}
        assert found == possible
        lost += len(everything) - len(possible)
    assert lost  # otherwise nothing was tried


def test_the_best_of_the_engine_hold_the_best_of_the_score(city: City) -> None:
    everything = vacancy_facts(Vacancy.objects.public())
    kept = wanted = 0
    for person in person_facts([city.person() for _ in range(25)]):
        points = {v.id: total(score(person, v)) for v in everything if obstacle(person, v) is None}
        tenth = sorted(points.values(), reverse=True)[:10][-1:]
        # A tenth of what is possible, as 300 are of a large city.
        found = retrieve(person, skill_weights(), size=60)
        kept += min(10, sum(points[v] >= tenth[0] - 1e-6 for v in found))
        wanted += min(10, len(points))
    assert kept / wanted >= 0.95


def test_only_what_the_public_may_see_is_found(city: City) -> None:
    person = person_facts([city.person()])[0]
    Vacancy.objects.update(openings_left=0)
    assert vacancy_facts(Vacancy.objects.public()) == []
    assert retrieve(person, skill_weights())  # the engine is behind; the database decides
