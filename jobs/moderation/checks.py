"""All that is checked before a vacancy goes public: pure functions of a vacancy and some facts."""

from collections.abc import Iterator

from jobs.models import Vacancy
from jobs.moderation import contacts, discrimination, duplicates, fees, overseas, pay
from jobs.moderation.facts import Facts
from jobs.moderation.findings import Finding, Severity
from jobs.moderation.words import settled

# Whatever people write freely and the public reads.
TEXTS = (
    *("title", "description", "requirements", "benefits"),
    *("major", "it_skills", "language_certificate", "address", "orientation", "lawful_limit"),
)
LONGEST_EXCERPT = 120


def findings_of(vacancy: Vacancy, facts: Facts) -> list[Finding]:
    """Each thing once, in the order of the fields; for a lawful limit always a doubt."""
    found: dict[tuple[str, str, str], Finding] = {}
    for finding in _all(vacancy, facts):
        found.setdefault(finding.key, finding)
    return list(found.values())


def _all(vacancy: Vacancy, facts: Facts) -> Iterator[Finding]:
    yield from duplicates.of_posting(vacancy, facts)
    for field in TEXTS:
        yield from of_text(vacancy, field, getattr(vacancy, field))
    yield from pay.of_pay(vacancy, facts)
    yield from overseas.of_fees(vacancy, facts)
    if vacancy.lawful_limit:
        excerpt = vacancy.lawful_limit[:LONGEST_EXCERPT]
        yield Finding("lawful_limit", "lawful_limit", excerpt, Severity.DOUBT)


def of_text(vacancy: Vacancy, field: str, text: str) -> Iterator[Finding]:
    """What is wrong or doubtful in one text."""
    low = settled(text)
    shown = text if len(text) == len(low) else low
    yield from contacts.of_text(field, low, shown)
    yield from fees.of_text(field, low, shown, overseas=vacancy.kind == Vacancy.Kind.OVERSEAS)
    # A limit that a law sets names sex and age: the centre reads it anyway.
    if field != "lawful_limit":
        limited = bool(vacancy.lawful_limit)
        yield from discrimination.of_text(field, low, shown, has_lawful_limit=limited)
