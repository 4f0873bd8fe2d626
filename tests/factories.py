"""Rows for tests, made directly in the state that a test needs. Sorted by app, then by name."""

from datetime import date, timedelta

import factory
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db.models import F
from django.utils import timezone

from jobs.applications.models import Application
from jobs.complaints.models import Complaint
from jobs.departures.models import Departure
from jobs.models import Vacancy
from jobs.moderation.findings import Finding, Severity
from jobs.moderation.models import Review
from portal.accounts.models import Membership, Organisation, User
from portal.accounts.second_factor import give_second_factor
from portal.notices.models import Channel, Notice
from portal.people.models import JobWish, Person
from portal.reference.models import Occupation, Unit
from training.enrolment.models import Certificate, Enrolment, FollowUp, SupportClaim
from training.models import Course, Intake
from training.orders.models import OrderOffer, TrainingOrder

# A ward, a commune and an island of Hải Phòng.
AN_DUONG, TIEN_LANG, CAT_HAI = "11581", "11755", "11914"
TOTP_SECRET = "JBSWY3DPEHPK3PXP"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    phone = factory.Sequence(lambda n: f"+84912{n % 1_000_000:06d}")
    phone_verified = True
    full_name = "Nguyễn Văn Thử"
    # Used today already: a page of theirs writes nothing.
    last_used_at = factory.LazyFunction(timezone.now)
    password = factory.LazyFunction(lambda: make_password(None))

    @factory.post_generation
    def second_factor(self, create: bool, extracted: bool | None, **_: object) -> None:
        """Who has an ESC role has an authenticator app, unless told `second_factor=False`."""
        if create and (extracted or (extracted is None and self.esc_role)):
            give_second_factor(user=self, secret=TOTP_SECRET)


class EscUserFactory(UserFactory):
    """A counsellor of the centre, with the second factor that gives the role its rights."""

    esc_role = User.EscRole.COUNSELLOR

    @factory.post_generation
    def second_factor(self, create: bool, extracted: bool | None, **_: object) -> None:
        if extracted is not False:
            give_second_factor(user=self, secret="JBSWY3DPEHPK3PXP")

    class Meta:
        skip_postgeneration_save = True


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A verified employer."""

    class Meta:
        model = Organisation

    kind = Organisation.Kind.EMPLOYER
    name = factory.Sequence(lambda n: f"Công ty Cơ khí Thử nghiệm {n}")
    verification = Organisation.Verification.VERIFIED
    verified_at = factory.LazyFunction(timezone.now)


class MembershipFactory(factory.django.DjangoModelFactory):
    """An owner of a verified employer."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = Membership.Role.OWNER


