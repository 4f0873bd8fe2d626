"""What the workers of an order overseas pay, and who pays the rest. One transaction each call."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from jobs import services
from jobs.models import OverseasFee, Vacancy
from jobs.moderation.facts import FEE_FIELD, facts_for
from jobs.moderation.findings import Severity
from jobs.moderation.overseas import of_fees
from portal.reference import codes
from portal.validation import Problems, expect_version

# VND. More than this for anything is a slip of the pen.
MOST = 500_000_000


@transaction.atomic
def set_fees(
    *,
    vacancy_id: int,
    fees: Mapping[tuple[str, str], int],
    version: datetime | None = None,
) -> Vacancy:
    """Puts all fees of an order in place of those that were: (kind, payer) → VND, codes of
    overseas_fee_kinds and fee_payers. An open order is checked as after any other change.

    Raises ValidationError at `fee_<kind>`, also where a ceiling of the law is passed, and
    ChangedError where the vacancy is not of the `version` that is expected.
    """
    vacancy = Vacancy.objects.locked(vacancy_id)
    expect_version(vacancy, version)
    problems = Problems()
    if vacancy.kind != Vacancy.Kind.OVERSEAS:
        raise ValidationError(_("Only orders for work overseas have fees."), code="not_overseas")
    kinds, payers = codes.entries("overseas_fee_kinds"), codes.entries("fee_payers")
    for (kind, payer), amount in fees.items():
        if kind not in kinds or payer not in payers:
            raise TypeError(f"unknown fee: {kind}, {payer}")
        if not 0 <= amount <= MOST:
            problems.add(f"{FEE_FIELD}{kind}", _("This amount cannot be right."), "amount")
    problems.raise_if_any()
    vacancy.fees.all().delete()
    OverseasFee.objects.bulk_create(
        OverseasFee(vacancy=vacancy, kind=kind, payer=payer, amount=amount)
        for (kind, payer), amount in fees.items()
        if amount
    )
    for finding in of_fees(vacancy, facts_for(vacancy, posted_anew=False)):
        # A draft may lack pay and term yet.
        if finding.severity == Severity.BLOCK and finding.code != "fee_not_measurable":
            problems.add(finding.field, finding.message, finding.code)
    problems.raise_if_any()
    return services.update_vacancy(vacancy_id=vacancy.pk, values={})
