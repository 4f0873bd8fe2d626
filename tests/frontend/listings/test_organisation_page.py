"""The public profile of an organisation."""

import pytest
from django.test import Client
from django.utils import timezone

from frontend.present import organisation_url
from tests.factories import (
    AN_DUONG,
    CourseFactory,
    EscUserFactory,
    IntakeFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.django_db


def test_it_tells_who_it_is_and_what_it_offers(read) -> None:
    row = OrganisationFactory(
        name="Công ty Đóng tàu Thử", phone="02253822001", email="a@b.vn", website="https://b.vn",
        size_band="51-100", enterprise_type="non-state", unit_id=AN_DUONG, address="Số 1",
        description="Đóng tàu.\n- Xưởng lớn", tax_code="0200123450",
    )  # fmt: skip
    VacancyFactory(employer=row, title="Thợ hàn mở")
    VacancyFactory(employer=row, title="Thợ hàn nháp", status="draft", published_at=None)
    VacancyFactory(title="Của nơi khác")
    page = read(organisation_url(row))
    assert page.status == 200
    assert page.facts["Số lao động"] == "51–100 người"
    assert page.facts["Địa chỉ"] == "Số 1, Phường An Dương, Hải Phòng"
    assert page.facts["Điện thoại"] == "0225 3822 001"
    assert "<li>Xưởng lớn</li>" in page.html
    assert "đã xác minh" in page.text
    section = page.section("1 việc đang tuyển")
    assert "Thợ hàn mở" in section
    assert "Thợ hàn nháp" not in section
    assert "Của nơi khác" not in section
    # For a household or a single person it is their own number.
    assert "0200123450" not in page.html


def test_a_centre_shows_its_courses_and_its_registration(read) -> None:
    row = OrganisationFactory(kind="training_centre", licence_number="12/GCN")
    IntakeFactory(course=CourseFactory(centre=row, title="Hàn TIG"), seats=9)
    page = read(organisation_url(row))
    assert page.facts["Giấy phép, đăng ký hoạt động"] == "12/GCN"
    assert "Hàn TIG" in page.section("1 khoá học đang mở")
    assert "còn 9 chỗ" in page.text


@pytest.mark.parametrize(
    ("state", "note"),
    [
        ("pending", "Đang chờ xác minh"),
        ("refused", "Chưa được xác minh"),
        ("suspended", "Đang bị tạm ngừng"),
    ],
)
def test_only_its_people_and_the_centre_see_one_that_is_not_verified(read, state, note) -> None:
    row = OrganisationFactory(
        verification=state, refusal_reason="Sai mã số thuế", phone="0912345678"
    )
    address = organisation_url(row)
    for user in (None, PersonFactory().user, MembershipFactory().user):
        page = read(address, user)
        assert page.status == 404
        assert row.name not in page.text
    left = MembershipFactory(organisation=row, left_at=timezone.now())
    assert read(address, left.user).status == 404
    for user in (MembershipFactory(organisation=row).user, EscUserFactory()):
        page = read(address, user)
        assert page.status == 200
        assert note in page.text
        assert '<meta name="robots" content="noindex"' in page.html
        assert page.actions == []
        # Why it was refused is between the centre and the organisation's own pages.
        assert "Sai mã số thuế" not in page.text


def test_its_people_edit_it_and_the_centre_reviews_it(read) -> None:
    row = OrganisationFactory()
    own, desk = f"/don-vi-cua-toi/{row.pk}/", f"/ban-lam-viec/don-vi/{row.pk}/"
    seen = {
        name: (own in page.html, desk in page.html)
        for name, page in (
            ("nobody", read(organisation_url(row))),
            ("member", read(organisation_url(row), MembershipFactory(organisation=row).user)),
            ("other", read(organisation_url(row), MembershipFactory().user)),
            ("esc", read(organisation_url(row), EscUserFactory())),
        )
    }
    assert seen == {
        "nobody": (False, False), "member": (True, False), "other": (False, False),
        "esc": (False, True),
    }  # fmt: skip


def test_many_vacancies_are_paged() -> None:
    row = OrganisationFactory()
    for number in range(21):
        VacancyFactory(employer=row, title=f"Thợ hàn thứ {number:02}")
    first = Client().get(organisation_url(row)).content.decode()
    second = Client().get(organisation_url(row) + "?page=2").content.decode()
    assert "21 việc đang tuyển" in first
    assert first.count("<article") == 20
    assert second.count("<article") == 1
    for page in ("3", "0", "-1", "x", "", "9" * 400):
        assert Client().get(organisation_url(row), {"page": page}).status_code == 404, page


def test_another_slug_leads_to_the_right_one() -> None:
    row = OrganisationFactory(name="Công ty Đèn Đỏ")
    answer = Client().get(f"/don-vi/cu-{row.pk}/")
    assert answer.status_code == 301
    assert answer["Location"] == f"/don-vi/cong-ty-den-do-{row.pk}/"
    assert Client().get("/don-vi/cu-99999999999999999999/").status_code == 404


@pytest.mark.parametrize("kind", ["employer", "training_centre"])
def test_the_number_of_queries_does_not_grow(queries_of, kind) -> None:
    row = OrganisationFactory(kind=kind)

    def one_more() -> None:
        if kind == "employer":
            VacancyFactory(employer=row)
        else:
            IntakeFactory(course__centre=row)

    one_more()
    few = queries_of(organisation_url(row))
    for _ in range(4):
        one_more()
    assert queries_of(organisation_url(row)) == few
    assert few <= 6
