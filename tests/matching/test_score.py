"""Laws of the one score, on facts of every shape."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.recommend import weights as w
from matching.recommend.facts import PersonFacts, VacancyFacts
from matching.recommend.score import PARTS, missing_skills, obstacle, score, total

OCCUPATIONS = {
    "welder": "7212", "sheet-metal-worker": "7213", "fitter": "7233", "cook": "5120",
    "waiter": "5131", "sewer": "8153", "farmer": "6111", "labourer": "9329",
}  # fmt: skip
SKILLS = [f"skill-{i}" for i in range(8)]
LANGUAGES = ["english", "chinese", "japanese"]
SHIFTS = ["day", "night", "office-hours"]
PLACES = ["11311", "district-an-duong", "park-vsip"]


def some(values):
    return st.frozensets(st.sampled_from(values))


def months():
    return st.integers(0, 240)


points = st.tuples(st.floats(20.6, 21.1), st.floats(106.3, 106.9))
homes = st.none() | points
weighted = st.dictionaries(st.sampled_from(SKILLS), st.floats(1, 8))
wishes = st.integers(1, 60_000_000)
pays = st.none() | st.just(0) | wishes


@st.composite
def people(draw, home=homes, pay=pays) -> PersonFacts:
    home = draw(home)
    return PersonFacts(
        id=1,
        wanted=draw(some(sorted(OCCUPATIONS))),
        practised=draw(st.dictionaries(st.sampled_from(sorted(OCCUPATIONS)), months())),
        isco=OCCUPATIONS,
        skills=draw(some(SKILLS)),
        studying=draw(some(SKILLS)),
        implied=draw(some(SKILLS)),
        education=draw(st.integers(0, 5)),
        cmkt=draw(st.none() | st.integers(0, 7)),
        unplaced_months=draw(months()),
        languages=draw(some(LANGUAGES)),
        lat=home and home[0],
        lon=home and home[1],
        island=draw(st.sampled_from(["", "11948"])),
        places=draw(some(PLACES)),
        provinces=draw(some(["31", "33"])),
        max_distance_km=draw(st.integers(1, 500)),
        pay_min=draw(pay),
        shifts=draw(some(SHIFTS)),
        employment_types=draw(some(["full-time", "part-time"])),
        needs_dormitory=draw(st.booleans()),
        needs_shuttle=draw(st.booleans()),
        overseas=draw(st.booleans()),
        words=draw(some(["tho", "han", "may"])),
    )


@st.composite
def vacancies(draw, place=homes, essential=weighted) -> VacancyFacts:
    occupation = draw(st.sampled_from(sorted(OCCUPATIONS)))
    place = draw(place)
    return VacancyFacts(
        id=1,
        occupation=occupation,
        isco=OCCUPATIONS[occupation],
        essential=draw(essential),
        optional=draw(weighted),
        education=draw(st.integers(0, 5)),
        cmkt=draw(st.integers(0, 7)),
        experience_months=draw(months()),
        languages=draw(some(LANGUAGES)),
        lat=place and place[0],
        lon=place and place[1],
        island=draw(st.sampled_from(["", "11948"])),
        places=draw(some([*PLACES, "31"])),
        overseas=draw(st.booleans()),
        pay_max=draw(pays),
        shifts=draw(some(SHIFTS)),
        flexible=draw(st.booleans()),
        employment_type=draw(st.sampled_from(["full-time", "part-time"])),
        dormitory=draw(st.booleans()),
        shuttle=draw(st.booleans()),
        age_days=draw(st.floats(0, 400)),
        words=draw(some(["tho", "han", "tho han", "co", "khi"])),
    )


def test_weights_sum_to_100_and_name_every_part() -> None:
    assert sum(w.WEIGHTS.values()) == 100
    assert list(w.WEIGHTS) == list(PARTS)
    assert sum(w.LEVEL_SHARES.values()) == pytest.approx(1)
    assert pytest.approx(1) == w.SHIFTS_SHARE + w.EMPLOYMENT_SHARE


@given(people(), vacancies())
def test_components_stay_within_their_weights_and_sum_to_the_score(person, vacancy) -> None:
    components = score(person, vacancy)
    assert list(components) == list(w.WEIGHTS)
    for name, points in components.items():
        assert 0 <= points <= w.WEIGHTS[name]
    assert total(components) == pytest.approx(sum(components.values()))
    assert 0 <= total(components) <= 100 + 1e-9


@given(people(), vacancies())
def test_same_facts_give_the_same_points(person, vacancy) -> None:
    assert score(person, vacancy) == score(replace(person), replace(vacancy))


@given(people(), vacancies(essential=weighted.filter(bool)), vacancies())
def test_learning_a_named_missing_skill_lifts_the_vacancy_that_asked(person, vacancy, other):
    unknown = min(vacancy.essential)
    person = replace(
        person,
        skills=person.skills - {unknown},
        studying=person.studying - {unknown},
        implied=person.implied - {unknown},
    )
    lacking = missing_skills(person, vacancy)
    assert unknown in lacking
    for skill in lacking:
        after = replace(person, skills=person.skills | {skill})
        gain = total(score(after, vacancy)) - total(score(person, vacancy))
        assert gain > 0
        # Its rank among those that do not ask for the skill cannot fall: they stay as they were.
        without = replace(
            other,
            essential={s: x for s, x in other.essential.items() if s != skill},
            optional={s: x for s, x in other.optional.items() if s != skill},
        )
        assert score(after, without) == score(person, without)


@given(people(), vacancies(), st.sampled_from(SKILLS), st.integers(1, 24))
def test_more_of_what_is_asked_never_lowers(person, vacancy, skill, more) -> None:
    before = total(score(person, vacancy))
    for better in (
        replace(person, skills=person.skills | {skill}),
        replace(person, studying=person.studying | {skill}),
        replace(person, implied=person.implied | {skill}),
        replace(person, education=person.education + 1),
        replace(person, cmkt=(person.cmkt or 0) + 1),
        replace(person, unplaced_months=person.unplaced_months + more),
        replace(person, practised={k: m + more for k, m in person.practised.items()}),
        replace(person, languages=person.languages | {"english"}),
        replace(person, max_distance_km=person.max_distance_km + more),
        replace(person, words=person.words | {"han"}),
        replace(person, pay_min=person.pay_min and person.pay_min // 2),
        replace(person, provinces=person.provinces | {"31"}),
    ):
        assert total(score(better, vacancy)) >= before - 1e-9


@given(people(), vacancies())
def test_a_better_offer_never_lowers(person, vacancy) -> None:
    before = total(score(person, vacancy))
    for better in (
        replace(vacancy, pay_max=vacancy.pay_max and vacancy.pay_max + 1_000_000),
        replace(vacancy, shuttle=True),
        replace(vacancy, dormitory=True),
        replace(vacancy, age_days=vacancy.age_days / 2),
        replace(vacancy, education=0),
        replace(vacancy, cmkt=0),
        replace(vacancy, experience_months=0),
        replace(vacancy, languages=frozenset()),
    ):
        assert total(score(person, better)) >= before - 1e-9


@given(people(home=points), vacancies(place=points), st.floats(0, 1))
def test_nearer_is_never_worse(person, vacancy, part) -> None:
    nearer = replace(
        vacancy,
        lat=person.lat + (vacancy.lat - person.lat) * part,
        lon=person.lon + (vacancy.lon - person.lon) * part,
    )
    assert score(person, nearer)["place"] >= score(person, vacancy)["place"] - 1e-6
    if obstacle(person, vacancy) is None:
        assert obstacle(person, nearer) is None


@given(people(pay=wishes), vacancies())
def test_pay_is_one_sided(person, vacancy) -> None:
    for offered in (person.pay_min, person.pay_min * 3):
        points = score(person, replace(vacancy, pay_max=offered))["pay"]
        assert points == pytest.approx(w.WEIGHTS["pay"])


@given(people(), vacancies())
def test_an_unstated_wish_costs_nothing(person, vacancy) -> None:
    silent = replace(person, pay_min=None, shifts=frozenset(), employment_types=frozenset())
    points = score(silent, vacancy)
    assert points["pay"] == w.WEIGHTS["pay"]
    assert points["schedule"] == pytest.approx(w.WEIGHTS["schedule"])


@given(people(home=points), vacancies())
def test_a_whole_province_never_beats_what_is_within_reach(person, vacancy) -> None:
    person = replace(person, needs_shuttle=False)
    here = replace(vacancy, lat=person.lat, lon=person.lon, island=person.island, overseas=False)
    there = replace(here, lat=person.lat + 4, places=frozenset({"31"}), shuttle=False)
    wide = replace(person, provinces=frozenset({"31"}), places=frozenset(), max_distance_km=15)
    near = replace(here, lat=person.lat + 0.13, places=frozenset())  # 14.5 km
    assert score(wide, near)["place"] > score(wide, replace(there, dormitory=False))["place"] > 0
    assert obstacle(wide, replace(there, cmkt=0)) is None


@given(people(), vacancies())
def test_obstacles_are_the_persons_own_words(person, vacancy) -> None:
    code = obstacle(person, vacancy)
    assert code in {
        None, "overseas_not_wanted", "level_too_high", "no_dormitory", "other_island", "too_far",
    }  # fmt: skip
    if vacancy.overseas:
        assert code != "too_far"
    unstated = replace(person, cmkt=None)
    assert obstacle(unstated, vacancy) != "level_too_high"


def test_who_somebody_is_cannot_act_because_the_facts_do_not_hold_it() -> None:
    held = {f.name for kind in (PersonFacts, VacancyFacts) for f in fields(kind)}
    assert not held & {
        "sex", "gender", "age", "birth_date", "ethnicity", "religion", "health", "disability",
        "priority_groups", "rural", "poverty", "marital_status", "name", "full_name",
    }  # fmt: skip


WELDER = PersonFacts(
    id=1, wanted=frozenset({"welder"}), isco=OCCUPATIONS, skills=frozenset(SKILLS[:3]),
    lat=20.72, lon=106.55, max_distance_km=20, pay_min=9_000_000, shifts=frozenset({"day"}),
)  # fmt: skip
JOB = VacancyFacts(
    id=1, occupation="welder", isco="7212", essential=dict.fromkeys(SKILLS[:4], 2.0),
    lat=20.75, lon=106.6, pay_max=12_000_000, shifts=frozenset({"day"}),
    employment_type="full-time",
)  # fmt: skip


def test_points_of_a_known_case() -> None:
    points = score(WELDER, JOB)
    assert points["occupation"] == 30
    assert points["skills"] == pytest.approx(15)  # three of four, equally rare
    assert points["optional_skills"] == 2
    assert 14 < points["place"] < 15.1  # about 6 km of 20
    assert points["pay"] == 10
    assert points["schedule"] == pytest.approx(7)
    assert points["level"] == pytest.approx(8)


def test_the_wanted_trade_weighs_more_than_a_near_one_and_a_near_one_more_than_none() -> None:
    def points(occupation: str) -> float:
        job = replace(JOB, occupation=occupation, isco=OCCUPATIONS[occupation])
        return score(WELDER, job)["occupation"]

    assert points("welder") > points("sheet-metal-worker") > points("fitter") > points("cook") == 0


def test_work_done_before_counts_less_than_work_wanted_but_whole_without_a_wish() -> None:
    cook = replace(WELDER, practised={"cook": 60})
    kitchen = replace(JOB, occupation="cook", isco="5120")
    assert score(cook, kitchen)["occupation"] == pytest.approx(30 * w.PRACTISED)
    assert score(replace(cook, wanted=frozenset()), kitchen)["occupation"] == 30


def test_rarer_skills_weigh_more() -> None:
    job = replace(JOB, essential={"skill-0": 1.0, "skill-7": 6.0})
    common = score(replace(WELDER, skills=frozenset({"skill-0"})), job)["skills"]
    rare = score(replace(WELDER, skills=frozenset({"skill-7"})), job)["skills"]
    assert rare > common
    assert missing_skills(replace(WELDER, skills=frozenset()), job) == ["skill-7", "skill-0"]


def test_ten_years_of_farming_are_no_two_years_of_welding() -> None:
    asked = replace(JOB, experience_months=24)

    def level(practised: dict[str, int]) -> float:
        return score(replace(WELDER, practised=practised), asked)["level"]

    assert level({"farmer": 120}) == level({})
    assert level({"welder": 24}) == pytest.approx(8)
    assert level({}) < level({"sheet-metal-worker": 12}) < level({"welder": 24})


def test_dormitory_and_shuttle_bring_far_work_near() -> None:
    far = replace(JOB, lat=20.72, lon=107.0)  # 47 km
    assert obstacle(replace(WELDER, max_distance_km=15), far) == "too_far"
    assert obstacle(replace(WELDER, max_distance_km=15), replace(far, shuttle=True)) is None
    assert obstacle(replace(WELDER, max_distance_km=15), replace(far, dormitory=True)) is None
    needs = replace(WELDER, needs_dormitory=True)
    assert obstacle(needs, far) == "no_dormitory"
    assert obstacle(needs, JOB) is None  # at home nobody needs a dormitory
    assert score(needs, replace(far, dormitory=True))["place"] == 16


def test_water_between_home_and_work() -> None:
    island = replace(JOB, island="11948", lat=20.73, lon=106.56)
    assert obstacle(WELDER, island) == "other_island"
    assert score(WELDER, island)["place"] == 0
    assert obstacle(replace(WELDER, places=frozenset({"11948"})), island) == "other_island"
    wished = replace(island, places=frozenset({"11948", "31"}))
    assert obstacle(replace(WELDER, places=frozenset({"11948"})), wished) is None


def test_half_had_skills_count_half() -> None:
    job = replace(JOB, essential={"skill-0": 2.0})
    nothing = replace(WELDER, skills=frozenset())
    for half in (
        replace(nothing, studying=frozenset({"skill-0"})),
        replace(nothing, implied=frozenset({"skill-0"})),
    ):
        assert score(half, job)["skills"] == pytest.approx(10)
        assert missing_skills(half, job) == []
