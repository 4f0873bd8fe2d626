"""Staff change what messages say, see it before, and go back."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.accounts.models import User
from portal.notices.models import NoticeText
from portal.notices.texts import words_of
from tests.factories import EscUserFactory

pytestmark = pytest.mark.django_db
PAGE = ("organisation_verified", "vi")
TYPED = {
    "subject": "%(name)s được duyệt",
    "text": "Bến Việc: %(name)s được duyệt. Đăng tin: %(url)s",
    "email": "",
}


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(EscUserFactory(esc_role=User.EscRole.MANAGER))
    return client


def test_a_preview_shows_what_was_typed_and_changes_nothing(staff: Client) -> None:
    url = reverse("staff_notice_text", args=PAGE)
    html = staff.post(url, TYPED | {"do": "preview"}).content.decode()
    assert "Công ty TNHH Cơ khí Bãi Bồi Xanh được duyệt. Đăng tin:" in html
    assert not NoticeText.objects.exists()


def test_saved_words_are_in_force_listed_and_can_be_taken_back(staff: Client) -> None:
    url = reverse("staff_notice_text", args=PAGE)
    assert staff.post(url, TYPED | {"do": "save"}).status_code == 302
    assert words_of(*PAGE).text == TYPED["text"]
    assert "Tiếng Việt" in staff.get(reverse("staff_notice_texts")).content.decode()
    staff.post(reverse("staff_notice_text_restore", args=PAGE))
    assert not words_of(*PAGE).own


@pytest.mark.parametrize("do", ["save", "preview"])
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(staff: Client, do: str) -> None:
    url = reverse("staff_notice_text", args=PAGE)
    html = staff.post(url, TYPED | {"text": "Giảm 50% %(ten)s", "do": do}).content.decode()
    assert "Giảm 50% %(ten)s" in html
    assert not NoticeText.objects.exists()


def test_an_unknown_kind_or_language_is_no_page(staff: Client) -> None:
    for wrong in (("no_such", "vi"), ("organisation_verified", "fr")):
        assert staff.get(reverse("staff_notice_text", args=wrong)).status_code == 404
