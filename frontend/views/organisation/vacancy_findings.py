"""What the checks say of a vacancy, as its employer and the centre read it."""

from collections.abc import Iterable
from dataclasses import dataclass

from frontend.formats import FOUND_END, FOUND_START
from frontend.forms.base import label_of
from frontend.present import labels_of
from jobs.models import Vacancy
from jobs.moderation.facts import FEE_FIELD
from jobs.moderation.findings import Finding

# Characters of the text around the words that were found.
AROUND = 80


@dataclass(frozen=True)
class Found:
    """A finding with where it stands; `excerpt` has the words marked for the filter `highlight`."""

    label: str
    message: str
    excerpt: str


def found_of(vacancy: Vacancy, findings: Iterable[Finding]) -> list[Found]:
    """The findings in their order, with the words around each as they are now."""
    return [Found(field_label(f.field), f.message, _excerpt(vacancy, f)) for f in findings]


def field_label(field: str) -> str:
    """What a field is called in which something was found; fees are rows of their own."""
    if field.startswith(FEE_FIELD):
        return labels_of("overseas_fee_kinds", field.removeprefix(FEE_FIELD))
    return str(label_of(Vacancy, field))


def _excerpt(vacancy: Vacancy, finding: Finding) -> str:
    text = getattr(vacancy, finding.field, "")
    if not isinstance(text, str) or finding.text not in text:
        return ""
    before, found, after = text.partition(finding.text)
    start = "…" if len(before) > AROUND else ""
    end = "…" if len(after) > AROUND else ""
    return f"{start}{before[-AROUND:]}{FOUND_START}{found}{FOUND_END}{after[:AROUND]}{end}"
