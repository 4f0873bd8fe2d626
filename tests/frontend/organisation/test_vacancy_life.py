"""A vacancy from the first word to the last hire, all through pages."""

import pytest

from jobs.models import Vacancy
from portal.accounts.models import Organisation
from tests.factories import OrganisationFactory, VacancyFactory
from tests.frontend.organisation.conftest import vacancy_data

pytestmark = pytest.mark.django_db


def edit(vacancy: Vacancy, end: str = "") -> str:
    return f"/tuyen-dung/tin/{vacancy.pk}/{end}"


def test_from_a_title_to_the_last_hire(employer, member_of) -> None:
    client = member_of(employer)
    assert "Đăng tin" in client.get("/tuyen-dung/").content.decode()

    asked = client.post("/tuyen-dung/tin/moi/", {"title": "Tuyển gấp thợ hàn CO2", "do": "propose"})
    form = asked.context["form"]
    assert not form.errors
    assert form["occupation"].value() == "mig-welder"
    assert "mig-mag-welding" in dict(form.fields["essential_skills"].choices)
    assert not Vacancy.objects.exists()

    saved = client.post("/tuyen-dung/tin/moi/", vacancy_data(essential_skills=["mig-mag-welding"]))
    draft = Vacancy.objects.get()
    assert saved["Location"] == edit(draft)
    assert (draft.status, draft.employer, draft.pay_min) == ("draft", employer, 9_000_000)
    assert (draft.unit_id, draft.industrial_park, draft.kind) == ("11755", None, "domestic")
    assert [x.skill_id for x in draft.skill_links.all()] == ["mig-mag-welding"]

    form = client.get(edit(draft)).context["form"]
    assert form["pay_min"].value() == "9.000.000"
    assert form["place"].value() == "Xã Tiên Lãng"
    assert form["essential_skills"].value() == ["mig-mag-welding"]
    opened = client.post(
        edit(draft), vacancy_data(do="publish", optional_words="hàn TIG, đọc bản vẽ kỹ thuật")
    )
    assert opened["Location"] == edit(draft, "ung-vien/")
    draft.refresh_from_db()
    assert draft.status == "published"
    assert {x.skill_id for x in draft.skill_links.filter(essential=False)} >= {"tig-welding"}

    client.post(edit(draft, "da-tuyen/"), {"people": "2"})
    draft.refresh_from_db()
    assert draft.openings_left == 1
    assert client.get(edit(draft, "dong/")).status_code == 200
    client.post(edit(draft, "dong/"), {"reason": "withdrawn"})
    draft.refresh_from_db()
    assert (draft.status, draft.close_reason) == ("closed", "withdrawn")

    client.post(edit(draft), vacancy_data(do="publish"))
    client.post(edit(draft, "da-tuyen/"), {"people": "1"})
    draft.refresh_from_db()
    assert (draft.status, draft.close_reason, draft.openings_left) == ("closed", "filled", 0)


def test_a_draft_is_deleted_after_a_question(employer, member_of) -> None:
    client = member_of(employer)
    draft = VacancyFactory(employer=employer, status="draft", published_at=None)
    assert "Xoá bản nháp" in client.get(edit(draft, "xoa/")).content.decode()
    assert Vacancy.objects.exists()
    answer = client.post(edit(draft, "xoa/"), follow=True)
    assert not Vacancy.objects.exists()
    assert answer.redirect_chain[0][0] == f"/tuyen-dung/tin/?org={employer.pk}"


def test_what_was_public_is_closed_and_not_deleted(employer, member_of) -> None:
    client = member_of(employer)
    vacancy = VacancyFactory(employer=employer)
    answer = client.post(edit(vacancy, "xoa/"))
    assert answer.context["form"].non_field_errors()
    assert Vacancy.objects.exists()