class PersonFactory(factory.django.DjangoModelFactory):
    """A job seeker from the countryside."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    full_name = "Trần Thị Thử"
    unit = factory.LazyFunction(lambda: Unit.objects.get(pk=TIEN_LANG))

    @factory.post_generation
    def wish(self, create: bool, extracted: None, **values: object) -> None:
        JobWish.objects.create(person=self, **values)


class VacancyFactory(factory.django.DjangoModelFactory):
    """A published vacancy for a welder."""

    class Meta:
        model = Vacancy

    employer = factory.SubFactory(OrganisationFactory)
    title = factory.Sequence(lambda n: f"Thợ hàn {n}")
    description = "Hàn kết cấu thép trong xưởng."
    occupation = factory.LazyFunction(lambda: Occupation.objects.get(pk="welder"))
    openings = 3
    openings_left = factory.SelfAttribute("openings")
    pay_min = 9_000_000
    pay_max = 14_000_000
    employment_type = "full-time"
    unit = factory.LazyFunction(lambda: Unit.objects.get(pk=AN_DUONG))
    status = Vacancy.Status.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)


class CourseFactory(factory.django.DjangoModelFactory):
    """A published course for welders."""

    class Meta:
        model = Course
        skip_postgeneration_save = True

    centre = factory.SubFactory(OrganisationFactory, kind=Organisation.Kind.TRAINING_CENTRE)
    title = factory.Sequence(lambda n: f"Hàn cơ bản {n}")
    description = "Học hàn từ đầu."
    level = "elementary"
    months = 3
    unit = factory.LazyFunction(lambda: Unit.objects.get(pk=TIEN_LANG))
    status = Course.Status.PUBLISHED
    published_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def occupations(self, create: bool, extracted: list | None, **_: object) -> None:
        self.occupations.set(extracted if extracted is not None else ["welder"])

    @factory.post_generation
    def skills(self, create: bool, extracted: list | None, **_: object) -> None:
        self.skills.set(extracted or [])


class IntakeFactory(factory.django.DjangoModelFactory):
    """A class that still takes people."""

    class Meta:
        model = Intake

    course = factory.SubFactory(CourseFactory)
    starts_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    ends_on = factory.LazyAttribute(lambda o: o.starts_on + timedelta(days=90))
    enrol_until = factory.SelfAttribute("starts_on")
    seats = 20


class ApplicationFactory(factory.django.DjangoModelFactory):
    """A new application of a job seeker for a published vacancy."""

    class Meta:
        model = Application

    vacancy = factory.SubFactory(VacancyFactory)
    person = factory.SubFactory(PersonFactory)
    letter = "Tôi hàn được 3G, đi làm được ngay."
    reason = factory.LazyAttribute(lambda o: "skills" if o.status == "refused" else "")
    status = Application.Status.NEW
    status_at = factory.SelfAttribute("created_at")
    created_at = factory.LazyFunction(timezone.now)
    answered_at = factory.LazyAttribute(
        lambda o: None if o.status in ("new", "viewed", "withdrawn") else o.status_at
    )


class EnrolmentFactory(factory.django.DjangoModelFactory):
    """A grown-up with a place in a class."""

    class Meta:
        model = Enrolment
        skip_postgeneration_save = True

    person = factory.SubFactory(
        PersonFactory,
        birth_date=date(1995, 5, 1),
        sex="female",
        rural=True,
        education="lower-secondary",
    )
    intake = factory.SubFactory(IntakeFactory, course__subsidised=True)
    status = Enrolment.Status.ACCEPTED

    @factory.post_generation
    def seat(self, create: bool, extracted: None, **_: object) -> None:
        if self.status in Enrolment.SEATED:
            Intake.objects.filter(pk=self.intake_id).update(seats_taken=F("seats_taken") + 1)


class SupportClaimFactory(factory.django.DjangoModelFactory):
    """Asked for as a rural worker; the amount is not computed."""

    class Meta:
        model = SupportClaim

    enrolment = factory.SubFactory(EnrolmentFactory)
    person = factory.SelfAttribute("enrolment.person")
    route = SupportClaim.Route.GROUP
    group = "rural-worker"


class CertificateFactory(factory.django.DjangoModelFactory):
    """Of somebody who passed."""

    class Meta:
        model = Certificate

    enrolment = factory.SubFactory(EnrolmentFactory, status="certified", grade="pass")
    number = factory.Sequence(lambda n: f"26-ABCD-{n:04d}")


class FollowUpFactory(factory.django.DjangoModelFactory):
    """A question whose day has come."""

    class Meta:
        model = FollowUp

    enrolment = factory.SubFactory(EnrolmentFactory, status="certified", grade="pass")
    months = 3
    due_on = factory.LazyFunction(timezone.localdate)


class ReviewFactory(factory.django.DjangoModelFactory):
    """A vacancy that asks for looks and waits for the centre."""

    class Meta:
        model = Review

    vacancy = factory.SubFactory(
        VacancyFactory,
        status=Vacancy.Status.REVIEW,
        published_at=None,
        requirements="Ngoại hình ưa nhìn",
    )
    found = factory.LazyFunction(
        lambda: [Finding("requirements", "looks", "Ngoại hình ưa nhìn", Severity.DOUBT).stored()]
    )


class ComplaintFactory(factory.django.DjangoModelFactory):
    """Somebody without an account was asked for money."""

    class Meta:
        model = Complaint

    kind = "money"
    about = "Công ty Thử Tiền Cọc"
    text = "Họ đòi 500.000 đồng tiền cọc trước khi phỏng vấn."


class NoticeFactory(factory.django.DjangoModelFactory):
    """Told by SMS, in words that the portal does not say any more."""

    class Meta:
        model = Notice

    user = factory.SubFactory(UserFactory)
    kind = "contact_revealed"
    channel = Channel.SMS
    context = factory.LazyFunction(
        lambda: {"name": "Công ty Thử", "url": f"{settings.BASE_URL}/du-lieu-cua-toi/#seen"}
    )
    key = factory.Sequence(lambda n: f"factory:{n}")
    state = Notice.State.SENT
    sent_at = factory.LazyFunction(timezone.now)
    subject = "Công ty Thử đã xem"
    text = "Công ty Thử đã xem số của bạn."


class TrainingOrderFactory(factory.django.DjangoModelFactory):
    """A verified employer orders a class of welders, and waits for offers."""

    class Meta:
        model = TrainingOrder

    employer = factory.SubFactory(OrganisationFactory)
    occupation = factory.LazyFunction(lambda: Occupation.objects.get(pk="welder"))
    unit = factory.LazyFunction(lambda: Unit.objects.get(pk=AN_DUONG))
    learners = 20
    starts_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=40))
    ends_on = factory.LazyAttribute(lambda o: o.starts_on + timedelta(days=90))
    answers_until = factory.LazyAttribute(lambda o: o.starts_on - timedelta(days=20))
    pay = 9_000_000
    hires = 15
    commitment = "Ký hợp đồng 24 tháng, đóng bảo hiểm từ ngày đầu."


class OrderOfferFactory(factory.django.DjangoModelFactory):
    """What a verified centre offers for an order, with a course of its own."""

    class Meta:
        model = OrderOffer

    order = factory.SubFactory(TrainingOrderFactory)
    course = factory.SubFactory(CourseFactory)
    centre = factory.SelfAttribute("course.centre")
    starts_on = factory.SelfAttribute("order.starts_on")
    ends_on = factory.SelfAttribute("order.ends_on")
    seats = factory.SelfAttribute("order.learners")
    price = 2_500_000


class DepartureFactory(factory.django.DjangoModelFactory):
    """Somebody hired for an order overseas goes in a month; passport and health are in order."""

    class Meta:
        model = Departure

    application = factory.SubFactory(
        ApplicationFactory,
        status="hired",
        vacancy__kind="overseas",
        vacancy__country="JP",
        vacancy__contract_approval_number="12/QLLĐNN",
        vacancy__employer__kind="overseas_agency",
        vacancy__employer__licence_valid_until=factory.LazyFunction(
            lambda: timezone.localdate() + timedelta(days=365)
        ),
    )
    person = factory.SelfAttribute("application.person")
    vacancy = factory.SelfAttribute("application.vacancy")
    agency = factory.SelfAttribute("application.vacancy.employer")
    country = factory.SelfAttribute("application.vacancy.country")
    contract_signed_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))
    passport_ready = True
    health_ready = True
    departs_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
