"""Who may what with vacancies."""

import rules

from jobs.models import Vacancy
from portal.accounts.models import Organisation, User
from portal.accounts.rules import is_esc, is_member


@rules.predicate
def is_members_vacancy(user: User, vacancy: Vacancy | None) -> bool:
    """The vacancy belongs to an organisation for which the user acts."""
    return vacancy is not None and is_member(user, vacancy.employer)


@rules.predicate
def offers_work(user: User, organisation: Organisation | None) -> bool:
    """The organisation is of a kind that posts vacancies."""
    return organisation is not None and organisation.kind in (
        Organisation.Kind.EMPLOYER,
        Organisation.Kind.OVERSEAS_AGENCY,
    )


rules.add_perm("jobs.add_vacancy", is_member & offers_work)
rules.add_perm("jobs.change_vacancy", is_members_vacancy)
rules.add_perm("jobs.publish_vacancy", is_members_vacancy)
rules.add_perm("jobs.close_vacancy", is_members_vacancy | is_esc)
rules.add_perm("jobs.view_candidates", is_members_vacancy | is_esc)