def test_unverified_drafts_but_does_not_publish_and_loses_nothing(member_of) -> None:
    waiting = OrganisationFactory(verification=Organisation.Verification.PENDING)
    client = member_of(waiting)
    answer = client.post("/tuyen-dung/tin/moi/", vacancy_data(do="publish"), follow=True)
    draft = Vacancy.objects.get()
    assert draft.status == "draft"
    assert answer.redirect_chain == [(f"{edit(draft)}?check=publish", 302)]
    assert answer.context["form"].non_field_errors()
    assert answer.context["form"]["title"].value() == "Thợ hàn CO2"
    assert "Chờ xác minh" in answer.content.decode()


def test_a_park_brings_its_commune(employer, member_of) -> None:
    member_of(employer).post("/tuyen-dung/tin/moi/", vacancy_data(place="KCN Tràng Duệ"))
    vacancy = Vacancy.objects.get()
    assert vacancy.industrial_park_id == "park-trang-due"
    assert vacancy.unit_id == vacancy.industrial_park.unit_id


def test_publishing_names_each_field_that_is_missing(employer, member_of) -> None:
    vacancy = VacancyFactory(employer=employer, openings=2, openings_left=0, status="closed")
    answer = member_of(employer).post(
        edit(vacancy), vacancy_data(openings="2", do="publish"), follow=True
    )
    assert answer.redirect_chain == [(f"{edit(vacancy)}?check=publish", 302)]
    assert set(answer.context["form"].errors) == {"openings"}
    vacancy.refresh_from_db()
    assert (vacancy.status, vacancy.title) == ("closed", "Thợ hàn CO2")


def test_an_open_vacancy_stays_right_while_it_is_changed(employer, member_of) -> None:
    client = member_of(employer)
    vacancy = VacancyFactory(employer=employer, openings=3)
    answer = client.post(edit(vacancy), vacancy_data(title="Thợ hàn", place=""))
    assert set(answer.context["form"].errors) == {"place"}
    vacancy.refresh_from_db()
    assert vacancy.unit_id == "11581"
    client.post(edit(vacancy), vacancy_data(title="Thợ hàn giỏi"))
    vacancy.refresh_from_db()
    assert (vacancy.title, vacancy.status) == ("Thợ hàn giỏi", "published")


def test_a_copy_takes_everything_but_the_state(employer, member_of) -> None:
    client = member_of(employer)
    old = VacancyFactory(employer=employer, welfare=["dormitory"], title="Thợ hàn cũ")
    address = f"/tuyen-dung/tin/moi/?org={employer.pk}&copy={old.pk}"
    form = client.get(address).context["form"]
    assert form["title"].value() == "Thợ hàn cũ"
    assert form["place"].value() == "Phường An Dương"
    client.post(address, vacancy_data(title="Thợ hàn mới", place="Phường An Dương"))
    new = Vacancy.objects.exclude(pk=old.pk).get()
    assert (new.status, new.unit_id) == ("draft", "11581")
    foreign = VacancyFactory(status="draft", published_at=None)
    own = VacancyFactory(employer=employer)
    # Cut short the long one would be that of an own vacancy.
    for wrong in (foreign.pk, f"{own.pk:018}0", f"{own.pk}x", "-1"):
        assert client.get(f"/tuyen-dung/tin/moi/?copy={wrong}").status_code == 404


def test_an_agency_offers_work_overseas_only(agency, member_of) -> None:
    client = member_of(agency)
    form = client.get("/tuyen-dung/tin/moi/").context["form"]
    assert "country" in form.fields
    assert "place" not in form.fields
    data = vacancy_data(do="publish", country="JP", term_months="36")
    answer = client.post("/tuyen-dung/tin/moi/", data, follow=True)
    order = Vacancy.objects.get()
    assert (order.kind, order.status) == ("overseas", "draft")
    assert set(answer.context["form"].errors) == {"contract_approval_number"}
    client.post(edit(order), data | {"contract_approval_number": "45/QLLĐNN"})
    order.refresh_from_db()
    assert (order.status, order.country) == ("published", "JP")


def test_an_employer_cannot_smuggle_in_another_country(employer, member_of) -> None:
    member_of(employer).post("/tuyen-dung/tin/moi/", vacancy_data(country="JP", kind="overseas"))
    vacancy = Vacancy.objects.get()
    assert (vacancy.kind, vacancy.country) == ("domestic", "")
