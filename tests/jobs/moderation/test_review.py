"""From the check to the centre's decision, by the services."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from jobs import ending, services
from jobs.models import Vacancy
from jobs.moderation.models import Review
from jobs.moderation.services import approve, refuse
from portal.notices.models import Notice
from portal.validation import ChangedError, DecidedError
from tests.factories import EscUserFactory, MembershipFactory, OrganisationFactory, VacancyFactory

DOUBTFUL = "Ngoại hình ưa nhìn"


def draft(**fields: object) -> Vacancy:
    return VacancyFactory(**{"status": "draft", "published_at": None, **fields})


def waiting(**fields: object) -> Review:
    """A review of a vacancy with something to doubt."""
    vacancy = draft(**{"requirements": DOUBTFUL, **fields})
    services.publish_vacancy(vacancy_id=vacancy.pk)
    return Review.objects.get(vacancy=vacancy)


def status_of(review: Review) -> tuple[str, str]:
    review = Review.objects.select_related("vacancy").get(pk=review.pk)
    return review.state, review.vacancy.status


@pytest.mark.django_db
class TestPublishing:
    def test_what_is_fine_is_public_at_once(self) -> None:
        vacancy = services.publish_vacancy(vacancy_id=draft().pk)
        assert vacancy.status == "published"
        assert not Review.objects.exists()

    def test_what_is_forbidden_is_told_at_its_field_and_stays_a_draft(self) -> None:
        vacancy = draft(
            requirements="Chỉ tuyển nam, dưới 35 tuổi",
            benefits="Đặt cọc 500k",
            pay_min=4_000_000,
            description="Gọi 0912.345.678",
        )
        with pytest.raises(ValidationError) as refused:
            services.publish_vacancy(vacancy_id=vacancy.pk)
        codes = {f: {e.code for e in errors} for f, errors in refused.value.error_dict.items()}
        assert codes == {
            "requirements": {"sex", "age"},
            "benefits": {"deposit"},
            "pay_min": {"below_minimum_wage"},
            "description": {"contact"},
        }
        vacancy.refresh_from_db()
        assert vacancy.status == "draft"

    def test_a_draft_may_say_anything_yet(self) -> None:
        services.update_vacancy(
            vacancy_id=draft().pk, values={"requirements": "Chỉ tuyển nam, lương 1 triệu"}
        )

    def test_what_is_doubtful_waits_and_nobody_sees_it(self) -> None:
        review = waiting()
        assert status_of(review) == ("waiting", "review")
        assert [(f.field, f.code) for f in review.findings] == [("requirements", "looks")]
        assert not Vacancy.objects.public().exists()
        assert not Vacancy.objects.once_public().exists()
        assert Vacancy.objects.visible_to(EscUserFactory()).exists()

    def test_publishing_again_makes_no_second_review(self) -> None:
        review = waiting()
        services.publish_vacancy(vacancy_id=review.vacancy_id)
        assert Review.objects.count() == 1

    def test_a_lawful_limit_always_waits(self) -> None:
        vacancy = draft(
            requirements="Chỉ tuyển nữ",
            lawful_limit="Khám người cùng giới",
            lawful_limit_reason="nature-of-work",
        )
        assert services.publish_vacancy(vacancy_id=vacancy.pk).status == "review"

    def test_a_limit_names_what_it_rests_on(self) -> None:
        with pytest.raises(ValidationError) as refused:
            services.update_vacancy(vacancy_id=draft().pk, values={"lawful_limit": "Chỉ nữ"})
        assert set(refused.value.error_dict) == {"lawful_limit_reason"}

    def test_an_open_one_that_becomes_doubtful_waits_and_a_forbidden_change_is_refused(
        self,
    ) -> None:
        vacancy = VacancyFactory()
        with pytest.raises(ValidationError):
            services.update_vacancy(vacancy_id=vacancy.pk, values={"title": "Chỉ tuyển nam"})
        changed = services.update_vacancy(vacancy_id=vacancy.pk, values={"requirements": DOUBTFUL})
        assert changed.status == "review"
        # It was public once: people who kept its address are told that it is not now.
        assert Vacancy.objects.once_public().filter(pk=vacancy.pk).exists()

    def test_without_the_doubt_it_goes_public_by_itself(self) -> None:
        review = waiting()
        services.update_vacancy(vacancy_id=review.vacancy_id, values={"requirements": ""})
        assert status_of(review) == ("withdrawn", "published")

    def test_while_it_waits_it_stays_fit_for_the_public(self) -> None:
        review = waiting()
        with pytest.raises(ValidationError):
            services.update_vacancy(vacancy_id=review.vacancy_id, values={"unit": None})

    def test_the_employer_takes_it_back(self) -> None:
        review = waiting()
        for _again in range(2):
            ending.take_back(vacancy_id=review.vacancy_id)
        assert status_of(review) == ("withdrawn", "draft")

    def test_what_was_public_before_is_closed_when_it_is_taken_back(self) -> None:
        vacancy = VacancyFactory()
        services.update_vacancy(vacancy_id=vacancy.pk, values={"requirements": DOUBTFUL})
        taken = ending.take_back(vacancy_id=vacancy.pk)
        assert (taken.status, taken.close_reason) == ("closed", "withdrawn")

    def test_nobody_is_hired_for_what_was_never_public(self) -> None:
        review = waiting()
        with pytest.raises(ValidationError):
            ending.fill_openings(vacancy_id=review.vacancy_id)
        with pytest.raises(ValidationError):
            ending.close_vacancy(vacancy_id=review.vacancy_id, reason="withdrawn")


@pytest.mark.django_db
class TestDeciding:
    def test_approved_it_is_public_and_every_member_is_told_once(self) -> None:
        employer = OrganisationFactory()
        members = [MembershipFactory(organisation=employer).user for _ in range(2)]
        review = waiting(employer=employer)
        officer = EscUserFactory()
        approve(review_id=review.pk, by=officer)
        assert status_of(review) == ("approved", "published")
        assert Review.objects.get().decided_by == officer
        told = Notice.objects.filter(kind="vacancy_approved")
        assert {n.user for n in told} == set(members)
        assert all(n.context["url"].endswith(f"/tuyen-dung/tin/{review.vacancy_id}/") for n in told)
        assert told.count() == 2

    def test_what_was_approved_needs_no_second_look_until_it_changes(self) -> None:
        review = waiting()
        approve(review_id=review.pk, by=EscUserFactory())
        pk = review.vacancy_id
        services.update_vacancy(vacancy_id=pk, values={"title": "Lễ tân khách sạn"})
        assert status_of(review)[1] == "published"
        ending.close_vacancy(vacancy_id=pk, reason="withdrawn")
        assert services.publish_vacancy(vacancy_id=pk).status == "published"
        more = {"requirements": f"{DOUBTFUL}. Từ 22 tuổi trở lên"}
        assert services.update_vacancy(vacancy_id=pk, values=more).status == "review"

    def test_refused_it_is_a_draft_again_and_the_members_read_why(self) -> None:
        review = waiting()
        member = MembershipFactory(organisation=review.vacancy.employer).user
        refuse(review_id=review.pk, by=EscUserFactory(), reason="discrimination", note="Bỏ câu này")
        assert status_of(review) == ("refused", "draft")
        notice = Notice.objects.get(user=member)
        assert notice.context["reason"] == "Bỏ câu này"

    def test_refused_after_it_was_public_it_is_closed(self) -> None:
        vacancy = VacancyFactory()
        services.update_vacancy(vacancy_id=vacancy.pk, values={"requirements": DOUBTFUL})
        review = Review.objects.get()
        refuse(review_id=review.pk, by=EscUserFactory(), reason="discrimination", note="Bỏ")
        vacancy.refresh_from_db()
        assert (vacancy.status, vacancy.close_reason) == ("closed", "violation")

    @pytest.mark.parametrize(
        ("given", "fields"),
        [
            ({"reason": "", "note": "Vì sao"}, {"reason"}),
            ({"reason": "fee", "note": " \n"}, {"note"}),
            ({"reason": "fee", "note": "x" * 501}, {"note"}),
            ({"reason": "nope", "note": "Vì sao"}, {"reason"}),
        ],
    )
    def test_a_refusal_says_why(self, given: dict, fields: set) -> None:
        review = waiting()
        with pytest.raises(ValidationError) as refused:
            refuse(review_id=review.pk, by=EscUserFactory(), **given)
        assert set(refused.value.error_dict) == fields
        assert status_of(review) == ("waiting", "review")

    def test_nobody_decides_on_what_they_did_not_read(self) -> None:
        review = waiting()
        read = review.vacancy.updated_at
        services.update_vacancy(
            vacancy_id=review.vacancy_id, values={"benefits": "Từ 22 tuổi trở lên"}
        )
        with pytest.raises(ChangedError):
            approve(review_id=review.pk, by=EscUserFactory(), version=read)
        assert status_of(review) == ("waiting", "review")

    def test_approval_opens_nothing_of_an_employer_who_may_not_publish(self) -> None:
        review = waiting()
        employer = review.vacancy.employer
        employer.verification = "suspended"
        employer.save()
        with pytest.raises(ValidationError):
            approve(review_id=review.pk, by=EscUserFactory())
        assert status_of(review) == ("waiting", "review")

    def test_the_second_decision_is_told_of_the_first(self) -> None:
        review = waiting()
        approve(review_id=review.pk, by=EscUserFactory(full_name="Vũ Thị Cán"))
        with pytest.raises(DecidedError) as late:
            refuse(review_id=review.pk, by=EscUserFactory(), reason="fee", note="Không")
        assert "Vũ Thị Cán" in late.value.messages[0]
        assert status_of(review) == ("approved", "published")

    def test_the_database_allows_one_waiting_review_for_each(self) -> None:
        review = waiting()
        with pytest.raises(IntegrityError), transaction.atomic():
            Review.objects.create(vacancy=review.vacancy)


@pytest.mark.usefixtures("committed_db")
def test_of_two_moderators_at_once_one_decides_and_the_other_is_told() -> None:
    review = waiting()
    officers = [EscUserFactory() for _ in range(4)]
    ready = threading.Barrier(4)
    outcomes: list[str] = []

    def decide(number: int) -> None:
        ready.wait()
        try:
            if number % 2:
                approve(review_id=review.pk, by=officers[number])
            else:
                refuse(review_id=review.pk, by=officers[number], reason="fee", note="Không")
            outcomes.append("decided")
        except DecidedError:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["decided", "told", "told", "told"]
    assert status_of(review) in {("approved", "published"), ("refused", "draft")}
