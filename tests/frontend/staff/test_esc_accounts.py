"""Administrators give ESC roles and take them away."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from knox.models import AuthToken

from portal.accounts.models import User
from portal.accounts.services import set_esc_role
from tests.factories import EscUserFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/ban-lam-viec/tai-khoan/"
ASSIGN = f"{LIST}them/"


def role_of(user: User) -> str:
    return User.objects.get(pk=user.pk).esc_role


def page_of(user: User, view: str = "staff_account") -> str:
    return reverse(view, args=[user.pk])


def test_the_list_holds_staff_alone_and_says_whose_role_holds(
    admin: Client, django_assert_max_num_queries
) -> None:
    EscUserFactory.create_batch(10)
    UserFactory(full_name="Chưa cài", esc_role="manager", second_factor=False)
    UserFactory(full_name="Người tìm việc")
    page = admin.get(LIST)
    ready = {person.full_name: person.ready for person in page.context["people"]}
    assert ready["Chưa cài"] is False
    assert ready["Đỗ Văn Quản"] is True
    assert "Người tìm việc" not in page.content.decode()
    with django_assert_max_num_queries(10):
        admin.get(LIST)


def test_nobody_else_gets_in(officer: Client, counsellor: User) -> None:
    for url in (LIST, ASSIGN, page_of(counsellor), page_of(counsellor, "staff_account_remove")):
        assert officer.get(url).status_code == 403
        assert officer.post(url, {"role": "administrator"}).status_code in (403, 405)
    assert role_of(counsellor) == "counsellor"


def test_a_role_is_given_in_two_steps(admin: Client) -> None:
    colleague = UserFactory(full_name="Bùi Thị Mới", phone="+84912345678")
    AuthToken.objects.create(colleague)
    given = {"login": "0912.345.678", "role": "counsellor"}
    page = admin.post(ASSIGN, given)
    assert "Bùi Thị Mới" in page.content.decode()
    assert role_of(colleague) == ""
    assert admin.post(ASSIGN, given | {"sure": "yes"}).url == LIST
    assert role_of(colleague) == "counsellor"
    assert not AuthToken.objects.exists()


@pytest.mark.parametrize(
    ("login", "role", "field"),
    [
        ("0912 000 111", "counsellor", "login"),
        ("nobody@example.vn", "counsellor", "login"),
        ("không phải số", "counsellor", "login"),
        ("", "counsellor", "login"),
        ("a\0b", "counsellor", "login"),
        ("x" * 5000, "counsellor", "login"),
        ("0912345678", "", "role"),
        ("0912345678", "king", "role"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    admin: Client, login: str, role: str, field: str
) -> None:
    user = UserFactory(phone="+84912345678")
    page = admin.post(ASSIGN, {"login": login, "role": role, "sure": "yes"})
    assert page.status_code == 400
    assert list(page.context["form"].errors) == [field]
    assert role_of(user) == ""


def test_closed_accounts_and_holders_get_none(admin: Client, counsellor: User) -> None:
    closed = UserFactory(is_active=False)
    for user in (closed, counsellor):
        page = admin.post(ASSIGN, {"login": user.phone.as_e164, "role": "manager", "sure": "yes"})
        assert list(page.context["form"].errors) == ["login"]
    assert (role_of(closed), role_of(counsellor)) == ("", "counsellor")


def test_another_role_and_none(admin: Client, counsellor: User) -> None:
    assert admin.get(page_of(counsellor)).status_code == 200
    assert admin.post(page_of(counsellor), {"role": "king"}).status_code == 400
    admin.post(page_of(counsellor), {"role": "manager"})
    assert role_of(counsellor) == "manager"
    notes = [event.note for event in admin.get(page_of(counsellor)).context["events"]]
    assert notes == ["Đỗ Văn Quản"]
    removal = page_of(counsellor, "staff_account_remove")
    assert admin.get(removal).status_code == 200
    assert role_of(counsellor) == "manager"
    assert admin.post(removal).url == LIST
    assert role_of(counsellor) == ""
    assert admin.get(page_of(counsellor)).status_code == 404


def test_accounts_without_a_role_stay_private(admin: Client) -> None:
    seeker = UserFactory(full_name="Người tìm việc")
    for view in ("staff_account", "staff_account_remove"):
        assert admin.get(page_of(seeker, view)).status_code == 404
        assert admin.post(page_of(seeker, view), {"role": "manager"}).status_code == 404
    assert role_of(seeker) == ""


def test_the_last_administrator_stays(admin: Client, administrator: User) -> None:
    closed = EscUserFactory(esc_role="administrator", is_active=False)
    page = admin.post(page_of(administrator), {"role": "manager"})
    assert page.status_code == 400
    assert page.context["form"].non_field_errors()
    page = admin.post(page_of(administrator, "staff_account_remove"), follow=True)
    assert [m.level_tag for m in page.context["messages"]] == ["error"]
    assert role_of(administrator) == "administrator"
    EscUserFactory(esc_role="administrator")
    assert admin.post(page_of(administrator, "staff_account_remove")).url == "/"
    assert role_of(administrator) == ""
    assert role_of(closed) == "administrator"


def test_the_service_itself_keeps_the_last_one(administrator: User) -> None:
    for role in ("", "manager"):
        with pytest.raises(ValidationError):
            set_esc_role(user_id=administrator.pk, role=role)
