"""The two addresses: what they answer, and to whom."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from matching.recommend import invitations
from matching.recommend.weights import WEIGHTS
from portal.accounts.models import Membership, User
from tests.factories import (
    AN_DUONG,
    TIEN_LANG,
    CourseFactory,
    IntakeFactory,
    UserFactory,
)
from tests.matching.makers import person, vacancy

pytestmark = pytest.mark.django_db

ME = "/api/v1/me/recommendations/"
SKILLS = ["arc-welding", "metal-grinding"]


def client(user: User | None = None) -> APIClient:
    made = APIClient()
    if user:
        made.force_authenticate(user)
    return made


def officer() -> User:
    """An ESC counsellor whose second factor is set up."""
    made = UserFactory(esc_role="counsellor")
    made.has_second_factor = True
    return made


def member(vacancy_) -> User:
    user = UserFactory()
    Membership.objects.create(user=user, organisation=vacancy_.employer, role="staff")
    return user


@pytest.fixture
def opening(index_all):
    made = vacancy([*SKILLS, "tig-welding"], unit_id=AN_DUONG, pay_max=12_000_000)
    course = CourseFactory(title="Hàn TIG", skills=["tig-welding"], unit_id=TIEN_LANG)
    IntakeFactory(course=course, seats=7)
    index_all()
    return made


@pytest.fixture
def seeker():
    return person(
        wanted=["welder"], skills=SKILLS, unit_id=TIEN_LANG, visible=True,
        wish={"max_distance_km": 40},
    )  # fmt: skip


def test_a_recommendation_has_the_agreed_shape(opening, seeker) -> None:
    answer = client(seeker.user).get(ME)
    assert answer.status_code == 200
    body = answer.json()
    assert set(body) == {"count", "next", "previous", "results", "limited", "question"}
    [item] = body["results"]
    assert set(item) == {"vacancy", "score", "components", "reasons", "missing"}
    assert item["vacancy"]["type"] == "vacancy"
    assert item["vacancy"]["id"] == opening.pk
    assert list(item["components"]) == list(WEIGHTS)
    assert item["score"] == pytest.approx(sum(item["components"].values()), abs=1e-9)
    assert all(set(reason) == {"code", "text"} for reason in item["reasons"])
    [gap] = item["missing"]
    assert set(gap) == {"skill", "course", "seats", "distance_km"}
    assert gap["skill"] == {"id": "tig-welding", "label": "Hàn TIG"}
    assert gap["course"]["title"] == "Hàn TIG"
    assert gap["course"]["opens"] == 1
    assert gap["seats"] == 7
    assert gap["distance_km"] == 0
    assert body["limited"] is False


def test_reasons_come_in_the_language_asked_for(opening, seeker) -> None:
    asked = client(seeker.user).get(ME, headers={"Accept-Language": "en"}).json()
    texts = [r["text"] for r in asked["results"][0]["reasons"]]
    assert "You have 2/3 skills they need" in texts


@pytest.mark.parametrize("size", ["0", "51", "x", "-1", "99999999999999999999"])
def test_a_wrong_size_is_named(opening, seeker, size) -> None:
    answer = client(seeker.user).get(ME, {"page_size": size})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == "page_size"


def test_an_unknown_parameter_is_named(opening, seeker) -> None:
    answer = client(seeker.user).get(ME, {"limit": "5"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["attr"] == "limit"


def test_recommendations_are_for_who_has_a_profile(opening) -> None:
    assert client().get(ME).status_code == 401
    for user in (UserFactory(), member(opening), officer()):
        answer = client(user).get(ME)
        assert answer.status_code == 404
        assert answer.json() == client(user).get("/api/v1/me/profile/").json()
        assert not hasattr(User.objects.get(pk=user.pk), "person")  # looking writes nothing


def test_recommendations_need_a_consent_and_say_how_to_give_it(opening) -> None:
    mine = client(person(wanted=["welder"], agrees=False).user)

    def refused() -> str:
        answer = mine.get(ME)
        [error] = answer.json()["errors"]
        assert (answer.status_code, error["code"]) == (403, "no_matching_consent")
        return error["detail"]

    address = refused().split("PUT ")[1].rstrip(".")
    assert mine.put(address).status_code == 204
    assert mine.get(ME).json()["count"] == 1
    assert mine.delete(address).status_code == 204
    refused()


def address(vacancy_) -> str:
    return f"/api/v1/vacancies/{vacancy_.pk}/candidates/"


def test_candidates_are_for_the_employers_members_and_the_centre_only(opening, seeker) -> None:
    former = member(opening)
    Membership.objects.filter(user=former).update(left_at="2026-01-01T00:00:00Z")
    rival = member(vacancy(SKILLS))
    assert client().get(address(opening)).status_code == 401
    for user in (seeker.user, former, rival, UserFactory()):
        assert client(user).get(address(opening)).status_code == 403
    for user in (member(opening), officer()):
        answer = client(user).get(address(opening))
        assert answer.status_code == 200
        assert [c["id"] for c in answer.json()["results"]] == [seeker.pk]


def test_a_draft_is_a_404_to_strangers_and_has_no_candidates(opening, seeker) -> None:
    mine = member(opening)
    type(opening).objects.update(status="draft")
    assert client(seeker.user).get(address(opening)).status_code == 404
    assert client(mine).get(address(opening)).status_code == 403
    assert (
        client(mine).get("/api/v1/vacancies/999999999999999999999/candidates/").status_code == 404
    )


def test_inviting_and_contact_are_for_the_employers_members_only(opening, seeker) -> None:
    base = f"{address(opening)}{seeker.pk}/"
    for path in ("invite/", "contact/"):
        assert client().post(base + path).status_code == 401
        for user in (seeker.user, officer(), member(vacancy(SKILLS))):
            assert client(user).post(base + path).status_code == 403
    mine = member(opening)
    refused = client(mine).post(base + "contact/")
    assert refused.status_code == 403
    assert refused.json()["errors"][0]["code"] == "no_consent"
    assert client(mine).post(f"{address(opening)}999999999/contact/").status_code == 403
    invited = client(mine).post(base + "invite/")
    assert invited.status_code == 201
    invitations.answer(invitation_id=invited.json()["id"], accept=True)
    shown = client(mine).post(base + "contact/")
    assert shown.status_code == 200
    assert shown.json()["name"] == "Phạm Thị Hẹn"


def test_somebody_who_cannot_be_found_cannot_be_invited(opening) -> None:
    hidden = person(wanted=["welder"], unit_id=AN_DUONG)
    answer = client(member(opening)).post(f"{address(opening)}{hidden.pk}/invite/")
    assert answer.status_code == 400


def test_only_the_invited_person_may_answer(opening, seeker) -> None:
    mine = member(opening)
    made = invitations.invite(vacancy=opening, person_id=seeker.pk, by=mine)
    assert seeker.user.has_perm("recommend.answer_invitation", made)
    for user in (mine, UserFactory(), officer()):
        assert not user.has_perm("recommend.answer_invitation", made)


def test_names_of_the_addresses() -> None:
    assert reverse("api-recommendations") == ME
    assert reverse("api-candidates", args=[3]) == "/api/v1/vacancies/3/candidates/"
