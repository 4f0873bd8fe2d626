"""A vacancy in short steps: each is saved by itself, and nothing typed is lost."""

import pytest
from django.test import Client

from jobs.models import Vacancy
from jobs.moderation.models import Review
from jobs.moderation.services import approve, refuse
from portal.accounts.models import User
from tests.factories import EscUserFactory, OrganisationFactory, ReviewFactory, VacancyFactory
from tests.frontend.organisation.conftest import opened, vacancy_data

pytestmark = pytest.mark.django_db
START = "/tuyen-dung/tin/tung-buoc/"
WORK = {
    "title": "Thợ hàn CO2",
    "occupation": "mig-welder",
    "openings": "3",
    "description": "Hàn khung thép trong xưởng.",
    "position": "staff",
    "employment_type": "full-time",
}
NEEDS = {
    "requirements": "Biết đọc bản vẽ",
    "essential_skills": ["mig-mag-welding"],
    "experience_months": "12",
    "major": "Hàn",
    "skill_grade": "3",
    "it_skills": "Excel",
    "soft_skills": ["teamwork"],
    "priority_groups": ["disabled"],
    "conditions_lifting": ["lift-under-5kg"],
}
PAY = {"pay_period": "month", "pay_min": "9 triệu", "pay_max": "12 triệu", "welfare": ["shuttle"]}
PLACE = {"place": "Xã Tiên Lãng", "shifts": ["day"], "extra_requirements": ["business-trips"]}
CONTACT = {
    "contact_name": "Chị Hoa",
    "contact_phone": "0912 345 678",
    "contact_by_sms": "on",
    "recruitment_methods": ["phone"],
}


def at(vacancy: Vacancy, step: str) -> str:
    return f"/tuyen-dung/tin/{vacancy.pk}/buoc/{step}/"


def check(vacancy: Vacancy) -> str:
    return f"/tuyen-dung/tin/{vacancy.pk}/kiem-tra/"


@pytest.fixture
def draft(employer) -> Vacancy:
    return VacancyFactory(employer=employer, status="draft", published_at=None, unit_id="11755")


def test_from_the_first_step_to_the_public(employer, member_of) -> None:
    client = member_of(employer)
    asked = client.post(START, {"title": "Tuyển gấp thợ hàn CO2", "do": "propose"})
    assert asked.context["form"]["occupation"].value() == "mig-welder"
    assert not Vacancy.objects.exists()
    answer = client.post(START, WORK | {"opened": opened(client, START)})
    vacancy = Vacancy.objects.get()
    assert answer["Location"] == at(vacancy, "needs")
    # What is missing is told on the last page, with the way to it.
    page = client.get(check(vacancy))
    assert any("/buoc/place/" in t.url for t in page.context["troubles"])
    refused = client.post(check(vacancy), {"do": "publish"})
    assert refused.status_code == 200

    form = client.get(at(vacancy, "needs")).context["form"]
    assert "mig-mag-welding" in dict(form.fields["essential_skills"].choices)
    conditions = dict(form.fields["conditions_lifting"].choices)
    needs = NEEDS | {"conditions_lifting": [next(iter(conditions))]}
    for step, data, following in (
        ("needs", needs, at(vacancy, "pay")),
        ("pay", PAY, at(vacancy, "place")),
        ("place", PLACE, at(vacancy, "contact")),
        ("contact", CONTACT, check(vacancy)),
    ):
        answer = client.post(at(vacancy, step), data)
        assert answer.status_code == 302, answer.context["form"].errors
        assert answer["Location"] == following
    page = client.get(check(vacancy))
    assert (page.context["troubles"], page.context["doubts"]) == ([], [])
    for word in ("Chị Hoa", "Xe đưa đón", "9.000.000", "Xã Tiên Lãng"):
        assert word in page.content.decode()
    published = client.post(check(vacancy), {"do": "publish"})
    assert published["Location"] == f"/tuyen-dung/tin/{vacancy.pk}/ung-vien/"
    vacancy.refresh_from_db()
    assert vacancy.status == "published"
    assert vacancy.contact_phone.as_e164 == "+84912345678"
    assert (vacancy.contact_by_sms, vacancy.contact_public) == (True, False)
    assert (vacancy.major, vacancy.skill_grade, vacancy.soft_skills) == ("Hàn", 3, ["teamwork"])
    assert [x.skill_id for x in vacancy.skill_links.all()] == ["mig-mag-welding"]


