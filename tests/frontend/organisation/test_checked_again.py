"""A verified organisation that changes what the centre has verified waits for a new check."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from frontend import formats
from jobs.models import Vacancy
from jobs.services import publish_vacancy, update_vacancy
from portal.accounts import services
from portal.accounts.models import Organisation
from tests.factories import CourseFactory, EscUserFactory, VacancyFactory
from tests.frontend.organisation.conftest import a_day, vacancy_data
from tests.matching.conftest import index_all  # noqa: F401 - a fixture
from training.models import Course

pytestmark = pytest.mark.django_db

TAX_CODE, OTHER_CODE = "0100109106", "0200109660"


@pytest.fixture
def verified(agency: Organisation) -> Organisation:
    """A verified agency with everything that the centre looks at."""
    values = {"name": "Xuất khẩu lao động Bến Bính", "tax_code": TAX_CODE}
    Organisation.objects.filter(pk=agency.pk).update(**values)
    agency.refresh_from_db()
    return agency


@pytest.fixture
def saved(member_of) -> Callable[..., Any]:
    """Sends the profile of an organisation with some fields changed."""

    def send(organisation: Organisation, **changes: str) -> Any:
        until = organisation.licence_valid_until
        data = {
            "name": organisation.name,
            "tax_code": organisation.tax_code,
            "licence_number": organisation.licence_number,
            "licence_valid_until": f"{until:%d/%m/%Y}" if until else "",
        }
        url = f"/don-vi-cua-toi/{organisation.pk}/"
        answer = member_of(organisation).post(url, data | changes, follow=True)
        organisation.refresh_from_db()
        return answer

    return send


@pytest.fixture
def officer() -> Client:
    client = Client()
    client.force_login(EscUserFactory())
    return client


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Xuất khẩu lao động Cầu Rào"},
        {"tax_code": OTHER_CODE},
        {"licence_number": "999/GP"},
        {"licence_valid_until": a_day(700)},
        {"licence_valid_until": ""},
    ],
)
def test_a_change_of_what_was_verified_waits(verified, saved, changes) -> None:
    answer = saved(verified, **changes)
    assert verified.verification == "pending"
    assert "Trung tâm đang kiểm tra phần đơn vị đã sửa" in answer.content.decode()


def test_other_changes_do_not(verified, saved) -> None:
    saved(verified, address="Lô 5", phone="0225 3822 616", description="Từ 1995", place="Tràng Duệ")
    assert (verified.verification, verified.address) == ("verified", "Lô 5")


def test_it_is_told_before_anybody_saves(verified, employer, member_of) -> None:
    told = "trung tâm sẽ kiểm tra lại đơn vị"
    waiting = Organisation.objects.create(kind="employer", name="Mới")
    for organisation, tells in ((verified, True), (employer, True), (waiting, False)):
        page = member_of(organisation).get(f"/don-vi-cua-toi/{organisation.pk}/")
        assert (told in page.content.decode()) is tells


def test_what_is_public_stays_and_nothing_new_comes(employer, saved, member_of) -> None:
    Organisation.objects.filter(pk=employer.pk).update(tax_code=TAX_CODE)
    employer.refresh_from_db()
    vacancy = VacancyFactory(employer=employer)
    draft = VacancyFactory(employer=employer, status="draft", published_at=None)
    saved(employer, name="Cơ khí Cầu Rào")
    assert Vacancy.objects.public().get() == vacancy
    vacancy.refresh_from_db()
    assert vacancy.is_public
    shown = Client().get(reverse("organisation", args=["x", employer.pk]), follow=True)
    assert vacancy.title in shown.content.decode()
    assert "tag-verified" not in shown.content.decode()
    # A slip in what is public can be put right meanwhile.
    update_vacancy(vacancy_id=vacancy.pk, values={"openings": 9})
    with pytest.raises(ValidationError, match="đang kiểm tra"):
        publish_vacancy(vacancy_id=draft.pk)
    answer = member_of(employer).post(
        "/tuyen-dung/tin/moi/", vacancy_data(do="publish"), follow=True
    )
    assert answer.context["form"].non_field_errors()
    assert Vacancy.objects.public().count() == 1


def test_courses_stay_as_well(centre, saved) -> None:
    Organisation.objects.filter(pk=centre.pk).update(tax_code=TAX_CODE)
    centre.refresh_from_db()
    course = CourseFactory(centre=centre, skills=["arc-welding"])
    saved(centre, licence_number="77/GCN")
    assert centre.verification == "pending"
    assert Course.objects.public().get() == course


@pytest.mark.parametrize(
    ("was", "given", "is_public"),
    [(10, 700, True), (-1, 700, False), (None, 700, False), (300, 5, True), (300, -1, False)],
)
def test_a_licence_counts_no_longer_than_the_centre_knows(
    verified, saved, was: int | None, given: int, is_public: bool
) -> None:
    """Nobody prolongs their own licence; a shorter one counts at once."""
    until = timezone.localdate() + timedelta(days=was) if was is not None else None
    Organisation.objects.filter(pk=verified.pk).update(licence_valid_until=until)
    verified.refresh_from_db()
    vacancy = VacancyFactory(
        employer=verified, kind="overseas", country="JP", contract_approval_number="7", unit=None
    )
    saved(verified, licence_valid_until=a_day(given))
    assert Vacancy.objects.public().exists() is is_public
    vacancy.employer.refresh_from_db()
    assert vacancy.is_public is is_public


def test_search_still_finds_it(index_all) -> None:  # noqa: F811
    vacancy = VacancyFactory()
    index_all()
    owner = vacancy.employer
    services.update_organisation(organisation_id=owner.pk, values={"name": "Cơ khí Cầu Rào"})
    index_all()
    found = Client().get("/api/v1/search/", {"q": vacancy.title}).json()["results"]
    assert [row["id"] for row in found] == [vacancy.pk]


def test_changed_back_it_is_verified_as_before(verified, saved) -> None:
    was = verified.name
    saved(verified, name="Cầu Rào")
    saved(verified, name="Cầu Đất", tax_code=OTHER_CODE)
    saved(verified, name=was)
    assert verified.verification == "pending"
    answer = saved(verified, tax_code=TAX_CODE)
    assert verified.verification == "verified"
    assert "như trước" in answer.content.decode()


def test_the_queue_shows_what_the_centre_knew_and_what_is_new(verified, saved, officer) -> None:
    was = verified.licence_valid_until
    saved(verified, name="Cầu Rào <b>", tax_code=OTHER_CODE)
    saved(verified, licence_valid_until=a_day(700))
    # The first change counts, not the one before the last.
    saved(verified, name="Cầu Đất <b>")
    with translation.override("vi"):
        days = f"{formats.day(was)} → {formats.day(verified.licence_valid_until)}"
    own = reverse("staff_organisation", args=[verified.pk])
    for url in (reverse("staff_organisations"), reverse("staff_home"), own):
        page = officer.get(url).content.decode()
        assert "Xuất khẩu lao động Bến Bính → Cầu Đất &lt;b&gt;" in page, url
        assert f"{TAX_CODE} → {OTHER_CODE}" in page
        assert days in page
    labels = [str(event.note) for event in officer.get(own).context["events"]]
    assert any(days in note for note in labels)


def test_who_changed_yesterday_does_not_wait_since_registering(verified, saved, officer) -> None:
    Organisation.objects.filter(pk=verified.pk).update(
        created_at=timezone.now() - timedelta(days=900)
    )
    asked = Organisation.objects.create(kind="employer", name="Chờ ba ngày")
    Organisation.objects.filter(pk=asked.pk).update(created_at=timezone.now() - timedelta(days=3))
    saved(verified, name="Cầu Rào")
    rows = officer.get(reverse("staff_organisations")).context["page"]
    assert [row.name for row in rows] == ["Chờ ba ngày", "Cầu Rào"]
    assert "3 ngày" in officer.get(reverse("staff_home")).context["tiles"][0].note


@pytest.mark.parametrize("decision", ["verify", "refuse"])
def test_the_centre_decides(verified, saved, officer, decision: str) -> None:
    vacancy = VacancyFactory(
        employer=verified, kind="overseas", country="JP", contract_approval_number="7", unit=None
    )
    saved(verified, name="Cầu Rào")
    url = reverse(f"staff_{decision}", args=[verified.pk])
    if decision == "refuse":
        assert "ẩn ngay" in officer.get(url).content.decode()
    officer.post(url, {"reason": "Tên không khớp giấy phép"})
    verified.refresh_from_db()
    assert verified.verified_as is None
    assert verified.verification == {"verify": "verified", "refuse": "refused"}[decision]
    assert Vacancy.objects.public().exists() is (decision == "verify")
    # Whoever was refused and corrects is shown again only once it is verified.
    if decision == "refuse":
        saved(verified, name="Bến Bính")
        assert verified.verification == "pending"
        assert not Vacancy.objects.public().exists()
    vacancy.refresh_from_db()
    assert vacancy.status == "published"


def test_what_it_shows_can_be_hidden_while_it_is_checked_again(saved, verified, officer) -> None:
    vacancy = VacancyFactory(employer=verified)
    saved(verified, name="Tên khác hẳn")
    assert verified.is_shown
    page = reverse("staff_organisation", args=[verified.pk])
    suspend = reverse("staff_suspend", args=[verified.pk])
    assert suspend in officer.get(page).content.decode()
    officer.post(suspend, {"reason": "Bị tố cáo thu tiền"})
    verified.refresh_from_db()
    assert not verified.is_shown
    assert not Vacancy.objects.public().filter(pk=vacancy.pk).exists()
