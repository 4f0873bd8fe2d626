"""Recommendations for a person, on the real engine."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from jobs.models import Vacancy
from matching.recommend.facts import PersonFacts
from matching.recommend.read import idf, person_facts, vacancy_facts
from matching.recommend.score import missing_skills, score
from matching.recommend.service import NoConsentError, recommend
from matching.recommend.weights import WEIGHTS
from portal.people import services as people
from portal.people.models import Person
from portal.reference.models import Unit
from tests.factories import AN_DUONG, TIEN_LANG, CourseFactory, IntakeFactory, OrganisationFactory
from tests.matching.conftest import engine_requests
from tests.matching.makers import BASICS, City, person, vacancy
from tests.queries import count_queries
from training.models import CourseRecord, Intake

pytestmark = pytest.mark.django_db


def titles(recommendations) -> list[str]:
    return [r.vacancy.title for r in recommendations]


def codes(recommendation) -> list[str]:
    return [reason.code for reason in recommendation.reasons]


def test_wanted_trade_first_and_points_add_up(welder, index_all) -> None:
    vacancy(BASICS, title="Thợ hàn", shifts=["day"])
    vacancy(title="Phụ bếp", occupation_id="cook")
    vacancy([*BASICS, "tig-welding"], title="Thợ hàn TIG")
    index_all()
    found = recommend(welder)
    assert titles(found)[:2] == ["Thợ hàn", "Thợ hàn TIG"]
    assert not found.limited
    for each in found:
        assert each.score == pytest.approx(sum(each.components.values()))
        assert list(each.components) == list(WEIGHTS)


def test_two_requests_at_most_and_one_without_a_gap(welder, index_all) -> None:
    for skill in ("tig-welding", "oxy-gas-cutting", "marking-out"):
        vacancy([*BASICS, skill])
        course = CourseFactory(skills=[skill])
        IntakeFactory(course=course)
    index_all()
    recommend(welder)
    with engine_requests() as seen:
        assert all(r.missing[0].offer for r in recommend(welder))
    assert len(seen) == 2
    assert "_msearch" in seen[1]
    Vacancy.objects.all().delete()
    vacancy(BASICS)
    index_all()
    with engine_requests() as seen:
        assert len(recommend(welder)) == 1
    assert len(seen) == 1


def test_queries_do_not_grow_with_what_is_found(welder, index_all) -> None:
    def post(count: int) -> None:
        for _ in range(count):
            vacancy([*BASICS, "tig-welding"], ["marking-out"])
            IntakeFactory(course=CourseFactory(skills=["tig-welding"]))
        index_all()

    post(2)
    few = count_queries(lambda: recommend(welder, 50))
    post(20)
    assert len(recommend(welder, 50)) == 22
    assert count_queries(lambda: recommend(welder, 50)) == few <= 25


def test_the_gap_names_the_nearest_course_with_a_free_seat(welder, index_all) -> None:
    vacancy([*BASICS, "tig-welding"])
    far = CourseFactory(title="Hàn TIG xa", skills=["tig-welding"], unit_id=AN_DUONG)
    near = CourseFactory(title="Hàn TIG gần", skills=["tig-welding"], unit_id=TIEN_LANG)
    IntakeFactory(course=far, seats=9)
    nearest = IntakeFactory(course=near, seats=5)
    other = CourseFactory(title="Hàn điện", skills=["arc-welding"], unit_id=TIEN_LANG)
    IntakeFactory(course=other)
    index_all()
    gap = recommend(welder)[0].missing[0]
    assert gap.skill == "tig-welding"
    assert gap.offer.course == near
    assert gap.offer.seats == 5
    assert gap.offer.distance_km == pytest.approx(0, abs=0.1)
    assert gap.opens == 1
    # The engine does not know yet that the last seat went; the database does.
    Intake.objects.filter(pk=nearest.pk).update(seats_taken=5)
    gap = recommend(welder)[0].missing[0]
    assert gap.offer.course == far
    assert gap.offer.seats == 9
    assert 10 < gap.offer.distance_km < 30
    Intake.objects.filter(course=far).update(cancelled=True)
    assert recommend(welder)[0].missing[0].offer is None


def test_no_course_of_a_centre_that_is_not_verified(welder, index_all) -> None:
    vacancy([*BASICS, "tig-welding"])
    course = CourseFactory(skills=["tig-welding"])
    IntakeFactory(course=course)
    index_all()
    assert recommend(welder)[0].missing[0].offer
    course.centre.verification = "suspended"
    course.centre.save()
    assert recommend(welder)[0].missing[0].offer is None


def test_a_skill_opens_the_vacancies_that_lack_nothing_else(welder, index_all) -> None:
    for _ in range(3):
        vacancy([*BASICS, "tig-welding"])
    vacancy([*BASICS, "tig-welding", "marking-out"])
    vacancy(["tig-welding", "stir-frying"], occupation_id="cook")
    vacancy(BASICS)
    IntakeFactory(course=CourseFactory(skills=["tig-welding"]))
    index_all()
    opens = {g.skill: g.opens for r in recommend(welder) for g in r.missing}
    assert opens["tig-welding"] == 3
    assert opens["marking-out"] == 0


def test_who_wants_no_course_is_offered_none(welder, index_all) -> None:
    vacancy([*BASICS, "tig-welding"])
    IntakeFactory(course=CourseFactory(skills=["tig-welding"]))
    index_all()
    people.update_wish(person_id=welder.pk, values={"train": False})
    with engine_requests() as seen:
        gap = recommend(Person.objects.get(pk=welder.pk))[0].missing[0]
    assert gap.offer is None
    assert len(seen) == 1


def test_learning_the_named_skill_lifts_the_vacancy_through_the_service(welder, index_all) -> None:
    asks = vacancy([*BASICS, "tig-welding"], title="Hàn TIG")
    others = [vacancy(BASICS[:2], title=f"Hàn {n}", pay_max=9_000_000 + n) for n in range(4)]
    index_all()
    before = {r.vacancy.pk: r for r in recommend(welder)}
    rank = list(before).index(asks.pk)
    people.set_skills(person_id=welder.pk, skills=[*welder.skills.all(), _skill("tig-welding")])
    after = {r.vacancy.pk: r for r in recommend(Person.objects.get(pk=welder.pk))}
    assert after[asks.pk].score > before[asks.pk].score
    assert list(after).index(asks.pk) <= rank
    assert not after[asks.pk].missing
    for other in others:
        assert after[other.pk].score == pytest.approx(before[other.pk].score, abs=0.01)


def _skill(pk: str):
    from portal.reference.models import Skill

    return Skill.objects.get(pk=pk)


def test_who_somebody_is_changes_nothing(welder, index_all) -> None:
    city = City(seed=11)
    city.vacancies(120)
    index_all()
    before = [(r.vacancy.pk, r.components) for r in recommend(welder, 50)]
    assert len(before) > 20
    for change in (
        {"sex": "female"},
        {"sex": "male"},
        {"birth_date": date(1972, 3, 1)},
        {"birth_date": date(2009, 3, 1)},
        {"priority_groups": ["disabled", "ethnic-minority", "poor-household"]},
        {"priority_groups": ["released-prisoner", "older-worker"]},
        {"rural": True},
        {"full_name": "H’Hen Niê"},
        {"hamlet": "Thôn 5"},
    ):
        Person.objects.filter(pk=welder.pk).update(**change)
        again = recommend(Person.objects.get(pk=welder.pk), 50)
        assert [r.vacancy.pk for r in again] == [pk for pk, _points in before]
        for (_pk, points), each in zip(before, again, strict=True):
            assert each.components == pytest.approx(points, abs=0.01)


def test_sex_in_a_title_or_in_ones_own_words_changes_nothing() -> None:
    plain = vacancy(title="Công nhân may")
    for title in ("Công nhân may nam", "Tuyển gấp công nhân may nữ", "CÔNG NHÂN MAY NAM/NỮ"):
        vacancy(title=title)
    first, *others = vacancy_facts(Vacancy.objects.order_by("pk"))
    assert first.id == plain.pk
    assert first.words
    assert all(other.words == first.words for other in others)


def test_an_empty_profile_gets_nearby_entry_level_work_and_one_question(index_all) -> None:
    near = vacancy(title="Lao động phổ thông", occupation_id="sewing-machine-operator")
    near.unit = Unit.objects.get(pk=TIEN_LANG)
    near.save()
    vacancy(title="Lao động phổ thông xa", occupation_id="sewing-machine-operator")
    vacancy(
        BASICS, title="Kỹ sư hàn", unit_id=TIEN_LANG, cmkt="university", experience_months=36,
        education="upper-secondary",
    )  # fmt: skip
    index_all()
    somebody = person(unit_id=TIEN_LANG)
    found = recommend(somebody)
    assert titles(found)[0] == "Lao động phổ thông"
    assert titles(found)[-1] == "Kỹ sư hàn"
    assert "no_experience" in codes(found[0])
    assert found.question.step == "wish"


def test_the_question_is_about_the_heaviest_thing_unsaid(index_all, welder) -> None:
    index_all()
    assert recommend(welder).question is None
    people.set_skills(person_id=welder.pk, skills=[])
    assert recommend(Person.objects.get(pk=welder.pk)).question.step == "skills"
    Person.objects.filter(pk=welder.pk).update(unit=None)
    assert recommend(Person.objects.get(pk=welder.pk)).question.step == "skills"


def test_closed_filled_expired_and_unverified_disappear_at_once(welder, index_all) -> None:
    kept = vacancy(BASICS)
    yesterday = timezone.localdate() - timedelta(days=1)
    for change in (
        {"status": "closed"},
        {"openings_left": 0},
        {"valid_through": yesterday},
    ):
        gone = vacancy(BASICS)
        index_all()
        assert gone in [r.vacancy for r in recommend(welder)]
        Vacancy.objects.filter(pk=gone.pk).update(**change)
        assert [r.vacancy for r in recommend(welder)] == [kept]
    suspended = vacancy(BASICS)
    index_all()
    suspended.employer.verification = "suspended"
    suspended.employer.save()
    assert [r.vacancy for r in recommend(welder)] == [kept]


def test_overseas_only_for_those_who_wish_it(welder, index_all) -> None:
    agency = OrganisationFactory(
        kind="overseas_agency", licence_valid_until=timezone.localdate() + timedelta(days=9)
    )
    vacancy(
        BASICS, title="Thợ hàn tại Nhật", kind="overseas", country="JP", employer=agency,
        contract_approval_number="12", unit=None,
    )  # fmt: skip
    index_all()
    assert not recommend(welder)
    people.update_wish(person_id=welder.pk, values={"overseas": True})
    found = recommend(Person.objects.get(pk=welder.pk))
    assert "place_overseas" in codes(found[0])


def test_courses_count_finished_as_skills_and_running_as_half(welder, index_all) -> None:
    asks = vacancy([*BASICS, "tig-welding"])
    index_all()
    course = CourseFactory(skills=["tig-welding"], occupations=["welder"])
    record = CourseRecord.objects.create(person=welder, course=course, state="studying")

    def points() -> float:
        found = recommend(Person.objects.get(pk=welder.pk))
        assert [r.vacancy for r in found] == [asks]
        assert not found[0].missing
        return found[0].components["skills"]

    half = points()
    assert "skills_studying" in codes(recommend(Person.objects.get(pk=welder.pk))[0])
    record.state = "finished"
    record.save()
    assert points() == pytest.approx(WEIGHTS["skills"])
    assert WEIGHTS["skills"] * 0.75 < half < WEIGHTS["skills"]


def test_long_practised_work_implies_its_skills_by_half() -> None:
    [facts] = person_facts([person(did={"welder": 60, "cook": 1})])
    assert "mig-mag-welding" in facts.implied
    assert "stir-frying" not in facts.implied
    assert facts.practised == {"welder": 60, "cook": 1}


def test_a_trade_that_was_typed_counts_as_one_that_was_chosen() -> None:
    [typed] = person_facts([person(wish={"title": "tho han"})])
    assert typed.wanted == {"welder"}
    [chosen] = person_facts([person(wanted=["cook"], wish={"title": "thợ hàn"})])
    assert chosen.wanted == {"cook"}
    [vague] = person_facts([person(wish={"title": "việc gì cũng được, lương cao"})])
    assert not vague.wanted


def test_shifts_mean_what_people_mean() -> None:
    def works(*shifts: str) -> frozenset[str]:
        [facts] = person_facts([person(wish={"shifts": list(shifts)})])
        return facts.shifts

    assert works("day") == {"day", "office-hours"}
    assert "two-shift" in works("day", "night")
    assert works("three-shift") >= {"day", "evening", "night", "two-shift", "office-hours"}
    assert works("flexible", "day") == frozenset()


def test_wanted_province_is_kept_apart_from_wanted_places() -> None:
    wish = {"places": ["31", "district-an-duong", TIEN_LANG, "park-dinh-vu"]}
    [facts] = person_facts([person(wish=wish)])
    assert facts.provinces == {"31"}
    assert facts.places == {"district-an-duong", TIEN_LANG, "park-dinh-vu"}


def test_reading_people_takes_the_same_number_of_queries(index_all) -> None:
    city = City(seed=2)
    made = [city.person().pk for _ in range(12)]
    for pk in made:
        CourseRecord.objects.create(
            person_id=pk, course=CourseFactory(skills=["tig-welding"]), state="finished"
        )

    def queries(count: int) -> int:
        people = list(Person.objects.filter(pk__in=made[:count]))
        return count_queries(lambda: person_facts(people))

    assert queries(12) == queries(2)


def test_without_listed_skills_those_of_the_trade_count_once_experience_is_asked_for() -> None:
    vacancy(title="Lao động phổ thông")
    vacancy(title="Thợ lành nghề", experience_months=24)
    open_to_all, asks = vacancy_facts(Vacancy.objects.order_by("pk"))
    assert not open_to_all.essential
    assert "mig-mag-welding" in asks.essential
    empty = PersonFacts(id=1)
    assert score(empty, open_to_all)["skills"] == WEIGHTS["skills"]
    assert score(empty, asks)["skills"] == 0
    assert missing_skills(empty, asks)


def test_rarer_skills_weigh_more() -> None:
    for _ in range(5):
        vacancy(["arc-welding"])
    vacancy(["tig-welding", "arc-welding"])
    facts = vacancy_facts(Vacancy.objects.order_by("-pk"))[0]
    assert facts.essential["tig-welding"] > facts.essential["arc-welding"] >= 1
    assert idf(10, 10) == 1


def test_the_engine_away_gives_a_plainer_choice_and_says_so(welder, index_all, settings) -> None:
    vacancy([*BASICS, "tig-welding"], title="Thợ hàn")
    for n in range(3):
        vacancy(title=f"Bếp {n}", occupation_id="cook")
    from portal.search import engine

    settings.ELASTICSEARCH_HOSTS = ["http://127.0.0.1:9"]
    engine._client.cache_clear()
    try:
        found = recommend(welder)
    finally:
        engine._client.cache_clear()
    assert found.limited
    assert titles(found)[0] == "Thợ hàn"
    assert [gap.skill for gap in found[0].missing] == ["tig-welding"]
    assert found[0].missing[0].offer is None


def test_recommendations_need_a_consent_that_holds(index_all) -> None:
    vacancy(BASICS)
    index_all()
    silent = person(wanted=["welder"], agrees=False)
    with pytest.raises(NoConsentError):
        recommend(silent)
    people.give_consent(person_id=silent.pk, purpose="candidate_search")
    with pytest.raises(NoConsentError):
        recommend(silent)
    people.give_consent(person_id=silent.pk, purpose="matching")
    assert recommend(silent)
    people.withdraw_consent(person_id=silent.pk, purpose="matching")
    with pytest.raises(NoConsentError):
        recommend(silent)
    people.give_consent(person_id=silent.pk, purpose="matching")
    assert recommend(silent)


def test_equal_vacancies_come_in_another_order_for_another_person(index_all) -> None:
    now = timezone.now()
    for _ in range(12):
        vacancy(BASICS, published_at=now, title="Thợ hàn")
    index_all()
    orders = {
        tuple(r.vacancy.pk for r in recommend(person(wanted=["welder"], unit_id=TIEN_LANG)))
        for _ in range(4)
    }
    assert len(orders) > 1