def test_a_step_leaves_the_others_as_they_are(employer, member_of, draft) -> None:
    client = member_of(employer)
    draft.skill_links.create(skill_id="tig-welding")
    client.post(at(draft, "pay"), {"pay_min": "10 triệu"})
    draft.refresh_from_db()
    assert (draft.pay_min, draft.pay_max) == (10_000_000, None)
    assert (draft.unit_id, draft.title[:7]) == ("11755", "Thợ hàn")
    assert draft.skill_links.count() == 1


def test_what_is_wrong_is_told_and_what_was_typed_stays(employer, member_of, draft) -> None:
    answer = member_of(employer).post(
        at(draft, "place"), {"place": "Atlantis", "hours_per_week": "100", "address": "Lô 5"}
    )
    form = answer.context["form"]
    assert set(form.errors) == {"place", "hours_per_week"}
    assert form["address"].value() == "Lô 5"


def test_pay_by_the_hour_becomes_pay_by_the_month(employer, member_of, draft) -> None:
    client = member_of(employer)
    client.post(at(draft, "pay"), {"pay_period": "hour", "rate_min": "30.000"})
    draft.refresh_from_db()
    assert (draft.rate_min, draft.pay_min) == (30_000, 6_240_000)
    client.post(
        at(draft, "pay"), {"pay_period": "month", "pay_min": "7 triệu", "rate_min": "30000"}
    )
    draft.refresh_from_db()
    assert (draft.rate_min, draft.pay_min) == (None, 7_000_000)


@pytest.mark.parametrize("step", ["nope", "check", "work-"])
def test_there_are_no_other_steps(employer, member_of, draft, step) -> None:
    assert member_of(employer).get(at(draft, step)).status_code == 404


def test_a_double_press_makes_one_draft(employer, member_of) -> None:
    client = member_of(employer)
    data = WORK | {"opened": opened(client, START)}
    answers = {client.post(START, data)["Location"] for _press in range(2)}
    assert len(answers) == 1
    assert Vacancy.objects.count() == 1


def test_two_editors_of_a_step_are_told(employer, member_of, draft) -> None:
    client = member_of(employer)
    mine = PAY | {"opened": opened(client, at(draft, "pay"))}
    member_of(employer).post(at(draft, "pay"), {"pay_min": "8 triệu"})
    page = client.post(at(draft, "pay"), mine)
    assert "pay_min" in page.context["form"].errors
    # Somebody else's other step is no reason to ask.
    again = opened(client, at(draft, "pay"))
    member_of(employer).post(at(draft, "contact"), CONTACT)
    assert client.post(at(draft, "pay"), PAY | {"opened": again}).status_code == 302


def test_a_copy_takes_all_steps(employer, member_of) -> None:
    client = member_of(employer)
    old = VacancyFactory(employer=employer, welfare=["dormitory"], contact_name="Chị Hoa")
    old.skill_links.create(skill_id="tig-welding", essential=False)
    address = f"{START}?org={employer.pk}&copy={old.pk}"
    assert client.get(address).context["form"]["title"].value() == old.title
    client.post(address, WORK | {"opened": opened(client, address)})
    new = Vacancy.objects.exclude(pk=old.pk).get()
    assert (new.title, new.status, new.welfare) == ("Thợ hàn CO2", "draft", ["dormitory"])
    assert (new.contact_name, new.unit_id) == ("Chị Hoa", old.unit_id)
    assert [(x.skill_id, x.essential) for x in new.skill_links.all()] == [("tig-welding", False)]
    foreign = VacancyFactory(status="draft", published_at=None)
    assert client.get(f"{START}?copy={foreign.pk}").status_code == 404


