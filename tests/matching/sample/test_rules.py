"""What was stored in bulk satisfies the rules that the services hold everybody to."""

import re

import pytest
from django.utils import timezone

from jobs.models import Vacancy
from jobs.moderation.checks import findings_of
from jobs.moderation.facts import facts_for
from jobs.services import update_vacancy
from portal.accounts.models import Organisation, User
from portal.accounts.services import update_organisation
from portal.people.models import Experience, JobWish, Person
from portal.people.services import update_person
from portal.reference.models import LegalRate
from portal.reference.places import is_place
from training.models import Course, CourseRecord, Intake
from training.services import save_intake, update_course

pytestmark = pytest.mark.usefixtures("city")

WEEKS_A_MONTH = 52 / 12
# Nobody may be asked for by sex or highest age (Labour Code 45/2019, Article 8).
UNLAWFUL = re.compile(
    r"\b(tuyển|cần|chỉ|ưu tiên|yêu cầu)( lao động| người| \d+)? (nam|nữ)\b(?! Định)"
    r"|\b(dưới|không quá) \d\d tuổi|\bngoại hình",
    re.I,
)


def test_vacancies_pass_the_rules_of_the_service() -> None:
    today = timezone.localdate()
    for vacancy in Vacancy.objects.select_related("employer"):
        vacancy.full_clean(exclude=["status"])
        employer = vacancy.employer
        licensed = employer.licence_valid_until is None or employer.licence_valid_until >= today
        over = vacancy.valid_through is not None and vacancy.valid_through < today
        if employer.is_verified and licensed and not over:
            # Saving without a change asks every rule again.
            update_vacancy(vacancy_id=vacancy.pk, values={})


def test_courses_and_classes_pass_the_rules_of_the_service() -> None:
    for course in Course.objects.select_related("centre"):
        course.full_clean(exclude=["status"])
        if course.centre.is_verified:
            update_course(course_id=course.pk, values={})
    for intake in Intake.objects.filter(cancelled=False):
        save_intake(course_id=intake.course_id, intake_id=intake.pk, values={})


def test_organisations_and_people_pass_the_rules_of_the_services() -> None:
    for organisation in Organisation.objects.all():
        update_organisation(organisation_id=organisation.pk, values={})
    for person in Person.objects.all():
        update_person(person_id=person.pk, values={})
    for model in (User, JobWish, Experience, CourseRecord):
        for row in model.objects.all():
            row.full_clean(exclude=["password"] if model is User else None)
    assert all(is_place(code) for wish in JobWish.objects.all() for code in wish.places)


def test_nobody_is_paid_less_than_the_legal_minimum_of_the_place() -> None:
    rates = LegalRate.objects.valid_on(timezone.localdate())
    monthly = {r.scope: r.amount for r in rates.filter(code="minimum-wage-month")}
    hourly = {r.scope: float(r.amount) for r in rates.filter(code="minimum-wage-hour")}
    domestic = Vacancy.objects.filter(kind=Vacancy.Kind.DOMESTIC, pay_min__isnull=False)
    for vacancy in domestic.select_related("unit"):
        region = vacancy.unit.wage_region
        if vacancy.employment_type == "part-time":
            hours = vacancy.hours_per_week * WEEKS_A_MONTH
            assert vacancy.pay_min >= hourly[region] * hours
        else:
            assert vacancy.pay_min >= monthly[region], vacancy


def test_nothing_stands_in_an_ad_that_the_centre_would_have_to_look_at() -> None:
    for vacancy in Vacancy.objects.exclude(status="review").select_related("unit"):
        assert findings_of(vacancy, facts_for(vacancy, posted_anew=False)) == []


def test_ads_ask_for_nobody_by_sex_or_age() -> None:
    texts = Vacancy.objects.values_list("title", "description", "requirements", "benefits")
    found = [m[0] for text in texts for part in text if (m := UNLAWFUL.search(part))]
    assert not found


def test_texts_are_written_out_and_differ() -> None:
    texts = list(Vacancy.objects.values_list("title", "description", "requirements", "benefits"))
    assert not [t for t in texts if re.search(r"[{}]|None|\bnan\b", " ".join(t))]
    assert len(set(texts)) >= 0.99 * len(texts)
    assert any(title.isupper() for title, *_ in texts)
    assert any("\n- " in description for _, description, *_ in texts)


def test_nobody_can_be_reached_by_accident() -> None:
    for user in User.objects.all():
        assert user.phone is None or str(user.phone.as_e164).startswith("+84900")
        assert user.email is None or user.email.endswith("@example.com")
    for organisation in Organisation.objects.all():
        assert organisation.phone.as_e164.startswith("+84900")
        assert organisation.email == "" or organisation.email.endswith("example.com")
        assert organisation.website == "" or organisation.website.endswith(".example.com/")
        assert organisation.tax_code[:2] in ("", "99")


def test_whoever_offers_a_bus_in_words_ticked_it() -> None:
    """Or ticked nothing at all, as some do."""
    bus = re.compile(r"có xe đưa đón tuyến|xe đưa đón:|xe ca đón", re.I)
    offers = Vacancy.objects.exclude(welfare=[]).values_list("description", "benefits", "welfare")
    said = [welfare for *texts, welfare in offers if bus.search(" ".join(texts))]
    assert said
    assert all("shuttle" in welfare for welfare in said)
