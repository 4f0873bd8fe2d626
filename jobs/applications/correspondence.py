"""What employers write beside an application, and how they come to know who applied."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs.applications import telling, texts
from jobs.applications.models import (
    Application,
    ApplicationMessage,
    ApplicationNote,
    MessageTemplate,
)
from portal.accounts.models import Organisation, User
from portal.once import once
from portal.people import services as people
from portal.people.models import Consent
from portal.textfold import fold, nfc
from portal.validation import Problems, expect_version, set_fields

MOST_TAGS = 10
LONGEST_TAG = 30
MOST_TEMPLATES = 50


@transaction.atomic
def add_note(*, application_id: int, text: str, by: User) -> ApplicationNote:
    """A note for the employer's own people. Raises ValidationError at `text`."""
    note = ApplicationNote(application_id=application_id, by=by)
    set_fields(note, {"text": text})
    note.full_clean(exclude=["application"])
    note.save()
    return note


@transaction.atomic
def set_tags(*, application_id: int, tags: Iterable[str]) -> Application:
    """Replaces the tags, each once however it is written (case, tone marks), in their order.

    Raises ValidationError at `tags`.
    """
    application = _locked(application_id)
    once_each: dict[str, str] = {}
    for tag in filter(None, map(nfc, tags)):
        once_each.setdefault(fold(tag), tag)
    application.tags = list(once_each.values())
    if len(application.tags) > MOST_TAGS:
        message = _("At most %(most)s tags.") % {"most": MOST_TAGS}
        raise ValidationError({"tags": ValidationError(message, code="too_many")})
    if any(len(tag) > LONGEST_TAG for tag in application.tags):
        message = _("A tag has at most %(most)s letters.") % {"most": LONGEST_TAG}
        raise ValidationError({"tags": ValidationError(message, code="max_length")})
    application.save(update_fields=["tags", "updated_at"])
    return application


@transaction.atomic
def send_message(
    *, application_id: int, text: str, by: User, date: str = "", place: str = ""
) -> ApplicationMessage:
    """Writes to the applicant, who is told that there is something to read. `date` and `place` are
    words that stand for these placeholders (jobs.applications.texts).

    Raises ValidationError by field, also where the applicant has withdrawn.
    """
    application = _locked(application_id)
    if application.status == Application.Status.WITHDRAWN:
        raise ValidationError(_("The applicant has withdrawn it."), code="withdrawn")
    message = ApplicationMessage(application=application, by=by)
    values = {
        "title": application.vacancy.title,
        "employer": application.vacancy.employer.name,
        "date": nfc(date),
        "place": nfc(place),
    }
    problems = Problems()
    set_fields(message, {"text": text})
    with problems.collecting():
        message.text = texts.filled(message.text, values)
    with problems.collecting():
        message.full_clean(exclude=["application"])
    problems.raise_if_any()
    message.save()
    telling.tell_of_message(message)
    return message


@transaction.atomic
def ask_contact(*, application_id: int, by: User) -> Application:
    """Asks the applicant to show name and phone; once, and not who shows them already."""
    application = _locked(application_id)
    if application.asked_at or _agreed(application) or not application.is_open:
        return application
    application.asked_at, application.asked_by = timezone.now(), by
    application.save(update_fields=["asked_at", "asked_by", "updated_at"])
    telling.ask_for_contact(application)
    return application


@transaction.atomic
def give_contact(*, application_id: int) -> None:
    """The applicant shows the employer name and phone; who asked is told."""
    application = _locked(application_id)
    people.give_consent(
        person_id=application.person_id,
        purpose=Consent.Purpose.CONTACT,
        organisation=application.vacancy.employer,
    )
    if application.asked_at:
        telling.tell_of_contact(application)


def contact(*, application: Application, viewer: User) -> dict[str, str]:
    """Name, phone and e-mail of an applicant who agreed to this employer; logged.

    Raises PermissionError without that consent.
    """
    return people.reveal_contact(
        person=application.person,
        viewer=viewer,
        organisation=application.vacancy.employer,
        reason=application.vacancy.title,
    )


@transaction.atomic
def create_template(
    *, organisation: Organisation, name: str, text: str, form_key: UUID | None = None
) -> MessageTemplate:
    """A template of the organisation. A form that comes twice changes what it made.

    Raises ValidationError by field.
    """
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    new = MessageTemplate(organisation=organisation, form_key=form_key)

    def make() -> MessageTemplate:
        if organisation.message_templates.count() >= MOST_TEMPLATES:
            raise ValidationError(_("At most %(most)s can be kept.") % {"most": MOST_TEMPLATES})
        return _save_template(new, name, text)

    def change() -> MessageTemplate:
        made = MessageTemplate.objects.get(organisation=organisation, form_key=form_key)
        return _save_template(made, name, text)

    if form_key and organisation.message_templates.filter(form_key=form_key).exists():
        return change()
    return once(form_key, make, change)


@transaction.atomic
def update_template(
    *, template_id: int, name: str, text: str, version: datetime | None = None
) -> MessageTemplate:
    """Raises ValidationError by field, and ChangedError where it is of another `version`."""
    template = MessageTemplate.objects.select_for_update(of=("self",)).get(pk=template_id)
    expect_version(template, version)
    return _save_template(template, name, text)


@transaction.atomic
def delete_template(*, template_id: int) -> None:
    """Deletes a template; what was sent with it stays."""
    MessageTemplate.objects.filter(pk=template_id).delete()


def _save_template(template: MessageTemplate, name: str, text: str) -> MessageTemplate:
    set_fields(template, {"name": name, "text": text})
    problems = Problems()
    with problems.collecting():
        template.full_clean(exclude=["form_key"])
    with problems.collecting():
        texts.check(template.text)
    problems.raise_if_any()
    template.save()
    return template


def _agreed(application: Application) -> bool:
    return people.has_consented(
        person=application.person,
        purpose=Consent.Purpose.CONTACT,
        organisation=application.vacancy.employer,
    )


def _locked(application_id: int) -> Application:
    rows = Application.objects.select_for_update(of=("self",))
    return rows.select_related("vacancy__employer", "person__user", "asked_by").get(
        pk=application_id
    )