class TestTheSessionEnded:
    def leave_and_return(self, client: Client, url: str, data: dict) -> object:
        user_id = client.session["_auth_user_id"]
        client.cookies.pop("sessionid")
        sent = client.post(url, data, headers={"referer": f"http://testserver{url}"})
        assert "/accounts/login/" in sent["Location"]
        session = client.session
        # Told with a message, for which signing in by force has no request.
        del session["form_not_saved"]
        session.save()
        client.force_login(User.objects.get(pk=user_id))
        return client.get(url).context["form"]

    def test_what_was_typed_is_there_again(self, employer, member_of, draft) -> None:
        client = member_of(employer)
        url = at(draft, "needs")
        form = self.leave_and_return(client, url, NEEDS | {"opened": opened(client, url)})
        assert form["requirements"].value() == "Biết đọc bản vẽ"
        assert form["soft_skills"].value() == ["teamwork"]
        assert not form.errors
        # Once; the next time the page shows what is stored.
        assert client.get(url).context["form"]["requirements"].value() == draft.requirements

    def test_on_one_page_as_well(self, employer, member_of, draft) -> None:
        url = f"/tuyen-dung/tin/{draft.pk}/"
        form = self.leave_and_return(member_of(employer), url, vacancy_data(title="Thợ hàn tàu"))
        assert form["title"].value() == "Thợ hàn tàu"
        assert not form.errors

    def test_another_page_does_not_get_it(self, employer, member_of, draft) -> None:
        client = member_of(employer)
        self.leave_and_return(client, at(draft, "pay"), PAY)
        other = VacancyFactory(employer=employer, status="draft", published_at=None)
        assert client.get(at(other, "pay")).context["form"]["pay_min"].value() == "9.000.000"


class TestTheCentreLooks:
    def test_doubts_are_told_before_it_is_sent(self, employer, member_of, draft) -> None:
        client = member_of(employer)
        client.post(at(draft, "needs"), {"requirements": "Ngoại hình ưa nhìn",
                                         "experience_months": "0"})  # fmt: skip
        page = client.get(check(draft))
        assert [f.message for f in page.context["doubts"]]
        assert "<mark>Ngoại hình ưa nhìn</mark>" in page.content.decode()
        sent = client.post(check(draft), {"do": "publish"}, follow=True)
        assert sent.redirect_chain == [(f"/tuyen-dung/tin/{draft.pk}/", 302)]
        assert "<mark>Ngoại hình ưa nhìn</mark>" in sent.content.decode()
        assert Review.objects.get().vacancy == draft

    def test_what_is_forbidden_stands_with_the_way_to_its_field(
        self, employer, member_of, draft
    ) -> None:
        client = member_of(employer)
        client.post(at(draft, "needs"), {"requirements": "Chỉ tuyển nam",
                                         "experience_months": "0"})  # fmt: skip
        (trouble,) = client.get(check(draft)).context["troubles"]
        assert trouble.url == f"{at(draft, 'needs')}#id_requirements"
        assert "Chỉ tuyển nam" in trouble.message

    def test_on_one_page_it_stands_next_to_the_field(self, employer, member_of) -> None:
        client = member_of(employer)
        page = client.post(
            "/tuyen-dung/tin/moi/",
            vacancy_data(do="publish", requirements="Chỉ tuyển nam"),
            follow=True,
        )
        assert set(page.context["form"].errors) == {"requirements"}

    def test_taken_back_it_is_a_draft(self, employer, member_of) -> None:
        review = ReviewFactory(vacancy__employer=employer)
        client = member_of(employer)
        assert "Rút lại" in client.get(f"/tuyen-dung/tin/{review.vacancy_id}/").content.decode()
        client.post(f"/tuyen-dung/tin/{review.vacancy_id}/rut/")
        review.vacancy.refresh_from_db()
        assert review.vacancy.status == "draft"

    def test_what_the_centre_has_approved_meanwhile_is_not_called_taken_back(
        self, employer, member_of
    ) -> None:
        review = ReviewFactory(vacancy__employer=employer)
        approve(review_id=review.pk, by=EscUserFactory())
        address = f"/tuyen-dung/tin/{review.vacancy_id}/rut/"
        told = member_of(employer).post(address, follow=True)
        assert [m.level_tag for m in told.context["messages"]] == ["info"]
        review.vacancy.refresh_from_db()
        assert review.vacancy.status == "published"

    def test_a_refusal_is_read_where_it_is_put_right(self, employer, member_of) -> None:
        review = ReviewFactory(vacancy__employer=employer)
        refuse(review_id=review.pk, by=EscUserFactory(), reason="discrimination", note="Bỏ câu này")
        page = member_of(employer).get(f"/tuyen-dung/tin/{review.vacancy_id}/").content.decode()
        assert "Bỏ câu này" in page


