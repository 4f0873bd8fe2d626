"""A row for each key of the data, in the order of the page."""

from django.utils.translation import gettext_lazy

from frontend.forms.base import label_of
from frontend.own_data.learning import ENROLMENT
from frontend.own_data.readings import (
    AT,
    NAME,
    Rows,
    _steps,
    chosen,
    concepts,
    kinds,
    nothing,
    of_model,
    places,
    said,
)
from frontend.own_data.work import APPLICATION, DEPARTURE
from jobs.complaints.models import Complaint
from matching.recommend.models import Invitation
from portal.accounts.models import Membership, User
from portal.notices.models import Channel
from portal.people.models import Consent, Experience, JobWish, Person, Registration
from portal.people.registration import EDITABLE
from portal.search.concepts import OCCUPATION, SKILL
from training.models import CourseRecord

_EXPERIENCE: Rows = {
    **of_model(Experience, "title", "employer", "months"),
    "occupation": (gettext_lazy("Occupation"), concepts(OCCUPATION)),
}
_WISH: Rows = {
    **of_model(JobWish, "title", "max_distance_km", "pay_min", "shifts", "employment_types"),
    **of_model(JobWish, "needs_dormitory", "needs_shuttle", "overseas", "train"),
    "places": (gettext_lazy("Places where you would work"), places),
    "occupations": (gettext_lazy("Occupations"), concepts(OCCUPATION)),
}
_PROFILE: Rows = {
    "type": ("", nothing),
    "id": (gettext_lazy("Number"), said),
    **of_model(Person, "full_name", "birth_date", "sex", "hamlet", "rural", "education", "cmkt"),
    **of_model(Person, "major", "experience_months", "languages", "soft_skills", "priority_groups"),
    **of_model(Person, "about", "seeking"),
    "unit": (label_of(Person, "unit"), places),
    "skills": (gettext_lazy("Skills"), concepts(SKILL)),
    "experiences": (gettext_lazy("Work you did"), _EXPERIENCE),
    "wish": (gettext_lazy("The work you look for"), _WISH),
    "steps_done": (gettext_lazy("Steps of the profile that you finished"), _steps),
    "courses": (
        gettext_lazy("Courses"),
        {
            "title": (NAME, said),
            "centre": (gettext_lazy("Training centre"), said),
            "state": (gettext_lazy("State"), chosen(CourseRecord.State)),
        },
    ),
    "created_at": (gettext_lazy("Since"), said),
    "updated_at": (gettext_lazy("Last changed"), said),
}
_MESSAGE: Rows = {
    "at": (AT, said),
    "kind": (gettext_lazy("Kind"), kinds),
    "channel": (gettext_lazy("By"), chosen(Channel)),
    "subject": (gettext_lazy("Subject"), said),
    "text": (gettext_lazy("Text"), said),
    "read_at": (gettext_lazy("Read on"), said),
    "values": ("", nothing),
}
_TYPES = {"vacancy": gettext_lazy("Vacancy"), "course": gettext_lazy("Course")}
ROWS: Rows = {
    "account": (
        gettext_lazy("Account"),
        {
            **of_model(User, "phone", "email", "full_name", "language"),
            "since": (gettext_lazy("Since"), said),
        },
    ),
    "profile": (gettext_lazy("Profile"), _PROFILE),
    "registration": (gettext_lazy("Registration for work"), of_model(Registration, *EDITABLE)),
    "consents": (
        gettext_lazy("Consents"),
        {
            "purpose": (gettext_lazy("Purpose"), chosen(Consent.Purpose)),
            "organisation": (gettext_lazy("Organisation"), said),
            "text_version": (gettext_lazy("Version of the text"), said),
            "given_at": (gettext_lazy("Given on"), said),
            "withdrawn_at": (gettext_lazy("Taken back on"), said),
        },
    ),
    "who_saw_my_contact_data": (
        gettext_lazy("Who saw name and phone"),
        {
            "at": (AT, said),
            "organisation": (gettext_lazy("Organisation"), said),
            "reason": (gettext_lazy("Reason"), said),
        },
    ),
    "applications": (gettext_lazy("Applications"), APPLICATION),
    "departures": (gettext_lazy("Work overseas"), DEPARTURE),
    "invitations": (
        gettext_lazy("Invitations of employers"),
        {
            "employer": (gettext_lazy("Employer"), said),
            "vacancy": (gettext_lazy("Vacancy"), said),
            "at": (AT, said),
            "answer": (gettext_lazy("Answer"), chosen(Invitation.Answer)),
            "answered_at": (gettext_lazy("Answered on"), said),
        },
    ),
    "enrolments": (gettext_lazy("Enrolments"), ENROLMENT),
    "reports": (
        gettext_lazy("Reports and complaints"),
        {
            "number": (gettext_lazy("Case number"), said),
            **of_model(Complaint, "kind", "about", "text", "contact", "outcome", "answer"),
            "at": (AT, said),
            "state": (gettext_lazy("State"), chosen(Complaint.State)),
        },
    ),
    "organisations": (
        gettext_lazy("Organisations that you act for"),
        {
            "name": (NAME, said),
            "role": (gettext_lazy("Role"), chosen(Membership.Role)),
            "from": (gettext_lazy("From"), said),
            "until": (gettext_lazy("Until"), said),
        },
    ),
    "invitations_of_organisations": (
        gettext_lazy("Invitations to act for an organisation"),
        {
            "name": (NAME, said),
            "role": (gettext_lazy("Role"), chosen(Membership.Role)),
            "at": (AT, said),
        },
    ),
    "message_settings": (
        gettext_lazy("Message settings"),
        {
            "channel": (gettext_lazy("By"), chosen(Channel)),
            "muted": (gettext_lazy("Not wanted"), kinds),
            "quiet_from": (gettext_lazy("Quiet from"), said),
            "quiet_until": (gettext_lazy("Quiet until"), said),
        },
    ),
    "messages": (gettext_lazy("Messages"), _MESSAGE),
    "saved_searches": (
        gettext_lazy("Saved searches"),
        {
            "name": (NAME, said),
            "search": ("", nothing),
            "since": (gettext_lazy("Since"), said),
            "paused_at": (gettext_lazy("Paused on"), said),
        },
    ),
    "told_of": (
        gettext_lazy("What saved searches told you of"),
        {
            "type": (gettext_lazy("Kind"), lambda kind: str(_TYPES.get(kind, kind))),
            "object_id": (gettext_lazy("Number"), said),
            "day": (gettext_lazy("Day"), said),
        },
    ),
    "signed_in_on": (
        gettext_lazy("Where you are signed in"),
        {
            "since": (gettext_lazy("Since"), said),
            "last": (gettext_lazy("Last seen"), said),
            "from": (gettext_lazy("Address in the network"), said),
            "browser": (gettext_lazy("Browser"), said),
        },
    ),
}
