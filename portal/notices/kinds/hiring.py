"""Messages about vacancies, applications, saved searches and work overseas."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from portal.notices.kinds.kind import Audience, Kind
from portal.people.models import Consent

NEW_MATCHES = "new_matches"
HIRING = [
    Kind(
        name="vacancy_approved",
        label=_("Decisions on your vacancies"),
        subject=_("Your vacancy is public: %(title)s"),
        text=_("Bến Việc: the centre approved your vacancy “%(title)s”. See: %(url)s"),
        audience=Audience.MEMBER,
    ),
    Kind(
        name="vacancy_refused",
        label=_("Decisions on your vacancies"),
        subject=_("Your vacancy cannot go public yet: %(title)s"),
        text=_("Bến Việc: your vacancy “%(title)s” cannot go public yet. Why: %(url)s"),
        email=_(
            "The centre looked at your vacancy “%(title)s”. It cannot go public yet:\n\n"
            "%(reason)s\n\nPut it right and send it again: %(url)s"
        ),
        audience=Audience.MEMBER,
    ),
    Kind(
        name="candidate_invited",
        label=_("An employer invites you"),
        subject=_("%(name)s invites you: %(title)s"),
        text=_("Bến Việc: %(name)s would like to meet you for “%(title)s”. Answer: %(url)s"),
        audience=Audience.SEEKER,
        useful_for=timedelta(days=14),
    ),
    Kind(
        name="application_received",
        label=_("Applications to your vacancies"),
        subject=_("New applications: %(title)s"),
        text=_("Bến Việc: new applications for “%(title)s”. Read them: %(url)s"),
        audience=Audience.MEMBER,
    ),
    Kind(
        name="applications_wait",
        label=_("Applications to your vacancies"),
        subject=_("Applications that wait for your answer: %(count)s"),
        text=_(
            "Bến Việc: applications that wait for your answer for 7 days or more: %(count)s. "
            "Answer: %(url)s"
        ),
        audience=Audience.MEMBER,
    ),
    Kind(
        name="contact_given",
        label=_("Applications to your vacancies"),
        subject=_("Job seeker %(number)s shows you name and phone"),
        text=_("Bến Việc: job seeker %(number)s shows you name and phone: “%(title)s”. %(url)s"),
        audience=Audience.MEMBER,
        useful_for=timedelta(days=7),
    ),
    Kind(
        name="application_answered",
        label=_("What becomes of your applications"),
        subject=_("%(name)s answered your application"),
        text=_("Bến Việc: %(name)s answered your application for “%(title)s”. See: %(url)s"),
        audience=Audience.SEEKER,
        useful_for=timedelta(days=7),
    ),
    Kind(
        name="application_message",
        label=_("What becomes of your applications"),
        subject=_("%(name)s wrote to you"),
        text=_("Bến Việc: %(name)s wrote to you about “%(title)s”. Read: %(url)s"),
        audience=Audience.SEEKER,
        useful_for=timedelta(days=7),
    ),
    Kind(
        name="application_filled",
        label=_("What becomes of your applications"),
        subject=_("“%(title)s” is filled"),
        text=_("Bến Việc: %(name)s has filled “%(title)s”. Your application: %(url)s"),
        audience=Audience.SEEKER,
        useful_for=timedelta(days=7),
    ),
    Kind(
        name="application_silent",
        label=_("What becomes of your applications"),
        subject=_("No answer from %(name)s for 14 days"),
        text=_("Bến Việc: no answer for “%(title)s” at %(name)s for 14 days. What to do: %(url)s"),
        audience=Audience.SEEKER,
        useful_for=timedelta(days=7),
    ),
    Kind(
        name="contact_asked",
        label=_("An employer asks for your name and phone"),
        subject=_("%(name)s asks for your name and phone"),
        text=_("Bến Việc: %(name)s would like to call you about “%(title)s”. Answer: %(url)s"),
        audience=Audience.SEEKER,
        useful_for=timedelta(days=14),
    ),
    Kind(
        name=NEW_MATCHES,
        label=_("New jobs and courses for your saved searches"),
        subject=_("New for your saved searches: %(count)s"),
        text=_("Bến Việc: new for your saved searches: %(count)s. See them, or stop: %(url)s"),
        email=_(
            "New for the searches that you saved:\n\n%(lines)s\n\n"
            "See them all, with pay and place: %(url)s\n\n"
            "You get this at most once a day, because you saved searches at Bến Việc.\n"
            "No more of it, with one click: %(stop_url)s"
        ),
        audience=Audience.SEEKER,
        useful_for=timedelta(days=1),
        purpose=Consent.Purpose.NOTICES,
        by_day=True,
    ),
    Kind(
        name="departure_planned",
        label=_("Your work overseas"),
        subject=_("%(name)s planned your departure"),
        text=_("Bến Việc: %(name)s planned your departure for “%(title)s”. Look it over: %(url)s"),
        audience=Audience.SEEKER,
        useful_for=timedelta(days=14),
    ),
    Kind(
        name="departure_noted",
        label=_("Your work overseas"),
        subject=_("Your departure is noted"),
        text=_("Bến Việc: your departure for “%(title)s” is noted. Where to get help: %(url)s"),
        audience=Audience.SEEKER,
        useful_for=timedelta(days=14),
    ),
    Kind(
        name="departure_returned",
        label=_("Your work overseas"),
        subject=_("Your return is noted"),
        text=_("Bến Việc: your return from “%(title)s” is noted. What is due to you: %(url)s"),
        audience=Audience.SEEKER,
        useful_for=timedelta(days=14),
    ),
    Kind(
        name="departure_cancelled",
        label=_("Your work overseas"),
        subject=_("Your departure is cancelled"),
        text=_("Bến Việc: %(name)s cancelled your departure for “%(title)s”. See: %(url)s"),
        audience=Audience.SEEKER,
        useful_for=timedelta(days=14),
    ),
]
