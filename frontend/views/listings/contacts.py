"""How to reach who offers something, and the centre that helps with it."""

from urllib.parse import quote

from django.conf import settings
from django.utils.translation import gettext as _

from frontend.cards import Link
from jobs.models import Vacancy
from portal.accounts.models import Organisation


def contacts(organisation: Organisation, about: str) -> list[Link]:
    """The organisation's public phone or e-mail first, then the employment service centre; the
    first is the key action of a page about `about`."""
    links = [*_of_organisation(organisation, about), *_of_centre()]
    return links[:2]


def contacts_of(vacancy: Vacancy) -> list[Link]:
    """As `contacts`, with the contact that the employer shows to everybody for this vacancy."""
    if vacancy.contact_public and vacancy.contact_phone:
        own = Link(label=_("Call the employer"), url=call(vacancy.contact_phone), icon="phone")
        return [own, *_of_centre()][:2]
    return contacts(vacancy.employer, vacancy.title)


def _of_organisation(organisation: Organisation, about: str) -> list[Link]:
    centre = organisation.kind == Organisation.Kind.TRAINING_CENTRE
    if organisation.phone:
        label = _("Call the training centre") if centre else _("Call the employer")
        return [Link(label=label, url=call(organisation.phone), icon="phone")]
    if organisation.email:
        label = _("Write to the training centre") if centre else _("Write to the employer")
        return [Link(label=label, url=write(organisation.email, about), icon="mail")]
    return []


def _of_centre() -> list[Link]:
    if settings.HELP_PHONE:
        return [Link(label=_("Ask the centre"), url=call(settings.HELP_PHONE), icon="phone")]
    if settings.HELP_EMAIL:
        return [Link(label=_("Ask the centre"), url=write(settings.HELP_EMAIL), icon="mail")]
    return []


def call(phone: object) -> str:
    """`tel:+84912345678`."""
    return f"tel:{getattr(phone, 'as_e164', None) or phone}"


def write(email: str, subject: str = "") -> str:
    """`mailto:` with a subject, so that the receiver knows what it is about."""
    return f"mailto:{quote(email, safe='@')}" + (f"?subject={quote(subject)}" if subject else "")
