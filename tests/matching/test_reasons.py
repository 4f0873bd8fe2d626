"""Why something is recommended, in words, on the real engine."""

import pytest
from django.utils import translation

from matching.recommend.score import total
from matching.recommend.service import recommend
from matching.recommend.weights import WEIGHTS
from tests.factories import AN_DUONG, TIEN_LANG, CourseFactory, IntakeFactory
from tests.matching.makers import BASICS, City, person, vacancy

pytestmark = pytest.mark.django_db


def test_reasons_are_words_with_values(welder, index_all) -> None:
    vacancy([*BASICS, "tig-welding"], shifts=["day"], pay_max=12_000_000)
    course = CourseFactory(title="Hàn TIG cơ bản", skills=["tig-welding"], unit_id=TIEN_LANG)
    IntakeFactory(course=course, seats=5)
    index_all()
    with translation.override("en"):
        reasons = {r.code: r for r in recommend(welder)[0].reasons}
    assert reasons["occupation_wanted"].text == "The very job you want: Welder"
    assert reasons["skills_some"].text == "You have 3/4 skills they need"
    assert reasons["pay"].text == "Pay up to 12 million VND, as you wish"
    assert reasons["shifts"].text == "Day shift, as you wish"
    assert reasons["distance"].text.endswith("km from home")
    course_reason = reasons["skill_course"]
    assert course_reason.kind == "todo"
    assert "TIG welding → course Hàn TIG cơ bản" in course_reason.text
    assert "5 seats left, near your home" in course_reason.text
    assert "opens 1 job" in course_reason.text
    kinds = [r.kind for r in reasons.values()]
    assert kinds == sorted(kinds, key=lambda kind: kind != "fits")


@pytest.mark.parametrize(
    ("pay_min", "pay_max", "text"),
    [
        (None, None, "They do not say the pay: ask first"),
        (8_000_000, None, "Pay from 8 million VND, you wish for 9 million VND: ask"),
        (9_500_000, None, "Pay from 9.5 million VND, as you wish"),
        (5_000_000, 8_000_000, "Pay up to 8 million VND, below your wish of 9 million VND"),
    ],
)
def test_pay_is_told_as_the_vacancy_tells_it(welder, index_all, pay_min, pay_max, text) -> None:
    vacancy(BASICS, pay_min=pay_min, pay_max=pay_max)
    index_all()
    with translation.override("en"):
        assert text in [reason.text for reason in recommend(welder)[0].reasons]


@pytest.mark.parametrize(
    ("welfare", "code", "kind"),
    [
        ([], "distance_far", "missing"),
        (["shuttle"], "distance_shuttle", "fits"),
        (["dormitory"], "distance_dormitory", "fits"),
    ],
)
def test_a_way_longer_than_wished_is_told_with_what_makes_up_for_it(
    index_all, welfare, code, kind
) -> None:
    seeker = person(wanted=["welder"], unit_id=TIEN_LANG, wish={"max_distance_km": 15})
    vacancy(BASICS, unit_id=AN_DUONG, welfare=welfare)
    index_all()
    with translation.override("en"):
        reasons = {r.code: r for r in recommend(seeker)[0].reasons}
    assert reasons[code].kind == kind
    assert "further than the 15 km you wished" in reasons[code].text
    assert not {"distance", "shuttle", "dormitory"} & reasons.keys()


def test_reasons_follow_the_points(welder, index_all) -> None:
    city = City(seed=5)
    city.vacancies(150)
    index_all()
    component = {
        "occupation_wanted": "occupation", "occupation_near": "occupation", "skills_all": "skills",
        "skills_some": "skills", "distance": "place", "pay": "pay", "shifts": "schedule",
    }  # fmt: skip
    lacking = {
        "skill_missing": "skills", "skill_course": "skills", "pay_low": "pay",
        "pay_unknown": "pay", "shifts_other": "schedule", "distance_far": "place",
        "experience_short": "level", "cmkt_short": "level", "languages_short": "level",
    }  # fmt: skip
    seen = set()
    for _ in range(6):
        for each in recommend(city.person(), 50):
            assert each.reasons
            for code in (reason.code for reason in each.reasons):
                seen.add(code)
                if code in component:
                    assert each.components[component[code]] > 0
                if code in lacking:
                    assert each.components[lacking[code]] < WEIGHTS[lacking[code]]
            assert total(each.components) == each.score
    assert {"occupation_wanted", "skill_missing", "pay_low", "distance"} <= seen
