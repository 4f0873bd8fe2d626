"""The score beside each vacancy of any list, as the result page shows it."""

import pytest

from jobs.models import Vacancy
from matching.recommend.service import NoConsentError, recommend, scores
from portal.people.models import Person
from portal.people.services import withdraw_consent
from tests.factories import CAT_HAI, TIEN_LANG, VacancyFactory
from tests.matching.conftest import engine_requests
from tests.matching.makers import City, person

pytestmark = pytest.mark.django_db


def test_scores_are_those_of_the_recommendations(index_all):
    city = City(7)
    city.vacancies(60)
    index_all()
    who = city.person()
    best = recommend(who, limit=10)
    assert best
    every = scores(who, list(Vacancy.objects.values_list("pk", flat=True)))
    for found in best:
        # An ad gets older between the two.
        assert every[found.vacancy.pk] == pytest.approx(found.score, abs=0.01)
    assert len(every) < 60, "what the person cannot take has none"


def test_no_request_to_the_engine_and_a_fixed_number_of_queries(django_assert_num_queries):
    who = person(wanted=["welder"], skills=["arc-welding"], unit_id=TIEN_LANG)
    few = [v.pk for v in VacancyFactory.create_batch(2, unit_id=TIEN_LANG)]
    many = few + [v.pk for v in VacancyFactory.create_batch(18, unit_id=TIEN_LANG)]
    scores(who, few)  # loads what is kept in memory

    def asked(vacancies: list[int]) -> int:
        fresh = Person.objects.get(pk=who.pk)
        with django_assert_num_queries(9):
            return len(scores(fresh, vacancies))

    with engine_requests() as requests:
        assert (asked(few), asked(many)) == (2, 20)
    assert requests == []


def test_who_does_not_agree_is_not_scored_and_who_told_nothing_has_no_scores():
    near, island = VacancyFactory(unit_id=TIEN_LANG), VacancyFactory(unit_id=CAT_HAI)
    both = [near.pk, island.pk]
    who = person(wanted=["welder"], unit_id=TIEN_LANG)
    assert set(scores(who, both)) == {near.pk}
    assert scores(who, []) == {}
    assert scores(person(unit_id=TIEN_LANG), both) == {}
    withdraw_consent(person_id=who.pk, purpose="matching")
    for refusing in (who, person(wanted=["welder"], agrees=False)):
        with pytest.raises(NoConsentError):
            scores(refusing, both)
