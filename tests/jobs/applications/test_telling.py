"""Where the messages of applications lead, in the language of who reads them."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from jobs.applications import correspondence, services
from jobs.applications.tasks import follow_up
from jobs.applications.telling import tell_of_new
from portal.notices.models import Notice
from portal.notices.texts import default
from tests.factories import (
    ApplicationFactory,
    MembershipFactory,
    PersonFactory,
    UserFactory,
    VacancyFactory,
)
from tests.jobs.applications.test_moving import RESULT

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "prefix"), [("vi", ""), ("en", "/en")])
def test_messages_lead_to_the_page_where_it_is_done(settings, language: str, prefix: str) -> None:
    user, member = UserFactory(language=language), UserFactory(language=language)
    person = PersonFactory(user=user)
    vacancy = VacancyFactory(openings=2)
    MembershipFactory(organisation=vacancy.employer, user=member)
    with translation.override("vi"):
        made = services.apply(person_id=person.pk, vacancy_id=vacancy.pk)
        made.created_at = timezone.now() - timedelta(days=15)
        made.save()
        follow_up()
        correspondence.ask_contact(application_id=made.pk, by=member)
        correspondence.give_contact(application_id=made.pk)
        correspondence.send_message(application_id=made.pk, text="Chào", by=member)
        services.move(application_id=made.pk, status="invited", by=member)
        for other in ApplicationFactory.create_batch(2, vacancy=vacancy):
            services.move(application_id=other.pk, status="hired", by=member, result=RESULT)
    own, its = f"/ung-tuyen/{made.pk}/", f"/tuyen-dung/ho-so/{made.pk}/"
    wanted = {
        "application_received": f"/tuyen-dung/tin/{vacancy.pk}/ho-so/",
        "applications_wait": f"/tuyen-dung/?org={vacancy.employer_id}",
        "contact_given": its,
        "contact_asked": own,
        "application_silent": own,
        "application_message": own,
        "application_answered": own,
        "application_filled": own,
    }
    told = Notice.objects.filter(user__in=[user, member])
    assert {n.kind: n.context["url"] for n in told} == {
        kind: settings.BASE_URL + prefix + path for kind, path in wanted.items()
    }
    for notice in told:
        assert (
            notice.context["url"] in default(notice.kind, notice.language).filled(notice.context)[1]
        )


def test_no_message_has_a_name_or_what_was_written_in_it() -> None:
    application = ApplicationFactory(person__full_name="Đỗ Thị Kín", letter="Chuyện riêng")
    member = MembershipFactory(organisation=application.vacancy.employer).user
    correspondence.ask_contact(application_id=application.pk, by=member)
    correspondence.give_contact(application_id=application.pk)
    correspondence.send_message(application_id=application.pk, text="Nói riêng", by=member)
    services.move(application_id=application.pk, status="refused", by=member, reason="skills")
    for notice in Notice.objects.all():
        said = str(notice.context)
        for private in ("Kín", "riêng", "skills"):
            assert private not in said


def test_a_day_begins_at_midnight_here() -> None:
    """Those of the night and of the noon are told of together, whatever the day in Greenwich."""
    vacancy = VacancyFactory()
    MembershipFactory(organisation=vacancy.employer)
    noon = timezone.localtime().replace(hour=12)
    for at in (noon.replace(hour=0, minute=30), noon):
        tell_of_new(ApplicationFactory(vacancy=vacancy, created_at=at))
    assert Notice.objects.filter(kind="application_received").count() == 1
