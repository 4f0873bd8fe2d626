"""Messages about accounts and organisations."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from portal.notices.kinds.kind import Audience, Kind

ACCOUNTS = [
    Kind(
        name="sign_in_code",
        label=_("Sign-in codes"),
        subject=_("%(code)s is your Bến Việc code"),
        text=_("%(code)s is your Bến Việc code. Give it to nobody."),
        audience=Audience.EVERYBODY,
        urgent=True,
        secret=True,
        useful_for=timedelta(minutes=10),
    ),
    Kind(
        name="organisation_verified",
        label=_("Verification of your organisation"),
        subject=_("%(name)s is verified"),
        text=_("Bến Việc: %(name)s is verified. You can publish now: %(url)s"),
        audience=Audience.MEMBER,
    ),
    Kind(
        name="organisation_refused",
        label=_("Verification of your organisation"),
        subject=_("%(name)s could not be verified"),
        text=_("Bến Việc: %(name)s could not be verified: %(reason)s Put it right: %(url)s"),
        audience=Audience.MEMBER,
    ),
    Kind(
        name="organisation_suspended",
        label=_("Verification of your organisation"),
        subject=_("%(name)s is suspended"),
        text=_("Bến Việc: what %(name)s published is hidden: %(reason)s See: %(url)s"),
        audience=Audience.MEMBER,
    ),
    Kind(
        name="organisations_overdue",
        label=_("Organisations that wait for verification"),
        subject=_("Organisations wait for verification: %(count)s"),
        text=_("Bến Việc: organisations wait longer than 2 working days: %(count)s. See: %(url)s"),
        audience=Audience.STAFF,
    ),
    Kind(
        name="account_inactive",
        label=_("Your account is not used any more"),
        subject=_("Your account will be erased on %(day)s"),
        text=_(
            "Bến Việc: you have not been here for two years. Your account and profile will be "
            "erased on %(day)s. To keep them, sign in: %(url)s"
        ),
        audience=Audience.EVERYBODY,
        useful_for=timedelta(days=30),
        mutable=False,
    ),
    Kind(
        name="member_invited",
        label=_("Invitation to act for an organisation"),
        subject=_("%(name)s invites you to act for it"),
        text=_("Bến Việc: %(name)s invites you to act for it. Answer: %(url)s"),
        audience=Audience.EVERYBODY,
        useful_for=timedelta(days=14),
    ),
    Kind(
        name="contact_revealed",
        label=_("Somebody saw your contact data"),
        subject=_("%(name)s saw your contact data"),
        text=_("Bến Việc: %(name)s, to whom you agreed, saw your name and phone. See who: %(url)s"),
        audience=Audience.SEEKER,
    ),
]
