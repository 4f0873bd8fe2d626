"""The messages of applications. None of them has anything personal in it: they lead to a page."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from jobs.applications.models import Application, ApplicationMessage, ApplicationStep
from jobs.models import Vacancy
from portal.accounts.models import Organisation
from portal.notices.groups import members_of, notify_members
from portal.notices.services import notify, page_url

Status = Application.Status
# The state that a step leads to → the kind of message that follows.
TOLD = {
    Status.NEW: "application_received",
    Status.INVITED: "application_answered",
    Status.OFFERED: "application_answered",
    Status.HIRED: "application_answered",
    Status.REFUSED: ("application_answered", "application_filled"),
}
NOT_TOLD = {
    Status.VIEWED: "Says nothing yet; the applicant sees it with its date on the page.",
    Status.INTERVIEWED: "The applicant was there.",
    Status.WITHDRAWN: "The applicant did it; the employer sees it in the list.",
}


# Kind → when it is sent, of those that follow from no state.
BESIDE = {
    "applications_wait": "Applications are unanswered for 7 days; once a day.",
    "application_silent": "An application is unanswered for 14 days.",
    "application_message": "The employer writes to the applicant.",
    "contact_asked": "The employer asks for name and phone.",
    "contact_given": "The applicant gives them.",
}


def tell_of_new(application: Application) -> None:
    """Its members, once a day for each vacancy: a fair brings hundreds."""
    vacancy: Vacancy = application.vacancy
    notify_members(
        vacancy.employer_id,
        kind="application_received",
        context=lambda user: {
            "title": vacancy.title,
            "url": page_url(user, "vacancy_applications", vacancy.pk),
        },
        key=f"{vacancy.pk}:{timezone.localdate(application.created_at)}",
    )


def tell_of_step(application: Application, step: ApplicationStep) -> None:
    """The applicant, that the employer answered."""
    _tell_applicant(application, "application_answered", f"step:{step.pk}")


def tell_of_filled(applications: Iterable[Application], day: date) -> None:
    """The others, that somebody else got the work."""
    for application in applications:
        _tell_applicant(application, "application_filled", f"{application.pk}:{day}")


def tell_of_message(message: ApplicationMessage) -> None:
    """The applicant, that there is something to read."""
    _tell_applicant(message.application, "application_message", f"{message.pk}")


def tell_of_silence(application: Application) -> None:
    """The applicant, that the employer has not answered in time."""
    _tell_applicant(application, "application_silent", f"{application.pk}")


def ask_for_contact(application: Application) -> None:
    """The applicant, that the employer would like to call."""
    _tell_applicant(application, "contact_asked", f"{application.pk}")


def tell_of_contact(application: Application) -> None:
    """Who asked for name and phone, that they are shown now."""
    user = application.asked_by
    if user is None or user not in members_of(application.vacancy.employer_id):
        return
    notify(
        user=user,
        kind="contact_given",
        context={
            "number": application.person_id,
            "title": application.vacancy.title,
            "url": page_url(user, "application", application.pk),
        },
        key=f"contact_given:{application.pk}",
    )


def remind(organisation: Organisation, *, count: int, day: str) -> None:
    """The members, how many applications wait for their answer; once a day."""
    notify_members(
        organisation.pk,
        kind="applications_wait",
        context=lambda user: {
            "count": count,
            "url": page_url(user, "employer_home", query=f"org={organisation.pk}"),
        },
        key=f"{organisation.pk}:{day}",
    )


def _tell_applicant(application: Application, kind: str, key: str) -> None:
    user = application.person.user
    if user is None:
        return
    notify(
        user=user,
        kind=kind,
        context={
            "name": application.vacancy.employer.name,
            "title": application.vacancy.title,
            "url": page_url(user, "my_application", application.pk),
        },
        key=f"{kind}:{key}",
    )
