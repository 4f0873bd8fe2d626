"""What every page may show around its content: `site` in templates."""

from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from frontend.cards import Link
from frontend.formats import number
from portal.accounts.member_invitations import open_for
from portal.accounts.models import MemberInvitation, Organisation
from portal.accounts.samples import sample_loaded
from portal.notices.reading import unread_count


class Site:
    """Menus, languages and the notes of the frame; each worked out only if a template asks."""

    name = "Bến Việc"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def operator(self) -> str:
        return _("Employment Service Centre of Hải Phòng")

    @cached_property
    def help_phone(self) -> str:
        return settings.HELP_PHONE

    @cached_property
    def help_email(self) -> str:
        return settings.HELP_EMAIL

    @cached_property
    def sample_data(self) -> bool:
        """Whether invented organisations are loaded, so that nobody takes them for real."""
        return sample_loaded()

    @cached_property
    def kinds(self) -> set[str]:
        """Kinds of the organisations that the reader acts for."""
        user = self.request.user
        if not user.is_authenticated:
            return set()
        return set(Organisation.objects.of_member(user).values_list("kind", flat=True))

    @cached_property
    def member_invitations(self) -> list[MemberInvitation]:
        """Invitations to act for an organisation that wait for the reader's answer."""
        user = self.request.user
        return list(open_for(user)) if user.is_authenticated else []

    @cached_property
    def unread(self) -> int:
        """How many messages the reader has not opened; one query."""
        user = self.request.user
        return unread_count(user) if user.is_authenticated else 0

    @cached_property
    def is_seeker(self) -> bool:
        user = self.request.user
        return user.is_authenticated and not user.is_esc and not self.kinds

    def link(self, label: str, view: str, icon: str = "") -> Link:
        url = reverse(view)
        return Link(label=label, url=url, icon=icon, current=self.request.path == url)

    @cached_property
    def nav(self) -> list[Link]:
        """The links in the header: for all, then those of the reader's role."""
        user = self.request.user
        links = [
            self.link(_("Find a job"), "search", "search"),
            self.link(_("Learn a trade"), "courses", "graduation-cap"),
        ]
        if self.is_seeker:
            links.append(self.link(_("For you"), "recommendations", "sparkles"))
        if self.kinds & {"employer", "overseas_agency"}:
            links.append(self.link(_("Hiring"), "employer_home", "briefcase"))
        if "training_centre" in self.kinds:
            links.append(self.link(_("Training"), "centre_home", "book-open"))
        if user.is_authenticated and user.is_esc:
            links.append(self.link(_("Desk"), "staff_home", "clipboard-list"))
        return links

    @cached_property
    def account(self) -> list[Link]:
        """The menu of a signed-in reader."""
        user = self.request.user
        if not user.is_authenticated:
            return []
        told = _("My messages")
        if self.unread:
            told = _("My messages (%(count)s not read)") % {"count": number(self.unread)}
        links = [self.link(told, "my_messages", "mail")]
        if self.is_seeker:
            links.append(self.link(_("My profile"), "profile", "user"))
            links.append(self.link(_("My courses"), "my_courses", "graduation-cap"))
            links.append(self.link(_("My applications"), "my_applications", "send"))
            links.append(self.link(_("My data and consents"), "my_data", "shield-check"))
        if user.has_perm("alerts.save_searches"):
            links.append(self.link(_("Saved searches"), "saved_searches", "bell"))
        if self.kinds & {"employer", "overseas_agency"}:
            links.append(self.link(_("Vacancies"), "employer_vacancies", "briefcase"))
        if "training_centre" in self.kinds:
            links.append(self.link(_("Courses"), "centre_courses", "book-open"))
        if self.kinds:
            links.append(self.link(_("Your organisations"), "my_organisations", "building-2"))
        if user.is_esc:
            links.append(
                self.link(_("Organisations to verify"), "staff_organisations", "badge-check")
            )
            links.append(self.link(_("Results of hiring"), "staff_hiring_results", "user-check"))
            links.append(self.link(_("What people search for"), "staff_questions", "search"))
            links.append(self.link(_("Search health"), "staff_search_health", "chart-column"))
        if user.has_perm("accounts.assign_esc_role"):
            links.append(self.link(_("Staff accounts"), "staff_accounts", "users"))
        links.append(self.link(_("Sign-in and security"), "account_settings", "settings"))
        return links

    @cached_property
    def languages(self) -> list[Link]:
        """This page in each language; `icon` holds the language code."""
        path = self.request.get_full_path()
        return [
            Link(
                label=" ".join(
                    word.capitalize() for word in get_language_info(code)["name_local"].split()
                ),
                url=translate_url(path, code),
                icon=code,
                current=code == get_language(),
            )
            for code, _name in settings.LANGUAGES
        ]

    @cached_property
    def base_url(self) -> str:
        return settings.BASE_URL


def site(request: HttpRequest) -> dict[str, Site]:
    return {"site": Site(request)}
