"""Candidates on pages: nobody is known before they agree, and every look is logged."""

import pytest
from django.test import Client

from jobs.models import Vacancy
from matching.recommend import invitations
from matching.recommend.models import Invitation
from portal.people import services as people
from portal.people.models import Consent, ContactView, Person
from tests.factories import AN_DUONG, EscUserFactory
from tests.matching.makers import person, vacancy
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

SKILLS = ["arc-welding", "metal-grinding"]
NAME = "Đỗ Thị Kín"


@pytest.fixture
def opening(employer) -> Vacancy:
    return vacancy([*SKILLS, "tig-welding"], unit_id=AN_DUONG, employer=employer)


@pytest.fixture
def client(employer, member_of) -> Client:
    return member_of(employer)


def welder(**fields) -> Person:
    defaults = {
        "wanted": ["welder"], "skills": SKILLS, "unit_id": AN_DUONG, "visible": True,
        "full_name": NAME, "hamlet": "Xóm Trại", "birth_date": "1985-04-03", "sex": "female",
        "about": "Gọi 0987 654 321", "priority_groups": ["disabled"], "major": "Cơ khí chế tạo",
    }  # fmt: skip
    return person(**defaults | fields)


def url(opening: Vacancy, end: str = "") -> str:
    return f"/tuyen-dung/tin/{opening.pk}/ung-vien/{end}"


def secrets(one: Person) -> list[str]:
    phone = one.user.phone
    return ["Kín", phone.as_e164, phone.as_national, "0987", "1985", "Xóm Trại", "Cơ khí chế tạo",
            "Công ty Cũ", "disabled"]  # fmt: skip


def test_a_card_tells_fit_and_what_is_missing_but_not_who(opening, client) -> None:
    one = welder(did={"welder": 36})
    page = client.get(url(opening)).content.decode()
    for secret in secrets(one):
        assert secret not in page
    assert f"Ứng viên số {one.pk}" in page
    assert "Hàn TIG" in page
    assert "Phường An Dương" in page
    assert f"{url(opening)}{one.pk}/moi/" in page
    assert "lien-he" not in page


def test_invited_declined_agreed_and_then_shown_with_a_log(opening, client, employer) -> None:
    one = welder()
    client.post(url(opening, f"{one.pk}/moi/"))
    invitation = Invitation.objects.get()
    for end in ("", "da-moi/"):
        page = client.get(url(opening, end)).content.decode()
        assert "Đã mời, chưa trả lời" in page
        assert "lien-he" not in page

    early = client.post(url(opening, f"{one.pk}/lien-he/"), follow=True).content.decode()
    invitations.answer(invitation_id=invitation.pk, accept=False)
    declined = client.get(url(opening, "da-moi/")).content.decode()
    assert "Đã từ chối" in declined
    for page in (early, declined):
        assert not [s for s in secrets(one) if s in page]
    assert not ContactView.objects.exists()

    invitations.answer(invitation_id=invitation.pk, accept=True)
    for end in ("", "da-moi/"):
        page = client.get(url(opening, end)).content.decode()
        assert "Đã đồng ý làm quen" in page
        assert not [s for s in secrets(one) if s in page]
    assert f"Ứng viên số {one.pk} đồng ý" in client.get("/tuyen-dung/").content.decode()

    shown = client.post(url(opening, f"{one.pk}/lien-he/"))
    assert NAME in shown.content.decode()
    assert one.user.phone.as_national in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    view = ContactView.objects.get()
    assert (view.person, view.organisation, view.reason) == (one, employer, opening.title)


def test_taken_back_consent_hides_the_contact_again(opening, client, employer) -> None:
    one = welder()
    client.post(url(opening, f"{one.pk}/moi/"))
    invitations.answer(invitation_id=Invitation.objects.get().pk, accept=True)
    people.withdraw_consent(
        person_id=one.pk, purpose=Consent.Purpose.CONTACT, organisation=employer
    )
    answer = client.post(url(opening, f"{one.pk}/lien-he/"), follow=True)
    page = answer.content.decode()
    assert NAME not in page
    assert "nay rút lại" in page
    assert not ContactView.objects.exists()


def test_who_agreed_can_be_reached_after_the_vacancy_closed(opening, client) -> None:
    one = welder()
    client.post(url(opening, f"{one.pk}/moi/"))
    invitations.answer(invitation_id=Invitation.objects.get().pk, accept=True)
    client.post(f"/tuyen-dung/tin/{opening.pk}/dong/", {"reason": "filled"})
    assert "Chỉ tin đang đăng mới có ứng viên" in client.get(url(opening)).content.decode()
    assert "Đã đồng ý làm quen" in client.get(url(opening, "da-moi/")).content.decode()
    assert NAME in client.post(url(opening, f"{one.pk}/lien-he/")).content.decode()


def test_ids_tell_nothing(opening, client) -> None:
    hidden = welder(visible=False)
    answers = []
    for number in (hidden.pk, 10**15, 10**30):
        for end in ("moi/", "lien-he/"):
            answer = client.post(url(opening, f"{number}/{end}"), follow=True)
            answers.append(answer.status_code)
            assert NAME not in answer.content.decode()
    assert set(answers) <= {200, 404}
    assert not Invitation.objects.exists()


def test_only_the_employer_of_the_vacancy_invites_and_sees_contact(
    opening, client, member_of, signed_in
) -> None:
    from tests.factories import OrganisationFactory

    one = welder()
    client.post(url(opening, f"{one.pk}/moi/"))
    invitations.answer(invitation_id=Invitation.objects.get().pk, accept=True)
    other = member_of(OrganisationFactory())
    officer = signed_in(EscUserFactory())
    for stranger in (other, officer, signed_in(one.user)):
        answer = stranger.post(url(opening, f"{one.pk}/lien-he/"))
        assert answer.status_code == 403
        assert NAME not in answer.content.decode()
        assert stranger.post(url(opening, f"{one.pk}/moi/")).status_code == 403
    assert other.get(url(opening)).status_code == 403
    seen = officer.get(url(opening))
    assert seen.status_code == 200
    assert not [s for s in secrets(one) if s in seen.content.decode()]
    assert "lien-he" not in seen.content.decode()
    assert not ContactView.objects.exists()


def test_looking_and_inviting_are_no_links(opening, client) -> None:
    one = welder()
    for end in ("moi/", "lien-he/"):
        assert client.get(url(opening, f"{one.pk}/{end}")).status_code == 405


def test_ten_on_a_page_with_queries_that_do_not_grow(opening, client) -> None:
    def queries() -> int:
        return count_queries(lambda: client.get(url(opening)))

    welder()
    few = queries()
    made = [welder() for _ in range(11)]
    Invitation.objects.bulk_create(Invitation(vacancy=opening, person=p) for p in made[:5])
    assert queries() <= few
    first = client.get(url(opening))
    assert len(first.context["cards"]) == 10
    second = client.get(url(opening) + "?page=2")
    assert len(second.context["cards"]) == 2
    assert client.get(url(opening) + "?page=999").context["page"].number == 2
    assert client.get(url(opening) + "?page=x").context["page"].number == 1
