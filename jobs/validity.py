"""Rules of a vacancy that concern several fields, or only what the public is to see."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from phonenumbers import SUPPORTED_REGIONS

from jobs.models import Vacancy
from jobs.pay import LEAST_RATES
from portal.accounts.contacts import parse_phone
from portal.accounts.models import Organisation
from portal.accounts.services import check_may_publish
from portal.labour import LEAST_PAY
from portal.reference import codes
from portal.validation import Problems

HOME_COUNTRY = "VN"
# Later than this a deadline says nothing; leaving it open says "until filled".
LONGEST_OPEN = timedelta(days=366)


def check(vacancy: Vacancy, problems: Problems, *, for_public: bool) -> None:
    """Rules that concern several fields, or only what the public is to see."""
    for field in ("pay_min", "pay_max"):
        pay = getattr(vacancy, field)
        if pay is not None and 0 <= pay < LEAST_PAY:
            problems.add(field, _("Write the pay in VND a month, as 12,000,000."), "pay_unit")
    _check_rates(vacancy, problems)
    # Where rates are given they are told, not what follows from them.
    if vacancy.rate_min is None or vacancy.rate_max is None:
        _check_range(vacancy, "pay_min", "pay_max", problems)
    _check_lawful_limit(vacancy, problems)
    _check_groups(vacancy, problems)
    if vacancy.kind == Vacancy.Kind.OVERSEAS:
        _check_overseas(vacancy, problems, for_public=for_public)
    elif vacancy.kind == Vacancy.Kind.DOMESTIC:
        if vacancy.country not in ("", HOME_COUNTRY):
            problems.add("country", _("Work in Vietnam has no other country."))
        elif vacancy.employer.kind == Organisation.Kind.OVERSEAS_AGENCY:
            problems.add("kind", _("An overseas-work agency offers work overseas only."))
        if for_public and vacancy.unit is None:
            problems.add("unit", _("Say in which ward or commune the work is."), "required")
    if for_public and is_over(vacancy):
        problems.add("valid_through", _("This day is over. Choose a later one."), "past")
    if for_public and vacancy.openings and vacancy.openings_left < 1:
        problems.add("openings", _("All openings are filled. Raise the number."), "filled")


def _check_range(vacancy: Vacancy, low: str, high: str, problems: Problems) -> None:
    least, most = getattr(vacancy, low), getattr(vacancy, high)
    if least is not None and most is not None and most < least:
        problems.add(high, _("The highest pay is below the lowest."), "pay_range")


def _check_rates(vacancy: Vacancy, problems: Problems) -> None:
    for field in ("rate_min", "rate_max"):
        rate = getattr(vacancy, field)
        if rate is not None and vacancy.pay_period not in LEAST_RATES:
            message = _("Only pay by the day or the hour has a rate: say so in the kind of pay.")
            problems.add(field, message, "pay_period")
        elif rate is not None and 0 <= rate < LEAST_RATES[vacancy.pay_period]:
            problems.add(field, _("Write the pay in VND, as 250,000."), "pay_unit")
    _check_range(vacancy, "rate_min", "rate_max", problems)


def _check_lawful_limit(vacancy: Vacancy, problems: Problems) -> None:
    if vacancy.lawful_limit and not vacancy.lawful_limit_reason:
        problems.add("lawful_limit_reason", _("Say what the limit rests on."), "required")
    if vacancy.lawful_limit_reason and not vacancy.lawful_limit:
        problems.add("lawful_limit", _("Say what the limit is and which law sets it."), "required")


def _check_groups(vacancy: Vacancy, problems: Problems) -> None:
    """Of the groups only those that the form asks employers about; others are nobody's business."""
    listed = codes.entries("priority_groups")
    others = listed.keys() - codes.entries("priority_groups", use="vacancy").keys()
    for code in vacancy.priority_groups or ():
        if code in others:
            message = _("“%(value)s” is not in the list.") % {"value": code}
            problems.add("priority_groups", message, "unknown_code")


def _check_overseas(vacancy: Vacancy, problems: Problems, *, for_public: bool) -> None:
    if vacancy.employer.kind != Organisation.Kind.OVERSEAS_AGENCY:
        problems.add("kind", _("Only a licensed agency may offer work overseas."))
    if not vacancy.country:
        problems.add("country", _("Say in which country the work is."), "required")
    elif vacancy.country == HOME_COUNTRY or vacancy.country not in SUPPORTED_REGIONS:
        problems.add(
            "country",
            _("Give another country's code of two capital letters, as JP for Japan."),
            "unknown_code",
        )
    if for_public and not vacancy.contract_approval_number:
        problems.add(
            "contract_approval_number",
            _("Give the number under which the supply contract was approved."),
            "required",
        )


def check_employer(vacancy: Vacancy, problems: Problems) -> None:
    """What must hold of the organisation itself while the public sees its vacancy."""
    employer = vacancy.employer
    if vacancy.kind == Vacancy.Kind.OVERSEAS:
        until = employer.licensed_until
        if not employer.licence_number or not until or until < timezone.localdate():
            problems.add("__all__", _("The agency has no valid licence."), "licence")
    is_public = vacancy.status == Vacancy.Status.PUBLISHED
    check_may_publish(employer, problems, is_public=is_public)


def is_over(vacancy: Vacancy) -> bool:
    """Its last day is over."""
    return isinstance(vacancy.valid_through, date) and (
        vacancy.valid_through < timezone.localdate()
    )


def check_deadline(
    vacancy: Vacancy, before: date | None, problems: Problems, *, soon_public: bool
) -> None:
    """What is wrong with a last day that was changed from `before`."""
    if vacancy.valid_through == before or not isinstance(vacancy.valid_through, date):
        return
    if vacancy.valid_through > timezone.localdate() + LONGEST_OPEN:
        message = _("Choose a day within a year, or leave it empty: until filled.")
        problems.add("valid_through", message, "too_late")
    if not soon_public and is_over(vacancy):
        problems.add("valid_through", _("This day is over. Choose a later one."), "past")


def clean_contact(vacancy: Vacancy, problems: Problems) -> None:
    """Writes the phone of the contact as E.164, however it was typed."""
    if not vacancy.contact_phone:
        return
    typed, vacancy.contact_phone = str(vacancy.contact_phone), ""
    with problems.collecting(at="contact_phone"):
        vacancy.contact_phone = parse_phone(typed)
