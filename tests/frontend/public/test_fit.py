"""What a signed-in job seeker sees more on the cards."""

import pytest
from django.test import Client

from jobs.models import Vacancy
from matching.recommend.service import recommend
from portal.people.services import withdraw_consent
from tests.factories import AN_DUONG, CAT_HAI, TIEN_LANG, UserFactory, VacancyFactory
from tests.frontend.public.reading import get
from tests.matching.makers import person

pytestmark = pytest.mark.django_db
JOBS = "/tim-viec/"


@pytest.fixture
def welder():
    return person(wanted=["welder"], unit_id=TIEN_LANG, wish={"max_distance_km": 15})


def test_the_fit_is_that_of_the_recommendations(client: Client, publish, welder):
    near = VacancyFactory(title="Gần", unit_id=TIEN_LANG)
    island = VacancyFactory(title="Đảo xa", unit_id=CAT_HAI)
    publish(near, island)
    client.force_login(welder.user)
    page = get(client, JOBS)
    (best,) = [r for r in recommend(welder) if r.vacancy == near]
    assert page.html.count("fit-number") == 1, "none for what one cannot reach"
    assert f'<span class="fit-number" aria-hidden="true">{round(best.score)}<' in page.html


def test_distance_counts_from_home_where_no_place_is_asked_for(client: Client, publish, welder):
    publish(VacancyFactory(title="Ở An Dương", unit_id=AN_DUONG))
    assert " km" not in get(client, JOBS).html.split('id="results"')[1]
    client.force_login(welder.user)
    assert " km" in get(client, JOBS).html.split('id="results"')[1]


def test_who_does_not_agree_or_told_nothing_gets_no_fit(client: Client, publish, welder):
    publish(VacancyFactory(unit_id=TIEN_LANG))
    client.force_login(welder.user)
    assert "fit-number" in get(client, JOBS).html
    withdraw_consent(person_id=welder.pk, purpose="matching")
    page = get(client, JOBS)
    assert (page.status, "fit-number" in page.html) == (200, False)
    silent = person(wanted=["welder"], unit_id=TIEN_LANG, agrees=False)
    for user in (silent.user, person(unit_id=TIEN_LANG).user, UserFactory()):
        client.force_login(user)
        page = get(client, JOBS)
        assert (page.status, "fit-number" in page.html) == (200, False)


def test_the_number_of_queries_does_not_grow_with_the_cards(
    client: Client, publish, welder, django_assert_max_num_queries
):
    publish(*VacancyFactory.create_batch(20, unit_id=TIEN_LANG))
    client.force_login(welder.user)
    get(client, JOBS)  # loads what is kept in memory

    def asked(size: int) -> int:
        with django_assert_max_num_queries(30) as queries:
            assert get(client, JOBS, {"page_size": size}).html.count("fit-number") == size
        return len(queries)

    assert asked(2) == asked(20)
    assert Vacancy.objects.count() == 20
