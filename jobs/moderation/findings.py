"""What a check finds in a vacancy, and how it is told to who wrote it and to the centre."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from dataclasses import field as dataclass_field
from enum import StrEnum
from typing import Any, Self

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _


class Severity(StrEnum):
    """A block must be put right before the vacancy goes public; on a doubt the centre decides."""

    BLOCK = "block"
    DOUBT = "doubt"


@dataclass(frozen=True)
class Finding:
    """Something at a field of a vacancy; `text` is the words in which it stands, `details` what
    its message tells beyond them."""

    field: str
    code: str
    text: str
    severity: Severity
    details: Mapping[str, str | int] = dataclass_field(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong and what to do, in the active language."""
        told = {
            name: number_format(value, force_grouping=True) if isinstance(value, int) else value
            for name, value in self.details.items()
        }
        return str(MESSAGES[self.code]) % {"text": self.text, **told}

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes two findings the same one."""
        return self.field, self.code, self.text

    def stored(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return asdict(self)

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**{**stored, "severity": Severity(stored["severity"])})


MESSAGES = {
    "below_minimum_wage": _(
        "This is below the minimum wage of the place, %(least)s VND (region %(region)s,"
        " %(source)s)."
    ),
    "sex": _(
        "“%(text)s” limits the work by sex. Take it out, or give the law that asks for it under "
        "“A limit that a law sets”."
    ),
    "age": _(
        "“%(text)s” limits the work by age. Take it out, or give the law that asks for it under "
        "“A limit that a law sets”."
    ),
    "child_labour": _("“%(text)s”: nobody below 15 may be hired. Raise the age or take it out."),
    "marriage": _("“%(text)s” asks about marriage or children. That may be no condition."),
    "pregnancy": _("“%(text)s” shuts out women who are or may become pregnant. Take it out."),
    "origin": _("“%(text)s” shuts people out by where they come from. Take it out."),
    "belief": _("“%(text)s” shuts people out by religion or ethnic group. Take it out."),
    "health": _("“%(text)s” shuts people out by health or disability. Say what the work asks for."),
    "union": _("“%(text)s”: everybody may join a trade union. Take it out."),
    "looks": _("“%(text)s” asks for looks. Say what the work needs instead."),
    "excluded": _("“%(text)s” shuts people out. Say what the work needs instead."),
    "fee": _("“%(text)s”: workers pay nothing to be hired. Take it out."),
    "deposit": _("“%(text)s”: no deposit may be asked of workers. Take it out."),
    "papers": _("“%(text)s”: originals of papers may not be kept. Ask for copies."),
    "fee_ceiling": _(
        "Workers pay at most %(most)s VND of the service fee for this pay and term (%(source)s)."
    ),
    "fee_not_measurable": _(
        "Give the pay and the term of the contract: they say how high the service fee may be."
    ),
    "brokerage": _("Workers pay no brokerage (%(source)s)."),
    "contact": _(
        "“%(text)s” is a way to reach you. Write it under “Contact” and choose there who sees it."
    ),
    "duplicate": _("This looks like your open vacancy “%(text)s” of %(day)s."),
    "lawful_limit": _("The centre looks at a limit that a law sets before it is public."),
}
# Why the centre would refuse it: a code of the list moderation_reasons.
REASONS = {
    "below_minimum_wage": "below-minimum-wage",
    "child_labour": "child-labour",
    "fee": "fee",
    "fee_ceiling": "fee",
    "fee_not_measurable": "fee",
    "brokerage": "fee",
    "deposit": "fee",
    "papers": "fee",
    "contact": "contact",
    "duplicate": "duplicate",
    "excluded": "discrimination",
    "lawful_limit": "discrimination",
    **dict.fromkeys(
        ("sex", "age", "marriage", "pregnancy", "origin", "belief", "health", "union", "looks"),
        "discrimination",
    ),
}
