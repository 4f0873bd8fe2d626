"""Two people with the same form: the second one is told what the first one wrote."""

from typing import Any

import pytest
from django.test import Client

from jobs import ending, services
from jobs.models import Vacancy
from portal.accounts.models import Organisation
from portal.accounts.services import update_organisation
from portal.reference.models import Skill
from tests.factories import CourseFactory, IntakeFactory, VacancyFactory
from tests.frontend.organisation.conftest import a_day, course_data, opened, vacancy_data
from tests.frontend.organisation.test_registering import TAX_CODE
from tests.frontend.organisation.test_registering import data as profile_data
from training.models import Intake
from training.services import save_intake, update_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def vacancy(employer: Organisation) -> Vacancy:
    return VacancyFactory(
        employer=employer,
        pay_min=9_000_000,
        pay_max=14_000_000,
        unit_id="11755",
        welfare=["meal-1"],
    )


def errors(page: Any) -> dict[str, str]:
    return {name: " ".join(said) for name, said in page.context["form"].errors.items()}


class TestAVacancy:
    @pytest.fixture
    def url(self, vacancy: Vacancy) -> str:
        return f"/tuyen-dung/tin/{vacancy.pk}/"

    def sent(self, client: Client, url: str, **changes: Any) -> dict[str, Any]:
        """What the form sends that this editor opened now."""
        return vacancy_data(occupation="welder", opened=opened(client, url), **changes)

    def test_the_second_one_is_asked_before_it_is_lost(self, vacancy, url, member_of) -> None:
        first, second = member_of(vacancy.employer), member_of(vacancy.employer)
        mine = self.sent(first, url, title="Thợ hàn TIG", pay_max="15 triệu", welfare=["shuttle"])
        theirs = self.sent(second, url, title="Thợ hàn tàu", pay_max="20 triệu", openings="7")
        assert second.post(url, theirs).status_code == 302
        page = first.post(url, mine)
        assert page.status_code == 200
        said = errors(page)
        assert set(said) == {"__all__", "title", "pay_max", "openings", "welfare"}
        assert "Thợ hàn tàu" in said["title"]
        assert "20.000.000" in said["pay_max"]
        assert "7" in said["openings"]
        # Their words beside mine, which stay.
        html = page.content.decode()
        assert 'value="Thợ hàn TIG"' in html
        assert "Thợ hàn tàu" in html
        vacancy.refresh_from_db()
        assert (vacancy.title, vacancy.openings) == ("Thợ hàn tàu", 7)

        again = mine | {"opened": page.context["form"]["opened"].value()}
        assert first.post(url, again).status_code == 302
        vacancy.refresh_from_db()
        assert (vacancy.title, vacancy.pay_max, vacancy.openings) == ("Thợ hàn TIG", 15_000_000, 3)

    def test_a_third_one_is_not_overwritten_by_the_second_answer(
        self, vacancy, url, member_of
    ) -> None:
        client = member_of(vacancy.employer)
        mine = self.sent(client, url, title="Thợ hàn TIG")
        services.update_vacancy(vacancy_id=vacancy.pk, values={"title": "Thợ hàn tàu"})
        asked = client.post(url, mine).context["form"]["opened"].value()
        services.update_vacancy(vacancy_id=vacancy.pk, values={"title": "Thợ hàn cầu"})
        page = client.post(url, mine | {"opened": asked})
        assert "Thợ hàn cầu" in errors(page)["title"]
        vacancy.refresh_from_db()
        assert vacancy.title == "Thợ hàn cầu"

    def test_only_what_would_be_overwritten_is_asked_about(self, vacancy, url, member_of) -> None:
        """The other one wrote the same, or something that this page does not show."""
        client = member_of(vacancy.employer)
        mine = self.sent(client, url, title="Thợ hàn TIG")
        services.update_vacancy(vacancy_id=vacancy.pk, values={"title": "Thợ hàn TIG"})
        ending.fill_openings(vacancy_id=vacancy.pk)
        assert client.post(url, mine).status_code == 302
        vacancy.refresh_from_db()
        assert (vacancy.description, vacancy.openings_left) == ("Hàn khung thép trong xưởng.", 2)

    def test_what_is_wrong_is_told_with_it(self, vacancy, url, member_of) -> None:
        client = member_of(vacancy.employer)
        mine = self.sent(client, url, openings="x", pay_min="12", valid_through=a_day(-1))
        services.update_vacancy(vacancy_id=vacancy.pk, values={"title": "Thợ hàn tàu"})
        said = errors(client.post(url, mine))
        assert set(said) == {"__all__", "title", "openings", "pay_min", "valid_through"}

    def test_choices_are_told_by_their_names(self, vacancy, url, member_of) -> None:
        client = member_of(vacancy.employer)
        mine = self.sent(client, url, shifts=["night"])
        services.update_vacancy(
            vacancy_id=vacancy.pk,
            values={"welfare": ["shuttle", "dormitory"], "education": "upper-secondary"},
            essential_skills=Skill.objects.filter(pk="tig-welding"),
        )
        said = errors(client.post(url, mine))
        assert set(said) == {"__all__", "welfare", "education", "essential_skills"}
        for name, word in (("welfare", "Xe đưa đón"), ("essential_skills", "Hàn TIG")):
            assert word in said[name]
        assert "upper-secondary" not in said["education"]

    def test_hostile_text_of_the_other_stays_text(self, vacancy, url, member_of) -> None:
        client = member_of(vacancy.employer)
        mine = self.sent(client, url)
        hostile = "<script>alert(1)</script>" * 60
        services.update_vacancy(vacancy_id=vacancy.pk, values={"description": hostile})
        page = client.post(url, mine).content.decode()
        assert "&lt;script&gt;" in page
        assert "<script>alert" not in page
        assert hostile.replace("<", "&lt;").replace(">", "&gt;") not in page


