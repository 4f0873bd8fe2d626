"""The official registration as its page fills it in, and as it is printed."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.people.models import Registration
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
TOLD = {
    "id_number": "031 074 001 234",
    "id_issued_on": "17/05/2021",
    "ethnic_group": "tay",
    "disabilities": ["mobility"],
    "status": "unemployed",
    "last_pay": "8,5 triệu",
    "skill_grade": "Thợ hàn 3/7",
}


@pytest.fixture
def seeker(client: Client) -> Client:
    client.force_login(PersonFactory(full_name="Bùi Văn Phiếu", sex="male").user)
    return client


def test_what_was_filled_in_is_on_the_sheet_beside_the_profile(seeker: Client) -> None:
    page = seeker.post(reverse("registration"), TOLD, follow=True)
    assert page.redirect_chain[-1][0] == reverse("registration_slip")
    html = page.content.decode()
    for words in (
        *("Bùi Văn Phiếu", "031074001234", "17/05/2021", "Tày", "Khuyết tật vận động"),
        *("Thất nghiệp", "8,5 triệu", "Thợ hàn 3/7"),
    ):
        assert words in html
    again = seeker.get(reverse("registration")).content.decode()
    assert "031074001234" in again


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_lost(seeker: Client) -> None:
    page = seeker.post(reverse("registration"), TOLD | {"id_number": "12", "id_issued_on": "x"})
    html = page.content.decode()
    assert page.context["form"].errors.keys() == {"id_number", "id_issued_on"}
    assert "Thợ hàn 3/7" in html
    assert not Registration.objects.exists()


def test_it_is_among_the_data_to_take_along(seeker: Client) -> None:
    seeker.post(reverse("registration"), TOLD)
    data = seeker.get(reverse("my_data_download")).json()
    assert data["registration"]["id_number"] == "031074001234"
    assert data["registration"]["disabilities"] == ["mobility"]
