"""Messages about classes, support and orders of classes."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from portal.notices.kinds.kind import Audience, Kind

LEARNING = [
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
]