def test_a_course(centre, member_of) -> None:
    course = CourseFactory(centre=centre, skills=["arc-welding"], months=3)
    url = f"/dao-tao/khoa-hoc/{course.pk}/"
    client = member_of(centre)
    mine = course_data(opened=opened(client, url), months="2", subsidised="")
    update_course(course_id=course.pk, values={"months": 4, "subsidised": True})
    said = errors(client.post(url, mine))
    assert set(said) == {"__all__", "months", "subsidised"}
    assert "4" in said["months"]
    course.refresh_from_db()
    assert course.months == 4


def test_a_class(centre, member_of) -> None:
    intake = IntakeFactory(course=CourseFactory(centre=centre), seats=20)
    url = f"/dao-tao/khoa-hoc/{intake.course_id}/lop/{intake.pk}/"
    client = member_of(centre)
    mine = {
        "starts_on": a_day(30),
        "ends_on": a_day(120),
        "enrol_until": a_day(30),
        "seats": "25",
        "opened": opened(client, url),
    }
    save_intake(course_id=intake.course_id, intake_id=intake.pk, values={"seats": 40})
    said = errors(client.post(url, mine))
    assert set(said) == {"__all__", "seats"}
    assert Intake.objects.get().seats == 40


def test_a_profile(employer, member_of) -> None:
    Organisation.objects.filter(pk=employer.pk).update(tax_code=TAX_CODE)
    employer.refresh_from_db()
    url = f"/don-vi-cua-toi/{employer.pk}/"
    client = member_of(employer)
    mine = profile_data(name=employer.name, address="Lô 5", opened=opened(client, url))
    update_organisation(
        organisation_id=employer.pk, values={"address": "Số 1 Lê Lợi", "description": "Từ 1995"}
    )
    said = errors(client.post(url, mine))
    assert set(said) == {"__all__", "address", "description"}
    assert "Số 1 Lê Lợi" in said["address"]
    employer.refresh_from_db()
    assert employer.address == "Số 1 Lê Lợi"
