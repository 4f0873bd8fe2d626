"""Candidates of a vacancy: who is found, what is shown, and what stays hidden."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs.models import Vacancy
from matching.recommend import invitations
from matching.recommend.api import candidate_json
from matching.recommend.models import Invitation
from matching.recommend.read import person_facts, vacancy_facts
from matching.recommend.score import score
from matching.recommend.service import candidates
from portal.notices.models import Notice
from portal.people import services as people
from portal.people.models import Consent, ContactView, Person
from tests.factories import AN_DUONG, TIEN_LANG, UserFactory
from tests.matching.makers import person, vacancy

pytestmark = pytest.mark.django_db

SKILLS = ["arc-welding", "metal-grinding"]


@pytest.fixture
def opening() -> Vacancy:
    return vacancy([*SKILLS, "tig-welding"], unit_id=AN_DUONG)


def welder(**fields) -> Person:
    defaults = {
        "wanted": ["welder"], "skills": SKILLS, "unit_id": AN_DUONG, "visible": True,
        "full_name": "Đỗ Thị Kín",
    }  # fmt: skip
    return person(**defaults | fields)


def ids(found) -> list[int]:
    return [c.person_id for c in found]


def test_the_same_score_as_the_seeker_sees(opening) -> None:
    one = welder()
    [card] = candidates(opening)
    [vacancy_side] = vacancy_facts(Vacancy.objects.filter(pk=opening.pk))
    assert card.components == pytest.approx(score(person_facts([one])[0], vacancy_side), abs=0.01)
    assert card.score == pytest.approx(sum(card.components.values()))


def test_best_first_and_nobody_from_another_trade(opening) -> None:
    cook = welder(wanted=["cook"], skills=["stir-frying"])
    able = welder(skills=[*SKILLS, "tig-welding"])
    less = welder(skills=[])
    found = ids(candidates(opening))
    assert found == [able.pk, less.pk]
    assert cook.pk not in found


def test_only_those_who_look_for_work_and_let_employers_find_them(opening) -> None:
    found = welder()
    hidden = welder(visible=False)
    settled = welder(seeking=False)
    withdrawn = welder()
    people.withdraw_consent(person_id=withdrawn.pk, purpose=Consent.Purpose.CANDIDATE_SEARCH)
    assert ids(candidates(opening)) == [found.pk]
    assert {hidden.pk, settled.pk, withdrawn.pk}.isdisjoint(ids(candidates(opening)))


def test_who_cannot_come_is_not_shown(opening) -> None:
    welder(unit_id=TIEN_LANG, wish={"max_distance_km": 1})
    assert candidates(opening) == []


def test_a_vacancy_that_names_no_skill_finds_those_of_the_trade_first() -> None:
    other = welder(wanted=["cook"], skills=[])
    able = welder(skills=[])
    assert ids(candidates(vacancy(unit_id=AN_DUONG))) == [able.pk, other.pk]


def test_a_card_tells_nothing_of_who_it_is(opening) -> None:
    welder(
        birth_date="1985-04-03", sex="female", hamlet="Xóm Trại", about="Gọi 0987 654 321",
        priority_groups=["disabled"], major="Cơ khí chế tạo", did={"welder": 40},
        wish={"pay_min": 13_700_000},
    )  # fmt: skip
    [card] = candidates(opening)
    shown = candidate_json(card)
    text = json.dumps(shown, ensure_ascii=False)
    user = Person.objects.get().user
    for secret in (
        "Đỗ", "Kín", str(user.phone), "987654321", "0987", "1985", "female", "Nữ", "Trại",
        "disabled", "Cơ khí chế tạo", "13,7", "13700000", "Công ty Cũ", "Việc cũ",
    ):  # fmt: skip
        assert secret not in text
    assert set(shown) == {
        "id", "score", "components", "reasons", "unit", "distance_km", "education", "cmkt",
        "experience_months", "languages", "occupations", "skills", "missing", "invited",
        "contact_agreed",
    }  # fmt: skip
    assert shown["unit"] == AN_DUONG
    assert [o["id"] for o in shown["occupations"]] == ["welder"]


def test_only_skills_that_matter_here_are_shown(opening) -> None:
    welder(skills=[*SKILLS, "stir-frying"])
    [card] = candidates(opening)
    assert card.skills == SKILLS
    assert card.missing == ["tig-welding"]


def test_a_vacancy_that_is_not_public_has_no_candidates(opening) -> None:
    welder()
    Vacancy.objects.filter(pk=opening.pk).update(status="draft")
    assert candidates(Vacancy.objects.get(pk=opening.pk)) == []


def test_queries_do_not_grow_with_people(opening) -> None:
    welder()
    candidates(opening)
    with CaptureQueriesContext(connection) as few:
        candidates(opening, 50)
    for _ in range(8):
        welder(did={"welder": 5})
    with CaptureQueriesContext(connection) as many:
        assert len(candidates(opening, 50)) == 9
    assert len(many) <= len(few) + 2  # skills implied by work, occupations of that work


def test_invited_once_told_once(opening) -> None:
    one = welder()
    clerk = UserFactory()
    for _ in range(2):
        invitations.invite(vacancy=opening, person_id=one.pk, by=clerk)
    assert Invitation.objects.count() == 1
    notice = Notice.objects.get()
    assert notice.user == one.user
    assert notice.context["name"] == opening.employer.name
    [card] = candidates(opening)
    assert card.invited
    assert not card.agreed


def test_nobody_hidden_can_be_invited(opening) -> None:
    hidden = welder(visible=False)
    with pytest.raises(ValidationError):
        invitations.invite(vacancy=opening, person_id=hidden.pk, by=UserFactory())
    Vacancy.objects.update(status="draft")
    found = welder()
    closed = Vacancy.objects.get(pk=opening.pk)
    with pytest.raises(ValidationError):
        invitations.invite(vacancy=closed, person_id=found.pk, by=UserFactory())
    assert not Invitation.objects.exists()
    assert not Notice.objects.exists()


def test_contact_only_after_the_person_accepts_and_each_look_is_logged(opening) -> None:
    one = welder()
    clerk = UserFactory()
    made = invitations.invite(vacancy=opening, person_id=one.pk, by=clerk)
    with pytest.raises(PermissionError):
        invitations.contact(vacancy=opening, person_id=one.pk, viewer=clerk)
    invitations.answer(invitation_id=made.pk, accept=False)
    with pytest.raises(PermissionError):
        invitations.contact(vacancy=opening, person_id=one.pk, viewer=clerk)
    assert not ContactView.objects.exists()
    invitations.answer(invitation_id=made.pk, accept=True)
    shown = invitations.contact(vacancy=opening, person_id=one.pk, viewer=clerk)
    assert shown["name"] == "Đỗ Thị Kín"
    assert ContactView.objects.get().viewer == clerk
    assert candidates(opening)[0].agreed
    other = vacancy(SKILLS)
    with pytest.raises(PermissionError):
        invitations.contact(vacancy=other, person_id=one.pk, viewer=clerk)
    with pytest.raises(PermissionError):
        invitations.contact(vacancy=opening, person_id=10**15, viewer=clerk)
