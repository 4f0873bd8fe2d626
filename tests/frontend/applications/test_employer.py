"""How employers work with applications: list, board, one of them, many at once."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone, translation

from jobs.applications.correspondence import create_template
from jobs.applications.models import Application, HiringResult, MessageTemplate
from jobs.models import Vacancy
from portal.people.models import ContactView
from portal.people.services import give_consent
from tests.factories import (
    ApplicationFactory,
    EscUserFactory,
    MembershipFactory,
    VacancyFactory,
)
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> Any:
    cache.clear()
    with translation.override("vi"):
        yield


def browser(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def vacancy() -> Vacancy:
    return VacancyFactory(title="Thợ hàn 3G")


@pytest.fixture
def application(vacancy: Vacancy) -> Application:
    return ApplicationFactory(vacancy=vacancy, person__full_name="Trần Bí Mật")


@pytest.fixture
def office(vacancy: Vacancy) -> Client:
    return browser(MembershipFactory(organisation=vacancy.employer).user)


def one(application: Application, step: str = "") -> str:
    return f"/tuyen-dung/ho-so/{application.pk}/{step}"


def listed(vacancy: Vacancy, step: str = "") -> str:
    return f"/tuyen-dung/tin/{vacancy.pk}/ho-so/{step}"


class TestOne:
    def test_opening_it_says_read_and_shows_no_name(
        self, office: Client, application: Application
    ) -> None:
        html = office.get(one(application)).content.decode()
        assert "Bí Mật" not in html
        application.refresh_from_db()
        assert application.status == "viewed"

    def test_the_centre_reads_without_leaving_a_mark(self, application: Application) -> None:
        page = browser(EscUserFactory()).get(one(application))
        assert page.status_code == 200
        application.refresh_from_db()
        assert application.status == "new"
        assert "notes" not in page.context

    def test_to_a_step(self, office: Client, application: Application) -> None:
        office.post(one(application, "chuyen/"), {"status": "invited", "back": "application"})
        application.refresh_from_db()
        assert application.status == "invited"

    @pytest.mark.parametrize(("status", "page"), [("refused", "tu-choi"), ("hired", "nhan-viec")])
    def test_what_needs_more_has_a_page(
        self, office: Client, application: Application, status: str, page: str
    ) -> None:
        answer = office.post(one(application, "chuyen/"), {"status": status})
        assert answer.url == one(application, f"{page}/")

    def test_a_step_that_is_none_is_told(self, office: Client, application: Application) -> None:
        for status in ("withdrawn", "zz", ""):
            answer = office.post(one(application, "chuyen/"), {"status": status}, follow=True)
            assert "không chọn được bước này" in answer.content.decode()

    def test_a_refusal_has_a_reason(self, office: Client, application: Application) -> None:
        page = office.get(one(application, "tu-choi/")).content.decode()
        assert 'value="health"' not in page
        assert 'value="filled"' not in page
        assert office.post(one(application, "tu-choi/")).status_code == 200
        office.post(one(application, "tu-choi/"), {"reason": "pay"})
        application.refresh_from_db()
        assert application.reason == "pay"

    def test_hiring_returns_the_result_to_the_centre(
        self, office: Client, application: Application
    ) -> None:
        start = timezone.localdate() + timedelta(days=9)
        data = {
            "position": "Thợ hàn",
            "starts_on": f"{start:%d/%m/%Y}",
            "probation_days": "30",
            "contract": "indefinite",
            "pay": "9,5 triệu",
        }
        wrong = office.post(one(application, "nhan-viec/"), data | {"pay": "12", "starts_on": ""})
        assert set(wrong.context["form"].errors) == {"pay", "starts_on"}
        office.post(one(application, "nhan-viec/"), data)
        result = HiringResult.objects.get()
        assert (result.pay, result.starts_on) == (9_500_000, start)
        page = browser(EscUserFactory()).get("/ban-lam-viec/ket-qua-tuyen/").content.decode()
        assert "9.500.000" in page
        assert "Bí Mật" not in page

    def test_the_last_opening_was_taken_meanwhile(
        self, office: Client, application: Application
    ) -> None:
        Vacancy.objects.update(openings_left=0)
        data = {
            "position": "Thợ hàn",
            "starts_on": "31/12/2026",
            "probation_days": "0",
            "contract": "indefinite",
            "pay": "9000000",
        }
        page = office.post(one(application, "nhan-viec/"), data)
        assert "Đã tuyển đủ người rồi" in page.content.decode()

    def test_notes_and_tags(self, office: Client, application: Application) -> None:
        office.post(one(application), {"text": "Khéo tay"})
        office.post(one(application), {"do": "tags", "tags": "3G, ca đêm"})
        page = office.get(one(application)).content.decode()
        assert "Khéo tay" in page
        assert "3G, ca đêm" in page
        applicant = browser(application.person.user).get(f"/ung-tuyen/{application.pk}/")
        assert "Khéo tay" not in applicant.content.decode()
        assert "ca đêm" not in applicant.content.decode()

    def test_what_is_refused_of_notes_and_tags_stays_typed(
        self, office: Client, application: Application
    ) -> None:
        for given, form in (
            ({"text": "x" * 2001}, "note_form"),
            ({"do": "tags", "tags": f"3G, {'x' * 31}"}, "tags_form"),
        ):
            answer = office.post(one(application), given)
            assert answer.status_code == 400
            (name,) = answer.context[form].errors
            assert answer.context[form][name].value() == given[name]
        assert not application.notes.exists()

    def test_a_number_that_is_none_finds_no_template(
        self, office: Client, application: Application, vacancy: Vacancy
    ) -> None:
        template = create_template(organisation=vacancy.employer, name="Hẹn", text="Chào")
        for given in (f"{template.pk:018}0", f"{template.pk}abc", "9" * 30):
            page = office.get(one(application, "tin-nhan/"), {"template": given})
            assert page.status_code == 404

    def test_a_message_begins_with_a_template(
        self, office: Client, application: Application, vacancy: Vacancy
    ) -> None:
        template = create_template(
            organisation=vacancy.employer, name="Hẹn", text="Chào {name}, lúc {date}"
        )
        address = one(application, "tin-nhan/")
        page = office.get(f"{address}?template={template.pk}").content.decode()
        assert "Chào {name}, lúc {date}" in page
        missing = office.post(address, {"text": template.text})
        assert set(missing.context["form"].errors) == {"date"}
        office.post(address, {"text": template.text, "date": "9:00"})
        assert application.messages.get().text == "Chào {name}, lúc 9:00"

    def test_contact_only_once_they_agree(
        self, office: Client, application: Application, vacancy: Vacancy
    ) -> None:
        hidden = office.post(one(application, "lien-he/"), follow=True).content.decode()
        assert "Bí Mật" not in hidden
        office.post(one(application, "xin-lien-he/"))
        application.refresh_from_db()
        assert application.asked_at
        give_consent(
            person_id=application.person_id, purpose="contact", organisation=vacancy.employer
        )
        assert "Bí Mật" in office.post(one(application, "lien-he/")).content.decode()
        assert ContactView.objects.count() == 1

    def test_who_cannot_be_asked_is_told_so(
        self, office: Client, application: Application, vacancy: Vacancy
    ) -> None:
        Application.objects.update(status="withdrawn")
        ended = office.post(one(application, "xin-lien-he/"), follow=True)
        assert [m.level_tag for m in ended.context["messages"]] == ["error"]
        Application.objects.update(status="viewed")
        give_consent(
            person_id=application.person_id, purpose="contact", organisation=vacancy.employer
        )
        agreed = office.post(one(application, "xin-lien-he/"), follow=True)
        assert [m.level_tag for m in agreed.context["messages"]] == ["info"]
        application.refresh_from_db()
        assert application.asked_at is None


class TestMany:
    def test_groups_tags_and_counts(self, office: Client, vacancy: Vacancy) -> None:
        ApplicationFactory(vacancy=vacancy, tags=["3G"])
        ApplicationFactory(vacancy=vacancy, status="hired")
        counts = [t.count for t in office.get(listed(vacancy)).context["tabs"]]
        assert counts == [2, 1, 0, 1, 0, None]
        found = office.get(listed(vacancy), {"group": "hired"}).context["rows"]
        assert [r.row.status for r in found] == ["hired"]
        assert len(office.get(listed(vacancy), {"tag": "3G"}).context["rows"]) == 1
        assert office.get(listed(vacancy), {"group": "zz"}).status_code == 404

    @pytest.mark.parametrize("page", ["", "bang/"])
    def test_a_page_costs_the_same_however_many(
        self, office: Client, vacancy: Vacancy, page: str
    ) -> None:
        counts = []
        for _round in range(2):
            ApplicationFactory.create_batch(4, vacancy=vacancy, tags=["3G"])
            counts.append(count_queries(lambda: office.get(listed(vacancy, page))))
        assert counts[0] == counts[1]

    def test_the_board_has_a_column_for_each_step(self, office: Client, vacancy: Vacancy) -> None:
        for status in ("new", "invited", "invited", "refused"):
            ApplicationFactory(vacancy=vacancy, status=status)
        columns = office.get(listed(vacancy, "bang/")).context["columns"]
        assert [len(c.cards) for c in columns] == [1, 0, 2, 0, 0, 0]

    def test_many_at_once_with_a_template(self, office: Client, vacancy: Vacancy) -> None:
        template = create_template(
            organisation=vacancy.employer, name="Hẹn", text="Chào {name}, lúc {date}"
        )
        some = ApplicationFactory.create_batch(2, vacancy=vacancy)
        late = ApplicationFactory(vacancy=vacancy, status="offered")
        foreign = ApplicationFactory()
        data = {
            "application": [a.pk for a in (*some, late, foreign)],
            "status": "invited",
            "template": template.pk,
        }
        failed = office.post(listed(vacancy, "hang-loat/"), data).context["failed"]
        assert len(failed) == 3, "nobody is moved without the message that belongs to it"
        failed = office.post(listed(vacancy, "hang-loat/"), data | {"date": "9:00"}).context[
            "failed"
        ]
        assert [f["name"] for f in failed] == [str(late.person)]
        for application in some:
            application.refresh_from_db()
            assert application.status == "invited"
            assert application.messages.count() == 1
        foreign.refresh_from_db()
        assert foreign.status == "new"

    def test_refusing_many_asks_for_the_reason(self, office: Client, vacancy: Vacancy) -> None:
        application = ApplicationFactory(vacancy=vacancy)
        data = {"application": [application.pk], "status": "refused"}
        asked = office.post(listed(vacancy, "hang-loat/"), data)
        assert set(asked.context["form"].errors) == {"reason"}
        done = office.post(listed(vacancy, "hang-loat/"), data | {"reason": "pay"})
        assert done.status_code == 302

    def test_nothing_ticked(self, office: Client, vacancy: Vacancy) -> None:
        for ticked in ([], ["x", "9" * 30]):
            data = {"application": ticked, "status": "viewed"}
            assert office.post(listed(vacancy, "hang-loat/"), data).status_code == 302


class TestTemplates:
    def test_written_changed_and_deleted(self, office: Client) -> None:
        office.post("/tuyen-dung/mau-tin/moi/", {"name": "Hẹn", "text": "Chào {name}"})
        template = MessageTemplate.objects.get()
        address = f"/tuyen-dung/mau-tin/{template.pk}/"
        wrong = office.post(address, {"name": "Hẹn", "text": "Chào {ten}"})
        assert set(wrong.context["form"].errors) == {"text"}
        opened = str(office.get(address).context["form"].initial["opened"])
        given = {"opened": opened, "name": "Hẹn gặp", "text": "Chào {name}!"}
        assert office.post(address, given).status_code == 302
        template.refresh_from_db()
        assert (template.name, template.text) == ("Hẹn gặp", "Chào {name}!")
        office.post(f"{address}xoa/")
        assert not MessageTemplate.objects.exists()

    def test_of_two_editors_the_second_is_asked(self, office: Client, vacancy: Vacancy) -> None:
        template = create_template(organisation=vacancy.employer, name="Hẹn", text="Một")
        address = f"/tuyen-dung/mau-tin/{template.pk}/"
        form = office.get(address).context["form"]
        data = {"name": "Hẹn", "opened": str(form.initial["opened"])}
        office.post(address, data | {"text": "Hai"})
        second = office.post(address, data | {"text": "Ba"}).context["form"]
        assert second["text"].value() == "Ba"
        assert "Hai" in str(second.errors["text"])
        template.refresh_from_db()
        assert template.text == "Hai"
