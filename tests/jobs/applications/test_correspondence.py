"""Notes, tags, messages, templates and names."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from jobs.applications import correspondence, texts
from jobs.applications.models import Application, MessageTemplate
from portal.accounts.models import User
from portal.notices.models import Notice
from portal.people.models import ContactView
from portal.people.services import has_consented, withdraw_consent
from portal.validation import ChangedError
from tests.factories import ApplicationFactory, MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> Application:
    return ApplicationFactory(vacancy__title="Thợ hàn", person__full_name="Đỗ Thị Tên")


@pytest.fixture
def member(application: Application) -> User:
    return MembershipFactory(organisation=application.vacancy.employer).user


def send(application: Application, by: User, text: str, **more: str) -> str:
    return correspondence.send_message(application_id=application.pk, text=text, by=by, **more).text


class TestMessages:
    def test_everything_is_filled_in_but_the_name_which_only_the_applicant_reads(
        self, application: Application, member: User
    ) -> None:
        text = send(
            application,
            member,
            "Chào { name }, mời bạn phỏng vấn {title} lúc {date} tại {place}. {employer}",
            date="9:00 thứ Hai",
            place="cổng số 1",
        )
        firm = application.vacancy.employer.name
        said = f"mời bạn phỏng vấn Thợ hàn lúc 9:00 thứ Hai tại cổng số 1. {firm}"
        assert texts.for_reader(text, application.person) == f"Chào Đỗ Thị Tên, {said}"
        assert "Đỗ Thị Tên" not in text
        assert texts.for_employer(text, application.person).endswith(said)

    def test_the_applicant_is_told_without_anything_of_it(
        self, application: Application, member: User
    ) -> None:
        send(application, member, "Một bí mật")
        (notice,) = Notice.objects.all()
        assert notice.user == application.person.user
        assert "bí mật" not in str(notice.context)

    @pytest.mark.parametrize(
        ("text", "more", "faults"),
        [
            ("", {}, {"text": "blank"}),
            ("x" * 2001, {}, {"text": "max_length"}),
            ("Chào {ten}", {}, {"text": "unknown_placeholder"}),
            ("Lúc {date} tại {place}", {}, {"date": "required", "place": "required"}),
            ("Lúc {date}", {"date": " "}, {"date": "required"}),
        ],
    )
    def test_what_is_refused(
        self, application: Application, member: User, text: str, more: dict, faults: dict
    ) -> None:
        with pytest.raises(ValidationError) as refused:
            send(application, member, text, **more)
        found = {name: e[0].code for name, e in refused.value.error_dict.items()}
        assert found == faults

    def test_nobody_writes_to_who_has_withdrawn(self, member: User) -> None:
        with pytest.raises(ValidationError):
            send(ApplicationFactory(status="withdrawn"), member, "Chào bạn")


class TestNotesAndTags:
    def test_a_note_has_its_writer(self, application: Application, member: User) -> None:
        correspondence.add_note(application_id=application.pk, text=" Khéo tay ", by=member)
        (note,) = application.notes.all()
        assert (note.text, note.by) == ("Khéo tay", member)
        with pytest.raises(ValidationError):
            correspondence.add_note(application_id=application.pk, text="  ", by=member)

    def test_each_tag_once_however_it_is_written(self, application: Application) -> None:
        tags = ["Ca đêm", "ca dem", "", " giỏi ", "Giỏi"]
        correspondence.set_tags(application_id=application.pk, tags=tags)
        application.refresh_from_db()
        assert application.tags == ["Ca đêm", "giỏi"]

    @pytest.mark.parametrize("tags", [["x" * 31], [f"t{n}" for n in range(11)]])
    def test_neither_long_nor_many(self, application: Application, tags: list[str]) -> None:
        with pytest.raises(ValidationError) as refused:
            correspondence.set_tags(application_id=application.pk, tags=tags)
        assert set(refused.value.error_dict) == {"tags"}


class TestContact:
    def test_only_with_consent_and_every_look_is_logged(
        self, application: Application, member: User
    ) -> None:
        with pytest.raises(PermissionError):
            correspondence.contact(application=application, viewer=member)
        correspondence.give_contact(application_id=application.pk)
        shown = correspondence.contact(application=application, viewer=member)
        assert shown["name"] == "Đỗ Thị Tên"
        assert ContactView.objects.get().reason == "Thợ hàn"
        withdraw_consent(
            person_id=application.person_id,
            purpose="contact",
            organisation=application.vacancy.employer,
        )
        with pytest.raises(PermissionError):
            correspondence.contact(application=application, viewer=member)

    def test_asking_tells_the_person_once_and_giving_tells_who_asked(
        self, application: Application, member: User
    ) -> None:
        for _time in range(2):
            correspondence.ask_contact(application_id=application.pk, by=member)
        (asked,) = Notice.objects.filter(kind="contact_asked")
        assert asked.user == application.person.user
        correspondence.give_contact(application_id=application.pk)
        (given,) = Notice.objects.filter(kind="contact_given")
        assert given.user == member
        employer = application.vacancy.employer
        assert has_consented(person=application.person, purpose="contact", organisation=employer)

    def test_nobody_is_asked_for_what_is_shown_already(
        self, application: Application, member: User
    ) -> None:
        correspondence.give_contact(application_id=application.pk)
        correspondence.ask_contact(application_id=application.pk, by=member)
        assert not Notice.objects.filter(kind__in=["contact_asked", "contact_given"]).exists()


class TestTemplates:
    def test_a_form_sent_twice_makes_one(self) -> None:
        firm, key = OrganisationFactory(), uuid4()
        for text in ("Chào {name}", "Chào {name}!"):
            correspondence.create_template(organisation=firm, name="Mời", text=text, form_key=key)
        assert [t.text for t in firm.message_templates.all()] == ["Chào {name}!"]

    def test_names_are_told_apart_and_placeholders_known(self) -> None:
        firm = OrganisationFactory()
        correspondence.create_template(organisation=firm, name="Mời", text="Chào")
        for name, text, field in (("Mời", "Chào", "__all__"), ("Từ chối", "{who}", "text")):
            with pytest.raises(ValidationError) as refused:
                correspondence.create_template(organisation=firm, name=name, text=text)
            assert set(refused.value.error_dict) == {field}

    def test_of_two_editors_the_second_is_told(self) -> None:
        made = correspondence.create_template(
            organisation=OrganisationFactory(), name="Mời", text="Chào"
        )
        correspondence.update_template(
            template_id=made.pk, name="Mời", text="Một", version=made.updated_at
        )
        with pytest.raises(ChangedError):
            correspondence.update_template(
                template_id=made.pk, name="Mời", text="Hai", version=made.updated_at
            )
        assert MessageTemplate.objects.get().text == "Một"
