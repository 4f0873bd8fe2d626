"""Who may open which page, and for which organisation it works."""

import pytest
from django.test import Client

from portal.accounts.models import Organisation
from tests.factories import (
    CourseFactory,
    EscUserFactory,
    IntakeFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    UserFactory,
    VacancyFactory,
)

pytestmark = pytest.mark.django_db

VACANCY_PAGES = ("", "dong/", "da-tuyen/", "ung-vien/", "ung-vien/da-moi/")
COURSE_PAGES = ("", "dong/", "lop/moi/", "lop/{intake}/", "lop/{intake}/huy/")
HOMES = ("/tuyen-dung/", "/tuyen-dung/tin/", "/tuyen-dung/tin/moi/")
CENTRE_HOMES = ("/dao-tao/", "/dao-tao/khoa-hoc/", "/dao-tao/khoa-hoc/moi/")


def pages(employer: Organisation, centre: Organisation, *, drafts: bool) -> list[str]:
    """Every page of one vacancy and one course."""
    state = {"status": "draft", "published_at": None} if drafts else {}
    vacancy = VacancyFactory(employer=employer, **state)
    course = CourseFactory(centre=centre, **state)
    intake = IntakeFactory(course=course).pk
    return [
        *(f"/tuyen-dung/tin/{vacancy.pk}/{end}" for end in (*VACANCY_PAGES, "xoa/")),
        *(
            f"/dao-tao/khoa-hoc/{course.pk}/{end.format(intake=intake)}"
            for end in (*COURSE_PAGES, "xoa/")
        ),
    ]


def test_strangers_are_asked_to_sign_in(employer, centre) -> None:
    own = [f"/don-vi-cua-toi/{employer.pk}/", f"/don-vi-cua-toi/{employer.pk}/thanh-vien/"]
    for address in [
        *("/dang-ky-don-vi/", "/don-vi-cua-toi/"), *own, *HOMES, *CENTRE_HOMES,
        *pages(employer, centre, drafts=False),
    ]:  # fmt: skip
        for answer in (Client().get(address), Client().post(address)):
            assert answer.status_code == 302, address
            assert answer["Location"].startswith("/accounts/login/"), address


@pytest.mark.parametrize("who", ["seeker", "other employer", "other centre", "former member"])
def test_others_see_no_drafts_and_change_nothing_public(
    employer, centre, signed_in, member_of, who
) -> None:
    if who == "seeker":
        client = signed_in(PersonFactory().user)
    elif who == "former member":
        from django.utils import timezone

        client = member_of(employer, left_at=timezone.now())
    else:
        kind = "employer" if who == "other employer" else "training_centre"
        client = member_of(OrganisationFactory(kind=kind))
    for drafts, status in ((True, 404), (False, 403)):
        for address in pages(employer, centre, drafts=drafts):
            assert client.get(address).status_code == status, address
            only_read = 405 if "ung-vien" in address else status
            assert client.post(address).status_code == only_read, address
    for end in ("", "thanh-vien/"):
        assert client.get(f"/don-vi-cua-toi/{employer.pk}/{end}").status_code == 404
        assert client.post(f"/don-vi-cua-toi/{employer.pk}/{end}").status_code == 404


def test_members_open_all_of_their_own_pages(employer, centre, member_of) -> None:
    hires, teaches = member_of(employer), member_of(centre)
    for address in [*HOMES, *pages(employer, centre, drafts=False)[: len(VACANCY_PAGES)]]:
        assert hires.get(address).status_code == 200, address
    for address in CENTRE_HOMES:
        assert teaches.get(address).status_code == 200, address
        assert hires.get(address).status_code == 403, address
    for address in HOMES:
        assert teaches.get(address).status_code == 403, address
    for address in pages(employer, centre, drafts=True):
        client = hires if address.startswith("/tuyen-dung") else teaches
        assert client.get(address).status_code == 200, address


def test_the_centre_of_the_city_sees_candidates_and_closes_but_does_not_edit(
    employer, centre, signed_in
) -> None:
    officer = signed_in(EscUserFactory())
    vacancy = VacancyFactory(employer=employer)
    address = f"/tuyen-dung/tin/{vacancy.pk}/"
    assert officer.get(address).status_code == 403
    assert officer.get(f"{address}da-tuyen/").status_code == 403
    assert officer.get(f"{address}ung-vien/").status_code == 200
    assert officer.post(f"{address}dong/", {"reason": "violation"}).status_code == 302
    vacancy.refresh_from_db()
    assert vacancy.close_reason == "violation"
    course = CourseFactory(centre=centre)
    assert officer.get(f"/dao-tao/khoa-hoc/{course.pk}/").status_code == 403
    officer.post(f"/dao-tao/khoa-hoc/{course.pk}/dong/")
    course.refresh_from_db()
    assert course.status == "closed"


def test_an_officer_without_second_factor_gets_nowhere(employer, signed_in) -> None:
    vacancy = VacancyFactory(employer=employer)
    officer = signed_in(EscUserFactory(second_factor=False))
    answer = officer.post(f"/tuyen-dung/tin/{vacancy.pk}/dong/", {"reason": "violation"})
    assert "2fa" in answer["Location"]
    vacancy.refresh_from_db()
    assert vacancy.status == "published"


def test_who_acts_for_nobody_is_led_to_register(signed_in) -> None:
    client = signed_in(UserFactory())
    for address in (*HOMES, *CENTRE_HOMES):
        assert client.get(address)["Location"] == "/dang-ky-don-vi/"
    assert "/dang-ky-don-vi/" in client.get("/don-vi-cua-toi/").content.decode()


def test_who_acts_for_several_chooses(employer, signed_in) -> None:
    user = MembershipFactory(organisation=employer).user
    other = MembershipFactory(user=user, organisation=OrganisationFactory(name="Đơn vị hai"))
    client = signed_in(user)
    for address in HOMES:
        assert client.get(address)["Location"] == "/don-vi-cua-toi/"
    chosen = client.get("/don-vi-cua-toi/").content.decode()
    assert f"/tuyen-dung/?org={employer.pk}" in chosen
    page = client.get(f"/tuyen-dung/?org={other.organisation_id}").content.decode()
    assert "Đơn vị hai" in page
    assert employer.name not in page


def test_a_centre_beside_an_employer_needs_no_choice(employer, centre, signed_in) -> None:
    user = MembershipFactory(organisation=employer).user
    MembershipFactory(user=user, organisation=centre)
    client = signed_in(user)
    assert client.get("/tuyen-dung/").status_code == 200
    assert client.get("/dao-tao/").status_code == 200


@pytest.mark.parametrize("org", ["0", "x", "-1", "9" * 40, "١", "1.5", "\0"])
def test_odd_organisations_are_not_found(employer, member_of, org) -> None:
    client = member_of(employer)
    for address in HOMES:
        assert client.get(address, {"org": org}).status_code == 404


def test_a_foreign_organisation_is_not_found(employer, member_of) -> None:
    foreign = OrganisationFactory()
    client = member_of(employer)
    for address in HOMES:
        assert client.get(address, {"org": foreign.pk}).status_code == 404
        assert client.post(address, query_params={"org": foreign.pk}).status_code in (404, 405)


def test_a_class_belongs_to_its_course(centre, member_of) -> None:
    foreign = IntakeFactory()
    own = CourseFactory(centre=centre)
    client = member_of(centre)
    for end in ("", "huy/"):
        address = f"/dao-tao/khoa-hoc/{own.pk}/lop/{foreign.pk}/{end}"
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
