"""Who sees and changes courses and their classes through the API, and how they move."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from portal.accounts.models import Organisation
from tests.api.clients import client_of, faults, member_of
from tests.factories import (
    TIEN_LANG,
    CourseFactory,
    EscUserFactory,
    IntakeFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)
from training.models import Course, Intake

pytestmark = pytest.mark.django_db
LIST = "/api/v1/courses/"
GIVEN = {
    "title": "Hàn cơ bản",
    "description": "Học hàn từ đầu.",
    "level": "elementary",
    "months": 3.0,
    "fee": 2_000_000,
    "occupations": ["welder"],
    "skills": ["tig-welding"],
    "unit": TIEN_LANG,
}


def at(course: Course, step: str = "") -> str:
    return f"{LIST}{course.pk}/{step}"


def day(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def an_intake(**changes: object) -> dict:
    return {
        "starts_on": day(30),
        "ends_on": day(120),
        "enrol_until": day(25),
        "seats": 20,
        **changes,
    }


@pytest.fixture
def centre() -> Organisation:
    return OrganisationFactory(kind=Organisation.Kind.TRAINING_CENTRE)


@pytest.fixture
def client(centre: Organisation) -> APIClient:
    return member_of(centre)


@pytest.fixture
def draft(centre: Organisation) -> Course:
    return CourseFactory(centre=centre, status="draft", published_at=None, skills=["tig-welding"])


@pytest.fixture
def public(centre: Organisation) -> Course:
    return CourseFactory(centre=centre, skills=["tig-welding"])


class TestCourses:
    def test_the_public_list_holds_what_is_open_newest_first(self) -> None:
        old = CourseFactory(published_at=timezone.now() - timedelta(days=2))
        new = CourseFactory()
        CourseFactory(status="closed")
        CourseFactory(centre__verification=Organisation.Verification.SUSPENDED)
        results = client_of(None).get(LIST).json()["results"]
        assert [(r["type"], r["id"]) for r in results] == [("course", new.pk), ("course", old.pk)]

    def test_mine_lists_all_of_the_members_centres_only(
        self, client: APIClient, draft: Course
    ) -> None:
        closed = CourseFactory(centre=draft.centre, status="closed")
        CourseFactory()
        found = {r["id"] for r in client.get(LIST, {"mine": "true"}).json()["results"]}
        assert found == {draft.pk, closed.pk}
        assert client_of(None).get(LIST, {"mine": "true"}).status_code == 401

    @pytest.mark.parametrize("number", [10, 100])
    def test_a_list_takes_the_same_queries_however_long(
        self, number: int, django_assert_num_queries
    ) -> None:
        for course in CourseFactory.create_batch(number, skills=["tig-welding"]):
            IntakeFactory(course=course)
        with django_assert_num_queries(5):
            answer = client_of(None).get(LIST, {"page_size": 100})
        assert len(answer.json()["results"]) == number

    def test_a_draft_becomes_public_and_is_closed(self, client: APIClient) -> None:
        made = client.post(LIST, GIVEN)
        assert made.status_code == 201, made.content
        assert {k: made.json()[k] for k in GIVEN} == GIVEN
        course = Course.objects.get(pk=made.json()["id"])
        assert client_of(None).get(at(course)).status_code == 404
        for step, state in (("publish/", "published"), ("close/", "closed")):
            for _again in range(2):
                answer = client.post(at(course, step))
                assert (answer.status_code, answer.json()["status"]) == (200, state)
        assert client_of(None).get(at(course)).status_code == 404

    def test_what_was_read_can_be_put_back(self, client: APIClient, draft: Course) -> None:
        IntakeFactory(course=draft)
        read = client.get(at(draft)).json()
        put = client.put(at(draft), read)
        assert put.status_code == 200, put.content
        assert put.json() | {"updated_at": ""} == read | {"updated_at": ""}

    def test_publishing_names_what_is_missing(self, client: APIClient, draft: Course) -> None:
        client.patch(at(draft), {"skills": []})
        assert faults(client.post(at(draft, "publish/"))) == {"skills": "required"}
        draft.refresh_from_db()
        assert draft.status == "draft"

    def test_a_public_course_keeps_what_it_needs(self, client: APIClient, public: Course) -> None:
        refused = client.patch(at(public), {"title": "Hàn nâng cao", "occupations": []})
        assert faults(refused) == {"occupations": "required"}
        before = public.title
        public.refresh_from_db()
        assert public.title == before
        assert public.occupations.exists()

    def test_an_unverified_centre_drafts_but_does_not_publish(self) -> None:
        centre = OrganisationFactory(kind="training_centre", verification="pending")
        client = member_of(centre)
        made = client.post(LIST, GIVEN).json()
        refused = client.post(f"{LIST}{made['id']}/publish/")
        assert faults(refused) == {"non_field_errors": "unverified"}

    def test_only_drafts_are_deleted(
        self, client: APIClient, draft: Course, public: Course
    ) -> None:
        IntakeFactory(course=draft)
        assert client.delete(at(draft)).status_code == 204
        assert client.delete(at(public)).status_code == 400
        assert list(Course.objects.all()) == [public]

    def test_only_training_centres_post_courses(self) -> None:
        assert client_of(None).post(LIST, GIVEN).status_code == 401
        assert client_of(UserFactory()).post(LIST, GIVEN).status_code == 403
        assert member_of(OrganisationFactory()).post(LIST, GIVEN).status_code == 403

    def test_a_member_of_several_centres_says_for_which(self) -> None:
        first, second = OrganisationFactory.create_batch(2, kind="training_centre")
        user = MembershipFactory(organisation=first).user
        MembershipFactory(organisation=second, user=user)
        client = client_of(user)
        assert faults(client.post(LIST, GIVEN)) == {"centre": "required"}
        made = client.post(LIST, GIVEN | {"centre": second.pk}).json()
        assert made["centre"] == second.pk
        assert faults(client.patch(f"{LIST}{made['id']}/", {"centre": first.pk})) == {
            "centre": "fixed"
        }


REQUESTS = {
    "read": ("get", ""),
    "change": ("patch", ""),
    "replace": ("put", ""),
    "delete": ("delete", ""),
    "publish": ("post", "publish/"),
    "close": ("post", "close/"),
    "read classes": ("get", "intakes/"),
    "add a class": ("post", "intakes/"),
    "read a class": ("get", "intakes/{intake}/"),
    "change a class": ("patch", "intakes/{intake}/"),
    "replace a class": ("put", "intakes/{intake}/"),
    "cancel a class": ("post", "intakes/{intake}/cancel/"),
}


@pytest.mark.parametrize("request_name", REQUESTS)
@pytest.mark.parametrize("who", ["nobody", "stranger", "other centre", "counsellor"])
def test_others_do_not_touch_it(who: str, request_name: str, draft: Course, public: Course) -> None:
    client = {
        "nobody": lambda: client_of(None),
        "stranger": lambda: client_of(UserFactory()),
        "other centre": lambda: member_of(OrganisationFactory(kind="training_centre")),
        "counsellor": lambda: client_of(EscUserFactory()),
    }[who]()
    method, step = REQUESTS[request_name]
    reads = method == "get"
    may = reads or (who, request_name) == ("counsellor", "close")
    for course, refused in ((draft, 404), (public, 200 if may else 403)):
        intake = IntakeFactory(course=course)
        expected = 401 if who == "nobody" and not reads else refused
        answer = getattr(client, method)(at(course, step.format(intake=intake.pk)), {})
        assert answer.status_code == expected
        intake.refresh_from_db()
        assert not intake.cancelled
    draft.refresh_from_db()
    assert draft.status == "draft"


class TestIntakes:
    def test_a_class_is_added_changed_and_cancelled(
        self, client: APIClient, public: Course
    ) -> None:
        made = client.post(at(public, "intakes/"), an_intake())
        assert made.status_code == 201, made.content
        assert made.json() | an_intake() == made.json()
        here = at(public, f"intakes/{made.json()['id']}/")
        assert client.patch(here, {"seats": 25}).json()["seats_free"] == 25
        assert client.put(here, an_intake(seats=30)).json()["seats"] == 30
        shown = client_of(None).get(at(public)).json()["intakes"]
        assert [(i["seats"], i["is_open"]) for i in shown] == [(30, True)]
        for _again in range(2):
            assert client.post(f"{here}cancel/").json()["cancelled"] is True
        assert client.patch(here, {"seats": 40}).json()["errors"][0]["code"] == "cancelled"
        assert client_of(None).get(here).json()["is_open"] is False

    def test_a_class_is_found_under_its_own_course_only(
        self, client: APIClient, public: Course
    ) -> None:
        other = IntakeFactory(course=CourseFactory(centre=public.centre))
        here = at(public, f"intakes/{other.pk}/")
        assert client.get(here).status_code == 404
        assert client.patch(here, {"seats": 1}).status_code == 404
        assert client.post(f"{here}cancel/").status_code == 404
        other.refresh_from_db()
        assert (other.seats, other.cancelled) == (20, False)

    @pytest.mark.parametrize(
        ("changes", "fault"),
        [
            ({"starts_on": day(-1), "enrol_until": day(-1)}, {"starts_on", "enrol_until"}),
            ({"enrol_until": day(-1)}, {"enrol_until"}),
            ({"ends_on": day(10)}, {"ends_on"}),
            ({"enrol_until": day(31)}, {"enrol_until"}),
            ({"seats": 0}, {"seats"}),
            ({"seats": -1}, {"seats"}),
            ({"seats": 10**30}, {"seats"}),
            ({"seats": "many"}, {"seats"}),
            ({"seats": None}, {"seats"}),
            ({"shift": "no-such-shift"}, {"shift"}),
            ({"starts_on": "31/02/2027"}, {"starts_on"}),
            ({"starts_on": "2027-02-31"}, {"starts_on"}),
            ({"starts_on": 5}, {"starts_on"}),
            ({"seats_takn": 3}, {"seats_takn"}),
        ],
    )
    def test_faults_are_named_and_nothing_is_kept(
        self, client: APIClient, public: Course, changes: dict, fault: set[str]
    ) -> None:
        refused = client.post(at(public, "intakes/"), an_intake(**changes))
        assert (refused.status_code, set(faults(refused))) == (400, fault)
        assert not Intake.objects.exists()

    def test_seats_never_fall_below_those_taken(self, client: APIClient, public: Course) -> None:
        intake = IntakeFactory(course=public, seats=20, seats_taken=12)
        here = at(public, f"intakes/{intake.pk}/")
        assert faults(client.patch(here, {"seats": 11})) == {"seats": "min_value"}
        assert client.patch(here, {"seats": 12}).json()["seats_free"] == 0

    def test_a_class_that_runs_can_still_be_changed(
        self, client: APIClient, public: Course
    ) -> None:
        begun = timezone.localdate() - timedelta(days=5)
        intake = IntakeFactory(course=public, starts_on=begun)
        here = at(public, f"intakes/{intake.pk}/")
        assert client.patch(here, {"ends_on": day(200)}).status_code == 200

    @pytest.mark.parametrize("field", ["starts_on", "enrol_until"])
    def test_one_that_has_begun_begins_no_second_time(
        self, client: APIClient, public: Course, field: str
    ) -> None:
        today = timezone.localdate()
        intake = IntakeFactory(
            course=public,
            starts_on=today - timedelta(days=5),
            enrol_until=today - timedelta(days=9),
            ends_on=today + timedelta(days=60),
        )
        here = at(public, f"intakes/{intake.pk}/")
        assert faults(client.patch(here, {field: day(3)}))[field] == "begun"

    def test_open_agrees_for_query_and_row(self, public: Course) -> None:
        IntakeFactory(course=public)
        IntakeFactory(course=public, cancelled=True)
        IntakeFactory(course=public, seats_taken=20)
        IntakeFactory(course=public, enrol_until=timezone.localdate())
        IntakeFactory(course=public, enrol_until=timezone.localdate() - timedelta(days=1))
        by_row = {i.pk for i in Intake.objects.all() if i.is_open}
        assert by_row == set(Intake.objects.open().values_list("pk", flat=True))
        assert len(by_row) == 2
