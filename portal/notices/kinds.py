"""What the portal can tell people: one entry a kind of message.

Texts are filled with the notice's context. An SMS carries the text alone, so it must make sense
without the subject. It leaves without tone marks: so one SMS holds 160 characters, with them 70,
and longer texts cost several.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.people.models import Consent

NEW_MATCHES = "new_matches"


class Audience(Enum):
    """Whom a kind of message concerns."""

    EVERYBODY = "everybody"
    SEEKER = "seeker"
    MEMBER = "member"
    STAFF = "staff"


@dataclass(frozen=True)
class Kind:
    """A kind of message.

    audience    as what somebody gets it: with an account, as a job seeker, as a member, as the ESC
    urgent      leaves at once, at any hour, and cannot be muted
    secret      its context is wiped when the message has left or was given up
    useful_for  later than this it is not sent any more
    email       what an e-mail says, if more than `text`
    purpose     what the person must agree to, also in the moment in which it leaves
    by_day      in quiet hours not even a second try is made
    mutable     people may turn it off; urgent ones never
    """

    name: str
    label: Any
    subject: Any
    text: Any
    audience: Audience
    urgent: bool = False
    secret: bool = False
    useful_for: timedelta = timedelta(days=3)
    email: Any = ""
    purpose: str = ""
    by_day: bool = False
    mutable: bool = True

    @property
    def may_mute(self) -> bool:
        return self.mutable and not self.urgent


_ALL = [
    Kind(
        name="sign_in_code",
        label=_("Sign-in codes"),
        subject=_("%(code)s is your Bến Việc code"),
        text=_("%(code)s is your Bến Việc code. Give it to nobody."),
        audience=Audience.EVERYBODY,
        urgent=True,
        secret=True,
        useful_for=timedelta(minutes=10),
    ),
    Kind(
        name="organisation_verified",
        label=_("Verification of your organisation"),
        subject=_("%(name)s is verified"),
        text=_("Bến Việc: %(name)s is verified. You can publish now: %(url)s"),
        audience=Audience.MEMBER,
    ),
    Kind(
        name="organisation_refused",
        label=_("Verification of your organisation"),
        subject=_("%(name)s could not be verified"),
        text=_("Bến Việc: %(name)s could not be verified: %(reason)s Put it right: %(url)s"),
        audience=Audience.MEMBER,
    ),
    Kind(
        name="organisation_suspended",
        label=_("Verification of your organisation"),
        subject=_("%(name)s is suspended"),
        text=_("Bến Việc: what %(name)s published is hidden: %(reason)s See: %(url)s"),
        audience=Audience.MEMBER,
    ),
    Kind(
        name="organisations_overdue",
        label=_("Organisations that wait for verification"),
        subject=_("Organisations wait for verification: %(count)s"),
        text=_("Bến Việc: organisations wait longer than 2 working days: %(count)s. See: %(url)s"),
        audience=Audience.STAFF,
    ),
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
        name="account_inactive",
        label=_("Your account is not used any more"),
        subject=_("Your account will be erased on %(day)s"),
        text=_(
            "Bến Việc: you have not been here for two years. Your account and profile will be "
            "erased on %(day)s. To keep them, sign in: %(url)s"
        ),
        audience=Audience.EVERYBODY,
        useful_for=timedelta(days=30),
        mutable=False,
    ),
    Kind(
        name="member_invited",
        label=_("Invitation to act for an organisation"),
        subject=_("%(name)s invites you to act for it"),
        text=_("Bến Việc: %(name)s invites you to act for it. Answer: %(url)s"),
        audience=Audience.EVERYBODY,
        useful_for=timedelta(days=14),
    ),
    Kind(
        name="contact_revealed",
        label=_("Somebody saw your contact data"),
        subject=_("%(name)s saw your contact data"),
        text=_("Bến Việc: %(name)s, to whom you agreed, saw your name and phone. See who: %(url)s"),
        audience=Audience.SEEKER,
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
        name="enrolment_received",
        label=_("Enrolments in your classes"),
        subject=_("Somebody waits for your answer: %(title)s"),
        text=_("Bến Việc: enrolments in “%(title)s” wait for your answer: %(url)s"),
        audience=Audience.MEMBER,
    ),
    Kind(
        name="enrolment_accepted",
        label=_("Your enrolments"),
        subject=_("You have a place: %(title)s"),
        text=_("Bến Việc: you have a place in “%(title)s” from %(day)s: %(url)s"),
        audience=Audience.SEEKER,
        useful_for=timedelta(days=7),
    ),
    Kind(
        name="enrolment_waiting",
        label=_("Your enrolments"),
        subject=_("You are on the waiting list: %(title)s"),
        text=_("Bến Việc: you are number %(place)s in line for “%(title)s”: %(url)s"),
        audience=Audience.SEEKER,
    ),
    Kind(
        name="enrolment_refused",
        label=_("Your enrolments"),
        subject=_("Your enrolment was refused: %(title)s"),
        text=_("Bến Việc: no place for you in “%(title)s”. Why: %(url)s"),
        audience=Audience.SEEKER,
        useful_for=timedelta(days=7),
    ),
    Kind(
        name="enrolment_class_cancelled",
        label=_("Your enrolments"),
        subject=_("The class does not take place: %(title)s"),
        text=_("Bến Việc: the class “%(title)s” of %(day)s does not take place: %(url)s"),
        audience=Audience.SEEKER,
        useful_for=timedelta(days=7),
    ),
    Kind(
        name="enrolment_left",
        label=_("Your enrolments"),
        subject=_("You left the class: %(title)s"),
        text=_("Bến Việc: you are noted as having left “%(title)s”. Not right? See: %(url)s"),
        audience=Audience.SEEKER,
    ),
    Kind(
        name="enrolment_result",
        label=_("Your enrolments"),
        subject=_("Your result is there: %(title)s"),
        text=_("Bến Việc: your result in “%(title)s” is there: %(url)s"),
        audience=Audience.SEEKER,
        useful_for=timedelta(days=14),
    ),
    Kind(
        name="enrolment_certified",
        label=_("Your enrolments"),
        subject=_("Your certificate is there: %(title)s"),
        text=_("Bến Việc: your certificate of “%(title)s” is there, no. %(number)s: %(url)s"),
        audience=Audience.SEEKER,
        useful_for=timedelta(days=14),
    ),
    Kind(
        name="certificate_revoked",
        label=_("Your enrolments"),
        subject=_("Your certificate is not valid any more: %(title)s"),
        text=_("Bến Việc: your certificate of “%(title)s” is not valid any more. Why: %(url)s"),
        audience=Audience.SEEKER,
        useful_for=timedelta(days=14),
    ),
    Kind(
        name="support_decided",
        label=_("Your enrolments"),
        subject=_("The decision on your support is there"),
        text=_("Bến Việc: the decision on your support is there: %(url)s"),
        audience=Audience.SEEKER,
        useful_for=timedelta(days=7),
    ),
    Kind(
        name="commune_overdue",
        label=_("Decisions on support that are overdue"),
        subject=_("A decision of a commune is overdue: %(title)s"),
        text=_("Bến Việc: a commune has not decided in time on support for “%(title)s”: %(url)s"),
        audience=Audience.MEMBER,
    ),
    Kind(
        name="graduate_asked",
        label=_("How it goes after your course"),
        subject=_("Did you find work after “%(title)s”?"),
        text=_("Bến Việc: did you find work after “%(title)s”? One tap: %(url)s"),
        audience=Audience.SEEKER,
        useful_for=timedelta(days=14),
        by_day=True,
    ),
    Kind(
        name="complaint_looked_into",
        label=_("What becomes of your reports"),
        subject=_("The centre looks into your report %(number)s"),
        text=_("Bến Việc: the centre looks into your report %(number)s: %(url)s"),
        audience=Audience.EVERYBODY,
    ),
    Kind(
        name="complaint_ended",
        label=_("What becomes of your reports"),
        subject=_("The centre decided on your report %(number)s"),
        text=_("Bến Việc: the centre decided on your report %(number)s: %(url)s"),
        audience=Audience.EVERYBODY,
        useful_for=timedelta(days=7),
    ),
    Kind(
        name="complaints_new",
        label=_("New reports and complaints"),
        subject=_("New reports and complaints: %(count)s"),
        text=_("Bến Việc: new reports and complaints: %(count)s. See: %(url)s"),
        audience=Audience.STAFF,
        useful_for=timedelta(days=1),
    ),
    Kind(
        name="training_order_new",
        label=_("Classes that employers order"),
        subject=_("%(name)s orders a class: %(title)s"),
        text=_("Bến Việc: %(name)s orders a class: %(title)s. Offer yours: %(url)s"),
        audience=Audience.MEMBER,
        useful_for=timedelta(days=7),
    ),
    Kind(
        name="training_order_cancelled",
        label=_("Classes that employers order"),
        subject=_("The order does not go on: %(title)s"),
        text=_("Bến Việc: the order of %(name)s for a class does not go on: %(title)s. %(url)s"),
        audience=Audience.MEMBER,
        useful_for=timedelta(days=7),
    ),
    Kind(
        name="training_order_expired",
        label=_("Classes that employers order"),
        subject=_("Your order has ended: %(title)s"),
        text=_("Bến Việc: no offer for your class was accepted in time: %(title)s. %(url)s"),
        audience=Audience.MEMBER,
        useful_for=timedelta(days=7),
    ),
    Kind(
        name="training_order_certified",
        label=_("Classes that employers order"),
        subject=_("Graduates of the class you ordered: %(count)s"),
        text=_(
            "Bến Việc: people certified in the class you ordered (%(title)s): %(count)s. "
            "See them: %(url)s"
        ),
        audience=Audience.MEMBER,
        useful_for=timedelta(days=14),
    ),
    Kind(
        name="training_bid_received",
        label=_("Classes that employers order"),
        subject=_("A centre offers a class: %(title)s"),
        text=_("Bến Việc: a training centre offers the class you ordered: %(title)s. %(url)s"),
        audience=Audience.MEMBER,
        useful_for=timedelta(days=7),
    ),
    Kind(
        name="training_bid_accepted",
        label=_("Classes that employers order"),
        subject=_("%(name)s takes your offer: %(title)s"),
        text=_("Bến Việc: %(name)s takes your offer: %(title)s. The class is open: %(url)s"),
        audience=Audience.MEMBER,
        useful_for=timedelta(days=7),
    ),
    Kind(
        name="training_bid_refused",
        label=_("Classes that employers order"),
        subject=_("%(name)s does not take your offer: %(title)s"),
        text=_("Bến Việc: %(name)s does not take your offer: %(title)s. See: %(url)s"),
        audience=Audience.MEMBER,
        useful_for=timedelta(days=7),
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
KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}


def mutable_kinds() -> list[Kind]:
    """Those that a person may turn off."""
    return [kind for kind in KINDS.values() if kind.may_mute]
