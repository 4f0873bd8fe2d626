"""A small world with somebody of every kind, for tests that ask every address."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.files.base import ContentFile
from django.db.models import Model
from django.http import QueryDict
from django.utils import timezone

from jobs.applications.correspondence import add_note, create_template, send_message, set_tags
from jobs.applications.models import (
    Application,
    ApplicationMessage,
    ApplicationNote,
    MessageTemplate,
)
from jobs.applications.services import apply, mark_viewed
from jobs.bulk.models import ImportJob, ImportRow
from jobs.complaints.models import Complaint
from jobs.departures.models import Departure
from jobs.models import Vacancy
from matching.recommend.models import Invitation
from portal.accounts.models import MemberInvitation, Membership, Organisation, User
from portal.alerts.links import token_of
from portal.alerts.models import SavedSearch
from portal.alerts.services import save_search
from portal.people.models import Consent, Experience, Person, PersonSkill
from portal.search.models import DeadLetter, QuestionCount, Synonym
from tests.factories import (
    ApplicationFactory,
    CertificateFactory,
    ComplaintFactory,
    CourseFactory,
    DepartureFactory,
    EnrolmentFactory,
    EscUserFactory,
    FollowUpFactory,
    IntakeFactory,
    MembershipFactory,
    NoticeFactory,
    OrderOfferFactory,
    OrganisationFactory,
    PersonFactory,
    ReviewFactory,
    SupportClaimFactory,
    TrainingOrderFactory,
    UserFactory,
    VacancyFactory,
)
from tests.files.making import PDF, upload
from training.enrolment.follow_up import token_of as graduate_token
from training.enrolment.models import CommuneDecision, ProofDocument
from training.models import Course, Intake
from training.orders.models import OrderOffer, TrainingOrder

TYPED: dict[type[Model], tuple[str, ...]] = {
    User: ("full_name",),
    Person: ("full_name",),
    Experience: ("title",),
    Organisation: ("name", "description"),
    Vacancy: ("title", "description", "requirements"),
    Course: ("title", "description"),
    QuestionCount: ("words",),
    Synonym: ("phrase", "like"),
    Application: ("letter",),
    ApplicationNote: ("text",),
    ApplicationMessage: ("text",),
    MessageTemplate: ("name", "text"),
    Complaint: ("about", "text"),
    SavedSearch: ("name",),
    ImportJob: ("name",),
    ProofDocument: ("name",),
    TrainingOrder: ("commitment", "note"),
    OrderOffer: ("note",),
    Departure: ("note",),
}


@dataclass
class World:
    """`people` by the names that `addresses` uses; `rows` by the names of path values."""

    people: dict[str, User | None]
    rows: dict[str, object] = field(default_factory=dict)

    def value(self, name: str) -> object:
        """What stands in the address for a row; texts stand for themselves."""
        row = self.rows.get(name, name)
        return getattr(row, "pk", row)

    def typed(self) -> set[str]:
        """Names and texts as people wrote them, in whichever language."""
        told = {text for model, fields in TYPED.items() for text in _texts(model, fields)}
        # Of a table: what stood there, and what was told of it in its language.
        for row in ImportRow.objects.all():
            told |= {str(cell) for cell in row.cells.values()}
            told |= {text for error in row.errors for text in (error["column"], error["text"])}
        return told


def _texts(model: type[Model], fields: tuple[str, ...]) -> Iterator[str]:
    for row in model._default_manager.values_list(*fields):
        for text in row:
            yield from (line for line in text.splitlines() if line)


def _in_class(seeker: Person, other: Person, intake: Intake) -> dict[str, object]:
    """The seeker in one class, with papers and a late decision, and certified in another; somebody
    else by insurance."""
    enrolment = EnrolmentFactory(person=seeker, intake=intake, status="accepted")
    paper = ProofDocument(enrolment=enrolment, name="Sổ hộ nghèo.pdf", size=len(PDF))
    paper.file.save(paper.name, ContentFile(PDF))
    days = [timezone.localdate() - timedelta(days=ago) for ago in (20, 5)]
    CommuneDecision.objects.create(
        claim=SupportClaimFactory(enrolment=enrolment),
        unit_id="11581",
        requested_on=days[0],
        due_on=days[1],
    )
    earlier = IntakeFactory(course=intake.course)
    certificate = CertificateFactory(
        enrolment__person=seeker, enrolment__intake=earlier, number="26-7KQM-X2PA"
    )
    asked = FollowUpFactory(enrolment=certificate.enrolment)
    insured = SupportClaimFactory(
        enrolment__person=other,
        enrolment__intake=intake,
        route="insurance",
        group="unemployment-insurance",
        insurance_decision="12/2026",
    )
    return {
        "enrolment": enrolment,
        "paper": paper,
        "certificate_number": certificate.number,
        "certified": certificate.enrolment,
        "earlier_intake": earlier,
        "graduate_token": graduate_token(asked),
        "insured_claim": insured,
    }


def _imported(firm: Organisation) -> ImportJob:
    """A checked table with a right row and a wrong one."""
    job = ImportJob.objects.create(
        organisation=firm, name="tin.xlsx", kind="xlsx", language="vi", state="checked", total=2
    )
    cells = {"title": "Thợ tiện Thử"}
    ImportRow.objects.create(job=job, number=2, cells=cells, result="right")
    ImportRow.objects.create(
        job=job,
        number=3,
        cells=cells,
        result="wrong",
        errors=[{"column": "Số người cần tuyển", "code": "required", "text": "Hãy ghi vào đây."}],
    )
    return job


def _ordered(firm: Organisation, course: Course, intake: Intake) -> dict[str, object]:
    """An open order of the firm with an offer of the school, and one whose class is agreed on."""
    order = TrainingOrderFactory(employer=firm, commitment="Nhận người học xong.", note="Gần KCN.")
    offer = OrderOfferFactory(order=order, course=course, note="Có xưởng hàn.")
    agreed = TrainingOrderFactory(employer=firm, state="agreed", intake=intake)
    OrderOfferFactory(order=agreed, course=course, state="accepted")
    return {"training_order": order, "offer": offer}


def _abroad(firm: Organisation, seeker: Person, other: Person) -> dict[str, object]:
    """An order overseas: the seeker is hired, somebody else is on the way."""
    order = VacancyFactory(
        employer=firm,
        title="Hộ lý Thử",
        kind="overseas",
        country="JP",
        contract_approval_number="12/QLLĐNN",
    )
    departure = DepartureFactory(
        application__vacancy=order, application__person=other, note="Đã học tiếng."
    )
    return {
        "abroad": order,
        "hired_abroad": ApplicationFactory(vacancy=order, person=seeker, status="hired"),
        "departure_key": departure.key,
    }


def build() -> World:
    """Everybody, with rows of their own; the unnamed ones are those that `addresses` asks for."""
    unit = {"unit_id": "11581"}
    firm = OrganisationFactory(name="Công ty Cơ khí Bến Thử", tax_code="0200123450", **unit)
    other_firm = OrganisationFactory(name="Công ty May Thử Khác")
    school = OrganisationFactory(
        name="Trung tâm Dạy nghề Thử", kind=Organisation.Kind.TRAINING_CENTRE, **unit
    )
    other_school = OrganisationFactory(
        name="Trường Nghề Thử Khác", kind=Organisation.Kind.TRAINING_CENTRE
    )
    newcomer = OrganisationFactory(
        name="Công ty Mới Đăng ký",
        verification=Organisation.Verification.PENDING,
        verified_at=None,
        description="Chúng tôi đóng tàu.\n\nTừ năm 1990.",
        **unit,
    )
    seeker = PersonFactory(full_name="Trần Thị Tìm", education="upper-secondary")
    people: dict[str, User | None] = {
        "stranger": None,
        "seeker": seeker.user,
        "other_seeker": PersonFactory(full_name="Lê Văn Khác").user,
        "employer": MembershipFactory(organisation=firm).user,
        "other_employer": MembershipFactory(organisation=other_firm).user,
        "centre": MembershipFactory(organisation=school).user,
        "other_centre": MembershipFactory(organisation=other_school).user,
        "bare_counsellor": UserFactory(
            full_name="Chưa Có Mã", esc_role="counsellor", second_factor=False
        ),
        "counsellor": EscUserFactory(full_name="Vũ Thị Cán"),
        "administrator": EscUserFactory(full_name="Đỗ Văn Quản", esc_role="administrator"),
    }
    for name in ("counsellor", "administrator"):
        RecoveryCodes.activate(people[name])
    colleague = MembershipFactory(organisation=firm, role=Membership.Role.STAFF).user
    vacancy = VacancyFactory(employer=firm, title="Thợ hàn 3G", **unit)
    course = CourseFactory(centre=school, title="Hàn TIG", **unit)
    for person, purpose in (
        (seeker, Consent.Purpose.MATCHING),
        (seeker, Consent.Purpose.CANDIDATE_SEARCH),
        (people["other_seeker"].person, Consent.Purpose.MATCHING),
    ):
        Consent.objects.create(person=person, purpose=purpose, text_version="1")
    Consent.objects.create(
        person=seeker, purpose=Consent.Purpose.CONTACT, organisation=firm, text_version="1"
    )
    seeker.wish.occupations.set(["welder"])
    PersonSkill.objects.create(person=seeker, skill_id="arc-welding")
    saved_search, _made = save_search(
        user=seeker.user, search=QueryDict("q=hàn&shift=night"), name="Gần nhà"
    )
    save_search(user=seeker.user, search=QueryDict("kind=course&place=11581&pay_min=8000000"))
    QuestionCount.objects.create(
        day=timezone.localdate(),
        words="thợ xịt zin",
        place="district-an-duong",
        searches=9,
        zero_hits=8,
        zero_after=2,
    )
    Synonym.objects.create(
        phrase="thợ xịt zin",
        kind="occupation",
        concept="house-painter",
        source="questions",
        searches=9,
        zero_hits=8,
        like="thợ sơn",
        likeness=61,
    )
    intake = IntakeFactory(course=course)
    application = apply(
        person_id=seeker.pk,
        vacancy_id=vacancy.pk,
        letter="Tôi hàn được.\n\nĐi làm được ngay.",
        cv=upload(PDF, "cv.pdf"),
    )
    employer = people["employer"]
    mark_viewed(application_id=application.pk, by=employer)
    set_tags(application_id=application.pk, tags=["3G"])
    add_note(application_id=application.pk, text="Khéo tay.", by=employer)
    send_message(application_id=application.pk, text="Hẹn bạn thứ Hai.", by=employer)
    complaint = ComplaintFactory(vacancy=vacancy, organisation=firm)
    template = create_template(organisation=firm, name="Hẹn gặp", text="Hẹn {name} ở xưởng.")
    return World(
        people,
        {
            **_in_class(seeker, people["other_seeker"].person, intake),
            **_ordered(firm, course, intake),
            **_abroad(firm, seeker, people["other_seeker"].person),
            "firm": firm,
            "school": school,
            "newcomer": newcomer,
            "colleague": colleague,
            "seeker": seeker,
            "vacancy": vacancy,
            "vacancy_draft": VacancyFactory(
                employer=firm, status="draft", published_at=None, **unit
            ),
            "order_draft": VacancyFactory(
                employer=firm, kind="overseas", country="JP", status="draft", published_at=None
            ),
            "course": course,
            "course_draft": CourseFactory(centre=school, status="draft", published_at=None),
            "intake": intake,
            "experience": Experience.objects.create(
                person=seeker, title="Thợ hàn", occupation_id="welder", months=20
            ),
            "review": ReviewFactory(vacancy__employer=firm, vacancy__title="Lễ tân Thử"),
            "invitation": Invitation.objects.create(
                vacancy=vacancy, person=seeker, invited_by=people["employer"]
            ),
            "asked_to_join": MemberInvitation.objects.create(
                organisation=firm, phone=seeker.user.phone, role=Membership.Role.STAFF
            ),
            "application": application,
            "complaint": complaint,
            "complaint_secret": complaint.secret,
            "template": template,
            "import_job": _imported(firm),
            "message": NoticeFactory(user=seeker.user),
            "saved_search": saved_search,
            "alert_token": token_of(seeker.user.pk, timezone.localdate()),
            "letter": DeadLetter.objects.create(
                doc_type="vacancy", object_id=str(vacancy.pk), version=1, reason="mapping"
            ),
            "holder": EscUserFactory(full_name="Bùi Văn Tổ", esc_role="drive_organiser"),
            "counsellor": people["counsellor"],
        },
    )
