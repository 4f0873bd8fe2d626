"""The sample city is made as asked, once, in full, and only where it may be."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError

from jobs.models import Vacancy, VacancySkill
from matching.sample import people
from portal.accounts.models import Organisation, User
from portal.people.models import Experience, JobWish, Person, PersonSkill
from tests.factories import OrganisationFactory, UserFactory
from tests.matching.sample.conftest import SMALL, run
from training.models import Course, CourseRecord, Intake


def snapshot() -> list[list[Any]]:
    """All that the seed decides, in an order that does not depend on keys."""
    return [
        sorted(map(repr, rows))
        for rows in (
            Organisation.objects.values_list("name", "tax_code", "unit", "verification", "phone"),
            Vacancy.objects.values_list(
                "title", "description", "requirements", "benefits", "pay_min", "pay_max",
                "shifts", "welfare", "unit", "status", "openings_left", "valid_through",
                "published_at",
            ),
            VacancySkill.objects.values_list("vacancy__title", "skill", "essential"),
            Course.objects.values_list("title", "centre__name", "fee", "unit", "status"),
            Intake.objects.values_list("course__title", "starts_on", "seats", "seats_taken"),
            Person.objects.values_list("full_name", "birth_date", "unit", "cmkt", "about"),
            JobWish.objects.values_list("title", "places", "pay_min", "max_distance_km"),
            Experience.objects.values_list("person__full_name", "title", "months", "employer"),
            PersonSkill.objects.values_list("person__full_name", "skill", "source"),
            CourseRecord.objects.values_list("person__full_name", "course__title", "state"),
        )
    ]  # fmt: skip


@pytest.mark.usefixtures("city")
def test_it_has_the_sizes_asked_for_and_all_is_marked() -> None:
    kinds = Organisation.Kind
    employers = Organisation.objects.filter(kind__in=[kinds.EMPLOYER, kinds.OVERSEAS_AGENCY])
    assert employers.count() == SMALL["employers"]
    assert Vacancy.objects.count() == SMALL["vacancies"]
    assert Organisation.objects.filter(kind=kinds.TRAINING_CENTRE).count() == SMALL["centres"]
    assert Course.objects.count() == SMALL["courses"]
    assert Person.objects.count() == SMALL["seekers"] + SMALL["former"]
    for model in (Organisation, User, Person):
        assert not model.objects.filter(is_sample=False).exists()
    assert all("Dữ liệu mẫu" in o.description for o in Organisation.objects.all())


@pytest.mark.usefixtures("city")
def test_every_state_and_kind_is_there_to_look_at() -> None:
    assert set(Vacancy.objects.values_list("status", flat=True)) == set(Vacancy.Status.values)
    assert set(Vacancy.objects.values_list("kind", flat=True)) == set(Vacancy.Kind.values)
    assert Vacancy.objects.public().filter(kind=Vacancy.Kind.OVERSEAS).exists()
    assert Intake.objects.open().exists()
    assert Intake.objects.exclude(pk__in=Intake.objects.open()).exists()
    assert CourseRecord.objects.filter(state=CourseRecord.State.FINISHED).exists()
    assert Person.objects.visible_to_employers().exists()


@pytest.mark.usefixtures("city")
def test_a_second_load_changes_nothing_and_says_what_there_is() -> None:
    before = set(Vacancy.objects.values_list("pk", "title"))
    told = run("load_sample", employers=7, seed=2)
    assert "already" in told
    assert "40 employers, 120 vacancies" in told
    assert set(Vacancy.objects.values_list("pk", "title")) == before


@pytest.mark.usefixtures("city")
def test_the_same_seed_makes_the_same_city_and_another_another() -> None:
    first = snapshot()
    run("remove_sample", wet_run=True)
    run("load_sample", **SMALL)
    assert snapshot() == first
    run("remove_sample", wet_run=True)
    run("load_sample", seed=2, **SMALL)
    differing = [one != other for one, other in zip(snapshot(), first, strict=True)]
    assert all(differing)


@pytest.mark.django_db
def test_it_does_not_mix_with_real_organisations() -> None:
    OrganisationFactory()
    with pytest.raises(CommandError, match="not invented"):
        run("load_sample", **SMALL)
    assert not User.objects.exists()


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("whose", ["employer@example.com", "a seeker"])
def test_an_address_that_somebody_has_is_told(whose: str) -> None:
    seekers = User.objects.filter(person__isnull=False, phone__isnull=False)
    taken = {"phone": seekers.last().phone} if whose == "a seeker" else {"email": whose}
    run("remove_sample", wet_run=True)
    UserFactory(**taken)
    with pytest.raises(CommandError, match="has a phone number or e-mail address"):
        run("load_sample", **SMALL)
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_what_fails_on_the_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(people, "store", fail)
    with pytest.raises(RuntimeError):
        run("load_sample", **SMALL)
    assert not Organisation.objects.exists()
    assert not User.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("size", [{"employers": 1}, {"vacancies": 0}, {"seekers": -3}])
def test_sizes_that_make_no_city_are_refused(size: dict[str, int]) -> None:
    with pytest.raises(CommandError, match="at least"):
        run("load_sample", **(SMALL | size))


@pytest.mark.django_db
def test_the_smallest_city_can_be_made() -> None:
    run("load_sample", employers=2, vacancies=1, centres=1, courses=1, seekers=2, former=0)
    assert Person.objects.count() == 2


@pytest.mark.django_db
def test_outside_development_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEV", False)
    with pytest.raises(CommandError, match="development"):
        run("load_sample", **SMALL)
    assert not Organisation.objects.exists()


def test_in_production_the_commands_do_not_exist() -> None:
    production = {
        "PORTAL_ENV": "production",
        "SECRET_KEY": "x" * 60,
        "DATA_KEYS": "dGVzdC1vbmx5LXRlc3Qtb25seS10ZXN0LW9ubHktISE=",
        "ALLOWED_HOSTS": "benviec.example.com",
        "EMAIL_URL": "smtp://localhost",
        "SMS_HTTP_URL": "https://sms.example.com",
        "SMS_HTTP_TOKEN": "token",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "load_sample"],
        cwd=settings.BASE_DIR,
        env=os.environ | production,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "load_sample" in done.stderr
    assert "Traceback" not in done.stderr
