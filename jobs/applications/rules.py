"""Who may what with applications."""

import rules

from jobs.applications.models import Application, MessageTemplate
from jobs.models import Vacancy
from jobs.rules import is_members_vacancy, offers_work
from portal.accounts.models import User
from portal.accounts.rules import is_esc, is_member
from portal.people.rules import may_seek


@rules.predicate
def is_applicant(user: User, application: Application | None) -> bool:
    """The application is the user's own."""
    return (
        user.is_authenticated and application is not None and application.person.user_id == user.pk
    )


@rules.predicate
def is_addressed(user: User, application: Application | None) -> bool:
    """It went to an organisation for which the user acts."""
    return application is not None and is_member(user, application.vacancy.employer)


@rules.predicate
def is_members_template(user: User, template: MessageTemplate | None) -> bool:
    """The template belongs to an organisation for which the user acts."""
    return template is not None and is_member(user, template.organisation)


@rules.predicate
def is_public_vacancy(_user: User, vacancy: Vacancy | None) -> bool:
    """Everybody sees the vacancy today."""
    return vacancy is not None and vacancy.is_public


rules.add_perm("applications.apply", may_seek & is_public_vacancy & ~is_members_vacancy)
rules.add_perm("applications.withdraw", is_applicant)
rules.add_perm("applications.give_contact", is_applicant)
rules.add_perm("applications.answer", is_addressed)
rules.add_perm("applications.view_profile", is_addressed | is_esc)
rules.add_perm("applications.view_contact", is_addressed)
rules.add_perm("applications.list_of_vacancy", is_members_vacancy | is_esc)
rules.add_perm("applications.manage_templates", is_member & offers_work)
rules.add_perm("applications.change_template", is_members_template)
rules.add_perm("applications.view_results", is_esc)
