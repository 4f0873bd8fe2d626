"""What stands between a vacancy and the public; asked by every service that opens or changes"
" one."""

from jobs.models import Vacancy
from jobs.moderation.checks import findings_of
from jobs.moderation.facts import facts_for
from jobs.moderation.findings import Finding, Severity
from jobs.moderation.models import Review
from portal.validation import Problems


def doubts_of(vacancy: Vacancy, problems: Problems, *, posted_anew: bool) -> list[Finding]:
    """What the centre must look at before the public sees the vacancy; adds to the problems what
    must be put right first. What the centre approved once needs no second look."""
    doubts = []
    approved = _approved(vacancy)
    for finding in findings_of(vacancy, facts_for(vacancy, posted_anew=posted_anew)):
        if finding.severity == Severity.BLOCK:
            problems.add(finding.field, finding.message, finding.code)
        elif finding.key not in approved:
            doubts.append(finding)
    return doubts


def _approved(vacancy: Vacancy) -> set[tuple[str, str, str]]:
    if not vacancy.pk:
        return set()
    found = vacancy.reviews.filter(state=Review.State.APPROVED).values_list("found", flat=True)
    return {Finding.read(stored).key for row in found for stored in row}


def hold_back(vacancy: Vacancy, doubts: list[Finding]) -> None:
    """Puts the vacancy into the centre's queue, or what is doubted now beside what was before.

    Call it on a locked vacancy, inside the transaction that saves it.
    """
    if vacancy.status != Vacancy.Status.REVIEW:
        vacancy.wait_for_review()
    review = Review.objects.waiting().filter(vacancy=vacancy).first() or Review(vacancy=vacancy)
    review.findings = doubts
    review.save()


def let_go(vacancy: Vacancy) -> None:
    """Ends the waiting of a vacancy in which nothing is left to look at, or that is taken back."""
    for review in Review.objects.waiting().filter(vacancy=vacancy).select_for_update():
        review.withdraw()
        review.save()
