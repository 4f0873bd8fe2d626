"""How one vacancy fits somebody, told as in their list."""

import pytest

from matching.recommend.fit import fit
from matching.recommend.service import NoConsentError, recommend
from portal.people.services import withdraw_consent
from tests.factories import AN_DUONG, TIEN_LANG, CourseFactory, IntakeFactory, VacancyFactory
from tests.matching.conftest import engine_requests
from tests.matching.makers import person, vacancy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine")]

BACH_LONG_VI = "11948"


def test_it_is_the_score_and_the_reasons_of_the_list(index_all) -> None:
    row = vacancy(["arc-welding", "mig-mag-welding"], experience_months=12)
    IntakeFactory(course=CourseFactory(skills=["mig-mag-welding"]))
    index_all()
    seeker = person(wanted=["welder"], skills=["arc-welding"], unit_id=TIEN_LANG)
    (listed,) = recommend(seeker)
    found = fit(seeker, row)
    assert found.score == pytest.approx(listed.score, abs=0.01)
    assert found.reasons == listed.reasons
    assert found.missing == listed.missing


def test_each_thing_asked_for_is_met_or_not() -> None:
    row = vacancy(
        ["arc-welding", "mig-mag-welding", "metal-grinding", "oxy-gas-cutting"],
        ["tig-welding"],
        education="upper-secondary", cmkt="elementary", experience_months=24,
        languages=["english", "japanese"],
    )  # fmt: skip
    seeker = person(
        skills=["arc-welding"], did={"welder": 8}, education="lower-secondary",
        cmkt="elementary", languages=["english"],
    )  # fmt: skip
    learning = CourseFactory(skills=["mig-mag-welding"], occupations=["cook"])
    seeker.course_records.create(course=learning, state="studying")
    found = fit(seeker, row)
    assert found.skills["arc-welding"] == "yes"
    assert found.skills["mig-mag-welding"] == "learning"
    assert found.skills["metal-grinding"] == "likely"
    assert found.skills["tig-welding"] == "no"
    assert found.levels == {
        "education": "no", "cmkt": "yes", "experience": "partly", "languages": "partly",
    }  # fmt: skip


def test_nothing_asked_for_is_nothing_to_meet() -> None:
    found = fit(person(), vacancy([]))
    assert found.skills == {}
    assert found.levels == {}


@pytest.mark.parametrize(
    ("wish", "home", "work", "code"),
    [
        ({}, AN_DUONG, {"kind": "overseas", "country": "JP", "contract_approval_number": "1"},
         "overseas_not_wanted"),
        ({"max_distance_km": 2}, TIEN_LANG, {"unit_id": AN_DUONG}, "too_far"),
        ({"max_distance_km": 2, "needs_dormitory": True}, TIEN_LANG, {"unit_id": AN_DUONG},
         "no_dormitory"),
        ({}, TIEN_LANG, {"unit_id": BACH_LONG_VI}, "other_island"),
        ({}, AN_DUONG, {"cmkt": "university"}, "level_too_high"),
    ],
)  # fmt: skip
def test_what_cannot_be_has_no_score_and_says_why_first(wish, home, work, code) -> None:
    seeker = person(wanted=["welder"], unit_id=home, wish=wish, cmkt="untrained")
    found = fit(seeker, VacancyFactory(**work))
    assert found.score is None
    assert (found.reasons[0].code, found.reasons[0].kind) == (code, "missing")
    assert found.reasons[0].text


def test_without_the_engine_gaps_name_no_course(settings) -> None:
    from portal.search import engine

    settings.ELASTICSEARCH_HOSTS = ["http://127.0.0.1:1"]
    engine._client.cache_clear()
    try:
        found = fit(person(wanted=["welder"]), vacancy(["arc-welding"]))
    finally:
        engine._client.cache_clear()
    assert found.limited
    assert [(gap.skill, gap.offer) for gap in found.missing] == [("arc-welding", None)]


def test_nobody_is_compared_who_did_not_agree_or_took_it_back() -> None:
    withdrawn = person()
    withdraw_consent(person_id=withdrawn.pk, purpose="matching")
    for seeker in (withdrawn, person(agrees=False)):
        with pytest.raises(NoConsentError):
            fit(seeker, VacancyFactory())


def test_the_engine_is_asked_once_and_only_for_gaps(index_all) -> None:
    row, complete = vacancy(["arc-welding"]), vacancy([])
    index_all()
    seeker = person(wanted=["welder"], unit_id=AN_DUONG)
    with engine_requests() as seen:
        fit(seeker, complete)
    assert seen == []
    with engine_requests() as seen:
        fit(seeker, row)
    assert len(seen) == 1