class TestWhatIsThere:
    """Steps of a vacancy that waits, was refused or is public say so."""

    def test_steps_and_check_say_that_the_centre_looks(self, employer, member_of) -> None:
        vacancy = ReviewFactory(vacancy__employer=employer).vacancy
        client = member_of(employer)
        for address in (at(vacancy, "needs"), check(vacancy)):
            page = client.get(address).content.decode()
            assert f"/tuyen-dung/tin/{vacancy.pk}/rut/" in page
            assert "<mark>Ngoại hình ưa nhìn</mark>" in page
        assert 'value="publish"' not in client.get(check(vacancy)).content.decode()

    def test_steps_and_check_say_why_it_was_refused(self, employer, member_of) -> None:
        review = ReviewFactory(vacancy__employer=employer)
        refuse(review_id=review.pk, by=EscUserFactory(), reason="discrimination", note="Bỏ câu này")
        for address in (at(review.vacancy, "needs"), check(review.vacancy)):
            assert "Bỏ câu này" in member_of(employer).get(address).content.decode()

    def test_a_step_that_sends_it_to_the_centre_says_so(self, employer, member_of) -> None:
        vacancy = VacancyFactory(employer=employer)
        client = member_of(employer)
        assert "Lưu thay đổi" in client.get(at(vacancy, "needs")).content.decode()
        sent = client.post(
            at(vacancy, "needs"),
            {"requirements": "Ngoại hình ưa nhìn", "experience_months": "0"},
            follow=True,
        )
        assert [m.level_tag for m in sent.context["messages"]] == ["info"]
        vacancy.refresh_from_db()
        assert vacancy.status == "review"

    def test_what_is_wrong_in_another_step_leads_there(self, employer, member_of) -> None:
        vacancy = VacancyFactory(employer=employer)
        Vacancy.objects.filter(pk=vacancy.pk).update(requirements="Chỉ tuyển nam", shifts=["nope"])
        page = member_of(employer).post(at(vacancy, "pay"), PAY)
        assert {t.url for t in page.context["troubles"]} == {
            f"{at(vacancy, 'needs')}#id_requirements",
            f"{at(vacancy, 'place')}#id_shifts_group",
        }
        assert not page.context["form"].errors
        assert f'href="{at(vacancy, "place")}#id_shifts_group"' in page.content.decode()
        assert (
            'id="id_shifts_group"' in member_of(employer).get(at(vacancy, "place")).content.decode()
        )


def test_an_agency_has_the_same_steps(agency, member_of) -> None:
    client = member_of(agency)
    client.post(START, WORK | {"country": "JP"})
    order = Vacancy.objects.get()
    assert order.kind == "overseas"
    data = {"contract_approval_number": "45/QLLĐNN", "term_months": "36"}
    assert client.post(at(order, "place"), data).status_code == 302
    order.refresh_from_db()
    assert (order.country, order.term_months) == ("JP", 36)


def test_an_unverified_one_saves_its_steps(member_of) -> None:
    client = member_of(OrganisationFactory(verification="pending"))
    client.post(START, WORK)
    vacancy = Vacancy.objects.get()
    assert client.post(at(vacancy, "pay"), PAY).status_code == 302
    assert client.post(check(vacancy), {"do": "publish"}).status_code == 200
    vacancy.refresh_from_db()
    assert vacancy.status == "draft"
