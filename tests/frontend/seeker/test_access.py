"""Who sees the pages of job seekers."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.people.models import Person
from tests.factories import EscUserFactory, MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db

PAGES = [
    "recommendations",
    "profile",
    "my_data",
    "my_data_download",
    "my_data_delete",
]
STEPS = ["person", "work", "skills", "wish", "place", "consent"]
POSTS = [
    ("my_data_consent", ["matching"]),
    ("my_data_seeking", []),
    ("invitation_answer", [1]),
    ("my_data_contact_withdraw", [1]),
    ("profile_experience_delete", [1]),
]


def addresses() -> list[str]:
    pages = [reverse(name) for name in PAGES]
    steps = [reverse("profile_step", args=[step]) for step in STEPS]
    return [*pages, *steps]


def test_strangers_sign_in_first() -> None:
    for url in addresses():
        answer = Client().get(url)
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login")), url
    for name, args in POSTS:
        answer = Client().post(reverse(name, args=args))
        assert answer.url.startswith(reverse("account_login")), name


def test_staff_of_the_centre_have_no_profile() -> None:
    officer = Client()
    officer.force_login(EscUserFactory())
    for url in addresses():
        assert officer.get(url).status_code == 403, url
        assert officer.post(url).status_code in (403, 405), url
    for name, args in POSTS:
        assert officer.post(reverse(name, args=args)).status_code == 403, name
    assert not Person.objects.exists()


def test_who_hires_may_look_for_work_too() -> None:
    user = MembershipFactory().user
    client = Client()
    client.force_login(user)
    for url in addresses():
        assert client.get(url).status_code == 200, url
    client.post(reverse("profile_step", args=["person"]), {"full_name": "Đỗ Văn Chủ"})
    assert Person.objects.get().user == user


def test_unknown_steps_and_foreign_rows_are_not_there() -> None:
    client = Client()
    client.force_login(PersonFactory().user)
    assert client.get("/ho-so/khong-co/").status_code == 404
    assert client.post("/ho-so/khong-co/").status_code == 404
    for pk in (1, 2**63 - 1, 10**30):
        assert client.get(f"/ho-so/viec-da-lam/{pk}/").status_code == 404
        assert client.post(f"/du-lieu-cua-toi/loi-moi/{pk}/").status_code == 404
        assert client.post(f"/du-lieu-cua-toi/nha-tuyen-dung/{pk}/rut/").status_code == 404


def test_a_shared_phone_keeps_no_copy() -> None:
    client = Client()
    client.force_login(PersonFactory().user)
    for url in addresses():
        assert "no-store" in client.get(url)["Cache-Control"], url


def test_the_menu_leads_there() -> None:
    client = Client()
    client.force_login(PersonFactory().user)
    page = client.get("/").content.decode()
    for name in ("recommendations", "profile", "my_data"):
        assert f'href="{reverse(name)}"' in page
    assert client.get(reverse("after_sign_in")).url == reverse("recommendations")
