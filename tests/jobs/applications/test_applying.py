"""Who can apply for what, and what the employer gets with it."""

import json
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import Storage

from jobs.applications import services
from jobs.applications.models import Application
from jobs.models import Vacancy
from portal.files.storage import private_storage
from portal.notices.models import Notice
from portal.people.models import Person
from portal.people.services import (
    delete_person,
    has_consented,
    save_experience,
    set_skills,
    update_person,
)
from portal.reference.models import Skill
from tests.factories import (
    ApplicationFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    VacancyFactory,
)
from tests.files.making import PDF, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return PersonFactory()


@pytest.fixture
def vacancy() -> Vacancy:
    return VacancyFactory()


def code_of(call: pytest.ExceptionInfo[ValidationError]) -> str:
    return call.value.error_list[0].code


def test_it_begins_as_new_with_its_first_step(person: Person, vacancy: Vacancy) -> None:
    made = services.apply(person_id=person.pk, vacancy_id=vacancy.pk, letter=" Tôi hàn\r\nđược. ")
    assert (made.status, made.letter) == ("new", "Tôi hàn\nđược.")
    (step,) = made.steps.all()
    assert (step.status, step.by, step.at) == ("new", person.user, made.status_at)


def test_the_profile_is_kept_as_it_was(person: Person, vacancy: Vacancy) -> None:
    set_skills(person_id=person.pk, skills=Skill.objects.filter(pk="arc-welding"))
    save_experience(person_id=person.pk, values={"title": "Thợ hàn", "months": 12})
    made = services.apply(person_id=person.pk, vacancy_id=vacancy.pk)
    update_person(person_id=person.pk, values={"about": "Nói sau"})
    set_skills(person_id=person.pk, skills=[])
    made.refresh_from_db()
    assert made.profile["skills"] == ["arc-welding"]
    assert made.profile["experiences"][0]["title"] == "Thợ hàn"
    assert made.profile["about"] == ""


def test_the_profile_has_neither_name_nor_what_employers_must_not_know(
    person: Person, vacancy: Vacancy
) -> None:
    update_person(
        person_id=person.pk,
        values={
            "full_name": "Trần Bí Mật",
            "birth_date": "1990-02-03",
            "sex": "female",
            "hamlet": "Thôn Kín",
            "rural": True,
            "priority_groups": ["poor-household"],
        },
    )
    made = services.apply(person_id=person.pk, vacancy_id=vacancy.pk)
    kept = json.dumps(made.profile, ensure_ascii=False)
    assert not {"full_name", "birth_date", "sex", "hamlet", "rural", "priority_groups"} & set(
        made.profile
    )
    for secret in ("Bí Mật", "1990", "female", "Kín", "poor"):
        assert secret not in kept


@pytest.mark.parametrize(
    "state",
    [
        {"status": "draft", "published_at": None},
        {"status": "closed"},
        {"openings_left": 0},
        {"employer__verification": "suspended"},
    ],
)
def test_only_what_is_open_takes_applications(person: Person, state: dict) -> None:
    with pytest.raises(ValidationError) as refused:
        services.apply(person_id=person.pk, vacancy_id=VacancyFactory(**state).pk)
    assert code_of(refused) == "not_public"


def test_nobody_applies_at_their_own_organisation(person: Person, vacancy: Vacancy) -> None:
    MembershipFactory(user=person.user, organisation=vacancy.employer)
    with pytest.raises(ValidationError) as refused:
        services.apply(person_id=person.pk, vacancy_id=vacancy.pk)
    assert code_of(refused) == "own"


@pytest.mark.parametrize("status", ["new", "viewed", "offered", "hired", "refused"])
def test_one_for_each_vacancy(person: Person, vacancy: Vacancy, status: str) -> None:
    ApplicationFactory(person=person, vacancy=vacancy, status=status)
    with pytest.raises(ValidationError) as refused:
        services.apply(person_id=person.pk, vacancy_id=vacancy.pk)
    assert code_of(refused) == "applied_already"


def test_again_after_taking_it_back(person: Person, vacancy: Vacancy) -> None:
    first = services.apply(person_id=person.pk, vacancy_id=vacancy.pk)
    services.withdraw(application_id=first.pk)
    second = services.apply(person_id=person.pk, vacancy_id=vacancy.pk)
    assert second.pk != first.pk


def test_a_form_sent_twice_makes_one(person: Person, vacancy: Vacancy) -> None:
    key = uuid4()
    first = services.apply(person_id=person.pk, vacancy_id=vacancy.pk, form_key=key)
    assert services.apply(person_id=person.pk, vacancy_id=vacancy.pk, form_key=key) == first
    services.withdraw(application_id=first.pk)
    again = services.apply(person_id=person.pk, vacancy_id=vacancy.pk, form_key=key)
    assert (again, again.status) == (first, "withdrawn"), "the way back in a browser sends it anew"


def test_contact_is_shown_only_where_it_was_ticked(person: Person, vacancy: Vacancy) -> None:
    other = VacancyFactory()
    services.apply(person_id=person.pk, vacancy_id=vacancy.pk)
    services.apply(person_id=person.pk, vacancy_id=other.pk, show_contact=True)
    for row, shown in ((vacancy, False), (other, True)):
        assert has_consented(person=person, purpose="contact", organisation=row.employer) is shown
    agreed = dict(Application.objects.with_agreed().values_list("vacancy", "agreed"))
    assert agreed == {vacancy.pk: False, other.pk: True}


def test_members_hear_of_it_once_a_day_for_each_vacancy(vacancy: Vacancy) -> None:
    member = MembershipFactory(organisation=vacancy.employer).user
    MembershipFactory()
    for _number in range(3):
        services.apply(person_id=PersonFactory().pk, vacancy_id=vacancy.pk)
    (notice,) = Notice.objects.filter(kind="application_received")
    assert notice.user == member


def test_everything_that_is_wrong_is_told_at_once(person: Person, vacancy: Vacancy) -> None:
    with pytest.raises(ValidationError) as refused:
        services.apply(
            person_id=person.pk, vacancy_id=vacancy.pk, letter="x" * 2001, cv=upload(b"MZ program")
        )
    assert set(refused.value.error_dict) == {"letter", "cv"}
    assert not Application.objects.exists()


def test_a_cv_is_kept_under_a_name_that_tells_nothing_and_goes_with_its_row(
    person: Person, vacancy: Vacancy, django_capture_on_commit_callbacks
) -> None:
    made = services.apply(
        person_id=person.pk, vacancy_id=vacancy.pk, cv=upload(PDF, "Trần Thị Thử.PDF")
    )
    made.refresh_from_db()
    assert made.cv_name == "Trần Thị Thử.pdf"
    assert "Thử" not in made.cv.name
    storage: Storage = private_storage
    with made.cv.open() as file:
        assert file.read() == PDF
    with django_capture_on_commit_callbacks(execute=True):
        delete_person(person_id=person.pk)
    assert not storage.exists(made.cv.name)


def test_who_sees_which() -> None:
    own = ApplicationFactory()
    ApplicationFactory()
    member = MembershipFactory(organisation=own.vacancy.employer).user
    gone = MembershipFactory(organisation=own.vacancy.employer, left_at=own.created_at).user
    seen = Application.objects.visible_to
    assert list(seen(own.person.user)) == [own]
    assert list(seen(member)) == [own]
    assert not seen(gone).exists()
    assert not seen(MembershipFactory(organisation=OrganisationFactory()).user).exists()
