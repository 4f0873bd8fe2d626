"""What workers pay for an order overseas, and what others pay for them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from frontend import formats
from frontend.fields import MoneyField
from frontend.forms.opened import OpenedForm
from jobs.models import Vacancy
from jobs.moderation.facts import FEE_FIELD, facts_for, fees_of
from jobs.moderation.overseas import BROKERAGE, SERVICE, WORKER, service_ceiling
from jobs.overseas import MOST
from portal.reference import codes

PAY_AND_TERM = _("How much is lawful can be told once pay and term of the contract are given.")


class OverseasFeesForm(OpenedForm):
    """For each kind of fee the amount that the worker pays, and that each of the others pays."""

    def __init__(self, *args: Any, vacancy: Vacancy, **kwargs: Any) -> None:
        fees = fees_of(vacancy)
        initial = {_name(kind, payer): amount for (kind, payer), amount in fees.items()}
        super().__init__(*args, initial=initial, **kwargs)
        self.vacancy = vacancy
        payers = dict(codes.choices("fee_payers"))
        for kind, label in codes.choices("overseas_fee_kinds"):
            for payer, who in payers.items():
                self.fields[_name(kind, payer)] = MoneyField(
                    label=label if payer == WORKER else f"{label}: {who}",
                    help_text=self._limit(kind) if payer == WORKER else "",
                    max_value=MOST,
                    required=False,
                )
        self.remember(vacancy.updated_at)

    def _limit(self, kind: str) -> Any:
        """The ceiling of the law, in words beside the field."""
        if kind == BROKERAGE:
            return _("The law lets workers pay none.")
        if kind != SERVICE:
            return ""
        most = service_ceiling(self.vacancy, facts_for(self.vacancy, posted_anew=False))
        if most is None:
            return PAY_AND_TERM
        return _("At most %(most)s for this pay and term.") % {"most": formats.money(most)}

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields by who pays, the worker first."""
        kinds = [kind for kind, _label in codes.choices("overseas_fee_kinds")]
        return [
            (who, [self[_name(kind, payer)] for kind in kinds])
            for payer, who in codes.choices("fee_payers")
        ]

    def fees(self) -> dict[tuple[str, str], int]:
        """What the service takes."""
        kinds, payers = codes.entries("overseas_fee_kinds"), codes.entries("fee_payers")
        amounts = {(k, p): self.cleaned_data[_name(k, p)] for k in kinds for p in payers}
        return {key: amount for key, amount in amounts.items() if amount}


def _name(kind: str, payer: str) -> str:
    """The worker's own fields are called as the checks call them."""
    return f"{FEE_FIELD}{kind}" if payer == WORKER else f"{FEE_FIELD}{kind}_{payer}"
